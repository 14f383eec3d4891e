/** The banner over an order that comes after "what if": what was supposed, what the last step brings about, the ways back. */

import { html, nothing } from "lit/html.js";
import { effectList } from "../../shared/effects.js";
import { icon } from "../../shared/icon.js";
import { instantText } from "../../shared/instant.js";
import { sayAmount } from "../../shared/money.js";
import { stepName } from "../../shared/steps.js";
import { sayDuration } from "../../shared/length.js";
import { instantOf } from "../../shared/time.js";
import { transitionList } from "../../shared/transitions.js";
import { preview } from "../view/engine.js";
import { accountOf } from "../view/supposed.js";
import { whatIfButton } from "./whatif.js";

/** @import { ControlContext, Supposed } from "../types.js" */
/** @import { Action, ArgumentInfo, FactInfo, Order, Preview, Scalar, Transition } from "torihiki" */
/** @import { IconName } from "../../shared/icon.js" */

/**
 * The banner; nothing where nothing was supposed.
 *
 * @param {ControlContext} context
 */
export function supposedBanner(context) {
  const { t, view, does } = context;
  const { supposed } = view;
  const last = supposed.at(-1);
  if (last === undefined) return nothing;
  const isOne = supposed.length === 1;
  return html`<section id="supposed-banner" class="supposed" tabindex="-1" aria-labelledby="supposed-heading">
    <h2 id="supposed-heading">${icon("suppose")}${t.supposedHeading}</h2>
    <ol class="steps">
      ${supposed.map((entry) => html`<li data-supposed=${stepName(entry.step)}>${stepText(entry, context)}</li>`)}
    </ol>
    ${last.step.action === undefined ? nothing : account(last, context)}
    <p class="buttons">
      <button type="button" id="back" @click=${() => does.goBack(1)}>
        ${icon("back")}${isOne ? t.backToOrder : t.backOne}
      </button>
      ${
        isOne
          ? nothing
          : html`<button type="button" id="back-to-start" @click=${() => does.goBack(supposed.length)}>
              ${t.backToOrder}
            </button>`
      }
    </p>
  </section>`;
}

/**
 * A step that was supposed, in a sentence of the page's own: it says what is taken to have happened.
 *
 * @param {Supposed} entry
 * @param {ControlContext} context
 */
function stepText({ step, now }, context) {
  const { t, description, roleLabel, factLabel, actionLabel } = context;
  const at = { ...context, isPlain: true };
  if (step.waitUntil !== undefined) return t.waited(instantText(step.waitUntil, at));
  if (step.fact !== undefined) {
    const fact = description.facts.find(({ id }) => id === step.fact);
    return t.factSupposed(factLabel(step.fact), valueText(step.value, fact, at));
  }
  const { by = "", action = "", consentOf = null, with: given = {} } = step;
  const text = t.actSupposed(roleLabel(by), actionLabel(action), instantText(instantOf(now), at));
  const taken = description.actions.find(({ id }) => id === action)?.with ?? [];
  const supplied = Object.entries(given).map(([name, value]) => {
    const argument = taken.find(({ id }) => id === name);
    return t.factSupposed(argument?.label ?? name, valueText(value, argument, at));
  });
  const agreed = consentOf === null ? [] : [t.consentSupposed(roleLabel(consentOf))];
  return [text, ...agreed, ...supplied].join(" ");
}

/**
 * @param {Scalar | undefined} value
 * @param {ArgumentInfo | FactInfo | undefined} fact
 * @param {ControlContext} context
 */
function valueText(value, fact, context) {
  const { t, locale } = context;
  if (value === null) return t.standings.none;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (fact?.type === "timestamp") return instantText(typeof value === "number" ? value : instantOf(value), context);
  if (fact?.type === "duration") return sayDuration(String(value), locale) ?? String(value);
  const { currency } = context.description;
  if (fact?.type === "money" && currency !== null && typeof value === "number") {
    return sayAmount({ value, currency }, locale);
  }
  return fact?.choices.find(({ id }) => id === value)?.label ?? String(value);
}

/**
 * What the last action brings about: first what it runs straight into, for that is what nobody expects.
 *
 * @param {Supposed} entry
 * @param {ControlContext} context
 */
function account(entry, context) {
  const { t, locale, stateLabel } = context;
  const { action, agreed, stops, starts, runsInto, preview: after } = accountOf(entry, locale);
  const before = preview(entry.order, { now: entry.now, locale });
  const isStill = before.state.effective === after.state.effective;
  const change = isStill
    ? t.stateStays(after.state.label)
    : t.stateBecomes(before.state.label, stateLabel(after.state.effective));
  /** @type {(name: string, heading: string, transitions: Transition[], sign: IconName) => unknown} */
  const told = (name, heading, transitions, sign) =>
    transitions.length === 0
      ? nothing
      : html`<div class="told told-${name}" data-told=${name}>
          <h3>${icon(sign)}${heading}</h3>
          ${transitionList(transitions, context)}
        </div>`;
  return html`
    <p class="leads-to">${icon("arrow")}${change}</p>
    ${consent(action, entry, before, after, context)} ${onceAgreed(action, entry, agreed, context)}
    ${told("runs-into", t.runsInto, runsInto, "danger")} ${told("stops", t.stops, stops, "denied")}
    ${told("starts", t.starts, starts, "clock")}
    ${stops.length + starts.length + runsInto.length > 0 ? nothing : html`<p class="note">${t.nothingElse}</p>`}
    ${
      action.effects.length === 0
        ? nothing
        : html`<div class="told" data-told="effects">
            <h3>${t.effectsSupposed}</h3>
            ${effectList(action.effects, context)}
          </div>`
    }
  `;
}

/**
 * Whose consent an action still needs, and what they can then do that they could not before.
 *
 * @param {Action} action
 * @param {Supposed} entry
 * @param {Preview} before
 * @param {Preview} after
 * @param {ControlContext} context
 */
function consent({ consentOf }, { step }, before, after, context) {
  if (consentOf === null || step.consentOf !== null) return nothing;
  const { t } = context;
  const who = context.roleLabel(consentOf);
  const isNew = (/** @type {Action} */ { id, role, verdict }) =>
    role === consentOf &&
    verdict === "allowed" &&
    before.actions.some((action) => action.id === id && action.role === role && action.verdict !== "allowed");
  const answers = after.actions.filter(isNew);
  const answerItem = (/** @type {Action} */ action) =>
    html`<li><span>${action.label}</span>${whatIfButton(action, "answer", t.whatIfThey, context)}</li>`;
  return html`<div class="told" data-told="consent">
    <p class="consent">${icon("caution")}${t.needsConsent(who)}</p>
    ${
      answers.length === 0
        ? nothing
        : html`<p>${t.thenCan(who)}</p>
            <ul class="answers">
              ${answers.map(answerItem)}
            </ul>`
    }
  </div>`;
}

/**
 * What an order would be that is only asked for, once it is agreed to: what is otherwise then, and a button to look at it.
 * Nothing where the rules record nothing then, since agreeing is an action of its own, or nothing that an order can tell.
 *
 * @param {Action} action
 * @param {Supposed} entry
 * @param {Order | null} agreed
 * @param {ControlContext} context
 */
function onceAgreed({ id, consentOf }, entry, agreed, context) {
  if (consentOf === null || agreed === null) return nothing;
  const { t, view, does, description, stateLabel, factLabel } = context;
  const asked = /** @type {Record<string, Scalar | undefined>} */ (view.order);
  const then = /** @type {Record<string, Scalar | undefined>} */ (/** @type {unknown} */ (agreed));
  const at = { ...context, isPlain: true };
  const facts = description.facts.filter(({ id, type }) => !isSame(asked[id] ?? null, then[id] ?? null, type));
  const lines = facts.map((fact) => t.factBecomes(factLabel(fact.id), valueText(then[fact.id] ?? null, fact, at)));
  if (asked.state !== then.state) lines.unshift(t.leadsTo(stateLabel(String(then.state))));
  if (lines.length === 0) return nothing;
  const who = context.roleLabel(consentOf);
  const origin = `agree-${id}`;
  return html`<div class="told" data-told="agreed">
    <p>${t.onceAgreed(who)}</p>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
    <button
      type="button"
      class="quiet"
      id=${origin}
      data-agree=${id}
      @click=${() => does.agree(consentOf, entry.origin)}
    >
      ${icon("suppose")}${t.supposeAgreed(who)}
    </button>
  </div>`;
}

/**
 * Whether two values of a fact are the same: an instant is one, however it is written.
 *
 * @param {Scalar} one
 * @param {Scalar} other
 * @param {FactInfo["type"]} type
 */
function isSame(one, other, type) {
  const plain = (/** @type {Scalar} */ value) =>
    type === "timestamp" && typeof value === "string" ? instantOf(value) : value;
  return plain(one) === plain(other);
}
