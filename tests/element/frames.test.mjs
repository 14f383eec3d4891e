// An element in the document of a frame: moved there, made by it, or with a script of its own there.

/** @import { TorihikiOrderElement } from "torihiki/element/class" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ELEMENT, inEngines, put, source } from "./harness.mjs";

put("frame.html", source({ lang: "en", scripts: [] }));
put("frame-alone.html", source({ lang: "en", scripts: [ELEMENT] }));

inEngines((page) => {
  const begin = async (/** @type {string} */ path) => {
    await page.open({ lang: "ja", body: `<iframe src="/${path}" width="500" height="500"></iframe>` });
    await page.run(({ kept }) => {
      kept.frame = document.querySelector("iframe");
      // What can be told of an element from anywhere.
      kept.look = (/** @type {TorihikiOrderElement} */ element) => {
        const order = element.shadowRoot.querySelector(".order");
        const window = element.ownerDocument.defaultView;
        return [
          order.getAttribute("lang"),
          window.getComputedStyle(order).display,
          window.getComputedStyle(order.querySelector(".action")).borderTopStyle,
          element.answer.state.effective,
        ];
      };
    });
  };

  test("moved into a frame and back, it keeps its looks, takes the language of its place, and keeps itself right", async () => {
    await begin("frame.html");
    const told = await page.run(async ({ make, delivered, closing, kept, Clock, HOUR, hear }) => {
      const clock = new Clock(closing - HOUR);
      const element = await make({ order: delivered, clock, party: "buyer" });
      const { contentDocument: there, contentWindow } = kept.frame;
      /** @type {unknown[]} */
      const told = [kept.look(element)];
      there.body.append(element);
      await element.updateComplete;
      told.push(kept.look(element), element.ownerDocument === there);
      // It hears of its reader where it is now, and a choice is told there.
      const heard = hear(there);
      const asked = clock.asked;
      contentWindow.dispatchEvent(new contentWindow.Event("focus"));
      await element.updateComplete;
      told.push(clock.asked > asked);
      element.shadowRoot.querySelector("[data-choose]").click();
      told.push(heard.types());
      await clock.pass(HOUR);
      await element.updateComplete;
      told.push(kept.look(element));
      const asksBefore = clock.asked;
      window.dispatchEvent(new Event("focus"));
      await element.updateComplete;
      told.push(clock.asked === asksBefore);
      document.body.append(element);
      await element.updateComplete;
      told.push(kept.look(element), clock.waiting);
      element.remove();
      return [...told, clock.waiting];
    });
    const shown = (/** @type {string} */ lang, /** @type {string} */ state) => [lang, "grid", "solid", state];
    assert.deepEqual(told, [
      shown("ja", "delivered"),
      ...[shown("en", "delivered"), true],
      ...[true, ["action"]],
      shown("en", "completed"),
      true,
      ...[shown("ja", "completed"), 1],
      0,
    ]);
  });

  test("made by the document of a frame, it begins once it stands where it is registered", async () => {
    await begin("frame.html");
    const told = await page.run(async ({ delivered, closing, kept }) => {
      const element = kept.frame.contentDocument.createElement("torihiki-order");
      Object.assign(element, { order: delivered, now: closing - 1, party: "buyer" });
      kept.frame.contentDocument.body.append(element);
      const before = element.shadowRoot;
      document.body.append(element);
      await element.updateComplete;
      return [before, kept.look(element), element.getAttribute("party")];
    });
    assert.deepEqual(told, [null, ["ja", "grid", "solid", "delivered"], "buyer"]);
  });

  test("in a frame with a script of its own, each has its own element, and one moves to the other", async () => {
    await begin("frame-alone.html");
    const told = await page.run(async ({ make, delivered, closing, kept, settle }) => {
      const { contentDocument: there } = kept.frame;
      const own = there.createElement("torihiki-order");
      Object.assign(own, { order: delivered, now: closing - 1 });
      there.body.append(own);
      await own.updateComplete;
      const element = await make({ order: delivered, now: closing - 1 });
      /** @type {unknown[]} */
      const told = [own.constructor === element.constructor, kept.look(own)];
      document.body.append(own);
      there.body.append(element);
      await settle();
      await Promise.all([own.updateComplete, element.updateComplete]);
      return [...told, kept.look(own), kept.look(element)];
    });
    assert.deepEqual(told, [
      false,
      ["en", "grid", "solid", "delivered"],
      ["ja", "grid", "solid", "delivered"],
      ["en", "grid", "solid", "delivered"],
    ]);
  });
});
