/** "What if I do this": the button on an action, and what is said where it is pressed in vain. */

import { html, nothing } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { argumentForm } from "../../shared/arguments.js";
import { icon } from "../../shared/icon.js";
import { factLinks } from "./fact-links.js";

/** @import { Action, Scalar } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The button that supposes an action, and what stood in the way when it was pressed in vain.
 *
 * Where the action takes something, a form asks for it first.
 *
 * @param {Pick<Action, "id" | "role" | "label" | "with">} action
 * @param {string} prefix
 * @param {string} text
 * @param {ControlContext} context
 */
export function whatIfButton(action, prefix, text, context) {
  const { id, role, label } = action;
  const { t, does } = context;
  const origin = `${prefix}-${id}-${role}`;
  const takes = action.with.length > 0;
  const suppose = (/** @type {Record<string, Scalar>} */ supplied) => {
    const step = { by: role, action: id, consentOf: null };
    does.suppose([Object.keys(supplied).length === 0 ? step : { ...step, with: supplied }], origin);
  };
  const button = html`<button
    type=${takes ? "submit" : "button"}
    class="quiet"
    id=${origin}
    data-whatif=${id}
    data-role=${role}
    aria-label=${t.whatIfLabel(label, text)}
    @click=${takes ? nothing : () => suppose({})}
  >
    ${icon("suppose")}${text}
  </button>`;
  return html`<div class="whatif">
    ${takes ? argumentForm(action, prefix, button, suppose, context) : button} ${inVainNote(origin, context)}
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
  const { t } = context;
  const { missing, refused } = inVain;
  const facts = () => html`<p class="missing">${icon("unknown")}${t.cannotSuppose}${factLinks(missing, context)}</p>`;
  const note = html`<div role="alert">
    ${missing.length === 0 && refused.length > 0 ? nothing : facts()}
    ${
      refused.length === 0
        ? nothing
        : html`<div class="refused">
            <p>${t.notAsEntered}</p>
            ${refused.map((text) => html`<p>${text}</p>`)}
          </div>`
    }
  </div>`;
  return keyed(inVain, note);
}
