/** `torihiki sql`: the answers to an action as a query. */

import { TorihikiError } from "torihiki";
import { BUILT_IN_TOO, read, toldMistakes } from "../policies.js";
import { Usage, write } from "../usage.js";

/**
 * @import { Command } from "../usage.js"
 * @import { SqlOptions, SqlQuery } from "torihiki/policy"
 */

/** @type {Command} */
export const sql = {
  does: "write the answers to an action as a query, for a database with many orders",
  help: `Usage: torihiki sql --dialect <dialect> [options] <policy> <action>

Prints a query over a table of orders, with a row for each and a column for each fact. For every row
it gives exactly what a preview says of that order: the state it is in, the verdict, and how each
requirement comes out. What the query reads and gives is listed above it.

${BUILT_IN_TOO}

  --dialect <dialect>  duckdb, postgresql or spark
  --role <role>        who acts, where several roles have the action
  --edition <edition>  left out, the default one of the policy
  --table <table>      what stands after FROM; left out, orders
  --keep <column>      a column of the table beside each answer; several times for several. Left
                       out, id
  --instants <kind>    timestamp, or milliseconds since 1970 as numbers; left out, timestamp
  --nulls <meaning>    what NULL means for a fact that may be null: column (a second column tells
                       whether there is none), absent (there is none) or missing (it is left out);
                       left out, column
  -o, --out <file>     the file to write

Exit codes: 0 written, 1 the policy is wrong or a rule cannot be said in SQL, 2 the command was
called wrongly or a file cannot be read or written.`,
  options: {
    dialect: { type: "string" },
    role: { type: "string" },
    edition: { type: "string" },
    table: { type: "string" },
    keep: { type: "string", multiple: true },
    instants: { type: "string" },
    nulls: { type: "string" },
    out: { type: "string", short: "o" },
  },
  async run({ files: [named, action, ...more], options: { out, ...options } }) {
    if (named === undefined || action === undefined || more.length > 0) {
      throw new Usage("`sql` needs a policy and an action; `torihiki help sql` tells how");
    }
    const one = await read(named);
    if (one.policy === null) {
      console.error(toldMistakes(one, process.stderr));
      return 1;
    }
    const asked = /** @type {SqlOptions} */ (/** @type {unknown} */ (options));
    try {
      const answer = one.policy.sql(action, asked);
      const text = `${head(answer)}${answer.query}`;
      if (out === undefined || out === "-") process.stdout.write(text);
      else write(String(out), text);
      return 0;
    } catch (error) {
      if (!(error instanceof TorihikiError)) throw error;
      /** @type {TorihikiError["problems"]} */
      const problems = error.problems;
      for (const { code, path, message, help } of problems) {
        console.error(`torihiki: ${path === "" ? "" : `${path}: `}${message}${help === null ? "" : ` (${help})`}`);
        if (code === "not-expressible") continue;
        return 2;
      }
      return 1;
    }
  },
};

/**
 * What a query reads and gives, as comments.
 *
 * @param {SqlQuery} query
 */
function head({ parameter, reads, gives }) {
  const columns = reads.map(({ name, type }) => `--   ${name} ${type}\n`).join("");
  return `-- Asked at ${parameter}. Reads:\n${columns}-- Gives:\n${gives.map((name) => `--   ${name}\n`).join("")}`;
}
