/** The four things that people ask about, each with its best verdict. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { roleTag } from "../../shared/text.js";
import { actionsByVerb, verdictBadge, verdictOf } from "../../shared/verdict.js";
import { actionDeadline, isHarmfulNow, reasonInOneLine } from "./action.js";
import { heading, section } from "./headings.js";

/** @import { Action, Preview, Verb, Verdict } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/** What is allowed comes first. */
const ORDER = ["allowed", "unknown", "denied"];

/**
 * An overview of the four verbs, as far as the deal has them; the name of an action leads to its entry.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function verbsView(answer, context) {
  const own = actionsByVerb(answer).filter(([, actions]) => actions.length > 0);
  if (own.length === 0) return nothing;
  const place = (/** @type {Action[]} */ actions) => ORDER.indexOf(verdictOf(actions));
  const cards = own
    .toSorted(([, one], [, other]) => place(one) - place(other))
    .map(([verb, actions]) => verbCard(verb, actions, context));
  return section("verbs", context.t.verbsHeading, html`<div class="verb-cards">${cards}</div>`, context);
}

/**
 * @param {keyof Preview["verbs"]} verb
 * @param {Action[]} actions
 * @param {ViewContext} context
 */
function verbCard(verb, actions, context) {
  const verdict = verdictOf(actions);
  const isDecisive = (/** @type {Action} */ action) => action.verdict === verdict;
  const isOnlyHarmful = verdict === "allowed" && actions.every((one) => !isDecisive(one) || isHarmfulNow(one));
  const decisiveFirst = [...actions.filter(isDecisive), ...actions.filter((action) => !isDecisive(action))];
  return html`
    <section
      class="verb ${isOnlyHarmful ? "verb-harmful" : `verb-${verdict}`}"
      part="verb"
      data-verb=${verb}
      data-verdict=${verdict}
      role="group"
      aria-labelledby="verb-${verb}"
    >
      ${heading(context.t.verbs[verb], 1, context, `verb-${verb}`)} ${verdictBadge(verdict, context)}
      <ul>
        ${decisiveFirst.map((action) => verbLine(action, verdict, context))}
      </ul>
    </section>
  `;
}

/**
 * One way of doing a verb. Its own verdict is said only where it is not that of the card.
 *
 * @param {Action} action
 * @param {Verdict | "none"} verdict
 * @param {ViewContext} context
 */
function verbLine(action, verdict, context) {
  const { role, roleLabel, reveal } = context;
  return html`<li>
    <p class="verb-action">
      ${action.verdict === verdict ? nothing : verdictBadge(action.verdict, context)}
      <button type="button" class="link" @click=${() => reveal(action)}>${action.label}</button>
      ${role === null ? roleTag(roleLabel(action.role)) : nothing}
    </p>
    ${isHarmfulNow(action) ? html`<p class="gist-caution gist-danger">${icon("danger")}<span>${context.t.harmful}</span></p>` : nothing}
    ${action.verdict === "allowed" ? nothing : html`<p class="note">${reasonInOneLine(action, context)}</p>`}
    ${actionDeadline(action, context)}
  </li>`;
}
