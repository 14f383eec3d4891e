/**
 * The one thing about an answer that matters, for who looks at it: what to do, until when, and what follows.
 *
 * It decides from what the engine says alone, never from what a policy is called. What hurts whoever takes it is never
 * recommended, and is told as possible only where there is nothing else. No deadline is later than the safe one.
 */

import { isDueOpen } from "./certainty.js";
import { isHarmful, seriousFor } from "./harm.js";
import { DAY } from "./length.js";
import { isNever } from "./steps.js";
import { earliest, owedTo, pressingOn } from "./headline/pressing.js";
import { disagreementsOn } from "./headline/readings.js";

/**
 * @import { Action, Duty, EditionId, Effect, Preview, StateId, Transition } from "torihiki"
 * @import { Names } from "./types.js"
 * @import { Disagreement } from "./headline/readings.js"
 * @import { Pressing } from "./headline/pressing.js"
 *
 * | kind | tells |
 * | --- | --- |
 * | `unsettled` | in which state the deal is depends on facts that are `missing` |
 * | `do` | the `action` is the answer to take: the other one, `avoid`, hurts |
 * | `must` | the `duty` of who looks |
 * | `happens` | the `transition` hurts who looks, if nobody acts |
 * | `happened` | the `transition` has happened already |
 * | `can` | the `action` is allowed |
 * | `opens` | the `action` will be allowed at the `deadline` |
 * | `wait` | the `duty` of somebody else comes first; until then `avoid` what hurts |
 * | `blocked` | the `action` is not allowed yet |
 * | `unknown` | whether the `action` is allowed depends on facts that are `missing` |
 * | `harmful` | the `action` is all that is allowed, and it hurts |
 * | `over` | nothing is left to be done |
 *
 * @typedef {"unsettled" | "do" | "must" | "happens" | "happened" | "can" | "opens" | "wait" | "blocked" | "unknown" | "harmful" | "over"} Kind
 *
 * Until when, or from when where it `opens`. No reading has an earlier one that lies ahead. It is not safe where by
 * another reading it is over already; `own` is that of the reading which tells it.
 *
 * @typedef {{ at: number, own: number | null, isSafe: boolean }} Deadline
 *
 * @typedef {object} Headline
 * @property {Kind} kind
 * @property {Action | null} action
 * @property {Action | null} avoid
 * @property {Duty | null} duty
 * @property {Transition | null} transition what happens by itself, and when
 * @property {Effect[]} effects what is serious about the action, or about what happens
 * @property {string[]} missing
 * @property {StateId[]} states in which the deal can be
 * @property {Deadline | null} deadline
 * @property {boolean} isDueOpen whether the duty has a deadline that is not known
 * @property {EditionId | null} edition the other edition that alone says so; `null`: the answer's own does
 * @property {Disagreement[]} disagreements
 */

/** @typedef {Partial<Omit<Headline, "disagreements">> & { kind: Kind }} Found */

/** The verbs in the order in which they are told: what answers somebody else comes first. */
const VERBS = ["refuse", "report-unresponsive", "revise", "cancel", "other"];
/** Up to here, that something opens by itself is told before what can be done meanwhile. */
const SOON = 7 * DAY;

/**
 * The headline of an answer.
 *
 * @param {Preview} answer
 * @param {string | null} role who looks; `null`: everybody
 * @param {Pick<Names, "datedDuties">} [names] of the policy, by which a deadline that is not known is no lack of one
 * @returns {Headline}
 */
export function headlineOf(answer, role, names) {
  const own = answer.actions.filter((action) => role === null || action.role === role);
  const found = firstOf(
    [unsettled, choice, pressing, happened, answering, opening, owed, able, harmful],
    answer,
    own,
    role,
  );
  /** @type {Omit<Headline, "disagreements">} */
  const told = {
    action: null,
    avoid: null,
    duty: null,
    transition: null,
    effects: [],
    missing: [],
    states: answer.state.possible,
    deadline: null,
    isDueOpen: false,
    edition: null,
    ...found,
  };
  // What another reading says of a date that this one does not know yet makes nothing safe.
  if (told.duty !== null && isDueOpen(told.duty, names)) Object.assign(told, { isDueOpen: true, deadline: null });
  return { ...told, disagreements: disagreementsOn(answer, told) };
}

/**
 * @param {((answer: Preview, own: Action[], role: string | null) => Found | null)[]} finders
 * @param {Preview} answer
 * @param {Action[]} own
 * @param {string | null} role
 * @returns {Found}
 */
function firstOf(finders, answer, own, role) {
  for (const find of finders) {
    const found = find(answer, own, role);
    if (found !== null) return found;
  }
  return { kind: "over", transition: answer.state.transitions.at(-1) ?? null };
}

/** @type {(answer: Preview, own: Action[]) => Found | null} */
function unsettled({ state }, own) {
  if (state.possible.length < 2) return null;
  return { kind: "unsettled", missing: missingOf(own), transition: state.transitions.at(-1) ?? null };
}

/**
 * A request that can be refused without harm, while granting it is dangerous. They are about the same one where they rest
 * on the same fact.
 *
 * @type {(answer: Preview, own: Action[]) => Found | null}
 */
function choice({ asOf }, own) {
  const allowed = own.filter(({ verdict }) => verdict === "allowed");
  const action = allowed.find((one) => one.verb === "refuse" && !isHarmful(one) && !isDoubted(one, asOf));
  if (action === undefined) return null;
  const asked = factsOf(action);
  const isTrap = (/** @type {Action} */ one) =>
    one.role === action.role &&
    one.verb === "cancel" &&
    one.consentOf === null &&
    factsOf(one).some((fact) => asked.includes(fact)) &&
    isDangerous(one);
  const avoid = allowed.find(isTrap);
  return avoid === undefined ? null : { ...telling("do", action, asOf), avoid };
}

/**
 * The facts by which an action is allowed.
 *
 * @param {Action} action
 */
function factsOf({ reasons }) {
  return reasons.filter(({ status }) => status === "satisfied").flatMap(({ facts }) => facts);
}

/**
 * Whether an action is sure to do whoever takes it serious harm.
 *
 * @param {Action} action
 */
function isDangerous({ effects, role }) {
  return seriousFor(effects, role).some(({ severity, certainty }) => severity === "danger" && certainty === "certain");
}
/**
 * What has to be done or prevented by who looks, where that is near.
 *
 * @type {(answer: Preview, own: Action[], role: string | null) => Found | null}
 */
function pressing(answer, own, role) {
  const [first] = pressingOn(answer, role);
  return first === undefined || !isNear(first, answer.asOf) ? null : pressingTold(first, answer, role);
}

/**
 * @param {Pressing} pressing
 * @param {number} asOf
 */
function isNear({ at, safe, duty }, asOf) {
  return at === null || duty?.overdue === true || (safe ?? at) - asOf <= SOON;
}

/**
 * @param {Pressing} pressing
 * @param {Preview} answer
 * @param {string | null} role
 * @returns {Found}
 */
function pressingTold({ duty, transition, at, safe, edition }, answer, role) {
  const told = edition === null ? answer : (answer.editions.find((one) => one.edition === edition) ?? answer);
  // What happens where the duty is not done in time.
  const then = transition ?? told.ifNobodyActs.find((one) => one.at === at) ?? null;
  const effects = then === null ? [] : seriousFor(then.effects, duty?.role ?? role);
  return {
    kind: duty === null ? "happens" : "must",
    duty,
    transition: then,
    effects,
    deadline: duty?.overdue ? null : deadlineOf(at, safe, isOverElsewhere(answer), answer.asOf),
    edition,
  };
}

/** @type {(answer: Preview) => Found | null} */
function happened({ state }) {
  const transition = state.transitions.at(-1);
  if (transition === undefined || state.given === state.effective) return null;
  return { kind: "happened", transition };
}

/**
 * What somebody does who answers the other party, or gets no answer: refusing, reporting, sending back; and calling
 * it off where the other party is late. On the way to one of them, the next step.
 *
 * @type {(answer: Preview, own: Action[], role: string | null) => Found | null}
 */
function answering(answer, own, role) {
  const { asOf } = answer;
  const isLate = owedTo(answer, role).some(({ overdue }) => overdue);
  const verbs = VERBS.slice(0, isLate ? 4 : 3);
  const candidates = own.filter((action) => verbs.includes(action.verb) && !isHarmful(action));
  const allowed = best(
    candidates.filter(({ verdict }) => verdict === "allowed"),
    asOf,
  );
  if (allowed !== undefined) return { ...telling("can", allowed, asOf), transition: answer.ifNobodyActs[0] ?? null };
  const isHalfway = (/** @type {Action} */ { verdict, unblock, reasons: [state, ...others] }) =>
    verdict === "denied" &&
    unblock.length > 0 &&
    !unblock.some(isNever) &&
    state?.status === "satisfied" &&
    others.some(({ status, facts }) => status === "satisfied" && facts.length > 0);
  const halfway = candidates.find(isHalfway);
  return halfway === undefined ? null : blockedTold(halfway, asOf);
}

/**
 * What opens by itself before long.
 *
 * @type {(answer: Preview, own: Action[]) => Found | null}
 */
function opening({ asOf }, own) {
  const soon = own.filter(
    ({ verdict, verb, opensAt }) =>
      verdict === "denied" && verb !== "other" && opensAt !== null && opensAt - asOf <= SOON,
  );
  const [action] = soon.sort((one, other) => Number(one.opensAt) - Number(other.opensAt));
  return action === undefined ? null : blockedTold(action, asOf);
}

/**
 * What the other party has to do first, and what not to do until then.
 *
 * @type {(answer: Preview, own: Action[], role: string | null) => Found | null}
 */
function owed(answer, own, role) {
  const [duty] = owedTo(answer, role);
  if (duty === undefined) return null;
  const isTrap = (/** @type {Action} */ action) =>
    action.verdict === "denied" &&
    action.unblockOutcome === "found" &&
    action.reasons[0]?.status === "satisfied" &&
    isDangerous(action);
  const avoid = own.find(isTrap) ?? null;
  const same = answer.editions.flatMap(({ duties }) => duties.filter(({ rule }) => rule === duty.rule));
  const safe = earliest([duty, ...same].map(({ due }) => due));
  return {
    kind: "wait",
    duty,
    avoid,
    effects: [],
    transition: answer.ifNobodyActs[0] ?? null,
    deadline: duty.overdue ? null : deadlineOf(duty.due, safe, isOverElsewhere(answer), answer.asOf),
  };
}

/**
 * What is allowed and harmless; else what is missing to tell, and else what stands in the way.
 *
 * @type {(answer: Preview, own: Action[], role: string | null) => Found | null}
 */
function able(answer, own, role) {
  const { asOf } = answer;
  const harmless = own.filter((action) => !isHarmful(action));
  const allowed = best(
    harmless.filter(({ verdict }) => verdict === "allowed"),
    asOf,
  );
  if (allowed !== undefined) return { ...telling("can", allowed, asOf), transition: answer.ifNobodyActs[0] ?? null };
  const [later] = pressingOn(answer, role);
  if (later !== undefined) return pressingTold(later, answer, role);
  const unknown = own.find(({ verdict, missing }) => verdict === "unknown" && missing.length > 0);
  if (unknown !== undefined) return { ...telling("unknown", unknown, asOf), missing: unknown.missing };
  const denied = own.filter(({ verdict, unblock }) => verdict === "denied" && !unblock.some(isNever));
  const open = denied.find(({ opensAt, unblock }) => opensAt !== null || unblock.length > 0);
  if (open !== undefined) return blockedTold(open, asOf);
  // Where all that is allowed hurts, what somebody has asked for and cannot have is told first.
  const isLeft = own.some(({ verdict }) => verdict === "allowed");
  const asked = denied.find(({ verb, unblockOutcome }) => verb !== "other" && unblockOutcome === "not-covered");
  return isLeft && asked !== undefined ? blockedTold(asked, asOf) : null;
}

/** @type {(answer: Preview, own: Action[]) => Found | null} */
function harmful({ asOf }, own) {
  const action = best(
    own.filter(({ verdict }) => verdict === "allowed"),
    asOf,
  );
  return action === undefined ? null : telling("harmful", action, asOf);
}

/**
 * @param {Action} action
 * @param {number} asOf
 * @returns {Found}
 */
function blockedTold(action, asOf) {
  const { opensAt, editions, effects, role } = action;
  if (opensAt === null) return { kind: "blocked", action };
  const isOtherwise = editions.some(
    ({ verdict, opensAt: at }) => verdict !== "allowed" && (at === null || at > opensAt),
  );
  return {
    kind: "opens",
    action,
    effects: seriousFor(effects, role),
    deadline: { at: opensAt, own: opensAt, isSafe: !isOtherwise && opensAt > asOf },
  };
}

/**
 * @param {Kind} kind
 * @param {Action} action
 * @param {number} asOf
 * @returns {Found}
 */
function telling(kind, action, asOf) {
  const { until, safeUntil, effects, role } = action;
  return {
    kind,
    action,
    effects: seriousFor(effects, role),
    deadline: deadlineOf(until, safeUntil, isDoubted(action, asOf), asOf),
  };
}

/**
 * The deadline that is told: the safe one, as long as it lies ahead.
 *
 * @param {number | null} at
 * @param {number | null} safe
 * @param {boolean} isOver by another reading
 * @param {number} asOf
 * @returns {Headline["deadline"]}
 */
function deadlineOf(at, safe, isOver, asOf) {
  const ahead = [at, safe].filter((one) => one !== null && one > asOf);
  const first = earliest(ahead);
  return first === null ? null : { at: first, own: at, isSafe: !isOver && (safe === null || safe >= first) };
}

/**
 * The action that is told first: one that every edition allows, then by its verb, then what ends first, and then what
 * takes the deal to another state.
 *
 * @param {Action[]} actions
 * @param {number} asOf
 */
function best(actions, asOf) {
  const order = (/** @type {Action} */ action) => [
    isDoubted(action, asOf) ? 1 : 0,
    VERBS.indexOf(action.verb),
    action.safeUntil ?? Infinity,
  ];
  return [...actions].sort((one, other) => compare(order(one), order(other)))[0];
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function compare(one, other) {
  const index = one.findIndex((value, at) => value !== other[at]);
  return index < 0 ? 0 : one[index] < other[index] ? -1 : 1;
}

/**
 * Whether an action is allowed here and not, or no longer, by another edition.
 *
 * @param {Action} action
 * @param {number} asOf
 */
export function isDoubted({ verdict, safeUntil, editions }, asOf) {
  return (
    verdict === "allowed" &&
    (editions.some((one) => one.verdict !== "allowed") || (safeUntil !== null && safeUntil <= asOf))
  );
}

/**
 * Whether by another edition the deal is in another state already.
 *
 * @param {Preview} answer
 */
function isOverElsewhere({ state, editions }) {
  return editions.some((other) => other.state.effective !== state.effective);
}

/** @param {Action[]} actions */
function missingOf(actions) {
  return [...new Set(actions.flatMap(({ missing }) => missing))];
}
