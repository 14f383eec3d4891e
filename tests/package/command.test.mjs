// `npx torihiki`, from the packed tarball: what it says, what it writes, and how it ends.
//
// The file is a long one, because each command has its group here, and what they share is the policy that they change;
// those with files of their own are `docs`, `cases` and `import`.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse as parseToml } from "smol-toml";
import { Policy, builtIn, init } from "torihiki";
import { tomlOf } from "../../www/cli/toml.js";
import { firstPolicy } from "../../www/shared/first-policy.js";
import { folder, installed, run } from "../support/command.mjs";
import { root } from "../support/installed.mjs";
import { STRICT, node, project } from "../support/project.mjs";

/**
 * The first policy with something in it replaced.
 *
 * @param {string} from
 * @param {string} to
 */
function changed(from, to) {
  const text = firstPolicy("shop");
  assert.ok(text.includes(from), from);
  return text.replace(from, () => to);
}

describe("new", () => {
  test("writes a policy that passes, with cases that hold and see all of it", async () => {
    const at = folder();
    const made = run(at, ["new", "our-shop"]);
    assert.deepEqual([made.status, made.stderr], [0, ""]);
    assert.match(made.stdout, /^our-shop\.toml\nour-shop\.test\.json\n\nNext: torihiki test our-shop\.toml\n$/);
    assert.deepEqual(run(at, ["check", "our-shop.toml"]), {
      status: 0,
      stdout: "our-shop.toml: ok, `our-shop` with 4 states, 3 actions, 1 transition, 2 facts\n",
      stderr: "",
    });
    assert.deepEqual(run(at, ["test", "--threshold", "100", "our-shop.toml"]), {
      status: 0,
      stdout: "our-shop.toml: 8 cases, all hold\n  seen: 22 of 22 (100.0 %)\n",
      stderr: "",
    });
    const built = run(at, ["build", "our-shop.toml"]);
    assert.match(built.stdout, /^our-shop\.policy: \d\.\d kB, \d\.\d kB gzipped\n$/);
    await init();
    const policy = Policy.load(readFileSync(join(at, "our-shop.policy")));
    const paidAt = "2026-11-10T09:00:00+09:00";
    const { actions } = policy.preview({ state: "paid", paidAt }, { now: "2026-11-13T09:00:00+09:00", role: "buyer" });
    assert.equal(actions.find(({ id }) => id === "cancel").verdict, "allowed");
  });

  test("tells editors the schema in the first line: of the package that is installed, or of this version", () => {
    const first = (/** @type {string} */ path) => readFileSync(path, "utf8").split("\n", 1)[0];
    const beside = folder();
    assert.equal(run(beside, ["new", "shop"]).status, 0);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const published = `https://cdn.jsdelivr.net/npm/torihiki@${version}/pkg/policy.schema.json`;
    assert.equal(first(join(beside, "shop.toml")), `#:schema ${published}`);

    const { project } = installed;
    assert.equal(run(project, ["new", "shop"]).status, 0);
    assert.equal(run(project, ["new", "--dir", "rules/ours", "shop"]).status, 0);
    for (const [folder, way] of [
      [".", "./node_modules"],
      ["rules/ours", "../../node_modules"],
    ]) {
      const [, path] = /^#:schema (.*)$/.exec(first(join(project, folder, "shop.toml"))) ?? [];
      assert.equal(path, `${way}/torihiki/pkg/policy.schema.json`);
      assert.equal(JSON.parse(readFileSync(join(project, folder, path), "utf8")).title, "A policy of torihiki");
    }
  });

  test("takes an id of sixty letters, and none that is longer", () => {
    const at = folder();
    const id = "a".repeat(60);
    assert.equal(run(at, ["new", id]).status, 0);
    assert.equal(run(at, ["check", `${id}.toml`]).status, 0);
    const { status, stderr } = run(at, ["new", `${id}a`]);
    assert.deepEqual(
      [status, stderr],
      [2, `torihiki: \`${id}a\` is no id: it has at most 60 letters, and this one 61\n`],
    );
    assert.ok(!existsSync(join(at, `${id}a.toml`)));
  });

  test("overwrites nothing, and takes no other name than an id", () => {
    const at = folder();
    writeFileSync(join(at, "shop.test.json"), "mine");
    assert.deepEqual(run(at, ["new", "shop"]), {
      status: 2,
      stdout: "",
      stderr: "torihiki: shop.test.json is there already\n",
    });
    assert.equal(readFileSync(join(at, "shop.test.json"), "utf8"), "mine");
    assert.ok(!existsSync(join(at, "shop.toml")));
    for (const id of ["../shop", "Shop", "a b", ""]) assert.equal(run(at, ["new", id]).status, 2, id);
    assert.equal(run(at, ["new"]).status, 2);
    assert.equal(run(at, ["new", "--dir", "rules/ours", "shop"]).status, 0);
    assert.ok(existsSync(join(at, "rules/ours/shop.toml")));
  });
});

describe("check", () => {
  test("underlines what is wrong in its line, in the order of the lines", () => {
    const at = folder();
    const text = changed("now < sentAt + returnTime", "now < sendAt + returnTime").replace(
      'kind     = "refund"',
      'kind     = "rfund"',
    );
    writeFileSync(join(at, "shop.toml"), text);
    const { status, stdout } = run(at, ["check", "shop.toml"]);
    const line = (/** @type {string} */ part) => text.split("\n").findIndex((one) => one.includes(part)) + 1;
    const [first, second] = [line("rfund"), line("sendAt")];
    assert.equal(status, 1);
    assert.equal(
      stdout,
      `shop.toml:${first}:12 unknown-name at actions.cancel.effects[0].kind
${first} | kind     = "rfund"
   |            ^^^^^^^
   = \`rfund\` has no meaning here
   = did you mean \`refund\`?

shop.toml:${second}:19 invalid-condition at actions.send-back.requires[0].that:1:7
${second} | that     = "now < sendAt + returnTime"
    |                   ^^^^^^
    = \`sendAt\` is no fact, no parameter and no value
    = did you mean \`sentAt\`?

2 problems in 1 file
`,
    );
  });

  test("marks what stands behind letters of Japanese, which are twice as wide", () => {
    const at = folder();
    const text = changed('ja = "キャンセルする", en = "Cancel"', 'ja = "キャンセルする", en = 7');
    writeFileSync(join(at, "shop.toml"), text);
    const { stdout } = run(at, ["check", "shop.toml"]);
    const [source, mark] = stdout.split("\n").slice(1, 3);
    const wide = (/** @type {string} */ part) =>
      [...part].reduce((sum, sign) => sum + (/[\u3040-\u30ff\u4e00-\u9fff]/.test(sign) ? 2 : 1), 0);
    assert.equal(mark.indexOf("^"), wide(source.slice(0, source.indexOf("7"))));
  });

  test("reads JSON and what is piped in, and tells machines all of it", () => {
    const at = folder();
    writeFileSync(join(at, "shop.json"), '{\n  "format": "torihiki/1",\n  "id": 7\n}\n');
    const { status, stdout } = run(at, ["check", "--json", "shop.json", "-"], { input: firstPolicy("shop") });
    assert.equal(status, 1);
    const [wrong, right] = JSON.parse(stdout).files;
    const problem = wrong.problems.find((/** @type {{ path: string }} */ { path }) => path === "id");
    assert.deepEqual(
      [wrong.file, wrong.id, problem.code, problem.line, problem.column, problem.endLine, problem.endColumn],
      ["shop.json", null, "wrong-type", 3, 9, 3, 10],
    );
    assert.deepEqual([right.file, right.id, right.problems], ["-", "shop", []]);
  });

  test("tells what is seldom meant below what is right, and does not fail for it", () => {
    const at = folder();
    const cancelled = /^\[states\.cancelled\]\n.*\n/m;
    const text = firstPolicy("shop").replace(/(\[states\.cancelled\]\n.*\n.*\n)final = true\n/, "$1");
    assert.match(text, cancelled);
    writeFileSync(join(at, "shop.toml"), text);
    const { status, stdout } = run(at, ["check", "shop.toml"]);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^shop\.toml: ok, /);
    const line = text.slice(0, text.search(cancelled)).split("\n").length;
    const marked = `shop.toml:${line}:9 dead-end at states.cancelled\n${line} | [states.cancelled]\n`;
    assert.ok(stdout.includes(`\n\n${marked}`), stdout);
    assert.match(stdout, /\n1 notice, and nothing is wrong with that\n$/);
    const [told] = JSON.parse(run(at, ["check", "--json", "shop.toml"]).stdout).files;
    assert.deepEqual([told.problems, told.notices.length], [[], 1]);
    const { code, path, line: at1, endColumn, suggests } = told.notices[0];
    assert.deepEqual([code, path, at1, endColumn, suggests], ["dead-end", "states.cancelled", line, 18, null]);
    writeFileSync(join(at, "fine.toml"), firstPolicy("shop"));
    assert.equal(run(at, ["check", "fine.toml"]).stdout.split("\n").length, 2);
  });

  test("has colours where they are forced, and else none where nobody sees them", () => {
    const at = folder();
    writeFileSync(join(at, "shop.toml"), "format = 7\n");
    const { stdout } = run(at, ["check", "shop.toml"]);
    assert.ok(!stdout.includes("\u001b"));
    const coloured = run(at, ["check", "shop.toml"], { env: { FORCE_COLOR: "1" } }).stdout;
    assert.ok(coloured.includes("\u001b[31m"));
    // eslint-disable-next-line no-control-regex -- it is what colours are made of
    assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), stdout);
  });
});

describe("build", () => {
  test("writes where it is told to, the same bytes each time, and nothing where something is wrong", () => {
    const at = folder();
    writeFileSync(join(at, "shop.toml"), firstPolicy("shop"));
    writeFileSync(join(at, "other.toml"), firstPolicy("other"));
    writeFileSync(join(at, "bad.toml"), "format = 7\n");
    assert.equal(run(at, ["build", "--out", "dist/", "shop.toml", "other.toml"]).status, 0);
    assert.equal(run(at, ["build", "-o", "again.policy", "shop.toml"]).status, 0);
    assert.deepEqual(readFileSync(join(at, "again.policy")), readFileSync(join(at, "dist/shop.policy")));
    assert.match(run(at, ["build", "-o", "dist", "other.toml"]).stdout, /^dist\/other\.policy: /);
    assert.equal(run(at, ["build", "shop.toml", "bad.toml"]).status, 1);
    assert.ok(!existsSync(join(at, "shop.policy")));
    const blocked = run(at, ["build", "-o", "shop.toml/x.policy", "shop.toml"]);
    assert.equal(blocked.status, 2);
    assert.match(blocked.stderr, /^torihiki: cannot write shop\.toml\/x\.policy: /);
  });
});

test("the bytes of one policy are written to the output where that is asked for", () => {
  const at = folder();
  writeFileSync(join(at, "a.toml"), firstPolicy("a"));
  writeFileSync(join(at, "b.toml"), firstPolicy("b"));
  assert.equal(run(at, ["build", "a.toml"]).status, 0);
  const { status, stdout } = run(at, ["build", "-o", "-", "a.toml"]);
  assert.equal(status, 0);
  assert.equal(stdout, readFileSync(join(at, "a.policy"), "utf8"));
  assert.ok(!existsSync(join(at, "-")));
  assert.equal(run(at, ["build", "-o", "-", "a.toml", "b.toml"]).status, 2);
});

describe("document", () => {
  test("shows the whole of a policy that extends another, as the same policy in the same version", () => {
    const at = folder();
    writeFileSync(
      join(at, "ours.toml"),
      'format = "torihiki/1"\nextends = "lancers"\nid = "ours"\nlanguages = ["en"]\nlabel = "Ours"\n',
    );
    writeFileSync(join(at, "bad.toml"), "format = 7\n");
    const version = (/** @type {string} */ file) =>
      JSON.parse(run(at, ["check", "--json", file]).stdout).files[0].version;
    const shown = run(at, ["document", "ours.toml"]);
    assert.deepEqual([shown.status, shown.stderr], [0, ""]);
    assert.match(shown.stdout, /^format +=/);
    assert.match(shown.stdout, /^\[\[actions\.[a-z-]+\.requires\]\]$/m);
    assert.doesNotMatch(shown.stdout, /^(?:extends|remove)\b/m);
    for (const [file, options] of /** @type {const} */ ([
      ["whole.toml", []],
      ["whole.json", ["--json"]],
    ])) {
      const written = { status: 0, stdout: `${file}\n`, stderr: "" };
      assert.deepEqual(run(at, ["document", ...options, "--out", file, "ours.toml"]), written);
      assert.equal(version(file), version("ours.toml"), file);
    }
    assert.equal(readFileSync(join(at, "whole.toml"), "utf8"), shown.stdout);
    assert.equal(run(at, ["document", "bad.toml"]).status, 1);
  });

  test("is TOML that says what the document says, in its order", () => {
    const read = (/** @type {string} */ id) => readFileSync(join(root, `src/policies/${id}.toml`), "utf8");
    const whole = (/** @type {string} */ text) => JSON.parse(JSON.stringify(parseToml(text)));
    for (const document of [firstPolicy("shop"), ...builtIn.map(read)].map(whole)) {
      const again = whole(tomlOf(document, Object.keys(document.editions ?? {})));
      assert.deepEqual(again, document);
      for (const name of ["states", "facts", "params", "actions"]) {
        assert.deepEqual(Object.keys(again[name] ?? {}), Object.keys(document[name] ?? {}), `${document.id}: ${name}`);
      }
    }
    /** @type {any} */
    const odd = {
      label: { ja: 'いろは "に" \\', en: "\u007f" },
      note: "one\ntwo ''' three\n",
      quoted: 'a\n"',
      empty: {},
      none: [],
      facts: { a: { type: "int", default: null, note: null }, b: { type: ["x", "y"], label: "x".repeat(100) } },
      editions: { guide: { label: "Guide" }, 2026: { label: "2026", default: true } },
      transitions: [{ rule: "a", effects: [{ rule: "b", any: [{ rule: "c" }, { rule: "d" }] }] }],
    };
    const text = tomlOf(odd, ["guide", "2026"]);
    assert.deepEqual(whole(text), { ...odd, facts: { ...odd.facts, a: { type: "int", default: "none" } } });
    assert.match(text, /\[editions\.guide\][^]*\[editions\.2026\]/);
  });
});

describe("test", () => {
  /**
   * @param {string} at
   * @param {unknown} cases
   */
  const put = (at, cases) => {
    writeFileSync(join(at, "shop.toml"), firstPolicy("shop"));
    writeFileSync(join(at, "shop.test.json"), typeof cases === "string" ? cases : JSON.stringify(cases));
  };
  const order = { state: "paid", paidAt: "2026-11-10T09:00:00+09:00" };
  const now = "2026-11-13T09:00:00+09:00";

  test("says what differs, and what nothing has tried", () => {
    const at = folder();
    put(at, [
      { name: "it can be cancelled", order, now, expect: { actions: { cancel: { verdict: "denied" } } } },
      { name: 'it is <sent> & "gone"', order, now, expect: { state: "sent", colour: "red" } },
      {
        name: "what is wrong is told",
        order: { state: "payed" },
        expectErrors: [{ code: "unknown-state", path: "state", suggests: "paid" }],
      },
    ]);
    const { status, stdout } = run(at, ["test", "--junit", "out/results.xml", "shop.toml"]);
    assert.equal(status, 1);
    assert.match(stdout, /✗ it can be cancelled\n {4}cancel: verdict is "allowed", expected "denied"\n/);
    assert.match(
      stdout,
      /✗ it is <sent> & "gone"\n {4}state\.effective is "paid", expected "sent"\n {4}the case expects `colour`/,
    );
    assert.match(stdout, /shop\.toml: 3 cases, 2 do not hold\n {2}seen: 4 of \d+ \(\d+\.\d %\), untried:\n/);
    assert.match(stdout, /shop\.send-back\.in-time +not satisfied, violated\n/);
    assert.match(stdout, /shop\.cancel\.late +not violated, unknown/);
    const xml = readFileSync(join(at, "out/results.xml"), "utf8");
    assert.match(xml, /<testsuite name="shop\.toml" tests="3" failures="2" errors="0" skipped="0">/);
    assert.match(xml, /name="it is &#60;sent&#62; &#38; &#34;gone&#34;"/);
    assert.equal(xml.match(/<testcase /g)?.length, 3);
  });

  test("says of each case that compares nothing why it does not", () => {
    const at = folder();
    const expect = { state: "paid" };
    const due = "2026-11-13T00:00:00";
    /** @type {Record<string, object>} */
    const slips = {
      "a key is misspelt": { expects: expect },
      "both stand there": { expect, expectErrors: [] },
      "nothing is expected": { expect: {} },
      "no instant is given": { expect, now: undefined },
      "the order is none": { order: { state: "payed" }, expect },
      // It would be another instant on each machine.
      "an instant has no offset": { expect: { duties: { "shop.send": { due } } } },
    };
    put(
      at,
      Object.entries(slips).map(([name, each]) => ({ name, order, now, ...each })),
    );
    const { status, stdout } = run(at, ["test", "--json", "shop.toml"]);
    assert.equal(status, 1);
    /** @type {{ name: string, differences: string[] }[]} */
    const told = JSON.parse(stdout).policies[0].cases;
    const offset = told.pop();
    assert.match(offset?.differences[0] ?? "", new RegExp(`^shop.send: due is ".*Z", expected "${due}"$`));
    assert.deepEqual(
      told.map(({ differences }) => differences),
      [
        [
          "a case has no `expects`; it has name, order, role, now, locale, editions, with, expect, expectErrors",
          "`expect` or `expectErrors` is missing",
        ],
        ["`expect` and `expectErrors` exclude each other"],
        ["nothing is expected; write under `expect` what the answer has to say"],
        ["`now` is missing: the instant of the question, like `2026-11-10T09:00:00+09:00`"],
        ["no answer, but unknown-state at `state`: `payed` is no state of `shop` (did you mean `paid`?)"],
      ],
    );
  });

  test("lets no name that there is not hold where nothing is expected of it", () => {
    const at = folder();
    const item = { rule: "shop.send", at: now, to: "paid", frm: "x" };
    /** @type {[expect: object, told: RegExp][]} */
    const slips = [
      [
        { actions: { cancle: null } },
        /^`cancle` in actions is not an action of the policy; there are: send, cancel, send-back$/,
      ],
      [
        { actions: { cancel: { noEffects: ["shop.cancel.fees"] } } },
        /^`shop\.cancel\.fees` in actions\.cancel\.noEffects is not an effect of the action; there are: /,
      ],
      [{ noDuties: ["shop.sends"] }, /^`shop\.sends` in noDuties is not a duty of the policy; there are: shop\.send$/],
      [
        { noIfNobodyActsEffects: ["shop.end"] },
        /^`shop\.end` in noIfNobodyActsEffects is not an effect of what happens/,
      ],
      [{ editions: { terms: null } }, /^`terms` in editions is not an edition of the policy; there are: none$/],
      [
        { actions: { cancel: { editions: { terms: null } } } },
        /^`terms` in actions\.cancel\.editions is not an edition/,
      ],
      [{ actions: { cancel: { agrees: { terms: null } } } }, /^`terms` in actions\.cancel\.agrees is not an edition/],
      [
        { ifNobodyActs: [item] },
        /^the case expects `frm` in ifNobodyActs\[0\], .*; there can be rule, at, to, certainty$/,
      ],
      [{ happened: [item] }, /^the case expects `frm` in happened\[0\]/],
    ];
    const errors = { order: { state: "payed" }, expectErrors: [{ kode: "unknown-state", path: "state" }] };
    put(at, [
      ...slips.map(([expect], index) => ({ name: String(index), order, now, expect })),
      { name: "a problem", ...errors },
    ]);
    const { status, stdout } = run(at, ["test", "--json", "shop.toml"]);
    assert.equal(status, 1);
    /** @type {{ differences: string[] }[]} */
    const told = JSON.parse(stdout).policies[0].cases;
    const all = [
      ...slips.map(([, slip]) => slip),
      /^the case expects `kode` in expectErrors\[0\], .*code, path, suggests$/,
    ];
    for (const [index, slip] of all.entries()) {
      assert.equal(told[index].differences.length, 1, String(slip));
      assert.match(told[index].differences[0], slip);
    }
    // What another edition has is a name of the policy.
    /** @type {import("../../www/shared/cases.js").Expected} */
    const expect = { actions: { "report-problem": null }, noDuties: ["coconala.answer-cancel-request"] };
    const elsewhere = { name: "a", order: { state: "delivered", edition: "guide" }, now, role: "buyer", expect };
    writeFileSync(join(at, "elsewhere.json"), JSON.stringify([elsewhere]));
    const held = run(at, ["test", "--cases", "elsewhere.json", "coconala"]);
    assert.equal(held.status, 0, held.stdout);
  });

  test("tries what is supplied with an action, and counts what that comes to", () => {
    const at = folder();
    writeFileSync(join(at, "a.toml"), readFileSync(join(root, "tests/cases/broken/base.toml"), "utf8"));
    const dueAt = "2026-12-01T09:00:00+09:00";
    const asked = { order: { state: "working", dueAt }, now: "2026-11-30T09:00:00+09:00" };
    const later = "made-to-order.extend.later";
    const expect = (/** @type {object} */ extend) => ({ expect: { actions: { extend } } });
    const cases = [
      { with: { extend: { newDueAt: "2026-12-01T09:00:00.001+09:00" } }, ...expect({ verdict: "allowed" }) },
      { with: { extend: { newDueAt: dueAt } }, ...expect({ verdict: "denied", violated: [later] }) },
      { with: { extent: { newDueAt: dueAt } }, ...expect({ verdict: "unknown" }) },
      { with: { extend: { dueAt } }, ...expect({ verdict: "unknown" }) },
    ];
    writeFileSync(join(at, "a.test.json"), JSON.stringify(cases.map((each) => ({ name: "a", ...asked, ...each }))));
    const { status, stdout } = run(at, ["test", "--json", "a.toml"]);
    assert.equal(status, 1);
    const [{ cases: told, coverage }] = JSON.parse(stdout).policies;
    const [allowed, denied, noAction, noArgument] = told.map(
      (/** @type {{ differences: string[] }} */ { differences }) => differences.join("\n"),
    );
    assert.deepEqual([allowed, denied], ["", ""]);
    assert.match(noAction, /^the action extent is missing; there are: /);
    assert.match(
      noArgument,
      /^no answer, but unknown-argument at `with\.dueAt`: .*\nno answer, but missing-argument at `with\.newDueAt`: /,
    );
    const seen = coverage.rules.find((/** @type {{ rule: string }} */ { rule }) => rule === later);
    assert.deepEqual(seen.seen, ["satisfied", "violated", "unknown"]);
  });

  test("names the role where an action is that of several", () => {
    const at = folder();
    writeFileSync(
      join(at, "claims.toml"),
      changed('roles = ["buyer"]', 'roles = ["buyer", "seller"]').replace('id        = "shop"', 'id        = "claims"'),
    );
    const cancel = { verdict: "unknown" };
    writeFileSync(
      join(at, "claims.test.json"),
      JSON.stringify([{ name: "a", order, now, expect: { actions: { cancel } } }]),
    );
    const { stdout } = run(at, ["test", "claims.toml"]);
    assert.match(stdout, /cancel by buyer: verdict is .*\n {4}cancel by seller: verdict is /);
  });

  test("fails below a threshold, and tells machines what was seen", () => {
    const at = folder();
    put(at, [{ name: "it can be cancelled", order, now, expect: { state: "paid" } }]);
    assert.equal(run(at, ["test", "shop.toml"]).status, 0);
    const { status, stderr } = run(at, ["test", "--threshold", "80", "shop.toml"]);
    assert.equal(status, 1);
    assert.match(stderr, /^shop\.toml: \d+\.\d % was seen, and 80 % has to be\n$/);
    const [{ cases, coverage }] = JSON.parse(run(at, ["test", "--json", "shop.toml"]).stdout).policies;
    assert.deepEqual(cases, [{ name: "it can be cancelled", differences: [] }]);
    const late = coverage.rules.find((/** @type {{ rule: string }} */ { rule }) => rule === "shop.cancel.late");
    assert.deepEqual(late.seen, ["satisfied"]);
    const send = coverage.rules.find((/** @type {{ rule: string }} */ { rule }) => rule === "shop.send");
    assert.deepEqual(send, { rule: "shop.send", of: ["ahead", "past", "before", "at", "after"], seen: ["past", "at"] });
  });

  test("names what is no file of cases", () => {
    const at = folder();
    for (const [written, slip] of /** @type {[unknown, RegExp][]} */ ([
      [
        '[\n  { "name": "a" },\n]',
        /cannot read shop\.test\.json: line 2, column 18: There is one comma \(,\) too many\.$/m,
      ],
      ["[\n  // a remark\n]", /line 2, column 3: JSON has no comments\.$/m],
      ['[{ "name": "a", "order": { "state": "a",\n  "state": "b" } }]', /line 2, column 3: "state" is there twice\./],
      [[{ order }, { name: "a", order }, null], /is no list of cases, .*; look at number 1, 3$/m],
    ])) {
      put(at, written);
      const { status, stderr } = run(at, ["test", "shop.toml"]);
      assert.equal(status, 2);
      assert.match(stderr, slip);
    }
    // A name with a dot in it is another one than what stands below a name.
    /** @type {Record<string, object | null>} */
    const dots = { "shop.send": { role: "seller" }, "shop.send.role": null };
    put(at, [{ name: "a", order, now, expect: { duties: dots } }]);
    assert.equal(run(at, ["test", "shop.toml"]).status, 1);
    put(at, `\ufeff${JSON.stringify([{ name: "a", order, now, expect: { state: "paid" } }])}`);
    assert.equal(run(at, ["test", "shop.toml"]).status, 0);
    assert.match(run(at, ["test", "--cases", "none.json", "shop.toml"]).stderr, /there are no cases at none\.json/);
    assert.equal(run(at, ["test", "--threshold", "much", "shop.toml"]).status, 2);
    writeFileSync(join(at, "shop.toml"), "format = 7\n");
    assert.equal(run(at, ["test", "shop.toml"]).status, 1);
  });

  test("holds for the built-in policies' own cases, edition by edition", () => {
    const cases = join(root, "tests/cases/given/qoo10.json");
    const { status, stdout } = run(root, ["test", "--cases", cases, "src/policies/qoo10.toml"]);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /all hold/);
  });
});

describe("types", () => {
  test("let TypeScript know a policy as it knows the built-in ones", () => {
    const at = folder();
    writeFileSync(join(at, "shop.toml"), firstPolicy("shop"));
    assert.deepEqual(run(at, ["types", "shop.toml"]), { status: 0, stdout: "shop.d.ts\n", stderr: "" });
    const declared = readFileSync(join(at, "shop.d.ts"), "utf8");
    assert.equal(run(at, ["types", "-o", "-", "shop.toml"]).stdout, declared);
    const source = `
      import { Policy, type Order } from "torihiki";
      import "torihiki/element";
      declare const shop: Policy<"shop">;
      const order: Order<"shop"> = { policy: "shop", state: "sent", sentAt: new Date(), params: { returnTime: "7d" } };
      const { actions } = shop.preview({ state: "sent", sentAt: undefined }, { role: "buyer" });
      const ids: ("send" | "cancel" | "send-back")[] = actions.map((action) => action.id);
      shop.apply(order, "send-back", { role: "buyer" });
      document.createElement("torihiki-order").party = "seller";
      // @ts-expect-error there is no such state
      shop.preview({ state: "gone" });
      // @ts-expect-error there is no such fact
      shop.preview({ state: "sent", sendAt: 7 });
      // @ts-expect-error there is no such role
      shop.preview(order, { role: "worker" });
      // @ts-expect-error there is no such action
      shop.ways(order, { to: "revise" });
      const anyone: Policy = shop;
      anyone.preview({ state: "whatever", fact: 7 }, { role: "anyone" });
      export { ids };
    `;
    const compilerOptions = { module: "nodenext", ...STRICT };
    const files = ["main.ts", "shop.d.ts"];
    const inside = project({
      "main.ts": source,
      "shop.d.ts": declared,
      "tsconfig.json": JSON.stringify({ compilerOptions, files }),
    });
    assert.equal(node(inside, join(root, "node_modules/typescript/bin/tsc")), "");
  });

  test("tell the periods of a value that is dated", () => {
    const { stdout } = run(root, ["types", "tests/cases/brought/terms.toml", "-o", "-"]);
    assert.match(stdout, /\* Left out: `"7d"` before 2024-04-01; `"72h"` otherwise\.\n/);
  });

  test("are written in all languages of a policy, and of no policy that is wrong", () => {
    const at = folder();
    writeFileSync(join(at, "claims.toml"), readFileSync(join(root, "tests/cases/brought/claims.toml"), "utf8"));
    const { stdout } = run(at, ["types", "-o", "-", "claims.toml"]);
    assert.match(stdout, /export interface ClaimsOrder/);
    assert.match(stdout, /申し立ての日時 · Claimed at/);
    writeFileSync(join(at, "bad.toml"), "format = 7\n");
    assert.equal(run(at, ["types", "bad.toml"]).status, 1);
    assert.ok(!existsSync(join(at, "bad.d.ts")));
    assert.equal(run(at, ["types", "claims.toml", "bad.toml"]).status, 2);
  });
});

describe("built-in policies", () => {
  test("are taken by their ids wherever a policy is, and by none that there is not", () => {
    const at = folder();
    const { stdout } = run(at, ["check", ...builtIn]);
    assert.deepEqual(
      stdout.split("\n").flatMap((line) => /^(.*): ok, `(.*)` with /.exec(line)?.slice(1) ?? []),
      builtIn.flatMap((id) => [id, id]),
    );
    assert.equal(run(at, ["document", "--json", "--out", "own.json", "lancers"]).status, 0);
    assert.match(run(at, ["check", "own.json"]).stdout, /^own\.json: ok, `lancers` with /);
    assert.equal(run(at, ["build", "lancers"]).status, 0);
    assert.equal(run(at, ["build", "own.json"]).status, 0);
    assert.deepEqual(readFileSync(join(at, "lancers.policy")), readFileSync(join(at, "own.policy")));
    assert.equal(run(at, ["docs", "--locale", "en", "qoo10"]).stdout, "qoo10.md\n");
    assert.match(run(at, ["test", "qoo10"]).stderr, /^torihiki: there are no cases at qoo10\.test\.json; /);
    writeFileSync(join(at, "qoo10.test.json"), JSON.stringify([{ name: "Preparing", order: { state: "preparing" } }]));
    assert.match(run(at, ["test", "qoo10"]).stdout, /^qoo10: 1 case, /m);
    assert.match(run(at, ["sql", "--dialect", "duckdb", "qoo10", "refuse-cancel"]).stdout, /^-- Asked at \$now\. /);
    assert.match(run(at, ["types", "qoo10"]).stderr, /^torihiki: the types of a built-in policy are in the package: /);
    for (const command of ["check", "document", "types"]) {
      const { status, stderr } = run(at, [command, "coconla"]);
      assert.equal(status, 2);
      assert.match(stderr, /^torihiki: there is no file `coconla`, and no built-in policy is called so: .*coconala/);
    }
  });

  test("give way to a file of that name", () => {
    const at = folder();
    writeFileSync(join(at, "lancers"), firstPolicy("shop"));
    assert.match(run(at, ["check", "lancers"]).stdout, /^lancers: ok, `shop` with /);
  });
});

test("several files are not written to one, nor to a folder that is called as one", () => {
  const at = folder();
  for (const [command, out] of [
    ["build", "all.policy"],
    ["docs", "all.md"],
  ]) {
    const { status, stderr } = run(at, [command, "--out", out, "qoo10", "lancers"]);
    assert.deepEqual(
      [status, stderr],
      [2, `torihiki: several files cannot be written to ${out}; name a folder, or one policy at a time\n`],
    );
    assert.ok(!existsSync(join(at, out)));
    assert.equal(run(at, [command, "--out", "all", "qoo10", "lancers"]).status, 0);
  }
});

test("every help fits in a hundred columns", () => {
  const at = folder();
  const { stdout } = run(at, ["help"]);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name);
  assert.ok(commands.length >= 10);
  const texts = [stdout, ...commands.map((name) => run(at, ["help", name]).stdout)];
  assert.deepEqual(
    texts.flatMap((text) => text.split("\n")).filter((line) => line.length > 100),
    [],
  );
});

test("help, versions and slips", () => {
  const at = folder();
  const help = run(at, ["--help"]);
  assert.equal(help.status, 0);
  for (const name of ["check", "build", "test", "new", "types", "cases", "docs", "document", "import"]) {
    assert.match(help.stdout, new RegExp(`^ {2}${name} `, "m"));
    const own = run(at, ["help", name]);
    assert.deepEqual([own.status, run(at, [name, "--help"]).stdout], [0, own.stdout]);
    assert.match(own.stdout, new RegExp(`^Usage: torihiki ${name} `));
  }
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.deepEqual(run(at, ["--version"]), { status: 0, stdout: `${version}\n`, stderr: "" });
  assert.equal(run(at, []).status, 2);
  assert.deepEqual(run(at, ["chek"]), {
    status: 2,
    stdout: "",
    stderr: "torihiki: there is no command `chek`; `torihiki help` lists them\n",
  });
  assert.deepEqual(run(at, ["check", "--jsn", "x"]), {
    status: 2,
    stdout: "",
    stderr: "torihiki: unknown option '--jsn'; `torihiki help check` tells the options\n",
  });
  for (const name of ["check", "build", "test", "types", "cases", "docs", "document", "import"]) {
    assert.equal(run(at, [name]).status, 2);
  }
  assert.deepEqual(run(at, ["help", "chek"]), run(at, ["chek"]));
  writeFileSync(join(at, "excel.toml"), new Uint8Array([...new TextEncoder().encode('label = "'), 0x94, 0x5c, 0x22]));
  assert.deepEqual(run(at, ["check", "excel.toml"]), {
    status: 2,
    stdout: "",
    stderr: "torihiki: cannot read excel.toml: it is no UTF-8; save it in that encoding\n",
  });
  assert.match(run(at, ["new", "qoo10"]).stderr, /`qoo10` is the id of a built-in policy/);
  writeFileSync(join(at, "shop.toml"), firstPolicy("shop"));
  assert.equal(run(at, ["check", "shop.toml", "./shop.toml", join(at, "shop.toml")]).stdout.match(/: ok/g)?.length, 1);
  assert.match(run(at, ["check", "nowhere.toml"]).stderr, /^torihiki: cannot read nowhere\.toml: ENOENT/);
});
