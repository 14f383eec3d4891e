// The scale of the picture: nothing crowded, everything in order, and honest about what it magnifies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { roundedAt, scaleOf, ticksOf } from "../../www/page/timeline/scale.js";
import { localText } from "../../www/shared/time.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse("2026-11-20T10:00:00+09:00");

const cases = {
  "an hour": [0, HOUR],
  "a day with two moments": [0, 10 * HOUR, 20 * HOUR, DAY],
  "75 days with a rush at the beginning": [0, HOUR, 5 * HOUR, 75 * DAY, 80 * DAY],
  "a minute between years": [0, 400 * DAY, 400 * DAY + MINUTE, 800 * DAY],
  "moments as dense as can be": Array.from({ length: 40 }, (_, index) => index * MINUTE),
};

for (const [name, offsets] of Object.entries(cases)) {
  const knots = offsets.map((offset) => START + offset);
  for (const width of [228, 560]) {
    test(`${name}, on ${width} pixels: in order, with room between, and invertible`, () => {
      const scale = scaleOf(knots, width, 46);
      const places = knots.map(scale.x);
      assert.equal(places[0], 0);
      assert.ok(Math.abs(places.at(-1) - width) < 0.01);
      const least = Math.min(46, width / (knots.length - 1));
      for (const [index, place] of places.slice(1).entries()) {
        assert.ok(place - places[index] >= least - 0.1, `${index}: ${place - places[index]}`);
      }
      for (let x = 0; x < width; x += 7) assert.ok(Math.abs(scale.x(scale.at(x)) - x) < 0.5, String(x));
      assert.equal(scale.x(knots[0] - DAY), 0);
      assert.equal(scale.at(width + 50), knots.at(-1));
    });
  }
}

test("where there is room enough, the scale is even", () => {
  const scale = scaleOf([START, START + 10 * HOUR, START + DAY], 560, 46);
  assert.ok(scale.isEven);
  assert.ok(Math.abs(scale.x(START + 12 * HOUR) - 280) < 0.01);
});

test("where there is not, it says which stretches are magnified", () => {
  const scale = scaleOf([START, START + HOUR, START + 75 * DAY], 560, 46);
  assert.ok(!scale.isEven);
  assert.deepEqual(
    scale.pieces.map(({ magnified }) => magnified),
    [true, false],
  );
});

test("ticks stand on the marketplace's clock, and no closer than asked", () => {
  const scale = scaleOf([START, START + 7 * DAY], 560, 46);
  const ticks = ticksOf(scale, "+09:00", 60);
  assert.ok(ticks.length >= 4);
  for (const at of ticks) assert.equal((at + 9 * HOUR) % DAY, 0);
  for (const [index, at] of ticks.slice(1).entries()) assert.ok(scale.x(at) - scale.x(ticks[index]) >= 60);
});

test("a place means an instant that a person would name", () => {
  const week = scaleOf([START, START + 7 * DAY], 560, 46);
  const hour = scaleOf([START, START + HOUR], 560, 46);
  for (let x = 1; x < 560; x += 13) {
    assert.equal(roundedAt(week, x, "+09:00") % (30 * MINUTE), 0);
    assert.equal(roundedAt(hour, x, "+09:00") % MINUTE, 0);
  }
  assert.equal(roundedAt(week, -5, "+09:00"), START);
  assert.equal(roundedAt(week, 565, "+09:00"), START + 7 * DAY);
});

test("where clocks change, ticks stay on round times, and days begin where they begin", () => {
  const at = (/** @type {string} */ text) => Date.parse(text);
  /**
   * @param {string} from
   * @param {string} to
   * @param {string} zone
   */
  const ticks = (from, to, zone) =>
    ticksOf(scaleOf([at(from), at(to)], 600, 20), zone, 60).map((tick) => localText(tick, zone));
  assert.deepEqual(ticks("2026-03-06T00:00:00-08:00", "2026-03-11T00:00:00-07:00", "America/Los_Angeles"), [
    "2026-03-06 00:00",
    "2026-03-06 12:00",
    "2026-03-07 00:00",
    "2026-03-07 12:00",
    "2026-03-08 00:00",
    "2026-03-08 12:00",
    "2026-03-09 00:00",
    "2026-03-09 12:00",
    "2026-03-10 00:00",
    "2026-03-10 12:00",
  ]);
  assert.deepEqual(ticks("2026-11-01T00:00:00-07:00", "2026-11-01T05:00:00-08:00", "America/Los_Angeles"), [
    "2026-11-01 00:00",
    "2026-11-01 01:00",
    "2026-11-01 01:00 -08:00",
    "2026-11-01 02:00",
    "2026-11-01 03:00",
    "2026-11-01 04:00",
  ]);
  // Midnight is skipped in Cairo.
  assert.deepEqual(ticks("2026-04-22T12:00:00+02:00", "2026-04-29T12:00:00+03:00", "Africa/Cairo"), [
    "2026-04-23 00:00",
    "2026-04-24 01:00",
    "2026-04-25 00:00",
    "2026-04-26 00:00",
    "2026-04-27 00:00",
    "2026-04-28 00:00",
    "2026-04-29 00:00",
  ]);
  const day = scaleOf([at("2026-11-01T00:00:00-07:00"), at("2026-11-02T00:00:00-08:00")], 1000, 20);
  for (let x = 0; x <= 1000; x += 1) {
    const rounded = roundedAt(day, x, "America/Los_Angeles");
    assert.equal(rounded % (5 * MINUTE), 0);
    assert.ok(Math.abs(rounded - day.at(x)) <= 2.5 * MINUTE, "not an hour away where an hour comes twice");
  }
});
