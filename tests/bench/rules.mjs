// What everybody in the race has in common: the rules of `qoo10` for a seller, by the guide, and the host's part of the
// work, which is to turn an order into the values that a condition compares. Everybody pays for `facts`.

/** @import { InstantLike } from "torihiki" */

/**
 * @typedef {Record<string, string>} Verdicts by the id of the action
 * @typedef {{ verdict: string, reasons: { rule: string, status: string }[] }} Told
 * @typedef {Record<string, Told>} Reasons by the id of the action
 * @typedef {ReturnType<typeof facts>} Facts
 * @typedef {typeof import("torihiki") & { verdicts?: (order: object, options: object) => { verdicts: Record<string, Verdicts> } }} Torihiki
 * @typedef {import("torihiki").Order<"qoo10">} Parcel
 * @typedef {import("torihiki").Preview<"qoo10">} Answer
 *
 * @typedef {object} Peer
 * @property {(order: Parcel, now: number) => Verdicts | Promise<Verdicts>} verdicts
 * @property {(order: Parcel, now: number) => Reasons | Promise<Reasons>} reasons
 *
 * What a module in `peers` exports.
 *
 * @typedef {object} Entrant
 * @property {string} name as the table has it
 * @property {boolean} [isAsync]
 * @property {(library?: any) => Promise<Peer>} setup takes the library where it is not bundled with what asks it
 */

/** The states before shipping, as Qoo10 sees it. */
export const UNSHIPPED = ["preparing", "packed", "handed-over"];
const HERE = ["preparing", "packed"];

/**
 * Each action with its requirements, beside that of the state.
 *
 * @type {Record<string, { from: string[], requires: string[] }>}
 */
export const ACTIONS = {
  "approve-cancel": { from: UNSHIPPED, requires: ["pending-request", "in-stock"] },
  "refuse-cancel": { from: UNSHIPPED, requires: ["pending-request", "ground", "not-overdue"] },
  "cancel-for-shop": { from: HERE, requires: [] },
  "ask-buyer-to-cancel": { from: HERE, requires: ["prohibited"] },
  pack: { from: ["preparing"], requires: [] },
  "hand-over": { from: HERE, requires: [] },
  "enter-tracking": { from: ["handed-over"], requires: [] },
};
export const IDS = Object.keys(ACTIONS);

/** Every requirement of every action by its rule, in order: what "with all reasons" has to say. */
export const RULES = Object.fromEntries(
  Object.entries(ACTIONS).map(([id, { requires }]) => [
    id,
    ["state", ...requires].map((name) => `qoo10.${id}.${name}`),
  ]),
);

/** @param {InstantLike | null | undefined} value */
const instant = (value) =>
  value === undefined || value === null ? null : typeof value === "string" ? Date.parse(value) : Number(value);

/**
 * @param {Parcel} order
 * @param {number} now
 */
export function facts(order, now) {
  return {
    state: /** @type {string} */ (order.state),
    now,
    cancelRequestedAt: instant(order.cancelRequestedAt),
    shipBy: instant(order.shipBy),
    madeToOrder: order.madeToOrder === true,
    outOfStock: order.outOfStock === true,
  };
}

/**
 * A verdict and each reason, from what came of each requirement.
 *
 * @param {string} id
 * @param {boolean[]} outcomes
 * @returns {Told}
 */
export function told(id, outcomes) {
  const rules = RULES[id];
  const reasons = [];
  let verdict = "allowed";
  for (let index = 0; index < rules.length; index += 1) {
    const holds = outcomes[index];
    if (!holds) verdict = "denied";
    reasons.push({ rule: rules[index], status: holds ? "satisfied" : "violated" });
  }
  return { verdict, reasons };
}
