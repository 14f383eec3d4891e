/** What one can begin with: the small first policy of the command, or a copy of a built-in one. */

import { preview } from "torihiki";
import { firstCases, firstPolicy } from "../../shared/first-policy.js";
import { caseOf } from "./keeping.js";

/**
 * @import { Locale, Order, PolicyId } from "torihiki"
 * @import { Sample } from "../view/samples.js"
 * @import { Written } from "./kept.js"
 */

/** The id of the first policy. */
const FIRST = "our-shop";

/** The small policy that the command writes, with its cases and the order of the first of them. */
export function firstWritten() {
  const cases = firstCases(FIRST);
  return writtenOf(firstPolicy(FIRST), cases, { ...cases[0], role: "" });
}

/**
 * A copy of a built-in policy: its document under an id of its own, since what is changed is another policy. Its cases are
 * the examples of the page with the answers of today, so that whoever changes a rule sees what becomes of them.
 *
 * @param {PolicyId} policy
 * @param {Sample[]} samples
 * @param {Locale} locale
 * @returns {Promise<Written>}
 */
export async function copyOf(policy, samples, locale) {
  const response = await fetch(new URL(`./policies/${policy}.toml`, document.baseURI));
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const id = `${policy}-copy`;
  const text = renamed(await response.text(), policy, id);
  const answered = samples.map(({ title, role, now, order }) => {
    const options = { ...(role === undefined ? {} : { role }), now };
    const { policy: _, ...own } = /** @type {Order & Record<string, unknown>} */ (order);
    return caseOf(title[locale], own, options, preview(order, options));
  });
  // The ids of rules begin with that of their policy.
  const cases = JSON.parse(JSON.stringify(answered).replaceAll(`"${policy}.`, `"${id}.`));
  return writtenOf(text, cases, { ...cases[0], role: cases[0].role ?? "" });
}

/**
 * A document under another id.
 *
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
function renamed(text, before, after) {
  return text.replace(new RegExp(`^(id\\s*=\\s*)"${before}"`, "m"), (_, key) => `${key}"${after}"`);
}

/**
 * @param {string} document
 * @param {object[]} cases
 * @param {{ order: object, role: string, now?: unknown }} tried
 * @returns {Written}
 */
function writtenOf(document, cases, { order, role, now = "" }) {
  const [tests, tried] = [cases, order].map((value) => JSON.stringify(value, null, 2));
  return { document, tests, order: tried, role, now: String(now) };
}
