// The picture of the future: that it shows what `timeline` says, and that its handle moves the time.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import init, { timeline } from "../../pkg/node.js";
import { samples } from "../../www/samples.js";
import { choose, start, verdict } from "./browser.mjs";




const at = (text) => Date.parse(`${text}+09:00`);

let browser;
before(async () => {
  await init();
  browser = await start();
});
after(() => browser.end());

/** A test on a fresh page, which must have done nothing wrong by the end of it. */
function onPage(name, run, options) {
  test(name, async () => {
    const { page, close } = await browser.open(options);
    await run(page);
    await close();
  });
}

/** What the picture shows, read from its shapes: where each begins and ends, in time and in pixels. */
function drawn(page) {
  return page.evaluate(() => {
    const picture = document.querySelector(".picture");
    const shape = (element) => {
      const { x, width } = element.getBBox();
      const { from, to, ...data } = element.dataset;
      return { ...data, from: Number(from), to: to === "" ? null : Number(to), left: x, right: x + width };
    };
    const all = (selector, of) => [...picture.querySelectorAll(selector)].map(of);
    return {
      from: Number(picture.dataset.from),
      until: Number(picture.dataset.until),
      bands: all("[data-state]", shape),
      rows: all("[data-row]", (row) => ({ action: row.dataset.row, role: row.dataset.role, spans: [...row.querySelectorAll(".span")].map(shape) })),
      transitions: all("[data-transition]", ({ dataset }) => ({ rule: dataset.transition, at: Number(dataset.at) })),
      duties: all("[data-duty]", (row) => ({
        rule: row.dataset.duty,
        from: Number(row.dataset.from),
        to: row.dataset.to === "" ? null : Number(row.dataset.to),
        due: [...row.querySelectorAll("[data-due]")].map(({ dataset }) => Number(dataset.due)),
      })),
    };
  });
}

/** Neighbours with the same value become one stretch. */
function stretches(segments, valueOf) {
  const result = [];
  for (const segment of segments) {
    const value = valueOf(segment);
    if (result.at(-1)?.value === value) result.at(-1).to = segment.to;
    else result.push({ value, from: segment.from, to: segment.to });
  }
  return result;
}

const now = (page) => page.locator("#handle").getAttribute("aria-valuenow").then(Number);
const range = async (page) => {
  const { from, until } = await drawn(page);
  return [from, until];
};

for (const [policy, list] of Object.entries(samples)) {
  onPage(`the picture of every sample of ${policy} is what \`timeline\` says`, async (page) => {
    await choose(page, "policy", policy);
    for (const { id, role, order } of list) {
      await choose(page, "sample", id);
      for (const each of new Set([role ?? "", ""])) {
        await choose(page, "role", each);
        const picture = await drawn(page);
        const expected = timeline({ edition: "guide", ...order }, { role: each === "" ? undefined : each, from: picture.from });
        const name = `${id} as ${each}`;
        const { segments } = expected;
        assert.deepEqual(
          picture.bands.map(({ state, from, to }) => ({ value: state, from, to })),
          stretches(segments, ({ state }) => state),
          name,
        );
        const rows = Object.entries(segments[0].verdicts).flatMap(([own, actions]) => Object.keys(actions).map((action) => ({ action, role: own })));
        assert.deepEqual(picture.rows.map(({ action, role }) => ({ action, role })), rows, name);
        for (const { action, role, spans } of picture.rows) {
          assert.deepEqual(
            spans.map(({ verdict, from, to }) => ({ value: verdict, from, to })),
            stretches(segments, ({ verdicts }) => verdicts[role][action]),
            `${name} ${action}`,
          );
        }
        assert.deepEqual(picture.transitions, expected.transitions.map(({ rule, at }) => ({ rule, at })), name);
        assert.deepEqual(
          picture.duties,
          expected.duties.map(({ rule, from, to, due }) => {
            const isReached = due !== null && from <= due && (to === null || due <= to);
            return { rule, from, to, due: isReached ? [due] : [] };
          }),
          name,
        );
        assertOrdered(picture.bands, name);
      }
    }
  });
}

/** Bands stand side by side, and each is wide enough to be seen. */
function assertOrdered(bands, name) {
  for (const [index, band] of bands.entries()) {
    assert.ok(band.right - band.left >= 20, `${name}: ${band.state} is ${band.right - band.left} wide`);
    if (index > 0) assert.ok(Math.abs(band.left - bands[index - 1].right) < 1, `${name}: ${band.state}`);
  }
}

onPage("wherever the handle stands, the picture and the answer say the same", async (page) => {
  for (const [policy, list] of Object.entries(samples)) {
    await choose(page, "policy", policy);
    for (const { id } of list) {
      await choose(page, "sample", id);
      for (const share of [0.4, 0.75, 0.99]) {
        const box = await page.locator(".canvas").boundingBox();
        await page.locator(".canvas").click({ position: { x: box.width * share, y: 60 } });
        const seen = await page.evaluate(async () => {
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          const now = Number(document.getElementById("handle").ariaValueNow);
          const isAt = ({ dataset }) => Number(dataset.from) <= now && (dataset.to === "" || now < Number(dataset.to));
          const label = ({ dataset }) => document.querySelector(`#field-state option[value="${dataset.state}"]`).textContent;
          const rows = [...document.querySelectorAll("[data-row]")].map((row) => {
            const entry = document.querySelector(`[data-action="${row.dataset.row}"][data-role="${row.dataset.role}"][data-verdict]`);
            return [row.dataset.row, [...row.querySelectorAll(".span")].find(isAt).dataset.verdict, entry.dataset.verdict];
          });
          return {
            states: [label([...document.querySelectorAll("[data-state].band")].find(isAt)), document.getElementById("state-label").textContent],
            other: rows.filter(([, span, entry]) => span !== entry),
          };
        });
        assert.equal(seen.states[0], seen.states[1], `${policy} ${id} at ${share}`);
        assert.deepEqual(seen.other, [], `${policy} ${id} at ${share}`);
      }
    }
  }
});

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
  for (const [name, value] of Object.entries({ "aria-valuemin": from, "aria-valuemax": until, "aria-valuenow": from })) {
    assert.equal(await handle.getAttribute(name), String(value));
  }
});

onPage("keys of the browser are left to it", async (page) => {
  await page.locator("#handle").focus();
  const before = await now(page);
  const isTaken = await page.evaluate(() => {
    const press = (options) => !document.getElementById("handle").dispatchEvent(new KeyboardEvent("keydown", { cancelable: true, bubbles: true, ...options }));
    return [press({ key: "ArrowLeft", altKey: true }), press({ key: "End", ctrlKey: true }), press({ key: "Tab" }), press({ key: "a" })];
  });
  assert.deepEqual(isTaken, [false, false, false, false]);
  assert.equal(await now(page), before);
});

/** Where an instant stands in the window, by the picture's own lines. */
async function placeOfMoment(page, moment) {
  const box = await page.locator(`.picture [data-moment="${moment}"]`).evaluate((line) => {
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
    globalThis.before = { picture: document.querySelector(".picture"), handle: document.getElementById("handle") };
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
  await page.waitForFunction(() => document.getElementById("now").value === "2026-11-21 09:00", null, { timeout: 5000 });
  assert.equal(await verdict(page, "revise", "buyer"), "denied", "near a moment the pointer means it, exactly");
  assert.ok(Math.abs((await top()) - beginning) < 1, "the answer above has another height, and the picture stays");
  await page.mouse.move(end + 30, y, { steps: 3 });
  await page.waitForFunction(() => document.getElementById("now").value > "2026-11-21 09:00");
  await page.mouse.up();
  assert.ok(await page.evaluate(() => before.picture === document.querySelector(".picture") && before.handle === document.activeElement));
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
    const send = (type, clientX) => handle.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX, pointerId: 1, button: 0 }));
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
  await page.locator("#field-deliveredAt").fill("きのう");
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

onPage("the tables say the same as the picture", async (page) => {
  assert.equal(await page.locator("[data-table]").count(), 0, "nothing is built that nobody has opened");
  await page.locator("#timeline-tables-summary").click();
  await page.locator('[data-table="segments"]').waitFor();
  const { from } = await drawn(page);
  const { policy, sample } = { policy: "coconala", sample: samples.coconala[0] };
  const expected = timeline({ edition: "guide", ...sample.order, policy }, { role: sample.role, from });
  const rows = await page.locator('[data-table="segments"] tbody tr').evaluateAll((all) =>
    all.map((row) => ({
      state: row.dataset.state,
      from: Number(row.dataset.from),
      to: row.dataset.to === "" ? null : Number(row.dataset.to),
      allowed: [...row.querySelectorAll("td:nth-child(4) [data-action]")].map(({ dataset }) => dataset.action),
    })),
  );
  assert.deepEqual(
    rows,
    expected.segments.map(({ state, from, to, verdicts }) => ({
      state,
      from,
      to,
      allowed: Object.keys(verdicts.buyer).filter((action) => verdicts.buyer[action] === "allowed"),
    })),
  );
  const changes = await page.locator('[data-table="changes"] tbody tr').evaluateAll((all) => all.map(({ dataset }) => `${dataset.at} ${dataset.what}`));
  assert.deepEqual(changes, [...new Set(expected.segments.flatMap(({ changes }) => changes).map(({ at, what }) => `${at} ${what}`))]);
  assert.match(await page.locator('[data-table="changes"]').innerText(), /納品から7日以内に承認も差し戻しもなければ、取引は自動で完了します/);
  assert.equal(await page.locator('[data-table="duty-spans"] tbody tr').count(), expected.duties.length);
  assert.match(await page.locator('[data-table="segments"]').innerText(), /差し戻す/);
  await choose(page, "role", "");
  assert.ok((await page.locator('[data-table="segments"] [data-role="seller"]').count()) > 0, "an open table follows");
});

onPage("the labels of the axis never stand on each other, however the moments lie", async (page) => {
  for (const width of [280, 375, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const zoneOrder of ["no-first-message", "closes-tomorrow", "cancel-asked"]) {
      await choose(page, "sample", zoneOrder);
      const boxes = await page.locator(".axis text").evaluateAll((all) =>
        all.map((text) => {
          const { left, right } = text.getBoundingClientRect();
          return { left, right };
        }),
      );
      boxes.sort((one, other) => one.left - other.left);
      assert.ok(boxes.length > 0);
      for (const [index, box] of boxes.slice(1).entries()) assert.ok(box.left >= boxes[index].right, `${zoneOrder} at ${width}`);
    }
  }
});

onPage("the picture is drawn anew for another width, with its handle in place", async (page) => {
  for (const width of [1280, 360, 900]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForFunction(() => {
      const canvas = document.querySelector(".canvas");
      return document.querySelector(".picture").viewBox.baseVal.width === canvas.clientWidth;
    });
    const off = await page.evaluate(() => {
      const line = document.querySelector(".now-line").getBoundingClientRect();
      const handle = document.getElementById("handle").getBoundingClientRect();
      return Math.abs(line.left - (handle.left + handle.width / 2));
    });
    assert.ok(off < 1.5, `${off} pixels off at ${width}`);
  }
});

onPage("the calendar that is offered holds the dates of the order", async (page) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#calendar").click()]);
  assert.equal(download.suggestedFilename(), "torihiki-coconala.ics");
  let text = "";
  for await (const chunk of await download.createReadStream()) text += chunk;
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  assert.equal(lines[0], "BEGIN:VCALENDAR");
  assert.deepEqual(lines.slice(-2), ["END:VCALENDAR", ""]);
  assert.equal(lines.filter((line) => line === "BEGIN:VEVENT").length, 2);
  assert.equal(lines.filter((line) => line === "END:VEVENT").length, 2);
  assert.deepEqual(lines.filter((line) => line.startsWith("DTSTART:")), ["DTSTART:20261121T000000Z", "DTSTART:20261121T000000Z"]);
  assert.ok(lines.some((line) => line.includes("取引は自動で完了します")));
});

onPage("where nothing has a date, there is no calendar to offer", async (page) => {
  assert.ok(await page.locator("#calendar").isVisible());
  await choose(page, "policy", "coconala-account");
  assert.ok(await page.locator("#calendar").isHidden());
});

