/** What the page adds to each action of the answer, in the places that the element has for that. */

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { canBeTried } from "../../shared/arguments.js";
import { icon } from "../../shared/icon.js";
import { factLinks } from "./fact-links.js";
import { waysView } from "./ways.js";
import { whatIfButton } from "./whatif.js";

/** @import { Action } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The additions, to stand inside the element.
 *
 * @param {Action[]} actions
 * @param {ControlContext} context
 */
export function additionsView(actions, context) {
  const keyOf = (/** @type {Action} */ { id, role }) => `${id}-${role}`;
  return repeat(actions, keyOf, (action) => {
    const content = additionOf(action, context);
    return html`<div class="addition" slot="action-${keyOf(action)}" ?hidden=${content === nothing}>${content}</div>`;
  });
}

/**
 * @param {Action} action
 * @param {ControlContext} context
 */
function additionOf(action, context) {
  const { t } = context;
  if (canBeTried(action)) return whatIfButton(action, "whatif", t.whatIf, context);
  if (action.verdict === "denied") return waysView(action, context);
  if (action.missing.length === 0) return nothing;
  return html`<p class="missing">${icon("edit")}${t.fillIn}${factLinks(action.missing, context)}</p>`;
}
