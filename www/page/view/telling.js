/**
 * Which facts an answer still needs, the most telling first.
 *
 * It is found out by asking: each fact that has not been told is tried with values that it may well have, and what a
 * person acts on is compared. What changes nothing is not asked for.
 */

import { headlineOf } from "../../shared/headline.js";
import { DAY, HOUR } from "../../shared/length.js";
import { preview } from "./engine.js";
import { roleOption } from "./fields.js";

/** @import { FactInfo, Preview, Scalar } from "torihiki" */
/** @import { PageOrder, View } from "../types.js" */

/**
 * What asks: the answer to an order as it would be, or `null` where there is none.
 *
 * @typedef {(order: PageOrder) => Preview | null} Ask
 *
 * A fact that is needed. It `decides` where the headline or the state hangs on it, or a verdict is unknown without it.
 *
 * @typedef {{ fact: FactInfo, weight: number, decides: boolean }} Needed
 */

/**
 * What asks the engine for an order as it might be.
 *
 * @param {View} view
 * @returns {Ask}
 */
export function askFor({ role, now, locale }) {
  return (order) => {
    try {
      return preview(order, { ...roleOption(role), now, locale });
    } catch {
      return null;
    }
  };
}

/** By how much a change tells. */
const WEIGHTS = { state: 8, headline: 6, verdict: 3, duty: 2, transition: 2, until: 1 };
/** A fact without which something cannot be told comes before any that has a default. */
const MISSING = 100;
/** From which weight on a fact decides. */
const DECIDES = WEIGHTS.headline;

/**
 * The facts that have not been told and would change the answer.
 *
 * @param {PageOrder} order
 * @param {string} role
 * @param {number} now
 * @param {{ facts: FactInfo[], unsure: string[], ask: Ask }} given
 * @returns {Needed[]}
 */
export function neededFacts(order, role, now, { facts, unsure, ask }) {
  const answer = ask(order);
  if (answer === null) return [];
  const before = digest(answer, role);
  const missing = new Set(answer.actions.flatMap((action) => /** @type {string[]} */ (action.missing)));
  const open = facts.filter(({ id }) => order[id] === undefined && !unsure.includes(id));
  const needed = open.map((fact) => {
    const changed = candidates(fact, order, facts, now).map((tried) => {
      const other = ask(tried);
      return other === null ? 0 : difference(before, digest(other, role));
    });
    const weight = Math.max(0, ...changed);
    const isMissing = weight > 0 && missing.has(fact.id);
    return { fact, weight: weight + (isMissing ? MISSING : 0), decides: isMissing || weight >= DECIDES };
  });
  return needed.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
}

/**
 * The order with each value that a fact may well have. What is told together with it is supposed too.
 *
 * @param {FactInfo} fact
 * @param {PageOrder} order
 * @param {FactInfo[]} facts
 * @param {number} now
 */
function candidates(fact, order, facts, now) {
  return plausible(fact, now).map((value) => {
    const tried = { ...order, [fact.id]: value };
    if (value === null) return tried;
    for (const id of fact.together) {
      const other = facts.find((one) => one.id === id);
      if (other !== undefined && tried[id] === undefined) tried[id] = plausible(other, now)[0];
    }
    return tried;
  });
}

/**
 * @param {FactInfo} fact
 * @param {number} now
 * @returns {Scalar[]}
 */
function plausible(fact, now) {
  /** @type {Scalar[]} */
  const none = fact.nullable || (fact.hasDefault && fact.default === null) ? [null] : [];
  const instants = (/** @type {number[]} */ lengths) => lengths.map((length) => new Date(now + length).toISOString());
  switch (fact.type) {
    case "bool":
      return [true, false];
    case "choice":
      return [...fact.choices.map(({ id }) => id), ...none];
    case "timestamp":
      return [...instants(fact.deadline ? [DAY, -DAY] : [-HOUR, -5 * DAY, -30 * DAY]), ...none];
    case "int":
    case "money":
      return [fact.min ?? 0, (fact.min ?? 0) + 1, ...none];
    default:
      return none;
  }
}

/**
 * What a person acts on, by kinds that weigh differently.
 *
 * @param {Preview} answer
 * @param {string} role
 */
function digest(answer, role) {
  const { kind, action, duty, transition } = headlineOf(answer, role);
  const told = [answer, ...answer.editions];
  const key = (/** @type {{ id: string }} */ { id }) => id;
  return {
    state: told.map(({ state }) => `${state.effective} ${state.possible.join()}`).join(),
    headline: [kind, action?.id, duty?.rule, transition?.rule].join(),
    verdicts: new Map(answer.actions.map((one) => [key(one), `${one.verdict} ${one.harm}`])),
    untils: new Map(answer.actions.map((one) => [key(one), `${one.until} ${one.opensAt} ${one.safeUntil}`])),
    duties: told.map(({ duties }) => duties.map((one) => `${one.rule} ${one.due} ${one.overdue}`).join()).join(";"),
    transitions: told.map(({ ifNobodyActs }) => ifNobodyActs.map((one) => `${one.rule} ${one.at}`).join()).join(";"),
  };
}

/**
 * @param {ReturnType<typeof digest>} one
 * @param {ReturnType<typeof digest>} other
 */
function difference(one, other) {
  let weight = 0;
  if (one.state !== other.state) weight += WEIGHTS.state;
  if (one.headline !== other.headline) weight += WEIGHTS.headline;
  if (one.duties !== other.duties) weight += WEIGHTS.duty;
  if (one.transitions !== other.transitions) weight += WEIGHTS.transition;
  for (const [id, verdict] of other.verdicts) {
    if (one.verdicts.get(id) !== verdict) weight += WEIGHTS.verdict;
    else if (one.untils.get(id) !== other.untils.get(id)) weight += WEIGHTS.until;
  }
  return weight;
}
