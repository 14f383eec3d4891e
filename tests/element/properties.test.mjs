// Properties take what attributes take: Vue 3, React 19 and Preact set properties wherever an element has them, with
// whatever stands in their templates.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

inEngines((page) => {
  test("an order as JSON text and instants as texts do as properties what they do as attributes", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, wrong }) => {
      const order = JSON.stringify(delivered);
      /** @type {Record<string, unknown>[]} */
      const ways = [
        { order, now: "2026-11-16T09:00:00+09:00" },
        { order: ` ${order}\n`, now: String(closing - 1) },
        { order, serverNow: String(closing - 1) },
        { order, serverNow: "2026-11-16T09:00:00+09:00" },
      ];
      /** @type {unknown[]} */
      const told = [];
      for (const given of ways) {
        const asProperties = await make({ ...given, party: "buyer", headingLevel: "3" });
        const { serverNow, ...rest } = given;
        const attributes = { ...rest, ...(serverNow === undefined ? null : { "server-now": serverNow }) };
        const asAttributes = await make(
          {},
          { attributes: { .../** @type {Record<string, string>} */ (attributes), party: "buyer", "heading-level": 3 } },
        );
        for (const element of [asProperties, asAttributes]) {
          told.push(wrong(element, delivered, { role: "buyer", now: element.answer?.asOf }), typeof element.order);
        }
        if (serverNow === undefined) told.push(asProperties.answer.asOf === asAttributes.answer.asOf);
      }
      return told;
    });
    /** @type {unknown[]} */
    const each = [[], "object", [], "object"];
    assert.deepEqual(told, [...each, true, ...each, true, ...each, ...each]);
  });

  test("what frameworks write for what is left out leaves it out", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, wrong, Clock }) => {
      /** @type {unknown[]} */
      const told = [];
      // Preact writes a text without letters where the others write `undefined` or `null`.
      for (const nothing of ["", undefined, null]) {
        const clock = new Clock(closing - 1);
        const element = await make({ order: delivered, party: "seller", edition: "official", now: 0, serverNow: 0 });
        const rest = { party: nothing, policy: nothing, edition: nothing, locale: nothing, hide: nothing };
        Object.assign(element, { clock, ...rest, now: nothing, serverNow: nothing });
        await element.updateComplete;
        told.push(wrong(element, delivered, { now: closing - 1 }));
        Object.assign(element, { order: nothing });
        await element.updateComplete;
        told.push(element.answer, element.order);
      }
      return told;
    });
    assert.deepEqual(told, Array(3).fill([[], null, null]).flat());
  });

  test("a text that is no order is refused in either place, and one that came too early says what to do", async () => {
    await page.open();
    const told = await page.run(async ({ make, find }) => {
      /** @type {unknown[]} */
      const told = [];
      for (const order of ["{", "[object Object]", '"{}"', "[]"]) {
        const elements = [await make({ order }), await make({}, { attributes: { order } })];
        const shown = elements.map((element) => find(element, "[part=error] li"));
        told.push(
          shown.map(({ dataset }) => dataset.code),
          shown[0].textContent === shown[1].textContent,
        );
        told.push(shown[0].textContent.includes("import `torihiki/element` before"));
      }
      return told;
    });
    const twice = (/** @type {string} */ code) => [code, code];
    assert.deepEqual(told, [
      ...[twice("invalid-json"), true, false],
      ...[twice("invalid-json"), true, true],
      ...[twice("not-an-object"), true, false],
      ...[twice("not-an-object"), true, false],
    ]);
  });
});
