/** What a host should mend, told on the console: nobody who only reads the page can do anything about it. */

import { isNothing, levelIn, wordsIn } from "./inputs.js";

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

/**
 * The words of the attributes that say how an answer is shown.
 *
 * @type {Record<"size" | "hide", string[]>}
 */
const WORDS = {
  size: ["compact", "full"],
  hide: ["state", "headline", "verbs", "actions", "denied", "unknown", "duties", "outlook", "basis"],
};

/**
 * Warns of what is set and says nothing to the element, which leaves it out.
 *
 * @param {{ size: unknown, hide: unknown, headingLevel: unknown }} element
 */
export function warnOfWords({ size, hide, headingLevel }) {
  if (!isNothing(size)) warnOfWord("size", size, "one of");
  for (const word of wordsIn(hide)) warnOfWord("hide", word, "words with a space in between,");
  if (isNothing(headingLevel) || levelIn(headingLevel) !== null) return;
  warn(`\`heading-level\` takes a whole number from 1 to 6, and not ${quoted(headingLevel)}`);
}

/**
 * @param {keyof typeof WORDS} attribute
 * @param {unknown} word
 * @param {string} takes
 */
function warnOfWord(attribute, word, takes) {
  const known = WORDS[attribute];
  if (known.includes(/** @type {string} */ (word))) return;
  const meant = typeof word === "string" && word.length < 100 ? meantBy(word, known) : null;
  const help = meant === null ? "" : `; did you mean ${quoted(meant)}?`;
  warn(`\`${attribute}\` takes ${takes} ${known.map(quoted).join(", ")}, and not ${quoted(word)}${help}`);
}

/**
 * What was meant by a word that is not known: several of them with another sign in between, or the nearest one.
 *
 * @param {string} word
 * @param {string[]} known
 */
function meantBy(word, known) {
  const parts = word.split(/[,;|]/).filter((part) => part !== "");
  if (parts.every((part) => known.includes(part))) return parts.join(" ");
  const [[nearest, distance]] = known
    .map((one) => /** @type {[string, number]} */ ([one, distanceOf(word.toLowerCase(), one)]))
    .sort(([, one], [, other]) => one - other);
  return distance <= Math.max(1, nearest.length / 3) ? nearest : null;
}

/**
 * How many letters have to be put in, left out or changed to make one word of another.
 *
 * @param {string} from
 * @param {string} to
 */
function distanceOf(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [done, letter] of [...from].entries()) {
    const next = [done + 1];
    for (let at = 1; at <= to.length; at += 1) {
      next.push(Math.min(next[at - 1] + 1, row[at] + 1, row[at - 1] + (letter === to[at - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}

/**
 * A value as a warning repeats it.
 *
 * @param {unknown} value
 */
function quoted(value) {
  if (value !== null && ["object", "function"].includes(typeof value)) return `a value of the type \`${typeof value}\``;
  const text = String(value);
  return `\`${text.length < 100 ? text : `${text.slice(0, 100)}…`}\``;
}
