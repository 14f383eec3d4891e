// The list of holidays in `src/calendars` is what its script makes, and the script makes none from lists that differ.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { differences, file } from "../../.ci/holidays.mjs";

const checkedIn = readFileSync(new URL("../../src/calendars/jp.toml", import.meta.url), "utf8");

test("the holidays of Japan are what both lists say", () => {
  assert.equal(checkedIn, file());
});

// Days that laws moved, made or took away: https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html and the acts of 2017 to 2020.
test("the holidays of Japan are those of the laws, where these changed", () => {
  const is = (/** @type {string} */ day, /** @type {string} */ name) =>
    assert.match(checkedIn, new RegExp(`^ +"${day}", # .*${name}`, "m"));
  const isNot = (/** @type {string} */ day) => assert.doesNotMatch(checkedIn, new RegExp(`"${day}"`));
  is("1989-02-24", "大喪の礼");
  // The accession and the enthronement; the two days between holidays became holidays too. No birthday that year.
  is("2019-04-30", "国民の休日");
  is("2019-05-01", "即位");
  is("2019-05-02", "国民の休日");
  is("2019-10-22", "即位礼正殿の儀");
  isNot("2019-02-23");
  isNot("2019-12-23");
  // Moved for the Olympic Games, and once more when these were put off.
  is("2020-07-23", "海の日");
  is("2020-07-24", "スポーツの日");
  is("2020-08-10", "山の日");
  isNot("2020-10-12");
  is("2021-07-22", "海の日");
  is("2021-07-23", "スポーツの日");
  is("2021-08-08", "山の日");
  is("2021-08-09", "振替休日");
  isNot("2021-08-11");
  isNot("2021-10-11");
  // The last year, as the Cabinet Office published it on 2 February 2026.
  const last = checkedIn.match(/"2027-[\d-]+"(?=, #)/g).map((day) => day.slice(6, -1));
  const published =
    "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23";
  assert.equal(last.join(" "), published);
  isNot("2028-01-01");
});

test("lists that differ make no file, and each day is named", () => {
  const one = new Map([
    ["2026-01-01", "元日"],
    ["2026-05-06", "振替休日"],
  ]);
  const other = new Map([
    ["2026-01-01", "元日"],
    ["2026-05-05", "こどもの日"],
  ]);
  assert.deepEqual(differences(one, other), [
    "2026-05-05 only computed: こどもの日",
    "2026-05-06 only kept by hand: 振替休日",
  ]);
  assert.throws(() => file(one, other), /the lists differ:\n2026-05-05 .*\n2026-05-06 /);
});
