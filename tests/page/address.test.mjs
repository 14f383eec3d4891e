// The address of the page: it goes with the view, and the view with it.

/** @import { Page } from "playwright-core" */

import assert from "node:assert/strict";
import { choose, pages, snapshot, suppose, verdict } from "./visitor.mjs";

const { onPage } = pages();

/**
 * Waits until the address holds something.
 *
 * @param {Page} page
 * @param {string} part
 */
const untilAddress = (page, part) => page.waitForFunction((text) => location.hash.includes(text), part);

onPage("whatever is changed comes back when the page is loaded again", async (page) => {
  await choose(page, "policy", "crowdworks");
  await choose(page, "role", "");
  await page.locator("#field-dueAt").fill("2026-11-25 18:00");
  await page.locator("#now").fill("2026-11-21 10:00");
  await choose(page, "locale", "en");
  await untilAddress(page, "locale=en");
  const before = await snapshot(page);
  await page.reload();
  await page.locator("#answer [data-action]").first().waitFor();
  assert.deepEqual(await snapshot(page), before);
});

onPage("what was supposed comes back, with the way back from it", async (page) => {
  const start = await snapshot(page);
  await suppose(page, "revise", "buyer");
  await page.locator("#now").fill("2026-11-20 12:00");
  await untilAddress(page, "do=revise");
  await untilAddress(page, "now=2026-11-20T12:00:00");
  const before = await snapshot(page);
  await page.reload();
  await page.locator("#supposed-banner").waitFor();
  assert.deepEqual(await snapshot(page), before);
  await page.locator("#back").click();
  assert.deepEqual(await snapshot(page), start);
});

onPage(
  "the address is left alone until something is changed, and each change leaves no trace in the history",
  async (page) => {
    assert.equal(new URL(page.url()).hash, "");
    await choose(page, "entry", "example");
    await untilAddress(page, "sample=closes-tomorrow");
    const length = await page.evaluate(() => history.length);
    await choose(page, "role", "seller");
    await untilAddress(page, "role=seller");
    await choose(page, "edition", "official");
    await untilAddress(page, "edition=official");
    await choose(page, "edition", "guide");
    await choose(page, "role", "buyer");
    await page.waitForFunction(() => !location.hash.includes("seller") && !location.hash.includes("edition"));
    assert.equal(await page.evaluate(() => history.length), length);
  },
  { at: "" },
);

onPage("an address that is put in the place of another one is followed, and so is the way back", async (page) => {
  await page.evaluate(() => {
    location.hash = "policy=qoo10&sample=overdue";
  });
  await page.locator('#policy input[value="qoo10"]:checked').waitFor({ state: "attached" });
  await page.evaluate(() => {
    location.hash = "policy=lancers&sample=off-platform&locale=en";
  });
  await page.locator('#policy input[value="lancers"]:checked').waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  for (const policy of ["qoo10", "coconala"]) {
    await page.goBack();
    await page.locator(`#policy input[value="${policy}"]:checked`).waitFor({ state: "attached" });
  }
});

onPage("an address that names a place in the page changes nothing of the view", async (page) => {
  await choose(page, "policy", "qoo10");
  await untilAddress(page, "policy=qoo10");
  const address = page.url();
  await page.evaluate(() => {
    location.hash = "answer";
  });
  await page.waitForFunction((url) => location.href === url, address);
  assert.equal(await page.locator("#policy input:checked").getAttribute("value"), "qoo10");
});

onPage("moving the time quickly neither wears the browser out nor loses the last instant", async (page) => {
  await page.evaluate(async () => {
    const input = document.getElementById("now");
    for (let minute = 0; minute < 250; minute += 1) {
      input.value = `2026-11-20 ${String(10 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
      input.dispatchEvent(new Event("input"));
      if (minute % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  });
  await untilAddress(page, "now=2026-11-20T14:09:00");
});

const bad = {
  "an order that cannot be understood": "policy=coconala&state=delivered&deliveredAt=yesterday&nosuchfact=1",
  "a role that does not exist": "policy=coconala&state=delivered&role=admin",
  "an instant that cannot be read": "policy=coconala&now=soon&since=never",
  "steps that the engine does not take": "policy=coconala&do=nonsense&by=nobody&suppose=deliveredAt&to=never",
  "a policy that does not exist": "policy=amazon&state=x",
  "nothing but noise": "policy=%E0%A4%A&&&=%",
  markup: "policy=coconala&state=%3Cimg%20src=x%3E&goal=%3Cb%3E&role=%22%3E%3Cscript%3E",
};
for (const [name, fragment] of Object.entries(bad)) {
  onPage(`with ${name}, the page still works`, async (page) => {
    await page.evaluate((text) => {
      location.hash = text;
    }, fragment);
    await page.reload();
    await page.locator("#answer [data-action], [data-problem], #policy").first().waitFor();
    await choose(page, "entry", "example");
    await choose(page, "policy", "qoo10");
    assert.notEqual(await verdict(page, "refuse-cancel", "seller"), null);
  });
}
