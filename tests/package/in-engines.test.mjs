// The packed tarball in Chromium, Firefox and WebKit: every case of `tests/cases`, run and compared
// inside the engine, and the loading under Content-Security-Policies that allow WebAssembly and that do not.

/**
 * @import { Order, PreviewOptions } from "torihiki"
 * @import { Plugin } from "esbuild"
 */

import assert from "node:assert/strict";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { build } from "esbuild";
import { eachEngine } from "../support/each-engine.mjs";
import { serve } from "../../www/build/serve.mjs";
import { readCases } from "../support/acceptance-cases.mjs";
import { readLookahead } from "../support/lookahead-cases.mjs";
import { install, root } from "../support/installed.mjs";

const installed = install();
const server = await serve({ port: 0, root: installed.project });
after(async () => {
  await server.close();
  installed.remove();
});

/** The cases of each suite, as `[name, kind, case]`; the kind is how `runLookahead` calls them. */
const suites = {
  "tests/cases": readCases().map(({ file, case: each }) => [`${file}: ${each.name}`, null, each]),
  "tests/cases/lookahead": /** @type {const} */ (["timelines", "applies", "ways", "errors"]).flatMap((kind) =>
    readLookahead(kind).map((each) => [`${kind}: ${each.name}`, kind, each]),
  ),
};

/**
 * @param {string} script
 * @param {string} [policy]
 */
const page = (script, policy) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${policy ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : ""}<script type="module" src="${script}"></script>`;

const entry = "/node_modules/torihiki/pkg/index.js";

/** What the pages consist of. The server sends the policy that allows WebAssembly; a page can only forbid more. */
const files = {
  "cases.html": page("cases.js"),
  "allowed.html": page("loading.js"),
  "forbidden.html": page("loading.js", "script-src 'self'"),
  "loading.js": `
    const told = ({ name, code, problems }) => ({ name, code, help: problems?.[0].help });
    globalThis.ask = async (order, options) => {
      const { default: init, preview } = await import("${entry}");
      return Promise.all([init(), init()]).then(() => preview(order, options), told);
    };
    globalThis.askMany = async (orders, options) => {
      const { init, previewMany } = await import("${entry.replace("index", "many")}");
      await init({ policies: ["coconala"] });
      const { actions, next } = previewMany("coconala", orders, options);
      return [...actions.map(({ until }) => [...until]), [...next]].map((instants) => instants.map(String));
    };
    globalThis.importInline = () => import("${entry.replace("index", "inline")}").then(() => null, told);
  `,
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(installed.project, name), text);
await bundleCases();

/** Makes `cases.js`, which leaves `runSuite`: the comparisons of Node's tests, as they are, for a page. */
async function bundleCases() {
  const source = `
    import init, * as torihiki from "${entry}";
    import { runCase } from "./tests/support/acceptance-cases.mjs";
    import { runLookahead } from "./tests/support/lookahead-cases.mjs";
    globalThis.runSuite = async (cases, stops) => {
      await init();
      const stopped = [];
      const asked = stops ? twice(torihiki, stopped) : torihiki;
      const failures = [];
      let ran = 0;
      for (const [name, kind, each] of JSON.parse(cases)) {
        const differences = kind === null ? runCase(asked, each) : runLookahead(asked, kind, each);
        if (differences.length > 0) failures.push([name, ...differences].join("\\n    "));
        ran += 1;
      }
      return { ran, failures, stopped };
    };
    ${twice}
  `;
  // A page reads no files: the cases are handed to it.
  /** @type {Record<string, string>} */
  const inPage = {
    "node:fs": "export const readFileSync = undefined, readdirSync = undefined;",
    "node:path": 'export const join = (...parts) => parts.join("/");',
    "node:util": `export ${isDeepStrictEqual}`,
    "./installed.mjs": 'export const root = "";',
  };
  /** @type {Plugin} */
  const plugin = {
    name: "in a page",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:|\/installed\.mjs$/ }, ({ path }) => ({ path, namespace: "page" }));
      onLoad({ filter: /.*/, namespace: "page" }, ({ path }) => ({ contents: inPage[path] }));
    },
  };
  await build({
    stdin: { contents: source, resolveDir: root },
    bundle: true,
    format: "esm",
    external: [entry],
    plugins: [plugin],
    outfile: join(installed.project, "cases.js"),
    logLevel: "error",
  });
}

/**
 * The calls of the package, each asked once more where the engine stopped in it.
 *
 * WebKit on Linux does so now and then, in one of some two hundred thousand calls and each time in another one ("Out of
 * bounds memory access"), and answers the same call in the same page right after. No other engine was ever seen to.
 * Others meet it too: https://github.com/oven-sh/bun/issues/17146.
 *
 * @param {Record<string, any>} torihiki
 * @param {string[]} stopped where it did
 */
function twice(torihiki, stopped) {
  const asked = { ...torihiki };
  for (const name of ["preview", "verdicts", "timeline", "apply", "ways", "calendar", "describe"]) {
    /** @param {unknown[]} given */
    asked[name] = (...given) => {
      try {
        return torihiki[name](...given);
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError)) throw error;
        stopped.push(`${name}: ${error.message}\n${error.stack}`);
        return torihiki[name](...given);
      }
    };
  }
  return asked;
}

/**
 * That of `node:util`, for what cases and answers consist of.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
function isDeepStrictEqual(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) {
    return false;
  }
  if (one instanceof Date && other instanceof Date) {
    return Object.is(one.getTime(), other.getTime());
  }
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isDeepStrictEqual(Reflect.get(one, key), Reflect.get(other, key)))
  );
}

/** @type {Order<"coconala">} */
const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
/** @type {PreviewOptions<"coconala">} */
const options = { role: "buyer", now: "2026-11-16T09:00:00+09:00" };

eachEngine((browser, engine) => {
  /** @param {string} name */
  const open = (name) => browser().open(server.url + name);
  const ask = () =>
    browser().evaluate((order, options) => Reflect.get(globalThis, "ask")(order, options), order, options);

  for (const [suite, cases] of Object.entries(suites)) {
    test(`every case of ${suite} holds`, async (t) => {
      await open("cases.html");
      // As a text, because what a page is handed comes from another realm than its answers in some engines.
      const { ran, failures, stopped } = await browser().evaluate(
        (cases, stops) => Reflect.get(globalThis, "runSuite")(cases, stops),
        JSON.stringify(cases),
        engine === "webkit",
      );
      for (const place of stopped) t.diagnostic(`it stopped inside of the module and was asked again: ${place}`);
      t.diagnostic(`${browser().name} ran ${ran} cases of ${suite}, of which ${failures.length} failed`);
      assert.ok(failures.length === 0, `\n${failures.join("\n")}`);
      assert.ok(ran > 0, "no case ran");
      assert.equal(ran, cases.length);
    });
  }

  test("it answers as in Node, where the page allows no more than WebAssembly", async () => {
    const torihiki = await installed.load();
    await torihiki.default();
    await open("allowed.html");
    assert.deepEqual(await ask(), torihiki.preview(order, options));
  });

  test("it answers for many orders as in Node", async () => {
    const node = await import("torihiki/many");
    await node.init({ policies: ["coconala"] });
    const state = ["delivered", "in-progress", "delivered"];
    const orders = { state, deliveredAt: [order.deliveredAt, null, "2026-11-01T09:00:00+09:00"] };
    const asked = { ...options, outputs: ["until", "next"] };
    await open("allowed.html");
    const told = await browser().evaluate(
      (orders, asked) => Reflect.get(globalThis, "askMany")(orders, asked),
      orders,
      asked,
    );
    const { actions, next } = node.previewMany("coconala", /** @type {any} */ (orders), /** @type {any} */ (asked));
    const expected = [...actions.map(({ until }) => until), next].map((column) => Array.from(column ?? [], String));
    assert.deepEqual(told, expected);
    assert.ok(expected.flat().some((instant) => instant !== "NaN"));
  });

  describe("where the page forbids WebAssembly", () => {
    /** @param {{ name: string, code: string, help: string }} told */
    const says = ({ name, code, help }) => {
      assert.deepEqual({ name, code }, { name: "TorihikiError", code: "wasm-unavailable" });
      assert.match(help, /'wasm-unsafe-eval' in the `script-src`/);
    };

    test("init rejects with what to do", async () => {
      await open("forbidden.html");
      says(await ask());
    });

    // It loads while it is imported, so there is no `init` yet that could reject.
    test("the import of torihiki/inline rejects with what to do", async () => {
      await open("forbidden.html");
      says(await browser().evaluate(() => Reflect.get(globalThis, "importInline")()));
    });
  });

  test("where the file is missing at first, a later init still works", async () => {
    const wasm = join(installed.project, "node_modules/torihiki/pkg/torihiki_bg.wasm");
    await open("allowed.html");
    renameSync(wasm, `${wasm}.away`);
    try {
      assert.equal((await ask()).code, "wasm-not-loaded");
    } finally {
      renameSync(`${wasm}.away`, wasm);
    }
    assert.equal((await ask()).state.effective, "delivered");
  });
});
