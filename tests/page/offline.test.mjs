// The page without a network, and the change from one version of it to the next.

/** @import { Browser, BrowserContext, Page } from "playwright-core" */

import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeServiceWorker } from "../../www/build/page.mjs";
import { serve } from "../../www/build/serve.mjs";
import { launchChromium } from "../support/chromium.mjs";

const site = fileURLToPath(new URL("../../site", import.meta.url));

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/**
 * Runs with a copy of the page that may be changed, its server and a browser that has never been there.
 *
 * @param {(given: { context: BrowserContext, root: string, server: Awaited<ReturnType<typeof serve>>, url: string }) => Promise<unknown>} run
 * @param {{ isWorkshop?: boolean }} [options]
 */
async function withPage(run, { isWorkshop = false } = {}) {
  const root = mkdtempSync(join(tmpdir(), "torihiki-site-"));
  cpSync(site, root, { recursive: true });
  const server = await serve({ port: 0, root });
  const context = await browser.newContext({ timezoneId: "Asia/Tokyo" });
  // A name of this machine that is not one of those under which a page is made.
  const url = isWorkshop ? server.url : server.url.replace("127.0.0.1", "torihiki.localhost");
  try {
    await run({ context, root, server, url });
  } finally {
    await context.close();
    await server.close();
    rmSync(root, { recursive: true });
  }
}

/** @param {Page} page */
const answered = (page) => page.locator("#policy, #answer[data-answered]").first().waitFor();
/** @param {Page} page */
const versionOf = (page) => page.evaluate(() => document.documentElement.dataset.version ?? "first");

/**
 * Opens the page, and waits until it is stored.
 *
 * @param {BrowserContext} context
 * @param {string} url
 */
async function openStored(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await answered(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  return page;
}

/**
 * Has the browser look for a newer version until there is one, and gives what has become of it once it is put in place
 * or not: `installed` where it waits, `redundant` where it was not taken.
 *
 * The browser looks by itself after a page is loaded, and takes a wish for the same while it does: so what it finds may
 * be what was there a moment ago, or only half written.
 *
 * @param {Page} page
 */
function stateOfNewer(page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = [registration.waiting ?? registration.installing].filter((worker) => worker !== null);
    registration.addEventListener("updatefound", () => found.push(registration.installing));
    for (let tries = 0; found.length === 0 && tries < 10; tries += 1) await registration.update().catch(() => {});
    const [newer] = found;
    if (newer === undefined) throw new Error("there is no newer version");
    while (newer.state === "installing") {
      await new Promise((resolve) => newer.addEventListener("statechange", resolve, { once: true }));
    }
    return newer.state;
  });
}

/**
 * Waits until a newer version is stored and waits.
 *
 * @param {Page} page
 */
const untilNewerWaits = async (page) => assert.equal(await stateOfNewer(page), "installed");

/**
 * Waits until the browser tells service workers of one page and no more: that a page was closed or left can come later.
 *
 * @param {BrowserContext} context
 */
async function untilAlone(context) {
  const [worker] = context.serviceWorkers();
  await worker.evaluate(async () => {
    // What is global in a service worker, which is not the global object of a page.
    const { clients } = /** @type {any} */ (globalThis);
    while ((await clients.matchAll({ includeUncontrolled: true })).length > 1);
  });
}

/**
 * Puts another version of the page in the place of the one that is served, and gives what it is stored under. Where it
 * is `torn`, one file is of neither.
 *
 * @param {string} root
 * @param {string} name
 * @param {{ torn?: boolean }} [options]
 */
async function release(root, name, { torn = false } = {}) {
  const page = join(root, "index.html");
  const html = readFileSync(page, "utf8");
  const changed = html.replace(/<html lang="ja"[^>]*>/, `<html lang="ja" data-version="${name}">`);
  assert.notEqual(changed, html);
  writeFileSync(page, changed);
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (/\.(br|gz)$|^service-worker\.js$/.test(file)) rmSync(join(root, file));
  }
  const version = await makeServiceWorker(root);
  if (torn) appendFileSync(page, "<!-- half written -->");
  return `torihiki-${version}`;
}

for (const isWorkshop of [false, true]) {
  test(`after one visit it answers without a network${isWorkshop ? ", also on the machine where it is made" : ""}`, () =>
    withPage(
      async ({ context, server, url }) => {
        const page = await openStored(context, url);
        await server.close();
        await context.setOffline(true);
        await page.reload();
        await answered(page);
        await page.goto(`${url}#policy=qoo10&sample=overdue&locale=en`);
        await page.reload();
        await answered(page);
        assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
        assert.equal(await page.locator("#policy input:checked").getAttribute("value"), "qoo10");
      },
      { isWorkshop },
    ));
}

test("every file of the page is stored, and nothing else", () =>
  withPage(async ({ context, url }) => {
    const page = await openStored(context, url);
    const { names, stored } = await page.evaluate(async () => {
      for (const path of ["./icon.svg?something", "./service-worker.js"]) await fetch(path);
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return { names, stored: requests.flat().map((request) => request.url) };
    });
    assert.equal(names.length, 1);
    assert.ok(stored.includes(url) && stored.includes(`${url}pkg/torihiki_bg.wasm`));
    for (const each of stored) assert.ok(each.startsWith(url) && !/service-worker|\.(br|gz)$/.test(each), each);
    const parts = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    // What this test has fetched itself may be among them by now.
    const own = parts.filter((one) => /\.(js|css|wasm)$/.test(one) && !one.endsWith("/service-worker.js"));
    for (const part of own) assert.ok(stored.includes(part), part);
  }));

test("a new version takes over when the page is loaded again, whole and with the same view", () =>
  withPage(async ({ context, root, url }) => {
    const page = await openStored(context, url);
    const second = await release(root, "second");
    await page.goto(`${url}#policy=lancers&sample=off-platform&locale=en`);
    await page.reload();
    await answered(page);
    assert.equal(await versionOf(page), "first", "what is stored comes first");
    await untilNewerWaits(page);
    assert.equal(await versionOf(page), "first", "a page that is open stays as it is");
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset.version === "second");
    await answered(page);
    assert.equal(await page.locator("#policy input:checked").getAttribute("value"), "lancers");
    assert.match(page.url(), /#policy=lancers&sample=off-platform/);
    const third = await release(root, "third");
    await untilNewerWaits(page);
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset.version === "third");
    await page.waitForFunction(async () => (await caches.keys()).length <= 2);
    const versions = await page.evaluate(() => caches.keys());
    assert.deepEqual(versions, [second, third], "of the older ones only the last is kept");
  }));

test("while another page is open, none changes over", () =>
  withPage(async ({ context, root, url }) => {
    const page = await openStored(context, url);
    await page.reload();
    const other = await context.newPage();
    await other.goto(url);
    await answered(other);
    await release(root, "second");
    await untilNewerWaits(page);
    await page.reload();
    await answered(page);
    assert.equal(await versionOf(page), "first");
    await other.close();
    await untilAlone(context);
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset.version === "second");
    await answered(page);
  }));

test("where a newer version does not take over, the page comes as it is", () =>
  withPage(async ({ context, root, url }) => {
    const page = await openStored(context, url);
    await page.reload();
    await release(root, "second");
    const script = join(root, "service-worker.js");
    writeFileSync(script, `skipWaiting = () => {};${readFileSync(script, "utf8")}`);
    await untilNewerWaits(page);
    await page.clock.install();
    await page.reload();
    await page.clock.fastForward(60_000);
    await answered(page);
    assert.equal(await versionOf(page), "first");
  }));

test("a version that was only half put in place is not taken", () =>
  withPage(async ({ context, root, server, url }) => {
    const page = await openStored(context, url);
    await release(root, "second", { torn: true });
    assert.equal(await stateOfNewer(page), "redundant");
    await server.close();
    await page.reload();
    await answered(page);
    assert.equal(await versionOf(page), "first");
  }));

test("where there are no service workers, nothing is amiss", () =>
  withPage(async ({ context, url }) => {
    /** @type {string[]} */
    const faults = [];
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => faults.push(message.text()));
    await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
    await page.clock.install();
    await page.goto(url);
    await answered(page);
    // By then the page has tried to be stored.
    await page.clock.fastForward(60_000);
    await page.evaluate(() => {});
    assert.deepEqual(faults, []);
  }));
