// The packed tarball, tried with the cases in `tests/cases/lookahead`: timelines, what-ifs, ways and errors.

/** @import { Order } from "torihiki" */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { lookaheadCalls, readLookahead, runLookahead } from "../support/lookahead-cases.mjs";
import { install } from "../support/installed.mjs";

const installed = install();
after(installed.remove);
const torihiki = await installed.load();
before(() => torihiki.default());

for (const kind of /** @type {const} */ (["timelines", "applies", "ways", "errors"])) {
  describe(kind, () => {
    for (const each of readLookahead(kind)) {
      test(each.name, () => {
        const differences = runLookahead(torihiki, kind, each);
        assert.ok(differences.length === 0, `\n${differences.join("\n")}`);
      });
    }
  });
}

test("a Date that was passed comes back as a Date, and new instants are milliseconds", () => {
  const deliveredAt = new Date("2026-11-10T09:00:00+09:00");
  /** @type {Order<"coconala">} */
  const order = { policy: "coconala", state: "delivered", deliveredAt, cancelRequestedBy: null };
  const now = new Date("2026-11-12T09:00:00+09:00");
  const { order: asked } = torihiki.apply(order, "request-cancel", { role: "buyer", now });
  assert.deepEqual(asked, {
    ...order,
    deliveredAt: new Date(deliveredAt),
    cancelRequestedBy: "buyer",
    cancelRequestedAt: now.getTime(),
  });
  assert.deepEqual(order, {
    policy: "coconala",
    state: "delivered",
    deliveredAt: new Date(deliveredAt),
    cancelRequestedBy: null,
  });
});

test("a browser answers every case as Node does", async () => {
  const server = await serve({ port: 0, root: join(installed.project, "node_modules/torihiki") });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const url = `${server.url}empty`;
    await page.route(url, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    await page.goto(url);
    // What is undefined does not survive the way into the page as a text, and is left out there as here.
    const calls = JSON.stringify(lookaheadCalls());
    const answers = await page.evaluate(async (calls) => {
      const { default: init, ...torihiki } = await import(/** @type {string} */ ("/pkg/index.js"));
      await init();
      return JSON.stringify(
        /** @type {[string, ...unknown[]][]} */ (JSON.parse(calls)).map(([name, ...args]) => torihiki[name](...args)),
      );
    }, calls);
    assert.deepEqual(
      JSON.parse(answers),
      /** @type {[string, ...unknown[]][]} */ (JSON.parse(calls)).map(([name, ...args]) =>
        Reflect.get(torihiki, name)(...args),
      ),
    );
  } finally {
    await browser.close();
    await server.close();
  }
});
