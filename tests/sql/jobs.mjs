// What the databases are asked: a table of orders, and queries over it.

/**
 * @import { SqlColumn } from "torihiki/policy"
 *
 * A table and the queries over it, all at one instant.
 *
 * @typedef {object} Job
 * @property {SqlColumn[]} columns
 * @property {string} rows comma-separated, after a number in the first column, which goes up by one
 * @property {string | number} now
 * @property {string[]} queries
 *
 * @typedef {object} Database
 * @property {(job: Job) => Promise<string[][]>} answers to each query a row for each order, comma-separated
 * @property {() => Promise<void>} close
 */

/**
 * The table of a job.
 *
 * @param {SqlColumn[]} columns
 */
export function tableOf(columns) {
  const list = columns.map(({ name, type }) => `"${name}" ${type}`);
  return `DROP TABLE IF EXISTS orders; CREATE TABLE orders (id BIGINT, ${list.join(", ")})`;
}
