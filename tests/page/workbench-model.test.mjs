// The models of the workbench: what is shared by address, what is kept as a test, and what is asked beside the page.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import init, { TorihikiError } from "torihiki";
import { Policy, init as initPolicy } from "torihiki/policy";
import { author } from "../../www/page/authoring/author.js";
import { isJson, opened } from "../../www/page/authoring/files.js";
import { caseFindings, documentFindings } from "../../www/page/authoring/finding.js";
import { caseOf, unusedName, withCase } from "../../www/page/authoring/keeping.js";
import { tomlSpot } from "../../www/page/authoring/toml-spot.js";
import { MAX_ADDRESS, fragmentOf, writtenIn } from "../../www/page/authoring/sharing.js";
import { withLost } from "./workbench.mjs";
import { readJson } from "../../www/shared/json.js";
import { firstCases, firstPolicy } from "../../www/shared/first-policy.js";
import { testedBy } from "../../www/shared/testing.js";

await Promise.all([init(), initPolicy()]);

const written = { document: firstPolicy("our-shop"), tests: "[]", order: "{}", role: "", now: "" };
const packed = (/** @type {string | Buffer} */ content) => deflateRawSync(content).toString("base64url");

test("what is shared by address comes back as it was, whatever signs it has", async () => {
  const odd = { ...written, document: `${written.document}\n# 取引 🛒 \u0000 <script>&"'\r\n`, role: "buyer" };
  const fragment = await fragmentOf(odd);
  assert.match(fragment, /^document=[\w-]+$/, "nothing at which a link in a text would end");
  assert.deepEqual(await writtenIn(fragment.slice("document=".length)), odd);
});

test("every built-in policy can be shared by address", async () => {
  for (const id of ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]) {
    const document = readFileSync(new URL(`../../src/policies/${id}.toml`, import.meta.url), "utf8");
    assert.ok((await fragmentOf({ ...written, document })).length < MAX_ADDRESS, id);
  }
});

test("an address that holds nothing that was written here is understood as nothing", async () => {
  const parts = ["document", "tests", "order", "role", "now"];
  for (const content of [
    "",
    "no JSON",
    "null",
    "{}",
    JSON.stringify(parts.slice(1)),
    JSON.stringify([...parts.slice(1), 7]),
    Buffer.from([0xff, 0xfe]),
  ]) {
    assert.equal(await writtenIn(packed(content)), null, String(content));
  }
  assert.equal(await writtenIn("AAAA"), null, "not compressed");
  assert.equal(await writtenIn("="), null, "not encoded");
});

test("a small address that stands for very much is given up", async () => {
  const bomb = packed(JSON.stringify(["#".repeat(20_000_000), "", "", "", ""]));
  assert.ok(bomb.length < MAX_ADDRESS, `${bomb.length}`);
  assert.equal(await writtenIn(bomb), null);
});

test("what is kept as a test holds, for one role and for all", () => {
  const policy = Policy.parse(written.document);
  for (const { order, now } of firstCases("our-shop")) {
    for (const role of [undefined, "buyer", "seller"]) {
      const answer = policy.preview(order, { now, role });
      const kept = caseOf("kept", order, { role, now }, answer);
      const { cases } = testedBy(policy, [JSON.parse(JSON.stringify(kept))], TorihikiError);
      assert.deepEqual(cases[0].differences, [], JSON.stringify(kept));
    }
  }
});

test("a test that is added leaves the others as they are written", () => {
  const added = { name: "added", order: {}, now: "", expect: {} };
  for (const before of [
    "",
    "[]",
    "[\n]\n",
    '[\n  { "name": "one",   "order": {} }\n]\n',
    '[{"name":"one","order":{}}]',
  ]) {
    const after = withCase(before, added);
    const one = before.includes("one") ? ["one"] : [];
    assert.deepEqual(
      JSON.parse(after).map((/** @type {{ name: string }} */ { name }) => name),
      [...one, "added"],
    );
    assert.ok(after.startsWith(before.trimEnd().replace(/\s*\]$/, "")), "what was there stands as it stood");
  }
  assert.equal(unusedName("a", [{ name: "a" }, { name: "a (2)" }]), "a (3)");
});

test("a case that cannot be compared says so, and the others are run", () => {
  const policy = Policy.parse(written.document);
  const [good] = firstCases("our-shop");
  const odd = /** @type {any[]} */ ([
    null,
    7,
    "x",
    { actions: null },
    { actions: { cancel: 7 } },
    { constructor: 1 },
    { state: { a: [7] } },
  ]);
  const cases = [...odd.map((expect) => ({ ...good, expect })), good];
  const { cases: told } = testedBy(policy, /** @type {any} */ (cases), TorihikiError);
  assert.deepEqual(told.at(-1).differences, []);
  assert.equal(told.length, cases.length);
  assert.ok(told[5].differences[0].includes("constructor"));
});

test("a document is JSON or TOML by how it begins, as `parse` takes it", () => {
  for (const [document, expected] of /** @type {const} */ ([
    [' {"format": 1}', true],
    ["// Ours\n{}", true],
    ["\ufeff{}", true],
    ['format = "torihiki/1"', false],
    ["# {", false],
    ["", false],
  ])) {
    assert.equal(isJson(document), expected, document);
    const { code } = problemOf(document);
    assert.notEqual(code, undefined);
  }
});

/** @param {string} document */
function problemOf(document) {
  try {
    Policy.parse(document);
  } catch (error) {
    return error.problems[0];
  }
  return assert.fail("it is a policy");
}

test("a file is tests, a document, or cannot be opened", async () => {
  const file = (/** @type {BlobPart} */ content, name = "a.toml") => new File([content], name);
  assert.deepEqual(await opened(file("id = 1")), { document: "id = 1" });
  const tests = JSON.stringify(firstCases("a"));
  assert.deepEqual(await opened(file(tests, "a.test.json")), { tests });
  assert.deepEqual(await opened(file("{}", "a.json")), { document: "{}" });
  assert.deepEqual(await opened(file(new Uint8Array([0xff, 0xfe, 0x00]))), { why: "notText" });
  assert.deepEqual(await opened(file("", "a.policy")), { why: "compiled" });
  assert.deepEqual(await opened(file(" ".repeat(1_000_001))), { why: "tooLarge" });
});

test("what is wrong with a document stands where it is, with what mends it", () => {
  const document = written.document.replace('in      = ["paid"]', 'in      = ["payed"]');
  assert.notEqual(document, written.document);
  const found = documentFindings({ mistakes: problemsOf(document), notices: [] }, document, placesIn(document));
  assert.deepEqual(
    found.map(({ code, text }) => [code, text]),
    [["unknown-name", '"payed"']],
  );
  const [{ fix }] = found;
  const mended = document.slice(0, fix.from) + fix.insert + document.slice(fix.to);
  assert.equal(mended, written.document);
});

test("what may not be meant is a warning where it stands", () => {
  const document = withLost(written.document);
  const { notices } = Policy.parse(document);
  const found = documentFindings({ mistakes: [], notices }, document, placesIn(document));
  assert.deepEqual(
    found.map(({ code, severity, text }) => [code, severity, text]),
    [["unreachable", "warning", "lost"]],
  );
});

/**
 * Where a line and a column are in a document.
 *
 * @param {string} document
 */
function placesIn(document) {
  const lines = document.split("\n");
  return (/** @type {number} */ line, /** @type {number} */ column) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}

/** @param {string} document */
function problemsOf(document) {
  try {
    Policy.parse(document);
  } catch (error) {
    return error.problems;
  }
  return [];
}

test("tests that are none are told, and those that fail stand at their names", () => {
  assert.deepEqual(
    caseFindings(readJson('{ "name": 1 }'), null).map(({ code, severity }) => [code, severity]),
    [["cases", "error"]],
  );
  const text = JSON.stringify(firstCases("our-shop").map((one) => ({ ...one, expect: { state: "sent" } })));
  const tested = testedBy(Policy.parse(written.document), JSON.parse(text), TorihikiError);
  const found = caseFindings(readJson(text), tested);
  const names = found.map(({ from, to }) => JSON.parse(text.slice(from, to)));
  const failed = tested.cases.filter(({ differences }) => differences.length > 0).map(({ name }) => name);
  assert.ok(failed.length > 0);
  assert.deepEqual(names, failed);
});

/** A worker that answers when it is told to. */
class FakeWorker {
  /** @type {any[]} */
  asked = [];
  isEnded = false;
  /** @type {(event: { data: unknown }) => void} */
  onmessage = () => {};
  postMessage(/** @type {unknown} */ question) {
    this.asked.push(question);
  }
  terminate() {
    this.isEnded = true;
  }
}

/** Asks the author's half with workers that are told what to say. */
function asking() {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** @type {import("../../www/page/authoring/author.js").Told[]} */
  const told = [];
  const ask = author(
    () => {
      workers.push(new FakeWorker());
      return /** @type {any} */ (workers.at(-1));
    },
    (one) => told.push(one),
  );
  const question = (/** @type {string} */ document) =>
    /** @type {import("../../www/page/authoring/author-worker.js").Request} */ ({
      document,
      cases: null,
      order: null,
      options: {},
    });
  return { workers, told, ask: (/** @type {string} */ document) => ask(question(document)) };
}

test("of what is asked while it is busy only the last is answered", () => {
  const { workers, told, ask } = asking();
  for (const document of ["a", "b", "c"]) ask(document);
  const [worker] = workers;
  worker.onmessage({ data: "ready" });
  worker.onmessage({ data: {} });
  worker.onmessage({ data: {} });
  assert.deepEqual(
    worker.asked.map(({ document }) => document),
    ["a", "c"],
  );
  assert.deepEqual(
    told.map(({ request, why }) => [request.document, why]),
    [
      ["a", null],
      ["c", null],
    ],
  );
});

test("what does not come to an end is given up, and the next question is asked of another worker", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { workers, told, ask } = asking();
    ask("endless");
    mock.timers.tick(60_000);
    assert.deepEqual(told, [], "the way of the WebAssembly to the reader may be long");
    workers[0].onmessage({ data: "ready" });
    mock.timers.tick(9_999);
    assert.deepEqual(told, []);
    ask("fine");
    mock.timers.tick(1);
    assert.equal(told[0].why, "stuck");
    assert.ok(workers[0].isEnded);
    assert.equal(workers[1].asked[0].document, "fine");
    workers[1].onmessage({ data: "failed" });
    assert.equal(told[1].why, "failed");
  } finally {
    mock.timers.reset();
  }
});

test("in a document in TOML it is known what stands at the cursor, and what it belongs to", () => {
  for (const [marked, expected] of /** @type {[string, string | null][]} */ ([
    ["|", "key : "],
    ["fo|rmat = 1", "key : format"],
    ["facts.sentAt.ty|", "key facts.sentAt: ty"],
    ["[fa|", "heading : fa"],
    ["[[actions.revise.req|]]", "heading actions.revise: req"],
    ["x = [[1], [2]]\n[sta|", "heading : sta"],
    ["[actions.revise] # ]\nver|", "key actions.revise: ver"],
    ["[actions.'give up']\nver|", "key actions.give up: ver"],
    ['[actions.revise]\nverb = "re|v"', 'value actions.revise.verb: "rev"'],
    ["[[duties]]\n[[transitions]]\ncertainty = |", "value transitions.certainty: "],
    ['consent = { of = "buyer", un|', "key consent: un"],
    ['requires = [\n  { rule = "a, [b", that = "x" },\n  { ru|', "key requires.0: ru"],
    ['[calendars]\nshop = { weekend = ["sat", "|', 'value calendars.shop.weekend.0: "'],
    ['note = """\n[states]\n"""\nla|', "key : la"],
    ["a = { b = { c = 1 } }\nla|", "key : la"],
    ["label = 1 # la|", null],
    ['note = """\nla|\n"""', null],
  ])) {
    const [before, behind] = marked.split("|");
    const text = before + behind;
    const spot = tomlSpot(text, before.length);
    const told =
      spot && `${spot.isHeading ? "heading" : spot.kind} ${spot.names.join(".")}: ${text.slice(spot.from, spot.to)}`;
    assert.equal(told, expected, marked);
  }
});
