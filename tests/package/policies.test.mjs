// Engine and policies apart: what `init` brings, and what orders can name then.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, describe, test } from "node:test";
import { install, root } from "../support/installed.mjs";

/** @import { InitOptions, Policy, TorihikiError } from "torihiki" */

const installed = install();
after(() => installed.remove());
const pkg = join(installed.project, "node_modules/torihiki/pkg");

/** @param {string} name */
const module = (name) => import(pathToFileURL(join(pkg, name)).href);
/** @type {typeof import("torihiki/policies")} */
const compiled = await module("policies.js");
/** @type {typeof import("torihiki/policy")} */
const author = await module("policy-node.js");
await author.init();

const all = ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"];

/** The smallest policy there is, in one of its versions. */
const shop = (label = "A shop") =>
  author.Policy.parse(
    /** @type {object} */ ({
      format: "torihiki/1",
      id: "shop",
      languages: ["en"],
      utcOffset: "+09:00",
      label,
      roles: ["buyer"],
      roleLabels: { buyer: "Buyer" },
      states: { open: { label: "Open" } },
      actions: { look: { verb: "other", roles: ["buyer"], from: ["open"], label: "Look" } },
    }),
  );

/**
 * What a call rejects with.
 *
 * @param {Promise<unknown>} call
 * @returns {Promise<TorihikiError>}
 */
const failureOf = (call) =>
  call.then(
    () => assert.fail("it should have failed"),
    (error) => error,
  );

test("the WebAssembly holds no policy", () => {
  const bytes = readFileSync(join(pkg, "torihiki_bg.wasm"));
  for (const text of ["coconala.jp", "正式な納品", "reviewWindow", "crowdworks.jp"]) {
    assert.equal(bytes.indexOf(text), -1, `it has \`${text}\``);
  }
});

test("the built-in policies are what anybody compiles of their documents", () => {
  for (const [index, id] of all.entries()) {
    const document = readFileSync(join(root, `src/policies/${id}.toml`), "utf8");
    assert.deepEqual(compiled.all[index], author.Policy.parse(document).compile(), id);
  }
});

test("what CommonJS requires is the same", () => {
  const source = `
    const { all } = require("torihiki/policies");
    const qoo10 = require("torihiki/policies/qoo10");
    const { init, policies } = require("torihiki");
    init({ policies: [qoo10, all[0]] }).then(() => console.log(policies().map(({ id }) => id).join()));
  `;
  const file = join(installed.project, "policies.cjs");
  writeFileSync(file, source);
  assert.equal(execFileSync(process.execPath, [file], { encoding: "utf8" }), "coconala,qoo10\n");
});

describe("init", () => {
  /** @param {Awaited<ReturnType<typeof installed.load>>} torihiki */
  const named = (torihiki) => torihiki.policies().map(({ id }) => id);

  test("with nothing passed, all built-in policies are there", async () => {
    const torihiki = await installed.load();
    assert.deepEqual(torihiki.builtIn, all);
    await torihiki.init({ policies: [] });
    const { problems } = await failureOf(Promise.resolve().then(() => torihiki.preview(/** @type {any} */ ({}))));
    assert.equal(problems[0].help, `one of ${all.map((id) => `\`${id}\``).join(", ")}`, "the engine knows the same");
    await torihiki.init();
    assert.deepEqual(named(torihiki), all);
    assert.equal(torihiki.describe().length, all.length);
  });

  test("it brings those that are listed, and no other one", async () => {
    const torihiki = await installed.load();
    await torihiki.init({ policies: [] });
    assert.deepEqual(named(torihiki), []);
    await torihiki.init({ policies: ["qoo10"] });
    assert.deepEqual(named(torihiki), ["qoo10"]);
    const order = /** @type {const} */ ({ policy: "coconala", state: "delivered" });
    assert.throws(
      () => torihiki.preview(order),
      (/** @type {TorihikiError} */ { problems }) => {
        const message = "the policy `coconala` is not loaded";
        const help = 'load it with `init({ policies: ["coconala"] })`';
        assert.deepEqual(problems, [{ code: "policy-not-loaded", path: "policy", message, help, suggests: null }]);
        return true;
      },
    );
    await torihiki.init({ policies: ["coconala"] });
    assert.equal(torihiki.preview(order).policy.id, "coconala");
    assert.deepEqual(named(torihiki), ["coconala", "qoo10"], "in their own order");
  });

  test("it takes a compiled policy in whatever form one has it", async () => {
    const { qoo10 } = compiled;
    const forms = {
      "its bytes": qoo10,
      "an ArrayBuffer": qoo10.buffer.slice(qoo10.byteOffset, qoo10.byteOffset + qoo10.byteLength),
      "a promise": Promise.resolve(qoo10),
      "a module": module("policies/qoo10.js"),
      "the policy of its author": author.Policy.load(qoo10),
    };
    for (const [name, form] of Object.entries(forms)) {
      const torihiki = await installed.load();
      await torihiki.init({ policies: [form] });
      assert.deepEqual(named(torihiki), ["qoo10"], name);
    }
    const torihiki = await installed.load();
    await torihiki.init({ policies: [] });
    await torihiki.init({ policies: [torihiki.Policy.load(qoo10)] });
    assert.deepEqual(named(torihiki), ["qoo10"], "a policy of the engine itself");
  });

  test("orders can name a policy of one's own, and a newer version takes its place", async () => {
    const torihiki = await installed.load();
    const [old, later] = [shop(), shop("Another shop")];
    const order = /** @type {any} */ ({ policy: "shop", state: "open" });
    for (const policy of [old, later, old]) {
      await torihiki.init({ policies: [policy] });
      assert.equal(torihiki.preview(order).policy.version, policy.version);
      assert.equal(torihiki.describe(/** @type {any} */ ("shop")).label, policy === later ? "Another shop" : "A shop");
    }
    await torihiki.init({ policies: ["lancers", shop("Once more")] });
    assert.deepEqual(named(torihiki), ["lancers", "shop"], "the built-in ones stand first");
  });

  test("of several own policies the last one with an id counts, whichever comes first", async () => {
    const torihiki = await installed.load();
    /** @type {(policy: Policy) => void} */
    let come = () => {};
    const slow = new Promise((resolve) => (come = resolve));
    const done = torihiki.init({ policies: [slow, shop("The last")] });
    await new Promise((resolve) => setImmediate(resolve));
    come(shop("The first"));
    await done;
    assert.equal(torihiki.describe(/** @type {any} */ ("shop")).label, "The last");
  });

  test("an id may be promised, and stands in no other's way", async () => {
    const torihiki = await installed.load();
    /** @type {(id: "lancers") => void} */
    let come = () => {};
    const slow = new Promise((resolve) => (come = resolve));
    const both = Promise.all([
      torihiki.init({ policies: [slow, shop(), "qoo10"] }),
      torihiki.init({ policies: ["qoo10", compiled.lancers] }),
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    come("lancers");
    await both;
    assert.deepEqual(named(torihiki), ["qoo10", "lancers", "shop"]);
  });

  test("a call that asks for the engine alone waits for what was asked for before", async () => {
    const torihiki = await installed.load();
    void torihiki.init({ policies: [shop()] });
    await torihiki.init({ policies: [] });
    assert.deepEqual(named(torihiki), ["shop"]);
  });

  test("everything that is wrong with a list is told, and the rest of it is there", async () => {
    const torihiki = await installed.load();
    const cut = compiled.lancers.slice(0, -1);
    const policies = /** @type {any} */ (["ebay", "qoo10", 5, Uint8Array.of(1, 2), cut, null]);
    const error = await failureOf(torihiki.init({ policies }));
    assert.ok(error instanceof torihiki.TorihikiError);
    assert.deepEqual(
      error.problems.map(({ code, path }) => `${code} ${path}`),
      [
        "unknown-policy policies[0]",
        "wrong-type policies[2]",
        "unknown-format policies[3]",
        "damaged policies[4]",
        "wrong-type policies[5]",
      ],
    );
    assert.match(error.problems[0].help, /one of `coconala`, .*npx torihiki build/);
    assert.deepEqual(named(torihiki), ["qoo10"]);
  });

  /** @type {Record<string, [options: object, expected: string]>} */
  const wrong = {
    "an unknown option": [{ polices: [] }, "unknown-option polices"],
    "policies that are no list": [{ policies: "coconala" }, "wrong-type policies"],
    "one compiled policy that is no list": [{ policies: compiled.qoo10 }, "wrong-type policies"],
  };
  for (const [name, [options, expected]] of Object.entries(wrong)) {
    test(`${name} is told`, async () => {
      const torihiki = await installed.load();
      const { problems } = await failureOf(torihiki.init(/** @type {InitOptions} */ (options)));
      assert.deepEqual(
        problems.map(({ code, path }) => `${code} ${path}`),
        [expected],
      );
    });
  }

  test("what a caller's promise rejects with is thrown as it is", async () => {
    const torihiki = await installed.load();
    const reason = new Error("no network");
    assert.equal(await failureOf(torihiki.init({ policies: [Promise.reject(reason)] })), reason);
  });
});
