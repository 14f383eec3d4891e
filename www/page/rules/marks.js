/** How each rule comes out, as an icon and a word. Without an answer there are no marks. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { STATUS_ICONS } from "../../shared/reasons.js";
import { around, roleTag } from "../../shared/text.js";

/** @import { Action, ActionInfo, DutyInfo, Preview, TransitionInfo } from "torihiki" */
/** @import { PageContext } from "../types.js" */
/** @import { IconName } from "../../shared/icon.js" */

/**
 * What is said of an entry; where the `key` is the same, the same is said.
 *
 * @typedef {{ key: string, sign: IconName, word: string, look: string }} Said
 */

/**
 * Whether an action is allowed.
 *
 * @param {ActionInfo} action
 * @param {Preview | null} answer
 * @param {PageContext} context
 */
export function verdictMark(action, answer, context) {
  const { verdicts } = context.t;
  return perRole(action, answer, context, ({ verdict }) => ({
    key: verdict,
    sign: verdict,
    word: verdicts[verdict],
    look: verdict,
  }));
}

/**
 * Whether a requirement of an action is met.
 *
 * @param {ActionInfo} action
 * @param {{ rule: string }} requirement
 * @param {Preview | null} answer
 * @param {PageContext} context
 */
export function requirementMark(action, { rule }, answer, context) {
  return perRole(action, answer, context, ({ reasons }) => {
    const all = reasons.flatMap((reason) => [reason, ...reason.alternatives]);
    const status = all.find((reason) => reason.rule === rule)?.status ?? "unknown";
    const sign = STATUS_ICONS[status];
    return { key: status, sign, word: context.t.statuses[status], look: sign };
  });
}

/**
 * Whether an effect of an action comes about.
 *
 * @param {ActionInfo} action
 * @param {{ rule: string }} effect
 * @param {Preview | null} answer
 * @param {PageContext} context
 */
export function effectMark(action, { rule }, answer, context) {
  const signs = /** @type {const} */ ({
    certain: ["arrow", "plain"],
    possible: ["unknown", "unknown"],
    none: ["none", "off"],
  });
  return perRole(action, answer, context, ({ effects }) => {
    const certainty = effects.find((effect) => effect.rule === rule)?.certainty ?? "none";
    const [sign, look] = signs[certainty];
    return { key: certainty, sign, word: context.t.applies[certainty], look };
  });
}

/**
 * Whether a transition has happened, and if not, when it does.
 *
 * @param {TransitionInfo} transition
 * @param {Preview | null} answer
 * @param {PageContext} context
 */
export function transitionMark({ rule }, answer, context) {
  if (answer === null) return nothing;
  const { t } = context;
  const isIt = (/** @type {{ rule: string }} */ one) => one.rule === rule;
  const past = answer.state.transitions.find(isIt);
  if (past?.certainty === "certain") return mark("plain", "allowed", t.ruleHappened);
  if (past !== undefined) return mark("unknown", "unknown", t.ruleMayHaveHappened);
  if (answer.state.uncertain.includes(rule)) return mark("unknown", "unknown", t.statuses.unknown);
  const coming = answer.ifNobodyActs.find(isIt);
  if (coming === undefined) return mark("off", "none", t.applies.none);
  const at = instant(coming.at, { ...context, isPlain: true });
  const words = coming.certainty === "certain" ? t.ruleComing : t.ruleMayCome;
  return mark("plain", "clock", html`<span>${around(words, at)}</span>`);
}

/**
 * Whether a duty stands.
 *
 * @param {DutyInfo} info
 * @param {Preview | null} answer
 * @param {PageContext} context
 */
export function dutyMark({ rule }, answer, { t }) {
  if (answer === null) return nothing;
  const duty = answer.duties.find((one) => one.rule === rule);
  if (duty === undefined) return mark("off", "none", t.applies.none);
  return duty.overdue ? mark("denied", "danger", t.overdue) : mark("plain", "clock", t.dutyStands);
}

/**
 * @param {string} look
 * @param {IconName} sign
 * @param {unknown} word
 * @param {unknown} [more]
 */
function mark(look, sign, word, more = nothing) {
  return html`<span class="mark mark-${look}">${icon(sign)}${word}${more}</span>`;
}

/**
 * What is said of each entry of an action; where all come to the same, once, and without a role.
 *
 * @param {ActionInfo} action
 * @param {Preview | null} answer
 * @param {PageContext} context
 * @param {(entry: Action) => Said} say
 */
function perRole(action, answer, { role, roleLabel }, say) {
  if (answer === null) return nothing;
  const said = entriesOf(answer, role, action).map((entry) => ({ role: entry.role, ...say(entry) }));
  const isOne = said.every(({ key }) => key === said[0]?.key);
  return (isOne ? said.slice(0, 1) : said).map((one) =>
    mark(one.look, one.sign, one.word, isOne ? nothing : roleTag(roleLabel(one.role))),
  );
}

/**
 * The entries of an answer for an action: those of the role that looks, or where it is not its action, of all who may.
 *
 * @param {Preview} answer
 * @param {string | null} role
 * @param {ActionInfo} action
 * @returns {Action[]}
 */
function entriesOf({ actions }, role, { id }) {
  const all = actions.filter((entry) => entry.id === id);
  const own = all.filter((entry) => entry.role === role);
  return own.length > 0 ? own : all;
}
