// What the package costs, as the page tells it: its figures are those that were measured.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { BENCHED, MEASUREMENTS, measure } from "../../www/page/developers/measure.js";
import { openPlayground } from "./developers.mjs";
import { pages } from "./visitor.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const sizes = JSON.parse(readFileSync(join(root, "tests/package/sizes.json"), "utf8"));

const { onPage } = pages();

onPage("the sizes are those that were measured", async (page) => {
  await openPlayground(page);
  const rows = await page
    .locator("#developers .sizes tbody tr")
    .evaluateAll((/** @type {HTMLTableRowElement[]} */ all) =>
      all.map((row) => [...row.cells].slice(1).map(({ textContent }) => textContent)),
    );
  /** @param {Record<string, number>} size */
  const kilobytes = (size) => ["raw", "gzip", "brotli"].map((kind) => (size[kind] / 1000).toFixed(1));
  assert.deepEqual(rows[0], kilobytes(sizes["torihiki_bg.wasm"]));
  assert.deepEqual(rows[1], kilobytes(sizes["index.js"]));
  assert.deepEqual(rows.at(-1), kilobytes(sizes["index.js + torihiki_bg.wasm + policies/coconala.policy"]));
});

onPage("the speed is measured on request, and told with how", async (page) => {
  await openPlayground(page);
  await page.locator("#measure").click();
  await page.locator("#measured").filter({ hasText: /µs/ }).waitFor();
  const said = await page.locator("#measured").innerText();
  assert.match(said, /^1件あたり \d+(\.\d)? µs\s+200回の測定の中央値です。/);
});

test("the figures of the benchmark are those of the README", () => {
  const { preview, start } = BENCHED;
  assert.ok(readme.includes(`takes ${preview} there, with instants as texts, and it is ${start} from the import`));
});

/**
 * A clock on which a call takes `length`, and which tells the time only in ticks.
 *
 * @param {number} tick
 * @param {number} length
 */
function clockOf(tick, length) {
  let now = 0;
  /** @param {number} time */
  const pass = (time) => {
    now += time;
    return Math.floor(now / tick) * tick;
  };
  // Looking at it takes a moment, too: otherwise whoever waits for a tick would wait for ever.
  return { now: () => pass(0.0005), call: () => pass(length) };
}

for (const [tick, length] of [
  [0.005, 0.017],
  [0.1, 0.017],
  [1, 0.017],
  [1, 3],
  [0.1, 30],
]) {
  test(`a call of ${length} ms is measured to a tenth, on a clock with ticks of ${tick} ms`, async () => {
    const clock = clockOf(tick, length);
    let rests = 0;
    const { median, calls } = await measure(clock.call, {
      clock: /** @type {Performance} */ (/** @type {unknown} */ (clock)),
      rest: async () => (rests += 1),
    });
    assert.ok(Math.abs(median - length) <= length / 10, `${median}`);
    assert.ok(calls * length >= Math.min(10 * tick, length));
    assert.ok(rests > 0 && rests <= MEASUREMENTS, "the page gets its turn");
  });
}
