// That conditions are a subset of CEL: of CEL's own conformance tests, everything that is a condition gives CEL's value.
//
// The tests are those of the package `@bufbuild/cel-spec`. Most of CEL is no part of conditions (lists, maps, doubles,
// messages, macros); such a test is refused, and each suite says how many are not. Where CEL has an error, a value of a
// condition is unknown.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { getConformanceSuite } from "@bufbuild/cel-spec/testdata/tests.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Every test of CEL whose value is another one here, and why. A test that is no longer one has to leave the list.
 *
 * @type {Record<string, string>}
 */
const DEVIATIONS = {
  "namespace/namespace/self_eval_container_lookup": "a policy has no namespaces: `y` is `y`, and not `x.y`",
  "namespace/namespace/self_eval_container_lookup_unchecked": "a policy has no namespaces: `y` is `y`, and not `x.y`",
};

/**
 * How many tests of each suite are conditions, and give what CEL gives. What a change adds or loses is seen here.
 *
 * @type {Record<string, number>}
 */
const RIGHT = {
  basic: 23,
  comparisons: 27,
  integer_math: 39,
  lists: 2,
  logic: 12,
  parse: 86,
  plumbing: 2,
  timestamps: 30,
  type_deductions: 4,
};

/** @typedef {import("@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js").SimpleTest} SimpleTest */
/** @typedef {{ value?: [string, unknown], unknown?: true, refused?: string[] }} Outcome */

/** @type {{ name: string, suite: string, test: SimpleTest, ast: string }[]} */
const cases = [];
/** @param {any} suite @param {string[]} path */
function collect(suite, path) {
  for (const { name, original, ast } of suite.tests) {
    cases.push({ name: [...path, name].join("/"), suite: path[0], test: original, ast: ast ?? "" });
  }
  for (const inner of suite.suites) collect(inner, [...path, inner.name]);
}
collect(getConformanceSuite(), []);

/** Whole milliseconds, or nothing where there is a finer part. @param {{ seconds: bigint, nanos: number }} time */
const millis = ({ seconds, nanos }) => {
  const all = seconds * 1_000_000_000n + BigInt(nanos);
  return all % 1_000_000n === 0n ? String(all / 1_000_000n) : undefined;
};

/** A value of CEL as the condition language has it, or nothing where it has no such. @param {any} value */
function known(value) {
  const { case: kind, value: inner } = value?.kind ?? {};
  switch (kind) {
    case "boolValue":
      return ["bool", inner];
    case "int64Value":
      return ["int", String(inner)];
    case "stringValue":
      return ["string", inner];
    case "nullValue":
      return ["null", null];
    case "objectValue": {
      const type = { "google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration" };
      const name = inner.typeUrl.split("/").at(-1);
      if (!(name in type)) return undefined;
      const [seconds, nanos] = fields(inner.value);
      const at = millis({ seconds, nanos: Number(nanos) });
      return at === undefined ? undefined : [type[/** @type {keyof typeof type} */ (name)], at];
    }
    default:
      return undefined;
  }
}

/** The fields 1 and 2 of a message in which both are integers. @param {Uint8Array} bytes */
function fields(bytes) {
  const found = [0n, 0n];
  for (let at = 0; at < bytes.length;) {
    const field = (bytes[at++] >> 3) - 1;
    let number = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      number |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    found[field] = BigInt.asIntN(64, number);
  }
  return found;
}

/** The value that CEL gives. A test that names none is true. @param {SimpleTest} test */
function expectation({ resultMatcher }) {
  if (resultMatcher.case === "value") return known(resultMatcher.value);
  if (resultMatcher.case === "typedResult") return known(resultMatcher.value.result);
  return resultMatcher.case === undefined ? ["bool", true] : undefined;
}

/** What the condition language is asked, or nothing where it has no values of a type that is bound. */
function question(/** @type {(typeof cases)[number]} */ { test, ast }) {
  /** @type {Set<string>} */
  const texts = new Set();
  for (const [, quoted] of ast.matchAll(/("(?:[^"\\]|\\.)*")\^#\*expr\.Constant_StringValue#/g)) {
    try {
      texts.add(JSON.parse(quoted));
    } catch {
      // Go writes some characters in a way that JSON does not know; the value that is expected has them.
    }
  }
  /** @type {Record<string, unknown[]>} */
  const facts = {};
  for (const { name, declKind } of test.typeEnv) {
    const primitive = /** @type {any} */ (declKind).value?.type?.typeKind;
    const types = /** @type {Record<number, string>} */ ({ 1: "bool", 2: "int", 5: "string" });
    if (primitive?.case === "primitive" && types[primitive.value]) facts[name] = [types[primitive.value]];
  }
  for (const [name, bound] of Object.entries(test.bindings)) {
    const value = bound.kind.case === "value" ? known(bound.kind.value) : undefined;
    if (value === undefined || value[0] === "null") return undefined;
    facts[name] = value;
  }
  const expected = expectation(test);
  for (const value of [expected, ...Object.values(facts)]) {
    if (value?.[0] === "string" && value[1] !== undefined) texts.add(value[1]);
  }
  return { source: test.expr, texts: [...texts], facts };
}

/** Whether the outcome of a condition is what CEL says. */
function isRight(/** @type {SimpleTest} */ test, /** @type {Outcome} */ outcome) {
  if (test.resultMatcher.case === "evalError") return outcome.unknown === true;
  return JSON.stringify(outcome.value) === JSON.stringify(expectation(test));
}

test("whatever is a condition has the value that CEL gives it", () => {
  const asked = cases.map((one) => ({ one, question: question(one) })).filter(({ question }) => question !== undefined);
  const input = asked.map(({ question }) => JSON.stringify(question)).join("\n");
  const run = spawnSync("cargo", ["run", "--quiet", "--profile", "test", "--example", "cel"], {
    cwd: root,
    input,
    maxBuffer: 1 << 26,
  });
  assert.equal(run.status, 0, String(run.stderr));
  const outcomes = String(run.stdout).trimEnd().split("\n");
  assert.equal(outcomes.length, asked.length);

  /** @type {Record<string, number>} */
  const right = {};
  /** @type {Record<string, string>} */
  const wrong = {};
  asked.forEach(({ one: { name, suite, test } }, index) => {
    /** @type {Outcome} */
    const outcome = JSON.parse(outcomes[index]);
    if (outcome.refused !== undefined) return;
    if (isRight(test, outcome)) right[suite] = (right[suite] ?? 0) + 1;
    else wrong[name] = `${test.expr}: ${JSON.stringify(outcome)}`;
  });
  const unexpected = Object.entries(wrong).filter(([name]) => !(name in DEVIATIONS));
  assert.deepEqual(unexpected, [], "these deviate from CEL, and the list does not say so");
  const gone = Object.keys(DEVIATIONS).filter((name) => !(name in wrong));
  assert.deepEqual(gone, [], "these are on the list, and do not deviate");
  assert.deepEqual(right, RIGHT);
});
