// What Lighthouse says of the built page, as a phone on a slow network and as a desktop would have it.
//
//   npm run lighthouse              after `npm run build`: prints the scores, and all that was not perfect
//   npm run lighthouse -- mobile    only that one
//
// Of three runs it takes the middle one. It fails where a score is below what the page aims at. Times depend on the
// machine and on what else runs there: where the benchmark index is below 1000, the performance says little.

/** @import { Result } from "lighthouse" */

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { serve } from "../../www/build/serve.mjs";
import { CHROMIUM_ARGS } from "../support/chromium.mjs";
import { findChromium } from "../support/programs.mjs";

/** @typedef {{ node?: { snippet: string }, url?: string, description?: string, label?: string }} Item what an audit found wrong */

const program = createRequire(import.meta.url).resolve("lighthouse/cli/index.js");

/** @type {Record<string, number>} */
const AIMS = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
/** @type {Record<string, string[]>} */
const PRESETS = { mobile: [], desktop: ["--preset=desktop"] };
const RUNS = 3;
const BROWSER = ["--headless=new", ...CHROMIUM_ARGS];

const chosen = process.argv.slice(2).filter((name) => Object.hasOwn(PRESETS, name));
const names = chosen.length > 0 ? chosen : Object.keys(PRESETS);

/**
 * Runs it once, in a browser that has never seen the page.
 *
 * @param {string} url
 * @param {string[]} preset
 * @returns {Promise<Result>}
 */
async function audit(url, preset) {
  const args = [
    program,
    url,
    ...preset,
    "--output=json",
    "--quiet",
    "--no-enable-error-reporting",
    `--only-categories=${Object.keys(AIMS)}`,
    `--chrome-flags=${BROWSER.join(" ")}`,
  ];
  const env = { ...process.env, CHROME_PATH: findChromium() };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/**
 * The middle one of several runs, by the performance.
 *
 * @param {string} url
 * @param {string[]} preset
 */
async function middle(url, preset) {
  const runs = [];
  while (runs.length < RUNS) runs.push(await audit(url, preset));
  /** @param {Result} run */
  const performance = (run) => run.categories.performance.score;
  return runs.sort((one, other) => performance(one) - performance(other))[RUNS >> 1];
}

/**
 * Prints the scores and what was not perfect, and gives the categories that are below their aim.
 *
 * @param {string} name
 * @param {Result} result
 */
function report(name, { categories, audits, environment }) {
  console.log(`\n${name} (benchmark index ${environment.benchmarkIndex})`);
  const below = [];
  for (const [id, { score, auditRefs }] of Object.entries(categories)) {
    const points = Math.round(score * 100);
    if (points < AIMS[id]) below.push(`${name}: ${id} ${points}, which should be ${AIMS[id]}`);
    console.log(`  ${id.padEnd(16)}${String(points).padStart(4)}`);
    for (const { id: ref, weight } of auditRefs) {
      const { title, score: own, displayValue = "", scoreDisplayMode, details } = audits[ref];
      if (own === null || own >= 1 || ["informative", "manual", "notApplicable"].includes(scoreDisplayMode)) continue;
      console.log(
        `    ${weight > 0 ? Math.round(own * 100) : "–"}  ${title}${displayValue === "" ? "" : `: ${displayValue}`}`,
      );
      /** @type {Item[]} */
      const items = details !== undefined && "items" in details ? details.items : [];
      for (const item of items.slice(0, 5)) {
        const place = item.node?.snippet ?? item.url ?? item.description ?? item.label;
        if (typeof place === "string") console.log(`         ${place.slice(0, 140)}`);
      }
    }
  }
  const numbers = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
    "total-byte-weight",
  ];
  for (const id of numbers) console.log(`  ${audits[id].title}: ${audits[id].displayValue}`);
  return below;
}

const site = await serve({ port: 0 });
const below = [];
try {
  for (const name of names) below.push(...report(name, await middle(site.url, PRESETS[name])));
} finally {
  await site.close();
}
if (below.length > 0) {
  console.log(`\n${below.join("\n")}`);
  process.exitCode = 1;
}
