// What the element does where there is no answer: it says why, to its host and its reader, and is well once it can be.

/**
 * @import { TorihikiOrderElement } from "torihiki/element/class"
 * @import { Properties } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inEngines, installed } from "./harness.mjs";

inEngines((page) => {
  /** What makes an answer impossible, as properties or attributes, and how the error names it. */
  /** @type {Record<string, [wrong: { properties?: Properties, attributes?: Record<string, string> }, code: string, path: string]>} */
  const mistakes = {
    "a bad order": [{ properties: { order: 5 } }, "not-an-object", ""],
    "an order that is a list": [{ properties: { order: [] } }, "not-an-object", ""],
    "an order of a policy that is not there": [
      { properties: { order: { policy: "coconalla", state: "delivered" } } },
      "unknown-policy",
      "policy",
    ],
    "a misspelt fact": [
      { properties: { order: { policy: "coconala", state: "delivered", deliverdAt: 0 } } },
      "unknown-fact",
      "deliverdAt",
    ],
    "an attribute that is no JSON": [{ attributes: { order: "{policy}" } }, "invalid-json", "order"],
    "an attribute that is JSON but no order": [{ attributes: { order: '"coconala"' } }, "not-an-object", ""],
    "an unknown policy": [{ properties: { policy: "ebay" } }, "unknown-policy", "policy"],
    "an unknown edition": [{ properties: { edition: "first" } }, "unknown-edition", "edition"],
    "an unknown role": [{ properties: { party: "sellr" } }, "unknown-role", "party"],
    "an unknown role as an attribute": [{ attributes: { party: "sellr" } }, "unknown-role", "party"],
    "a role that is no text": [{ properties: { party: 5 } }, "wrong-type", "party"],
    "a fact that has the name of an option": [
      { properties: { order: { policy: "coconala", state: "delivered", role: "buyer" } } },
      "unknown-fact",
      "role",
    ],
    "a locale that is no tag": [{ properties: { locale: "de_DE" } }, "wrong-type", "locale"],
    "a locale that is a name of every object": [{ properties: { locale: "constructor" } }, "wrong-type", "locale"],
    "an unreadable `now`": [{ properties: { now: "yesterday" } }, "invalid-instant", "now"],
    "an unreadable `now` as an attribute": [{ attributes: { now: "2026-11-16" } }, "invalid-instant", "now"],
    "a `now` that is no date": [{ properties: { now: "invalid date" } }, "invalid-instant", "now"],
    "an unreadable `server-now`": [{ attributes: { "server-now": "yesterday" } }, "invalid-instant", "server-now"],
    "an unreadable `serverNow`": [{ properties: { serverNow: "invalid date" } }, "invalid-instant", "server-now"],
  };

  for (const [name, [wrong, code, path]] of Object.entries(mistakes)) {
    test(`${name} is told once, and is over when it is put right`, async () => {
      await page.open();
      const told = await page.run(
        async (
          { make, hear, delivered, closing, HOUR, Clock, torihiki, find, comeBack, words },
          { wrong: { properties = {}, attributes = {} } },
        ) => {
          const clock = new Clock(closing - HOUR);
          /** @type {Record<string, unknown>} */
          const right = {
            order: delivered,
            policy: null,
            edition: null,
            party: null,
            locale: "en",
            now: null,
            serverNow: null,
          };
          const element = await make({ ...right, clock });
          const heard = hear(element, document);
          const told = [];
          const state = () => ({
            heard: heard.events
              .splice(0)
              .map(({ type, detail: { error }, bubbles, composed }) => [
                type,
                error instanceof torihiki.TorihikiError,
                error?.code,
                error?.problems[0].path,
                bubbles && composed,
              ]),
            hasAnswer: element.answer !== null,
            shows:
              find(element, "[part=error] li")?.dataset.code ?? find(element, "[part=state]")?.dataset.state ?? null,
            inWords:
              find(element, "[part=error] p") === null
                ? null
                : words(find(element, "[part=error] p").textContent).length > 10,
            timers: clock.waiting,
          });
          const makeWrong = async () => {
            // JSON has no word for it.
            for (const [name, value] of Object.entries(properties)) {
              Reflect.set(element, name, value === "invalid date" ? new Date(NaN) : value);
            }
            for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
            await element.updateComplete;
          };
          await makeWrong();
          told.push(state());
          // What has nothing to do with it, or is only another look, does not tell it again.
          element.expanded = true;
          await element.updateComplete;
          await comeBack("focus");
          await clock.pass(2 * HOUR);
          clock.jump(-2 * HOUR);
          told.push(state());
          for (const name of Object.keys(attributes)) element.removeAttribute(name);
          Object.assign(element, right);
          await element.updateComplete;
          told.push(state());
          await makeWrong();
          told.push(state());
          return told;
        },
        { wrong },
      );
      const heard = [["torihiki-error", true, code, path, true]];
      const error = { hasAnswer: false, shows: code, inWords: true, timers: 0 };
      assert.deepEqual(told, [
        { heard, ...error },
        { heard: [], ...error },
        { heard: [], hasAnswer: true, shows: "delivered", inWords: null, timers: 1 },
        { heard, ...error },
      ]);
    });
  }

  test("an error in the choice of an action is told, not thrown", async () => {
    await page.open();
    const told = await page.run(async ({ make, hear, delivered, closing, find, Clock }) => {
      const clock = new Clock(closing - 1);
      const order = { ...delivered };
      const element = await make({ order, clock });
      const heard = hear(element);
      // A host is to set a new object; this one has changed what it once set.
      Object.assign(order, { state: "no such state" });
      find(element, "[data-choose]").click();
      await element.updateComplete;
      return [heard.types(), find(element, "[part=error] li").dataset.code];
    });
    assert.deepEqual(told, [["error"], "unknown-state"]);
  });

  test("no order is no error, and takes back what was shown", async () => {
    await page.open();
    const { told, types } = await page.run(async ({ make, hear, delivered, closing, said, Clock }) => {
      const clock = new Clock(closing - 1);
      const element = await make({ clock, locale: "en" }, { content: "<b>Nothing yet</b>" });
      const heard = hear(element);
      const look = () => ({
        answer: element.answer?.state.effective ?? null,
        said: said(element).length > 0,
        slot: element.querySelector("b").getBoundingClientRect().height > 0,
        timers: clock.waiting,
      });
      const told = [look()];
      for (const order of [delivered, null, delivered, undefined, { policy: "?" }, null, delivered]) {
        Object.assign(element, { order });
        await element.updateComplete;
        told.push(look());
      }
      element.setAttribute("order", JSON.stringify({ ...delivered, state: "completed" }));
      await element.updateComplete;
      told.push(look());
      element.removeAttribute("order");
      await element.updateComplete;
      told.push(look());
      return { told, types: heard.types() };
    });
    const none = { answer: /** @type {string | null} */ (null), said: false, slot: true, timers: 0 };
    const some = { answer: "delivered", said: true, slot: false, timers: 1 };
    const error = { answer: /** @type {string | null} */ (null), said: true, slot: false, timers: 0 };
    assert.deepEqual(told.slice(0, 8), [none, some, none, some, none, error, none, some]);
    assert.deepEqual(
      told.slice(8, 10).map(({ answer, slot }) => [answer, slot]),
      [
        ["completed", false],
        [null, true],
      ],
    );
    assert.deepEqual(types, ["error"]);
  });

  test("where the WebAssembly cannot be loaded it says so, and a reader can try again for all elements", async () => {
    const wasm = join(installed.project, "node_modules/torihiki/pkg/torihiki_bg.wasm");
    renameSync(wasm, `${wasm}.away`);
    let before;
    try {
      await page.open();
      before = await page.run(async ({ make, hear, delivered, closing, find, kept, faults }) => {
        const heard = hear(document, document);
        kept.elements = [
          await make({ order: delivered, now: closing - 1, locale: "en" }),
          await make({ order: delivered, now: closing, locale: "ja" }),
          await make({ locale: "en" }),
        ];
        // Browsers say by themselves that a file is missing.
        faults.length = 0;
        return {
          heard: heard.since(),
          codes: kept.elements.map(
            (/** @type {Element} */ element) => find(element, "[part=error] li")?.dataset.code ?? null,
          ),
          texts: kept.elements.map((/** @type {Element} */ element) =>
            find(element, "[part=error] p").textContent.trim(),
          ),
        };
      });
    } finally {
      renameSync(`${wasm}.away`, wasm);
    }
    assert.deepEqual(before.heard, ["error", "error", "error"]);
    assert.deepEqual(before.codes, ["wasm-not-loaded", "wasm-not-loaded", "wasm-not-loaded"]);
    assert.match(before.texts[0], /could not be loaded/);
    assert.match(before.texts[1], /読み込めません/);
    const after = await page.run(async ({ kept: { elements }, find, settle }) => {
      find(elements[0], "[data-reload]").click();
      await settle();
      await settle();
      return elements.map((/** @type {TorihikiOrderElement} */ element) => [
        element.answer?.state.effective ?? null,
        find(element, "[part=error]") === null,
      ]);
    });
    assert.deepEqual(after, [
      ["delivered", true],
      ["completed", true],
      [null, true],
    ]);
  });
});
