/** The built-in policies that orders name: each is loaded once an element is asked about it, and no other one. */

import { Policy, builtIn, init, loaded, policies } from "torihiki";

/** @import { BuiltInPolicyId, Order } from "torihiki" */

/** Stands for an order that names no built-in policy, and needs the engine alone. */
const ENGINE = "";

/** @typedef {BuiltInPolicyId | typeof ENGINE} Needed what has to be there before an element can be asked */

/**
 * What is there.
 *
 * @type {Set<Needed>}
 */
const there = new Set();

loaded.then(() => there.add(ENGINE));

/**
 * Calls whenever orders can name one more policy, by whichever call of `init`.
 *
 * @param {() => void} tell
 */
export function whenNamed(tell) {
  /** @type {Set<() => void> | undefined} */
  const told = Reflect.get(Policy, Symbol.for("torihiki.named"));
  told?.add(tell);
}

/**
 * What an order needs.
 *
 * @param {unknown} order
 * @param {unknown} policy what the element itself names
 * @param {boolean} isOwn whether a policy is brought along
 * @returns {Needed}
 */
export function neededFor(order, policy, isOwn) {
  const named = policy || policyOf(order);
  return isOwn ? ENGINE : (builtIn.find((id) => id === named) ?? ENGINE);
}

/** @param {unknown} order */
function policyOf(order) {
  try {
    return /** @type {Partial<Order> | null} */ (order)?.policy;
  } catch {
    // An object that cannot be looked at is for the engine to refuse.
    return null;
  }
}

/** @param {Needed} needed */
export function isThere(needed) {
  if (!there.has(needed) && there.has(ENGINE) && policies().some(({ id }) => id === needed)) there.add(needed);
  return there.has(needed);
}

/**
 * Loads it. All elements and the host share one load.
 *
 * @param {Needed} needed
 */
export async function bring(needed) {
  await init({ policies: needed === ENGINE ? [] : [needed] });
  there.add(needed);
}
