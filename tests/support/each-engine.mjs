// A suite of tests in each engine.

import { after, before, describe } from "node:test";
import { engines, start } from "./engines.mjs";

/** Runs a suite in each engine, with one browser for each. It is given a function, since the browser starts later. */
export function eachEngine(suite) {
  for (const engine of engines) {
    describe(engine, () => {
      let browser;
      before(async () => {
        browser = await start(engine);
      });
      after(() => browser?.end());
      suite(() => browser, engine);
    });
  }
}
