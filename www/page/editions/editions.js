/** All readings of the rules side by side, where they come to different answers. */

import { html, nothing } from "lit/html.js";
import { TorihikiError } from "torihiki";
import { openFuture } from "../../shared/certainty.js";
import { namesOf } from "../../shared/context.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { ruleNote } from "../../shared/notes.js";
import { reasonItem } from "../../shared/reasons.js";
import { around, roleTag } from "../../shared/text.js";
import { verdictBadge } from "../../shared/verdict.js";
import { zoneHead } from "../frame/zone.js";
import { sourceLines } from "../rules/sources.js";
import { describe, policyCache, preview } from "../view/engine.js";
import { roleOption } from "../view/fields.js";

/** @import { Action, Description, EditionId, EditionInfo, Locale, PolicyId, Preview, Reason } from "torihiki" */
/** @import { ControlContext, View } from "../types.js" */
/** @import { Names } from "../../shared/types.js" */
/** @import { IconName } from "../../shared/icon.js" */

/**
 * What an edition knows: its description, and the names in it.
 *
 * @typedef {{ id: EditionId, edition: EditionInfo, description: Description, names: Names }} Known
 */

/**
 * An edition with its answer, which is `null` where it does not know the state.
 *
 * @typedef {Known & { answer: Preview | null }} Side
 *
 * @typedef {Known & { answer: Preview }} Answered
 */

/** What each edition knows, by policy, edition and language; it does not depend on the answer, which changes all the time. */
const known = /** @type {Map<string, Known>} */ (policyCache());

/**
 * The section: what the editions see differently.
 *
 * @param {Preview} answer
 * @param {ControlContext} context
 */
export function editionsView(answer, context) {
  const { t, view } = context;
  const sides = context.editions.map((edition) => {
    const words = knownIn(view.order.policy, edition, view.locale);
    return { ...words, answer: edition.id === view.order.edition ? answer : answerIn(edition.id, view) };
  });
  return html`<div class="zone-body">
    ${zoneHead("editions-heading", t.editionsHeading, t.editionsLead)}
    <div class="edition-rows">${comparison(sides, answer, context)}</div>
  </div>`;
}

/**
 * @param {PolicyId} policy
 * @param {EditionInfo} edition
 * @param {Locale} locale
 */
function knownIn(policy, edition, locale) {
  const { id } = edition;
  const key = `${policy} ${id} ${locale}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const description = describe(policy, { edition: id, locale });
  const made = { id, edition, description, names: namesOf(description) };
  known.set(key, made);
  return made;
}

/**
 * @param {EditionId} edition
 * @param {View} view
 */
function answerIn(edition, { order, role, now, locale }) {
  try {
    return preview({ ...order, edition }, { ...roleOption(role), now, locale });
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return null;
  }
}

/**
 * @param {Side[]} sides
 * @param {Preview} answer
 * @param {ControlContext} context
 */
function comparison(sides, answer, context) {
  const { t } = context;
  const lacking = sides.find((side) => side.answer === null);
  if (lacking !== undefined) return note("info", t.editionLacksState(lacking.edition.label));
  const answered = /** @type {Answered[]} */ (sides);
  const rows = [
    ...stateRow(answered, context),
    ...futureRow(answered, context),
    ...dutyRow(answered, context),
    ...actionRows(answered, answer, context),
  ];
  if (rows.length === 0) return note("allowed", t.editionsAgree);
  return html`<div class="edition-heads">${sides.map((side) => head(side, context))}</div>
    <ul class="edition-list">
      ${rows}
    </ul>`;
}

/**
 * @param {IconName} sign
 * @param {string} text
 */
function note(sign, text) {
  return html`<p class="edition-note">${icon(sign)}<span>${text}</span></p>`;
}

/**
 * The head of a column; that of an edition that is not looked at offers to look by it.
 *
 * @param {Side} side
 * @param {ControlContext} context
 */
function head({ id, edition: { label, note: hint } }, { t, view, does }) {
  return html`<div class="edition-head">
    <p class="edition-name">${label}</p>
    ${hint === null ? nothing : html`<p class="note">${hint}</p>`}
    ${
      id === view.order.edition
        ? html`<p class="edition-used">${icon("allowed")}${t.editionUsed}</p>`
        : html`<button type="button" id="read-${id}" @click=${() => does.read(id)}>${t.editionRead(label)}</button>`
    }
  </div>`;
}

/**
 * One thing that the editions see differently: what it is, and what each of them says.
 *
 * @param {string} name
 * @param {unknown} label
 * @param {Answered[]} sides
 * @param {(side: Answered) => unknown} say
 * @param {ControlContext} context
 */
function row(name, label, sides, say, { view }) {
  const side = (/** @type {Answered} */ one) =>
    html`<div
      class=${one.id === view.order.edition ? "edition-side edition-side-used" : "edition-side"}
      data-edition=${one.id}
    >
      <dt>${one.edition.label}</dt>
      <dd>${say(one)}</dd>
    </div>`;
  return html`<li class="edition-row" data-differs=${name}>
    <h3 class="edition-what">${label}</h3>
    <dl>${sides.map(side)}</dl>
  </li>`;
}

/**
 * The state and how long it lasts, where the editions do not see the deal in the same one.
 *
 * @param {Answered[]} sides
 * @param {ControlContext} context
 */
function stateRow(sides, context) {
  const { t } = context;
  const states = new Set(sides.map((side) => side.answer.state.effective));
  if (states.size === 1) return [];
  const say = (/** @type {Answered} */ { answer, description, names }) => {
    const own = { ...context, ...names };
    const { state, next } = answer;
    const happened = state.transitions.at(-1)?.rule;
    const since = description.transitions.find(({ rule }) => rule === happened);
    return html`
      <p class="edition-state">${state.uncertain.length === 0 ? state.label : t.uncertainState(state.label)}</p>
      ${since === undefined ? nothing : html`<p class="note">${since.message}${sourceLines(since.sources, own)}</p>`}
      ${next?.what === "state" ? html`<p class="note">${t.nextChange}${t.colon}${instant(next.at, own)}</p>` : nothing}
    `;
  };
  return [row("state", t.stateLabel, sides, say, context)];
}

/**
 * What happens by itself, where the editions do not see the same coming.
 *
 * @param {Answered[]} sides
 * @param {ControlContext} context
 */
function futureRow(sides, context) {
  const { t } = context;
  const key = (/** @type {Answered} */ { answer }) =>
    JSON.stringify(answer.ifNobodyActs.map(({ rule, at, to, certainty }) => [rule, at, to, certainty]));
  if (new Set(sides.map(key)).size === 1) return [];
  const say = (/** @type {Answered} */ { answer, names }) =>
    answer.ifNobodyActs.length === 0
      ? noFuture(answer, names, context)
      : html`<ul>
          ${answer.ifNobodyActs.map(
            ({ at, message }) => html`<li>${instant(at, { ...context, ...names })}${t.colon}${message}</li>`,
          )}
        </ul>`;
  return [row("future", t.futureHeading, sides, say, context)];
}

/**
 * That nothing happens by itself, or that nobody can say.
 *
 * @param {Preview} answer
 * @param {Names} names
 * @param {ControlContext} context
 */
function noFuture(answer, names, { t, view }) {
  const open = openFuture(answer, view.order, names);
  return open === null ? t.noFuture : t.openFuture(open.map(names.factLabel));
}

/**
 * What has to be done, where the editions do not ask for the same.
 *
 * @param {Answered[]} sides
 * @param {ControlContext} context
 */
function dutyRow(sides, context) {
  const { t } = context;
  const key = (/** @type {Answered} */ { answer }) =>
    JSON.stringify(answer.duties.map(({ rule, role, due, certainty }) => [rule, role, due, certainty]));
  if (new Set(sides.map(key)).size === 1) return [];
  const say = (/** @type {Answered} */ { answer, names }) => {
    const own = { ...context, ...names };
    const due = (/** @type {number | null} */ at) =>
      at === null ? nothing : html` ${around(t.due, instant(at, { ...own, isEnd: true }))}`;
    // The message leaves out whose duty it is.
    const who = (/** @type {string | null} */ role) =>
      role === null ? nothing : html`${roleTag(own.roleLabel(role))} `;
    return answer.duties.length === 0
      ? t.noDuties
      : html`<ul>
          ${answer.duties.map((duty) => html`<li>${who(duty.role)}${duty.message}${due(duty.due)}</li>`)}
        </ul>`;
  };
  return [row("duties", t.dutiesHeading, sides, say, context)];
}

/**
 * The actions on which another edition decides otherwise, and those that can be taken in one edition only.
 *
 * @param {Answered[]} sides
 * @param {Preview} answer
 * @param {ControlContext} context
 */
function actionRows(sides, answer, context) {
  const others = sides.filter(({ id }) => id !== context.view.order.edition).map((side) => side.answer.actions);
  const has = (/** @type {Action[]} */ actions, /** @type {Action} */ { id, role }) =>
    actions.some((action) => action.id === id && action.role === role);
  // What one edition has and another has not differs where it may be done.
  const isAlone = (/** @type {Action} */ action, /** @type {Action[][]} */ elsewhere) =>
    action.verdict !== "denied" && elsewhere.some((actions) => !has(actions, action));
  /** @type {Action[]} */
  const differing = [
    ...answer.actions.filter(({ editions }) => editions.some(({ agrees }) => !agrees)),
    ...answer.actions.filter((action) => action.editions.every(({ agrees }) => agrees) && isAlone(action, others)),
  ];
  for (const action of others.flat()) {
    if (isAlone(action, [answer.actions]) && !has(differing, action)) differing.push(action);
  }
  return differing.map((action) => actionRow(action, has(answer.actions, action), sides, context));
}

/**
 * @param {Action} action
 * @param {boolean} isHere
 * @param {Answered[]} sides
 * @param {ControlContext} context
 */
function actionRow(action, isHere, sides, context) {
  const { t, role, does } = context;
  const { names } = sides[0];
  const name = isHere
    ? html`<button
        type="button"
        class="plain"
        id="compare-${action.id}-${action.role}"
        @click=${() => does.reveal(action)}
      >
        ${action.label}
      </button>`
    : action.label;
  const label = html`${name}${role === null ? html` ${roleTag(names.roleLabel(action.role))}` : nothing}`;
  const entryIn = (/** @type {Answered} */ side) =>
    side.answer.actions.find(({ id, role: of }) => id === action.id && of === action.role);
  const say = (/** @type {Answered} */ side) => {
    const entry = entryIn(side);
    if (entry === undefined) return html`<p class="note">${t.editionLacksAction}</p>`;
    const counterparts = sides.filter((each) => each !== side).flatMap((each) => entryIn(each) ?? []);
    const own = { ...context, ...side.names };
    const at = entry.verdict === "denied" ? entry.opensAt : entry.until;
    const told = entry.verdict === "denied" ? t.from : t.until;
    const when =
      at === null
        ? nothing
        : html`<p class="note">${around(told, instant(at, { ...own, isEnd: entry.verdict !== "denied" }))}</p>`;
    return html`${verdictBadge(entry.verdict, context)}${when}${reasons(entry, counterparts, side, context)}`;
  };
  return row(action.id, label, sides, say, context);
}

/**
 * The reasons that decide: what stands in the way, or where nothing does, what another edition takes otherwise;
 * without any such, all of them.
 *
 * @param {Action} action
 * @param {Action[]} counterparts
 * @param {Answered} side
 * @param {ControlContext} context
 */
function reasons({ verdict, reasons: all }, counterparts, { names }, context) {
  const own = { ...context, ...names };
  const isOtherwise = (/** @type {Reason} */ { rule, status }) =>
    counterparts.some((each) => each.reasons.some((one) => one.rule === rule && one.status !== status));
  const against = all.filter(({ status }) => status !== "satisfied");
  const otherwise = all.filter(isOtherwise);
  const decisive = verdict === "allowed" ? (otherwise.length > 0 ? otherwise : all) : against;
  const after = (/** @type {Reason} */ { rule, sources }) => html`
    ${ruleNote(rule, own)} ${sourceLines(sources, own)}
  `;
  return html`<ul class="edition-reasons">
    ${decisive.map((reason) => reasonItem(reason, own, after))}
  </ul>`;
}
