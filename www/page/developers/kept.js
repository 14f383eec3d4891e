/** What somebody has typed and chosen in the playground, kept as long as the tab is, so that nothing is lost by reloading. */

const KEY = "torihiki.playground";

/**
 * What is kept: whether it is open, what is chosen, the texts, and what the page looked at when they were typed.
 *
 * @typedef {{
 *   isOpen: boolean,
 *   name: string,
 *   target: string,
 *   action: string,
 *   order: string | null,
 *   options: Record<string, string>,
 *   seen: { order: Record<string, unknown>, options: Record<string, Record<string, unknown>> } | null,
 * }} Kept
 */

/** @returns {Partial<Kept>} */
export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    // Storage that is forbidden, or that somebody else has written to.
    return {};
  }
}

/** @param {Partial<Kept>} change */
export function keep(change) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...kept(), ...change }));
  } catch {
    // Then it lasts until the page is left.
  }
}
