/** What a policy remarks on its rules. */

import { html, nothing } from "lit/html.js";

/** @import { Description } from "torihiki" */
/** @import { Context } from "./types.js" */

/**
 * What the policy remarks on each of its rules, by rule id.
 *
 * @param {Description} description
 * @returns {Map<string, string>}
 */
export function ruleNotes({ actions, transitions, duties }) {
  const rules = [
    ...actions.flatMap(({ requires, effects }) => [
      ...requires.flatMap((requirement) => [requirement, ...requirement.alternatives]),
      ...effects,
    ]),
    ...transitions.flatMap((transition) => [transition, ...transition.effects]),
    ...duties,
  ];
  return new Map(rules.flatMap(({ rule, note }) => (note === null ? [] : [[rule, note]])));
}

/**
 * The remark on a rule, where there is one.
 *
 * @param {string} rule
 * @param {Pick<Context, "ruleNotes">} context
 */
export function ruleNote(rule, { ruleNotes }) {
  const note = ruleNotes.get(rule);
  return note === undefined ? nothing : html`<span class="note rule-note">${note}</span>`;
}
