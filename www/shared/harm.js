/** What an action does to whoever takes it. */

/** @import { Action, Effect } from "torihiki" */

/** Where severity is about money, a caution costs some. */
const MONEY = ["refund", "payout", "penalty"];

/**
 * What is serious for a role among effects: first what is worst, and of that first what is certain.
 *
 * @param {Effect[]} effects
 * @param {string | null} role left out: for anybody
 */
export function seriousFor(effects, role) {
  const weight = (/** @type {Effect} */ { severity, certainty }) =>
    (severity === "danger" ? 0 : 2) + (certainty === "certain" ? 0 : 1);
  return effects
    .filter((effect) => effect.severity !== "info" && concerns(effect, role))
    .sort((one, other) => weight(one) - weight(other));
}

/**
 * Whether effects hurt a role or cost it money, for sure or perhaps. The engine keeps what does out of its ways.
 *
 * @param {Effect[]} effects
 * @param {string | null} role left out: anybody
 */
export function hurt(effects, role) {
  return seriousFor(effects, role).some(({ severity, kind }) => severity === "danger" || MONEY.includes(kind));
}

/**
 * Whether an action hurts whoever takes it, or costs them money.
 *
 * @param {Pick<Action, "effects" | "role">} action
 */
export function isHarmful({ effects, role }) {
  return hurt(effects, role);
}

/**
 * Whether an effect concerns a role; one without an audience concerns everybody.
 *
 * @param {Effect} effect
 * @param {string | null} role
 */
function concerns({ audience }, role) {
  return role === null || audience.length === 0 || audience.some((one) => one === role);
}
