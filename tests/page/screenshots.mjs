// Pictures of the page and of the custom element as people have them before them.
//
//   npm run screenshots                after `npm run build`: into `target/screenshots/`
//   npm run screenshots -- --readme    only the one of the README: `www/page/torihiki.png`

/** @import { BrowserContextOptions, Page } from "playwright-core" */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { devices } from "playwright-core";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { openPlayground } from "./developers.mjs";
import { openWorkbench } from "./workbench.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "target/screenshots");

/**
 * @typedef {object} Picture
 * @property {string} path
 * @property {BrowserContextOptions} options
 * @property {(page: Page) => Promise<void>} [prepare]
 * @property {boolean} [fullPage]
 */

/** @type {BrowserContextOptions} */
const desktop = { viewport: { width: 1280, height: 900 } };
/** @type {BrowserContextOptions} */
const phone = { ...devices["Pixel 7"], reducedMotion: "reduce" };
/** The example that most pictures show. */
const example = "#policy=coconala&sample=closes-tomorrow";
const own =
  "#policy=qoo10&sample=&role=seller&locale=ja&state=handed-over&cancelRequestedAt=2026-11-20T08:40:00%2B09:00" +
  "&shipBy=2026-11-21T23:59:00%2B09:00&now=2026-11-20T10:00:00%2B09:00";
const supposed =
  "#policy=coconala&sample=closes-tomorrow&role=&now=2026-11-20T10:00:00+09:00&locale=ja" +
  "&do=request-cancel&by=buyer&cancelRequestedBy=buyer&cancelRequestedAt=2026-11-20T10:00:00+09:00";

/**
 * Each picture: what is opened, in which circumstances, and what is done before it is taken.
 *
 * @type {Record<string, Picture>}
 */
const pictures = {
  "page-desktop": { path: example, options: desktop },
  "page-desktop-dark": { path: example, options: { ...desktop, colorScheme: "dark" } },
  "page-desktop-en": {
    path: "#policy=coconala&sample=closes-tomorrow&role=buyer&now=2026-11-20T10:00:00+09:00&locale=en",
    options: desktop,
  },
  "page-desktop-high-contrast": { path: example, options: { ...desktop, forcedColors: "active" } },
  "page-phone": { path: example, options: phone },
  "page-phone-dark": { path: example, options: { ...phone, colorScheme: "dark" } },
  "page-phone-en": { path: "#policy=qoo10&sample=overdue&locale=en", options: phone },
  "page-own-desktop": { path: own, options: desktop },
  "page-own-phone": { path: own, options: phone },
  "page-supposed": { path: supposed, options: desktop },
  "page-problems": { path: "#policy=coconala&state=delivered&deliveredAt=yesterday&locale=en", options: desktop },
  "page-diagram": { path: example, options: desktop, prepare: openDiagram },
  "page-diagram-phone": { path: example, options: phone, prepare: openDiagram },
  "page-print": { path: example, options: desktop, prepare: (page) => page.emulateMedia({ media: "print" }) },
  "playground-desktop": { path: example, options: desktop, prepare: openPlayground },
  "playground-desktop-dark": { path: example, options: { ...desktop, colorScheme: "dark" }, prepare: openPlayground },
  "playground-phone": { path: example, options: phone, prepare: openPlayground },
  "workbench-desktop": { path: example, options: desktop, prepare: openWorkbench },
  "workbench-desktop-dark": { path: example, options: { ...desktop, colorScheme: "dark" }, prepare: openWorkbench },
  "workbench-phone": { path: example, options: phone, prepare: openWorkbench },
};

/** The picture of the README: what one sees first. */
const readme = { path: example, options: { viewport: { width: 1280, height: 1310 } }, fullPage: false };

const site = await serve({ port: 0 });
const browser = await launchChromium();

/**
 * @param {string} path
 * @param {Picture} picture
 */
async function take(path, { path: address, options, prepare = async () => {}, fullPage = true }) {
  const context = await browser.newContext({
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  await page.goto(`${site.url}${address}`);
  // An answer, or why there is none.
  await page.locator("torihiki-order [data-action], [data-problem]").first().waitFor({ state: "attached" });
  await page.evaluate(() => document.fonts.ready);
  if (fullPage) await walkThrough(page);
  await prepare(page);
  await page.screenshot({ path, fullPage, animations: "disabled", caret: "hide" });
  await context.close();
  console.log(path.slice(root.length));
}

/** @param {Page} page */
async function openDiagram(page) {
  await page.locator("#diagram summary").first().click();
  await page.locator("#diagram svg[role=img]").waitFor();
}

/**
 * Comes by everything that is loaded only when one does.
 *
 * @param {Page} page
 */
async function walkThrough(page) {
  const developers = page.locator("#developers");
  if ((await developers.count()) === 0) return;
  await developers.scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
}

try {
  if (process.argv.includes("--readme")) {
    await take(join(root, "www/page/torihiki.png"), readme);
  } else {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, picture] of Object.entries(pictures)) await take(join(folder, `${name}.png`), picture);
  }
} finally {
  await browser.close();
  await site.close();
}
