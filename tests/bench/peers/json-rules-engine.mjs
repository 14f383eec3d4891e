// A rule for each action; with reasons, a rule for each requirement. What happened by itself is a named condition.

/** @import { Peer, Reasons, Verdicts } from "../rules.mjs" */

import { Engine } from "json-rules-engine";
import { ACTIONS, IDS, UNSHIPPED, facts, told } from "../rules.mjs";

export const name = "json-rules-engine";
export const isAsync = true;

/**
 * @param {string} fact
 * @param {string} operator
 * @param {unknown} value
 */
const is = (fact, operator, value) => ({ fact, operator, value });
const OVERDUE = {
  all: [
    is("state", "in", UNSHIPPED),
    is("cancelRequestedAt", "notEqual", null),
    is("shipBy", "notEqual", null),
    is("cancelRequestedAt", "greaterThanInclusive", { fact: "shipBy" }),
    is("now", "greaterThanInclusive", { fact: "cancelRequestedAt" }),
  ],
};
// Where the order has cancelled itself meanwhile, it is in none of these states any more.
/** @param {string[]} from */
const state = (from) => ({ all: [is("state", "in", from), { not: { condition: "overdue" } }] });
/** @type {Record<string, any>} */
const CONDITIONS = {
  "pending-request": is("cancelRequestedAt", "notEqual", null),
  "in-stock": is("outOfStock", "equal", false),
  ground: { any: [state(["handed-over", "packed"]), is("madeToOrder", "equal", true)] },
  "not-overdue": {
    any: [
      is("cancelRequestedAt", "equal", null),
      is("shipBy", "equal", null),
      is("cancelRequestedAt", "lessThan", { fact: "shipBy" }),
    ],
  },
  prohibited: is("never", "equal", true),
};

/** @param {[type: string, all: any[]][]} rules */
function engineOf(rules) {
  const engine = new Engine([], { replaceFactsInEventParams: false });
  engine.setCondition("overdue", OVERDUE);
  engine.addFact("never", false);
  for (const [type, all] of rules) engine.addRule({ conditions: { all }, event: { type } });
  return engine;
}

/** @returns {Promise<Peer>} */
export async function setup() {
  /** @param {string} id */
  const requirements = (id) => [state(ACTIONS[id].from), ...ACTIONS[id].requires.map((name) => CONDITIONS[name])];
  const actions = engineOf(IDS.map((id) => [id, requirements(id)]));
  const each = engineOf(
    IDS.flatMap((id) =>
      requirements(id).map((condition, index) => /** @type {[string, any[]]} */ ([`${id} ${index}`, [condition]])),
    ),
  );
  const nothing = Object.fromEntries(IDS.map((id) => [id, "denied"]));
  /** @param {{ events: { type: string }[] }} result */
  const types = ({ events }) => events.map(({ type }) => type);
  return {
    async verdicts(order, now) {
      /** @type {Verdicts} */
      const said = { ...nothing };
      for (const type of types(await actions.run(facts(order, now)))) said[type] = "allowed";
      return said;
    },
    async reasons(order, now) {
      const met = new Set(types(await each.run(facts(order, now))));
      /** @type {Reasons} */
      const said = {};
      for (const id of IDS) {
        said[id] = told(
          id,
          [true, ...ACTIONS[id].requires].map((_, index) => met.has(`${id} ${index}`)),
        );
      }
      return said;
    },
  };
}
