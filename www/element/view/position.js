/** Where the deal stands: its state, when that or anything else changes next, and what is odd about the order. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { around } from "../../shared/text.js";
import { MINUTE } from "../../shared/length.js";
import { transitionList } from "../../shared/transitions.js";
import { section } from "./headings.js";

/** @import { Preview, Standing, Warning } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * The state, the next change, and what has to be known about both.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function positionView(answer, context) {
  const { state, asOf, warnings } = answer;
  const { t, role, roleLabel, isStill } = context;
  // The clock gives milliseconds, which tell people nothing.
  const shownAsOf = isStill ? asOf : asOf - (asOf % MINUTE);
  return html`
    <div class="state" part="state" data-state=${state.effective}>
      <p class="as-of">
        ${role === null ? t.seenByAll : t.seenBy(roleLabel(role))} · ${around(t.asOf, instant(shownAsOf, context))}
      </p>
      <dl>
        <div class="state-now">
          <dt>${t.stateNow}</dt>
          <dd>${state.label}</dd>
        </div>
        ${context.isCompact ? nothing : nextChange(answer, context)}
      </dl>
      ${state.uncertain.length === 0 ? nothing : uncertainView(state.uncertain, context)}
      ${state.transitions.length === 0 ? nothing : movedView(state, context)}
    </div>
    ${warnings.length === 0 ? nothing : section("warnings", t.warningsHeading, warningList(warnings, context), context)}
  `;
}

/**
 * The next change alone, for where it does not stand beside the state.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function nextChangeView(answer, context) {
  return html`<div class="state"><dl>${nextChange(answer, context)}</dl></div>`;
}

/**
 * @param {Preview} answer
 * @param {ViewContext} context
 */
function nextChange(answer, context) {
  return html`<div class="state-next">
    <dt>${context.t.nextChange}</dt>
    <dd>${nextView(answer, context)}</dd>
  </div>`;
}

/**
 * @param {Preview} answer
 * @param {ViewContext} context
 */
function nextView({ next, ifNobodyActs }, context) {
  const { t } = context;
  if (next === null) return html`<span class="next-none">${t.noNext}</span>`;
  // Where facts are missing, the state may change then, or not.
  const isSure = ifNobodyActs.some(({ at, certainty }) => at === next.at && certainty === "certain");
  const isOpen = next.what === "state" && !isSure;
  return html`<strong class="next-left">${context.left(next.at)}</strong>
    <span class="next-at">${instant(next.at, { ...context, isEnd: next.what === "duty" })}</span>
    <span class="next-what">${isOpen ? t.nextMaybeState : t.nextWhat[next.what]}</span>`;
}

/**
 * The rules that leave the state open, in the words that the policy has for what they do.
 *
 * @param {string[]} rules
 * @param {ViewContext} context
 */
function uncertainView(rules, { t, transitionMessage }) {
  return html`<div class="uncertain">
    <p>${icon("unknown")}${t.stateUncertain}</p>
    <ul>
      ${rules.map((rule) => html`<li data-rule=${rule}>${transitionMessage(rule)}</li>`)}
    </ul>
  </div>`;
}

/**
 * @param {Standing} state
 * @param {ViewContext} context
 */
function movedView({ given, transitions }, context) {
  return html`<div class="moved">
    <p>${context.t.stateMoved(context.stateLabel(given))}</p>
    ${transitionList(transitions, context)}
  </div>`;
}

/**
 * @param {Warning[]} warnings
 * @param {ViewContext} context
 */
function warningList(warnings, { t, factLabel }) {
  return html`<p>${t.warningLead}</p>
    <ul>
      ${warnings.map(({ code, path, message }) => html`<li data-warning=${code}>${icon("caution")}<span>${factLabel(path)}: ${message}</span></li>`)}
    </ul>`;
}
