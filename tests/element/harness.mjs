// The element as an application gets it, from the packed tarball, on a plain page under the strict
// Content-Security-Policy of `www/build/serve.mjs`, in Chromium, Firefox and WebKit.
//
//   inEngines((page) => {
//     test("it shows the state", async () => {
//       await page.open();
//       const state = await page.run(async ({ make }, order) => (await make({ order })).answer.state.effective, order);
//       assert.equal(state, "delivered");
//     });
//   });

/**
 * @import { Toolkit } from "./in-page/toolkit.mjs"
 * @import { EngineBrowser, EngineName } from "../support/engines.mjs"
 */

import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { eachEngine } from "../support/each-engine.mjs";
import { install, root } from "../support/installed.mjs";
import { serve } from "../../www/build/serve.mjs";

export { root };

export const installed = install();
const server = await serve({ port: 0, root: installed.project });
after(async () => {
  await server.close();
  installed.remove();
});

/** Where the pages are. */
export const site = server.url;

/**
 * Puts a file beside the pages.
 *
 * @param {string} path
 * @param {string | Uint8Array} text
 */
export function put(path, text) {
  mkdirSync(join(installed.project, path, ".."), { recursive: true });
  writeFileSync(join(installed.project, path), text);
  return path;
}

cpSync(new URL("in-page", import.meta.url), installed.project, { recursive: true });

/** The entry that registers the element, as a page names it. */
export const ELEMENT = "/node_modules/torihiki/pkg/element.js";

/**
 * @typedef {object} Source what a page consists of
 * @property {string | null} [lang]
 * @property {string} [head]
 * @property {string} [body]
 * @property {string[]} [scripts]
 */

/**
 * The source of a page. The toolkit is there first, so that it hears of everything that goes wrong.
 *
 * @param {Source} [given]
 */
export function source({ lang = "ja", head = "", body = "", scripts = [ELEMENT] } = {}) {
  /** @param {string} script */
  const load = (script) => `<script type="module" src="${script}"></script>`;
  return `<!doctype html>
<html${lang === null ? "" : ` lang="${lang}"`}>
<meta charset="utf-8"><title>An order</title><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
${["/toolkit.mjs", ...scripts].map(load).join("\n")}
${head}
<body>${body}</body>
</html>`;
}

let count = 0;

/**
 * What runs in a page belongs to the page: a module that it loads, with what it was given as JSON tells it.
 *
 * @param {Function} run
 */
function moduleOf(run) {
  count += 1;
  return put(`calls/${count}.js`, `export default ${run};\n`);
}

/**
 * Runs a suite in each engine, with a page of it.
 *
 * @param {(page: Page, engine: EngineName) => void} suite
 */
export function inEngines(suite) {
  eachEngine((browser, engine) => suite(pageOf(browser), engine));
}

/**
 * Runs a suite in one engine, where no other could come to another end: see `tests/README.md`.
 *
 * @param {(page: Page) => void} suite
 */
export function inOneEngine(suite) {
  eachEngine((browser) => suite(pageOf(browser)), ["chromium"]);
}

/**
 * Resolves once the page is loaded, or at once where another one is still there.
 *
 * @param {string} path
 */
const isLoaded = (path) =>
  location.pathname === path &&
  (document.readyState === "complete" || new Promise((resolve) => addEventListener("load", () => resolve(true))));

/** @typedef {ReturnType<typeof pageOf>} Page */

/** @param {() => EngineBrowser} browser */
function pageOf(browser) {
  return {
    /** The engine's own name and version. */
    get name() {
      return browser().name;
    },

    /**
     * Opens a fresh page with the element on it; `given` as `source` takes it.
     *
     * @param {Source} [given]
     */
    open: async (given) => {
      count += 1;
      const path = put(`pages/${count}.html`, source(given));
      await browser().open(server.url + path);
      // WebKit now and then says that it has opened a page while its scripts are still to run.
      while (!(await browser().evaluate(isLoaded, `/${path}`)));
    },

    /**
     * Runs a function in the page, with the toolkit and what it is given, and gives what it returns. Whatever the page
     * complains of meanwhile is a failure: an error that nobody caught, a word on the console, a policy that is broken.
     *
     * @template Given
     * @template Result
     * @param {(toolkit: Toolkit, given: Given) => Result | Promise<Result>} run
     * @param {Given} [given]
     * @returns {Promise<Result>}
     */
    run: async (run, given = null) => {
      const told = await browser().evaluate(
        (/** @type {string} */ module, /** @type {string} */ given) => globalThis.callInPage(module, given),
        `/${moduleOf(run)}`,
        JSON.stringify(given),
      );
      const { value, error, faults } = JSON.parse(told);
      if (error !== undefined) throw new Error(`in the page: ${error}`);
      assert.deepEqual(faults, [], "the page complained");
      return value;
    },

    /** @param {string[]} keys */
    press: (...keys) => browser().press(...keys),
    /** @param {string | (() => Element)} find */
    click: (find) => browser().click(find),
  };
}
