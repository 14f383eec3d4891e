// What the engine says of orders, in the words of a query.

/**
 * @import { Action, Policy, Preview } from "torihiki"
 * @import { Order } from "./orders.mjs"
 */

/**
 * The answers to each action of each role, for each order: the columns of a query after those that are kept, as one text.
 *
 * @param {{ preview(order: object, options: object): Preview }} engine
 * @param {Order[]} orders
 * @param {{ now: number, also: object }} at `also` is what every order has
 * @returns {Map<string, string[]>} by action and role
 */
export function answersOf(engine, orders, { now, also }) {
  /** @type {Map<string, string[]>} */
  const answers = new Map();
  for (const order of orders) {
    const { actions, state } = engine.preview({ ...order, ...also }, { now, parts: [] });
    const where = state.possible.length === 1 ? state.possible[0] : "";
    for (const action of actions) {
      const key = keyOf(action.id, action.role);
      const list = answers.get(key) ?? [];
      answers.set(key, list);
      list.push(["", where, action.verdict, ...statuses(action)].join());
    }
  }
  return answers;
}

/**
 * How each requirement came out, and after it each of its alternatives.
 *
 * @param {Action} action
 */
function statuses({ reasons }) {
  return reasons.flatMap(({ status, alternatives }) => [status, ...alternatives.map(({ status }) => status)]);
}

/**
 * @param {string} action
 * @param {string} role
 */
export const keyOf = (action, role) => `${action} by ${role}`;
