// Every built-in policy in each of its editions, and those that are brought along, each with orders, what the engine says
// of them, and the queries that have to say the same.

import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { TorihikiError, describe, init, policies, preview } from "torihiki";
import { Policy, init as initAuthor, sql } from "torihiki/policy";
import { answersOf, keyOf } from "./answers.mjs";
import { factsRead, ordersOf, patternOf, rowsOf, ways, written } from "./orders.mjs";

/**
 * @import { Description, FactInfo } from "torihiki"
 * @import { SqlColumn, SqlOptions } from "torihiki/policy"
 * @import { Job } from "./jobs.mjs"
 * @import { Order } from "./orders.mjs"
 *
 * A policy in an edition.
 *
 * @typedef {object} Asked
 * @property {string} name
 * @property {Description} description
 * @property {any} policy what `sql` is told
 * @property {Order[]} orders
 * @property {number} now
 * @property {Map<string, string[]>} expected what the engine says, by action and role
 * @property {{ key: string, action: string, role: string, facts: string[] }[]} actions
 */

const cases = new URL("../cases/brought/", import.meta.url);

/** The instant that is asked about. A thousand milliseconds are a second to no database but this one. */
export const NOW = Date.parse("2026-11-16T09:00:00.500+09:00");

await init();
await initAuthor();

/** The policies that are brought along, and one that says whatever a query can say. */
export const brought = [
  ...readdirSync(cases)
    .filter((name) => name.endsWith(".toml"))
    .map((name) => new URL(name, cases)),
  new URL("everything.toml", import.meta.url),
].map((file) => Policy.parse(readFileSync(file, "utf8")));

/**
 * Those of which something cannot be said in SQL, with the place of what that is.
 *
 * @type {Record<string, string>}
 */
export const REFUSED = { auction: "transitions.not-paid.at", messages: "transitions.unpaid.at", terms: "datedBy" };

/** Every policy, with what it is called in a question and who answers it. */
export const all = [
  ...policies().map(({ id }) => ({
    id,
    policy: id,
    engine: { preview, describe: (/** @type {object} */ options) => describe(id, options) },
  })),
  ...brought.filter(({ id }) => !(id in REFUSED)).map((policy) => ({ id: policy.id, policy, engine: policy })),
];

/**
 * Policies in their editions.
 *
 * @param {typeof all} policies
 */
const readingsOf = (policies) =>
  policies.flatMap(({ id, policy, engine }) => {
    const { editions } = engine.describe({});
    const ids = editions.length === 0 ? [undefined] : editions.map((edition) => edition.id);
    return ids.map((edition) => ({ id, policy, engine, edition, name: [id, edition].filter(Boolean).join(", ") }));
  });

export const readings = readingsOf(all);

/**
 * Random policies, in their editions: of those that are drawn with these seeds the ones that can be said in SQL.
 *
 * @param {number} from
 * @param {number} to not inclusive
 */
export function drawn(from, to) {
  const args = ["run", "--quiet", "--profile", "test", "--example", "drawn", "--", String(from), String(to)];
  const { status, stdout, stderr } = spawnSync("cargo", args, { encoding: "utf8", maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(stderr);
  const policies = stdout
    .trimEnd()
    .split("\n")
    .map((document, number) => {
      const policy = Policy.parse(document);
      return { id: `random ${from + number}`, policy, engine: policy };
    });
  return readingsOf(policies.filter(({ policy }) => canBeSaid(policy)));
}

/**
 * @param {Policy} policy
 */
function canBeSaid(policy) {
  try {
    for (const { edition } of readingsOf([{ id: policy.id, policy, engine: policy }])) {
      for (const { id, roles } of policy.describe({ edition }).actions) {
        for (const role of roles) sql(policy, id, { dialect: "duckdb", role, edition });
      }
    }
    return true;
  } catch (error) {
    if (error instanceof TorihikiError && error.code === "not-expressible") return false;
    throw error;
  }
}

/**
 * Draws orders for each reading, as many as are wanted in all, and has them answered.
 *
 * @param {number} count
 * @param {{ of?: typeof readings, only?: (reading: (typeof readings)[number]) => boolean, nulls?: SqlOptions["nulls"] }} [which]
 * @returns {Asked[]}
 */
export function asked(count, { of = readings, only = () => true, nulls = "column" } = {}) {
  const chosen = of.filter(only);
  return chosen.map(({ policy, engine, edition, name }, seed) => {
    const description = engine.describe({ edition });
    const actions = description.actions.flatMap(({ id: action, roles }) =>
      roles.map((role) => {
        const { reads } = sql(policy, action, { dialect: "duckdb", role, edition });
        return { key: keyOf(action, role), action, role, facts: factsRead(reads) };
      }),
    );
    const patterns = actions.map(({ facts }) => facts);
    const share = Math.ceil(count / chosen.length);
    const orders = ordersOf({ description, patterns, nulls, now: NOW, count: share, seed });
    const also = { policy: engine.describe({}).id, ...(edition === undefined ? {} : { edition }) };
    const expected = answersOf(engine, orders, { now: NOW, also });
    return { name, description, policy, orders, now: NOW, expected, actions };
  });
}

/**
 * The queries for all actions of a reading, and the table that all of them read.
 *
 * @param {Asked} asked
 * @param {SqlOptions} options
 * @returns {Job}
 */
export function jobOf({ description, policy, orders, now, actions }, options) {
  /** @type {Map<string, SqlColumn>} */
  const columns = new Map();
  const queries = actions.map(({ action, role }) => {
    const edition = description.edition;
    const { query, reads } = sql(policy, action, { edition, ...options, role });
    for (const column of reads) columns.set(column.name, column);
    return `${query}ORDER BY 1`;
  });
  return {
    columns: [...columns.values()],
    rows: rowsOf(orders, [...columns.values()]),
    now: options.instants === "milliseconds" ? now : written(now),
    queries,
  };
}

/**
 * The first rows in which answers are others than those of the engine.
 *
 * @param {string[]} answers
 * @param {string[]} expected
 * @param {Order[]} orders
 */
export function differences(answers, expected, orders) {
  const told = [];
  if (answers.length !== expected.length) told.push(`${answers.length} rows for ${expected.length} orders`);
  for (const [number, answer] of answers.entries()) {
    const right = `${number},${expected[number]}`;
    if (answer !== right && told.length < 3) {
      told.push(`${JSON.stringify(orders[number])}\n      the query: ${answer}\n     the engine: ${right}`);
    }
  }
  return told;
}

/**
 * How many patterns of facts that matter for an action there are, and how many of them some order has.
 *
 * @param {Asked} asked
 * @param {string[]} facts
 */
export function patternsSeen({ description, orders }, facts) {
  const fact = (/** @type {string} */ name) =>
    /** @type {FactInfo} */ (description.facts.find(({ id }) => id === name));
  const possible = facts.reduce((product, name) => product * ways(fact(name), "column").length, 1);
  return { possible, seen: new Set(orders.map((order) => patternOf(order, facts))).size };
}
