/**
 * What somebody has written, kept so that nothing is lost by reloading or by closing the tab.
 *
 * Each tab has its own. A new one begins with what was written last, wherever that was, and it is sent nowhere.
 */

const KEY = "torihiki.document";
/** It goes up with every change of what is kept. */
const FORM = 1;

/**
 * What is kept: whether it is open, what is looked at, the texts, and what they were before they were replaced as a whole.
 *
 * @typedef {{ document: string, tests: string, order: string, role: string, now: string }} Written
 *
 * @typedef {{ isOpen: boolean, sheet: string, pane: string, written: Written, before: Written | null }} Kept
 */

/** @returns {Partial<Kept>} */
export function kept() {
  return keptIn(() => sessionStorage) ?? keptIn(() => localStorage) ?? {};
}

/**
 * @param {() => Storage} storage which throws where it is forbidden
 * @returns {Partial<Kept> | null}
 */
function keptIn(storage) {
  try {
    const found = JSON.parse(storage().getItem(KEY) ?? "null");
    return found?.form === FORM ? found : null;
  } catch {
    // Storage that is forbidden, or that somebody else has written to.
    return null;
  }
}

/** @param {Partial<Kept>} change */
export function keep(change) {
  const all = JSON.stringify({ ...kept(), ...change, form: FORM });
  const { isOpen: _, ...lasting } = { ...kept(), ...change };
  keepIn(() => sessionStorage, all);
  // Whoever comes another time opens it by themselves.
  keepIn(() => localStorage, JSON.stringify({ ...lasting, form: FORM }));
}

/**
 * @param {() => Storage} storage
 * @param {string} text
 */
function keepIn(storage, text) {
  try {
    storage().setItem(KEY, text);
  } catch {
    // Then it lasts until the page is left.
  }
}
