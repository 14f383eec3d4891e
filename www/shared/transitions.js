/** What happens by itself. */

import { html, nothing } from "lit/html.js";
import { effectList } from "./effects.js";
import { instant } from "./instant.js";
import { ruleNote } from "./notes.js";
import { sourceReferences } from "./references.js";
import { tag } from "./text.js";

/** @import { Transition } from "torihiki" */
/** @import { Context } from "./types.js" */

/**
 * The transitions in order, each with its instant, the state that it leads to, and its effects.
 *
 * @param {Transition[]} transitions
 * @param {Context} context
 * @param {(at: number) => unknown} [beside] what stands beside an instant
 */
export function transitionList(transitions, context, beside = () => nothing) {
  return html`<ol class="transitions">
    ${transitions.map((transition) => transitionItem(transition, context, beside))}
  </ol>`;
}

/**
 * That the deal comes into a state, or may.
 *
 * @param {string} state
 * @param {Transition["certainty"]} certainty
 * @param {Pick<Context, "t" | "stateLabel">} context
 */
export function becoming(state, certainty, { t, stateLabel }) {
  return certainty === "certain" ? t.becomes(stateLabel(state)) : t.mayBecome(stateLabel(state));
}

/**
 * @param {Transition} transition
 * @param {Context} context
 * @param {(at: number) => unknown} beside
 */
function transitionItem({ rule, at, to, certainty, message, sources, effects }, context, beside) {
  return html`<li data-rule=${rule} data-certainty=${certainty}>
    <p class="transition-at">${instant(at, context)}${beside(at)}</p>
    <p>
      ${message} ${tag(becoming(to, certainty, context))}${sourceReferences(sources, context)}${ruleNote(rule, context)}
    </p>
    ${effects.length === 0 ? nothing : effectList(effects, context)}
  </li>`;
}
