// What a host sets on the element says which order is asked about, and by whom, however it was set.

/**
 * @import { TorihikiOrderElement } from "torihiki/element/class"
 * @import { Properties } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

inEngines((page) => {
  test("it takes over `role`, and leaves one that ARIA knows", async () => {
    await page.open({ body: `<torihiki-order id="parsed" role="buyer"></torihiki-order>` });
    const told = await page.run(async ({ delivered, closing, all, wrong }) => {
      const element = /** @type {TorihikiOrderElement} */ (/** @type {unknown} */ (document.getElementById("parsed")));
      Object.assign(element, { order: delivered, now: closing - 1 });
      /** @type {unknown[]} */
      const told = [];
      const look = async () => {
        await element.updateComplete;
        const shown = [...new Set(all(element, "[data-action]").map(({ dataset }) => dataset.role))].sort();
        told.push([
          element.role,
          element.getAttribute("role"),
          shown.join(" "),
          wrong(element, delivered, { now: closing - 1, role: element.role || null }).length,
        ]);
      };
      await look();
      element.setAttribute("role", "seller");
      await look();
      element.removeAttribute("role");
      await look();
      element.role = "buyer";
      await look();
      element.role = null;
      await look();
      element.setAttribute("role", "");
      await look();
      element.setAttribute("role", "buyer");
      element.setAttribute("role", "group");
      await look();
      element.toggleAttribute("role");
      await look();
      element.toggleAttribute("role");
      await look();
      return told;
    });
    assert.deepEqual(told, [
      ["buyer", "group", "buyer", 0],
      ["seller", "group", "seller", 0],
      [null, null, "buyer seller", 0],
      ["buyer", null, "buyer", 0],
      [null, null, "buyer seller", 0],
      ["", "group", "buyer seller", 0],
      ["buyer", "group", "buyer", 0],
      [null, null, "buyer seller", 0],
      ["", "group", "buyer seller", 0],
    ]);
  });

  test("an error in the role can be put right by the attribute, and by its removal", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      const element = await make({ order: delivered, now: closing - 1 }, { attributes: { role: "sellr" } });
      /** @type {unknown[]} */
      const told = [find(element, "[part=error] li").dataset.code];
      element.removeAttribute("role");
      await element.updateComplete;
      told.push(element.answer?.state.effective);
      element.setAttribute("role", "sellr");
      element.setAttribute("role", "seller");
      await element.updateComplete;
      told.push(element.answer?.state.effective);
      return told;
    });
    assert.deepEqual(told, ["unknown-role", "delivered", "delivered"]);
  });

  test("`policy` and `edition` count over those of the order, and the order stays as it is", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, wrong }) => {
      const now = closing - 1;
      /** @type {unknown[]} */
      const told = [];
      const { policy, ...order } = delivered;
      /** @type {[Properties, Properties][]} */
      const mixtures = [
        [order, { policy }],
        [{ ...order, policy: "qoo10" }, { policy }],
        [delivered, { edition: "official" }],
        [{ ...delivered, edition: "guide" }, { edition: "official" }],
        [{ ...delivered, edition: "official" }, { edition: "guide" }],
        [
          { ...delivered, edition: "official" },
          { edition: "", policy: "" },
        ],
      ];
      for (const [given, over] of mixtures) {
        const before = JSON.stringify(given);
        const meant = { ...given, ...Object.fromEntries(Object.entries(over).filter(([, value]) => value !== "")) };
        const byProperty = await make({ order: given, now, ...over });
        const byAttribute = await make(
          { order: given, now },
          { attributes: /** @type {Record<string, string>} */ (over) },
        );
        told.push(
          [...wrong(byProperty, meant, { now }), ...wrong(byAttribute, meant, { now })],
          byProperty.order === given && JSON.stringify(given) === before,
        );
      }
      return told;
    });
    assert.deepEqual(told, Array(6).fill([[], true]).flat());
  });

  test("what was set before the element was registered is not lost", async () => {
    await page.open({
      body: `<torihiki-order locale="en" now="2026-11-16T09:00:00+09:00"></torihiki-order>`,
      scripts: [],
    });
    const told = await page.run(async ({ delivered, wrong }) => {
      const element = document.querySelector("torihiki-order");
      Object.assign(element, { order: delivered, role: "buyer", readonly: true });
      await import("/node_modules/torihiki/pkg/element.js");
      await element.updateComplete;
      return [
        element.role,
        element.getAttribute("role"),
        element.readonly,
        element.answer !== null,
        wrong(element, delivered, { role: "buyer", locale: "en", now: "2026-11-16T09:00:00+09:00" }).filter(
          (fault) => !fault.startsWith("the button"),
        ),
      ];
    });
    // Before, `role` was the property of ARIA, which writes the attribute where an engine has it.
    assert.deepEqual(told.toSpliced(1, 1), ["buyer", true, true, []]);
    assert.ok(told[1] === "group" || told[1] === null, String(told[1]));
  });

  test("a copy of an element has what its attributes say, of which `role` is no longer one", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, settle }) => {
      const element = await make(
        {},
        { attributes: { order: JSON.stringify(delivered), now: closing - 1, role: "buyer", locale: "en" } },
      );
      const copy = /** @type {typeof element} */ (element.cloneNode(true));
      document.body.append(copy);
      await settle();
      return [copy.answer?.state.effective, copy.locale, copy.role];
    });
    assert.deepEqual(told, ["delivered", "en", null]);
  });
});
