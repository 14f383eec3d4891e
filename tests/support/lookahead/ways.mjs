// Ways: what a case expects of them, and that each leads where it is to lead, when it is gone.

/**
 * @import { ActionId, StateId, Step, Way } from "torihiki"
 * @import { Case, Differences, Torihiki } from "../lookahead-cases.mjs"
 */

import { isDeepStrictEqual } from "node:util";
import { inMillis, instant, noMore, pick, same } from "./values.mjs";

/**
 * @typedef {{ ways: string[][], only?: boolean, gaveUp?: boolean, outcome?: string, coveredBy?: string[] }} ExpectedWays
 * @typedef {Case & { to: StateId | ActionId, now: string, expect: ExpectedWays }} WaysCase
 */

/**
 * @param {Torihiki} torihiki
 * @param {WaysCase} each
 * @returns {Differences}
 */
export function runWays(torihiki, { name, order, role, to, now, expect, ...rest }) {
  const { ways: expected, only = false, gaveUp, outcome, coveredBy, ...unknown } = expect;
  const answer = torihiki.ways(order, { role, to, now });
  const found = answer.ways.map(({ steps }) => steps.map(told));
  const wanted = expected.map((way) => way.map(written));
  const differences = [
    ...noMore("a case of ways", rest),
    ...noMore("what is expected", unknown),
    ...same("who asks and when", pick("asOf", "role")(answer), { asOf: instant(now), role: role ?? null }),
    ...(gaveUp === undefined ? [] : same("gaveUp", answer.gaveUp, gaveUp)),
    ...(outcome === undefined ? [] : same("outcome", answer.outcome, outcome)),
    ...(coveredBy === undefined ? [] : same("coveredBy", answer.coveredBy, coveredBy)),
  ];
  if (only || wanted.length === 0) {
    differences.push(...same("ways", found, wanted));
  } else {
    const places = wanted.map((way) => found.findIndex((other) => isDeepStrictEqual(way, other)));
    if (places[0] !== 0 || places.some((place, index) => index > 0 && place <= places[index - 1])) {
      differences.push(`ways: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
    }
  }
  if (
    found.length > 5 ||
    new Set(found.map((way) => JSON.stringify(way))).size < found.length ||
    answer.ways.some((way, index) => index > 0 && comesBefore(way, answer.ways[index - 1], role))
  ) {
    differences.push(
      `these are too many ways, or the same twice, or one after a longer one or one that hurts: ${JSON.stringify(found)}`,
    );
  }
  return [
    ...differences,
    ...answer.ways.flatMap((way) =>
      walk(torihiki, way, { order, role, to, now }).map(
        (difference) => `the way ${way.steps.map(told).join(", ")}: ${difference}`,
      ),
    ),
  ];
}

/**
 * Whether a way stands before another: those that hurt come last, and else the shorter ones first.
 *
 * @param {Way} way
 * @param {Way} other
 * @param {string} [role]
 */
function comesBefore(way, other, role) {
  const [one, two] = [hurts(way, role), hurts(other, role)];
  return one === two ? way.steps.length < other.steps.length : two;
}

/**
 * Whether a step hurts the role that asks, or else the one that acts, or costs it money.
 *
 * @param {Way} way
 * @param {string} [role]
 */
function hurts({ steps }, role) {
  return steps.some(
    (step) =>
      "action" in step &&
      step.effects.some(
        ({ kind, severity, audience }) =>
          audience.some((party) => party === (role ?? step.by)) &&
          (severity === "danger" || (severity === "caution" && ["refund", "payout", "penalty"].includes(kind))),
      ),
  );
}

/**
 * A step in the words of a case, with every instant in milliseconds.
 *
 * @param {Step} step
 */
function told(step) {
  if ("action" in step) {
    return `${step.by}: ${step.action}`;
  }
  return "waitUntil" in step
    ? `wait until ${step.waitUntil}`
    : "fact" in step
      ? `${step.fact} = ${step.value}`
      : "never";
}

/** @param {string} step */
function written(step) {
  const [, words, text] = /^(wait until |\S+ = )(.*)$/.exec(step) ?? [];
  return words === undefined ? step : `${words}${inMillis(text)}`;
}

/**
 * Goes a way step by step, and tells where it does not lead to the goal, or not at its end.
 *
 * @param {Torihiki} torihiki
 * @param {Way} way
 * @param {Pick<WaysCase, "order" | "role" | "to" | "now">} each
 * @returns {Differences}
 */
function walk({ preview, apply }, way, { order: given, role, to, now: from }) {
  let order = given;
  let now = instant(from);
  const differences = [];
  const reached = () => {
    const { state, actions } = preview(order, { role, now });
    return (
      (state.effective === to && state.uncertain.length === 0) ||
      actions.some(({ id, verdict }) => id === to && verdict === "allowed")
    );
  };
  for (const step of way.steps) {
    if (reached()) {
      differences.push(`the goal is reached before \`${told(step)}\``);
    }
    if (!step.message) {
      differences.push(`\`${told(step)}\` has no message`);
    }
    if ("action" in step) {
      const answer = apply(order, step.action, { role: step.by, now, agreed: step.consentOf !== null });
      if (!answer.applied) {
        return [...differences, `\`${told(step)}\` cannot be done: ${JSON.stringify(answer.action.reasons)}`];
      }
      order = answer.order;
    } else if ("waitUntil" in step) {
      if (step.waitUntil <= now) {
        differences.push(`\`${told(step)}\` does not lie ahead of ${now}`);
      }
      now = step.waitUntil;
    } else if ("fact" in step) {
      order = { ...order, [step.fact]: step.value };
    } else {
      return [...differences, "it has a step that nobody can take"];
    }
  }
  return [...differences, ...(reached() ? [] : ["it does not lead to the goal"]), ...same("at", way.at, now)];
}
