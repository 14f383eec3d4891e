/** What a person types and chooses in a form, as values that the engine takes. */

import { minorUnits } from "./money.js";
import { instantTextOf } from "./time.js";

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
