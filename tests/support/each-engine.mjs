// A suite of tests in each engine.

/** @import { EngineBrowser, EngineName } from "./engines.mjs" */

import { after, before, describe } from "node:test";
import { engines, start } from "./engines.mjs";

/**
 * Runs a suite in each engine, with one browser for each. It is given a function, since the browser starts later.
 *
 * @param {(browser: () => EngineBrowser, engine: EngineName) => void} suite
 * @param {EngineName[]} [among] where that is enough, in these engines only
 */
export function eachEngine(suite, among = engines) {
  for (const engine of among) {
    describe(engine, () => {
      /** @type {EngineBrowser} */
      let browser;
      before(async () => {
        browser = await start(engine);
      });
      after(() => browser?.end());
      suite(() => browser, engine);
    });
  }
}
