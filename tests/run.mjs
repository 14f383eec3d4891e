// `npm test`, after the set-up: everything that CI runs, two parts at a time, since most of them wait for one compiler or
// one browser.
//
//   node tests/run.mjs                          all parts
//   node tests/run.mjs test:native lint:rust    only these; what they need has to be there
//
// A part is a script of `package.json`. What it prints is told once it is over, so that two parts do not mix, and the
// closing lines of every runner stand together at the end. One part that fails keeps no other from running, but for
// those that need what it makes.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** How many parts run at a time. */
const LANES = 2;

/**
 * The parts: first what others wait for, then the longest, so that both lanes end together. A part starts when those are
 * over that it `needs`, which have to have succeeded, and those that it comes `after`, because Cargo lets only one of them
 * into its folder at a time.
 *
 * @type {Record<string, { needs?: string[], after?: string[] }>}
 */
const PARTS = {
  build: {},
  "lint:rust": {},
  "test:native": { after: ["lint:rust"] },
  "test:page": { needs: ["build"] },
  "test:element": { needs: ["build"] },
  "test:package": { needs: ["build"] },
  "test:targets": { needs: ["build"] },
  "test:frameworks": { needs: ["build"] },
  "test:sql": { needs: ["build"], after: ["test:native"] },
  "test:wasm": { after: ["lint:rust"] },
  "test:cel": { after: ["test:native"] },
  "lint:js": { needs: ["build"] },
};

/** The lines in which `cargo test` and `node --test` say how it went. */
const CLOSING = /^test result: .*|^(?:# |ℹ )(?:tests|pass|fail|cancelled|skipped) \d+$/gm;

/** Where they begin to tell what failed. */
const FAILURES = /^(?:failures|✖ failing tests):$/;

/** How many lines of a part that failed are told once more at the end, for those who see no more than that. */
const MAX_TOLD = 150;

const asked = process.argv.slice(2);
const names = Object.keys(PARTS);
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`there is no part \`${unknown}\`, there are: ${names.join(", ")}`);

/** The parts that are still to start, those that run, and of each that is over how it went. */
const waiting = new Set(asked.length > 0 ? names.filter((name) => asked.includes(name)) : names);
/** @type {Map<string, Promise<unknown>>} */
const running = new Map();
/** @type {Map<string, { failed: boolean, seconds?: number, closing: string[], output?: string }>} */
const outcomes = new Map();

/** @param {string} name */
const isOver = (name) => !waiting.has(name) && !running.has(name);
/** @param {string} name */
const hasFailed = (name) => outcomes.get(name)?.failed === true;

/**
 * Runs a part to its end and tells all that it printed.
 *
 * @param {string} name
 */
async function run(name) {
  console.log(`${name}: started`);
  const started = performance.now();
  const child = spawn("npm", ["run", "--silent", name], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => printed.push(data));
  /** @type {boolean} */
  const failed = await new Promise((resolve) => {
    child.once("error", (error) => {
      printed.push(Buffer.from(String(error)));
      resolve(true);
    });
    child.once("close", (status) => resolve(status !== 0));
  });
  const output = Buffer.concat(printed).toString();
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`\n──── ${name} ────\n${output.trimEnd()}\n──── ${name}: ${failed ? "FAILED" : "ok"}, ${seconds} s\n`);
  outcomes.set(name, { failed, seconds, closing: output.match(CLOSING) ?? [], output });
}

/**
 * What a part that failed says of it: from where it begins to tell that, or else its last lines.
 *
 * @param {string} output
 */
function failuresIn(output) {
  const lines = output.trimEnd().split("\n");
  const start = lines.findIndex((line) => FAILURES.test(line));
  return (start < 0 ? lines.slice(-MAX_TOLD) : lines.slice(start, start + MAX_TOLD)).join("\n");
}

while (waiting.size + running.size > 0) {
  for (const name of waiting) {
    const { needs = [], after = [] } = PARTS[name];
    const lost = needs.find(hasFailed);
    if (lost !== undefined) {
      waiting.delete(name);
      outcomes.set(name, { failed: true, closing: [`not run, because ${lost} failed`] });
    } else if (running.size < LANES && [...needs, ...after].every(isOver)) {
      waiting.delete(name);
      running.set(
        name,
        run(name).then(() => running.delete(name)),
      );
    }
  }
  // None runs where the last that waited were lost.
  if (running.size > 0) await Promise.race(running.values());
}

for (const [name, { failed, output }] of outcomes) {
  if (failed && output !== undefined) console.log(`──── what failed in ${name} ────\n${failuresIn(output)}\n`);
}
for (const [name, { failed, seconds, closing }] of outcomes) {
  console.log(`${name}: ${failed ? "FAILED" : "ok"}${seconds === undefined ? "" : `, ${seconds} s`}`);
  for (const line of closing) console.log(`    ${line}`);
}
const failed = [...outcomes].filter(([, outcome]) => outcome.failed).map(([name]) => name);
console.log(failed.length === 0 ? "\nEverything passed." : `\nIt failed in ${failed.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
