/** What has to be done in turn to get somewhere. */

import { html, nothing } from "lit/html.js";
import { ownClock } from "./instant.js";

/** @import { Step } from "torihiki" */

/**
 * Steps in order; numbered where there are several. The sentences are the engine's.
 *
 * @param {Step[]} steps
 * @param {import("./types.js").Context} context
 */
export function stepList(steps, context) {
  return html`<ol class=${steps.length === 1 ? "steps steps-single" : "steps"}>
    ${steps.map((step) => html`<li data-step=${stepName(step)}>${stepText(step, context)}</li>`)}
  </ol>`;
}

/**
 * What a step is of: an action, a fact, or time.
 *
 * @param {Step} step
 */
export function stepName(step) {
  return step.action ?? step.fact ?? "wait";
}

function stepText({ message, waitUntil, consentOf }, context) {
  const { t, roleLabel } = context;
  const own = typeof waitUntil === "number" ? ownClock(waitUntil, context) : nothing;
  return html`${message}${own}${consentOf ? t.withConsent(roleLabel(consentOf)) : nothing}`;
}
