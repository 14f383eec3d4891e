// A browser extension in Chromium: its content scripts, its service worker, and a page of its own.

/**
 * @import { AddressInfo } from "node:net"
 * @import { BrowserContext } from "playwright-core"
 */

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS } from "../../support/chromium.mjs";
import { findChromium } from "../../support/programs.mjs";
import { ask, names, project, same } from "../../support/project.mjs";
import { page, programs } from "./in-chromium.mjs";

const WASM = 'init(chrome.runtime.getURL("torihiki_bg.wasm"))';

/**
 * Each tells what comes of it, or what went wrong. A content script shares the document with its page and nothing else,
 * so it is written there.
 *
 * @type {Record<string, string>}
 */
const scripts = {
  "torihiki/inline": `
    import { ${names} } from "torihiki/inline";
    tell(${ask});
  `,
  torihiki: `
    import init, { ${names} } from "torihiki";
    ${WASM}.then(() => tell(${ask}), ({ code, problems: [{ help }] }) => tell({ code, help }));
  `,
  // In Chromium a content script has no custom elements, so there is nothing to register.
  "torihiki/element": `
    import "torihiki/element";
    import init, { ${names} } from "torihiki";
    ${WASM}.then(() => tell(${ask}), ({ code, problems: [{ help }] }) => tell({ code, help }));
  `,
  "the service worker of the extension": "chrome.runtime.sendMessage({}).then(tell);",
};
const entries = Object.keys(scripts);
const contents = entries.map((_, index) => `content-${index}.js`);

const manifest = {
  manifest_version: 3,
  name: "fresh",
  version: "1.0",
  background: { service_worker: "dist/background.js", type: "module" },
  // One that fails on a strict page keeps no other from running.
  content_scripts: contents.map((file) => ({ matches: ["http://127.0.0.1/*"], js: [`dist/${file}`] })),
  web_accessible_resources: [{ resources: ["torihiki_bg.wasm", "policies/*"], matches: ["<all_urls>"] }],
  content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'" },
};

/**
 * @param {string} source
 * @param {number} index
 */
const content = (source, index) => `
  import { ask } from "./ask.js";
  ${source}
  function tell(told) {
    const written = document.createElement("pre");
    written.id = "told-${index}";
    written.dataset.extension = chrome.runtime.id;
    written.textContent = JSON.stringify(told);
    document.body.append(written);
  }
`;

const folder = project({
  "manifest.json": JSON.stringify(manifest),
  ...Object.fromEntries(Object.values(scripts).map((source, index) => [contents[index], content(source, index)])),
  "background.js": `
    import { ask } from "./ask.js";
    import init, { ${names} } from "torihiki";
    const ready = ${WASM};
    chrome.runtime.onMessage.addListener((message, sender, answer) => {
      ready.then(() => answer(${ask}), (error) => answer(String(error)));
      return true;
    });
  `,
  "page.html": page("./dist/main.js"),
  ...programs["torihiki/element"],
});
const profile = mkdtempSync(join(tmpdir(), "torihiki-profile-"));
after(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));

/** @type {BrowserContext} */
let context;
// A page of anybody's; the strict one allows nothing.
const server = createServer(({ url }, response) => {
  if (url === "/strict") response.setHeader("Content-Security-Policy", "default-src 'none'");
  response.setHeader("Content-Type", "text/html");
  response.end("<!doctype html><title>anybody's</title><body>");
});

before(async () => {
  const shared = { absWorkingDir: folder, bundle: true, outdir: "dist", logLevel: /** @type {const} */ ("error") };
  // A content script is no module, and so has no address that a file could lie beside.
  const logOverride = { "empty-import-meta": /** @type {const} */ ("silent") };
  await esbuild.build({ ...shared, entryPoints: contents, format: "iife", logOverride });
  await esbuild.build({ ...shared, entryPoints: ["main.js", "background.js"], format: "esm" });
  for (const place of ["torihiki_bg.wasm", "dist/torihiki_bg.wasm"]) {
    cpSync(join(folder, "node_modules/torihiki/pkg/torihiki_bg.wasm"), join(folder, place));
  }
  for (const place of ["policies", "dist/policies"]) {
    cpSync(join(folder, "node_modules/torihiki/pkg/policies"), join(folder, place), { recursive: true });
  }
  await once(server.listen(0, "127.0.0.1"), "listening");
  context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [...CHROMIUM_ARGS, `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
});
after(async () => {
  await context?.close();
  server.close();
  server.closeAllConnections();
});

/**
 * What a content script has written into a page, as an element of it.
 *
 * @param {string} entry
 * @param {string} [path]
 */
async function written(entry, path = "open") {
  const { port } = /** @type {AddressInfo} */ (server.address());
  const opened = await context.newPage();
  await opened.goto(`http://127.0.0.1:${port}/${path}`);
  return opened.locator(`#told-${entries.indexOf(entry)}`);
}

for (const entry of entries) {
  test(`a content script asks ${entry}`, async () => {
    same(JSON.parse(await (await written(entry)).textContent()));
  });
}

test("a content script in a page that forbids WebAssembly is told whom to ask, and may", async () => {
  const { code, help } = JSON.parse(await (await written("torihiki", "strict")).textContent());
  assert.equal(code, "wasm-unavailable");
  assert.match(help, /ask in the extension's service worker/);
  same(JSON.parse(await (await written("the service worker of the extension", "strict")).textContent()));
});

test("a page of the extension has the element", async () => {
  const id = await (await written("torihiki")).getAttribute("data-extension");
  const opened = await context.newPage();
  await opened.goto(`chrome-extension://${id}/page.html`);
  const answers = await opened.waitForFunction(() => Reflect.get(globalThis, "answers")?.then(JSON.stringify));
  same(JSON.parse(await answers.jsonValue()));
});
