// The playground, as somebody opens it, types in it and reads it.

/** @import { Page } from "playwright-core" */

/**
 * Opens the playground, which is loaded only then.
 *
 * @param {Page} page
 */
export async function openPlayground(page) {
  const details = page.locator("#playground");
  if ((await details.getAttribute("open")) === null) await page.locator("#playground-summary").click();
  await page.locator("#editor-order .cm-content").waitFor();
}

/**
 * What stands in an editor. It is short enough that all of it is there.
 *
 * @param {Page} page
 * @param {"order" | "options"} which
 */
export async function textIn(page, which) {
  const lines = await page.locator(`#editor-${which} .cm-line`).allInnerTexts();
  return lines.map((line) => line.replace(/\n$/, "")).join("\n");
}

/**
 * Types a text in the place of all that stands in an editor.
 *
 * @param {Page} page
 * @param {"order" | "options"} which
 * @param {string} text
 */
export async function typeAll(page, which, text) {
  await page.locator(`#editor-${which} .cm-content`).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
}

/**
 * Chooses a function.
 *
 * @param {Page} page
 * @param {string} name
 */
export const chooseFunction = (page, name) => page.locator(`#playground-function-${name}`).check();

/**
 * The whole of what is copied by a button: of the `code`, of the `answer`.
 *
 * @param {Page} page
 * @param {string} of
 */
export async function copied(page, of) {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.locator(`[data-copy-of="${of}"]`).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
  return page.evaluate(() => navigator.clipboard.readText());
}
