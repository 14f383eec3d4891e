// The element keeps itself right as time goes on, however timers and clocks behave.

/**
 * @import { ReactiveElement } from "lit"
 * @import { Order } from "torihiki"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { inEngines } from "./harness.mjs";

const orders = Object.values(samples)
  .flat()
  .map(({ id, order, role = null, now }) => ({ id, order, role, now: Date.parse(now) }));

inEngines((page) => {
  test("it asks again at exactly the instant of the next change, and not a millisecond before", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, hear, wrong }) => {
      const clock = new Clock(closing - HOUR);
      const element = await make({ order: delivered, role: "buyer", clock });
      const heard = hear(element);
      const look = () => [
        element.answer.state.effective,
        element.answer.asOf - closing,
        heard.since(),
        wrong(element, delivered, { role: "buyer", now: element.answer.asOf }),
      ];
      const told = [];
      for (const at of [closing - 1, closing, closing + 1, closing + 5 * HOUR]) {
        await clock.passTo(at);
        told.push(look());
      }
      return told;
    });
    assert.deepEqual(told[0].toSpliced(1, 1), ["delivered", [], []]);
    assert.deepEqual(told[1], ["completed", 0, ["change"], []]);
    assert.deepEqual(told[2], ["completed", 0, [], []]);
    assert.deepEqual(told[3], ["completed", 0, [], []]);
  });

  test("every change of every sample, to the end, comes when it is due", async (t) => {
    await page.open();
    const { followed, failures } = await page.run(
      async ({ make, Clock, hear, wrong, difference, setHidden }, orders) => {
        /** @type {string[]} */
        const failures = [];
        let followed = 0;
        // Where nobody sees it there are no ticks on the way, which makes this quick.
        await setHidden(true);
        for (const { id, order, role, now } of orders) {
          const clock = new Clock(now);
          const element = await make({ order, role, clock });
          const heard = hear(element);
          for (let changes = 0; element.answer.next !== null && changes < 20; changes += 1) {
            const { at } = element.answer.next;
            await clock.passTo(at - 1);
            if (heard.since().length > 0) failures.push(`${id}: a change is told before it is due`);
            await clock.pass(1);
            if (difference(heard.since(), ["change"]) !== null) {
              failures.push(`${id}: the change at ${at} is not told, or not once`);
            }
            failures.push(...wrong(element, order, { role, now: at }).map((fault) => `${id}: ${fault}`));
            followed += 1;
          }
          if (clock.rang > 3 * followed + 3) failures.push(`${id}: ${clock.rang} timers rang`);
          element.remove();
        }
        return { followed, failures };
      },
      orders,
    );
    t.diagnostic(`${page.name}: ${followed} changes of ${orders.length} samples`);
    assert.deepEqual(failures, []);
    assert.ok(followed > 10, `only ${followed} changes`);
  });

  test("a change further away than timers can count comes when it is due", async () => {
    await page.open();
    const told = await page.run(async ({ make, closing, DAY, Clock, hear, setHidden, delivered }) => {
      await setHidden(true);
      const clock = new Clock(closing - 7 * DAY);
      const order = { ...delivered, params: { reviewWindow: "70d" } };
      const element = await make({ order, role: "buyer", clock });
      const heard = hear(element);
      const due = closing + 63 * DAY;
      const first = element.answer;
      /** @type {unknown[]} */
      const told = [first.next.at === due];
      await clock.passTo(due - 1);
      // On the way it is not even asked.
      told.push(heard.since(), element.answer === first);
      await clock.pass(1);
      told.push(heard.since(), element.answer.state.effective, element.answer.asOf === due, clock.rang);
      return told;
    });
    // 70 days are two of the longest delays and a rest.
    assert.deepEqual(told, [true, [], true, ["change"], "completed", true, 3]);
  });

  test("timers that ring early make nothing happen early", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, hear, setHidden }) => {
      /** @type {unknown[]} */
      const told = [];
      for (const earliness of [1, 2, 50]) {
        for (const isHidden of [true, false]) {
          await setHidden(isHidden);
          const clock = new Clock(closing - HOUR / 60);
          clock.earliness = earliness;
          const element = await make({ order: delivered, clock });
          const heard = hear(element);
          await clock.passTo(closing - 1);
          const before = heard.since();
          await clock.pass(1);
          told.push([before, heard.since(), element.answer.asOf - closing]);
          element.remove();
        }
      }
      return told;
    });
    assert.deepEqual(told, Array(6).fill([[], ["change"], 0]));
  });

  for (const how of ["visibilitychange", "pageshow", "focus"]) {
    test(`after a sleep it is right as soon as the reader comes back (${how})`, async () => {
      await page.open();
      const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, hear, comeBack, wrong }, how) => {
        const clock = new Clock(closing - HOUR);
        const element = await make({ order: delivered, clock });
        const heard = hear(element);
        clock.jump(10 * HOUR);
        await comeBack(how);
        return [heard.types(), wrong(element, delivered, { now: clock.now() }), clock.waiting];
      }, how);
      assert.deepEqual(told, [["change"], [], 1]);
    });
  }

  test("after a sleep it is right at the next tick at the latest, though nobody comes back", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, hear, wrong }) => {
      const clock = new Clock(closing - HOUR);
      const element = await make({ order: delivered, clock });
      const heard = hear(element);
      clock.jump(10 * HOUR);
      await clock.pass(60_000);
      return [
        heard.types(),
        wrong(element, delivered, { now: element.answer.asOf }),
        element.answer.asOf - clock.now() > -60_000,
      ];
    });
    assert.deepEqual(told, [["change"], [], true]);
  });

  for (const back of ["at once, as the reader comes back", "at the next tick, though nobody comes back"]) {
    test(`a clock that is put back, and later forward, is followed ${back}`, async () => {
      await page.open();
      const told = await page.run(
        async ({ make, delivered, closing, HOUR, DAY, Clock, hear, comeBack, wrong }, isWithReader) => {
          const clock = new Clock(closing - HOUR + 500);
          const element = await make({ order: delivered, clock, locale: "en" });
          const heard = hear(element);
          /** @type {unknown[]} */
          const told = [];
          const look = async () => {
            await (isWithReader ? comeBack("focus") : clock.pass(60_000));
            const isNow = Math.abs(element.answer.asOf - clock.now()) <= 60_000;
            const fresh = await make({ order: delivered, now: element.answer.asOf, locale: "en" });
            /** @param {Element} one */
            const left = (one) =>
              one.shadowRoot
                .querySelector(".next-left")
                ?.textContent.replace(/(\d+ days? \d+ hours?|\d+ hours?( \d+ minutes)?|\d+ minutes?).*/, "$1")
                .trim() ?? null;
            told.push([
              heard.since(),
              element.answer.state.effective,
              isNow,
              wrong(element, delivered, { now: element.answer.asOf, locale: "en" }),
              left(element) === left(fresh),
            ]);
            fresh.remove();
          };
          clock.jump(-DAY);
          await look();
          clock.jump(DAY);
          await look();
          clock.jump(HOUR);
          await look();
          clock.jump(-HOUR);
          if (isWithReader) await look();
          return told;
        },
        back.startsWith("at once"),
      );
      assert.deepEqual(told.slice(0, 3), [
        [[], "delivered", true, [], true],
        [[], "delivered", true, [], true],
        [["change"], "completed", true, [], true],
      ]);
      // Put back before a change that it had told, it tells that the earlier answer is true again.
      if (told.length > 3) assert.deepEqual(told[3], [["change"], "delivered", true, [], true]);
    });
  }

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
          role: nothing,
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

  test("off the page it has no timer and tells nothing; back on it, it is right at once", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, hear, comeBack, wrong }) => {
      const clock = new Clock(closing - HOUR);
      const element = await make({ order: delivered, clock });
      const heard = hear(element);
      element.remove();
      /** @type {unknown[]} */
      const told = [clock.waiting];
      const { asked } = clock;
      await clock.pass(10 * HOUR);
      for (const how of ["visibilitychange", "pageshow", "focus"]) await comeBack(how);
      told.push(Reflect.get(element, "isUpdatePending"), clock.asked - asked, heard.since());
      // Setting something does not start it again.
      element.expanded = true;
      await element.updateComplete;
      told.push(clock.waiting);
      document.body.append(element);
      await element.updateComplete;
      told.push(wrong(element, delivered, { now: clock.now() }), clock.waiting);
      // From one place to another it keeps one timer.
      const other = document.createElement("div");
      document.body.append(other);
      other.append(element);
      document.body.append(element);
      await element.updateComplete;
      told.push(clock.waiting);
      return told;
    });
    // `completed` has nothing that counts down but the day, so one timer is all.
    assert.deepEqual(told.slice(0, 5), [0, false, 0, [], 0]);
    assert.deepEqual(told[5], []);
    assert.ok(Number(told[6]) <= 1 && Number(told[7]) <= 1, `${told[6]}, then ${told[7]} timers`);
  });

  test("another clock takes over from the one before", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock }) => {
      const [first, second] = [new Clock(closing - HOUR), new Clock(closing - 2 * HOUR)];
      const element = await make({ order: delivered, clock: first });
      element.clock = second;
      await element.updateComplete;
      return [first.waiting, second.waiting, element.answer.asOf === second.now()];
    });
    assert.deepEqual(told, [0, 1, true]);
  });

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
    await page.open();
    const { compared, failures, idle } = await page.run(async ({ make, Clock, said, HOUR, DAY, torihiki }, orders) => {
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
            const element = await make({ order, role, clock, locale });
            const fresh = await make({ order, role, clock: stopped, locale });
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
    }, orders);
    t.diagnostic(`${page.name}: compared ${compared} times`);
    assert.deepEqual(failures, []);
    assert.deepEqual(idle, [], "ticks that change nothing");
    assert.ok(compared > 500);
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
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, all, announced, said, words }) => {
      /** @type {unknown[]} */
      const told = [];
      for (const locale of ["ja", "en"]) {
        const clock = new Clock(closing - HOUR);
        const element = await make({ order: delivered, clock, locale });
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
    });
    assert.deepEqual(told, [
      [true, true, ["時間の経過により、答えが変わりました。いまの状態は「完了」です。"], true],
      [true, true, ["Time has passed and the answer has changed. State: Completed."], true],
    ]);
  });

  test("it does not poll: in a week it sets no more timers than there are texts to change", async (t) => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, DAY, HOUR, Clock, said }) => {
      const told = [];
      /** @type {Record<string, [Order, number, number, object]>} */
      const spans = {
        "a week, with a month to go": [delivered, closing - 7 * DAY, 7 * DAY, { params: { reviewWindow: "30d" } }],
        "the last hour": [delivered, closing - HOUR, HOUR, {}],
        "a week with nothing to come": [delivered, closing, 7 * DAY, {}],
      };
      for (const [name, [order, from, length, more]] of Object.entries(spans)) {
        const clock = new Clock(from);
        const element = await make({ order: { ...order, ...more }, clock });
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

  test("without a clock of its own it goes with that of the machine", async () => {
    await page.open();
    const told = await page.run(async ({ make, DAY }) => {
      const due = Date.now() + 100;
      const order = { policy: "coconala", state: "delivered", deliveredAt: due - 7 * DAY };
      const element = await make({ order });
      if (element.answer.state.effective === "completed") return "too slow";
      const { detail } = await new Promise((resolve) => element.addEventListener("torihiki-change", resolve));
      return detail.answer.state.effective === "completed" && detail.answer.asOf >= due && Date.now() >= due;
    });
    assert.ok(told === true || told === "too slow");
  });
});
