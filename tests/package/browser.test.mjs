// The packed tarball in Chromium, under Content-Security-Policies that allow WebAssembly and that do not.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "../../www/serve.mjs";
import { install } from "./installed.mjs";

const installed = install();
const server = await serve({ port: 0, root: join(installed.project, "node_modules/torihiki") });
const executablePath = execFileSync("sh", ["-c", "command -v chromium || command -v chromium-browser || command -v google-chrome"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
after(async () => {
  await browser.close();
  await server.close();
  installed.remove();
});

const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
const options = { role: "buyer", now: "2026-11-16T09:00:00+09:00" };

/** An empty page beside the package, under a policy. */
async function open(policy) {
  const page = await browser.newPage();
  const url = `${server.url}empty`;
  await page.route(url, (route) => route.fulfill({ contentType: "text/html", headers: { "Content-Security-Policy": policy }, body: "<!doctype html>" }));
  await page.goto(url);
  return page;
}

test("it answers as in Node, where the page allows no more than WebAssembly", async () => {
  const torihiki = await installed.load();
  await torihiki.default();
  const page = await open("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'");
  const answer = await page.evaluate(async ([order, options]) => {
    const { default: init, preview } = await import("/pkg/index.js");
    await Promise.all([init(), init()]);
    return preview(order, options);
  }, [order, options]);
  assert.deepEqual(answer, torihiki.preview(order, options));
});

test("where the page forbids WebAssembly, init says what to allow", async () => {
  const page = await open("default-src 'self'; script-src 'self'; style-src 'self'");
  const error = await page.evaluate(async () => {
    const { default: init, TorihikiError } = await import("/pkg/index.js");
    return init().catch((reason) => ({ known: reason instanceof TorihikiError, code: reason.code, help: reason.problems[0].help }));
  });
  assert.equal(error.known, true);
  assert.equal(error.code, "wasm-unavailable");
  assert.match(error.help, /'wasm-unsafe-eval'/);
});

test("where the file is missing at first, a later init still works", async () => {
  const page = await open("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
  let missing = true;
  await page.route("**/torihiki_bg.wasm", (route) => (missing ? route.fulfill({ status: 404, body: "not found" }) : route.continue()));
  const tryIt = () =>
    page.evaluate(async ([order, options]) => {
      const { default: init, preview } = await import("/pkg/index.js");
      return init().then(() => preview(order, options).state.effective, ({ code }) => code);
    }, [order, options]);
  assert.equal(await tryIt(), "wasm-not-loaded");
  missing = false;
  assert.equal(await tryIt(), "delivered");
});
