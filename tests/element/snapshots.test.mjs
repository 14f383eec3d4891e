// Who goes back to a page that was left is shown a snapshot of it, as Turbo takes it by `cloneNode` and htmx by its
// markup: elements made anew of what the attributes say, which has to be what was shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

/** How a page is put back. */
const WAYS = /** @type {const} */ (["cloned", "markup"]);

inEngines((page) => {
  const begin = async () => {
    await page.open({ body: "<main></main>" });
    await page.run(({ kept }) => {
      const main = document.querySelector("main");
      kept.make = (/** @type {string} */ way) => {
        if (way === "cloned") main.replaceChildren(...main.cloneNode(true).childNodes);
        else main.innerHTML = String(main.innerHTML);
        return main.querySelector("torihiki-order");
      };
    });
  };

  for (const way of WAYS) {
    test(`a snapshot shows the same answer to the same party, ${way}`, async () => {
      await begin();
      const told = await page.run(async ({ make, delivered, closing, settle, wrong, find, kept }, way) => {
        const into = document.querySelector("main");
        const order = JSON.stringify(delivered);
        const now = closing - 1;
        const markup = { order, now, party: "buyer", edition: "official", locale: "en", readonly: "" };
        /** @type {[Record<string, unknown>, Record<string, string | number>][]} */
        const pages = [
          [{}, markup],
          // A host sets what came without it.
          [{ party: "buyer", edition: "official", locale: "en", now: new Date(now), readonly: true }, { order }],
          // The order has gone on since it came.
          [{ order: delivered }, { ...markup, order: JSON.stringify({ policy: "coconala", state: "working" }) }],
          [{ order }, { ...markup, order: "{}" }],
        ];
        /** @type {unknown[]} */
        const told = [];
        for (const [properties, attributes] of pages) {
          into.replaceChildren();
          await make(properties, { attributes, into });
          const copy = kept.make(way);
          await settle();
          told.push(copy.party, find(copy, "[data-choose]") === null);
          told.push(
            wrong(copy, { ...delivered, edition: "official" }, { role: "buyer", now, locale: "en" }).filter(
              (fault) => !fault.startsWith("the button"),
            ),
          );
        }
        return told;
      }, way);
      assert.deepEqual(told, Array(4).fill(["buyer", true, []]).flat());
    });

    test(`an order that is no longer there, or has no markup, is not brought back, ${way}`, async () => {
      await begin();
      const told = await page.run(async ({ make, delivered, settle, kept }, way) => {
        const into = document.querySelector("main");
        /** @type {unknown[]} */
        const told = [];
        for (const order of [null, undefined, "", { ...delivered, deliveredAt: 1n }]) {
          into.replaceChildren();
          await make({ order }, { attributes: { order: JSON.stringify(delivered), now: 0 }, into });
          const copy = kept.make(way);
          await settle();
          told.push(copy.order, copy.answer);
        }
        return told;
      }, way);
      assert.deepEqual(told, Array(8).fill(null));
    });

    test(`a snapshot that is hours old tells the time as the page did that it was taken of, ${way}`, async () => {
      await begin();
      const told = await page.run(async ({ make, delivered, closing, settle, kept, Clock, HOUR }, way) => {
        const into = document.querySelector("main");
        // The reader's clock is a day slow.
        const clock = new Clock(closing - 27 * HOUR);
        const attributes = {
          order: JSON.stringify(delivered),
          "server-now": new Date(closing - 3 * HOUR).toISOString(),
        };
        const element = await make({ clock }, { attributes, into });
        /** @type {unknown[]} */
        const told = [element.answer.asOf - closing];
        await clock.pass(2 * HOUR);
        const copy = Object.assign(kept.make(way), { clock });
        await settle();
        told.push(copy.answer.asOf - closing);
        // What the server says later counts from when it says so.
        copy.setAttribute("server-now", String(closing - HOUR / 2));
        await settle();
        told.push(copy.answer.asOf - closing);
        return told;
      }, way);
      assert.deepEqual(told, [-3 * 3_600_000, -3_600_000, -1_800_000]);
    });
  }

  test("what is set as a property is found in its attribute, and an order only where its attribute was", async () => {
    await begin();
    const told = await page.run(async ({ make, delivered }) => {
      const element = await make({ order: delivered, party: "buyer", policy: "coconala", now: new Date(5) });
      const names = () => [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort();
      /** @type {unknown[]} */
      const told = [names()];
      Object.assign(element, { party: null, policy: undefined, now: null });
      await element.updateComplete;
      told.push(names());
      element.setAttribute("order", "{}");
      element.order = { policy: "qoo10", state: "preparing" };
      told.push(names(), element.order.policy);
      await element.updateComplete;
      told.push(names());
      return told;
    });
    assert.deepEqual(told, [
      ["now=1970-01-01T00:00:00.005Z", "party=buyer", "policy=coconala"],
      [],
      ['order={"policy":"qoo10","state":"preparing"}'],
      "qoo10",
      ['order={"policy":"qoo10","state":"preparing"}'],
    ]);
  });
});
