// Writes src/calendars/jp.toml, the national holidays of Japan, from two lists that have to agree day by day.
//
//   npm run holidays       writes the file, or says on which days the lists differ and writes nothing
//
// It stands here, not in www/build/: no build runs it. Somebody does once a year, and a test compares the file with it.
//
// The lists come about in different ways, by different people, so that a mistake of one is not in the other:
// - `@holiday-jp/holiday_jp` is kept by hand, day by day; its keepers test it against the list of the Cabinet Office;
// - `japanese-holidays` computes the days from the law as it stood in each year, and the equinoxes from astronomy.
//
// Both go on beyond what is official. The Cabinet Office publishes a year in the February before it, when the
// observatory has published the equinoxes; until then a day is a forecast, and parliament has moved days a year ahead
// (2019, 2020, 2021). So the list ends with LAST. Each February: look at https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html,
// raise LAST, update both packages, run this, and compare the new year with the page.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import holidayJp from "@holiday-jp/holiday_jp";
import japaneseHolidays from "japanese-holidays";

/** The first year of the list, which is the first one of `@holiday-jp/holiday_jp`. */
const FIRST = 1970;

/** The last year that the Cabinet Office has published: 2027 on 2 February 2026. */
const LAST = 2027;

const FILE = fileURLToPath(new URL("../src/calendars/jp.toml", import.meta.url));

/**
 * Names by day, of every year of the list.
 *
 * @returns {Map<string, string>}
 */
function kept() {
  const names = new Map();
  for (const { date, name } of Object.values(holidayJp.holidays)) {
    const year = Number(date.slice(0, 4));
    if (FIRST <= year && year <= LAST) names.set(date, name);
  }
  return names;
}

/**
 * The same, computed.
 *
 * @returns {Map<string, string>}
 */
function computed() {
  const names = new Map();
  const digits = (/** @type {number} */ number) => String(number).padStart(2, "0");
  for (let year = FIRST; year <= LAST; year += 1) {
    for (const { month, date, name } of japaneseHolidays.getHolidaysOf(year)) {
      names.set(`${year}-${digits(month)}-${digits(date)}`, name);
    }
  }
  return names;
}

/**
 * Each day on which only one of two lists has a holiday, with what that one calls it.
 *
 * @param {Map<string, string>} one
 * @param {Map<string, string>} other
 */
export function differences(one, other) {
  /**
   * @param {Map<string, string>} some
   * @param {Map<string, string>} others
   * @param {string} name
   */
  const only = (some, others, name) =>
    [...some].filter(([day]) => !others.has(day)).map(([day, called]) => `${day} only ${name}: ${called}`);
  return [...only(one, other, "kept by hand"), ...only(other, one, "computed")].sort();
}

/** The file, made from both lists. Throws where they do not agree, and names the days. */
export function file(one = kept(), other = computed()) {
  const differing = differences(one, other);
  if (differing.length !== 0) throw new Error(`the lists differ:\n${differing.join("\n")}`);
  // The computed list says more: which law made a day a holiday, where the other has just "休日".
  const days = [...other].sort(([a], [b]) => (a < b ? -1 : 1));
  return `# The national holidays of Japan (国民の祝日, 振替休日, 国民の休日), ${FIRST} to ${LAST}.
#
# Made by \`npm run holidays\` (.ci/holidays.mjs) from two lists that agree on each of these days. Do not edit it.

id = "jp"
weekend = ["sat", "sun"]
from = "${FIRST}-01-01"
# The last day that has been published. Later years are forecasts, and are not in.
verified = "${LAST}-12-31"
holidays = [
${days.map(([day, name]) => `    "${day}", # ${name}`).join("\n")}
]

[source]
kind = "official"
title = { ja = "「国民の祝日」について（内閣府）", en = "National holidays (Cabinet Office, Japan)" }
url = "https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html"
note = { ja = "国民の祝日に関する法律（昭和23年法律第178号）に基づき、翌年の分が毎年2月に公表されます", en = "Under the Act on National Holidays (Act No. 178 of 1948); each year is published in the February before it" }
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    writeFileSync(FILE, file());
  } catch (error) {
    console.error(`holidays: ${error.message}`);
    process.exitCode = 1;
  }
}
