// What the comparisons share: how values of cases and of answers are picked, read and compared.

/** @import { Differences } from "../lookahead-cases.mjs" */

import { isDeepStrictEqual } from "node:util";

/**
 * A key that nothing compares would let a misspelt case pass.
 *
 * @param {string} what
 * @param {object} rest
 */
export const noMore = (what, rest) => Object.keys(rest).map((key) => `${what} has no \`${key}\``);

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 * @returns {Differences}
 */
export const same = (what, actual, expected) =>
  isDeepStrictEqual(actual, expected)
    ? []
    : [`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`];

/**
 * @param {string[]} keys
 * @returns {(entry: object | undefined) => Record<string, unknown>}
 */
export const pick =
  (...keys) =>
  (entry) =>
    Object.fromEntries(keys.map((key) => [key, entry && Reflect.get(entry, key)]));

/**
 * @param {number} at
 * @returns {(span: { from: number, to: number | null }) => boolean}
 */
export const covers =
  (at) =>
  ({ from, to }) =>
    from <= at && (to === null || at < to);

/** @param {string | null} text */
export const instant = (text) => (text === null ? null : Date.parse(text));

/**
 * The same value with every instant in milliseconds, however it was written.
 *
 * @param {unknown} value
 * @returns {any}
 */
export function inMillis(value) {
  if (typeof value === "string") {
    return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;
  }
  if (value instanceof Date) {
    return value.getTime();
  }
  if (Array.isArray(value)) {
    return value.map(inMillis);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inMillis(each)]))
    : value;
}
