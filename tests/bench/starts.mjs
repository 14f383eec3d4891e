// How long a program waits from the import to the first verdicts: each time in a Node of its own, or in a page of a
// browser context of its own, with nothing in its caches. Everybody takes turns. The files come from this machine,
// uncompressed, so what a network would add is not in the times.

/** @import { Browser } from "playwright-core" */

import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import { bundled, startOf } from "./bundles.mjs";
import { IDS, IN_PAGES, LIBRARIES } from "./entrants.mjs";
import { NOW, orders } from "./orders.mjs";

const [order] = orders(1, "text");
const root = new URL("../../", import.meta.url).pathname;

/**
 * A page of a context of its own. What compiles to JavaScript may do so: no Content-Security-Policy counts.
 *
 * @param {Browser} browser
 * @param {string} url of a server of the checkout
 */
export async function emptyPage(browser, url) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${url}tests/bench/empty.html`);
  return page;
}

/**
 * The times of each, by its id.
 *
 * @param {string[]} ids
 * @param {number} rounds
 * @param {(id: string) => Promise<() => number | Promise<number>>} prepare
 */
async function takeTurns(ids, rounds, prepare) {
  /** @type {Record<string, () => number | Promise<number>>} */
  const starts = {};
  for (const id of ids) starts[id] = await prepare(id);
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(ids.map((id) => [id, /** @type {number[]} */ ([])]));
  // The first round fills the caches of the machine, and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const id of round % 2 ? ids.toReversed() : ids) {
      const time = await starts[id]();
      if (round > 0) times[id].push(time);
    }
  }
  return times;
}

/** @param {number} rounds */
export const startsInNode = (rounds) =>
  takeTurns(IDS, rounds, async (id) => {
    const program = startOf(await bundled(`peers/${id}`, "node"), LIBRARIES[id]?.inNode, "", order, NOW);
    const args = ["--input-type=module", "--eval", `console.log(await ${program})`];
    return () => Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
  });

/**
 * @param {Browser} browser
 * @param {string} url of a server of the checkout
 * @param {number} rounds
 */
export const startsInPages = (browser, url, rounds) =>
  takeTurns(IN_PAGES, rounds, async (id) => {
    const { inPage, init = "" } = LIBRARIES[id] ?? {};
    const bundle = `/${relative(root, await bundled(`peers/${id}`, "browser"))}`;
    const program = startOf(bundle, inPage, init, order, NOW);
    return async () => {
      const page = await emptyPage(browser, url);
      const time = /** @type {number} */ (await page.evaluate(program));
      await page.context().close();
      return time;
    };
  });
