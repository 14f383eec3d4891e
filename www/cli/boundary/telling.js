/** A case that was found, as an author reads it: a sentence, and what the policy answers today. */

import { answerTo } from "../../shared/cases.js";
import { askedOf } from "../../shared/testing.js";
import { localText, rfc3339 } from "../../shared/time.js";
import { zoneOf } from "../../shared/zone.js";

/**
 * @import { Action, Order, Preview, Reason, RoleId } from "torihiki"
 * @import { Policy } from "torihiki/policy"
 * @import { Case, Expected } from "../../shared/cases.js"
 * @import { Trial } from "./orders.js"
 * @import { Rule } from "./rules.js"
 *
 * Which case is told: an order, an instant, who looks, and on which side of a moment of the rule it is.
 *
 * @typedef {Trial & { rule: Rule, role: string, now: number, side: "before" | "at" | "after" | null }} Told
 *
 * What a case says of a rule: the words of its name, and what it expects.
 *
 * @typedef {{ outcome: string, message: string, expect: Expected }} Said
 */

const SIDES = { before: "a millisecond before", at: "at", after: "a millisecond after" };

/**
 * The case; null where the answer does not tell of the rule.
 *
 * @param {Policy} policy
 * @param {Told} told
 * @returns {Case | null}
 */
export function caseOf(policy, { rule, order, supplied, role, now, side }) {
  const { edition } = rule;
  const zone = zoneOf(edition.description);
  const asked = rule.kind === "transition" ? null : role;
  const tried = /** @type {Case} */ ({ order, now, ...(supplied !== null && { with: supplied }) });
  const options = { ...(asked !== null && { role: asked }), locale: edition.description.language };
  const answer = answerTo(askedOf(policy), tried, /** @type {any} */ (options));
  const said = saidOf(rule, answer, zone);
  if (said === null) return null;
  const short = rule.rule.slice(policy.id.length + 1);
  const distance = { before: 1, at: 0, after: -1 };
  const when = side === null ? "" : `, ${SIDES[side]} ${localText(now + distance[side], zone)}`;
  const where = edition.isDefault || edition.id === null ? "" : ` (${labelOf(rule)})`;
  return {
    name: `${short} ${said.outcome}${when}${where}${said.message === "" ? "" : `: ${said.message}`}`,
    order: /** @type {Order} */ (order),
    ...(asked !== null && { role: /** @type {RoleId} */ (asked) }),
    now: rfc3339(now, zone),
    ...(supplied !== null && { with: supplied }),
    expect: said.expect,
  };
}

/** @param {Rule} rule */
function labelOf({ edition }) {
  return edition.description.editions.find(({ id }) => id === edition.id)?.label ?? edition.id;
}

/**
 * @param {Rule} rule
 * @param {Preview} answer
 * @param {string} zone
 * @returns {Said | null}
 */
function saidOf(rule, answer, zone) {
  if (rule.kind === "requirement") return requirement(rule, answer, zone);
  return rule.kind === "transition" ? transition(rule, answer, zone) : duty(rule, answer, zone);
}

/**
 * @param {Rule} rule
 * @param {Preview} answer
 * @param {string} zone
 * @returns {Said | null}
 */
function requirement({ rule, action: id, edition, supplied }, answer, zone) {
  const action = answer.actions.find((one) => one.id === id);
  if (action === undefined) return null;
  const reasons = action.reasons.flatMap((reason) => [reason, ...reason.alternatives]);
  const reason = reasons.find((one) => one.rule === rule);
  if (reason === undefined) return null;
  const labels = [
    ...reason.facts.filter((fact) => action.missing.includes(fact)).map((fact) => edition.facts.get(fact)?.label),
    ...reason.arguments.flatMap((name) => supplied.get(name)?.label ?? []),
  ];
  const outcome =
    labels.length === 0 || reason.status !== "unknown"
      ? `is ${reason.status}`
      : `is unknown without ${labels.map((label) => `“${label}”`).join(" and ")}`;
  return {
    outcome,
    // It says what holds, and here that is just not known.
    message: reason.status === "unknown" ? "" : reason.message,
    expect: { state: answer.state.effective, actions: { [action.id]: actionSaid(action, reason, zone) } },
  };
}

/**
 * What a case expects of an action: its verdict, when that changes, and every requirement that came out as this one did.
 *
 * @param {Action} action
 * @param {Reason} reason
 * @param {string} zone
 * @returns {Expected}
 */
function actionSaid({ verdict, until, opensAt, missing, reasons }, { rule, status }, zone) {
  const grouped = reasons.flatMap((reason) => reason.alternatives);
  const isAlternative = grouped.some((one) => one.rule === rule);
  const alternatives = Object.fromEntries(grouped.map((one) => [one.rule, one.status]));
  const same = reasons.filter((one) => one.status === status).map((one) => one.rule);
  return {
    verdict,
    ...(until !== null && { until: rfc3339(until, zone) }),
    ...(opensAt !== null && { opensAt: rfc3339(opensAt, zone) }),
    ...(verdict === "unknown" && { missing }),
    ...(isAlternative ? { alternatives } : status === "satisfied" ? { satisfied: [rule] } : { [status]: same }),
  };
}

/**
 * @param {Rule} rule
 * @param {Preview} answer
 * @param {string} zone
 * @returns {Said | null}
 */
function transition({ rule, edition }, { state, ifNobodyActs }, zone) {
  const tell = (/** @type {Preview["ifNobodyActs"]} */ all) =>
    all.map(({ rule: id, at, to, certainty }) => ({
      rule: id,
      at: rfc3339(at, zone),
      to,
      ...(certainty === "possible" && { certainty }),
    }));
  const ahead = ifNobodyActs.find((one) => one.rule === rule);
  if (ahead !== undefined) {
    return {
      outcome: "lies ahead",
      message: ahead.message,
      expect: { state: state.effective, ifNobodyActs: tell(ifNobodyActs) },
    };
  }
  if (/** @type {string[]} */ (state.uncertain).includes(rule)) {
    const message = edition.description.transitions.find((one) => one.rule === rule)?.message ?? "";
    const { effective, uncertain } = state;
    return { outcome: "may have happened", message, expect: { state: effective, uncertain } };
  }
  const past = state.transitions.find((one) => one.rule === rule);
  if (past === undefined) return null;
  return {
    outcome: "has happened",
    message: past.message,
    expect: { state: state.effective, happened: tell(state.transitions) },
  };
}

/**
 * @param {Rule} rule
 * @param {Preview} answer
 * @param {string} zone
 * @returns {Said | null}
 */
function duty({ rule }, { state, duties }, zone) {
  const found = duties.find((one) => one.rule === rule);
  if (found !== undefined) {
    const { role, due, overdue, message } = found;
    const expect = { role, due: due === null ? null : rfc3339(due, zone), overdue };
    return {
      outcome: overdue ? "is overdue" : "stands",
      message,
      expect: { state: state.effective, duties: { [rule]: expect } },
    };
  }
  return {
    outcome: "does not stand",
    message: `the state is “${state.label}”`,
    expect: { state: state.effective, noDuties: [rule] },
  };
}
