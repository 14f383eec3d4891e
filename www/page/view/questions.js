/** The questions about an order of somebody's own, in an order that stays while they are answered. */

import { neededFacts } from "./telling.js";
import { instantOf } from "../../shared/time.js";

/** @import { FactInfo } from "torihiki" */
/** @import { PageDescription, View } from "../types.js" */
/** @import { Ask, Needed } from "./telling.js" */

/** How many questions are open at a time: few enough to be read at a glance. */
const OPEN = 4;

/**
 * Makes what chooses the questions: `of(view, description, ask)` gives the facts to ask for, and how many more would
 * change the answer. One that has been asked for keeps its place.
 */
export function questionKeeper() {
  let [deal, asked] = ["", /** @type {string[]} */ ([])];
  let [signature, needed] = ["", /** @type {Needed[]} */ ([])];

  return (/** @type {View} */ view, /** @type {PageDescription} */ description, /** @type {Ask} */ ask) => {
    const { order, role, unsure } = view;
    const { facts } = description;
    const current = signatureOf(view, facts);
    if (current !== signature) {
      signature = current;
      needed = neededFacts(order, role, instantOf(view.now), { facts, unsure, ask });
    }
    const dealt = `${order.policy} ${role} ${order.state}`;
    const isTold = (/** @type {string} */ id) => order[id] !== undefined || unsure.includes(id);
    if (dealt !== deal) {
      deal = dealt;
      const known = facts.map(({ id }) => /** @type {string} */ (id));
      asked = [...Object.keys(order), ...unsure].filter((id) => known.includes(id));
    }
    const open = asked.filter((id) => !isTold(id) && needed.some(({ fact }) => fact.id === id));
    const more = needed.filter(({ fact, decides }) => decides && !asked.includes(fact.id));
    const added = more.slice(0, Math.max(0, OPEN - open.length)).map(({ fact }) => /** @type {string} */ (fact.id));
    const told = facts
      .filter(({ id }) => isTold(id) && !asked.includes(id))
      .map(({ id }) => /** @type {string} */ (id));
    asked = [...asked, ...told, ...added];
    const questions = asked.flatMap((id) => facts.find((fact) => fact.id === id) ?? []);
    return { questions, isDone: open.length + added.length === 0 };
  };
}

/**
 * What the questions depend on: which facts have been told, and what they are where there are few possibilities. Which
 * instant it is matters less, and must not change the questions while somebody types it.
 *
 * @param {View} view
 * @param {FactInfo[]} facts
 */
function signatureOf({ order, role, unsure }, facts) {
  const told = facts.map(({ id, type }) => {
    const value = order[id];
    return value === undefined || value === null || type === "bool" || type === "choice" ? value : "told";
  });
  return JSON.stringify([
    order.policy,
    order.edition,
    order.state,
    role,
    unsure,
    told.map((one) => one ?? String(one)),
  ]);
}
