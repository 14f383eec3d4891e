/** Whether an answer says that there is nothing, or only that it is not known. */

/** @import { Description, Duty, EditionId, Order, Preview } from "torihiki" */
/** @import { Names } from "./types.js" */

/**
 * The facts without which nobody can say whether anything happens by itself; null where an answer that foresees nothing
 * is sure of it. None is named where only the answer says that its state may change.
 *
 * @param {Pick<Preview, "state" | "next">} answer
 * @param {Pick<Order, "state"> | null} order
 * @param {Pick<Names, "factsOfTransitions">} names
 * @returns {string[] | null}
 */
export function openFuture({ state, next }, order, { factsOfTransitions }) {
  const given = /** @type {Record<string, unknown>} */ (order ?? {});
  const recorded = state.transitions.flatMap(({ rule }) => factsOfTransitions.set.get(rule) ?? []);
  const isGiven = (/** @type {string} */ fact) => (given[fact] ?? null) !== null || recorded.includes(fact);
  const read = new Set(state.possible.flatMap((id) => factsOfTransitions.from.get(id) ?? []));
  const missing = [...read].filter((fact) => {
    const { hasDefault = true, together = [] } = factsOfTransitions.facts.get(fact) ?? {};
    return !isGiven(fact) && (!hasDefault || together.some(isGiven));
  });
  const isOpen = missing.length > 0 || state.possible.length > 1 || next?.what === "state";
  return isOpen ? missing : null;
}

/**
 * What transitions read and record: by the state from which they lead, the facts; by rule, what a transition writes down
 * itself; and of each fact, whether it is known where an order leaves it out, and what it is given together with.
 *
 * @param {Description} description
 * @returns {Names["factsOfTransitions"]}
 */
export function factsOfTransitions({ transitions, facts, values, datedBy }) {
  /** @type {Map<string, { hasDefault: boolean, together: string[] }>} */
  const known = new Map(facts.map(({ id, hasDefault, together }) => [id, { hasDefault, together }]));
  /** @type {Map<string, string[]>} */
  const behind = new Map(values.map((value) => [value.id, value.facts]));
  const read = (/** @type {string | null} */ text) =>
    (text?.match(/[A-Za-z]\w*/g) ?? []).flatMap((name) => behind.get(name) ?? [name]).filter((name) => known.has(name));
  /** @type {Map<string, string[]>} */
  const from = new Map();
  for (const { from: states, when, at, inForce, params } of transitions) {
    const dated = datedBy !== null && (inForce !== null || params.length > 0) ? [datedBy] : [];
    for (const state of states) from.set(state, [...(from.get(state) ?? []), ...read(when), ...read(at), ...dated]);
  }
  return { from, set: new Map(transitions.map(({ rule, set }) => [rule, set.map(({ fact }) => fact)])), facts: known };
}

/**
 * Whether a duty has a deadline that the answer cannot tell. `overdue` is null where it is not known, and a date that
 * may be one of several is none of the answer, though the policy has one.
 *
 * @param {Pick<Duty, "rule" | "due" | "overdue">} duty
 * @param {Pick<Names, "datedDuties">} [names]
 */
export function isDueOpen({ rule, due, overdue }, names) {
  return due === null && (overdue === null || names?.datedDuties.has(rule) === true);
}
