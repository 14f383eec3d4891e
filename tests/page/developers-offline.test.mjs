// The playground and the workbench without a network: each works once it has been opened, and is stored for nobody who has
// not.

/** @import { Browser, BrowserContext, Page } from "playwright-core" */

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeServiceWorker } from "../../www/build/page.mjs";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { openPlayground, textIn } from "./developers.mjs";
import { openWorkbench, written } from "./workbench.mjs";

const site = fileURLToPath(new URL("../../site", import.meta.url));

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/**
 * Opens a copy of the page under a name that is not one of those under which pages are made, and waits until it is stored.
 *
 * @param {(given: { context: BrowserContext, page: Page, root: string, server: { close: () => Promise<void> } }) => Promise<unknown>} run
 */
async function withStored(run) {
  const root = mkdtempSync(join(tmpdir(), "torihiki-site-"));
  cpSync(site, root, { recursive: true });
  const server = await serve({ port: 0, root });
  const context = await browser.newContext({ timezoneId: "Asia/Tokyo" });
  try {
    const page = await context.newPage();
    await page.goto(`${server.url.replace("127.0.0.1", "torihiki.localhost")}#policy=coconala&sample=closes-tomorrow`);
    await page.locator("#answer [data-action]").first().waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await run({ context, page, root, server });
  } finally {
    await context.close();
    await server.close();
    rmSync(root, { recursive: true });
  }
}

/** What is the playground's own, and what is the workbench's. */
const PLAYGROUND = "playground-";
const WORKBENCH = "workbench-|author-worker-|policy_bg|policies/[a-z0-9-]+\\.toml";

/**
 * The addresses of what is stored of a part, in all versions.
 *
 * @param {Page} page
 * @param {string} [part]
 */
const stored = (page, part = PLAYGROUND) =>
  page.evaluate(async (own) => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests
      .flat()
      .map(({ url }) => url)
      .filter((url) => new RegExp(own).test(url));
  }, part);

/**
 * @param {Page} page
 * @param {string} [part]
 */
async function untilStored(page, part) {
  while ((await stored(page, part)).length === 0);
}

test("it is stored once it was opened, and then works without a network", () =>
  withStored(async ({ context, page, server }) => {
    assert.deepEqual(await stored(page), [], "nobody has opened it");
    await openPlayground(page);
    await untilStored(page);
    await server.close();
    await context.setOffline(true);
    await page.reload();
    await openPlayground(page);
    assert.equal(JSON.parse(await textIn(page, "order")).policy, "coconala");
  }));

test("the workbench is stored once it was opened, with the samples, and then works without a network", () =>
  withStored(async ({ context, page, server }) => {
    await openPlayground(page);
    await untilStored(page);
    assert.deepEqual(await stored(page, WORKBENCH), [], "nobody has opened it");
    await openWorkbench(page);
    await untilStored(page, WORKBENCH);
    await server.close();
    await context.setOffline(true);
    await page.reload();
    await openWorkbench(page);
    await page.locator("#workbench-begin").selectOption("qoo10");
    await page.locator("#workbench-back").waitFor();
    await page.locator(".workbench-standing.workbench-allowed").waitFor();
    await page.locator("[data-case][data-holds=true]").first().waitFor({ state: "attached" });
    assert.match((await written(page)).document, /"qoo10-copy"/);
  }));

test("a new version stores its own as well, for whoever has opened it before", () =>
  withStored(async ({ page, root }) => {
    await openPlayground(page);
    await untilStored(page);
    // The same under another digest, as if something in it were different.
    const [name] = readdirSync(root).filter((file) => /^playground-.*\.js$/.test(file));
    renameSync(join(root, name), join(root, "playground-AAAAAAAA.js"));
    for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      if (/\.(br|gz)$|^service-worker\.js$/.test(file)) rmSync(join(root, file));
    }
    const [main] = readdirSync(root).filter((file) => /^main-.*\.js$/.test(file));
    writeFileSync(join(root, main), readFileSync(join(root, main), "utf8").replace(name, "playground-AAAAAAAA.js"));
    await makeServiceWorker(root);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      for (let tries = 0; registration.waiting === null && tries < 10; tries += 1) {
        await registration.update().catch(() => {});
        const worker = registration.installing;
        if (worker === null) continue;
        await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
      }
    });
    assert.ok((await stored(page)).some((url) => url.endsWith("/playground-AAAAAAAA.js")));
  }));
