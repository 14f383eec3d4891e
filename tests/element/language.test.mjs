// The language of the element: that of the page around it, unless it has one of its own.

/** @import { TorihikiOrderElement } from "torihiki/element/class" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

inEngines((page) => {
  test("it speaks the language of the page around it, also from within shadow roots", async () => {
    await page.open({ lang: null });
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      const now = closing - 1;
      /** @param {TorihikiOrderElement} element */
      const spoken = (element) => {
        const { lang } = find(element, ".order");
        return lang === (/[ぁ-ん]/.test(find(element, ".as-of").textContent) ? "ja" : "en") &&
          element.answer.actions[0].label === find(element, ".link").textContent
          ? lang
          : "a mixture";
      };
      /**
       * @param {string | null} lang
       * @param {number} [depth]
       */
      const inLanguage = async (lang, depth = 0) => {
        let into = document.createElement("div");
        if (lang !== null) into.lang = lang;
        document.body.append(into);
        for (let level = 0; level < depth; level += 1) {
          const inner = document.createElement("div");
          into.attachShadow({ mode: level % 2 === 0 ? "open" : "closed" }).append(inner);
          into = inner;
        }
        return spoken(await make({ order: delivered, now }, { into }));
      };
      /** @type {Record<string, string>} */
      const told = {};
      for (const lang of [null, "", "en", "EN", "en-GB", "ja", "ja-JP", "de", "enm", "en-x-english"]) {
        told[`${lang}`] = await inLanguage(lang);
      }
      told["en, one shadow around it"] = await inLanguage("en", 1);
      told["en, three shadows around it"] = await inLanguage("en", 3);
      // The nearest one counts.
      document.documentElement.lang = "en";
      told["en above"] = await inLanguage(null, 2);
      told["ja below en"] = await inLanguage("ja", 2);
      told["its own"] = spoken(await make({ order: delivered, now }, { attributes: { lang: "ja" } }));
      const both = document.createElement("div");
      both.lang = "ja";
      document.body.append(both);
      told["locale over lang"] = spoken(await make({ order: delivered, now, locale: "en" }, { into: both }));
      told["locale over lang, as an attribute"] = spoken(
        await make({ order: delivered, now }, { into: both, attributes: { locale: "en" } }),
      );
      return told;
    });
    assert.deepEqual(told, {
      null: "ja",
      "": "ja",
      en: "en",
      EN: "en",
      "en-GB": "en",
      ja: "ja",
      "ja-JP": "ja",
      de: "en",
      enm: "en",
      "en-x-english": "en",
      "en, one shadow around it": "en",
      "en, three shadows around it": "en",
      "en above": "en",
      "ja below en": "ja",
      "its own": "ja",
      "locale over lang": "en",
      "locale over lang, as an attribute": "en",
    });
  });

  test("moved to where another language is spoken, it speaks that one", async () => {
    await page.open({ lang: "ja" });
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      const there = document.createElement("div");
      there.lang = "en";
      document.body.append(there);
      const element = await make({ order: delivered, now: closing - 1 });
      /** @type {unknown[]} */
      const told = [find(element, ".order").lang];
      there.append(element);
      await element.updateComplete;
      told.push(find(element, ".order").lang);
      return told;
    });
    assert.deepEqual(told, ["ja", "en"]);
  });

  test("all that a policy says is said in the language of the element, in both languages on one page", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, said, wrong }) => {
      /** @type {unknown[]} */
      const told = [];
      for (const locale of ["ja", "en"]) {
        const element = await make({ order: delivered, now: closing - 1, locale });
        told.push(wrong(element, delivered, { now: closing - 1, locale }));
        // Titles of sources, and names within them, are Japanese in both.
        const japanese = said(element).match(/[ぁ-ん]/g)?.length ?? 0;
        told.push(locale === "ja" ? japanese > 500 : japanese < 500);
        told.push(/undefined|null|NaN|\[object|\$\{/.test(said(element)));
      }
      return told;
    });
    assert.deepEqual(told, [[], true, false, [], true, false]);
  });
});
