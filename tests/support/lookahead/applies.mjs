// What-ifs: what a case expects of one, and what has to be so of every one.

/**
 * @import { ActionId, Applied, Arguments, Effect, Order, RoleId, StateId, Transition, Verdict } from "torihiki"
 * @import { Case, Differences, Torihiki } from "../lookahead-cases.mjs"
 */

import { inMillis, instant, noMore, pick, same } from "./values.mjs";

/**
 * @typedef {{ rule: string, effects: string[] } & Record<string, unknown>} ExpectedTransition
 *
 * @typedef {object} ExpectedApply
 * @property {boolean} applied
 * @property {object} [order]
 * @property {object | null} [agreed] the order once it is agreed to
 * @property {StateId} [effective]
 * @property {string[]} [violated]
 * @property {string[]} [missing]
 * @property {RoleId | null} [consentOf]
 * @property {object[]} [stops]
 * @property {object[]} [starts]
 * @property {ExpectedTransition[]} [runsInto]
 * @property {Record<string, Verdict>} [then] by role and action
 * @property {string | null} [next]
 *
 * @typedef {Case & { action: ActionId, now: string, with?: Arguments, agreed?: boolean, expect: ExpectedApply }} ApplyCase
 */

/**
 * @param {Torihiki} torihiki
 * @param {ApplyCase} each
 * @returns {Differences}
 */
export function runApply(torihiki, { name, order, action, role, now, with: facts, agreed, expect, ...rest }) {
  const {
    applied,
    order: after,
    agreed: onceAgreed,
    effective,
    violated,
    missing,
    consentOf,
    stops,
    starts,
    runsInto,
    then = {},
    next,
    ...unknown
  } = expect;
  const given = structuredClone(order);
  const answer = torihiki.apply(order, action, { role, now, with: facts, agreed });
  /**
   * @param {string} what
   * @param {unknown} found
   * @param {unknown} expected
   */
  const ifExpected = (what, found, expected) => (expected === undefined ? [] : same(what, found, expected));
  return [
    ...noMore("a what-if", rest),
    ...noMore("what is expected", unknown),
    ...same("the order that was passed", order, given),
    ...same("applied", answer.applied, applied),
    ...ifExpected("order", inMillis(answer.order), inMillis(after)),
    ...ifExpected("agreed", inMillis(answer.agreed), inMillis(onceAgreed)),
    ...ifExpected("effective", answer.preview.state.effective, effective),
    ...ifExpected(
      "violated",
      answer.action.reasons.filter(({ status }) => status === "violated").map(({ rule }) => rule),
      violated,
    ),
    ...ifExpected("missing", answer.missing, missing),
    ...ifExpected("consentOf", answer.action.consentOf, consentOf),
    ...ifExpected("stops", answer.stops.map(pick("rule", "at")), inMillis(stops)),
    ...ifExpected("starts", answer.starts.map(pick("rule", "at")), inMillis(starts)),
    ...ifExpected(
      "runsInto",
      answer.runsInto.map(pick("rule", "to")),
      runsInto?.map(({ effects, ...each }) => each),
    ),
    ...(runsInto ?? []).flatMap(({ rule, effects }, index) =>
      ifExpected(`the effects of ${rule}`, certain(answer.runsInto[index]?.effects), effects),
    ),
    ...Object.entries(then).flatMap(([who, verdict]) => {
      const found = answer.preview.actions.find((each) => `${each.role} ${each.id}` === who);
      return same(`then ${who}`, found?.verdict, verdict);
    }),
    ...(next === undefined ? [] : same("next", answer.preview.next?.at ?? null, instant(next))),
    ...makesSense(torihiki, answer, { order, action, role, now, facts }),
    ...canBeAsked(torihiki, answer.order, { action, role, now }),
  ];
}

/**
 * What holds of every what-if, by what a preview says before it and after it.
 *
 * @param {Torihiki} torihiki
 * @param {Applied} answer
 * @param {Pick<ApplyCase, "order" | "action" | "role" | "now"> & { facts?: Arguments }} each
 */
function makesSense({ preview }, answer, { order, action, role, now, facts }) {
  const [before, after] = [preview(order, { now }), preview(answer.order, { now })];
  const differences = [...same("preview", answer.preview, after), ...same("action.id", answer.action.id, action)];
  if (
    answer.applied
      ? answer.action.verdict !== "allowed"
      : answer.action.verdict === "allowed" && answer.missing.length === 0
  ) {
    differences.push(`it is ${answer.action.verdict} and applied: ${answer.applied}`);
  }
  if (facts === undefined) {
    /**
     * @param {Transition[]} one
     * @param {Transition[]} other
     */
    const without = (one, other) =>
      one.filter((each) => !other.some(({ rule, at }) => rule === each.rule && at === each.at));
    /** @param {Transition[]} transitions */
    const told = (transitions) => transitions.map(pick("rule", "at", "from", "to"));
    differences.push(
      ...same(
        "action",
        answer.action,
        before.actions.find((each) => each.id === action && (role === undefined || each.role === role)),
      ),
      ...same("stops", told(answer.stops), told(without(before.ifNobodyActs, after.ifNobodyActs))),
      ...same("starts", told(answer.starts), told(without(after.ifNobodyActs, before.ifNobodyActs))),
    );
  }
  if (answer.applied) {
    /** @param {Transition[]} transitions */
    const happened = (transitions) => transitions.map(pick("rule", "from", "to", "effects"));
    return [...differences, ...same("runsInto", happened(answer.runsInto), happened(after.state.transitions))];
  }
  const { order: unchanged, stops, starts, runsInto } = answer;
  return [
    ...differences,
    ...same(
      "what is not applied",
      { unchanged, stops, starts, runsInto },
      { unchanged: order, stops: [], starts: [], runsInto: [] },
    ),
  ];
}

/**
 * The order after it can be asked about like any other; what cannot be asked throws.
 *
 * @param {Torihiki} torihiki
 * @param {Order} order
 * @param {Pick<ApplyCase, "action" | "role" | "now">} each
 * @returns {Differences}
 */
function canBeAsked({ preview, timeline, apply, ways }, order, { action, role, now }) {
  timeline(order, { from: now });
  for (const each of preview(order, { now }).actions) {
    preview(apply(order, each.id, { role: each.role, now }).order, { now });
  }
  ways(order, { role, to: action, now });
  return [];
}

/** @param {Effect[] | undefined} effects */
const certain = (effects) => effects?.filter(({ certainty }) => certainty === "certain").map(({ rule }) => rule);
