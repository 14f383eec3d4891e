/** What the cases of a policy have seen of it: each rule in each of its outcomes, and each moment on both sides. */

import { inAllEditions } from "./case-slips.js";

/**
 * @import { Description, DutyInfo, PeriodInfo } from "torihiki"
 * @import { Policy } from "torihiki/policy"
 * @import { Case } from "./cases.js"
 *
 * @typedef {import("torihiki").Preview} Preview
 *
 * What there is to be seen of a rule, and what was seen.
 *
 * @typedef {{ rule: string, of: string[], seen: string[] }} Seen
 *
 * @typedef {{ rules: Seen[], seen: number, of: number }} Coverage
 */

/** On which sides of a moment a case can be: a millisecond before, at the very instant, and a millisecond after. */
const SIDES = /** @type {const} */ ([
  [-1, "before"],
  [0, "at"],
  [1, "after"],
]);

/**
 * What a condition that is always the same can come to: that of an action that people can try but must not.
 *
 * @type {Record<string, string[]>}
 */
const CONSTANT = { false: ["violated"], true: ["satisfied"] };

/**
 * The coverage of a policy by cases that were answered.
 *
 * A requirement and an alternative can be satisfied and violated, and unknown where they read what an order may leave out; a
 * transition and a duty can be ahead and past, but a duty without an instant is never past, nor is one whose states all end at
 * that instant, and it stays open whether what only may happen has. Where an instant decides, as an answer says, there are its three sides.
 *
 * @param {Policy} policy
 * @param {{ each: Case, answer: Preview }[]} answered each with the answer for all roles
 * @returns {Coverage}
 */
export function coverageOf(policy, answered) {
  const outcomes = outcomesOf(policy);
  /** @type {Map<string, Set<string>>} */
  const seen = new Map([...outcomes.keys()].map((rule) => [rule, new Set()]));
  /** @type {Map<string, Set<number>>} */
  const nows = new Map();
  /** @type {Map<string, [rule: string, at: number][]>} */
  const moments = new Map();
  for (const { each, answer } of answered) {
    const key = JSON.stringify([each.order, each.with]);
    for (const [rule, outcome] of told(answer)) seen.get(rule)?.add(outcome);
    nows.set(key, (nows.get(key) ?? new Set()).add(answer.asOf));
    moments.set(key, [...(moments.get(key) ?? []), ...momentsIn(answer)]);
  }
  for (const [key, all] of moments) {
    for (const [rule, at] of all) {
      const of = outcomes.get(rule);
      if (of === undefined) continue;
      for (const [, side] of SIDES) if (!of.includes(side)) of.push(side);
      for (const [distance, side] of SIDES) if (nows.get(key)?.has(at + distance)) seen.get(rule)?.add(side);
    }
  }
  const rules = [...outcomes].map(([rule, of]) => {
    const found = seen.get(rule);
    return { rule, of, seen: of.filter((outcome) => found?.has(outcome)) };
  });
  const sum = (/** @type {(rule: Seen) => number} */ count) => rules.reduce((all, rule) => all + count(rule), 0);
  return { rules, seen: sum(({ seen }) => seen.length), of: sum(({ of }) => of.length) };
}

/**
 * What each rule of a policy can come to, in whichever edition has it.
 *
 * @param {Policy} policy
 * @returns {Map<string, string[]>}
 */
function outcomesOf(policy) {
  /** @type {Map<string, string[]>} */
  const outcomes = new Map();
  /** @type {(rule: string, of: string[]) => void} */
  const can = (rule, of) => void outcomes.set(rule, [...new Set([...(outcomes.get(rule) ?? []), ...of])]);
  for (const edition of inAllEditions((options) => policy.describe(options))) {
    const { facts, actions, transitions, duties } = edition;
    const known = new Set(facts.filter(({ hasDefault }) => hasDefault).map(({ id }) => String(id)));
    for (const { requires } of actions) {
      for (const one of requires.flatMap((requirement) => [requirement, ...requirement.alternatives])) {
        const canLack = one.facts.some((/** @type {string} */ fact) => !known.has(fact)) || one.arguments.length > 0;
        can(one.rule, CONSTANT[one.that ?? ""] ?? ["satisfied", "violated", ...(canLack ? ["unknown"] : [])]);
      }
    }
    for (const { rule, certainty } of transitions) {
      can(rule, ["ahead", certainty === "possible" ? "open" : "past"]);
    }
    for (const duty of duties) can(duty.rule, canBePast(duty, edition) ? ["ahead", "past"] : ["ahead"]);
  }
  return outcomes;
}

/**
 * Whether a duty can be overdue in an edition: not without an instant, nor where each state in which it stands is left for
 * certain at that very instant.
 *
 * @param {DutyInfo} duty
 * @param {Description} edition
 */
function canBePast({ due, in: named, inForce }, { states, transitions }) {
  if (due === null) return false;
  const going = states.filter((state) => !state.final).map(({ id }) => id);
  const ends = transitions.filter(
    ({ at, when, certainty, inForce: period }) =>
      at === due && when === null && certainty === "certain" && (period === null || isSame(period, inForce)),
  );
  return !(named.length === 0 ? going : named).every((state) => ends.some(({ from }) => from.includes(state)));
}

/**
 * Whether two periods are one.
 *
 * @param {PeriodInfo} one
 * @param {PeriodInfo | null} other
 */
const isSame = (one, other) => one.from === other?.from && one.until === other.until;

/**
 * The reasons of all actions, with their alternatives.
 *
 * @param {Preview} answer
 */
function reasonsIn({ actions }) {
  return actions.flatMap(({ reasons }) => reasons).flatMap((reason) => [reason, ...reason.alternatives]);
}

/**
 * What an answer says of each rule.
 *
 * @param {Preview} answer
 * @returns {[rule: string, outcome: string][]}
 */
export function told(answer) {
  const { state, ifNobodyActs, duties } = answer;
  return [
    ...reasonsIn(answer).map(({ rule, status }) => /** @type {[string, string]} */ ([rule, status])),
    ...ifNobodyActs.map(({ rule }) => /** @type {[string, string]} */ ([rule, "ahead"])),
    ...state.transitions.map(({ rule }) => /** @type {[string, string]} */ ([rule, "past"])),
    ...state.uncertain.map((rule) => /** @type {[string, string]} */ ([rule, "open"])),
    ...duties.map(({ rule, overdue }) => /** @type {[string, string]} */ ([rule, overdue ? "past" : "ahead"])),
  ];
}

/**
 * The instants at which rules change, as an answer says.
 *
 * @param {Preview} answer
 * @returns {[rule: string, at: number][]}
 */
export function momentsIn(answer) {
  const { state, ifNobodyActs, duties } = answer;
  const all = [
    ...reasonsIn(answer).map(({ rule, until }) => [rule, until]),
    ...[...ifNobodyActs, ...state.transitions].map(({ rule, at }) => [rule, at]),
    ...duties.map(({ rule, due }) => [rule, due]),
  ];
  return /** @type {[string, number][]} */ (all.filter(([, at]) => at !== null));
}
