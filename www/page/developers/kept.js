/** What somebody has typed and chosen in the playground, kept as long as the tab is, so that nothing is lost by reloading. */

const KEY = "torihiki.playground";
/** It goes up with every change of what is kept. */
const FORM = 1;

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

/**
 * What is kept, if anything. What another version of the page has kept in another form is left alone.
 *
 * @returns {Partial<Kept>}
 */
export function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return found.form === FORM ? found : {};
  } catch {
    // Storage that is forbidden, or that somebody else has written to.
    return {};
  }
}

/** @param {Partial<Kept>} change */
export function keep(change) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...kept(), ...change, form: FORM }));
  } catch {
    // Then it lasts until the page is left.
  }
}
