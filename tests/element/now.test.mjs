// What `now` and `server-now` do: the first stops the clock of the element, the second sets it right.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

inEngines((page) => {
  test("`server-now` sets a wrong clock right, however it is written", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, DAY, Clock, hear, setHidden }) => {
      /** @type {unknown[]} */
      const told = [];
      const server = closing - HOUR;
      const ways = [
        { serverNow: server },
        { serverNow: new Date(server) },
        { serverNow: new Date(server).toISOString() },
        { attribute: String(server) },
        { attribute: new Date(server + 9 * HOUR).toISOString().replace("Z", "+09:00") },
      ];
      for (const wrongBy of [-400 * DAY, 3 * HOUR]) {
        for (const { attribute, ...properties } of ways) {
          const clock = new Clock(server + wrongBy);
          const element = await make(
            { order: delivered, clock, ...properties },
            { attributes: attribute === undefined ? {} : { "server-now": attribute } },
          );
          const heard = hear(element);
          const first = element.answer.asOf - server;
          await setHidden(true);
          await clock.pass(HOUR - 1);
          const before = heard.since();
          await clock.pass(1);
          told.push([first, before, heard.since(), element.answer.asOf - closing]);
          element.remove();
        }
      }
      return told;
    });
    assert.deepEqual(told, Array(10).fill([0, [], ["change"], 0]));
  });

  test("a later `server-now` counts from when it was set", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock }) => {
      const clock = new Clock(0);
      const element = await make({ order: delivered, clock, serverNow: closing - 10 * HOUR });
      await clock.pass(HOUR);
      const told = [element.answer.asOf - closing];
      element.serverNow = closing - 2 * HOUR;
      await element.updateComplete;
      told.push(element.answer.asOf - closing);
      element.serverNow = null;
      await element.updateComplete;
      return [told.map((length) => Math.ceil(length / HOUR)), element.answer.asOf === clock.now()];
    });
    assert.deepEqual(told, [[-9, -2], true]);
  });

  test("where `now` is fixed it stands still, without any timer", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, DAY, Clock, hear, comeBack, said }) => {
      /** @type {unknown[]} */
      const told = [];
      for (const now of [closing - 1, new Date(closing - 1), "2026-11-17T08:59:59.999+09:00"]) {
        const clock = new Clock(closing - DAY);
        const element = await make({ order: delivered, clock, now });
        const heard = hear(element);
        const before = said(element);
        await clock.pass(30 * DAY);
        for (const how of ["visibilitychange", "pageshow", "focus"]) await comeBack(how);
        told.push([clock.asked, heard.types(), said(element) === before, element.answer.asOf - closing]);
        element.remove();
      }
      return told;
    });
    assert.deepEqual(told, Array(3).fill([0, [], true, -1]));
  });

  test("a `now` that is taken away lets it go with the clock, also where frameworks write `undefined` for that", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, hear }) => {
      /** @type {unknown[]} */
      const told = [];
      for (const nothing of /** @type {(null | undefined)[]} */ ([null, undefined])) {
        const clock = new Clock(closing - HOUR);
        const element = await make({ order: delivered, clock, now: closing, serverNow: 0 });
        Object.assign(element, {
          now: nothing,
          serverNow: nothing,
          party: nothing,
          policy: nothing,
          edition: nothing,
          locale: nothing,
          hide: nothing,
        });
        await element.updateComplete;
        const heard = hear(element);
        told.push([element.answer?.asOf === clock.now(), clock.waiting]);
        await clock.pass(HOUR);
        told.push([element.answer?.asOf === closing, heard.types()]);
        element.remove();
      }
      return told;
    });
    const right = [
      [true, 1],
      [true, ["change"]],
    ];
    assert.deepEqual(told, [...right, ...right]);
  });
});
