// A machine with a state for each state, asked with `can`. The guards are functions, so the rules are code, not data.

/** @import { Facts, Peer, Reasons, Verdicts } from "../rules.mjs" */

import { and, setup as define } from "xstate";
import { ACTIONS, IDS, UNSHIPPED, facts, told } from "../rules.mjs";

export const name = "XState 5 `can`";

/** @type {Record<string, (given: { context: Facts }) => boolean>} */
const guards = {
  overdue: ({ context: { cancelRequestedAt, shipBy, now } }) =>
    cancelRequestedAt !== null && shipBy !== null && cancelRequestedAt >= shipBy && now >= cancelRequestedAt,
  "pending-request": ({ context }) => context.cancelRequestedAt !== null,
  "in-stock": ({ context }) => !context.outOfStock,
  ground: ({ context }) => context.state === "handed-over" || context.state === "packed" || context.madeToOrder,
  "not-overdue": ({ context: { cancelRequestedAt, shipBy } }) =>
    cancelRequestedAt === null || shipBy === null || cancelRequestedAt < shipBy,
  prohibited: () => false,
};

/**
 * Where an action leads does not matter to `can`, so it leads nowhere.
 *
 * @param {[type: string, from: string[] | null, guard: unknown][]} events
 */
function machineOf(events) {
  /** @type {Record<string, any>} */
  const states = {
    "in-transit": { on: {} },
    delivered: { on: {} },
    "return-requested": { on: {} },
    cancelled: { on: {} },
  };
  for (const state of UNSHIPPED) states[state] = { always: { guard: "overdue", target: "cancelled" }, on: {} };
  for (const [type, from, guard] of events) {
    for (const state of from ?? Object.keys(states)) states[state].on[type] = { guard, actions: () => {} };
  }
  return define(/** @type {any} */ ({ guards })).createMachine(
    /** @type {any} */ ({ context: {}, initial: "preparing", states }),
  );
}

/** @returns {Promise<Peer>} */
export async function setup() {
  /** @param {string[]} requires */
  const guard = (requires) =>
    requires.length === 0 ? undefined : requires.length === 1 ? requires[0] : and(/** @type {any} */ (requires));
  const actions = machineOf(IDS.map((id) => [id, ACTIONS[id].from, guard(ACTIONS[id].requires)]));
  /** @type {Parameters<typeof machineOf>[0]} */
  const parts = [];
  for (const id of IDS) {
    parts.push([`${id} 0`, ACTIONS[id].from, undefined]);
    ACTIONS[id].requires.forEach((name, index) => parts.push([`${id} ${index + 1}`, null, name]));
  }
  const each = machineOf(parts);
  const asked = IDS.map((type) => ({ type }));
  const askedEach = IDS.map((id) => [0, ...ACTIONS[id].requires].map((_, index) => ({ type: `${id} ${index}` })));

  /**
   * @param {any} machine
   * @param {Parameters<typeof facts>} given
   */
  const snapshot = (machine, ...given) => {
    const context = facts(...given);
    // `resolveState` takes no transition by itself, so the machine is asked whether it would.
    if (UNSHIPPED.includes(context.state) && guards.overdue({ context })) context.state = "cancelled";
    return machine.resolveState({ value: context.state, context });
  };
  return {
    verdicts(order, now) {
      const at = snapshot(actions, order, now);
      /** @type {Verdicts} */
      const said = {};
      for (const event of asked) said[event.type] = at.can(event) ? "allowed" : "denied";
      return said;
    },
    reasons(order, now) {
      const at = snapshot(each, order, now);
      /** @type {Reasons} */
      const said = {};
      IDS.forEach((id, index) => {
        said[id] = told(
          id,
          askedEach[index].map((event) => at.can(event)),
        );
      });
      return said;
    },
  };
}
