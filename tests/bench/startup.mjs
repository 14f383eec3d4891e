// `npm run bench:startup`, after `npm run build`: how long a program waits from the import to its first answer, beside
// Cedar, a policy engine that is Rust in WebAssembly as well.
//
// Each time counts in a Node of its own, or in a page of a browser context of its own, with nothing in its caches. The
// two take turns, so that whatever else the machine does slows both. The files come from this machine, uncompressed,
// so what a network would add is not in the times; how much would have to be transferred is told beside them.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { install, root } from "../support/installed.mjs";

/**
 * @typedef {{ from: string, init: string }} Entry
 * @typedef {{ node: Entry, page: Entry, answer: string }} Library
 * @typedef {{ allowed: boolean, time: number, files?: string[] }} Measured
 */

const ROUNDS = 31;

const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
const options = { role: "buyer", now: "2026-11-16T09:00:00+09:00", locale: "en" };

/** @param {string} arg */
const datetime = (arg) => ({ __extn: { fn: "datetime", arg } });

/** The same question and the same rule for Cedar. */
const request = {
  principal: { type: "Role", id: "buyer" },
  action: { type: "Action", id: "revise" },
  resource: { type: "Order", id: "1" },
  context: { now: datetime("2026-11-16T09:00:00+0900") },
  policies: {
    staticPolicies: `permit (principal == Role::"buyer", action == Action::"revise", resource)
      when { resource.state == "delivered" && context.now < resource.deliveredAt.offset(duration("7d")) };`,
  },
  entities: [
    {
      uid: { type: "Order", id: "1" },
      attrs: { state: "delivered", deliveredAt: datetime("2026-11-10T09:00:00+0900") },
      parents: /** @type {object[]} */ ([]),
    },
  ],
};

/**
 * Where each is imported from, in Node and in a page, and an expression that is its first answer: whether it may be done.
 *
 * @type {Record<string, Library>}
 */
const libraries = {
  torihiki: {
    node: { from: "torihiki", init: "await library.default();" },
    page: { from: "/torihiki/pkg/index.js", init: "await library.default();" },
    answer: `library.preview(${JSON.stringify(order)}, ${JSON.stringify(options)}).actions.find(({ id }) => id === "revise").verdict === "allowed"`,
  },
  Cedar: {
    node: { from: "@cedar-policy/cedar-wasm/nodejs", init: "" },
    page: { from: "/@cedar-policy/cedar-wasm/web/cedar_wasm.js", init: "await library.default();" },
    answer: `library.isAuthorized(${JSON.stringify(request)}).response.decision === "allow"`,
  },
};

/**
 * A program that gives `{ allowed, time }`, in milliseconds.
 *
 * @param {Entry} entry
 * @param {string} answer
 */
const program = ({ from, init }, answer) => `(async () => {
  const start = performance.now();
  const library = await import(${JSON.stringify(from)});
  ${init}
  const allowed = ${answer};
  return { allowed, time: performance.now() - start };
})()`;

const installed = install();
const modules = join(installed.project, "node_modules");
cpSync(join(root, "node_modules/@cedar-policy"), join(modules, "@cedar-policy"), { recursive: true });
writeFileSync(join(modules, "empty.html"), "<!doctype html><title>empty</title>");
const server = await serve({ port: 0, root: modules });
const browser = await launchChromium();

/**
 * @param {Library} library
 * @returns {Measured}
 */
const inNode = ({ node, answer }) =>
  JSON.parse(installed.run(`console.log(JSON.stringify(await ${program(node, answer)}))`));

/**
 * @param {Library} library
 * @returns {Promise<Measured>}
 */
async function inChromium({ page: where, answer }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}empty.html`);
  const measured = await page.evaluate(program(where, answer));
  const files = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
  );
  await context.close();
  return { ...measured, files };
}

/**
 * What each measured, round by round. The first round fills the caches of the machine, and does not count.
 *
 * @param {(library: Library) => Measured | Promise<Measured>} measure
 */
async function takeTurns(measure) {
  /** @type {Record<string, Measured[]>} */
  const all = Object.fromEntries(Object.keys(libraries).map((name) => [name, /** @type {Measured[]} */ ([])]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    const names = Object.keys(libraries);
    for (const name of round % 2 ? names.reverse() : names) {
      const measured = await measure(libraries[name]);
      assert.equal(measured.allowed, true, `${name} answers otherwise`);
      if (round > 0) all[name].push(measured);
    }
  }
  return all;
}

/**
 * A part of the way from the least to the most.
 *
 * @param {number[]} numbers
 * @param {number} part
 */
const quantile = (numbers, part) => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) * part)];

/**
 * @param {string} title
 * @param {Record<string, Measured[]>} measured
 */
function row(title, measured) {
  const times = Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, all.map(({ time }) => time)]));
  /** @param {string} name */
  const median = (name) => quantile(times[name], 0.5);
  /** @param {string} name */
  const cell = (name) =>
    `${median(name).toFixed(1)} ms (${quantile(times[name], 0.25).toFixed(1)} to ${quantile(times[name], 0.75).toFixed(1)})`;
  return {
    "": title,
    torihiki: cell("torihiki"),
    Cedar: cell("Cedar"),
    ratio: (median("Cedar") / median("torihiki")).toFixed(1),
  };
}

/**
 * What the page asked the server for, each file compressed for itself.
 *
 * @param {Record<string, Measured[]>} measured
 */
function transferred(measured) {
  const bytes = Object.fromEntries(
    Object.entries(measured).map(([name, [{ files }]]) => [
      name,
      (files ?? []).reduce((sum, file) => sum + gzipSync(readFileSync(join(modules, file)), { level: 9 }).length, 0),
    ]),
  );
  /** @param {string} name */
  const cell = (name) => `${Math.round(bytes[name] / 1_000)} kB`;
  return {
    "": "transferred for it, gzipped",
    torihiki: cell("torihiki"),
    Cedar: cell("Cedar"),
    ratio: (bytes.Cedar / bytes.torihiki).toFixed(1),
  };
}

/** @param {Record<string, string>[]} rows */
function print(rows) {
  const columns = Object.keys(rows[0]);
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  /** @param {string[]} cells */
  const line = (cells) =>
    console.log(
      cells
        .map((cell, index) => cell.padEnd(widths[index]))
        .join("  ")
        .trimEnd(),
    );
  line(columns);
  for (const row of rows) line(columns.map((column) => row[column]));
}

try {
  const node = await takeTurns(inNode);
  const page = await takeTurns(inChromium);
  const { version } = JSON.parse(readFileSync(join(modules, "@cedar-policy/cedar-wasm/package.json"), "utf8"));
  console.log(
    `From before the import to after the first answer: medians of ${ROUNDS} (and quartiles), the two in turns,`,
  );
  console.log(
    `each in a fresh process or browser context, files from this machine;\nCedar ${version}, and the ratio of its medians to those of torihiki.\n`,
  );
  print([row(`Node ${process.versions.node}`, node), row(`Chromium ${browser.version()}`, page), transferred(page)]);
} finally {
  await browser.close();
  await server.close();
  installed.remove();
}
