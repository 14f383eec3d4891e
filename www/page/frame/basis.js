/** The foot of the page: that it only advises, by which rules, and what it does with what is entered. */

import { h } from "../base/dom.js";

/** Says what the answer rests on. */
export function basisView(description, t) {
  return h(
    "div",
    { class: "foot-body" },
    h(
      "div",
      { class: "foot-part" },
      h("h2", null, t.basisHeading),
      h("p", { class: "foot-advice" }, t.advice),
      h("p", null, t.basisLead),
    ),
    h(
      "dl",
      { class: "foot-part foot-facts" },
      h("div", null, h("dt", null, t.basisRules), h("dd", null, t.basis(description.label, description.edition))),
      h("div", null, h("dt", null, t.version), h("dd", null, h("code", { id: "version" }, description.version))),
      description.note === null ? null : h("div", null, h("dt", null, t.basisScope), h("dd", null, description.note)),
    ),
    h("p", { class: "foot-small" }, t.privacy, t.stop, t.owners),
  );
}
