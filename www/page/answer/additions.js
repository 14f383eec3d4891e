/** What the page adds to each action of the answer, in the places that the element has for that. */

import { h, icon, replaceKeepingPlace } from "../base/dom.js";
import { factLink } from "../base/parts.js";
import { waysView } from "./ways.js";
import { whatIfButton } from "./whatif.js";

/** Brings the additions inside the element up to date. An element that stays keeps its place and the focus. */
export function showAdditions(element, actions, context) {
  const slots = new Map(actions.map((action) => [`action-${action.id}-${action.role}`, additionOf(action, context)]));
  for (const child of [...element.querySelectorAll(":scope > .addition")]) {
    if (!slots.has(child.slot)) child.remove();
  }
  for (const [slot, content] of slots) {
    let place = element.querySelector(`:scope > [slot="${CSS.escape(slot)}"]`);
    if (place === null) {
      place = h("div", { class: "addition", slot });
      element.append(place);
    }
    replaceKeepingPlace(place, content);
    place.hidden = !place.hasChildNodes();
  }
}

function additionOf(action, context) {
  const { t } = context;
  if (action.verdict === "allowed") return whatIfButton(action, "whatif", t.whatIf, context);
  if (action.verdict === "denied") return waysView(action, context);
  if (action.missing.length === 0) return null;
  return h(
    "p",
    { class: "missing" },
    icon("edit"),
    t.fillIn,
    action.missing.map((id) => [" ", factLink(id, context)]),
  );
}
