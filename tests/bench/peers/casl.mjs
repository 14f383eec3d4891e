// CASL compares a field with a constant, never with another field or the time: what needs that is worked out before, in
// JavaScript. With reasons, each requirement is an action of its own.

/** @import { Peer, Reasons, Verdicts } from "../rules.mjs" */

import { createMongoAbility, subject } from "@casl/ability";
import { ACTIONS, IDS, UNSHIPPED, facts, told } from "../rules.mjs";

export const name = "CASL, what it cannot say in JavaScript";

/** @type {Record<string, object>} */
const CONDITIONS = {
  "pending-request": { requested: true },
  "in-stock": { outOfStock: false },
  ground: { ground: true },
  "not-overdue": { late: false },
};

/** @returns {Promise<Peer>} */
export async function setup() {
  /** @param {string} id */
  const inState = (id) => ({ state: { $in: ACTIONS[id].from } });
  const actions = createMongoAbility(
    IDS.filter((id) => !ACTIONS[id].requires.includes("prohibited")).map((id) => ({
      action: id,
      subject: "Order",
      conditions: Object.assign(inState(id), ...ACTIONS[id].requires.map((name) => CONDITIONS[name])),
    })),
  );
  const each = createMongoAbility(
    IDS.flatMap((id) => [
      { action: `${id} state`, subject: "Order", conditions: inState(id) },
      ...ACTIONS[id].requires
        .filter((name) => name !== "prohibited")
        .map((name) => ({ action: `${id} ${name}`, subject: "Order", conditions: CONDITIONS[name] })),
    ]),
  );
  const parts = IDS.map((id) => ["state", ...ACTIONS[id].requires].map((name) => `${id} ${name}`));
  /** @type {(...given: Parameters<typeof facts>) => any} */
  const derived = (order, now) => {
    const given = facts(order, now);
    const requested = given.cancelRequestedAt !== null;
    const late = requested && given.shipBy !== null && given.cancelRequestedAt >= given.shipBy;
    if (late && now >= given.cancelRequestedAt && UNSHIPPED.includes(given.state)) given.state = "cancelled";
    const ground = given.madeToOrder || given.state === "packed" || given.state === "handed-over";
    return subject("Order", Object.assign(given, { requested, late, ground }));
  };
  return {
    verdicts(order, now) {
      const it = derived(order, now);
      /** @type {Verdicts} */
      const said = {};
      for (const id of IDS) said[id] = actions.can(id, it) ? "allowed" : "denied";
      return said;
    },
    reasons(order, now) {
      const it = derived(order, now);
      /** @type {Reasons} */
      const said = {};
      IDS.forEach((id, index) => {
        said[id] = told(
          id,
          parts[index].map((part) => each.can(part, it)),
        );
      });
      return said;
    },
  };
}
