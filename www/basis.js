/** The foot of the page: whose rules these are, in which version, and where each comes from. */

import { h, inItsLanguage } from "./dom.js";

/** Says what the answer rests on, and that it only advises. */
export function basisView(description, t, locale) {
  return h(
    "section",
    { "aria-labelledby": "basis-heading" },
    h("h2", { id: "basis-heading" }, t.basisHeading),
    h("p", { class: "advice" }, t.advice),
    h(
      "p",
      null,
      t.basis(description.label, description.edition),
      " · ",
      `${t.version}: `,
      h("code", { id: "version" }, description.version),
    ),
    description.note === null ? null : h("p", { class: "note" }, description.note),
    sourceList(description.sources, t, locale),
  );
}

/** The sources with their numbers; `#source-…` is where the references in the answer lead. */
function sourceList(sources, t, locale) {
  return h(
    "ol",
    { class: "sources" },
    sources.map(({ id, kind, title, url, note }) => {
      const name = inItsLanguage(title, locale);
      return h(
        "li",
        { id: `source-${id}`, tabindex: "-1" },
        url === null ? name : h("a", { href: url, rel: "noreferrer" }, name),
        " ",
        h("span", { class: "tag" }, t.sourceKinds[kind]),
        note === null ? null : h("span", { class: "note" }, ` ${note}`),
      );
    }),
  );
}
