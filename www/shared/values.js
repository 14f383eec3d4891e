/** What a person types and chooses in a form, as values that the engine takes, and these as text. */

import { majorText, minorUnits } from "./money.js";
import { instantOf, instantTextOf, localText } from "./time.js";

/** @import { FactType } from "torihiki" */

/**
 * The value that typed text stands for. Text that is not understood stays as it is: the engine is the one to say what
 * is wrong with it.
 *
 * @param {string} text
 * @param {FactType} type
 * @param {string} [zone] of the clocks by which an instant is typed
 * @param {string | null} [currency] in which an amount is typed
 */
export function valueOf(text, type, zone, currency = null) {
  if (type === "timestamp") return instantTextOf(text, /** @type {string} */ (zone));
  if (type === "int") {
    const digits = text.normalize("NFKC").trim();
    return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : text;
  }
  if (type === "money") return minorUnits(text, currency);
  if (type === "bool") return text === "true";
  return text;
}

/**
 * The text that a field shows for a value.
 *
 * @param {unknown} value
 * @param {FactType} type
 * @param {string} zone
 * @param {string | null} [currency] in which an amount is
 */
export function textOf(value, type, zone, currency = null) {
  if (value === undefined || value === null) return "";
  if (type === "money" && Number.isSafeInteger(value)) return majorText(/** @type {number} */ (value), currency);
  const at = type === "timestamp" ? instantOf(value) : NaN;
  return Number.isNaN(at) ? String(value) : localText(at, zone);
}
