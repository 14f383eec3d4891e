// The future of an order on the page: the picture, the tables and the calendar say what `timeline` says.

/** @import { RoleId, Segment } from "torihiki" */

import assert from "node:assert/strict";
import { before } from "node:test";
import init, { timeline } from "torihiki";
import { samples } from "../../www/page/view/samples.js";
import { choose, drawn, openTables, pages } from "./visitor.mjs";

before(() => init());

const { onPage } = pages();

/**
 * Neighbours with the same value become one stretch.
 *
 * @param {Segment[]} segments
 * @param {(segment: Segment) => string} valueOf
 */
function stretches(segments, valueOf) {
  /** @type {{ value: string, from: number, to: number | null }[]} */
  const result = [];
  for (const segment of segments) {
    const value = valueOf(segment);
    if (result.at(-1)?.value === value) result.at(-1).to = segment.to;
    else result.push({ value, from: segment.from, to: segment.to });
  }
  return result;
}

for (const [policy, list] of Object.entries(samples)) {
  onPage(`the picture of every sample of ${policy} is what \`timeline\` says`, async (page) => {
    await choose(page, "policy", policy);
    for (const { id, role, order } of list) {
      await choose(page, "sample", id);
      for (const each of new Set([role ?? "", ""])) {
        await choose(page, "role", each);
        const picture = await drawn(page);
        const expected = timeline(
          { edition: /** @type {const} */ ("guide"), ...order },
          { role: each === "" ? undefined : /** @type {RoleId} */ (each), from: picture.from },
        );
        const name = `${id} as ${each}`;
        const { segments } = expected;
        assert.deepEqual(
          picture.bands.map(({ state, from, to }) => ({ value: state, from, to })),
          stretches(segments, ({ state }) => state),
          name,
        );
        const rows = Object.entries(segments[0].verdicts).flatMap(([own, actions]) =>
          Object.keys(actions).map((action) => ({ action, role: own })),
        );
        assert.deepEqual(
          picture.rows.map(({ action, role }) => ({ action, role })),
          rows,
          name,
        );
        for (const { action, role, spans } of picture.rows) {
          assert.deepEqual(
            spans.map(({ verdict, from, to }) => ({ value: verdict, from, to })),
            stretches(segments, ({ verdicts }) => Reflect.get(verdicts, role)[action]),
            `${name} ${action}`,
          );
        }
        assert.deepEqual(
          picture.transitions,
          expected.transitions.map(({ rule, at }) => ({ rule, at })),
          name,
        );
        assert.deepEqual(
          picture.duties,
          expected.duties.map(({ rule, from, to, due }) => {
            const isReached = due !== null && from <= due && (to === null || due <= to);
            return { rule, from, to, due: isReached ? [due] : [] };
          }),
          name,
        );
        assertOrdered(picture, name);
      }
    }
  });
}

/**
 * Bands stand side by side, each is wide enough to be seen and begins at the line of its moment.
 *
 * @param {Awaited<ReturnType<typeof drawn>>} picture
 * @param {string} name
 */
function assertOrdered({ bands, moments }, name) {
  for (const [index, band] of bands.entries()) {
    assert.ok(band.right - band.left >= 20, `${name}: ${band.state} is ${band.right - band.left} wide`);
    if (index === 0) continue;
    assert.ok(Math.abs(band.left - bands[index - 1].right) < 1, `${name}: ${band.state}`);
    const line = moments.find(({ at }) => at === band.from);
    assert.ok(Math.abs(band.left - line.x) < 1, `${name}: ${band.state}`);
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
          const order = document.getElementById("order").shadowRoot;
          const now = Number(document.getElementById("handle").ariaValueNow);
          /** @param {HTMLElement} element */
          const isAt = ({ dataset }) => Number(dataset.from) <= now && (dataset.to === "" || now < Number(dataset.to));
          /** @param {HTMLElement} element */
          const label = ({ dataset }) =>
            document.querySelector(`#field-state option[value="${dataset.state}"]`).textContent;
          const rows = [...document.querySelectorAll("[data-row]")].map((row) => {
            const entry = order.querySelector(
              `[data-action="${row.dataset.row}"][data-role="${row.dataset.role}"][data-verdict]`,
            );
            return [
              row.dataset.row,
              [...row.querySelectorAll(".span")].find(isAt).dataset.verdict,
              entry.dataset.verdict,
            ];
          });
          return {
            states: [
              label([...document.querySelectorAll("[data-state].band")].find(isAt)),
              order.querySelector(".state-now dd").textContent,
            ],
            other: rows.filter(([, span, entry]) => span !== entry),
          };
        });
        assert.equal(seen.states[0], seen.states[1], `${policy} ${id} at ${share}`);
        assert.deepEqual(seen.other, [], `${policy} ${id} at ${share}`);
      }
    }
  }
});

onPage("the tables say the same as the picture", async (page) => {
  assert.equal(await page.locator("[data-table]").count(), 0, "nothing is built that nobody has opened");
  await page.locator("#timeline-tables-summary").click();
  await page.locator('[data-table="segments"]').waitFor();
  const { from } = await drawn(page);
  const sample = samples.coconala[0];
  const expected = timeline({ edition: /** @type {const} */ ("guide"), ...sample.order }, { role: sample.role, from });
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
      allowed: Object.keys(verdicts.buyer).filter((action) => Reflect.get(verdicts.buyer, action) === "allowed"),
    })),
  );
  const changes = await page
    .locator('[data-table="changes"] tbody tr')
    .evaluateAll((all) => all.map(({ dataset }) => `${dataset.at} ${dataset.what}`));
  assert.deepEqual(changes, [
    ...new Set(expected.segments.flatMap(({ changes }) => changes).map(({ at, what }) => `${at} ${what}`)),
  ]);
  assert.match(
    await page.locator('[data-table="changes"]').innerText(),
    /承認も差し戻しもないまま納品から7日が過ぎると、取引は自動で完了します/,
  );
  assert.equal(await page.locator('[data-table="duty-spans"] tbody tr').count(), expected.duties.length);
  assert.match(await page.locator('[data-table="segments"]').innerText(), /差し戻す/);
  await choose(page, "role", "");
  assert.ok((await page.locator('[data-table="segments"] [data-role="seller"]').count()) > 0, "an open table follows");
});

onPage("tables that are open stay open, in another edition and another language", async (page) => {
  await openTables(page);
  const details = await page.locator("#timeline-tables").elementHandle();
  await choose(page, "edition", "official");
  await choose(page, "locale", "en");
  assert.ok(await details.evaluate((/** @type {HTMLDetailsElement} */ element) => element.isConnected && element.open));
  assert.equal(await page.locator('[data-table="segments"] caption').innerText(), "States and what is allowed");
});

onPage("the labels of the axis never stand on each other, however the moments lie", async (page) => {
  for (const width of [280, 375, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const sample of ["no-first-message", "closes-tomorrow", "cancel-asked"]) {
      await choose(page, "sample", sample);
      const boxes = await page.locator(".axis text").evaluateAll((all) =>
        all.map((text) => {
          const { left, right } = text.getBoundingClientRect();
          return { left, right };
        }),
      );
      boxes.sort((one, other) => one.left - other.left);
      assert.ok(boxes.length > 0);
      for (const [index, box] of boxes.slice(1).entries()) {
        assert.ok(box.left >= boxes[index].right, `${sample} at ${width}`);
      }
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
  assert.deepEqual(
    lines.filter((line) => line.startsWith("DTSTART:")),
    ["DTSTART:20261121T000000Z", "DTSTART:20261121T000000Z"],
  );
  assert.ok(lines.some((line) => line.includes("取引は自動で完了します")));
});

onPage("where nothing has a date, there is no calendar to offer", async (page) => {
  assert.ok(await page.locator("#calendar").isVisible());
  await choose(page, "policy", "coconala-account");
  assert.ok(await page.locator("#calendar").isHidden());
});
