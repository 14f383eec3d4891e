/** `torihiki cases`: the boundary cases that a policy lacks, with today's answers. */

import { existsSync, readFileSync } from "node:fs";
import { missingCases } from "../boundary/search.js";
import { runCase } from "../../shared/cases.js";
import { paint } from "../paint.js";
import { BUILT_IN_TOO, readAll, toldMistakes } from "../policies.js";
import { Usage, counted, write } from "../usage.js";
import { answered, askedOf, namesIn, percent } from "../../shared/testing.js";
import { besideOf, casesFrom } from "./test.js";
import { TorihikiError } from "torihiki";

/**
 * @import { Case } from "../../shared/cases.js"
 * @import { Unfound } from "../boundary/search.js"
 * @import { Command } from "../usage.js"
 *
 * What was found for a policy; what is seen before and after is in percent.
 *
 * @typedef {{ file: string, before: number, after: number, cases: Case[], unfound: Unfound[] }} Completed
 */

/** @type {Command} */
export const cases = {
  does: "write the boundary cases that are missing, with today’s answers",
  help: `Usage: torihiki cases [options] <policy file>...

Looks for what \`torihiki test\` says is untried: a requirement that no case has seen satisfied,
violated or unknown, a transition or a duty that none has seen ahead or past, an instant that none
has tried a millisecond before, at and after. For each it finds an order, and prints a case with
what the policy answers today. Where a rule reads what people supply with an action, the case has
that under \`with\`. Read each case: it says what is so, not what should be. Keep it where that is
right, and mend the policy where it is not.

${BUILT_IN_TOO}
A folder stands for the policies in it.

  --write         adds them at the end of <name>.test.json beside the policy; what stands there
                  stays as it is
  --cases <file>  the cases of the one policy that is named
  --json          for machines: { policies: [{ file, before, after, cases, unfound }] }

Exit codes: 0 nothing is untried any more, 1 a policy is wrong (then nothing is written) or
something stays untried, 2 a file cannot be read or written.`,
  options: { write: { type: "boolean" }, cases: { type: "string" }, json: { type: "boolean" } },
  async run({ files, options }) {
    const read = await readAll(files, "cases");
    if (options.cases !== undefined && read.length > 1) throw new Usage("`--cases` goes with one policy");
    /** @type {Completed[]} */
    const all = [];
    const wrong = read.filter(({ policy }) => policy === null);
    for (const one of wrong) console.error(`${toldMistakes(one, process.stderr)}\n`);
    if (wrong.length > 0) return 1;
    for (const { file, policy } of read) {
      if (policy === null) continue;
      const path = String(options.cases ?? besideOf(file));
      // A file that is named is there, or is written now.
      const isThere = existsSync(path) || (options.cases !== undefined && options.write !== true);
      const known = isThere ? casesFrom(path) : [];
      const { cases: found, unfound, before, after } = missingCases(policy, answered(policy, known));
      const asked = { TorihikiError, ...askedOf(policy), names: namesIn(policy) };
      for (const each of found) {
        const differences = runCase(asked, each);
        if (differences.length > 0) throw new Error(`${each.name}: ${differences.join("; ")}`);
      }
      if (options.write === true && found.length > 0) append(path, found);
      const completed = { file, before: percent(before), after: percent(after), cases: found, unfound };
      all.push(completed);
      if (options.json !== true) tell(completed, options.write === true ? path : null);
    }
    if (options.json === true) console.log(JSON.stringify({ policies: all }, null, 2));
    return all.every(({ unfound }) => unfound.length === 0) ? 0 : 1;
  },
};

/**
 * Adds cases at the end of a file, in which nothing else changes.
 *
 * @param {string} path
 * @param {Case[]} found
 */
function append(path, found) {
  const lines = JSON.stringify(found, null, 2).slice(2, -2);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "[]";
  const [, start, end] = /^([^]*?)\s*(\][^\]]*)$/.exec(text) ?? ["", "[", "]\n"];
  const isEmpty = start.trim() === "[";
  write(path, `${start}${isEmpty ? "" : ","}\n${lines}\n${end.trimEnd()}\n`);
}

/**
 * Prints the cases where they are not written, and to the other stream what is to be said of them.
 *
 * @param {Completed} completed
 * @param {string | null} path
 */
function tell({ file, before, after, cases: found, unfound }, path) {
  const { bold, yellow } = paint(process.stderr);
  if (path === null) console.log(JSON.stringify(found, null, 2));
  else console.log(`${path}: ${counted(found.length, "case")} added`);
  console.error(`${bold(file)}: seen before ${before.toFixed(1)} %, with these ${after.toFixed(1)} %`);
  if (unfound.length === 0) return;
  console.error("  found for no order:");
  const width = Math.max(...unfound.map(({ rule }) => rule.length));
  for (const { rule, outcomes } of unfound) console.error(`    ${rule.padEnd(width)}  ${yellow(outcomes.join(", "))}`);
}
