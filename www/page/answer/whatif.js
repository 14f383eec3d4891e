/** "What if I do this": the button on an action, and what is said where it is pressed in vain. */

import { html, nothing } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { argumentForm } from "../../shared/arguments.js";
import { effectList } from "../../shared/effects.js";
import { isHarmful, seriousFor } from "../../shared/harm.js";
import { icon } from "../../shared/icon.js";
import { refusedTexts } from "../../shared/mistakes.js";
import { factLinks } from "./fact-links.js";

/** @import { Action, Effect, Scalar } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The button that supposes an action, and what stood in the way when it was pressed in vain.
 *
 * Where the action takes something, a form asks for it first. What hurts whoever takes it says so before it can be
 * pressed.
 *
 * @param {Pick<Action, "id" | "role" | "label" | "with" | "effects">} action
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
  // What somebody else does is not the reader's to be warned of.
  const isBad = (context.role === null || context.role === role) && isHarmful(action);
  const button = html`<button
    type=${takes ? "submit" : "button"}
    class="quiet"
    id=${origin}
    data-whatif=${id}
    data-role=${role}
    aria-label=${t.whatIfLabel(label, isBad ? t.whatIfAnyway : text)}
    @click=${takes ? nothing : () => suppose({})}
  >
    ${icon("suppose")}${isBad ? t.whatIfAnyway : text}
  </button>`;
  const { inVain } = context.view;
  const refused = inVain?.origin === origin ? inVain.refused : null;
  const way = takes ? argumentForm(action, prefix, button, suppose, refused, context) : button;
  return html`<div class="whatif">
    ${isBad ? warned(action, origin, text, way, context) : way} ${inVainNote(origin, context)}
  </div>`;
}

/**
 * What an action does to whoever takes it, and only below that the way to it.
 *
 * @param {Pick<Action, "role" | "label" | "effects">} action
 * @param {string} origin
 * @param {string} text
 * @param {unknown} way
 * @param {ControlContext} context
 */
function warned({ role, label, effects }, origin, text, way, context) {
  const { t } = context;
  return html`<details class="warned" data-warned=${origin}>
    <summary aria-label=${t.whatIfLabel(label, t.whatIfHarmful(text))}>
      ${icon("danger")}${t.whatIfHarmful(text)}
    </summary>
    <div class="warned-body">
      <p class="warned-lead">${t.harmLead}</p>
      ${effectList(/** @type {Effect[]} */ (seriousFor(effects, role)), context)} ${way}
    </div>
  </details>`;
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
  const isRefused = refusedTexts(refused, t).length > 0 || Object.keys(refused.fields).length > 0;
  const facts = () => html`<p class="missing">${icon("unknown")}${t.cannotSuppose}${factLinks(missing, context)}</p>`;
  const note = html`<div role="alert">
    ${missing.length === 0 && isRefused ? nothing : facts()}
    ${
      !isRefused
        ? nothing
        : html`<div class="refused">
            <p>${t.notAsEntered}</p>
            ${refusedTexts(refused, t).map((text) => html`<p>${text}</p>`)}
          </div>`
    }
  </div>`;
  return keyed(inVain, note);
}
