// `torihiki/policy` and `Policy.load`: a policy that is brought along, from its text to answers.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as torihiki from "torihiki";
import * as author from "torihiki/policy";
import { runCase } from "../../www/shared/cases.js";
import { askedOf, namesIn } from "../../www/shared/testing.js";
import { root } from "../support/installed.mjs";
import { node, project } from "../support/project.mjs";

/** @import { Mistake } from "torihiki/policy" */

const { Policy, TorihikiError } = torihiki;
await torihiki.init();
await author.init();

const folder = join(root, "tests/cases/brought");
const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
const builtIn = torihiki.policies().map(({ id }) => ({ id, text: read(`src/policies/${id}.toml`) }));
/** Documents that have cases, and the example of the reference. */
const brought = [
  ...readdirSync(folder)
    .filter((name) => name.endsWith(".toml"))
    .map((name) => ({ id: name.replace(".toml", ""), text: read(`tests/cases/brought/${name}`) })),
  { id: "ebay-de", text: /```toml\n([^`]*id {8}= "ebay-de"[^`]*)```/.exec(read("src/policies/README.md"))?.[1] ?? "" },
];

/**
 * Everything that is wrong with a document.
 *
 * @param {() => unknown} make
 * @returns {Mistake[]}
 */
function mistakes(make) {
  try {
    make();
  } catch (error) {
    assert.ok(error instanceof TorihikiError, String(error));
    return error.problems;
  }
  return [];
}

/** @param {string | object} document */
const parsed = (document) => author.Policy.parse(document);

describe("a policy that is brought along", () => {
  test("has the document that it was made of, which makes the same policy again", () => {
    for (const { id, text } of [...builtIn, ...brought]) {
      const made = parsed(text);
      const document = /** @type {Record<string, unknown>} */ (made.document);
      assert.equal(document.id, id);
      for (const again of [parsed(document), parsed(JSON.stringify(document))]) {
        assert.deepEqual(again.document, document, id);
        assert.deepEqual(again.compile(), made.compile(), id);
      }
    }
    const extended = parsed({ format: "torihiki/1", extends: "lancers", id: "ours", languages: ["en"] });
    assert.equal(parsed(extended.document ?? {}).version, extended.version);
    assert.ok(!("extends" in (extended.document ?? {})));
    assert.equal(author.Policy.load(extended.compile()).document, null);
  });

  test("a policy in place of a document, and what is no bytes, are told as that", () => {
    const made = author.Policy.builtIn("lancers");
    const ours = { format: "torihiki/1", id: "ours", languages: ["en"] };
    const loaded = Policy.load(made.compile());
    /** @type {[call: () => unknown, told: RegExp][]} */
    const wrong = [
      [() => parsed(/** @type {any} */ (made)), /^a document is expected here, .* \(pass its `document`\)$/],
      [() => parsed({ ...ours, extends: made }), /^extends: a document is expected here, .* \(pass its `document`\)$/],
      [() => parsed({ ...ours, extends: loaded }), /^extends: .* \(pass the document that it was compiled from\)$/],
      [() => Policy.load(/** @type {any} */ (undefined)), /^a compiled policy is bytes, not undefined/],
      [() => Policy.load(/** @type {any} */ ([])), /^a compiled policy is bytes, not an Array/],
    ];
    for (const [call, message] of wrong) assert.throws(call, { name: "TorihikiError", code: "wrong-type", message });
  });

  for (const { id, text } of brought) {
    test(`${id} answers its cases, as parsed and as compiled and loaded`, () => {
      const made = parsed(text);
      const loaded = Policy.load(made.compile());
      assert.deepEqual([loaded.id, loaded.version], [id, made.version]);
      const { previews } = JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8"));
      assert.ok(previews.length > 0);
      for (const policy of [made, loaded]) {
        const asked = { TorihikiError, ...askedOf(policy), names: namesIn(policy) };
        for (const each of previews) assert.deepEqual(runCase(asked, each), [], each.name);
      }
    });
  }

  test("what is loaded says in every call what was parsed", () => {
    const made = parsed(brought.find(({ id }) => id === "claims").text);
    const loaded = Policy.load(made.compile());
    const order = { state: "claimed", claimedAt: "2026-11-10T09:00:00+09:00" };
    const from = "2026-11-11T09:00:00+09:00";
    const [{ id: action, role }] = made.preview(order, { now: from }).actions;
    /** @param {torihiki.Policy} policy */
    const answers = (policy) => [
      policy.preview(order, { now: from, locale: "en" }),
      policy.timeline(order, { from }),
      policy.apply(order, action, { now: from, role }),
      policy.ways(order, { to: action, now: from }),
      policy.calendar({ ...order, id: 7 }, { from }),
      policy.describe(),
    ];
    assert.deepEqual(answers(loaded), answers(made));
  });

  test("bytes that were transferred are refused with why, as is what nobody may look at", () => {
    const buffer = parsed(brought[0].text).compile().slice().buffer;
    const views = [buffer, new Uint8Array(buffer), new DataView(buffer)];
    structuredClone(buffer, { transfer: [buffer] });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const gone of [...views, proxy]) {
      const [{ code, message }, ...more] = mistakes(() => Policy.load(/** @type {ArrayBuffer} */ (gone)));
      assert.deepEqual([code, more], ["wrong-type", []]);
      assert.match(
        message,
        gone === proxy ? /is bytes, not a Proxy$/ : /are gone: their `ArrayBuffer` was transferred$/,
      );
    }
  });

  test("the documents of the built-in policies are these policies", () => {
    for (const { id, text } of builtIn) {
      const made = parsed(text);
      assert.equal(made.version, torihiki.describe(id).version);
      assert.deepEqual(Policy.load(made.compile()).describe({ locale: "en" }), torihiki.describe(id, { locale: "en" }));
    }
  });

  test("an order may name its policy, and no other", () => {
    const policy = parsed(brought[0].text);
    const [{ id: state }] = policy.describe().states;
    assert.equal(policy.preview({ policy: policy.id, state }).policy.id, policy.id);
    assert.throws(() => policy.preview({ policy: "coconala", state }), { code: "unknown-policy" });
    // Nor does the package know it by its id.
    assert.throws(() => torihiki.preview(JSON.parse(JSON.stringify({ policy: policy.id, state }))), {
      code: "unknown-policy",
    });
  });

  test("an object is checked as a text is, but has no lines", () => {
    const [{ problems }] = [new TorihikiError(mistakes(() => parsed({ format: "torihiki/1", rolls: [] })))];
    const misspelt = problems.find(({ path }) => path === "rolls");
    assert.deepEqual(
      [misspelt.code, misspelt.suggests, Object.hasOwn(misspelt, "line")],
      ["unknown-key", "roles", false],
    );
  });
});

describe("what is wrong with a document", () => {
  test("is told with line and column, all of it, in TOML and in JSON", () => {
    const toml = 'format = "torihiki/1"\nid = 7\nrolls = ["buyer"]\n';
    const places = mistakes(() => parsed(toml)).map(({ path, line, column, endColumn }) => [
      path,
      line,
      column,
      endColumn,
    ]);
    assert.deepEqual(places.filter(([path]) => path === "id" || path === "rolls").sort(), [
      ["id", 2, 6, 7],
      ["rolls", 3, 1, 6],
    ]);
    const json = '{\n  "format": "torihiki/1",\n  // ours\n  "id": 7\n}';
    const [first] = mistakes(() => parsed(json)).filter(({ path }) => path === "id");
    assert.deepEqual([first.line, first.column, first.endLine, first.endColumn], [4, 9, 4, 10]);
    assert.equal(mistakes(() => parsed("format = ")).at(0)?.code, "invalid-syntax");
  });

  test("a syntax that is named counts", () => {
    assert.match(mistakes(() => author.Policy.parse("{}", { syntax: "toml" }))[0].message, /./);
    assert.equal(mistakes(() => author.Policy.parse("{}", { syntax: "toml" }))[0].code, "invalid-syntax");
    assert.equal(mistakes(() => author.Policy.parse("{}", { syntax: "json" }))[0].code, "missing-key");
    for (const options of [{ syntax: "yaml" }, { syntx: "json" }, "json"]) {
      const told = mistakes(() => author.Policy.parse("{}", JSON.parse(JSON.stringify(options))));
      assert.deepEqual(
        told.map(({ code }) => code),
        ["unknown-option"],
      );
    }
  });

  test("hostile documents are refused, each with a reason", () => {
    /** @type {Record<string, unknown>} */
    const cyclic = { format: "torihiki/1" };
    cyclic.self = cyclic;
    const throwing = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("no");
        },
      },
    );
    /** @type {unknown} */
    let deep = 1;
    for (let depth = 0; depth < 10_000; depth += 1) deep = [deep];
    const wide = { format: "torihiki/1", roles: Array.from({ length: 100_000 }, () => "buyer") };
    for (const document of [
      cyclic,
      throwing,
      { deep },
      wide,
      [],
      7,
      null,
      undefined,
      () => {},
      Symbol("x"),
      new Map(),
    ]) {
      const told = mistakes(() => parsed(/** @type {object} */ (document)));
      assert.ok(told.length > 0);
      for (const { message } of told) assert.ok(message.length > 0 && message.length < 1_000);
    }
    for (const text of ["", "\0", "[".repeat(500_000), "{".repeat(500_000), `"${"x".repeat(999_000)}"`, "\ud800"]) {
      assert.ok(mistakes(() => parsed(text)).length > 0);
    }
    assert.equal(mistakes(() => parsed("#".repeat(1_000_001)))[0].code, "too-large");
  });
});

describe("what is loaded", () => {
  test("that is no compiled policy says what it is", () => {
    const whole = parsed(brought[0].text).compile();
    const buffer = whole.buffer;
    assert.equal(Policy.load(buffer).id, brought[0].id);
    assert.equal(Policy.load(new DataView(buffer)).id, brought[0].id);
    const code = (/** @type {unknown} */ given) =>
      mistakes(() => Policy.load(/** @type {ArrayBuffer} */ (given)))[0].code;
    assert.equal(code(whole.subarray(0, 100)), "damaged");
    assert.equal(code(new TextEncoder().encode("<!doctype html>")), "unknown-format");
    assert.equal(code(new Uint8Array()), "unknown-format");
    for (const given of ["text", null, undefined, 7, {}, [1, 2]]) assert.equal(code(given), "wrong-type");
    assert.throws(() => Reflect.construct(Policy, [{}]), TypeError);
  });

  test("with the id of a built-in policy is that policy or none", () => {
    const changed = builtIn[0].text.replace(/label = \{[^}]*\}/, 'label = { ja = "別", en = "Another" }');
    assert.notEqual(changed, builtIn[0].text);
    assert.equal(mistakes(() => parsed(changed))[0].code, "reserved-name");
  });

  // What is known of texts goes by where they lie in memory, and another policy may come to lie there.
  test("and is no more used leaves no text behind for another one", async () => {
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc");
    const text = brought.find(({ id }) => id === "asking").text;
    const [label] = parsed(text)
      .describe({ locale: "en" })
      .actions.map((action) => action.label);
    assert.ok(text.includes(`"${label}"`));
    for (let round = 0; round < 40; round += 1) {
      const other = `${label.slice(0, -2)}${String(round).padStart(2, "0")}`;
      const compiled = parsed(text.replaceAll(`"${label}"`, `"${other}"`)).compile();
      assert.equal(Policy.load(compiled).describe({ locale: "en" }).actions[0].label, other);
      gc();
      // What is to be done once something was collected is done in a later turn.
      await later(0);
    }
  });
});

test("before it is loaded, the author's half says so", () => {
  const source = `
    import { Policy } from "torihiki/policy";
    import { TorihikiError } from "torihiki";
    try {
      Policy.parse("{}");
    } catch (error) {
      console.log(error instanceof TorihikiError, error.code);
    }
  `;
  assert.equal(node(project({ "main.mjs": source }), "main.mjs"), "true not-initialised\n");
});

test("CommonJS has it too", () => {
  const source = `
    const { Policy, init } = require("torihiki/policy");
    const torihiki = require("torihiki");
    Promise.all([init(), torihiki.init()]).then(() => {
      const compiled = Policy.parse(${JSON.stringify(brought[0].text)}).compile();
      console.log(torihiki.Policy.load(compiled).id);
    });
  `;
  assert.equal(node(project({ "main.cjs": source }, { type: "commonjs" }), "main.cjs"), `${brought[0].id}\n`);
});
