// The reader's own clock beside the marketplace's.

/** @import { Locale } from "torihiki" */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ownTime } from "../../www/shared/own-time.js";
import { choose, start } from "./visitor.mjs";

/** @type {Awaited<ReturnType<typeof start>>} */
let browser;
before(async () => {
  browser = await start();
});
after(() => browser.end());

const at = Date.parse("2026-11-17T09:00:00+09:00");
/**
 * @param {string} ownZone
 * @param {Locale} [locale]
 * @param {number} [instant]
 */
const own = (ownZone, locale = "ja", instant = at) => ownTime(instant, { locale, zone: "+09:00", now: at, ownZone });

test("a clock that shows the same is not told of", () => {
  assert.equal(own("Asia/Tokyo"), null);
  assert.equal(own("Asia/Seoul"), null);
});

test("another clock is told of, with its date only where that is another one", () => {
  assert.equal(own("Europe/Berlin"), "1:00");
  assert.equal(own("Europe/Berlin", "en"), "01:00");
  assert.equal(own("Asia/Kathmandu"), "5:45");
  assert.equal(own("America/New_York"), "11月16日(月) 19:00");
  assert.match(own("America/New_York", "en"), /^Mon,? 16 Nov,? 19:00$/);
});

test("where something ends, another clock shows midnight as the end of a day, too", () => {
  /**
   * @param {string} ownZone
   * @param {string} text
   */
  const end = (ownZone, text) =>
    ownTime(Date.parse(text), { locale: "ja", zone: "+09:00", now: at, isEnd: true, ownZone });
  assert.equal(end("Europe/Berlin", "2026-11-18T00:00:00+09:00"), "16:00");
  assert.equal(end("Europe/Berlin", "2026-11-18T08:00:00+09:00"), "11月17日(火) 24:00");
  assert.equal(end("Pacific/Auckland", "2026-11-17T20:00:00+09:00"), "24:00");
});

test("summer time counts at the instant that is told, not today", () => {
  assert.equal(own("Europe/Berlin", "ja", Date.parse("2026-07-01T09:00:00+09:00")), "2:00");
});

test("a marketplace whose clocks change is beside the reader's as both are at that instant", () => {
  const there = { locale: /** @type {const} */ ("ja"), zone: "America/Los_Angeles", now: at, ownZone: "Europe/Berlin" };
  // Berlin is eight hours ahead for the days on which only one of them has summer time.
  assert.equal(ownTime(Date.parse("2026-03-07T12:00:00-08:00"), there), "21:00");
  assert.equal(ownTime(Date.parse("2026-03-10T12:00:00-07:00"), there), "20:00");
  assert.equal(ownTime(Date.parse("2026-04-10T12:00:00-07:00"), there), "21:00");
  assert.equal(ownTime(at, { ...there, ownZone: "America/Los_Angeles" }), null);
});

test("a reader in the marketplace's zone sees one clock", async () => {
  const { page, close } = await browser.open();
  await choose(page, "role", "");
  assert.equal(await page.locator(".own-time, .label-own").count(), 0);
  assert.doesNotMatch(await page.locator("body").innerText(), /お住まい/);
  await close();
});

for (const [zone, said, axis] of [
  ["Europe/Berlin", "9:00（お住まいの地域では 1:00）", "(1:00)"],
  ["America/New_York", "9:00（お住まいの地域では 11月20日(金) 19:00）", "前日(19:00)"],
]) {
  test(`a reader in ${zone} sees their own clock beside every instant`, async () => {
    const { page, close } = await browser.open({ timezoneId: zone });
    const card = await page.locator('#order [data-action="revise"] summary').innerText();
    assert.ok(card.includes(said), card);
    await page.locator("#timeline-tables-summary").click();
    await page.locator("[data-table]").first().waitFor();
    // Every instant is followed by the reader's own; a date without a clock, as a source has it, is the same everywhere.
    const alone = await page
      .locator('time[datetime*="T"]')
      .evaluateAll((all) =>
        all.filter((time) => !time.nextElementSibling?.classList.contains("own-time")).map((time) => time.textContent),
      );
    assert.deepEqual(alone, []);
    assert.match(await page.locator("#hint-now").innerText(), /お住まいの地域では/);
    assert.match(await page.locator('[id="hint-deliveredAt"]').innerText(), /お住まいの地域では/);
    assert.match(await page.locator("#handle").getAttribute("aria-valuetext"), /お住まいの地域では/);
    const moment = page.locator(`.picture .label-moment[data-at="${Date.parse("2026-11-21T09:00:00+09:00")}"]`);
    assert.equal(await moment.locator(".label-own").textContent(), axis);
    assert.equal(
      await page.locator("#field-deliveredAt").inputValue(),
      "2026-11-14 09:00",
      "a field stays on the marketplace's clock",
    );
    await close();
  });
}

test("in English too", async () => {
  const { page, close } = await browser.open({ timezoneId: "Europe/Berlin" });
  await choose(page, "locale", "en");
  assert.match(
    await page.locator('#order [data-action="revise"] summary').innerText(),
    /09:00 \(01:00 where you are\)/,
  );
  await close();
});

/** The marketplace of the answers, as if it were in California. */
const IN_CALIFORNIA = `
  export const describe = (...all) => {
    const told = own.describe(...all);
    return Array.isArray(told) ? told : { ...told, utcOffset: null, timeZone: "America/Los_Angeles" };
  };
`;

test("a marketplace whose clocks change is told on its own clocks everywhere", async () => {
  const { page, close } = await browser.open({ instead: IN_CALIFORNIA, timezoneId: "America/Los_Angeles" });
  const hint = page.locator(".time .legend");
  const now = page.locator("#now");
  await now.fill("2026-03-08 01:30");
  assert.match(await hint.innerText(), /（(?:米国|アメリカ)太平洋時間、UTC-08:00）\s*2026年3月8日\(日\) 1:30/);
  await page.locator("#now-\\+hour").click();
  assert.equal(await now.inputValue(), "2026-03-08 03:30", "an hour later clocks have skipped one");
  assert.match(await hint.innerText(), /UTC-07:00/);
  // A time that there is not.
  await now.fill("2026-03-08 02:30");
  assert.match(await hint.innerText(), /3月8日\(日\) 3:30/);
  await now.blur();
  assert.equal(await now.inputValue(), "2026-03-08 03:30");
  // A day of 23 hours, and one of 25.
  await page.locator("#now-\\-day").click();
  assert.equal(await now.inputValue(), "2026-03-07 03:30");
  await now.fill("2026-10-31 12:00");
  await page.locator("#now-\\+day").click();
  assert.equal(await now.inputValue(), "2026-11-01 12:00");
  // A time that comes twice.
  await now.fill("2026-11-01 01:30");
  assert.match(await hint.innerText(), /1:30（UTC-07:00）/);
  await page.locator("#now-\\+hour").click();
  assert.equal(await now.inputValue(), "2026-11-01 01:30 -08:00");
  assert.match(await hint.innerText(), /1:30（UTC-08:00）/);
  await now.fill("2026-11-01 01:30 -08:00");
  await page.locator("#now-\\+hour").click();
  assert.equal(await now.inputValue(), "2026-11-01 02:30");
  assert.equal(await page.locator(".own-time, .label-own").count(), 0, "and the reader there sees one clock");
  // The keys of the handle go by the same days.
  await now.fill("2026-10-31 12:00");
  await page.locator("#handle").press("ArrowUp");
  assert.equal(await now.inputValue(), "2026-11-01 12:00");
  await choose(page, "locale", "en");
  assert.match(await hint.innerText(), /Pacific Time, UTC-08:00/);
  await close();
});
