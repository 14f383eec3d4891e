// Instants as people write them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { instantOf } from "../../www/shared/time.js";
import { readInstant } from "../../www/page/view/written-instants.js";

const zone = "+09:00";
// Sunday
const now = instantOf("2026-11-29T18:20:00+09:00");

/**
 * What a text is read as, on the marketplace's clocks.
 *
 * @param {string} text
 * @param {boolean} [isDeadline]
 */
const read = (text, isDeadline) => readInstant(text, { now, zone, isDeadline })?.slice(0, 16).replace("T", " ") ?? null;

/** @type {Record<string, string>} */
const texts = {
  "2026-11-20 09:00": "2026-11-20 09:00",
  "2026/11/29 7:40": "2026-11-29 07:40",
  "２０２６／１１／２９　７：４０": "2026-11-29 07:40",
  "2026年11月29日 7時40分": "2026-11-29 07:40",
  "2026年11月29日(日) 7:40": "2026-11-29 07:40",
  "2026-11-29T07:40": "2026-11-29 07:40",
  "2026.11.9 23:59": "2026-11-09 23:59",
  "11/28 9:00": "2026-11-28 09:00",
  "11月28日 午後7時半": "2026-11-28 19:30",
  "1/5 9時": "2027-01-05 09:00",
  今: "2026-11-29 18:20",
  今日: "2026-11-29 00:00",
  "今日 9:30": "2026-11-29 09:30",
  昨日18時: "2026-11-28 18:00",
  昨日の18時ごろ: "2026-11-28 18:00",
  おととい: "2026-11-27 00:00",
  "明日 25:00": "2026-12-01 01:00",
  "3日前": "2026-11-26 18:20",
  "３日前": "2026-11-26 18:20",
  "3日前の9時": "2026-11-26 09:00",
  "3日前 午前9時": "2026-11-26 09:00",
  "2時間前": "2026-11-29 16:20",
  "30分後": "2026-11-29 18:50",
  "1週間前": "2026-11-22 18:20",
  "7:40": "2026-11-29 07:40",
  now: "2026-11-29 18:20",
  yesterday: "2026-11-28 00:00",
  "tomorrow 9:00": "2026-11-30 09:00",
  "yesterday at 7pm": "2026-11-28 19:00",
  "10 days ago": "2026-11-19 18:20",
  "in 2 hours": "2026-11-29 20:20",
  "Nov 28 9:00": "2026-11-28 09:00",
  "28 Nov 2025, 12am": "2025-11-28 00:00",
};

for (const [text, expected] of Object.entries(texts)) {
  test(`“${text}” is read`, () => assert.equal(read(text), expected));
}

test("a day without a time is its first minute, and of a deadline its last", () => {
  assert.equal(read("2026/11/30"), "2026-11-30 00:00");
  assert.equal(read("2026/11/30", true), "2026-11-30 23:59");
  assert.equal(read("明日", true), "2026-11-30 23:59");
});

for (const text of [
  "",
  "?",
  "ずっと前",
  "13/45",
  "2026-02-30",
  "2026/13/1",
  "25時99分",
  "3",
  "3日前の朝",
  "みっか前",
]) {
  test(`“${text}” is not read`, () => assert.equal(read(text), null));
}

test("what is written exactly keeps its offset and its seconds", () => {
  assert.equal(readInstant("2026-11-20T00:00:00Z", { now, zone }), "2026-11-20T00:00:00Z");
  assert.equal(readInstant("2026-11-20 09:00:30", { now, zone }), "2026-11-20T09:00:30+09:00");
});
