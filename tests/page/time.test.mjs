// How the page reads and says instants and lengths of time.

/** @import { Locale } from "torihiki" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { sayDuration, sayLength } from "../../www/shared/length.js";
import { instantOf, instantTextOf, localText, sayClock, sayDate, sayInstant } from "../../www/shared/time.js";
import { zoneName, zoneOf } from "../../www/shared/zone.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** @param {string} text */
const at = (text) => Date.parse(text);

test("a field takes the marketplace's clock, and passes on what it does not understand", () => {
  const cases = {
    "2026-11-20 09:00": "2026-11-20T09:00:00+09:00",
    "2026-11-20 09:00:05": "2026-11-20T09:00:05+09:00",
    "2026-11-20 09:00:05.25": "2026-11-20T09:00:05.25+09:00",
    " 2026-11-20 09:00 ": "2026-11-20T09:00:00+09:00",
    "２０２６-１１-２０　０９:００": "2026-11-20T09:00:00+09:00",
    "2026-11-20T00:00:00Z": "2026-11-20T00:00:00Z",
    "2026-11-20": "2026-11-20",
    きのう: "きのう",
    "": "",
  };
  for (const [typed, expected] of Object.entries(cases)) assert.equal(instantTextOf(typed, "+09:00"), expected);
});

test("a field shows an instant on the marketplace's clock, without the parts that are zero", () => {
  assert.equal(localText(at("2026-11-20T00:00:00Z"), "+09:00"), "2026-11-20 09:00");
  assert.equal(localText(at("2026-11-20T00:00:01Z"), "+09:00"), "2026-11-20 09:00:01");
  assert.equal(localText(at("2026-11-20T23:59:59.999Z"), "-03:30"), "2026-11-20 20:29:59.999");
});

test("where clocks change, a field takes and shows what they show", () => {
  /** @type {[zone: string, typed: string, instant: string][]} */
  const cases = [
    ["America/Los_Angeles", "2026-03-08 01:59", "2026-03-08T01:59:00-08:00"],
    ["America/Los_Angeles", "2026-03-08 03:00", "2026-03-08T03:00:00-07:00"],
    ["America/Los_Angeles", "2026-11-01 00:59", "2026-11-01T00:59:00-07:00"],
    ["America/Los_Angeles", "2026-11-01 01:30", "2026-11-01T01:30:00-07:00"],
    ["America/Los_Angeles", "2026-11-01 01:30 -08:00", "2026-11-01T01:30:00-08:00"],
    ["America/Los_Angeles", "2026-11-01 02:00:00.5", "2026-11-01T02:00:00.5-08:00"],
    ["Asia/Kathmandu", "2026-11-01 09:00", "2026-11-01T09:00:00+05:45"],
    ["Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05T01:45:00+11:00"],
    ["Australia/Lord_Howe", "2026-04-05 01:45 +10:30", "2026-04-05T01:45:00+10:30"],
  ];
  for (const [zone, typed, instant] of cases) {
    assert.equal(instantTextOf(typed, zone), instant);
    if (!typed.includes(".5")) assert.equal(localText(at(instant), zone), typed);
  }
  // What clocks skip is as much later as they skip.
  assert.equal(at(instantTextOf("2026-03-08 02:30", "America/Los_Angeles")), at("2026-03-08T03:30:00-07:00"));
  assert.equal(at(instantTextOf("2026-10-04 02:10", "Australia/Lord_Howe")), at("2026-10-04T02:40:00+11:00"));
  // Without a minus sign of the keyboard.
  assert.equal(instantTextOf("2026-11-01 01:30 \u221208:00", "America/Los_Angeles"), "2026-11-01T01:30:00-08:00");
  for (const typed of ["2026-13-01 00:00", "2026-11-01 25:00", "2026-11-01 01:30 PST", "きのう"]) {
    assert.ok(Number.isNaN(instantOf(instantTextOf(typed, "America/Los_Angeles"))), typed);
  }
});

test("where clocks change, days are those of the calendar, and a time that comes twice is told apart", () => {
  /**
   * @param {string} text
   * @param {string} now
   * @param {Locale} [locale]
   */
  const told = (text, now, locale = "ja") => sayInstant(at(text), { locale, zone: "America/New_York", now: at(now) });
  // 23 hours later, and 25.
  assert.equal(told("2026-03-09T00:30:00-04:00", "2026-03-08T00:30:00-05:00"), "明日 3月9日(月) 0:30");
  assert.equal(told("2026-11-01T23:30:00-05:00", "2026-11-01T00:10:00-04:00"), "今日 11月1日(日) 23:30");
  assert.equal(told("2026-11-01T01:30:00-04:00", "2026-10-31T12:00:00-04:00"), "明日 11月1日(日) 1:30（UTC-04:00）");
  assert.equal(told("2026-11-01T01:30:00-05:00", "2026-11-02T12:00:00-05:00"), "昨日 11月1日(日) 1:30（UTC-05:00）");
  assert.match(told("2026-11-01T01:30:00-05:00", "2026-11-09T12:00:00-05:00", "en"), /01:30 \(UTC-05:00\)$/);
  assert.equal(told("2026-11-01T02:00:00-05:00", "2026-11-09T12:00:00-05:00"), "11月1日(日) 2:00");
});

test("a zone has its name in each language, and one that the device does not know is UTC", () => {
  const summer = at("2026-07-01T00:00:00Z");
  // Older engines say アメリカ.
  assert.match(zoneName("America/Los_Angeles", "ja", summer), /^(米国|アメリカ)太平洋時間$/);
  assert.equal(zoneName("America/Los_Angeles", "en", summer), "Pacific Time");
  assert.equal(zoneName("UTC", "ja", summer), "協定世界時");
  assert.equal(zoneName("Etc/GMT-9", "en", summer), "Etc/GMT-9");
  assert.equal(zoneName("+09:00", "ja", summer), null);
  assert.equal(zoneOf({ utcOffset: null, timeZone: "Europe/Berlin" }), "Europe/Berlin");
  assert.equal(zoneOf({ utcOffset: "-03:30", timeZone: null }), "-03:30");
  assert.equal(zoneOf({ utcOffset: "Z", timeZone: null }), "UTC");
  assert.equal(zoneOf({ utcOffset: null, timeZone: "Mars/Olympus_Mons" }), "UTC");
});

test("only an RFC 3339 text with an offset is an instant", () => {
  assert.equal(instantOf("2026-11-20T09:00:00+09:00"), at("2026-11-20T00:00:00Z"));
  for (const text of ["2026-11-20T09:00:00", "2026-11-20", "1763600400000", "きのう", undefined]) {
    assert.ok(Number.isNaN(instantOf(text)), String(text));
  }
});

test("an instant is said as people say it, in the marketplace's zone", () => {
  const now = at("2026-11-20T10:00:00+09:00");
  /** @param {string} text */
  const ja = (text) => sayInstant(at(text), { locale: "ja", zone: "+09:00", now });
  /** @param {string} text */
  const en = (text) => sayInstant(at(text), { locale: "en", zone: "+09:00", now });
  assert.equal(ja("2026-11-21T09:00:00+09:00"), "明日 11月21日(土) 9:00");
  assert.equal(ja("2026-11-20T00:00:00+09:00"), "今日 11月20日(金) 0:00");
  assert.equal(ja("2026-11-19T23:59:59+09:00"), "昨日 11月19日(木) 23:59:59");
  assert.equal(ja("2027-01-05T09:00:00+09:00"), "2027年1月5日(火) 9:00");
  assert.match(en("2026-11-21T09:00:00+09:00"), /^tomorrow, Sat,? 21 Nov,? 09:00$/);
  assert.match(en("2026-11-23T08:59:59.999+09:00"), /^Mon,? 23 Nov,? 08:59:59\.999$/);
});

test("without a word for the day, an instant stays true on another day", () => {
  const now = at("2026-11-20T10:00:00+09:00");
  /** @param {Locale} locale */
  const plain = (locale) => sayInstant(at("2026-11-21T09:00:00+09:00"), { locale, zone: "+09:00", now, isPlain: true });
  assert.equal(plain("ja"), "11月21日(土) 9:00");
  assert.match(plain("en"), /^Sat,? 21 Nov,? 09:00$/);
});

test("the end of a day is told as its 24:00", () => {
  const now = at("2026-11-20T10:00:00+09:00");
  /**
   * @param {string} text
   * @param {Locale} [locale]
   */
  const end = (text, locale = "ja") => sayInstant(at(text), { locale, zone: "+09:00", now, isEnd: true });
  assert.equal(end("2026-11-21T00:00:00+09:00"), "今日 11月20日(金) 24:00");
  assert.match(end("2026-11-21T00:00:00+09:00", "en"), /^today, Fri,? 20 Nov,? 24:00$/);
  assert.equal(end("2027-01-01T00:00:00+09:00"), "12月31日(木) 24:00");
  assert.equal(end("2026-11-20T23:59:59.999+09:00"), "今日 11月20日(金) 23:59:59.999");
  assert.equal(end("2026-11-21T00:00:00.001+09:00"), "明日 11月21日(土) 0:00:00.001");
});

test("an axis has dates without a clock, and clocks without a date", () => {
  const local = Date.parse("2026-11-21T09:00:00Z");
  assert.equal(sayDate(local, "ja", false), "11/21(土)");
  assert.equal(sayDate(local, "ja", true), "2026/11/21(土)");
  assert.equal(sayDate(local, "en", false), "21 Nov");
  assert.equal(sayClock(local, "ja"), "9:00");
  assert.equal(sayClock(local, "en"), "09:00");
});

test("a length of time is said in at most two units, rounded down", () => {
  /** @type {[length: number, ja: string, en: string][]} */
  const cases = [
    [6 * DAY + 3 * HOUR + 59 * MINUTE, "6日3時間", "6 days 3 hours"],
    [2 * DAY, "2日", "2 days"],
    [2 * DAY - 1, "47時間59分", "47 hours 59 minutes"],
    [23 * HOUR, "23時間", "23 hours"],
    [HOUR, "1時間", "1 hour"],
    [HOUR - 1, "59分59秒", "59 minutes 59 seconds"],
    [1000, "1秒", "1 second"],
    [1, "1ミリ秒", "1 millisecond"],
  ];
  for (const [length, ja, en] of cases) {
    assert.equal(sayLength(length, "ja"), ja);
    assert.equal(sayLength(length, "en"), en);
  }
});

test("a duration is said in the units it was written in", () => {
  assert.equal(sayDuration("72h", "ja"), "72時間");
  assert.equal(sayDuration("1d12h", "en"), "1 day 12 hours");
  assert.equal(sayDuration("ずっと", "ja"), null);
});
