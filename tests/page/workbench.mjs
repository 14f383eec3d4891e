// The workbench, as somebody opens it and writes in it.

/** @import { Page } from "playwright-core" */

/**
 * Opens the workbench, which is loaded only then, and waits until it has checked what stands there.
 *
 * @param {Page} page
 */
export async function openWorkbench(page) {
  const details = page.locator("#workbench");
  if ((await details.getAttribute("open")) === null) await page.locator("#workbench-summary").click();
  await checked(page);
}

/**
 * Waits until what stands there has been checked.
 *
 * @param {Page} page
 */
export async function checked(page) {
  await page.locator(".workbench-standing:not(.workbench-clock)").waitFor({ state: "attached" });
}

/**
 * The first policy with a state to which nothing leads.
 *
 * @param {string} document
 */
export const withLost = (document) =>
  document
    .replace('from    = ["sent"]', 'from    = ["sent", "lost"]')
    .replace("[states.sent]", '[states.lost]\nlabel = { ja = "紛失", en = "Lost" }\n\n[states.sent]');

/**
 * Writes a text in the place of all that stands in an editor.
 *
 * @param {Page} page
 * @param {"document" | "tests" | "tried"} which
 * @param {string} text
 */
export async function write(page, which, text) {
  await page.locator(`#editor-${which} .cm-content`).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
}

/**
 * What is kept of what stands there.
 *
 * @param {Page} page
 * @returns {Promise<{ document: string, tests: string, order: string, role: string, now: string }>}
 */
export const written = (page) => page.evaluate(() => JSON.parse(sessionStorage.getItem("torihiki.document")).written);

/**
 * Waits until something that is kept is as it should be.
 *
 * @param {Page} page
 * @param {"document" | "tests" | "order" | "role" | "now"} part
 * @param {string} text
 */
export const untilWritten = (page, part, text) =>
  page.waitForFunction(
    ([name, wanted]) => JSON.parse(sessionStorage.getItem("torihiki.document"))?.written?.[name] === wanted,
    /** @type {const} */ ([part, text]),
  );

/**
 * Shows a part of what comes of a document.
 *
 * @param {Page} page
 * @param {"write" | "try" | "tests" | "diagram"} pane
 */
export const show = (page, pane) => page.locator(`#playground-pane-${pane}`).check();

/**
 * Which tests hold, by their names.
 *
 * @param {Page} page
 */
export async function results(page) {
  const all = await page
    .locator("[data-case]")
    .evaluateAll((items) =>
      items.map(({ dataset }) => /** @type {const} */ ([dataset.case, dataset.holds === "true"])),
    );
  return Object.fromEntries(all);
}
