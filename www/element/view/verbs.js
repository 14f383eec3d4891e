/** The four things that people ask about, each with its best verdict. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { roleTag } from "../../shared/text.js";
import { actionsByVerb, verdictBadge, verdictOf } from "../../shared/verdict.js";
import { actionDeadline, isHarmfulNow, reasonInOneLine } from "./action.js";
import { heading, section } from "./headings.js";

/** @import { Action, Preview, Verb, Verdict } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * An overview of the four verbs; the name of an action leads to its entry.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function verbsView(answer, context) {
  const cards = actionsByVerb(answer).map(([verb, actions]) => verbCard(verb, actions, context));
  return section("verbs", context.t.verbsHeading, html`<div class="verb-cards">${cards}</div>`, context);
}

/**
 * @param {keyof Preview["verbs"]} verb
 * @param {Action[]} actions
 * @param {ViewContext} context
 */
function verbCard(verb, actions, context) {
  const { t, role, roleLabel } = context;
  const verdict = verdictOf(actions);
  const isOnlyHarmful = verdict === "allowed" && actions.every((one) => one.verdict !== verdict || isHarmfulNow(one));
  const isDecisive = (/** @type {Action} */ action) => action.verdict === verdict;
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
      ${heading(t.verbs[verb], 1, context, `verb-${verb}`)} ${verdictBadge(verdict, context)}
      ${
        actions.length === 0
          ? html`<p class="note">${role === null ? t.noSuchAction : t.noSuchActionFor(roleLabel(role))}</p>`
          : html`<ul>
              ${decisiveFirst.map((action) => verbLine(action, verdict, context))}
            </ul>`
      }
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
