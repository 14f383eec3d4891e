// The acceptance cases in `tests/cases`. How an answer is compared with what a case expects is the command's, `torihiki test`;
// what a case may expect is the same in `tests/support/acceptance_cases.rs`, which tries the library itself.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inEditions } from "../../www/shared/cases.js";
import { root } from "./installed.mjs";

/** @import { Case } from "../../www/shared/cases.js" */

export { runCase } from "../../www/shared/cases.js";

const folder = join(root, "tests/cases");

/**
 * Every case of every file: `{ file, case }`. A case that names `editions` becomes one for each.
 *
 * @returns {{ file: string, case: Case }[]}
 */
export function readCases() {
  return ["given", "own"]
    .flatMap((part) => readdirSync(join(folder, part)).map((file) => `${part}/${file}`))
    .sort()
    .flatMap((file) =>
      JSON.parse(readFileSync(join(folder, file), "utf8"))
        .flatMap(inEditions)
        .map((/** @type {Case} */ each) => ({ file, case: each })),
    );
}
