/** What a fact or an argument can be, as far as it may make a difference to a rule. */

import { DAY, HOUR, MINUTE, SECOND } from "../../shared/length.js";

/**
 * @import { ArgumentInfo, FactInfo, Scalar } from "torihiki"
 * @import { Edition, Rule } from "./rules.js"
 *
 * A value of a fact; undefined where it is left out.
 *
 * @typedef {Scalar | undefined} Value
 */

/** @type {Record<string, number>} */
const UNITS = { d: DAY, h: HOUR, m: MINUTE, s: SECOND, ms: 1 };

/**
 * A length of time as policies write it, in milliseconds.
 *
 * @param {string} written
 */
function lengthOf(written) {
  const parts = [...written.matchAll(/(\d+)(ms|[dhms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}

/**
 * The values of the parameters that a rule names, in all periods.
 *
 * @param {Rule} rule
 * @param {"duration" | "int" | "money"} type
 */
function paramsOf({ text, edition }, type) {
  const params = edition.description.params.filter((param) => param.type === type);
  const named = params.filter(({ id }) => new RegExp(`\\b${id}\\b`).test(text));
  return named.flatMap(({ value, dated }) => [value, ...dated.map((one) => one.value)]);
}

/**
 * What a fact is where nothing about it matters: an ordinary value.
 *
 * @param {FactInfo | ArgumentInfo} fact
 * @param {Edition} edition
 * @param {number} base the instant around which an order lies
 * @returns {Value}
 */
export function ordinary(fact, edition, base) {
  switch (fact.type) {
    case "timestamp":
      // What comes after something else comes an hour later, and a deadline lies ahead.
      return fact.deadline ? base + 10 * DAY : base + depthOf(fact.id, edition, new Set()) * HOUR;
    case "duration":
      return DAY;
    case "bool":
      return false;
    case "int":
      return Math.max(fact.min ?? 1, 1);
    case "money":
      return Math.max(fact.min ?? 1000, 1000);
    default:
      return fact.choices[0]?.id ?? null;
  }
}

/**
 * How many facts an instant comes after.
 *
 * @param {string} id
 * @param {Edition} edition
 * @param {Set<string>} passed
 * @returns {number}
 */
function depthOf(id, edition, passed) {
  if (passed.has(id)) return 0;
  const before = edition.facts.get(id)?.after ?? [];
  return Math.max(0, ...before.map((each) => 1 + depthOf(each, edition, new Set([...passed, id]))));
}

/**
 * The values of a fact that may make a difference to a rule, the likeliest first.
 *
 * @param {FactInfo | ArgumentInfo} fact
 * @param {Rule} rule
 * @param {number} base
 * @returns {Value[]}
 */
export function valuesOf(fact, rule, base) {
  const usual = ordinary(fact, rule.edition, base);
  /** @type {Value[]} */
  const values = [usual, ...byType(fact, rule, base)];
  if (fact.nullable) values.push(null);
  if (!fact.hasDefault) values.push(undefined);
  const least = fact.min ?? (fact.type === "money" ? 0 : -Infinity);
  const fits = (/** @type {Value} */ value) => typeof value !== "number" || fact.type === "timestamp" || value >= least;
  return [...new Set(values)].filter(fits);
}

/**
 * @param {FactInfo | ArgumentInfo} fact
 * @param {Rule} rule
 * @param {number} base
 * @returns {Value[]}
 */
function byType(fact, rule, base) {
  const written = [...rule.text.matchAll(/duration\(["']([^"']+)["']\)/g)].map(([, text]) => lengthOf(text));
  const lengths = [...written, ...paramsOf(rule, "duration").map((value) => lengthOf(String(value)))];
  const around = (/** @type {number[]} */ numbers) => numbers.flatMap((number) => [number, number - 1, number + 1]);
  switch (fact.type) {
    case "timestamp":
      return [
        base + DAY,
        base - DAY,
        ...lengths.flatMap((length) => [base + length, base - length, base + length - 1, base + length + 1]),
      ];
    case "duration":
      return around(lengths);
    case "bool":
      return [true];
    case "int":
    case "money": {
      const literals = (rule.text.match(/(?<![\w.])\d+(?![\w.])/g) ?? []).map(Number);
      const type = fact.type === "int" ? "int" : "money";
      return around([...literals, ...paramsOf(rule, type).map(Number), 0, fact.min ?? 0]);
    }
    default:
      return fact.choices.map(({ id }) => id);
  }
}
