/** What an action or a transition brings about. */

import { html, nothing } from "lit/html.js";
import { icon } from "./icon.js";
import { amountBeside } from "./money.js";
import { ruleNote } from "./notes.js";
import { sourceReferences } from "./references.js";
import { tag } from "./text.js";

/** @import { Effect } from "torihiki" */
/** @import { Context } from "./types.js" */

/**
 * The list of effects; before each stands what it touches and how serious it is.
 *
 * @param {Effect[]} effects
 * @param {Context} context
 */
export function effectList(effects, context) {
  return html`<ul class="effects">
    ${effects.map((effect) => effectItem(effect, context))}
  </ul>`;
}

/**
 * @param {Effect} effect
 * @param {Context} context
 */
function effectItem(effect, context) {
  const { t } = context;
  const { rule, kind, severity, message, certainty, sources } = effect;
  const amount = amountBeside(effect, context.locale);
  return html`<li class="effect effect-${severity}" data-rule=${rule}>
    <span class="effect-kind"
      >${icon(severity)}${t.kinds[kind]}${severity === "info" ? nothing : html`<span class="effect-severity">${t.severities[severity]}</span>`}</span
    >
    <span>
      ${message} ${amount === null ? nothing : tag(amount)} ${certainty === "possible" ? tag(t.possible) : nothing}
      ${concerned(effect, context)}${sourceReferences(sources, context)}${ruleNote(rule, context)}
    </span>
  </li>`;
}

/**
 * Whom an effect concerns, where that is not everybody.
 *
 * @param {Effect} effect
 * @param {Context} context
 */
function concerned({ audience }, { t, roleLabel, roleCount }) {
  if (audience.length === 0 || audience.length === roleCount) return nothing;
  return tag(t.concerns(audience.map(roleLabel)));
}
