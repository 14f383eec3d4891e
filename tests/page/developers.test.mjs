// The section for developers: what is shown is what runs, and its figures are those that were measured.

/**
 * @import { Order } from "torihiki"
 * @import { Page } from "playwright-core"
 */

import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import init, { preview } from "torihiki";
import { BENCHED, MEASUREMENTS, measure } from "../../www/page/developers/measure.js";
import { install } from "../support/installed.mjs";
import { choose, pages } from "./visitor.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
/** @param {string} name */
const exampleOf = (name) => readFileSync(join(root, "www/page/developers/examples", name), "utf8");
const sizes = JSON.parse(readFileSync(join(root, "tests/package/sizes.json"), "utf8"));

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @type {ReturnType<typeof install>} */
let installed;
before(async () => {
  await init();
  installed = install();
});
after(() => installed.remove());

const { onPage: onAnyPage } = pages({ permissions: ["clipboard-read", "clipboard-write"] });

/**
 * A test on a page on which somebody has come to the section.
 *
 * @param {string} name
 * @param {(page: Page) => Promise<unknown>} run
 */
const onPage = (name, run) =>
  onAnyPage(name, async (page) => {
    await arrive(page);
    await run(page);
  });

/**
 * Goes to the section, of which nothing but its head is loaded before.
 *
 * @param {Page} page
 */
async function arrive(page) {
  await page.locator("#developers").scrollIntoViewIfNeeded();
  await page.locator("#measure").waitFor();
}

/**
 * @param {Page} page
 * @param {string} locale
 */
const inLanguage = async (page, locale) => {
  await choose(page, "locale", locale);
  await arrive(page);
};

/**
 * @param {Page} page
 * @param {string} name
 */
const shown = async (page, name) => {
  await page.locator(`#example-${name} figure code:not(:empty)`).last().waitFor();
  return page.locator(`#example-${name} pre`).first().innerText();
};
/**
 * @param {Page} page
 * @param {string} name
 */
const run = async (page, name) => {
  await page.locator(`#run-${name}`).click();
  await page.locator(`#output-${name}:not([hidden])`).waitFor();
  return page.locator(`#output-${name}`).innerText();
};

onAnyPage("before somebody comes to it, nothing of it is loaded", async (page) => {
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.deepEqual(
    loaded.filter((name) => /examples/.test(name)),
    [],
  );
  assert.notEqual(await page.locator("#developers-heading").innerText(), "");
});

onPage("the code that is shown is that of the files", async (page) => {
  for (const locale of ["ja", "en"]) {
    await inLanguage(page, locale);
    assert.equal(await shown(page, "tag"), exampleOf(`tag.${locale}.html`).trimEnd());
    assert.equal(await shown(page, "plain"), exampleOf("plain.js").trimEnd());
    assert.equal(await shown(page, "package"), exampleOf("package.js").trimEnd());
    const rust = await shown(page, "crate");
    assert.ok(readme.includes(`\`\`\`rust\n${rust}\n\`\`\``), "it is that of the README, which `cargo test` runs");
  }
});

onPage("the tag stands in a page of its own, and answers", async (page) => {
  await page.locator("#example-tag").scrollIntoViewIfNeeded();
  const frame = page.frameLocator(".example-frame");
  await frame.locator("torihiki-order [data-action]").first().waitFor();
  const { actions } = preview(
    { policy: "coconala", state: "delivered", deliveredAt: "2026-11-14T09:00:00+09:00" },
    { role: "buyer", now: "2026-11-20T10:00:00+09:00" },
  );
  assert.equal(await frame.locator("torihiki-order [data-action][data-role]").count(), actions.length);
});

onPage("the module without a bundler runs, and says what may be done", async (page) => {
  for (const locale of /** @type {const} */ (["ja", "en"])) {
    await inLanguage(page, locale);
    /** @type {Order<"coconala">} */
    const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-14T09:00:00+09:00" };
    const { actions } = preview(order, { role: "buyer", now: "2026-11-20T10:00:00+09:00", locale });
    const expected = actions
      .filter(({ verdict }) => verdict === "allowed")
      .map(({ label, until }) => ({ label, until: until && new Date(until).toISOString() }));
    assert.deepEqual(JSON.parse(await run(page, "plain")), expected);
  }
});

onPage("the module with a bundler runs as it does in Node with the packed package", async (page) => {
  cpSync(join(root, "www/page/developers/examples/package.js"), join(installed.project, "example.mjs"));
  for (const locale of ["ja", "en"]) {
    await inLanguage(page, locale);
    const inNode = installed.run(`import { run } from "./example.mjs"; console.log(JSON.stringify(run("${locale}")));`);
    const found = JSON.parse(await run(page, "package"));
    assert.deepEqual(found, JSON.parse(inNode));
    assert.ok(found.steps.length > 0 && found.ifNobodyActs.length > 0);
  }
});

onPage("what the Rust code would print is the answer to the order in it", async (page) => {
  /** @type {Order<"qoo10">} */
  const order = { policy: "qoo10", state: "preparing", cancelRequestedAt: "2026-11-11T09:00:00+09:00" };
  const { actions } = preview(order, { role: "seller", now: "2026-11-11T10:00:00+09:00" });
  assert.equal(
    (await run(page, "crate")).trimEnd(),
    actions.map(({ label, verdict }) => `${label}: ${verdict}`).join("\n"),
  );
});

onPage("the code of each file can be copied", async (page) => {
  await shown(page, "plain");
  await page.locator('[data-copy-code="plain.js"]').click();
  await page.locator("#example-plain figcaption [role=status]:not(:empty)").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), exampleOf("plain.js").trimEnd());
});

onPage("the sizes are those that were measured", async (page) => {
  const rows = await page
    .locator("#developers .sizes tbody tr")
    .evaluateAll((/** @type {HTMLTableRowElement[]} */ all) =>
      all.map((row) => [...row.cells].slice(1).map(({ textContent }) => textContent)),
    );
  /** @param {Record<string, number>} size */
  const kilobytes = (size) => ["raw", "gzip", "brotli"].map((kind) => (size[kind] / 1000).toFixed(1));
  assert.deepEqual(rows[0], kilobytes(sizes["torihiki_bg.wasm"]));
  assert.deepEqual(rows[1], kilobytes(sizes["index.js"]));
  assert.deepEqual(rows.at(-1), kilobytes(sizes["index.js + torihiki_bg.wasm"]));
});

onPage("the speed is measured on request, and told with how", async (page) => {
  await page.locator("#measure").click();
  await page.locator("#measured").filter({ hasText: /µs/ }).waitFor();
  const said = await page.locator("#measured").innerText();
  assert.match(said, /^1件あたり \d+(\.\d)? µs\s+200回の測定の中央値です。/);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  onAnyPage(
    `axe-core finds nothing in it, in ${colorScheme} colours`,
    async (page) => {
      for (const locale of ["ja", "en"]) {
        await inLanguage(page, locale);
        for (const name of ["plain", "package", "crate"]) await run(page, name);
        await page.evaluate(axe);
        // The frame holds the element alone, which has tests of its own.
        const { violations } = await page.evaluate(() =>
          globalThis.axe.run("#developers, #share", { iframes: false, rules: { "target-size": { enabled: true } } }),
        );
        assert.deepEqual(
          violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
          [],
        );
      }
    },
    { colorScheme },
  );
}

onPage("nothing of it is wider than a narrow window", async (page) => {
  for (const locale of ["ja", "en"]) {
    await inLanguage(page, locale);
    for (const name of ["plain", "package", "crate"]) await run(page, name);
    for (const width of [280, 320, 375, 900]) {
      await page.setViewportSize({ width, height: 640 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${locale} ${width}`);
    }
  }
});

test("the figures of the benchmark are those of the README", () => {
  assert.ok(readme.includes(`| one \`preview\` (Qoo10, seller, eleven facts) | ${BENCHED.preview},`));
  assert.ok(readme.includes(`| import to first answer | ${BENCHED.start} |`));
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
