/** `torihiki test`: the cases of a policy, and what they have seen of it. */

import { existsSync } from "node:fs";
import { extname } from "node:path";
import { TorihikiError } from "torihiki";
import { jsonTexts } from "../../shared/json-texts.js";
import { readJson } from "../../shared/json.js";
import { isCase, percent, testedBy } from "../../shared/testing.js";
import { junit } from "../junit.js";
import { paint } from "../paint.js";
import { BUILT_IN_TOO, readAll, toldMistakes } from "../policies.js";
import { Usage, counted, textOf, write } from "../usage.js";

/**
 * @import { Case } from "../../shared/cases.js"
 * @import { Coverage } from "../../shared/coverage.js"
 * @import { Command } from "../usage.js"
 * @import { Fault } from "../../shared/json.js"
 *
 * How the cases of a policy went.
 *
 * @typedef {{ file: string, cases: { name: string, differences: string[] }[], coverage: Coverage }} Tested
 */

/** @type {Command} */
export const test = {
  does: "run the cases of a policy, and say what they leave untried",
  help: `Usage: torihiki test [options] <policy file>...

Runs the cases in <name>.test.json beside each policy: a list of { name, order, role, now, locale,
editions, with, expect } where \`expect\` names what the answer has to say, or \`expectErrors\` what is
wrong. What is supplied with actions stands under \`with\`, by their ids:
{ "extend": { "newDueAt": "2026-12-01T00:00:00Z" } }. A name that the policy does not have is told
also where nothing is expected of it, and so is a key that stands twice.

It counts what the cases have seen: each rule satisfied, violated and, where it reads what an order
may leave out, unknown; each transition and duty ahead and past, unless that can never be; and each
instant a millisecond before, at and after it. \`torihiki cases\` writes what is missing.

${BUILT_IN_TOO}
A folder stands for the policies in it.

  --threshold <percent>  fails where less than this share of it was seen
  --cases <file>         the cases of the one policy that is named
  --junit <file>         writes the results as JUnit XML
  --json                 for machines: { policies: [{ file, cases, coverage }] }
  --all                  lists also what was seen

Exit codes: 0 all hold, 1 a policy is wrong, a case does not hold or too little was seen, 2 a file
cannot be read.`,
  options: {
    threshold: { type: "string" },
    cases: { type: "string" },
    junit: { type: "string" },
    json: { type: "boolean" },
    all: { type: "boolean" },
  },
  async run({ files, options }) {
    const read = await readAll(files, "test");
    if (options.cases !== undefined && read.length > 1) throw new Usage("`--cases` goes with one policy");
    const threshold = thresholdFrom(options.threshold);
    /** @type {Tested[]} */
    const all = [];
    for (const one of read) {
      const { file, policy } = one;
      if (policy === null) {
        console.error(toldMistakes(one, process.stderr));
        return 1;
      }
      const { cases, coverage } = testedBy(policy, casesFrom(String(options.cases ?? besideOf(file))), TorihikiError);
      all.push({ file, cases: cases.map(({ name, differences }) => ({ name, differences })), coverage });
    }
    if (typeof options.junit === "string") write(options.junit, junit(all));
    if (options.json === true) console.log(JSON.stringify({ policies: all }, null, 2));
    else for (const one of all) console.log(report(one, options.all === true));
    const fails = all.some(({ cases }) => cases.some(({ differences }) => differences.length > 0));
    const lacking = all.filter(({ coverage }) => percent(coverage) < threshold);
    for (const { file, coverage } of lacking) {
      console.error(`${file}: ${percent(coverage).toFixed(1)} % was seen, and ${threshold} % has to be`);
    }
    return fails || lacking.length > 0 ? 1 : 0;
  },
};

/** @param {string | boolean | undefined} given */
function thresholdFrom(given) {
  const threshold = Number(given ?? 0);
  if (!(threshold >= 0 && threshold <= 100)) throw new Usage("`--threshold` is a number from 0 to 100");
  return threshold;
}

/**
 * Where the cases of a policy stand.
 *
 * @param {string} file
 */
export const besideOf = (file) => `${file.slice(0, file.length - extname(file).length)}.test.json`;

/**
 * @param {string} path
 * @returns {Case[]}
 */
export function casesFrom(path) {
  if (!existsSync(path)) throw new Usage(`there are no cases at ${path}; \`--cases\` names another file`);
  const text = textOf(path).replace(/^\ufeff/, "");
  const { value, faults } = readJson(text);
  if (faults.length > 0) throw new Usage(`cannot read ${path}: ${toldFault(faults[0], text)}`);
  const said = /** @type {unknown} */ (value);
  const which = Array.isArray(said) ? said.flatMap((one, index) => (isCase(one) ? [] : [index + 1])) : null;
  if (which === null || which.length > 0) {
    const told = which === null ? "" : `; look at number ${which.join(", ")}`;
    throw new Usage(`${path} is no list of cases, each with a \`name\` and an \`order\`${told}`);
  }
  return /** @type {Case[]} */ (said);
}

/**
 * What is wrong with a text that is to be JSON, and where.
 *
 * @param {Fault} fault
 * @param {string} whole
 */
function toldFault({ code, from, text }, whole) {
  const before = whole.slice(0, from).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `line ${before.length}, column ${column}: ${jsonTexts.en[code](shown)}`;
}

/**
 * @param {Tested} tested
 * @param {boolean} tellsAll
 */
function report({ file, cases, coverage }, tellsAll) {
  const { bold, green, red, soft, yellow } = paint(process.stdout);
  const wrong = cases.filter(({ differences }) => differences.length > 0);
  const told = wrong.map(
    ({ name, differences }) =>
      `${red("✗")} ${name}\n${differences.map((difference) => `    ${difference}`).join("\n")}`,
  );
  const rows = coverage.rules.filter(({ of, seen }) => tellsAll || seen.length < of.length);
  const width = Math.max(0, ...rows.map(({ rule }) => rule.length));
  const untried = rows.map(({ rule, of, seen }) => {
    const lacks = of.filter((outcome) => !seen.includes(outcome));
    const parts = [tellsAll ? green(seen.join(" ")) : "", lacks.length > 0 ? yellow(`not ${lacks.join(", ")}`) : ""];
    return `    ${rule.padEnd(width)}  ${parts.filter((part) => part !== "").join(soft(" · "))}`;
  });
  return [
    ...told,
    `${bold(file)}: ${counted(cases.length, "case")}, ${wrong.length === 0 ? green("all hold") : red(`${wrong.length} ${wrong.length === 1 ? "does" : "do"} not hold`)}`,
    `  seen: ${coverage.seen} of ${coverage.of} (${percent(coverage).toFixed(1)} %)${untried.length > 0 && !tellsAll ? ", untried:" : ""}`,
    ...untried,
  ].join("\n");
}
