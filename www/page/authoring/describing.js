/** Policies that were written as the page describes them, each once: describing one takes longer than an answer. */

/**
 * @import { Locale, Policy } from "torihiki"
 * @import { PageDescription } from "../types.js"
 * @import { HandedOn } from "./authoring.js"
 */

const described = /** @type {WeakMap<Policy, Map<string, PageDescription>>} */ (new WeakMap());

/**
 * @param {Policy} policy
 * @param {string | null} edition
 * @param {Locale} locale
 * @param {HandedOn["describedBy"]} describedBy
 */
export function descriptionOf(policy, edition, locale, describedBy) {
  const all = described.get(policy) ?? new Map();
  described.set(policy, all);
  const key = `${edition} ${locale}`;
  const found =
    all.get(key) ?? describedBy((options) => policy.describe(options), /** @type {any} */ (edition), locale);
  all.set(key, found);
  return found;
}
