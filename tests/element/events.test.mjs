// What the element tells its host: that an action was chosen, that the answer changed, and why there is none.

/**
 * @import { ActionId, RoleId } from "torihiki"
 * @import { TorihikiChangeDetail, TorihikiOrderElement } from "torihiki/element/class"
 * @import { Properties, Toolkit } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { inEngines, installed } from "./harness.mjs";

const orders = Object.values(samples).flat();

/**
 * Puts an element on the page whose events `heard` gathers, seen from far outside of it.
 *
 * @param {Toolkit} toolkit
 * @param {Properties} [given]
 */
const prepare = async ({ make, hear, delivered, HOUR, closing, Clock, kept }, given) => {
  const outer = document.createElement("div");
  document.body.append(outer);
  const clock = new Clock(closing - HOUR);
  const element = await make(
    { order: delivered, role: "buyer", locale: "en", clock, ...given },
    { into: outer.attachShadow({ mode: "open" }) },
  );
  Object.assign(kept, { element, clock, heard: hear(element, document) });
};

/** The button of an action in there, as a driver finds it. */
const button = () =>
  document
    .querySelector("div")
    .shadowRoot.querySelector("torihiki-order")
    .shadowRoot.querySelector("[data-choose=revise]");

/**
 * What was heard, and in what it differs from what `apply` says.
 *
 * @param {Toolkit} toolkit
 */
const heardOf = ({ torihiki, difference, delivered, kept: { heard, clock } }) =>
  heard.events.splice(0).map((/** @type {CustomEvent} */ { type, detail, bubbles, composed, target }) => {
    const applied = torihiki.apply(delivered, "revise", { role: "buyer", locale: "en", now: clock.now() });
    const expected = { action: "revise", role: "buyer", order: applied.order, applied };
    return {
      type,
      bubbles,
      composed,
      target: /** @type {Element} */ (target).localName,
      difference: difference(detail, expected),
    };
  });

const chosen = {
  type: "torihiki-action",
  bubbles: true,
  composed: true,
  target: "div",
  difference: /** @type {string | null} */ (null),
};

inEngines((page) => {
  test("a click on the button of an action tells the host of it, with what `apply` says", async () => {
    await page.open();
    await page.run(prepare);
    await page.click(button);
    assert.deepEqual(await page.run(heardOf), [chosen]);
  });

  for (const key of ["Enter", " "]) {
    test(`${key === " " ? "Space" : key} on the button of an action tells the host of it`, async () => {
      await page.open();
      await page.run(prepare);
      await page.run(({ kept, find }) => find(kept.element, "[data-choose=revise]").focus());
      await page.press(key);
      assert.deepEqual(await page.run(heardOf), [chosen]);
    });
  }

  test("a press that comes when the action is no longer allowed tells of the change alone", async () => {
    await page.open();
    await page.run(prepare);
    // The machine slept, so no timer has told the element yet.
    await page.run(({ kept, HOUR }) => kept.clock.jump(HOUR));
    assert.equal(await page.run(({ kept, find }) => find(kept.element, "[data-choose=revise]") !== null), true);
    await page.click(button);
    const types = await page.run(async ({ kept, settle }) => {
      await settle();
      await kept.element.updateComplete;
      return kept.heard.types();
    });
    assert.deepEqual(types, ["change"]);
    assert.equal(await page.run(({ kept, find }) => find(kept.element, "[data-choose=revise]")), null);
  });

  test("every allowed action of every sample tells what `apply` says, in the policy and edition of the element", async (t) => {
    await page.open();
    const { told, allowed, failures } = await page.run(
      async ({ make, hear, all, torihiki, difference, wrong }, orders) => {
        const failures = [];
        let told = 0;
        let allowed = 0;
        for (const { order, now } of orders) {
          for (const edition of /** @type {const} */ ([null, "guide", "official"])) {
            const element = await make({ order, now, edition });
            const asked = edition === null ? order : { ...order, edition };
            failures.push(...wrong(element, asked, { now, locale: "ja" }));
            // Not every edition has every state.
            if (element.answer === null) continue;
            const heard = hear(element);
            allowed += element.answer.actions.filter(({ verdict }) => verdict === "allowed").length;
            for (const button of all(element, "[data-choose]")) {
              const { action, role } = button.closest("[data-action]").dataset;
              button.click();
              const [event, ...more] = heard.events.splice(0);
              const applied = torihiki.apply(asked, /** @type {ActionId} */ (action), {
                role: /** @type {RoleId} */ (role),
                now,
              });
              const found =
                more.length > 0
                  ? "it told more than once"
                  : event === undefined
                    ? "it told nothing"
                    : difference(event.detail, { action, role, order: applied.order, applied });
              if (found !== null) {
                failures.push(`${action} of ${role} of ${JSON.stringify(order)}, ${edition}: ${found}`);
              }
              told += 1;
            }
            element.remove();
          }
        }
        return { told, allowed, failures };
      },
      orders.map(({ order, now }) => ({ order, now })),
    );
    t.diagnostic(`${page.name}: ${told} actions were chosen`);
    assert.deepEqual(failures, []);
    assert.ok(told > orders.length, `only ${told}`);
    assert.equal(told, allowed);
  });

  test("choosing changes nothing by itself: neither the order nor what is shown", async () => {
    await page.open();
    const [before, after, isSame] = await page.run(async ({ make, delivered, find, said, closing, settle }) => {
      const element = await make({ order: delivered, now: closing - 1 });
      const before = said(element);
      find(element, "[data-choose]").click();
      await settle();
      return [before, said(element), element.order === delivered];
    });
    assert.equal(after, before);
    assert.ok(isSame);
  });

  test("a host that takes the order of `torihiki-action` shows what is then", async () => {
    await page.open();
    const states = await page.run(async ({ make, delivered, find, closing }) => {
      const element = await make({ order: delivered, now: closing - 1, role: "buyer" });
      element.addEventListener("torihiki-action", ({ detail }) => (element.order = detail.order));
      const before = find(element, "[part=state]").dataset.state;
      find(element, "[data-choose=revise]").click();
      await element.updateComplete;
      return [before, find(element, "[part=state]").dataset.state];
    });
    assert.deepEqual(states, ["delivered", "revising"]);
  });

  test("`torihiki-change` has the new answer and the one before, once both are so", async () => {
    await page.open();
    const told = await page.run(async ({ make, delivered, closing, HOUR, Clock, difference, torihiki, find }) => {
      const clock = new Clock(closing - HOUR);
      const element = await make({ order: delivered, clock });
      const first = element.answer;
      /** @type {object[]} */
      const told = [];
      document.addEventListener("torihiki-change", (event) => {
        const { detail, bubbles, composed } = /** @type {CustomEvent<TorihikiChangeDetail>} */ (event);
        const target = /** @type {TorihikiOrderElement} */ (event.target);
        const expected = torihiki.preview(delivered, { now: closing });
        const shown = find(target, "[part=state]").dataset.state;
        told.push({
          bubbles,
          composed,
          shown,
          isOfElement: detail.answer === target.answer,
          wrong: difference(detail.answer, expected),
          before: [detail.previous.asOf >= first.asOf, detail.previous.state.effective],
        });
      });
      await clock.passTo(closing + 10 * HOUR);
      return told;
    });
    assert.deepEqual(told, [
      {
        bubbles: true,
        composed: true,
        shown: "completed",
        isOfElement: true,
        wrong: null,
        before: [true, "delivered"],
      },
    ]);
  });

  test("what the host sets itself is no change by itself", async () => {
    await page.open();
    const types = await page.run(async ({ make, delivered, closing, HOUR, hear, Clock }) => {
      const clock = new Clock(closing - HOUR);
      const element = await make({ order: delivered, clock });
      const heard = hear(element);
      const changes = [
        { order: { ...delivered, state: "completed" } },
        { order: delivered, role: "seller" },
        { locale: "en" },
        { edition: "official" },
        { now: closing },
        { now: null },
        { serverNow: closing + HOUR },
        { hide: "verbs", expanded: true, readonly: true, headingLevel: 3 },
      ];
      for (const change of changes) {
        Object.assign(element, change);
        await element.updateComplete;
      }
      return heard.types();
    });
    assert.deepEqual(types, []);
  });

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
    "an unknown role": [{ properties: { role: "sellr" } }, "unknown-role", "role"],
    "an unknown role as an attribute": [{ attributes: { role: "sellr" } }, "unknown-role", "role"],
    "an unknown locale": [{ properties: { locale: "de" } }, "wrong-type", "locale"],
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
            role: null,
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

  test("`updateComplete` waits for the WebAssembly", async () => {
    await page.open();
    assert.equal(
      await page.run(async ({ delivered }) => {
        const element = document.createElement("torihiki-order");
        element.order = delivered;
        document.body.append(element);
        await element.updateComplete;
        return element.answer !== null && element.shadowRoot.querySelector("[part=state]") !== null;
      }),
      true,
    );
  });
});
