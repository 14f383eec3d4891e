// One browser and one server for the tests of the page, and a watch over everything the page does wrong.

/**
 * @import { Browser, BrowserContextOptions, Locator, Page } from "playwright-core"
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";

/** Starts the built site and a browser. `open` makes a page on it; `end` stops both. */
export async function start() {
  const site = await serve({ port: 0 });
  const browser = await launchChromium();
  return {
    open: (/** @type {Options | undefined} */ options = undefined) => open(browser, site.url, options),
    end: async () => {
      await browser.close();
      await site.close();
    },
  };
}

/**
 * One browser for the tests of a file. `onPage` is a test on a fresh page, which must have done nothing wrong by the
 * end of it; `open` makes a page that the test closes itself.
 *
 * @param {Options} [defaults] the options of every `onPage`
 */
export function pages(defaults) {
  /** @type {Awaited<ReturnType<typeof start>>} */
  let browser;
  before(async () => {
    browser = await start();
  });
  after(() => browser.end());
  /**
   * @param {string} name
   * @param {(page: Page) => Promise<unknown>} run
   * @param {Options} [options]
   */
  function onPage(name, run, options) {
    test(name, async () => {
      const { page, close } = await browser.open({ ...defaults, ...options });
      await run(page);
      await close();
    });
  }
  return {
    onPage,
    open: (/** @type {Options | undefined} */ options = undefined) => browser.open(options),
  };
}

/**
 * What `instead` exports takes the place of what the package exports under that name; there, `own` is the package as it
 * is. So a page can be tried with answers that no built-in policy gives.
 *
 * @param {string} instead
 */
const replacing = (instead) => `
  import * as own from "./index.js?own";
  export * from "./index.js?own";
  export { default } from "./index.js?own";
  ${instead}
`;

/** What a page is opened on unless a test says otherwise: an example, a delivery whose window is about to close. */
export const EXAMPLE = "policy=coconala&sample=closes-tomorrow";

/** @typedef {BrowserContextOptions & { instead?: string, at?: string, time?: string }} Options how a page is opened: on which fragment, and where it is looked at in the present, at what time */

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {Options} [options]
 */
async function open(browser, url, { instead, at = EXAMPLE, time, ...options } = {}) {
  // The reader is where the marketplaces are, unless a test says otherwise.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    timezoneId: "Asia/Tokyo",
    locale: "ja-JP",
    ...options,
  });
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) faults.push(`request elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    // 304: what the browser has is still right.
    if (!response.ok() && response.status() !== 304) faults.push(`${response.status()} for ${response.url()}`);
  });
  if (instead !== undefined) {
    // Only the address without `?own`.
    await page.route("**/pkg/index.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: replacing(instead) }),
    );
  }
  if (time !== undefined) await page.clock.install({ time: new Date(time) });
  await page.goto(at === "" ? url : `${url}#${at}`);
  await page
    .locator(at === "" || at.startsWith("document=") ? "#policy" : "#answer [data-action]")
    .first()
    .waitFor()
    .catch(() => assert.fail(`the page shows no answer: ${faults.join("; ")}`));
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { page, close };
}

/**
 * Chooses an option of a group of the page, such as `choose(page, "role", "seller")`; "" is everybody.
 *
 * @param {Page} page
 * @param {string} group
 * @param {string} option
 */
export async function choose(page, group, option) {
  const radio = page.locator(`#${group} input[value="${option}"]`);
  // Where the window is narrow, what is seldom changed is folded away.
  const folded = page.locator(`details:not([open]):has(#${group}) > summary`);
  if ((await folded.count()) > 0) await folded.first().click();
  await radio.locator("xpath=..").click();
  await assert.doesNotReject(radio.and(page.locator(":checked")).waitFor({ state: "attached" }));
}

/**
 * Says of a fact of the order that there is none of it (`none`), or that it is not known (`left-out`).
 *
 * @param {Page} page
 * @param {string} fact
 * @param {"none" | "left-out"} standing
 */
export async function stand(page, fact, standing) {
  const chip = page.locator(`#${standing}-${fact}`);
  await chip.click();
  assert.equal(await chip.getAttribute("aria-pressed"), "true");
}

/**
 * Chooses what a fact with few possible values is.
 *
 * @param {Page} page
 * @param {string} fact
 * @param {string} value
 */
export async function pick(page, fact, value) {
  const radio = page.locator(`#field-${fact} input[value="${value}"]`);
  await radio.locator("xpath=..").click();
  await assert.doesNotReject(radio.and(page.locator(":checked")).waitFor({ state: "attached" }));
}

/**
 * Types into a field and leaves it.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
export async function enter(page, selector, text) {
  await page.locator(selector).fill(text);
  await page.locator(selector).press("Tab");
}

/**
 * What the page calls the state of the deal.
 *
 * @param {Page} page
 */
export function stateLabel(page) {
  return page.locator("#order .state-now dd").innerText();
}

/**
 * The verdict that the page shows for an action.
 *
 * @param {Page} page
 * @param {string} action
 * @param {string} role
 */
export function verdict(page, action, role) {
  return page.locator(`#answer [data-action="${action}"][data-role="${role}"]`).getAttribute("data-verdict");
}

/**
 * What the picture shows, read from its shapes: where each begins and ends, in time and in pixels.
 *
 * @param {Page} page
 */
export function drawn(page) {
  return page.evaluate(() => {
    const picture = document.querySelector(".picture");
    /** @param {Found} element */
    const shape = (element) => {
      const { x, width } = element.getBBox();
      const { from, to, state, verdict, ...data } = element.dataset;
      return {
        ...data,
        ...(state && { state }),
        ...(verdict && { verdict }),
        from: Number(from),
        to: to === "" ? null : Number(to),
        left: x,
        right: x + width,
      };
    };
    /**
     * @template T
     * @param {string} selector
     * @param {(element: Found) => T} of
     */
    const all = (selector, of) => [...picture.querySelectorAll(selector)].map(of);
    return {
      from: Number(picture.dataset.from),
      until: Number(picture.dataset.until),
      bands: all("[data-state]", shape),
      rows: all("[data-row]", (row) => ({
        action: row.dataset.row,
        role: row.dataset.role,
        spans: [...row.querySelectorAll(".span")].map(shape),
      })),
      moments: all("[data-moment]", (line) => ({ at: Number(line.dataset.moment), x: line.x1.baseVal.value })),
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

/**
 * Asks for the ways to every denied action, and to the first state that the deal is not in.
 *
 * @param {Page} page
 */
export async function askEverything(page) {
  await page.locator('[data-ways][aria-expanded="false"]').evaluateAll((buttons) => {
    // Each press makes the list anew, so a button is found again by its id.
    for (const { id } of buttons) document.getElementById(id).click();
  });
  await page.locator("#goal-state").selectOption({ index: 1 });
}

/**
 * Presses the button that supposes an action. What hurts is pressed only after its consequence has been read.
 *
 * @param {Page} page
 * @param {string} action
 * @param {string} role
 */
export async function pressWhatIf(page, action, role) {
  const warning = page.locator(`[data-warned="whatif-${action}-${role}"]:not([open]) > summary`);
  if ((await warning.count()) > 0) await warning.click();
  await page.locator(`#whatif-${action}-${role}`).click();
}

/**
 * Supposes an allowed action, and waits for the banner that says so.
 *
 * @param {Page} page
 * @param {string} action
 * @param {string} role
 */
export async function suppose(page, action, role) {
  await pressWhatIf(page, action, role);
  await page.locator(`[data-supposed="${action}"]`).last().waitFor();
}

/**
 * Everything that a view of the page consists of, to see whether a way back leads back.
 *
 * @param {Page} page
 */
export function snapshot(page) {
  return page.evaluate(() => ({
    state: document.getElementById("order").shadowRoot.querySelector(".state-now dd").textContent,
    now: document.getElementById("now").value,
    form: [...document.querySelectorAll("#order-form :is(input, select, [aria-pressed])")].map(
      (/** @type {any} */ control) =>
        `${control.id}: ${control.type === "radio" ? control.checked : (control.ariaPressed ?? control.value)}`,
    ),
    verdicts: [...document.getElementById("order").shadowRoot.querySelectorAll("[data-action][data-verdict]")].map(
      ({ dataset }) => `${dataset.action} ${dataset.role} ${dataset.verdict}`,
    ),
    picture: document.querySelector(".picture").textContent,
    banner: document.getElementById("supposed").textContent,
  }));
}

/**
 * What is supposed, step by step.
 *
 * @param {Page} page
 */
export function supposedSteps(page) {
  return page.locator("[data-supposed]").evaluateAll((all) => all.map(({ dataset }) => dataset.supposed));
}

/**
 * Whether an element has the focus.
 *
 * @param {Locator} locator
 */
export function isFocused(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}

/**
 * Opens the tables of the timeline.
 *
 * @param {Page} page
 */
export async function openTables(page) {
  await page.locator("#timeline-tables").evaluate((/** @type {HTMLDetailsElement} */ details) => {
    details.open = true;
  });
  await page.locator("[data-table]").first().waitFor();
}

/**
 * Opens the part of the form with the parameters.
 *
 * @param {Page} page
 */
export async function openParams(page) {
  await page.locator("#params").evaluate((/** @type {HTMLDetailsElement} */ details) => {
    details.open = true;
  });
}
