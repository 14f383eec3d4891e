/** Tells a screen reader what has come of something. */

/** How long an answer stands still before a screen reader is told of it, so that typing is not talked over. */
const AFTER = 600;

/**
 * Tells a text in a place that screen readers listen to, once no other has come for a while.
 *
 * @param {HTMLElement} place
 */
export function teller(place) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let announcement;
  return (/** @type {string} */ text) => {
    clearTimeout(announcement);
    announcement = setTimeout(() => {
      // The same words again would be read again.
      if (place.textContent !== text) place.textContent = text;
    }, AFTER);
  };
}
