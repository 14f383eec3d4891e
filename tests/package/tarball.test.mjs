// The packed tarball, installed into a fresh project: what a user of the package gets.

/** @import { InitSource, Order, PreviewOptions, TorihikiError } from "torihiki" */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { readCases, runCase } from "../support/acceptance-cases.mjs";
import { install, root } from "../support/installed.mjs";

const installed = install();
after(installed.remove);

const wasm = join(installed.project, "node_modules/torihiki/pkg/torihiki_bg.wasm");
/** @type {Order<"coconala">} */
const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
/** @type {PreviewOptions<"coconala">} */
const options = { role: "buyer", now: "2026-11-16T09:00:00+09:00", locale: "ja" };

/**
 * What a rejected or throwing call gave, after the checks that hold for all of them.
 *
 * @param {typeof import("torihiki")} torihiki
 * @param {() => unknown} call
 * @returns {Promise<TorihikiError>}
 */
async function failureOf(torihiki, call) {
  const error = await Promise.resolve()
    .then(call)
    .then(
      () => assert.fail("it should have failed"),
      (reason) => reason,
    );
  assert.ok(error instanceof torihiki.TorihikiError && error instanceof Error, String(error));
  assert.equal(error.problems[0].code, error.code);
  return error;
}

test("the tarball holds the package and nothing else", () => {
  assert.deepEqual(installed.files, [
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "package.json",
    "pkg/NOTICES.txt",
    "pkg/cli.js",
    "pkg/custom-elements.json",
    "pkg/element-class.cjs",
    "pkg/element-class.d.cts",
    "pkg/element-class.d.ts",
    "pkg/element-class.js",
    "pkg/element-class.node.js",
    "pkg/element-react.d.cts",
    "pkg/element-react.d.ts",
    "pkg/element.cjs",
    "pkg/element.d.cts",
    "pkg/element.d.ts",
    "pkg/element.js",
    "pkg/element.node.js",
    "pkg/index.d.cts",
    "pkg/index.d.ts",
    "pkg/index.js",
    "pkg/inline.cjs",
    "pkg/inline.d.cts",
    "pkg/inline.d.ts",
    "pkg/inline.js",
    "pkg/many-node.cjs",
    "pkg/many-node.js",
    "pkg/many-wasm.cjs",
    "pkg/many-wasm.js",
    "pkg/many.d.cts",
    "pkg/many.d.ts",
    "pkg/many.js",
    "pkg/node.cjs",
    "pkg/node.js",
    "pkg/policies.cjs",
    "pkg/policies.d.cts",
    "pkg/policies.d.ts",
    "pkg/policies.js",
    "pkg/policies/coconala-account.cjs",
    "pkg/policies/coconala-account.d.cts",
    "pkg/policies/coconala-account.d.ts",
    "pkg/policies/coconala-account.js",
    "pkg/policies/coconala-account.policy",
    "pkg/policies/coconala.cjs",
    "pkg/policies/coconala.d.cts",
    "pkg/policies/coconala.d.ts",
    "pkg/policies/coconala.js",
    "pkg/policies/coconala.policy",
    "pkg/policies/crowdworks.cjs",
    "pkg/policies/crowdworks.d.cts",
    "pkg/policies/crowdworks.d.ts",
    "pkg/policies/crowdworks.js",
    "pkg/policies/crowdworks.policy",
    "pkg/policies/lancers.cjs",
    "pkg/policies/lancers.d.cts",
    "pkg/policies/lancers.d.ts",
    "pkg/policies/lancers.js",
    "pkg/policies/lancers.policy",
    "pkg/policies/qoo10.cjs",
    "pkg/policies/qoo10.d.cts",
    "pkg/policies/qoo10.d.ts",
    "pkg/policies/qoo10.js",
    "pkg/policies/qoo10.policy",
    "pkg/policy-extension.schema.json",
    "pkg/policy-node.cjs",
    "pkg/policy-node.js",
    "pkg/policy-wasm.cjs",
    "pkg/policy-wasm.js",
    "pkg/policy.d.cts",
    "pkg/policy.d.ts",
    "pkg/policy.js",
    "pkg/policy.schema.json",
    "pkg/torihiki_bg.wasm",
    "pkg/torihiki_bg.wasm.d.ts",
    "pkg/torihiki_many_bg.wasm",
    "pkg/torihiki_many_bg.wasm.d.ts",
    "pkg/torihiki_policy_bg.wasm",
    "pkg/torihiki_policy_bg.wasm.d.ts",
    "pkg/wasm.cjs",
    "pkg/wasm.js",
  ]);
});

test("crate and package have one version", async () => {
  const torihiki = await installed.load();
  await torihiki.default();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.equal(torihiki.version(), version);
  assert.match(readFileSync(join(root, "Cargo.toml"), "utf8"), new RegExp(`^version = "${version}"$`, "m"));
});

test("a plain Node program imports it and gets an answer", () => {
  const printed = installed.run(`
    import init, { preview } from "torihiki";
    await init();
    const { actions } = preview(${JSON.stringify(order)}, ${JSON.stringify(options)});
    console.log(actions.find(({ id }) => id === "revise").verdict);
  `);
  assert.equal(printed, "allowed\n");
});

describe("every entry gives the same answer:", () => {
  const ask = `
    const { actions } = preview(${JSON.stringify(order)}, ${JSON.stringify(options)});
    const { length } = calendar(${JSON.stringify(order)}, { from: ${JSON.stringify(options.now)} });
    try { preview({}); } catch (error) { console.log(error instanceof TorihikiError, error.code); }
    console.log(actions.find(({ id }) => id === "revise").verdict, length > 100);
  `;
  const programs = {
    "main.mjs": `import init, { calendar, preview, TorihikiError } from "torihiki"; await init(); ${ask}`,
    "named.mjs": `import { calendar, init, preview, TorihikiError } from "torihiki"; await init(); ${ask}`,
    "main.cjs": `const { calendar, init, preview, TorihikiError } = require("torihiki"); init().then(() => { ${ask} });`,
    // Nothing is loaded, so nothing is awaited.
    "inline.mjs": `import { calendar, preview, TorihikiError } from "torihiki/inline"; ${ask}`,
    "inline.cjs": `const { calendar, preview, TorihikiError } = require("torihiki/inline"); ${ask}`,
    "awaited.mjs": `import init, { calendar, preview, TorihikiError } from "torihiki/inline"; await init(); ${ask}`,
    "awaited.cjs": `const { calendar, init, preview, TorihikiError } = require("torihiki/inline"); init().then(() => { ${ask} });`,
  };
  for (const [name, source] of Object.entries(programs)) {
    test(name, () => {
      const file = join(installed.project, name);
      writeFileSync(file, source);
      const printed = execFileSync(process.execPath, [file], { cwd: installed.project, encoding: "utf8" });
      assert.equal(printed, "true unknown-policy\nallowed true\n");
    });
  }
});

test("it exports the documented names", async () => {
  assert.deepEqual(Object.keys(await installed.load()).sort(), [
    "Policy",
    "TorihikiError",
    "apply",
    "builtIn",
    "calendar",
    "default",
    "describe",
    "init",
    "loaded",
    "policies",
    "preview",
    "timeline",
    "verdicts",
    "version",
    "ways",
  ]);
});

describe("init", () => {
  test("a call before it says what to do", async () => {
    const torihiki = await installed.load();
    const names = Object.keys(torihiki).filter(
      (name) => !["Policy", "TorihikiError", "builtIn", "default", "init", "loaded"].includes(name),
    );
    assert.ok(names.length > 0);
    /** @type {(() => unknown)[]} */
    const calls = names.map((name) => () => Reflect.get(torihiki, name)());
    for (const call of [...calls, () => torihiki.Policy.load(new Uint8Array())]) {
      const error = await failureOf(torihiki, call);
      assert.equal(error.code, "not-initialised");
      assert.match(error.problems[0].help, /await init\(\)/);
    }
  });

  test("two calls at once share one load, and a later one does no harm", async () => {
    const { default: init, preview } = await installed.load();
    await Promise.all([init(), init()]);
    const answer = preview(order, options);
    await init();
    assert.deepEqual(preview(order, options), answer);
  });

  const bytes = readFileSync(wasm);
  const sources = {
    bytes,
    "an ArrayBuffer": new Uint8Array(bytes).buffer,
    "a module": new WebAssembly.Module(bytes),
    "a response": new Response(bytes, { headers: { "Content-Type": "application/wasm" } }),
    "a response of a server that does not know WebAssembly": new Response(bytes),
    "a promise of a response": Promise.resolve(new Response(bytes)),
    "a file URL": pathToFileURL(wasm),
    "a URL as text": pathToFileURL(wasm).href,
  };
  for (const [name, source] of Object.entries(sources)) {
    test(`it takes ${name}`, async () => {
      const { default: init, preview } = await installed.load();
      await init(source);
      assert.equal(preview(order, options).actions.length > 0, true);
    });
  }

  const nonsense = {
    "a number": 5,
    "a list": /** @type {number[]} */ ([]),
    "a symbol": Symbol("no"),
    "other bytes": Uint8Array.of(1, 2, 3),
    "another module": Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
    "a page instead of the file": new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } }),
    "a file that is missing": new Response("not found", { status: 404 }),
    "a path that leads nowhere": new URL("file:///nowhere/torihiki_bg.wasm"),
    "text that is no URL": "nowhere",
    // eslint-disable-next-line prefer-promise-reject-errors -- a promise of the caller may fail with anything
    "a promise that fails": Promise.reject(null),
  };
  nonsense["a promise that fails"].catch(() => {});
  for (const [name, source] of Object.entries(nonsense)) {
    test(`after ${name} it can be called again`, async () => {
      const torihiki = await installed.load();
      const error = await failureOf(torihiki, () => torihiki.default(/** @type {InitSource} */ (source)));
      assert.equal(error.code, "wasm-not-loaded");
      await torihiki.default();
      assert.equal(torihiki.preview(order, options).actions.length > 0, true);
    });
  }

  test("where there is no WebAssembly it says so", () => {
    // V8 has no WebAssembly without its compilers.
    const printed = installed.run(
      `
        import init, { TorihikiError } from "torihiki";
        await init().catch((error) => console.log(error instanceof TorihikiError, error.code));
      `,
      ["--jitless", "--no-expose-wasm"],
    );
    assert.equal(printed, "true wasm-unavailable\n");
  });
});

describe("the acceptance cases", async () => {
  const torihiki = await installed.load();
  before(() => torihiki.default());
  for (const { file, case: each } of readCases()) {
    test(`${file}: ${each.name}`, () => {
      const differences = runCase(torihiki, each);
      assert.ok(differences.length === 0, `\n${differences.join("\n")}`);
    });
  }
});

test("TypeScript finds right what is right and wrong what is wrong", () => {
  copyFileSync(join(root, "tests/package/consumer.ts"), join(installed.project, "consumer.ts"));
  const asked =
    'const state: "delivered" | "in-progress" | "revising" | "completed" | "cancelled" = inline.preview({ policy: "coconala", state: "delivered" }).state.given;';
  writeFileSync(
    join(installed.project, "inline.ts"),
    `import * as inline from "torihiki/inline"; ${asked} console.log(state);`,
  );
  writeFileSync(
    join(installed.project, "required.cts"),
    `import inline = require("torihiki/inline"); import torihiki = require("torihiki"); ${asked} torihiki.init().then(() => console.log(state, torihiki.version()));`,
  );
  for (const [module, moduleResolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ]) {
    writeFileSync(
      join(installed.project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          skipLibCheck: false,
          target: "es2022",
          types: [],
          module,
          moduleResolution,
        },
        files: ["consumer.ts", "inline.ts", ...(module === "nodenext" ? ["required.cts"] : [])],
      }),
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    try {
      execFileSync(process.execPath, [tsc, "--project", installed.project], { encoding: "utf8" });
    } catch (error) {
      assert.fail(`${moduleResolution}:\n${error.stdout}`);
    }
  }
});
