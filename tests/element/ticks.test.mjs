// What the element shows stays true between two changes: what it counts down, and the day that it calls an instant by.
// No timer rings in vain.

/**
 * @import { ReactiveElement } from "lit"
 * @import { Order } from "torihiki"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { inEngines, inOneEngine } from "./harness.mjs";

const orders = Object.values(samples)
  .flat()
  .map(({ id, order, role = null, now }) => ({ id, order, role, now: Date.parse(now) }));

inEngines((page, engine) => {
  test("on a hidden page it counts nothing down, and still tells of a change", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, hear, setHidden, said, wrong }) => {
      const clock = new Clock(closing - 5 * HOUR);
      const element = await make({ order: delivered, clock });
      const heard = hear(element);
      await setHidden(true);
      const before = { said: said(element), rang: clock.rang };
      await clock.pass(4 * HOUR);
      /** @type {unknown[]} */
      const told = [said(element) === before.said, clock.rang - before.rang, clock.waiting];
      await setHidden(false);
      told.push(said(element) === before.said, wrong(element, delivered, { now: clock.now() }));
      await setHidden(true);
      await clock.passTo(closing - 1);
      told.push(heard.since());
      await clock.pass(1);
      told.push(heard.since());
      return told;
    });
    assert.deepEqual(told, [true, 0, 1, false, [], [], ["change"]]);
  });

  test("every text is true at every moment: it says what a fresh element says, before and after each tick", async (t) => {
    // When a text is over is counted by code that no engine has a part in: the others show with some that they count alike.
    const own = engine === "chromium" ? orders : orders.filter((_, index) => index % 4 === 0);
    await page.open();
    const { compared, failures, idle } = await page.run(
      async ({ make, undrawn, Clock, said, HOUR, DAY, torihiki }, orders) => {
        const into = undrawn();
        const MINUTE = HOUR / 60;
        /**
         * @param {string} one
         * @param {string} other
         */
        const excerpts = (one, other) => {
          const at = [...one].findIndex((sign, index) => sign !== other[index]);
          return [one, other].map((text) => `…${text.slice(Math.max(at - 60, 0), at + 60)}…`).join(" is to be ");
        };
        /** @type {string[]} */
        const failures = [];
        /** @type {string[]} */
        const idle = [];
        let compared = 0;
        await torihiki.init();
        for (const locale of ["ja", "en"]) {
          for (const { id, order, role, now } of orders) {
            const next = torihiki.preview(order, { role, now }).next?.at ?? now + 3 * DAY;
            for (const from of [
              now,
              next - 2 * DAY - HOUR - 1234,
              next - DAY - 1,
              next - 11 * MINUTE + 1,
              next - 2007,
              next,
            ]) {
              const clock = new Clock(from);
              const stopped = { now: clock.now, setTimeout: () => 0, clearTimeout() {} };
              const element = await make({ order, party: role, clock, locale }, { into });
              const fresh = await make({ order, party: role, clock: stopped, locale }, { into });
              /** @param {string} when */
              const compare = async (when) => {
                /** @type {ReactiveElement} */ (/** @type {unknown} */ (fresh)).requestUpdate();
                await fresh.updateComplete;
                compared += 1;
                if (said(element) !== said(fresh)) {
                  failures.push(
                    `${id} in ${locale}, ${when}, at ${new Date(clock.now()).toISOString()}: ${excerpts(said(element), said(fresh))}`,
                  );
                }
              };
              for (let ticks = 0; ticks < 3 && clock.nextRing !== Infinity; ticks += 1) {
                const before = said(element);
                await clock.passTo(clock.nextRing - 1);
                await compare("before a tick");
                await clock.pass(1);
                await compare("after a tick");
                const isMidnight = (clock.now() + 9 * HOUR) % DAY === 0;
                if (said(element) === before && !isMidnight) {
                  idle.push(`${id} in ${locale} at ${new Date(clock.now()).toISOString()}`);
                }
              }
              element.remove();
              fresh.remove();
            }
          }
        }
        return { compared, failures: failures.slice(0, 10), idle: idle.slice(0, 10) };
      },
      own,
    );
    t.diagnostic(`${page.name}: compared ${compared} times`);
    assert.deepEqual(failures, []);
    assert.deepEqual(idle, [], "ticks that change nothing");
    assert.ok(compared > 20 * own.length);
  });

  test("the day that an instant is called stays true past midnight at the marketplace, even where nothing counts down", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, find, words }) => {
      // 23:00 in Japan, after everything has happened.
      const clock = new Clock(closing + 14 * HOUR);
      const element = await make({ order: delivered, clock, locale: "en" });
      // Engines do not agree on every comma.
      const text = () => words(find(element, "[part=state]").textContent).replaceAll("Tue,", "Tue");
      /** @type {unknown[]} */
      const told = [text().includes("today, Tue 17 Nov"), element.answer.ifNobodyActs.length];
      await clock.pass(HOUR - 1);
      told.push(text().includes("today, Tue 17 Nov"));
      await clock.pass(1);
      told.push(text().includes("today, Tue 17 Nov"), text().includes("yesterday, Tue 17 Nov"));
      return told;
    });
    assert.deepEqual(told, [true, 0, true, false, true]);
  });

  test("the instant of the answer is one that people can read", async () => {
    await page.open();
    const asOf = await page.run(async ({ make, delivered, closing, HOUR, Clock, find, words }) => {
      const element = await make({ order: delivered, clock: new Clock(closing - 5 * HOUR + 12_345), locale: "en" });
      return words(find(element, ".as-of time").textContent);
    });
    // Engines do not agree on every comma.
    assert.match(asOf, /^today, Tue,? 17 Nov,? 04:00$/);
  });

  test("a tick announces nothing; a change is announced once, in the language of the element", async () => {
    await page.open();
    const told = await page.run(
      async ({ make, undrawn, delivered, closing, HOUR, Clock, all, announced, said, words }) => {
        /** @type {unknown[]} */
        const told = [];
        for (const locale of ["ja", "en"]) {
          const clock = new Clock(closing - HOUR);
          const element = await make({ order: delivered, clock, locale }, { into: undrawn() });
          const regions = all(
            element,
            "[aria-live], [role=status], [role=alert], [role=timer], [role=log], [role=marquee]",
          );
          /** @type {string[]} */
          const spoken = [];
          const observer = new MutationObserver(() =>
            spoken.push(regions.map((region) => words(region.textContent)).join("")),
          );
          for (const region of regions) {
            observer.observe(region, { subtree: true, childList: true, characterData: true, attributes: true });
          }
          const first = said(element);
          await clock.passTo(closing - 1);
          const isSilent = spoken.length === 0 && said(element) !== first;
          await clock.pass(1);
          const atOnce = announced(element);
          await clock.pass(24 * HOUR);
          const rest = spoken.filter((text) => text !== "");
          told.push([regions.length > 0, isSilent, rest, rest[0] === atOnce]);
          element.remove();
        }
        return told;
      },
    );
    assert.deepEqual(told, [
      [true, true, ["時間の経過により、答えが変わりました。いまの状態は「完了」です。"], true],
      [true, true, ["Time has passed and the answer has changed. State: Completed."], true],
    ]);
  });
});

// How often a timer is set is counted on the clock of the test.
inOneEngine((page) => {
  test("it does not poll: in a week it sets no more timers than there are texts to change", async (t) => {
    await page.open();
    const told = await page.run(async ({ make, undrawn, delivered, closing, DAY, HOUR, Clock, said }) => {
      const told = [];
      /** @type {Record<string, [Order, number, number, object]>} */
      const spans = {
        "a week, with a month to go": [delivered, closing - 7 * DAY, 7 * DAY, { params: { reviewWindow: "30d" } }],
        "the last hour": [delivered, closing - HOUR, HOUR, {}],
        "a week with nothing to come": [delivered, closing, 7 * DAY, {}],
      };
      for (const [name, [order, from, length, more]] of Object.entries(spans)) {
        const clock = new Clock(from);
        const element = await make({ order: { ...order, ...more }, clock }, { into: undrawn() });
        let texts = 1;
        let last = said(element);
        while (clock.nextRing <= from + length && clock.rang < 2000) {
          await clock.passTo(clock.nextRing);
          if (said(element) !== last) texts += 1;
          last = said(element);
        }
        told.push({ name, rang: clock.rang, asked: clock.asked, texts, days: length / DAY });
        element.remove();
      }
      return told;
    });
    for (const { name, rang, asked, texts, days } of told) {
      t.diagnostic(`${page.name}: ${name}: ${rang} timers rang, ${texts} texts`);
      assert.ok(rang <= texts + days + 1, `${name}: ${rang} timers rang for ${texts} texts`);
      assert.ok(asked <= rang + 2, `${name}: ${asked} timers were set`);
    }
    assert.ok(told[0].rang > 100 && told[0].rang < 300 && told[1].rang > 600 && told[1].rang < 700);
  });
});
