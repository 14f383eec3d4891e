// DuckDB, in this process.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableOf } from "./jobs.mjs";

/**
 * @import { Database } from "./jobs.mjs"
 */

/**
 * @param {string} folder
 * @returns {Promise<Database>}
 */
export async function duckdb(folder) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET threads = 2");
  let files = 0;
  return {
    async answers({ columns, rows, now, queries }) {
      const file = join(folder, `duckdb-${(files += 1)}.csv`);
      writeFileSync(file, rows);
      await connection.run(tableOf(columns));
      await connection.run(`COPY orders FROM '${file}' (FORMAT csv, HEADER false, NULLSTR '')`);
      const answers = [];
      for (const query of queries) {
        const reader = await connection.runAndReadAll(query, { now });
        answers.push(reader.getRows().map((row) => row.map((value) => value ?? "").join()));
      }
      return answers;
    },
    close: async () => connection.closeSync(),
  };
}
