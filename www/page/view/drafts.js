/**
 * What has been entered so far, by order: nobody loses anything by looking at an example or at another marketplace.
 *
 * It is kept as addresses, for as long as the tab is open, and sent nowhere.
 */

/** @import { View } from "../types.js" */

const KEY = "torihiki.drafts";

/** @param {View} view */
const nameOf = ({ order, sample }) => `${order.policy} ${sample}`;

/** @returns {Record<string, string>} */
function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    // Storage that is forbidden, or that somebody else has written to.
    return {};
  }
}

const drafts = new Map(Object.entries(stored()));

/**
 * Keeps the address of a view in which something was entered; without one, forgets it.
 *
 * @param {View} view
 * @param {string | null} address
 */
export function keepDraft(view, address) {
  const name = nameOf(view);
  if (drafts.get(name) === (address ?? undefined)) return;
  if (address === null) drafts.delete(name);
  else drafts.set(name, address);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(drafts)));
  } catch {
    // Then it lasts until the page is left.
  }
}

/**
 * The address of what was entered for a policy in an example, or for an order of one's own.
 *
 * @param {string} policy
 * @param {string} sample
 */
export function draftOf(policy, sample) {
  return drafts.get(`${policy} ${sample}`) ?? null;
}

/**
 * The policy of the order of one's own that was entered last.
 */
export function lastOwn() {
  const own = [...drafts.keys()].filter((name) => name.endsWith(" "));
  return own.at(-1)?.trim() ?? "";
}
