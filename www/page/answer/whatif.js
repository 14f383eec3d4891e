/** "What if I do this": the button on an action, and what is said where it is pressed in vain. */

import { html, nothing } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { icon } from "../../shared/icon.js";
import { factLinks } from "./fact-links.js";

/** @import { Action } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The button that supposes an action, and what stood in the way when it was pressed in vain.
 *
 * @param {Pick<Action, "id" | "role" | "label">} action
 * @param {string} prefix
 * @param {string} text
 * @param {ControlContext} context
 */
export function whatIfButton({ id, role, label }, prefix, text, context) {
  const { t, does } = context;
  const origin = `${prefix}-${id}-${role}`;
  return html`<div class="whatif">
    <button
      type="button"
      class="quiet"
      id=${origin}
      data-whatif=${id}
      data-role=${role}
      aria-label=${t.whatIfLabel(label, text)}
      @click=${() => does.suppose([{ by: role, action: id, consentOf: null }], origin)}
    >
      ${icon("suppose")}${text}
    </button>
    ${inVainNote(origin, context)}
  </div>`;
}

/**
 * Where a button was pressed in vain: why nothing could be supposed, with a link to each fact that would be needed.
 * It is made anew for each press, so that a screen reader tells it again.
 *
 * @param {string} origin
 * @param {ControlContext} context
 */
export function inVainNote(origin, context) {
  const { inVain } = context.view;
  if (inVain?.origin !== origin) return nothing;
  const missing = factLinks(inVain.missing, context);
  const note = html`<p class="missing" role="alert">${icon("unknown")}${context.t.cannotSuppose}${missing}</p>`;
  return keyed(inVain, note);
}
