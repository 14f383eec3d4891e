// Each language on its own: no text of the other one is left over.

/** @import { Page } from "playwright-core" */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { texts } from "../../www/page/texts.js";
import { askEverything, choose, openTables, start } from "./visitor.mjs";

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** A run of Latin letters that is no name, unit or value. */
const ENGLISH = /[A-Za-z]{2,}/;
/** What a marketplace calls something itself, given in brackets. */
const OWN_NAMES = /\([^()A-Za-z]+\)/g;
const NAMES = /torihiki|Qoo10|UTC|gzip|Brotli|[\w.]+\.(?:js|html|rs)\b|\b\d+[dhms]\b/g;

/** @type {Awaited<ReturnType<typeof start>>} */
let browser;
before(async () => {
  browser = await start();
});
after(() => browser.end());

/**
 * Every text that a person can read or hear, outside what is marked as another language or as code.
 *
 * @param {Page} page
 */
function textsOf(page) {
  return page.evaluate(() => {
    const language = document.documentElement.lang;
    /** @param {Element | null} element */
    const isOurs = (element) =>
      element.closest("[lang]").lang === language && element.closest("code, script, noscript, [translate=no]") === null;
    const found = [document.title];
    const roots = [document.body, document.getElementById("order").shadowRoot.querySelector(".order")];
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (isOurs(walker.currentNode.parentElement)) found.push(/** @type {Text} */ (walker.currentNode).data);
      }
    }
    for (const element of roots.flatMap((root) => [...root.querySelectorAll("*")])) {
      for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
        if (isOurs(element) && element.hasAttribute(name)) found.push(element.getAttribute(name));
      }
    }
    return [...new Set(found.map((text) => text.trim()))];
  });
}

/**
 * Every text of the banner after each what-if and each way that the page offers.
 *
 * @param {Page} page
 */
function bannerTexts(page) {
  return page.evaluate(() => {
    const found = [];
    for (const { id } of [...document.querySelectorAll("[data-whatif], [data-try]")]) {
      document.getElementById(id).click();
      const banner = document.getElementById("supposed-banner");
      // What takes something that is not filled in, or needs a fact that is missing, is pressed in vain.
      if (banner === null) continue;
      const walker = document.createTreeWalker(banner, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode).data.trim());
      [...banner.querySelectorAll(".buttons > button")].at(-1).click();
    }
    return [...new Set(found)];
  });
}

/** @type {[locale: string, isForeign: (text: string) => boolean][]} */
const languages = [
  ["en", (text) => JAPANESE.test(text.replace(OWN_NAMES, ""))],
  ["ja", (text) => !JAPANESE.test(text) && ENGLISH.test(text.replace(NAMES, ""))],
];

for (const [locale, isForeign] of languages) {
  test(`in ${locale}, nothing is left in the other language`, async () => {
    const { page, close } = await browser.open();
    await choose(page, "locale", locale);
    for (const [policy, list] of Object.entries(samples)) {
      await choose(page, "policy", policy);
      for (const { id } of list) {
        await choose(page, "sample", id);
        await choose(page, "role", "");
        for (const edition of ["official", "guide"]) {
          await choose(page, "edition", edition);
          assert.deepEqual((await textsOf(page)).filter(isForeign), [], `${policy} ${id} ${edition}`);
        }
      }
    }
    await page.locator("#now").fill("?");
    await page.locator('[data-field] input[type="text"][id^="field-"]').first().fill("?");
    await page.keyboard.press("Tab");
    assert.deepEqual((await textsOf(page)).filter(isForeign), [], "with problems");
    await close();
  });
}

for (const [locale, isForeign] of languages) {
  test(`in ${locale}, nothing is left in the other language after a what-if, nor in the tables, the ways and the picture`, async () => {
    const { page, close } = await browser.open({ reducedMotion: "reduce", timezoneId: "America/New_York" });
    await choose(page, "locale", locale);
    await openTables(page);
    for (const [policy, list] of Object.entries(samples)) {
      await choose(page, "policy", policy);
      for (const { id } of list) {
        await choose(page, "sample", id);
        await choose(page, "role", "");
        await askEverything(page);
        assert.deepEqual((await textsOf(page)).filter(isForeign), [], `${policy} ${id}`);
        assert.deepEqual((await bannerTexts(page)).filter(isForeign), [], `${policy} ${id} after what-ifs`);
      }
    }
    await close();
  });
}

test("the page's own texts have the same keys and kinds in both languages", () => {
  assert.deepEqual(shapeOf(texts.ja), shapeOf(texts.en));
});

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function shapeOf(value) {
  if (typeof value !== "object") return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}
