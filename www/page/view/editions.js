/** Which editions a policy has. */

import { describe, policyCache } from "./engine.js";

/** @import { EditionId, EditionInfo, PolicyId } from "torihiki" */
/** @import { PageOrder } from "../types.js" */

/** What the policies have, as far as it has been asked for: describing one takes longer than an answer. */
const known = /** @type {Map<string, EditionInfo[]>} */ (policyCache());

/**
 * The editions of a policy; empty where it distinguishes none. Their labels are in the policy's first language.
 *
 * @param {PolicyId} policy
 */
export function editionsOf(policy) {
  const editions = known.get(policy) ?? describe(policy).editions;
  known.set(policy, editions);
  return editions;
}

/**
 * The edition that counts where an order names none; `null` where there is only one, without a name.
 *
 * @param {PolicyId} policy
 * @returns {EditionId | null}
 */
export function defaultEdition(policy) {
  return editionsOf(policy).find((edition) => edition.default)?.id ?? null;
}

/**
 * An order in an edition that has its state: the one that was chosen, else the default one, else any.
 *
 * @param {PageOrder} order
 * @param {EditionId | null} chosen
 * @returns {PageOrder}
 */
export function inKnownEdition(order, chosen) {
  const { policy, edition, state } = order;
  const all = [chosen, defaultEdition(policy), ...editionsOf(policy).map(({ id }) => id)];
  const has = (/** @type {EditionId | null} */ id) =>
    id !== null && describe(policy, { edition: id }).states.some((one) => one.id === state);
  return { ...order, edition: all.find(has) ?? edition };
}
