// Loading the engine: whoever says from where is heard, whoever waited goes on, and what a server gave instead is named.

/** @import { TorihikiError } from "torihiki" */

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { inEngines, installed, site } from "./harness.mjs";

const pkg = join(installed.project, "node_modules/torihiki/pkg");
const wasm = readFileSync(join(pkg, "torihiki_bg.wasm"));

/**
 * What a server may give in place of the WebAssembly, by the name of a file, and how it is to be named.
 *
 * @type {Record<string, [given: string | Uint8Array, named: RegExp]>}
 */
const wrong = {
  "gzip.wasm": [gzipSync(wasm), /`\S+gzip\.wasm` is compressed with gzip, and the server does not say so/],
  "gzip.bin": [gzipSync(wasm), /`\S+gzip\.bin` is compressed with gzip, and the server does not say so/],
  "brotli.wasm": [
    brotliCompressSync(wasm),
    /`\S+brotli\.wasm` is not WebAssembly: it begins with `[0-9a-f ]+`.*Brotli/,
  ],
  "page.html": ["<!doctype html><title>An application</title>", /`\S+page\.html` is a page, not the WebAssembly/],
  "page.wasm": ["\n <!-- --><html>", /`\S+page\.wasm` is a page, not the WebAssembly/],
  "pointer.wasm": ["version https://git-lfs.github.com/spec/v1\noid", /begins with `version https:\/\/git-lfs/],
  "empty.wasm": ["", /`\S+empty\.wasm` is empty/],
  // What Node 20 cannot compress so, it can at least begin.
  "zstd.wasm": [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 4), /`\S+zstd\.wasm` is compressed with zstd, and the server/],
  "cut.wasm": [wasm.subarray(0, 5000), /the WebAssembly from `\S+cut\.wasm` could not be loaded: /],
};
for (const [name, [bytes]] of Object.entries(wrong)) writeFileSync(join(installed.project, name), bytes);
writeFileSync(join(installed.project, "elsewhere.wasm"), wasm);

/** A place that refuses to be asked from the page, as it says nothing of CORS; and one that is not there. */
const refusing = createServer((_, response) => void response.end("no")).listen(0, "127.0.0.1");
await once(refusing, "listening");
after(() => refusing.close());

inEngines((page) => {
  const told = async (/** @type {string} */ place) =>
    page.run(async ({ faults, afterPaint }, place) => {
      const { init } = await import(/** @type {string} */ (`/node_modules/torihiki/pkg/index.js?${Math.random()}`));
      /** @type {TorihikiError | null} */
      const error = await init(place).then(
        /** @returns {TorihikiError | null} */
        () => null,
        (/** @type {TorihikiError} */ error) => error,
      );
      // What a browser says by itself of it comes a little later.
      await afterPaint();
      faults.length = 0;
      return { name: error?.name, code: error?.code, message: error?.message ?? "" };
    }, place);

  test("a wrong answer of the server is named, with its address and what to do", async () => {
    await page.open({ scripts: [] });
    for (const [name, [, expected]] of Object.entries(wrong)) {
      const { message, ...error } = await told(`/${name}?token=secret`);
      assert.deepEqual(error, { name: "TorihikiError", code: "wasm-not-loaded" }, name);
      assert.match(message, /** @type {RegExp} */ (expected));
      assert.doesNotMatch(message, /secret/);
      assert.match(message, /\(.{20,}\)$/s, "it says what to do");
    }
    const { message } = await told("/nowhere.wasm");
    assert.match(message, /the server answered 404 for `\S+\/nowhere\.wasm` \(serve `torihiki_bg\.wasm` there/);
  });

  test("what cannot be fetched is named with its address", async () => {
    await page.open({ scripts: [] });
    const { port } = /** @type {import("node:net").AddressInfo} */ (refusing.address());
    const { message, code } = await told(`http://127.0.0.1:${port}/torihiki_bg.wasm`);
    assert.equal(code, "wasm-not-loaded");
    assert.match(
      message,
      new RegExp(`\`http://127\\.0\\.0\\.1:${port}/torihiki_bg\\.wasm\` could not be fetched: .+connect-src`),
    );
  });

  /** A page on which the file is not where an element looks for it first. */
  const openWithout = async () => {
    writeFileSync(join(pkg, "torihiki_bg.wasm"), "<!doctype html>");
    try {
      await page.open({
        body: `<torihiki-order id="first" now="0" order='{"policy":"coconala","state":"delivered"}'></torihiki-order>`,
      });
      await page.run(({ settle }) => settle());
    } finally {
      writeFileSync(join(pkg, "torihiki_bg.wasm"), wasm);
    }
  };

  test("a host says from where it loads, though an element has failed before, and that element goes on", async () => {
    await openWithout();
    const found = await page.run(async ({ torihiki, find, settle }) => {
      const element = document.querySelector("torihiki-order");
      const before = find(element, "[part=error] li").textContent;
      await torihiki.init("/elsewhere.wasm");
      await torihiki.loaded;
      await settle();
      return [
        /is a page, not the WebAssembly/.test(before),
        element.answer?.state.effective,
        find(element, "[part=error]"),
      ];
    });
    assert.deepEqual(found, [true, "delivered", null]);
  });

  test("a host says from where it loads while an element still tries the usual place", async () => {
    await page.open();
    const found = await page.run(async ({ delivered, hear, faults }) => {
      const copy = `/node_modules/torihiki/pkg/index.js?${Math.random()}`;
      const { init, preview, loaded } = await import(/** @type {string} */ (copy));
      const original = globalThis.fetch;
      /** @type {string[]} */
      const asked = [];
      // The usual place answers when it is told to, and then with a page.
      /** @type {() => void} */
      let answer;
      globalThis.fetch = (given) => {
        const { pathname } = new URL(String(given), location.href);
        if (pathname.endsWith(".policy")) return original(given);
        asked.push(pathname.replace(/^.*\//, ""));
        if (asked.length > 1) return original(given);
        return new Promise((resolve) => (answer = () => resolve(new Response("<html>"))));
      };
      const first = init();
      await Promise.all([init("/elsewhere.wasm"), init()]);
      await loaded;
      const state = preview(delivered).state.given;
      answer();
      await first;
      globalThis.fetch = original;
      faults.length = 0;
      return [asked, state, hear !== undefined];
    });
    assert.deepEqual(found, [["torihiki_bg.wasm", "elsewhere.wasm"], "delivered", true]);
  });

  test("where what a host names is wrong, whoever began with the usual place still loads, and the other way round", async () => {
    await page.open();
    const found = await page.run(async ({ faults }) => {
      const fresh = async () => import(/** @type {string} */ (`/node_modules/torihiki/pkg/index.js?${Math.random()}`));
      const said = (/** @type {Promise<void>} */ promise) =>
        promise.then(
          () => "loaded",
          (error) => error.code,
        );
      /** @type {unknown[]} */
      const told = [];
      {
        const { init, version } = await fresh();
        told.push(await Promise.all([said(init()), said(init("/nowhere.wasm"))]), typeof version());
      }
      {
        // Both fail; a later call without a place tries the one that was named.
        const { init } = await fresh();
        const original = globalThis.fetch;
        let isDown = true;
        /** @type {string[]} */
        const asked = [];
        globalThis.fetch = (given) => {
          if (String(given).endsWith(".wasm")) asked.push(String(given).replace(/^.*\//, ""));
          return isDown ? Promise.reject(new TypeError("no network")) : original(given);
        };
        told.push(await Promise.all([said(init()), said(init("/elsewhere.wasm"))]));
        isDown = false;
        told.push(await said(init()), asked);
        globalThis.fetch = original;
      }
      faults.length = 0;
      return told;
    });
    const [, , both, later, asked] = found;
    assert.ok(["loaded,loaded", "loaded,wasm-not-loaded"].includes(String(found[0])), String(found[0]));
    assert.equal(found[1], "string");
    assert.deepEqual([both, later], [["wasm-not-loaded", "wasm-not-loaded"], "loaded"]);
    assert.deepEqual(asked, ["torihiki_bg.wasm", "elsewhere.wasm", "elsewhere.wasm"]);
  });
});

inEngines((page) => {
  test("an element loads the policy that its order names, and another one once it is asked about that", async () => {
    await page.open({
      scripts: ["/node_modules/torihiki/pkg/element.js"],
      body: `<torihiki-order now="0" order='{"policy":"coconala","state":"delivered"}'></torihiki-order>`,
    });
    const found = await page.run(async ({ torihiki, settle, find }) => {
      const element = document.querySelector("torihiki-order");
      const told = () => [
        element.answer?.policy.id ?? find(element, "[part=error] li")?.textContent.trim(),
        torihiki.policies().map(({ id }) => id),
      ];
      await settle();
      const first = told();
      element.order = { policy: "qoo10", state: "preparing" };
      await settle();
      const second = told();
      element.order = /** @type {any} */ ({ policy: "ebay", state: "preparing" });
      await settle();
      const [third] = told();
      element.order = { policy: "coconala", state: "completed" };
      await settle();
      return [first, second, third, told()[0]];
    });
    assert.deepEqual(found.slice(0, 2), [
      ["coconala", ["coconala"]],
      ["qoo10", ["coconala", "qoo10"]],
    ]);
    assert.match(String(found[2]), /there is no policy `ebay`/);
    assert.equal(found[3], "coconala");
  });

  test("a policy whose file is not served is named, and the reader can try again", async () => {
    const module = join(pkg, "policies/lancers.policy");
    const text = readFileSync(module);
    rmSync(module);
    try {
      await page.open({
        body: `<torihiki-order now="0" order='{"policy":"lancers","state":"working"}'></torihiki-order>`,
      });
      const found = await page.run(async ({ settle, find, faults }) => {
        await settle();
        faults.length = 0;
        return find(document.querySelector("torihiki-order"), "[part=error]").textContent;
      });
      assert.match(found, /lancers/);
    } finally {
      writeFileSync(module, text);
    }
  });
});

test("Node names a wrong answer of a server as well", async () => {
  const { init } = await installed.load();
  await assert.rejects(init(new URL("/gzip.bin", site)), /gzip\.bin` is compressed with gzip/);
  await assert.rejects(init(new URL("/nowhere.wasm", site)), /answered 404 for `\S+nowhere\.wasm`/);
  await assert.rejects(init(gzipSync(wasm)), /what was passed to `init` is compressed with gzip \(decompress it/);
  await init(new URL("/elsewhere.wasm", site));
});
