// Marketplaces whose clocks change: what the element tells, and what page and element count with, in every engine.

import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as time from "../../www/shared/time.js";
import * as zone from "../../www/shared/zone.js";
import { compareZones } from "./in-page/zones.mjs";
import { inEngines, installed, put, root } from "./harness.mjs";

for (const file of readdirSync(join(root, "www/shared"))) {
  if (/^(time|zone|length)\.js$/.test(file)) {
    put(`shared/${file}`, readFileSync(join(root, "www/shared", file), "utf8"));
  }
}

// The element of a package that says of every policy that it is in California.
const california = join(installed.project, "california");
cpSync(join(installed.project, "node_modules/torihiki/pkg"), california, { recursive: true });
renameSync(join(california, "index.js"), join(california, "own.js"));
put(
  "california/index.js",
  `import * as own from "./own.js";
  export * from "./own.js";
  export { default } from "./own.js";
  export const describe = (...all) => ({ ...own.describe(...all), utcOffset: null, timeZone: "America/Los_Angeles" });`,
);

/** @param {import("./in-page/zones.mjs").Compared} compared */
function isRight({ instants, failures }) {
  assert.deepEqual(failures, []);
  assert.ok(instants > 10_000, String(instants));
}

test("Node: what clocks show around their changes", (t) => {
  const compared = compareZones({ ...time, ...zone });
  t.diagnostic(`${compared.instants} instants${compared.temporal ? ", beside Temporal" : ""}`);
  isRight(compared);
});

inEngines((page) => {
  test("what clocks show around their changes", async (t) => {
    await page.open();
    const compared = await page.run(async () => {
      const modules = ["/shared/time.js", "/shared/zone.js", "/zones.mjs"];
      const [time, zone, { compareZones }] = await Promise.all(modules.map((module) => import(module)));
      return compareZones({ ...time, ...zone });
    });
    t.diagnostic(`${page.name}: ${compared.instants} instants${compared.temporal ? ", beside Temporal" : ""}`);
    isRight(compared);
  });

  test("an element tells the times of a marketplace whose clocks change, and the days, through both changes", async () => {
    await page.open({ scripts: ["/california/element.js"] });
    const told = await page.run(async ({ make, Clock, find, words }) => {
      // It completes by itself on the 1st of November at 11:00, a day of 25 hours.
      const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-10-25T12:00:00-07:00" };
      /** @type {string[]} */
      const told = [];
      const clock = new Clock(Date.parse("2026-11-01T01:30:00-07:00"));
      const element = await make({ order, clock, locale: "en" });
      // Engines do not agree on every comma.
      const text = (/** @type {string} */ selector) =>
        words(find(element, selector).textContent).replaceAll(/(Sun|Mon),|(Nov),/g, "$1$2");
      told.push(text(".as-of time"), text(".next-at time"), text(".clocks"));
      // It counts down in whole minutes, and a millisecond after each.
      await clock.passTo(Date.parse("2026-11-01T01:30:00-08:00") + 1);
      told.push(text(".as-of time"));
      await clock.passTo(Date.parse("2026-11-01T23:30:00-08:00"));
      told.push(text(".moved time"));
      told.push(new Date(clock.nextRing).toISOString());
      await clock.passTo(clock.nextRing - 1);
      told.push(text(".moved time"));
      await clock.pass(1);
      told.push(text(".moved time"));
      element.remove();

      // A day of 23 hours.
      const spring = new Clock(Date.parse("2026-03-08T00:30:00-08:00"));
      const other = await make({ order: { policy: "coconala", state: "completed" }, clock: spring, locale: "ja" });
      told.push(new Date(spring.nextRing).toISOString());
      await spring.passTo(spring.nextRing);
      told.push(
        new Date(spring.nextRing).toISOString(),
        words(find(other, ".clocks").textContent).replace("アメリカ", "米国"),
      );
      return told;
    });
    assert.deepEqual(told, [
      "today, Sun 1 Nov 01:30 (UTC-07:00)",
      "today, Sun 1 Nov 11:00",
      "Times are those of Pacific Time.",
      "today, Sun 1 Nov 01:30 (UTC-08:00)",
      "today, Sun 1 Nov 11:00",
      "2026-11-02T08:00:00.000Z",
      "today, Sun 1 Nov 11:00",
      "yesterday, Sun 1 Nov 11:00",
      "2026-03-09T07:00:00.000Z",
      "2026-03-10T07:00:00.000Z",
      "時刻は米国太平洋時間で示しています。",
    ]);
  });
});
