/** What a host should mend, told on the console: nobody who only reads the page can do anything about it. */

/** @import { Preview } from "torihiki" */

/** @type {Set<string>} */
const told = new Set();

/**
 * Warns once of each thing, however many elements there are.
 *
 * @param {string} text
 */
export function warn(text) {
  if (told.has(text)) return;
  told.add(text);
  // eslint-disable-next-line no-console -- here is where it is meant to be told
  console.warn(`<torihiki-order>: ${text}`);
}

/**
 * Warns of a role that was meant to say whose actions are shown, and says nothing to the element: a buyer would see the
 * seller's actions too.
 *
 * @param {Element} element
 * @param {Preview} answer
 */
export function warnOfRole(element, { actions }) {
  const role = element.getAttribute("role");
  if (role === null || !actions.some((action) => action.role === role)) return;
  warn(`\`role\` is an attribute of ARIA; say whose actions are shown with \`party="${role}"\``);
}
