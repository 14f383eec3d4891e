// The page for everybody: no finding of axe-core, and no sideways scrolling in a narrow window.

/** @import { Page } from "playwright-core" */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { askEverything, choose, enter, openParams, openTables, start, suppose } from "./visitor.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @type {Awaited<ReturnType<typeof start>>} */
let browser;
before(async () => {
  browser = await start();
});
after(() => browser.end());

/**
 * What axe-core finds, as one line each. The page's own policy forbids injected scripts, so it is evaluated.
 *
 * @param {Page} page
 */
async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const views = {
  "as it opens": async () => {},
  "with problems": async (page) => {
    await openParams(page);
    await page.locator("#now").fill("?");
    await page.locator("#field-deliveredAt").fill("?");
    await enter(page, '[id="field-params.reviewWindow"]', "?");
  },
  "with everything opened, for everybody": async (page) => {
    await choose(page, "role", "");
    await page.locator("details").evaluateAll((/** @type {HTMLDetailsElement[]} */ all) => {
      for (const details of all) details.open = true;
    });
    await openTables(page);
  },
  "after a what-if": async (page) => {
    await choose(page, "role", "");
    await suppose(page, "request-cancel", "buyer");
    await suppose(page, "revise", "buyer");
  },
  "after the trap": async (page) => {
    await choose(page, "policy", "qoo10");
    await choose(page, "sample", "late-parcel");
    await suppose(page, "request-cancel", "buyer");
  },
  "with every way asked for": async (page) => {
    await choose(page, "sample", "no-first-message");
    await askEverything(page);
  },
  "with a problem after a what-if": async (page) => {
    await suppose(page, "revise", "buyer");
    await enter(page, "#field-deliveredAt", "?");
  },
};

// Each language and each scheme once: no colour depends on the language, and no name on the colours.
for (const { locale, colorScheme } of /** @type {const} */ ([
  { locale: "ja", colorScheme: "light" },
  { locale: "en", colorScheme: "dark" },
])) {
  for (const [name, arrange] of Object.entries(views)) {
    test(`axe-core finds nothing ${name}, in ${locale}, ${colorScheme}`, async () => {
      const { page, close } = await browser.open({ colorScheme, reducedMotion: "reduce" });
      await choose(page, "locale", locale);
      await arrange(page);
      assert.deepEqual(await findings(page), []);
      await close();
    });
  }
}

// A colour does not depend on the width either.
for (const { width, colorScheme } of /** @type {const} */ ([
  { width: 1280, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
])) {
  test(`axe-core finds nothing on the way to one's own answer, ${width} pixels wide, ${colorScheme}`, async () => {
    const { page, close } = await browser.open({
      at: "",
      time: "2026-11-20T10:00:00+09:00",
      viewport: { width, height: 844 },
      colorScheme,
      reducedMotion: "reduce",
    });
    assert.deepEqual(await findings(page), [], "empty");
    await choose(page, "policy", "qoo10");
    await choose(page, "role", "seller");
    assert.deepEqual(await findings(page), [], "before the state");
    await choose(page, "state", "handed-over");
    assert.deepEqual(await findings(page), [], "with questions");
    await enter(page, "#field-cancelRequestedAt", "いつか");
    assert.deepEqual(await findings(page), [], "with a problem");
    await enter(page, "#field-cancelRequestedAt", "2時間前");
    await page.locator("#left-out-shipBy").click();
    await page.locator("#others-summary").click();
    assert.deepEqual(await findings(page), [], "with everything asked for");
    await close();
  });
}

test("what can be chosen, typed in and pressed around an answer is 44 pixels high", async () => {
  const { page, close } = await browser.open({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
  await page.locator("#order-form-summary").click();
  await page.locator("#more-summary").click();
  const small = await page
    .locator(
      "#ways-in label, #viewpoint :is(input, button, summary, .options), #order-form :is(input, select, button, label:has(input), summary)",
    )
    .evaluateAll((all) =>
      all.flatMap((one) => {
        const { height } = one.getBoundingClientRect();
        const isInLabel = one.matches("input[type=radio]");
        return one.checkVisibility() && !isInLabel && height < 43.5
          ? [`${one.id || one.className || one.outerHTML.slice(0, 60)}: ${height}`]
          : [];
      }),
    );
  assert.deepEqual(small, []);
  await close();
});

test("axe-core finds nothing on any sample", async () => {
  const { page, close } = await browser.open({ reducedMotion: "reduce" });
  for (const [policy, list] of Object.entries(samples)) {
    await choose(page, "policy", policy);
    for (const { id } of list) {
      await choose(page, "sample", id);
      assert.deepEqual(await findings(page), [], `${policy} ${id}`);
    }
  }
  await close();
});

test("axe-core finds nothing for a reader in another zone, in forced colours", async () => {
  const { page, close } = await browser.open({
    timezoneId: "America/New_York",
    forcedColors: "active",
    reducedMotion: "reduce",
  });
  await openTables(page);
  assert.deepEqual(await findings(page), []);
  await close();
});

test("nothing is wider than a window of 280, 320 or 375 pixels, in either language", async () => {
  const { page, close } = await browser.open({
    viewport: { width: 320, height: 640 },
    reducedMotion: "reduce",
    timezoneId: "America/New_York",
  });
  await page.locator("#order-form > summary").click();
  await openTables(page);
  for (const locale of ["ja", "en"]) {
    await choose(page, "locale", locale);
    for (const [policy, list] of Object.entries(samples)) {
      await choose(page, "policy", policy);
      for (const { id } of list) {
        await choose(page, "sample", id);
        await choose(page, "role", "");
        await askEverything(page);
        await assertFits(page, `${policy} ${id} in ${locale}`);
        // What takes something has to be filled in first.
        const offers = page.locator("[data-whatif]:not([type=submit]), [data-try]");
        if ((await offers.count()) === 0) continue;
        await offers.first().evaluate((/** @type {HTMLElement} */ button) => button.click());
        assert.equal(await page.locator("#supposed-banner").count(), 1, `${policy} ${id}`);
        await assertFits(page, `${policy} ${id} after a what-if, in ${locale}`);
      }
    }
  }
  await close();
});

/**
 * @param {Page} page
 * @param {string} name
 */
async function assertFits(page, name) {
  for (const width of [280, 320, 375]) {
    await page.setViewportSize({ width, height: 640 });
    // The picture is drawn anew for the width.
    await page.waitForFunction(() => {
      const canvas = document.querySelector(".canvas");
      return document.querySelector(".picture").viewBox.baseVal.width === canvas.clientWidth;
    });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
  }
}

/**
 * Where the focus is after each press of Tab, and whether something covers it.
 *
 * @param {Page} page
 * @param {number} presses
 */
async function walk(page, presses) {
  const found = [];
  for (let count = 0; count < presses; count += 1) {
    await page.keyboard.press("Tab");
    found.push(
      await page.evaluate(() => {
        /**
         * @param {Element | null} of
         * @returns {Element | null}
         */
        const deep = (of) => (of?.shadowRoot?.activeElement ? deep(of.shadowRoot.activeElement) : of);
        const focused = deep(document.activeElement);
        const { left, top, right, bottom, width, height } = focused.getBoundingClientRect();
        /**
         * @param {number} x
         * @param {number} y
         */
        const at = (x, y) => {
          let hit = document.elementFromPoint(x, y);
          while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) {
            hit = hit.shadowRoot.elementFromPoint(x, y);
          }
          return hit;
        };
        /** @param {Element | null} hit */
        const isIts = (hit) =>
          hit !== null &&
          (focused.contains(hit) ||
            hit.contains(focused) ||
            hit.closest("label")?.contains(focused) ||
            /** @type {ShadowRoot} */ (hit.getRootNode()).host === focused);
        const points = [
          [left + 3, top + 3],
          [right - 3, top + 3],
          [left + 3, bottom - 3],
          [right - 3, bottom - 3],
          [left + width / 2, top + height / 2],
        ];
        const name = `${focused.localName}#${focused.id}.${focused.className}`;
        return {
          name,
          isEnd: focused === document.body,
          isSeen: points.some(([x, y]) => isIts(at(x, y))),
          inside: left < innerWidth && right > 0 && top < innerHeight && bottom > 0,
        };
      }),
    );
    if (found.at(-1).isEnd) break;
  }
  return found;
}

for (const [width, height] of [
  [1280, 800],
  [390, 700],
]) {
  test(`Tab leads through the whole page, and what has the focus is always to be seen, ${width} pixels wide`, async () => {
    const { page, close } = await browser.open({ viewport: { width, height }, reducedMotion: "reduce" });
    const found = await walk(page, 400);
    assert.deepEqual(
      found.filter(({ isSeen, inside, isEnd }) => !isEnd && (!isSeen || !inside)),
      [],
    );
    const names = found.map(({ name }) => name);
    assert.match(names[0], /skip/);
    for (const expected of [
      "#entry-example",
      "#order-form-summary",
      "#handle",
      "#goal-state",
      "#rules-revise-summary",
    ]) {
      assert.ok(
        names.some((name) => name.includes(expected)),
        expected,
      );
    }
    await close();
  });
}
