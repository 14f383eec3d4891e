// What one call may be passed at most. What is more is refused with the limit, and takes no memory; what is not is read
// once, however it is spread. The memory of a WebAssembly never shrinks, so its size tells the most that was ever taken.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NOW, orders } from "../bench/orders.mjs";
import { dice } from "../support/dice.mjs";
import { memories } from "../support/memories.mjs";

const torihiki = await import("torihiki");
const author = await import("torihiki/policy");
await torihiki.init();
await author.init();
const { Policy, TorihikiError } = torihiki;
/** @typedef {Record<string, (...given: unknown[]) => any>} Untyped the same functions, for what no type allows */
const {
  apply,
  calendar,
  describe: describePolicy,
  preview,
  timeline,
  verdicts,
  ways,
} = /** @type {Untyped} */ (/** @type {unknown} */ (torihiki));

const VALUES = 20_000;
const CHARACTERS = 1_000_000;

const now = "2026-11-16T09:00:00+09:00";
const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
const extending = { policy: "crowdworks", state: "working", dueAt: "2026-11-20T09:00:00+09:00" };
const document = { format: "torihiki/1", extends: "lancers", id: "ours" };

const sizes = () => memories.map(({ buffer }) => buffer.byteLength);

/**
 * @param {number} count
 * @param {(index: number) => unknown} value
 */
const entries = (count, value) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, value(index)]));

/**
 * The problems of what a call throws.
 *
 * @param {() => unknown} call
 * @returns {import("torihiki").Problem[]}
 */
function problemsOf(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof TorihikiError, String(error));
    return error.problems;
  }
  return [];
}

describe("what is more than one call reads", () => {
  const long = "あ".repeat(20_000);
  const longer = "あ".repeat(CHARACTERS + 1);
  const texts = Array.from({ length: 20_000 }, () => long);
  /** @type {Record<string, unknown>} */
  const cyclic = {};
  Object.assign(cyclic, { a: cyclic, b: cyclic, c: cyclic, d: cyclic });
  const values = /more than 20000 values are passed/;
  const characters = /more than 1000000 characters of texts and names are passed/;

  /** @type {Record<string, [call: () => unknown, message: RegExp]>} */
  const hostile = {
    "20 000 texts of 20 000 characters": [() => preview({ ...order, x: texts }), characters],
    "the same as facts": [() => preview({ ...order, ...entries(19_000, () => long) }), characters],
    "the same as names": [() => preview({ ...order, params: { [long]: 1, ...entries(60, () => long) } }), characters],
    "the same over three arguments": [
      () => apply({ ...order, id: texts.slice(0, 20) }, texts.slice(0, 20), { with: texts.slice(0, 20) }),
      characters,
    ],
    "one long text": [() => preview({ ...order, state: longer }), characters],
    "one long name": [() => timeline({ ...order, [longer]: 1 }), characters],
    "a long option": [() => ways(order, { to: "completed", now, locale: longer }), characters],
    "a long id of a policy": [() => describePolicy(longer), characters],
    "many facts": [() => preview({ ...order, ...entries(VALUES, () => 1) }), values],
    "many parameters": [() => calendar({ ...order, params: entries(VALUES, () => null) }), values],
    "many arguments": [() => apply(extending, "request-extension", { now, with: entries(VALUES, () => 1) }), values],
    "many options": [
      () =>
        preview(
          order,
          entries(VALUES, () => 1),
        ),
      values,
    ],
    "lists in lists": [
      () => preview({ ...order, x: Array.from({ length: 200 }, () => Array(200).fill(null)) }),
      values,
    ],
    "a list of nothing": [() => preview(Array(10_000_000)), values],
    "many circles": [() => preview(cyclic), values],
    "a document with many values": [() => author.Policy.parse({ ...document, note: Array(VALUES).fill("") }), values],
    "a document with long texts": [() => author.Policy.parse({ ...document, note: texts }), characters],
    "a long document": [() => author.Policy.parse(`# ${longer}`), /a document has at most 1000000 bytes/],
    "a large compiled policy": [() => Policy.load(new Uint8Array(50_000_000)), /at most 4000000 bytes, not 50000000/],
    "the same for its author": [() => author.Policy.load(new ArrayBuffer(50_000_000)), /at most 4000000 bytes/],
  };

  test("is refused with the limit, and memory stands where it stood", () => {
    preview(order, { now });
    author.Policy.parse(document).preview({ state: "working" }, { now });
    const before = sizes();
    assert.equal(before.length, 2);
    for (const [name, [call, message]] of Object.entries(hostile)) {
      const [problem, ...more] = problemsOf(call);
      assert.deepEqual([problem?.code, more], ["too-large", []], name);
      assert.match(problem.message, message, name);
      assert.deepEqual(sizes(), before, name);
    }
  });

  test("begins one value and one character beyond the limit", () => {
    // Three values are the order, its policy and its state, and two the options and what is no third argument.
    const facts = (/** @type {number} */ count) => ({
      policy: "coconala",
      state: "delivered",
      ...entries(count, () => 1),
    });
    assert.equal(problemsOf(() => preview(facts(VALUES - 5)))[0].code, "unknown-fact");
    assert.equal(problemsOf(() => preview(facts(VALUES - 4)))[0].code, "too-large");
    const spent = Object.entries(order).flat().join("").length + "id".length;
    const named = (/** @type {number} */ length) => ({ ...order, id: "あ".repeat(length) });
    assert.equal(preview(named(CHARACTERS - spent)).state.given, "delivered");
    assert.equal(problemsOf(() => preview(named(CHARACTERS - spent + 1)))[0].code, "too-large");
  });
});

test("as many names as one call reads are told to their end", () => {
  const many = entries(19_900, () => 1);
  for (const [path, call] of /** @type {const} */ ([
    ["x0", () => preview({ ...order, ...many })],
    ["params.x0", () => preview({ ...order, params: many })],
    ["with.x0", () => apply(extending, "request-extension", { now, with: { newDueAt: now, ...many } })],
    ["x0", () => preview(order, many)],
  ])) {
    const problems = problemsOf(call);
    assert.deepEqual([problems.length, problems[0].path], [101, path]);
    assert.equal(problems[100].message, "19800 more problems are not listed");
  }
});

/**
 * Calls of every kind, right and wrong, which are the same each time.
 *
 * @param {number} count
 */
function ask(count) {
  const described = describePolicy(undefined, { locale: "en" });
  const { below: roll, one: pick } = dice(1);
  const from = Date.parse(now);
  for (let index = 0; index < count; index += 1) {
    const { id, states, facts, roles, actions } = pick(described);
    const given = Object.fromEntries(
      facts
        .filter(() => roll(3) > 0)
        .map((/** @type {any} */ { id, type, choices }) => [
          id,
          { timestamp: from - roll(30) * 86_400_000, bool: roll(2) === 0 }[/** @type {string} */ (type)] ??
            (choices?.length > 0 ? pick(choices).id : roll(100)),
        ]),
    );
    const asked = {
      policy: id,
      state: pick(states).id,
      ...given,
      ...(roll(20) === 0 ? { deliverdAt: "あ".repeat(roll(300)) } : null),
    };
    const options = { role: pick(roles).id, locale: pick(["ja", "en", "de"]), now: from };
    const { role, locale } = options;
    const call = pick([
      ...Array(12).fill(() => preview(asked, options)),
      () => apply(asked, pick(actions).id, { ...options, with: roll(2) === 0 ? { newDueAt: from } : null }),
      () => timeline(asked, { role, locale, from }),
      () => calendar(asked, { role, locale, from }),
      () => describePolicy(id, { locale }),
    ]);
    problemsOf(call);
  }
}

test("ten thousand calls leave the memory where the first half of them took it", () => {
  ask(5_000);
  const before = sizes();
  ask(5_000);
  assert.deepEqual(sizes(), before);
});

test("three million calls of `verdicts` leave it where the first million took it", () => {
  const list = orders(1_000, "number");
  const options = { role: /** @type {string | null} */ (null), now: 0, locale: "ja" };
  const million = () => {
    for (let call = 0; call < 1_000_000; call += 1) {
      options.now = NOW + (call % 997) * 3_600_000;
      options.role = call % 2 === 0 ? "seller" : null;
      verdicts(list[call % list.length], options);
    }
  };
  million();
  const before = sizes();
  million();
  million();
  assert.deepEqual(sizes(), before);
});
