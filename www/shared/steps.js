/** What has to be done in turn to get somewhere. */

import { html, nothing } from "lit/html.js";
import { ownClock } from "./instant.js";

/** @import { ActStep, FactStep, Step, WaitStep } from "torihiki" */
/** @import { Context } from "./types.js" */

/**
 * Steps in order; numbered where there are several. The sentences are the engine's.
 *
 * @param {Step[]} steps
 * @param {Context} context
 */
export function stepList(steps, context) {
  return html`<ol class=${steps.length === 1 ? "steps steps-single" : "steps"}>
    ${steps.map((step) => html`<li data-step=${stepName(step)}>${stepText(step, context)}</li>`)}
  </ol>`;
}

/**
 * What a step is of: an action, a fact, or time.
 *
 * @param {object} step
 */
export function stepName(step) {
  const { action, fact } = /** @type {Partial<ActStep & FactStep>} */ (step);
  return action ?? fact ?? "wait";
}

/**
 * Whether it is no step, but says that there is none and never will be.
 *
 * @param {Step} step
 */
export function isNever(step) {
  return "never" in step;
}

/**
 * @param {Step} step
 * @param {Context} context
 */
function stepText(step, context) {
  const { t, roleLabel } = context;
  const { waitUntil, consentOf } = /** @type {Partial<ActStep & WaitStep>} */ (step);
  const own = waitUntil === undefined ? nothing : ownClock(waitUntil, context);
  return html`${step.message}${own}${consentOf ? t.withConsent(roleLabel(consentOf)) : nothing}`;
}
