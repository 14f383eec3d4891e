/** The policies as the page shows them, each described once: describing one takes longer than an answer. */

import { describe, policyCache } from "./engine.js";

/** @import { Description, EditionId, Locale, PolicyId } from "torihiki" */
/** @import { PageDescription } from "../types.js" */

const descriptions = /** @type {Map<string, PageDescription>} */ (policyCache());

/**
 * A policy in an edition and a language. `everyState` also holds the states that only another edition has: an order may
 * be in one of them when the edition is changed.
 *
 * @param {PolicyId} policy
 * @param {EditionId | null} edition
 * @param {Locale} locale
 * @returns {PageDescription}
 */
export function descriptionOf(policy, edition, locale) {
  const key = `${policy} ${edition} ${locale}`;
  const found = descriptions.get(key);
  if (found !== undefined) return found;
  const description = describedBy((options) => describe(policy, options), edition, locale);
  descriptions.set(key, description);
  return description;
}

/**
 * The same of whatever policy it is that is described.
 *
 * @param {(options: { edition?: any, locale: Locale }) => Description} describeOne
 * @param {EditionId | null} edition
 * @param {Locale} locale
 * @returns {PageDescription}
 */
export function describedBy(describeOne, edition, locale) {
  const own = describeOne({ edition, locale });
  const others = own.editions.filter(({ id }) => id !== edition);
  const lists = [own.states, ...others.map(({ id }) => describeOne({ edition: id, locale }).states)];
  // The order of the edition that has most of them, which is the order of a deal.
  const states = lists.sort((one, other) => other.length - one.length).flat();
  const everyState = [...new Map(states.map((state) => [state.id, state])).values()];
  return { ...own, everyState };
}
