// The handle of the picture: it moves the time, by keys, by a pointer and by a finger.

/** @import { Page } from "playwright-core" */

import assert from "node:assert/strict";
import { drawn, enter, pages, verdict } from "./visitor.mjs";

/** @param {string} text */
const at = (text) => Date.parse(`${text}+09:00`);

const { onPage } = pages();

/** @param {Page} page */
const now = (page) => page.locator("#handle").getAttribute("aria-valuenow").then(Number);
/** @param {Page} page */
const range = async (page) => {
  const { from, until } = await drawn(page);
  return [from, until];
};

onPage("the keys move the time by an hour, a day, to a change, and to the ends", async (page) => {
  const handle = page.locator("#handle");
  const input = page.locator("#now");
  await handle.focus();
  const [from, until] = await range(page);
  for (const [key, expected] of [
    ["ArrowRight", "2026-11-20 11:00"],
    ["ArrowLeft", "2026-11-20 10:00"],
    ["PageDown", "2026-11-21 09:00"],
    ["ArrowLeft", "2026-11-21 08:00"],
    ["ArrowDown", "2026-11-20 08:00"],
    ["ArrowUp", "2026-11-21 08:00"],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await input.inputValue(), expected, key);
  }
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");
  await page.keyboard.press("PageDown");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  assert.match(await handle.getAttribute("aria-valuetext"), /^11月21日\(土\) 9:00、状態は完了$/);
  await page.keyboard.press("PageDown");
  assert.equal(await now(page), until, "after the last change comes the end");
  await page.keyboard.press("ArrowRight");
  assert.equal(await now(page), until, "there is nothing behind the end");
  await page.keyboard.press("PageUp");
  assert.equal(await now(page), at("2026-11-21T09:00:00"));
  await page.keyboard.press("PageUp");
  assert.equal(await now(page), from);
  await page.keyboard.press("End");
  assert.equal(await now(page), until);
  await page.keyboard.press("Home");
  assert.equal(await now(page), from);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await now(page), from, "nor before the beginning");
  assert.deepEqual(await range(page), [from, until]);
  assert.ok(await handle.evaluate((element) => element === document.activeElement));
  for (const [name, value] of Object.entries({
    "aria-valuemin": from,
    "aria-valuemax": until,
    "aria-valuenow": from,
  })) {
    assert.equal(await handle.getAttribute(name), String(value));
  }
});

onPage("keys of the browser are left to it", async (page) => {
  await page.locator("#handle").focus();
  const before = await now(page);
  const isTaken = await page.evaluate(() => {
    /** @param {KeyboardEventInit} options */
    const press = (options) =>
      !document
        .getElementById("handle")
        .dispatchEvent(new KeyboardEvent("keydown", { cancelable: true, bubbles: true, ...options }));
    return [
      press({ key: "ArrowLeft", altKey: true }),
      press({ key: "End", ctrlKey: true }),
      press({ key: "Tab" }),
      press({ key: "a" }),
    ];
  });
  assert.deepEqual(isTaken, [false, false, false, false]);
  assert.equal(await now(page), before);
});

/**
 * Where an instant stands in the window, by the picture's own lines.
 *
 * @param {Page} page
 * @param {number} moment
 */
async function placeOfMoment(page, moment) {
  const box = await page
    .locator(`.picture [data-moment="${moment}"]`)
    .evaluate((/** @type {SVGLineElement} */ line) => {
      const { left, top } = line.getBoundingClientRect();
      return { x: left, y: top };
    });
  return box.x;
}

onPage("dragging moves the time; the picture neither changes nor moves under the pointer", async (page) => {
  const handle = page.locator("#handle");
  await handle.scrollIntoViewIfNeeded();
  const grip = await page.locator(".grip").boundingBox();
  const x = grip.x + grip.width / 2;
  const y = grip.y + grip.height / 2;
  await page.evaluate(() => {
    Object.assign(globalThis, {
      before: { picture: document.querySelector(".picture"), handle: document.getElementById("handle") },
    });
  });
  const top = () => page.locator(".picture").evaluate((picture) => picture.getBoundingClientRect().top);
  const beginning = await top();
  const end = await placeOfMoment(page, at("2026-11-21T09:00:00"));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(end - 40, y, { steps: 5 });
  await page.waitForFunction(() => document.getElementById("now").value !== "2026-11-20 10:00");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");
  await page.mouse.move(end + 3, y, { steps: 5 });
  await page.waitForFunction(() => document.getElementById("now").value === "2026-11-21 09:00");
  assert.equal(await verdict(page, "revise", "buyer"), "denied", "near a moment the pointer means it, exactly");
  assert.ok(Math.abs((await top()) - beginning) < 1, "the answer above has another height, and the picture stays");
  await page.mouse.move(end + 30, y, { steps: 3 });
  await page.waitForFunction(() => document.getElementById("now").value > "2026-11-21 09:00");
  await page.mouse.up();
  assert.ok(
    await page.evaluate(() => {
      const before = Reflect.get(globalThis, "before");
      return before.picture === document.querySelector(".picture") && before.handle === document.activeElement;
    }),
  );
  const left = await now(page);
  await page.mouse.move(x, y, { steps: 3 });
  assert.equal(await now(page), left, "once it is let go, it stays");
});

onPage("while it is dragged the range stays, and afterwards it fits again", async (page) => {
  const [from, until] = await range(page);
  await page.locator("#now").fill("2026-11-25 10:00");
  const [, wide] = await range(page);
  assert.equal(wide, at("2026-11-25T10:00:00"));
  await page.locator("#handle").scrollIntoViewIfNeeded();
  const grip = await page.locator(".grip").boundingBox();
  const y = grip.y + grip.height / 2;
  const end = await placeOfMoment(page, at("2026-11-21T09:00:00"));
  await page.mouse.move(grip.x + grip.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(end, y, { steps: 8 });
  await page.waitForFunction(() => document.getElementById("now").value === "2026-11-21 09:00");
  assert.deepEqual(await range(page), [from, wide]);
  await page.mouse.up();
  assert.deepEqual(await range(page), [from, until]);
  assert.equal(await now(page), at("2026-11-21T09:00:00"));
});

onPage("the answer is renewed at most once a frame", async (page) => {
  const renewed = await page.evaluate(async () => {
    const handle = document.getElementById("handle");
    const { left, width } = handle.parentElement.getBoundingClientRect();
    // There is no real pointer here that could be captured.
    handle.setPointerCapture = () => {};
    /**
     * @param {string} type
     * @param {number} clientX
     */
    const send = (type, clientX) =>
      handle.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX, pointerId: 1, button: 0 }));
    let count = 0;
    new MutationObserver((records) => {
      count += records.length;
    }).observe(handle, { attributes: true, attributeFilter: ["aria-valuenow"] });
    send("pointerdown", left + width / 2);
    for (let index = 0; index < 40; index += 1) send("pointermove", left + width * (0.4 + index / 100));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    send("pointerup", left + width * 0.8);
    return count;
  });
  assert.equal(renewed, 1);
});

onPage(
  "a finger moves it too",
  async (page) => {
    await page.locator("#handle").scrollIntoViewIfNeeded();
    const { x, y } = await page.locator(".grip").evaluate((grip) => {
      const box = grip.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    });
    const client = await page.context().newCDPSession(page);
    /**
     * @param {"touchStart" | "touchMove" | "touchEnd"} type
     * @param {{ x: number, y: number }[]} points
     */
    const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    await touch("touchStart", [{ x, y }]);
    for (let step = 1; step <= 6; step += 1) await touch("touchMove", [{ x: x + step * 12, y }]);
    await page.waitForFunction(() => document.getElementById("now").value > "2026-11-20 12");
    await touch("touchEnd", []);
    assert.ok((await now(page)) > at("2026-11-20T12:00:00"));
    assert.equal(await page.locator("#handle").evaluate((handle) => getComputedStyle(handle).touchAction), "pan-y");
    assert.equal(await page.locator("#handle[data-dragged]").count(), 0);
  },
  { viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true },
);

onPage("without an answer the handle stands still", async (page) => {
  await enter(page, "#field-deliveredAt", "いつか");
  const handle = page.locator("#handle");
  assert.equal(await handle.getAttribute("aria-disabled"), "true");
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#now").inputValue(), "2026-11-20 10:00");
  await page.locator("#field-deliveredAt").fill("2026-11-15 09:00");
  assert.equal(await handle.getAttribute("aria-disabled"), "false");
  await handle.focus();
  await page.keyboard.press("PageDown");
  assert.equal(await page.locator("#now").inputValue(), "2026-11-22 09:00", "the picture follows the order");
});
