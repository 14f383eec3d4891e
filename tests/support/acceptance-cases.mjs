// The acceptance cases in `tests/cases`. How an answer is compared with what a case expects is the command's, `torihiki test`;
// what a case may expect is the same in `tests/support/acceptance_cases.rs`, which tries the library itself.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { namesOf } from "../../www/shared/case-slips.js";
import { inEditions, runCase as run } from "../../www/shared/cases.js";
import { root } from "./installed.mjs";

/**
 * @import { Names } from "../../www/shared/case-slips.js"
 * @import { Case } from "../../www/shared/cases.js"
 */

/**
 * What the policies have ids for, by their ids.
 *
 * @type {Map<string, Names>}
 */
const known = new Map();

/**
 * Runs one case with the package and gives what is not as expected.
 *
 * @param {Pick<typeof import("torihiki"), "preview" | "apply" | "describe" | "builtIn" | "TorihikiError">} torihiki
 * @param {Case} each
 */
export function runCase({ preview, apply, describe, builtIn, TorihikiError }, each) {
  const id = builtIn.find((one) => one === each.order?.policy);
  if (id !== undefined && !known.has(id)) {
    known.set(
      id,
      namesOf((options) => describe(id, options)),
    );
  }
  return run({ preview, apply, TorihikiError, names: known.get(String(id)) ?? null }, each);
}

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
