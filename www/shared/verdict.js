/** How verdicts are told. */

import { html } from "lit/html.js";
import { icon } from "./icon.js";

/** @import { Action, Preview, Verdict } from "torihiki" */
/** @import { Context } from "./types.js" */

/**
 * The best verdict among the actions of a verb: one way that is open is enough; `none` where there are no actions.
 *
 * @param {Action[]} actions
 * @returns {Verdict | "none"}
 */
export function verdictOf(actions) {
  const verdicts = /** @type {const} */ (["allowed", "unknown", "denied"]);
  return verdicts.find((verdict) => actions.some((action) => action.verdict === verdict)) ?? "none";
}

/**
 * The verbs of an answer in their order, each as `[verb, actions]`.
 *
 * @param {Preview} answer
 * @returns {[keyof Preview["verbs"], Action[]][]}
 */
export function actionsByVerb({ verbs, actions }) {
  const entries = /** @type {[keyof Preview["verbs"], string[]][]} */ (Object.entries(verbs));
  return entries.map(([verb, ids]) => [verb, actions.filter(({ id }) => ids.includes(id))]);
}

/**
 * A verdict as an icon and a word.
 *
 * @param {Verdict | "none"} verdict
 * @param {Pick<Context, "t">} context
 */
export function verdictBadge(verdict, { t }) {
  return html`<span class="verdict verdict-${verdict}" part="verdict">${icon(verdict)}${t.verdicts[verdict]}</span>`;
}
