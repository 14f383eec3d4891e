// Orders of a policy, drawn: for each action facts that are given, left out and null in every pattern of those that it
// reads, and instants a millisecond before, at and after those at which something changes.

/**
 * @import { Description, FactInfo } from "torihiki"
 * @import { SqlColumn, SqlOptions } from "torihiki/policy"
 *
 * @typedef {Record<string, string | number | boolean | null>} Order
 */

import { dice } from "../support/dice.mjs";

const DAY = 86_400_000;

/** The first instant that every database reads, and the last one that an order can have: the years 1 to 9999. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** @type {Record<string, number>} */
const UNITS = { d: DAY, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/**
 * A length of time as policies write it.
 *
 * @param {unknown} written
 */
const millisOf = (written) =>
  [...String(written).matchAll(/(\d+)([a-z]+)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit],
    0,
  );

/**
 * What an order can say of a fact: nothing, that there is none, or a value; as far as a table tells these apart.
 *
 * @param {FactInfo} fact
 * @param {SqlOptions["nulls"]} nulls
 * @returns {("missing" | "null" | "value")[]}
 */
export function ways({ nullable, hasDefault, default: left }, nulls) {
  const isAlike = hasDefault && left === null;
  if (!nullable || isAlike || nulls === "missing") return ["missing", "value"];
  return nulls === "absent" ? ["null", "value"] : ["missing", "null", "value"];
}

/**
 * Orders for the actions of a policy in an edition.
 *
 * @param {object} of
 * @param {Description} of.description
 * @param {string[][]} of.patterns the facts of which every pattern is drawn, for each action
 * @param {SqlOptions["nulls"]} of.nulls what the table will tell of those that are absent
 * @param {number} of.now
 * @param {number} of.count
 * @param {number} of.seed
 * @returns {Order[]}
 */
export function ordersOf({ description, patterns, nulls, now, count, seed }) {
  const roll = dice(seed);
  const lengths = description.params.filter(({ type }) => type === "duration").map(({ value }) => millisOf(value));
  // Of old orders everything is over, and of young ones nothing, so they are drawn apart.
  const ages = [
    [0, 3_600_000, DAY / 4],
    [0, DAY, ...lengths.filter((length) => length <= 4 * DAY)],
    [...lengths, 0, 400 * DAY],
  ];
  const numbers = description.params.filter(({ type }) => type === "int").map(({ value }) => Number(value));
  const facts = description.facts.filter(({ editions }) => editions === null || editions.includes(description.edition));

  /** @param {number[]} others @param {number[]} spans */
  const instant = (others, spans) => {
    const near = roll.one([-1, -1, 0, 0, 1, 1, roll.below(DAY / 8), -roll.below(DAY / 2)]);
    const from = others.length > 0 && roll.below(3) === 0 ? roll.one(others) : now;
    return (roll.below(12) === 0 ? from + roll.one(spans) : from - roll.one(spans)) + near;
  };
  /** @param {FactInfo} fact @param {number[]} others @param {number[]} spans */
  const value = ({ type, choices, min }, others, spans) => {
    switch (type) {
      case "timestamp": {
        const at = roll.below(60) === 0 ? roll.one([FIRST, LAST, -1]) : instant(others, spans);
        others.push(at);
        return Math.min(Math.max(at, FIRST), LAST);
      }
      case "bool":
        return roll.below(2) === 0;
      case "choice":
        return roll.one(choices).id;
      case "duration":
        return roll.one([0, 1, ...lengths, 365_000 * DAY]);
      default: {
        const least = min ?? (type === "money" ? 0 : -3);
        const most = Number.MAX_SAFE_INTEGER - roll.below(2);
        if (roll.below(20) === 0) return least < 0 && roll.below(2) === 0 ? (min ?? -most) : most;
        return Math.max(least, roll.one([...numbers, 0, 1, 14, 100]) + roll.below(4) - 1);
      }
    }
  };

  const of = (/** @type {string} */ name) => ways(/** @type {FactInfo} */ (facts.find(({ id }) => id === name)), nulls);

  return Array.from({ length: count }, (_, number) => {
    // The actions take turns, and each goes through its patterns.
    const pattern = patterns[number % patterns.length];
    const many = pattern.reduce((product, name) => product * of(name).length, 1);
    // In steps of a prime, so that few orders already have patterns of every kind.
    let rest = (Math.floor(number / patterns.length) * 7_919) % many;
    /** @type {Map<string, string>} */
    const chosen = new Map();
    for (const name of pattern) {
      const possible = of(name);
      chosen.set(name, possible[rest % possible.length]);
      rest = Math.floor(rest / possible.length);
    }
    // Facts that were left out most often would hide what the others do.
    /** @type {Order} */
    const order = { state: roll.one(description.states).id };
    /** @type {number[]} */
    const others = [];
    const spans = roll.one(ages);
    for (const fact of facts) {
      const possible = ways(fact, nulls);
      switch (chosen.get(fact.id) ?? roll.one([...possible, "value", "value"])) {
        case "value":
          order[fact.id] = value(fact, others, spans);
          break;
        case "null":
          order[fact.id] = null;
      }
    }
    return order;
  });
}

/**
 * The pattern in which an order has some facts.
 *
 * @param {Order} order
 * @param {string[]} facts
 */
export const patternOf = (order, facts) =>
  facts.map((name) => (!(name in order) ? "-" : order[name] === null ? "0" : "1")).join("");

/**
 * The facts that a query reads, each once.
 *
 * @param {SqlColumn[]} reads
 */
export const factsRead = (reads) => [...new Set(reads.flatMap(({ fact }) => (fact === null ? [] : [fact])))];

/**
 * Orders as rows of a table, in the form that every database reads: comma-separated, and NULL is nothing at all.
 *
 * @param {Order[]} orders
 * @param {SqlColumn[]} columns
 */
export function rowsOf(orders, columns) {
  const row = (/** @type {Order} */ order, /** @type {number} */ id) =>
    [id, ...columns.map((column) => field(order, column))].join(",");
  return `${orders.map(row).join("\n")}\n`;
}

/**
 * @param {Order} order
 * @param {SqlColumn} column
 */
function field(order, { name, type, fact }) {
  if (fact !== null && name !== fact) return String(fact in order);
  const value = order[fact ?? "state"] ?? "";
  return typeof value === "number" && type.startsWith("TIMESTAMP") ? written(value) : String(value);
}

/**
 * An instant as databases read it. What is finer than a millisecond makes no difference.
 *
 * @param {number} millis
 */
export function written(millis) {
  const text = new Date(millis).toISOString();
  return /^\+|^-/.test(text) ? text : text.replace(/Z$/, `${millis % 3 === 0 ? "999" : ""}+00:00`);
}
