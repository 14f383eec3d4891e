// Orders of `qoo10`, generated: the same seed gives the same orders. All facts that a verdict needs are known.

/** @import { Order } from "torihiki" */

import { dice } from "../support/dice.mjs";

export const NOW = Date.parse("2026-11-12T10:00:00+09:00");
const HOUR = 3_600_000;
const JAPAN = 9 * HOUR;

/**
 * How an instant is passed: as a text, or as milliseconds.
 *
 * @type {Record<string, (at: number) => string | number>}
 */
export const FORMS = {
  text: (at) => `${new Date(at + JAPAN).toISOString().slice(0, 19)}+09:00`,
  number: (at) => at,
};

const STATES = /** @type {const} */ ([
  ...["preparing", "preparing", "preparing", "packed", "packed", "handed-over", "handed-over"],
  ...["in-transit", "delivered", "cancelled"],
]);

/**
 * @param {number} count
 * @param {string} form
 * @returns {Order<"qoo10">[]}
 */
export function orders(count, form) {
  const write = FORMS[form];
  const { random } = dice(1);
  /**
   * @param {number} from
   * @param {number} to in hours
   */
  const between = (from, to) => Math.floor(from * 60 + random() * (to - from) * 60) * 60_000;
  /**
   * @param {number} chance
   * @param {number} at
   */
  const maybe = (chance, at) => (random() < chance ? write(at) : null);
  return Array.from({ length: count }, () => {
    const state = STATES[Math.floor(random() * STATES.length)];
    const orderedAt = NOW - between(1, 120);
    const isShipped = state === "in-transit" || state === "delivered";
    const order = {
      policy: "qoo10",
      state,
      orderedAt: write(orderedAt),
      shipBy: maybe(0.9, orderedAt + between(12, 144)),
      madeToOrder: random() < 0.2,
      outOfStock: random() < 0.1,
      cancelRequestedAt: maybe(0.6, orderedAt + between(0, 130)),
      cancelRefusedAt: maybe(0.15, orderedAt + between(0, 48)),
      trackingEnteredAt: isShipped ? write(NOW - between(0, 20)) : null,
      monthOrders: Math.floor(random() * 200),
      monthCancels: Math.floor(random() * 14),
      shipDateFixed: random() < 0.7,
      reservation: random() < 0.1,
      ...(state === "delivered" && { deliveredAt: write(NOW - between(0, 10)) }),
    };
    return /** @type {Order<"qoo10">} */ (order);
  });
}
