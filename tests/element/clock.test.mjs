// The element keeps itself right as time goes on, however timers and clocks behave.

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
      const element = await make({ order: delivered, party: "buyer", clock });
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
      async ({ make, undrawn, Clock, hear, wrong, difference, setHidden }, orders) => {
        const into = undrawn();
        /** @type {string[]} */
        const failures = [];
        let followed = 0;
        // Where nobody sees it there are no ticks on the way, which makes this quick.
        await setHidden(true);
        for (const { id, order, role, now } of orders) {
          const clock = new Clock(now);
          const element = await make({ order, party: role, clock }, { into });
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
      const element = await make({ order, party: "buyer", clock });
      const heard = hear(element);
      // A day before the end, another edition has more to say of a request to cancel.
      const due = closing + 62 * DAY;
      const first = element.answer;
      /** @type {unknown[]} */
      const told = [first.next.at === due];
      await clock.passTo(due - 1);
      // On the way it is not even asked.
      told.push(heard.since(), element.answer === first);
      await clock.pass(1);
      told.push(heard.since(), element.answer.next.at === due + DAY, element.answer.asOf === due, clock.rang);
      return told;
    });
    // 69 days are two of the longest delays and a rest.
    assert.deepEqual(told, [true, [], true, ["change"], true, true, 3]);
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
