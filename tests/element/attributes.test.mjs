// What a host sets on the element says which order is asked about, and by whom, however it was set.

/**
 * @import { TorihikiOrderElement } from "torihiki/element/class"
 * @import { Properties } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

inEngines((page) => {
  test("`party` says whose actions are shown, and `role` stays ARIA's", async () => {
    await page.open({ body: `<torihiki-order id="parsed" party="buyer"></torihiki-order>` });
    const told = await page.run(async ({ delivered, closing, all, wrong, faults }) => {
      const element = /** @type {TorihikiOrderElement} */ (/** @type {unknown} */ (document.getElementById("parsed")));
      Object.assign(element, { order: delivered, now: closing - 1 });
      /** @type {unknown[]} */
      const told = [];
      const look = async () => {
        await element.updateComplete;
        const shown = [...new Set(all(element, "[data-action]").map(({ dataset }) => dataset.role))].sort();
        told.push([
          element.party,
          element.getAttribute("party"),
          shown.join(" "),
          wrong(element, delivered, { now: closing - 1, role: element.party || null }).length,
        ]);
      };
      await look();
      element.setAttribute("party", "seller");
      await look();
      element.removeAttribute("party");
      await look();
      element.party = "buyer";
      await look();
      element.party = undefined;
      await look();
      element.setAttribute("party", "");
      await look();
      element.party = "seller";
      element.setAttribute("role", "group");
      await look();
      return [...told, element.getAttribute("role"), faults.length];
    });
    assert.deepEqual(told, [
      ["buyer", "buyer", "buyer", 0],
      ["seller", "seller", "seller", 0],
      [null, null, "buyer seller", 0],
      ["buyer", "buyer", "buyer", 0],
      [null, null, "buyer seller", 0],
      ["", "", "buyer seller", 0],
      ["seller", "seller", "seller", 0],
      "group",
      0,
    ]);
  });

  test("a party that is written as `role` is shown to nobody in silence: the console says how it is written", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, faults }) => {
      const given = { order: delivered, now: closing - 1 };
      await make(given, { attributes: { role: "region" } });
      await make({ ...given, party: "buyer" }, { attributes: { role: "buyer" } });
      const before = faults.length;
      for (let times = 0; times < 2; times += 1) await make(given, { attributes: { role: "buyer" } });
      return [before, ...faults.splice(0)];
    });
    assert.equal(told.length, 2, told.join("\n"));
    assert.equal(told[0], 0);
    assert.match(String(told[1]), /^console\.warn: <torihiki-order>: `role` is .*`party="buyer"`$/);
  });

  test("a word that says nothing to the element is told on the console, once, with what there is and what may be meant", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, faults, find }) => {
      const given = { order: delivered, now: closing - 1 };
      /** @param {Record<string, string>} attributes */
      const warnings = async (attributes) => {
        const element = await make(given);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        await element.updateComplete;
        return [...faults.splice(0), find(element, "[role=heading]").getAttribute("aria-level")];
      };
      return [
        await warnings({ size: "full", hide: " verbs  actions ", "heading-level": "3" }),
        await warnings({ size: "", hide: "", "heading-level": "" }),
        await warnings({ size: "big" }),
        await warnings({ size: "big" }),
        await warnings({ size: "Full" }),
        await warnings({ hide: "verb basis" }),
        await warnings({ hide: "verbs,actions" }),
        await warnings({ "heading-level": "0" }),
        await warnings({ "heading-level": "7" }),
        await warnings({ "heading-level": "two" }),
      ];
    });
    const size = "console.warn: <torihiki-order>: `size` takes one of `compact`, `full`, and not ";
    const hide =
      "console.warn: <torihiki-order>: `hide` takes words with a space in between, `state`, `headline`, `verbs`, `actions`, `denied`, `unknown`, `duties`, `outlook`, `basis`, and not ";
    const level = "console.warn: <torihiki-order>: `heading-level` takes a whole number from 1 to 6, and not ";
    assert.deepEqual(told, [
      ["3"],
      ["2"],
      [`${size}\`big\``, "2"],
      ["2"],
      [`${size}\`Full\`; did you mean \`full\`?`, "2"],
      [`${hide}\`verb\`; did you mean \`verbs\`?`, "2"],
      [`${hide}\`verbs,actions\`; did you mean \`verbs actions\`?`, "2"],
      [`${level}\`0\``, "2"],
      [`${level}\`7\``, "6"],
      [`${level}\`two\``, "2"],
    ]);
  });

  test("an error in the party can be put right by the attribute, and by its removal", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      const element = await make({ order: delivered, now: closing - 1 }, { attributes: { party: "sellr" } });
      /** @type {unknown[]} */
      const told = [find(element, "[part=error] li").dataset.code];
      element.removeAttribute("party");
      await element.updateComplete;
      told.push(element.answer?.state.effective);
      element.setAttribute("party", "sellr");
      element.setAttribute("party", "seller");
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
      Object.assign(element, { order: delivered, party: "buyer", readonly: true });
      await import("/node_modules/torihiki/pkg/element.js");
      await element.updateComplete;
      return [
        element.party,
        element.getAttribute("party"),
        element.readonly,
        element.answer !== null,
        wrong(element, delivered, { role: "buyer", locale: "en", now: "2026-11-16T09:00:00+09:00" }).filter(
          (fault) => !fault.startsWith("the button"),
        ),
      ];
    });
    assert.deepEqual(told, ["buyer", "buyer", true, true, []]);
  });
});
