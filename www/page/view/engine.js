/**
 * The functions of the package for whichever policy an order names: a built-in one, or the one that the reader has written.
 *
 * The page asks these, so that whatever it shows, it shows of any policy.
 */

import * as builtIn from "torihiki";

/** @import { Policy, PolicyId, PolicySummary } from "torihiki" */

const KEY = "torihiki.brought";

/** @type {Policy | null} */
let brought = null;
/** What is to be forgotten once another policy has the same id. */
const caches = /** @type {Map<unknown, unknown>[]} */ ([]);

/**
 * A cache of what follows from policies alone.
 *
 * @template Value
 * @returns {Map<string, Value>}
 */
export function policyCache() {
  const cache = /** @type {Map<string, Value>} */ (new Map());
  caches.push(cache);
  return cache;
}

/**
 * Has the page know a policy beside the built-in ones, in place of the one before. It is kept as long as the tab is.
 *
 * @param {Uint8Array<ArrayBuffer>} compiled
 */
export function bring(compiled) {
  const policy = builtIn.Policy.load(compiled);
  // The id of a built-in policy is that policy's own.
  if (builtIn.policies().some(({ id }) => id === policy.id)) return;
  brought = policy;
  for (const cache of caches) cache.clear();
  try {
    sessionStorage.setItem(KEY, btoa(Array.from(compiled, (byte) => String.fromCharCode(byte)).join("")));
  } catch {
    // Then it lasts until the page is left.
  }
}

/** Brings along again what was brought in this tab, if it can still be loaded. */
export function bringAgain() {
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept !== null) brought = builtIn.Policy.load(Uint8Array.from(atob(kept), (sign) => sign.charCodeAt(0)));
  } catch {
    // Another version of the page has kept it, or somebody else has.
  }
}

/**
 * The policy of an id where it is the one that was brought along.
 *
 * @param {unknown} id
 */
export function broughtPolicy(id) {
  return brought !== null && brought.id === id ? brought : null;
}

/** @param {unknown} order */
const ofOrder = (order) => broughtPolicy(/** @type {{ policy?: unknown } | null | undefined} */ (order)?.policy);

/** @type {typeof builtIn.preview} */
export const preview = (order, options) => ofOrder(order)?.preview(order, options) ?? builtIn.preview(order, options);

/** @type {typeof builtIn.timeline} */
export const timeline = (order, options) =>
  ofOrder(order)?.timeline(order, options) ?? builtIn.timeline(order, options);

/** @type {typeof builtIn.apply} */
export const apply = (order, action, options) =>
  /** @type {any} */ (ofOrder(order)?.apply(order, action, options) ?? builtIn.apply(order, action, options));

/** @type {typeof builtIn.ways} */
export const ways = (order, options) => ofOrder(order)?.ways(order, options) ?? builtIn.ways(order, options);

/** @type {typeof builtIn.calendar} */
export const calendar = (order, options) => {
  const own = ofOrder(order);
  return own === null ? builtIn.calendar(order, options) : own.calendar(order, options);
};

/**
 * @param {string} policy
 * @param {{ edition?: any, locale?: any }} [options]
 * @returns {import("torihiki").Description}
 */
export function describe(policy, options) {
  return broughtPolicy(policy)?.describe(options) ?? builtIn.describe(/** @type {PolicyId} */ (policy), options);
}

/** @returns {PolicySummary[]} */
export function policies() {
  if (brought === null) return builtIn.policies();
  const { id, version } = brought;
  const [ja, en] = ["ja", "en"].map((locale) => brought?.describe({ locale }).label ?? id);
  return [...builtIn.policies(), /** @type {any} */ ({ id, version, label: { ja, en } })];
}
