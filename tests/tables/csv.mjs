// An example: orders out of a CSV file, however long it is, a thousand lines at a time.

import { parse } from "csv-parse";

/** @import { Description } from "torihiki" */
/** @import { Orders } from "torihiki/many" */

const LINES = 1_000;

/**
 * The orders of a file whose first line has the names of the facts, for `previewChunks`. An empty field is a fact that
 * the order leaves out, and `null` one that it is known not to have.
 *
 * @param {AsyncIterable<string | Uint8Array>} source such as a stream of `node:fs`
 * @param {Description<any>} policy what `describe` says of the policy
 * @returns {AsyncGenerator<Orders<any>>}
 */
export async function* ordersFromCsv(source, policy) {
  const types = new Map(policy.facts.map(({ id, type }) => [id, type]));
  const parser = parse({ bom: true });
  pump(source, parser);
  /** @type {string[] | null} */
  let names = null;
  /** @type {unknown[][]} */
  let columns = [];
  for await (const fields of parser) {
    if (names === null) {
      names = /** @type {string[]} */ (fields);
      columns = names.map(emptyColumn);
      continue;
    }
    columns.forEach((column, number) => column.push(valueOf(fields[number], types.get(names[number]))));
    if (columns[0].length === LINES) {
      yield table(names, columns);
      columns = names.map(emptyColumn);
    }
  }
  if (names !== null && columns[0].length > 0) yield table(names, columns);
}

/** @returns {unknown[]} */
function emptyColumn() {
  return [];
}

/**
 * @param {string[]} names
 * @param {unknown[][]} columns
 */
function table(names, columns) {
  return /** @type {Orders<any>} */ (Object.fromEntries(names.map((name, number) => [name, columns[number]])));
}

/**
 * What a field says. What makes no sense stays as it is written, so that it is told where it stands.
 *
 * @param {string} field
 * @param {string | undefined} type
 */
function valueOf(field, type) {
  if (field === "") return undefined;
  if (field === "null") return null;
  if (type === "bool" && (field === "true" || field === "false")) return field === "true";
  if ((type === "int" || type === "money") && /^-?\d+$/.test(field)) return Number(field);
  return field;
}

/**
 * Lets the parser read, no faster than it is read itself.
 *
 * @param {AsyncIterable<string | Uint8Array>} source
 * @param {ReturnType<typeof parse>} parser
 */
async function pump(source, parser) {
  try {
    for await (const part of source) {
      if (!parser.write(part)) await new Promise((resolve) => parser.once("drain", resolve));
    }
    parser.end();
  } catch (error) {
    parser.destroy(/** @type {Error} */ (error));
  }
}
