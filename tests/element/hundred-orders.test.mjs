// A page with a hundred orders: all of them right, and how long the page does not react to its reader meanwhile.
//
// The times are printed and decide nothing: machines differ, and share.

/**
 * @import { TestContext } from "node:test"
 * @import { TorihikiChangeDetail, TorihikiOrderElement } from "torihiki/element/class"
 * @import { Toolkit } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { inEngines } from "./harness.mjs";

/** How many; in the others as many as need several turns. */
const COUNTS = { chromium: 100, firefox: 30, webkit: 30 };

const orders = Object.values(samples)
  .flat()
  .map(({ order, now }) => ({ order, now: Date.parse(now) }));

/**
 * Watches for how long the page does nothing else, wherever an engine tells of it or not.
 *
 * @param {Toolkit} toolkit
 */
const watch = ({ kept }) => {
  /** @type {number[]} */
  const gaps = [];
  /** @type {number[]} */
  const tasks = [];
  const observer = PerformanceObserver.supportedEntryTypes.includes("longtask")
    ? new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    : null;
  observer?.observe({ type: "longtask" });
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let isOver = false;
  port1.onmessage = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    if (!isOver) port2.postMessage(null);
  };
  port2.postMessage(null);
  kept.stop = async () => {
    // What was just done is still to be laid out and drawn.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    isOver = true;
    tasks.push(...(observer?.takeRecords() ?? []).map(({ duration }) => duration));
    observer?.disconnect();
    return {
      longestGap: Math.max(...gaps),
      longestTask: observer === null ? null : Math.max(0, ...tasks),
      longTasks: tasks.length,
    };
  };
};

/**
 * In what the elements on the page are not right, each for its own order, in `kept.given`.
 *
 * @param {Toolkit} toolkit
 */
const check = ({ kept, wrong }) => {
  const elements = [...document.querySelectorAll("torihiki-order")];
  return {
    ran: elements.length,
    faults: elements.flatMap((element, index) =>
      wrong(element, .../** @type {[order: object, options: object]} */ (kept.given(index, element))),
    ),
  };
};

inEngines((page, engine) => {
  const COUNT = COUNTS[engine];

  /**
   * Runs a step, and says how long it took, and for how long the page did nothing else.
   *
   * @template Given
   * @param {TestContext} t
   * @param {string} name
   * @param {(toolkit: Toolkit, given: Given) => Promise<number>} run
   * @param {Given} [given]
   */
  async function measure(t, name, run, given) {
    await page.run(watch);
    const took = await page.run(run, given);
    const { longestGap, longestTask, longTasks } = await page.run(({ kept }) => kept.stop());
    /** @param {number} length */
    const ms = (length) => `${Math.round(length)} ms`;
    const task = longestTask === null ? "" : `; ${longTasks} tasks above 50 ms, the longest ${ms(longestTask)}`;
    t.diagnostic(`${page.name}: ${name}: ${ms(took)}, without reacting for at most ${ms(longestGap)}${task}`);
    const { ran, faults } = await page.run(check);
    assert.deepEqual(faults, [], name);
    return ran;
  }

  const begin = async () => {
    await page.open({ body: "<main></main>" });
    await page.run(({ torihiki }) => torihiki.init().then(() => {}));
  };

  test(`${COUNT} elements appear, count down, and change at the same instant, all of them right`, async (t) => {
    await begin();
    const appeared = await measure(
      t,
      `${COUNT} elements appear`,
      async ({ Clock, delivered, closing, HOUR, kept, settle, afterTasks }, { COUNT }) => {
        const clock = new Clock(closing - HOUR);
        clock.afterEach = afterTasks;
        // No two of them are the same order, and half of them are those of either party.
        const orders = Array.from({ length: COUNT }, (_, index) => ({
          ...delivered,
          id: `order ${index}`,
          includedRevisions: index,
        }));
        Object.assign(kept, {
          clock,
          given: (/** @type {number} */ index, /** @type {TorihikiOrderElement} */ { party, answer }) => [
            orders[index],
            { role: party, now: answer?.asOf },
          ],
        });
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          kept.tasksBetween += 1;
          port2.postMessage(null);
        };
        kept.tasksBetween = 0;
        port2.postMessage(null);
        const start = performance.now();
        const elements = orders.map((order, index) =>
          Object.assign(document.createElement("torihiki-order"), {
            order,
            clock,
            party: index % 2 === 0 ? "buyer" : "seller",
          }),
        );
        document.querySelector("main").append(...elements);
        await settle();
        port1.close();
        return performance.now() - start;
      },
      { COUNT },
    );
    assert.equal(appeared, COUNT);
    assert.ok((await page.run(({ kept }) => kept.tasksBetween)) > 1, "nothing else had a turn in between");

    await measure(t, "all count down", async ({ kept: { clock } }) => {
      const elements = [...document.querySelectorAll("torihiki-order")];
      const start = performance.now();
      do await clock.passTo(clock.nextRing);
      while (elements.some(({ answer }) => answer.asOf !== clock.now()));
      return performance.now() - start;
    });

    await page.run(async ({ kept, setHidden, closing, hear }) => {
      // The hour in between is of no interest.
      await setHidden(true);
      await kept.clock.passTo(closing - 1);
      await setHidden(false);
      kept.heard = hear(document);
    });
    await measure(t, "all change", async ({ kept: { clock }, closing }) => {
      const start = performance.now();
      await clock.passTo(closing);
      return performance.now() - start;
    });
    const told = await page.run(({ kept: { heard }, closing }) =>
      heard.events.map((/** @type {CustomEvent<TorihikiChangeDetail>} */ { type, detail, target }) => [
        type,
        detail.answer.asOf === closing,
        [...document.querySelectorAll("torihiki-order")].indexOf(/** @type {TorihikiOrderElement} */ (target)),
      ]),
    );
    assert.deepEqual(
      told.toSorted((/** @type {number[]} */ [, , one], /** @type {number[]} */ [, , other]) => one - other),
      Array.from({ length: COUNT }, (_, index) => ["torihiki-change", true, index]),
    );

    await measure(t, "the reader comes back a day later", async ({ kept: { clock }, comeBack, DAY }) => {
      clock.jump(DAY);
      const start = performance.now();
      await comeBack("focus");
      return performance.now() - start;
    });
  });

  test("every sample, for everybody, with all details open", async (t) => {
    await begin();
    const ran = await measure(
      t,
      `${orders.length} elements appear, expanded`,
      async ({ settle, kept }, orders) => {
        kept.given = (/** @type {number} */ index) => [orders[index].order, { now: orders[index].now }];
        const start = performance.now();
        document
          .querySelector("main")
          .append(
            ...orders.map(({ order, now }) =>
              Object.assign(document.createElement("torihiki-order"), { order, now, expanded: true }),
            ),
          );
        await settle();
        return performance.now() - start;
      },
      orders,
    );
    assert.equal(ran, orders.length);
  });

  test("one element does not wait for a turn of its own", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, find, torihiki }) => {
      await torihiki.init();
      const element = await make({ order: delivered, now: closing - 1 });
      element.now = closing;
      // Microtasks only: no frame is drawn in between, in which the old answer would be seen.
      let tasks = 0;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (tasks += 1);
      port2.postMessage(null);
      await element.updateComplete;
      const told = [tasks, find(element, "[part=state]").dataset.state];
      port1.close();
      return told;
    });
    assert.deepEqual(told, [0, "completed"]);
  });
});
