/** Where the rules come from: what kind of text a source is, and of what date. */

import { h, icon, inItsLanguage, unseen } from "../base/dom.js";

/** A date that ends a title, such as `(2021-09-14)` or `(2024)`: the policies write the date of a source there. */
const DATED = /^(.*?)\s*[(（](\d{4})(?:-(\d{2})-(\d{2}))?[)）]$/u;

/** The title of a source without its date, and the date in words; `null` where none is known. */
function titleAndDate({ title }, locale) {
  const [, bare, year, month, day] = DATED.exec(title) ?? [];
  if (bare === undefined) return { title, date: null };
  const isDay = day !== undefined;
  const at = isDay ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : Date.UTC(Number(year));
  const parts = isDay ? { day: "numeric", month: "long" } : {};
  const format = new Intl.DateTimeFormat(locale === "ja" ? "ja-JP" : "en-GB", {
    timeZone: "UTC",
    year: "numeric",
    ...parts,
  });
  return { title: bare, date: h("time", { datetime: title.match(/\d{4}(-\d{2}-\d{2})?/)[0] }, format.format(at)) };
}

/**
 * The ids of the sources of a rule, as `describe` gives it. A number in its condition may come from another source than
 * the rule itself, as where an edition has another window; that one comes first.
 */
export function sourcesOf({ source, ...conditions }, { params, sources }) {
  const written = [conditions.that, conditions.at, conditions.when, conditions.due].join(" ");
  const numbers = params.filter(({ id }) => new RegExp(`\\b${id}\\b`).test(written)).map((param) => param.source);
  const ids = new Set([...numbers, source]);
  return [...ids].filter((id) => sources.some((each) => each.id === id));
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
  const { title, date } = titleAndDate(source, locale);
  return h(
    "span",
    { class: "source-line", "data-source": id },
    sourceLink(source, title, t, locale),
    " ",
    kindTag(source, t),
    " ",
    h("span", { class: "source-date" }, date ?? t.noDate),
  );
}

function sourceLink({ url }, title, t, locale) {
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
      const { title, date } = titleAndDate(source, locale);
      return h(
        "li",
        { id: `source-${source.id}`, tabindex: "-1", "data-source": source.id },
        h("p", { class: "source-title" }, sourceLink(source, title, t, locale), " ", kindTag(source, t)),
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
