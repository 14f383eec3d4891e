// What the element tells its host: that an action was chosen, and that the answer changed.

/**
 * @import { ActionId, RoleId } from "torihiki"
 * @import { TorihikiChangeDetail, TorihikiOrderElement } from "torihiki/element/class"
 * @import { Properties, Toolkit } from "./in-page/toolkit.mjs"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { inEngines, inOneEngine } from "./harness.mjs";

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
    { order: delivered, party: "buyer", locale: "en", clock, ...given },
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
    const expected = { action: "revise", role: "buyer", with: {}, order: applied.order, applied };
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

  test("what is supplied with an action is told to the host, and holds once it is agreed to", async () => {
    await page.open();
    const told = await page.run(async ({ make, hear, all }) => {
      const order = { policy: "crowdworks", state: "working", dueAt: "2026-11-20T23:59:00+09:00" };
      const element = await make({ order, now: "2026-11-20T19:00:00+09:00" });
      const { events } = hear(element);
      const [found] = all(element, 'input[name="newDueAt"]');
      const field = /** @type {HTMLInputElement} */ (/** @type {unknown} */ (found));
      field.value = "2026-12-24T18:00";
      const form = /** @type {HTMLFormElement} */ (field.form);
      form.requestSubmit();
      const dueAt = (/** @type {unknown} */ order) => /** @type {{ dueAt: string | number }} */ (order).dueAt;
      const told = events.map(({ detail: { with: supplied, order, applied } }) => [
        /** @type {{ newDueAt: string | number }} */ (supplied).newDueAt,
        dueAt(order),
        dueAt(applied.agreed),
      ]);
      return told.map((instants) => instants.map((instant) => new Date(instant).getTime()));
    });
    const newDueAt = Date.parse("2026-12-24T18:00:00+09:00");
    assert.deepEqual(told, [[newDueAt, Date.parse("2026-11-20T23:59:00+09:00"), newDueAt]]);
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
      const element = await make({ order: delivered, now: closing - 1, party: "buyer" });
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
        { order: delivered, party: "seller" },
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

// What an event says is what `apply` says, and that does not differ.
inOneEngine((page) => {
  test("every allowed action of every sample tells what `apply` says, in the policy and edition of the element", async (t) => {
    await page.open();
    const { told, allowed, failures } = await page.run(
      async ({ make, undrawn, hear, all, torihiki, difference, wrong }, orders) => {
        const into = undrawn();
        const failures = [];
        let told = 0;
        let allowed = 0;
        for (const { order, now } of orders) {
          for (const edition of /** @type {const} */ ([null, "guide", "official"])) {
            const element = await make({ order, now, edition }, { into });
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
              // What is left empty is known to be absent.
              const takes = element.answer.actions.find(({ id }) => id === action)?.with ?? [];
              const supplied = Object.fromEntries(takes.map(({ id }) => /** @type {[string, null]} */ ([id, null])));
              const applied = torihiki.apply(asked, /** @type {ActionId} */ (action), {
                role: /** @type {RoleId} */ (role),
                now,
                with: supplied,
              });
              const found =
                more.length > 0
                  ? "it told more than once"
                  : event === undefined
                    ? "it told nothing"
                    : difference(event.detail, { action, role, with: supplied, order: applied.order, applied });
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
});
