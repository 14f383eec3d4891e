/** Orders and their values, as they stand in an address. */

/**
 * @import { Order, Scalar } from "torihiki"
 * @import { PageOrder } from "../types.js"
 *
 * An order as one table, in which the parameters stand as `params.<name>`.
 *
 * @typedef {Record<string, unknown>} Flat
 */

/**
 * An order as one table, in which the parameters stand as `params.<name>`.
 *
 * @param {Order} order
 * @returns {Flat}
 */
export function flat({ params, ...order }) {
  return {
    ...order,
    ...Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [`params.${name}`, value])),
  };
}

/**
 * The order of a table; what is `undefined` is left out.
 *
 * @param {Flat} table
 * @returns {PageOrder}
 */
export function unflat(table) {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined);
  /** @param {[string, unknown]} entry */
  const isParam = ([name]) => name.startsWith("params.");
  const params = entries
    .filter(isParam)
    .map(([name, value]) => /** @type {const} */ ([name.slice("params.".length), value]));
  const order = Object.fromEntries(entries.filter((entry) => !isParam(entry)));
  return /** @type {PageOrder} */ (params.length === 0 ? order : { ...order, params: Object.fromEntries(params) });
}

/**
 * A value as text.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function written(value) {
  if (typeof value === "string") return read(value) === value ? value : JSON.stringify(value);
  // JSON has no word for them, but reads a number that is too large as one.
  if (value === Infinity || value === -Infinity) return value < 0 ? "-1e999" : "1e999";
  return JSON.stringify(value);
}

/**
 * The value that a text stands for. Lists and objects stay text: no order has any.
 *
 * @param {string} text
 * @returns {Scalar}
 */
export function read(text) {
  if (!/^(?:null|true|false|-?\d.*|".*")$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
