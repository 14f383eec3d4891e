/** Where the rules come from: what kind of text a source is, and of what date. */

import { h, icon, inItsLanguage, unseen } from "../base/dom.js";
import { sayPartialDate } from "../../shared/dates.js";

/** The date that a source bears, in words; `null` where none is known. */
function dateOf({ date }, locale) {
  return date === null ? null : h("time", { datetime: date }, sayPartialDate(date, locale));
}

/** Sources in a line each: the title, linked where it has an address, the kind, and the date. */
export function sourceLines(ids, context) {
  return ids.length === 0
    ? null
    : h(
        "span",
        { class: "rule-source" },
        unseen(context.t.sourceOf),
        ids.map((id) => sourceLine(id, context)),
      );
}

function sourceLine(id, { t, description, locale }) {
  const source = description.sources.find((each) => each.id === id);
  return h(
    "span",
    { class: "source-line", "data-source": id },
    sourceLink(source, locale),
    " ",
    kindTag(source, t),
    " ",
    h("span", { class: "source-date" }, dateOf(source, locale) ?? t.noDate),
  );
}

function sourceLink({ url, title }, locale) {
  const name = inItsLanguage(title, locale);
  return url === null ? name : h("a", { href: url, rel: "noreferrer" }, name, icon("outside"));
}

function kindTag({ kind }, t) {
  return h("span", { class: `tag kind kind-${kind}` }, t.sourceKinds[kind]);
}

/** All sources with their numbers; `#source-…` is where the references of the page lead. */
export function sourceList(sources, t, locale) {
  return h(
    "ol",
    { class: "sources" },
    sources.map((source) => {
      const date = dateOf(source, locale);
      return h(
        "li",
        { id: `source-${source.id}`, tabindex: "-1", "data-source": source.id },
        h("p", { class: "source-title" }, sourceLink(source, locale), " ", kindTag(source, t)),
        h(
          "p",
          { class: "note" },
          date === null ? t.noDate : [t.dated, date],
          source.note === null ? null : [t.stop, source.note],
        ),
      );
    }),
  );
}
