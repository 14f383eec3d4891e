// Everything can be reached and done with the keyboard alone, and stays where it is when the answer changes by itself.

/** @import { Properties, Toolkit } from "./in-page/toolkit.mjs" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEngines } from "./harness.mjs";

/**
 * Puts an element between two links, with the focus on the first, a second before the review window closes.
 *
 * @param {Toolkit} toolkit
 * @param {Properties} [given]
 */
const prepare = async ({ make, delivered, closing, Clock, kept }, given) => {
  document.body.innerHTML = `<a href="#before" id="before">before</a><main></main><a href="#after" id="after">after</a>`;
  const clock = new Clock(closing - 1000);
  const element = await make(
    { order: delivered, locale: "en", clock, ...given },
    { into: document.querySelector("main") },
  );
  Object.assign(kept, { element, clock });
  document.getElementById("before").focus();
};

/**
 * What has the focus, in a word.
 *
 * @param {Toolkit} toolkit
 */
const focused = ({ kept: { element } }) => {
  if (document.activeElement !== element) return document.activeElement.id || document.activeElement.localName;
  const inner = element.shadowRoot.activeElement;
  const { action, role } = inner.closest("[data-action]")?.dataset ?? {};
  return action === undefined ? inner.localName : `${inner.localName} of ${action} of ${role}`;
};

inEngines((page) => {
  /** Presses Tab until the focus has left the element, and gives what had it on the way. */
  const tabThrough = async () => {
    const seen = [];
    for (;;) {
      await page.press("Tab");
      const now = await page.run(focused);
      if (["before", "after", "body", "html"].includes(now)) return { seen, end: now };
      seen.push(now);
      assert.ok(seen.length < 300, "it never ends");
    }
  };

  test("Tab reaches every action, denied ones too, and every button, in the order in which they stand", async () => {
    await page.open();
    await page.run(prepare);
    const expected = await page.run(({ kept: { element }, all }) => ({
      summaries: all(element, "summary").map(
        (summary) =>
          `summary of ${summary.closest("[data-action]").dataset.action} of ${summary.closest("[data-action]").dataset.role}`,
      ),
      buttons: all(element, "[data-choose]").map(
        (button) => `button of ${button.dataset.choose} of ${button.closest("[data-action]").dataset.role}`,
      ),
      denied: all(element, "[data-verdict=denied] summary").length,
    }));
    const { seen, end } = await tabThrough();
    assert.equal(end, "after");
    assert.deepEqual(
      seen.filter((each) => each.startsWith("summary")),
      expected.summaries,
    );
    assert.deepEqual(
      seen.filter((each) => each.startsWith("button of")),
      expected.buttons,
    );
    assert.ok(expected.denied > 5);
  });

  for (const key of ["Enter", " "]) {
    const name = key === " " ? "Space" : key;
    test(`${name} opens and closes an action, whatever its verdict`, async () => {
      await page.open();
      await page.run(prepare);
      for (const verdict of ["allowed", "denied"]) {
        /**
         * @param {Toolkit} toolkit
         * @param {string} verdict
         */
        const isOpen = ({ kept: { element }, find }, verdict) =>
          find(element, `[data-action][data-verdict=${verdict}] details`).open;
        await page.run(
          ({ kept: { element }, find }, verdict) =>
            find(element, `[data-action][data-verdict=${verdict}] summary`).focus(),
          verdict,
        );
        assert.equal(await page.run(isOpen, verdict), false);
        await page.press(key);
        assert.equal(await page.run(isOpen, verdict), true, `${verdict}, opened`);
        await page.press(key);
        assert.equal(await page.run(isOpen, verdict), false, `${verdict}, closed`);
      }
    });

    test(`${name} on the name of an action in the overview opens that action and goes there`, async () => {
      await page.open();
      await page.run(prepare);
      await page.run(({ kept: { element }, find }) => find(element, "[data-verb=refuse] .link").focus());
      await page.press(key);
      const [now, isOpen] = await page.run(({ kept: { element } }) => {
        const inner = element.shadowRoot.activeElement;
        const own = element.answer.verbs.refuse.includes(inner.closest("[data-action]")?.dataset.action);
        return [own && inner.localName, inner.closest("details")?.open];
      });
      assert.deepEqual([now, isOpen], ["summary", true]);
    });
  }

  test("Tab goes through what is opened as well: sources and messages to copy", async () => {
    await page.open();
    await page.run(prepare, { expanded: true, party: "buyer" });
    const { seen } = await tabThrough();
    const expected = await page.run(({ kept: { element }, all }) => ({
      links: all(element, "a[href]").length,
      copies: all(element, "[data-copy]").length,
    }));
    assert.equal(seen.filter((each) => /^a\b/.test(each)).length, expected.links);
    assert.ok(expected.links > 5 && expected.copies > 0);
  });

  test("Shift+Tab leads back the same way", async () => {
    await page.open();
    await page.run(prepare, { party: "buyer" });
    const { seen } = await tabThrough();
    const back = [];
    for (;;) {
      await page.press("Shift", "Tab");
      const now = await page.run(focused);
      if (now === "before") break;
      back.push(now);
      assert.ok(back.length <= seen.length, "it goes astray");
    }
    assert.deepEqual(back.toReversed(), seen);
  });

  test("when an action that has the focus moves to another group by itself, it keeps the focus, and what is open stays open", async () => {
    await page.open();
    await page.run(prepare);
    const told = await page.run(async ({ kept: { element, clock }, entry, afterPaint }) => {
      // Allowed ones become denied, and the other way round.
      for (const [action, role] of [
        ["revise", "buyer"],
        ["rate", "buyer"],
        ["accept", "buyer"],
      ]) {
        entry(element, action, role).querySelector("details").open = true;
      }
      const before = entry(element, "revise", "buyer");
      before.querySelector("summary").focus();
      const verdicts = () =>
        ["revise", "rate", "accept"].map(
          (action) =>
            `${entry(element, action, "buyer").dataset.verdict}, ${entry(element, action, "buyer").querySelector("details").open}`,
        );
      /** @type {unknown[]} */
      const told = [verdicts()];
      await clock.pass(1000);
      await afterPaint();
      told.push(
        verdicts(),
        element.shadowRoot.activeElement === before.querySelector("summary"),
        before === entry(element, "revise", "buyer"),
      );
      return told;
    });
    assert.deepEqual(told, [
      ["allowed, true", "denied, true", "allowed, true"],
      ["denied, true", "allowed, true", "denied, true"],
      true,
      true,
    ]);
    // The reader goes on from there.
    await page.press("Enter");
    assert.equal(
      await page.run(({ kept: { element }, entry }) => entry(element, "revise", "buyer").querySelector("details").open),
      false,
    );
  });

  for (const what of ["a", "[data-copy]"]) {
    test(`the focus on ${what === "a" ? "a source" : "a button"} inside of an action that moves stays as well`, async () => {
      await page.open();
      await page.run(prepare, { expanded: true });
      const told = await page.run(async ({ kept: { element, clock }, all, closing, afterPaint }, what) => {
        const told = [];
        // Wherever it is among the actions: which of them are moved in the document is up to the view.
        const keys = all(element, `[data-action] ${what}`).map((each) => each.closest("[data-action]"));
        for (const { dataset } of new Set(keys)) {
          clock.jump(closing - 1000 - clock.now());
          element.requestUpdate();
          await element.updateComplete;
          const inner = element.shadowRoot.querySelector(
            `[data-action=${dataset.action}][data-role=${dataset.role}] ${what}`,
          );
          if (inner === null) continue;
          inner.focus();
          const { verdict } = inner.closest("[data-action]").dataset;
          await clock.passTo(closing);
          await afterPaint();
          // A message may be gone with the verdict.
          if (inner.isConnected) {
            told.push([
              verdict !== inner.closest("[data-action]").dataset.verdict,
              element.shadowRoot.activeElement === inner,
            ]);
          }
        }
        return {
          moved: told.filter(([isMoved]) => isMoved).length,
          kept: told.filter(([, isKept]) => isKept).length,
          all: told.length,
        };
      }, what);
      assert.equal(told.kept, told.all);
      assert.ok(told.all > 0, "nothing was tried");
      if (what === "a") assert.ok(told.moved > 0, "nothing moved");
    });
  }

  test("where the button that has the focus goes away by itself, the focus stays at its action", async () => {
    await page.open();
    await page.run(prepare);
    await page.run(async ({ kept: { element, clock }, entry, afterPaint }) => {
      entry(element, "revise", "buyer").querySelector("[data-choose]").focus();
      await clock.pass(1000);
      await afterPaint();
    });
    assert.equal(await page.run(focused), "summary of revise of buyer");
  });

  test("the focus in what the host has put into an action stays when the action moves", async () => {
    await page.open();
    await page.run(prepare);
    const told = await page.run(async ({ kept: { element, clock }, afterPaint }) => {
      element.innerHTML = `<button slot="action-revise-buyer">Talk first</button>`;
      element.firstElementChild.focus();
      await clock.pass(1000);
      await afterPaint();
      return [
        document.activeElement === element.firstElementChild,
        element.firstElementChild.assignedSlot.closest("[data-action]").dataset.verdict,
      ];
    });
    assert.deepEqual(told, [true, "denied"]);
  });

  test("where the focus is outside, no change takes it", async () => {
    await page.open();
    await page.run(prepare);
    const told = await page.run(async ({ kept: { element, clock }, comeBack }) => {
      await clock.pass(2000);
      await comeBack("focus");
      element.order = { policy: "?" };
      await element.updateComplete;
      return document.activeElement.id;
    });
    assert.equal(told, "before");
  });

  test("what is open stays open from tick to tick", async () => {
    await page.open();
    await page.run(prepare);
    const told = await page.run(async ({ kept: { element, clock }, all, HOUR, closing }) => {
      clock.jump(closing - HOUR / 2 - clock.now());
      element.requestUpdate();
      await element.updateComplete;
      const details = all(element, "details");
      details[0].open = details.at(-1).open = true;
      details[0].querySelector("summary").focus();
      const open = () =>
        all(element, "details")
          .map(({ open }) => open)
          .join();
      const before = open();
      await clock.pass(HOUR / 2 - 8 * 60_000);
      return [
        open() === before,
        element.shadowRoot.activeElement === details[0].querySelector("summary"),
        clock.rang > 100,
      ];
    });
    assert.deepEqual(told, [true, true, true]);
  });
});
