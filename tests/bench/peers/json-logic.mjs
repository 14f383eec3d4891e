// The rules as JsonLogic, which `json-logic-js` interprets and `json-logic-engine` compiles. JsonLogic has no names for
// values in between, so the state is worked out by a first rule and handed to the second.

/** @import { Facts, Peer, Reasons, Verdicts } from "../rules.mjs" */

import { ACTIONS, IDS, UNSHIPPED, facts, told } from "../rules.mjs";

/** @param {string} name */
const named = (name) => ({ var: name });
/** @param {string} name */
const absent = (name) => ({ "===": [named(name), /** @type {null} */ (null)] });
/** @param {string} name */
const present = (name) => ({ "!==": [named(name), /** @type {null} */ (null)] });

export const EFFECTIVE = {
  if: [
    {
      and: [
        { in: [named("state"), UNSHIPPED] },
        present("cancelRequestedAt"),
        present("shipBy"),
        { ">=": [named("cancelRequestedAt"), named("shipBy")] },
        { ">=": [named("now"), named("cancelRequestedAt")] },
      ],
    },
    "cancelled",
    named("state"),
  ],
};
/** @type {Record<string, unknown>} */
const CONDITIONS = {
  "pending-request": present("cancelRequestedAt"),
  "in-stock": { "!": [named("outOfStock")] },
  ground: { or: [{ in: [named("effective"), ["handed-over", "packed"]] }, named("madeToOrder")] },
  "not-overdue": {
    or: [absent("cancelRequestedAt"), absent("shipBy"), { "<": [named("cancelRequestedAt"), named("shipBy")] }],
  },
  prohibited: false,
};
/** @param {string} id */
const requirements = (id) => [
  { in: [named("effective"), ACTIONS[id].from] },
  ...ACTIONS[id].requires.map((name) => CONDITIONS[name]),
];

/** One list with the verdict of each action, and one with every requirement in turn. */
export const VERDICTS = IDS.map((id) => ({ and: requirements(id) }));
export const REASONS = IDS.flatMap(requirements);

/**
 * @param {(data: object) => any} effective
 * @param {(data: object) => any} verdicts
 * @param {(data: object) => any} reasons
 * @returns {Peer}
 */
export function answers(effective, verdicts, reasons) {
  /** @type {(...given: Parameters<typeof facts>) => Facts & { effective: string }} */
  const input = (order, now) => {
    const given = facts(order, now);
    const data = Object.assign(given, { effective: given.state });
    data.effective = effective(data);
    return data;
  };
  return {
    verdicts(order, now) {
      const holds = verdicts(input(order, now));
      /** @type {Verdicts} */
      const said = {};
      for (let index = 0; index < IDS.length; index += 1) said[IDS[index]] = holds[index] ? "allowed" : "denied";
      return said;
    },
    reasons(order, now) {
      const holds = reasons(input(order, now));
      /** @type {Reasons} */
      const said = {};
      let at = 0;
      for (const id of IDS) {
        const count = ACTIONS[id].requires.length + 1;
        said[id] = told(id, holds.slice(at, at + count));
        at += count;
      }
      return said;
    },
  };
}
