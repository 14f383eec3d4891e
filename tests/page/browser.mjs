// One browser and one server for the tests of the page, and a watch over everything the page does wrong.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { serve } from "../../www/serve.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The sandbox is not available in most containers; the rest keeps the browser itself off the network. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Starts the built site and a browser. `open` makes a page on it; `end` stops both. */
export async function start() {
  const site = await serve({ port: 0 });
  const browser = await chromium.launch({ executablePath, args });
  return {
    open: (options) => open(browser, site.url, options),
    end: async () => {
      await browser.close();
      await site.close();
    },
  };
}

async function open(browser, url, options = {}) {
  // The reader is where the marketplaces are, unless a test says otherwise.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: "Asia/Tokyo", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) faults.push(`request elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (!response.ok()) faults.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(url);
  await page
    .locator("#answer [data-verb]")
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => assert.fail(`the page shows no answer: ${faults.join("; ")}`));
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { page, close };
}

/** Chooses an option of a group of the page, such as `choose(page, "role", "seller")`; "" is everybody. */
export async function choose(page, group, option) {
  const radio = page.locator(`#${group} input[value="${option}"]`);
  await radio.locator("xpath=..").click();
  await assert.doesNotReject(radio.and(page.locator(":checked")).waitFor({ state: "attached", timeout: 2000 }));
}

/** The verdict that the page shows for an action. */
export function verdict(page, action, role) {
  return page.locator(`#answer [data-action="${action}"][data-role="${role}"]`).getAttribute("data-verdict");
}

/** Asks for the ways to every denied action, and to the first state that the deal is not in. */
export async function askEverything(page) {
  for (const id of await page.locator("[data-ways]").evaluateAll((buttons) => buttons.map((button) => button.id))) {
    await page.locator(`#${id}[aria-expanded="false"]`).evaluate((button) => button.click());
  }
  await page.locator("#goal-state").selectOption({ index: 1 });
}

/** Supposes an allowed action, and waits for the banner that says so. */
export async function suppose(page, action, role) {
  await page.locator(`#whatif-${action}-${role}`).click();
  await page.locator(`[data-supposed="${action}"]`).last().waitFor();
}

/** Opens the tables of the timeline. */
export async function openTables(page) {
  await page.locator("#timeline-tables").evaluate((details) => {
    details.open = true;
  });
  await page.locator("[data-table]").first().waitFor();
}

/** Opens the part of the form with the parameters. */
export async function openParams(page) {
  await page.locator("#params").evaluate((details) => {
    details.open = true;
  });
}
