// The stretch of time that the picture shows: always one in which the handle can stand.

/** @import { Sample } from "../../www/page/view/samples.js" */

/** @import { PageOrder } from "../../www/page/types.js" */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { describe, timeline } from "torihiki";
import { momentsOf, outlookOf } from "../../www/page/timeline/model.js";
import { samples } from "../../www/page/view/samples.js";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

before(() => init());

/**
 * @param {Sample} sample
 * @param {string} [now]
 * @param {string} [since]
 * @param {object} [changes]
 */
function outlook(sample, now = sample.now, since = sample.now, changes = {}) {
  const order = /** @type {PageOrder} */ ({ edition: "guide", ...sample.order, ...changes });
  const description = describe(order.policy, { edition: order.edition });
  return outlookOf({ order, now, since }, description, (from) => timeline(order, { role: sample.role, from }));
}

const instants = [
  "0000-01-01T09:00:00+09:00",
  "1999-12-31T23:59:59.999+09:00",
  "2026-11-19T10:00:00.001+09:00",
  "2027-11-20T10:00:00+09:00",
  "9999-12-31T23:59:59.999Z",
];

for (const [policy, list] of Object.entries(samples)) {
  test(`for the samples of ${policy} it holds the time that is looked at and every moment, wherever that is`, () => {
    for (const sample of list) {
      for (const now of [sample.now, ...instants]) {
        for (const since of [sample.now, now]) {
          const name = `${sample.id} at ${now} since ${since}`;
          const { from, to, moments, knots } = outlook(sample, now, since);
          assert.ok(Number.isInteger(from) && Number.isInteger(to), name);
          assert.ok(from <= Date.parse(now) && Date.parse(now) <= to, name);
          assert.ok(to - from >= HOUR, name);
          for (const { at } of moments) assert.ok(from < at && at < to, name);
          assert.deepEqual([knots[0], knots.at(-1)], [from, to], name);
          for (const [index, knot] of knots.slice(1).entries()) assert.ok(knot > knots[index], name);
        }
      }
    }
  });
}

test("inside it, another time changes nothing about it", () => {
  const sample = samples.coconala[0];
  const { from, to } = outlook(sample);
  for (const now of [from, (from + to) / 2, to]) {
    const moved = outlook(sample, new Date(now).toISOString());
    assert.deepEqual([moved.from, moved.to], [from, to]);
  }
});

test("it shows some of the past, but nothing from before the order was as it is", () => {
  const sample = samples.coconala[0];
  assert.equal(outlook(sample).from, Date.parse(sample.now) - DAY);
  const delivered = "2026-11-20T08:30:00+09:00";
  assert.equal(outlook(sample, sample.now, sample.now, { deliveredAt: delivered }).from, Date.parse(delivered));
});

test("what changes about an action that is denied anyway is no moment", () => {
  const sample = samples.coconala.find(({ id }) => id === "no-first-message");
  const all = timeline(sample.order, { from: sample.now });
  const cancelled = Date.parse("2026-11-20T14:00:00+09:00");
  assert.ok(all.segments.at(-1).changes.some(({ at }) => at > cancelled));
  assert.deepEqual(momentsOf(all), [{ at: cancelled, weight: 3 }]);
});
