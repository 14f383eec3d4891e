/** What has to be done in turn to get somewhere. */

import { html, nothing } from "lit/html.js";
import { effectList } from "./effects.js";
import { ownClock } from "./instant.js";

/** @import { ActStep, EditionId, FactStep, Step, WaitStep } from "torihiki" */
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
 * That the rules do not say how, and which other editions do.
 *
 * @param {EditionId[]} coveredBy
 * @param {Context} context
 */
export function notCovered(coveredBy, { t, editionLabel }) {
  const others = coveredBy.length === 0 ? nothing : ` ${t.coveredBy(t.and(coveredBy.map(editionLabel)))}`;
  return html`<p class="note">${t.notCovered}${others}</p>`;
}

/**
 * @param {Step} step
 * @param {Context} context
 */
function stepText(step, context) {
  const { waitUntil, effects = [] } = /** @type {Partial<ActStep & WaitStep>} */ (step);
  const own = waitUntil === undefined ? nothing : ownClock(waitUntil, context);
  // What is harmless can be read where the action is.
  const serious = effects.filter(({ severity }) => severity !== "info");
  return html`${step.message}${own}${serious.length === 0 ? nothing : effectList(serious, context)}`;
}
