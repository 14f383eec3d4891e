// `previewMany` and `previewChunks`: what they answer of many orders is what `preview` answers of each.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { dice } from "../support/dice.mjs";
import { memories } from "../support/memories.mjs";

/**
 * @import { ManyPreview, Orders } from "torihiki/many"
 * @import { Dice } from "../support/dice.mjs"
 */

const torihiki = await import("torihiki");
const author = await import("torihiki/policy");
const many = await import("torihiki/many");
const { Policy, TorihikiError, describe: described, preview, timeline } = torihiki;
const { previewChunks, previewMany } = many;

const tooEarly = problemsOf(() => previewMany("qoo10", { state: ["packed"] }));
await many.init();
await Promise.all([torihiki.init(), author.init()]);

const HOUR = 3_600_000;
const now = Date.parse("2026-11-12T10:00:00+09:00");
const outputs = /** @type {const} */ (["verdict", "until", "opensAt", "state", "next"]);

/**
 * Random orders of a policy: facts that are known, null or left out.
 *
 * @param {string} policy
 * @param {string} edition
 * @param {number} count
 * @param {Dice} drawn
 * @returns {Record<string, any>[]}
 */
function orders(policy, edition, count, drawn) {
  const { states, facts } = described(/** @type {any} */ (policy), { edition: /** @type {any} */ (edition) });
  /** @param {any} fact */
  const value = ({ type, choices, min }) => {
    if (type === "timestamp") return now + (drawn.below(40) - 30) * 6 * HOUR;
    if (type === "bool") return drawn.below(2) === 0;
    if (type === "choice") return drawn.one(choices).id;
    return Math.max(drawn.below(5), min ?? 0);
  };
  return Array.from({ length: count }, () => {
    /** @type {Record<string, any>} */
    const order = { edition, state: drawn.one(states).id };
    for (const fact of facts) if (drawn.below(4) > 0) order[fact.id] = drawn.below(5) === 0 ? null : value(fact);
    return order;
  });
}

/**
 * The orders as columns, each in one of the ways in which it can be passed.
 *
 * @param {Record<string, any>[]} orders
 * @param {Dice} drawn
 */
function columnsOf(orders, drawn) {
  const names = new Set(orders.flatMap(Object.keys));
  names.delete("edition");
  /** @type {Record<string, any>} */
  const columns = { edition: orders[0]?.edition, state: [] };
  for (const name of names) {
    const values = orders.map((order) => order[name]);
    const mask = (/** @type {unknown} */ which) => Uint8Array.from(values, (value) => (value === which ? 1 : 0));
    const isNumber = values.every((value) => typeof (value ?? 0) === "number");
    // Where nobody has a value, it may be of an instant, which has no room in fewer bits.
    const isSmall = isNumber && values.some(Number.isFinite) && values.every((value) => (value ?? 0) < 100);
    const isFlag = values.includes(true) || values.includes(false);
    const masks = { missing: mask(undefined), null: mask(null) };
    /** @type {(() => unknown)[]} */
    const ways = [() => values, () => coded(values, mask(undefined))];
    if (isNumber) {
      ways.push(
        () => ({ values: Float64Array.from(values, (value) => value ?? NaN), null: masks.null }),
        () => ({ values: BigInt64Array.from(values, (value) => BigInt(value ?? -1)), ...masks }),
      );
    }
    if (isSmall || isFlag) {
      ways.push(
        () => ({ values: Uint8Array.from(values, (value) => value ?? 200), ...masks }),
        () => ({ values: Int32Array.from(values, (value) => value ?? -1), ...masks }),
      );
    }
    columns[name] = drawn.one(ways)();
  }
  return /** @type {Orders<any>} */ (columns);
}

/**
 * @param {any[]} values
 * @param {Uint8Array} missing
 */
function coded(values, missing) {
  const meanings = [...new Set(values.map((value) => value ?? null))];
  return { codes: Uint16Array.from(values, (value) => meanings.indexOf(value ?? null)), values: meanings, missing };
}

/**
 * What a row of an answer says, as a preview says it.
 *
 * @param {ManyPreview<any>} answer
 * @param {number} row
 */
function rowOf({ actions, verdictCodes, state, uncertain, stateCodes, next }, row) {
  const at = (/** @type {Float64Array} */ column) => (Number.isNaN(column[row]) ? null : column[row]);
  return {
    state: stateCodes[state[row]],
    uncertain: uncertain[row] === 1,
    next: at(next),
    actions: actions.map(({ id, role, verdict, until, opensAt }) => ({
      id,
      role,
      verdict: verdictCodes[verdict[row]],
      until: at(until),
      opensAt: at(opensAt),
    })),
  };
}

/** @param {any} order */
function told(order) {
  const { state, actions } = preview(order, { now });
  return {
    state: state.effective,
    uncertain: state.possible.length > 1,
    next: nextOf(order),
    actions: actions.map(({ id, role, verdict, until, opensAt }) => ({ id, role, verdict, until, opensAt })),
  };
}

/**
 * When the state of an order or a verdict about it first changes.
 *
 * @param {any} order
 */
function nextOf(order) {
  const segments = timeline(order, { from: now }).segments.map(({ from, state, uncertain, verdicts }) => ({
    from,
    told: JSON.stringify([state, uncertain.length > 0, verdicts]),
  }));
  return segments.find(({ told }) => told !== segments[0].told)?.from ?? null;
}

/** @param {() => unknown} call */
function problemsOf(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof TorihikiError, String(error));
    return error.problems.map(({ code, path }) => `${code} ${path}`);
  }
  return assert.fail("nothing was thrown");
}

describe("it says of each order what a preview says", () => {
  for (const { id, editions } of described()) {
    for (const edition of editions.length === 0 ? [undefined] : editions.map(({ id }) => id)) {
      test(`${id} ${edition ?? ""}`, () => {
        const drawn = dice(7);
        for (const count of [1, 65, 300]) {
          const all = orders(id, edition, count, drawn);
          const answer = previewMany(/** @type {any} */ (id), columnsOf(all, drawn), { now, outputs });
          assert.equal(answer.rows, count);
          all.forEach((order, row) => {
            assert.deepEqual(rowOf(answer, row), told({ policy: id, ...order }), JSON.stringify(order));
          });
        }
      });
    }
  }
});

test("a call before `init` says what is missing", () => assert.deepEqual(tooEarly, ["not-initialised "]));

/** What a getter may do. */
function fails() {
  throw new Error("no database");
}

test("an empty table has an empty answer", () => {
  const { rows, actions, state } = previewMany("qoo10", { state: [] }, { now });
  assert.equal(rows, 0);
  assert.ok(actions.every(({ verdict }) => verdict.length === 0) && state.length === 0);
});

test("only what is asked for is there", () => {
  const { actions, state, uncertain, next } = previewMany("qoo10", { state: ["packed"] }, { now, outputs: ["until"] });
  assert.deepEqual([state, uncertain, next], [null, null, null]);
  assert.ok(actions.every(({ verdict, until, opensAt }) => verdict === null && opensAt === null && until.length === 1));
});

test("it makes no difference where a block begins", () => {
  const drawn = dice(3);
  const all = orders("coconala", "guide", 9_000, drawn);
  const columns = columnsOf(all, drawn);
  const answer = previewMany("coconala", columns, { now, outputs });
  for (const row of [0, 4_095, 4_096, 4_097, 8_191, 8_192, 8_999]) {
    assert.deepEqual(rowOf(answer, row), told({ policy: "coconala", ...all[row] }));
  }
});

test("a policy is an id, its bytes, or that of its author; one of the engine is another program's", async () => {
  const text = `
    format = "torihiki/1"
    id = "our-shop"
    languages = ["en"]
    utcOffset = "+09:00"
    label = "Our shop"
    roles = ["buyer"]
    roleLabels = { buyer = "Buyer" }
    facts = { sentAt = { type = "timestamp", label = "Sent at" } }
    [states]
    sent = { label = "Sent" }
    closed = { label = "Closed", final = true }
    [actions.send-back]
    verb = "cancel"
    label = "Send back"
    roles = ["buyer"]
    from = ["sent"]
    to = "closed"
    requires = [{ rule = "in-time", that = 'now < sentAt + duration("168h")', message = "In time" }]`;
  const written = author.Policy.parse(text);
  const columns = { state: "sent", sentAt: Float64Array.of(now, now - 200 * HOUR, NaN) };
  await many.init({ policies: [written.compile()] });
  for (const policy of [written.compile(), written.compile().buffer, written, written, "our-shop"]) {
    const answer = previewMany(/** @type {any} */ (policy), columns, { now });
    assert.equal(answer.policy.id, "our-shop");
    assert.deepEqual([...answer.actions[0].verdict], [2, 0, 1]);
  }
  for (const policy of [Policy.load(written.compile()), null, {}, Uint8Array.of(1)]) {
    assert.throws(() => previewMany(/** @type {any} */ (policy), columns, { now }), TorihikiError);
  }
});

test("`require` gives the same", async () => {
  const common = createRequire(import.meta.url)("torihiki/many");
  await common.init({ policies: ["qoo10"] });
  const { actions } = common.previewMany("qoo10", { state: ["packed"] }, { now });
  assert.deepEqual(actions, previewMany("qoo10", { state: ["packed"] }, { now }).actions);
});

test("the memory stands where it stood, however many orders there are and however often they are asked about", () => {
  const [memory] = memories;
  const table = (/** @type {number} */ rows) => ({
    state: { codes: new Uint8Array(rows), values: ["preparing"] },
    shipBy: new Float64Array(rows).fill(now),
  });
  const names = Array.from({ length: 5_000 }, () => "preparing");
  const ask = (/** @type {number} */ rows) => {
    previewMany("qoo10", /** @type {any} */ (table(rows)), { now, outputs });
    previewMany("qoo10", /** @type {any} */ ({ state: names }), { now });
  };
  ask(10_000);
  const before = memory.buffer.byteLength;
  for (let time = 0; time < 20; time += 1) ask(10_000);
  ask(200_000);
  assert.equal(memory.buffer.byteLength, before);
});

describe("what is wrong is told with column and row", () => {
  /** @type {("preparing" | "packed" | "handed-over")[]} */
  const state = ["preparing", "packed", "handed-over"];
  /** @type {Record<string, [orders: any, problems: string[]]>} */
  const wrong = {
    "a column of another length": [{ state, shipBy: Float64Array.of(1) }, ["wrong-type shipBy"]],
    "a mask of another length": [
      { state, shipBy: { values: new Float64Array(3), null: new Uint8Array(2) } },
      ["wrong-type shipBy.null"],
    ],
    "a code without a value": [{ state: { codes: Uint8Array.of(0, 1, 7), values: state } }, ["out-of-range state[2]"]],
    "an unknown state": [{ state: ["packed", "paked"] }, ["unknown-state state[1]"]],
    "an unknown state behind a code": [
      { state: { codes: Uint8Array.of(1, 0), values: ["packed", "paked"] } },
      ["unknown-state state[0]"],
    ],
    "an order without a state": [{ state: ["packed", undefined] }, ["unknown-state state[1]"]],
    "no state": [{ shipBy: [now] }, ["unknown-state state"]],
    "no list": [{ state: "packed" }, ["wrong-type "]],
    "an unknown column": [{ state, shipby: [1, 2, 3] }, ["unknown-fact shipby"]],
    "half a millisecond": [{ state, shipBy: Float64Array.of(1, 2, 0.5) }, ["invalid-instant shipBy[2]"]],
    "an instant after the year 9999": [
      { state, shipBy: BigInt64Array.of(1n, 2n ** 60n, 0n) },
      ["out-of-range shipBy[1]"],
    ],
    infinity: [{ state, shipBy: Float64Array.of(1, Infinity, 0) }, ["invalid-instant shipBy[1]"]],
    "a number below the smallest": [{ state, monthOrders: Int8Array.of(1, -1, 0) }, ["out-of-range monthOrders[1]"]],
    "a flag that is none": [{ state, madeToOrder: Uint8Array.of(0, 1, 2) }, ["wrong-type madeToOrder[2]"]],
    "a text that is no instant": [{ state, shipBy: [now, "soon", null] }, ["invalid-instant shipBy[1]"]],
    "left out and null": [
      { state, shipBy: { values: new Float64Array(3), missing: Uint8Array.of(0, 1, 0), null: Uint8Array.of(0, 1, 1) } },
      ["wrong-type shipBy[1]"],
    ],
    "editions from order to order": [{ state, edition: ["guide", "guide", "official"] }, ["wrong-type edition"]],
    "instants in integers that have no room for them": [{ state, shipBy: new Int32Array(3) }, ["wrong-type shipBy"]],
    "instants in bytes": [{ state, shipBy: { values: new Uint8Array(3), missing: null } }, ["wrong-type shipBy"]],
    "no edition": [{ state, edition: "unofficial" }, ["unknown-edition edition"]],
    "a key that a column has not": [{ state: { values: state, nulls: [] } }, ["unknown-option state.nulls"]],
    "codes that are no typed array": [{ state: { codes: [0], values: state } }, ["wrong-type state.codes"]],
    "a mask that is a list": [
      { state, shipBy: { values: new Float64Array(3), null: [0, 0, 1] } },
      ["wrong-type shipBy.null"],
    ],
    "floats that round": [
      { state, shipBy: Float32Array.of(now, now, now), points: { values: Float32Array.of(1, 2), codes: [] } },
      ["wrong-type shipBy", "wrong-type points.codes", "wrong-type points.values"],
    ],
    "a getter that throws": [
      Object.defineProperty({ state }, "shipBy", { enumerable: true, get: fails }),
      ["wrong-type "],
    ],
    "a column whose getter throws": [
      { state, shipBy: Object.defineProperty({}, "values", { enumerable: true, get: fails }) },
      ["wrong-type shipBy"],
    ],
    "a list whose getter throws": [
      { state, shipBy: Object.defineProperty([now, now, now], 1, { get: fails }) },
      ["wrong-type shipBy"],
    ],
    "all of it": [
      { state: ["packed", "paked"], shipBy: Float64Array.of(NaN, 0.5), madeToOrder: Uint8Array.of(2, 0) },
      ["unknown-state state[1]", "invalid-instant shipBy[1]", "wrong-type madeToOrder[0]"],
    ],
    "a list in place of the table": [[], ["not-an-object "]],
    "nothing in place of the table": [null, ["not-an-object "]],
  };
  for (const [name, [table, expected]] of Object.entries(wrong)) {
    test(name, () =>
      assert.deepEqual(
        problemsOf(() => previewMany("qoo10", table, { now })),
        expected,
      ),
    );
  }

  test("floats that round are told with what to pass", () => {
    assert.throws(() => previewMany("qoo10", /** @type {any} */ ({ state, shipBy: Float32Array.of(now, now, now) })), {
      message: /^shipBy: a `Float32Array` rounds: .* \(pass a `Float64Array`/,
    });
  });

  test("a row in a later block", () => {
    const shipBy = new Float64Array(10_000);
    shipBy[9_999] = 0.5;
    assert.deepEqual(
      problemsOf(() => previewMany("qoo10", { state: "packed", shipBy })),
      ["invalid-instant shipBy[9999]"],
    );
  });

  test("a hundred problems, and how many more there are", () => {
    const problems = problemsOf(() =>
      previewMany("qoo10", { state: "packed", shipBy: new Float64Array(5_000).fill(0.5) }),
    );
    assert.equal(problems.length, 101);
    assert.equal(problems[100], "too-many-problems ");
  });

  test("options", () => {
    const given = /** @type {any} */ ({ outputs: ["verdicts"], role: "sellers", rows: 7 });
    const problems = ["unknown-option outputs[0]", "unknown-option rows", "unknown-role role"];
    assert.deepEqual(problemsOf(() => previewMany("qoo10", { state }, given)).sort(), problems);
    assert.deepEqual(
      problemsOf(() => previewMany(/** @type {any} */ ("ebay"), { state })),
      ["unknown-policy policy"],
    );
  });
});

describe("in pieces", () => {
  /** @type {Orders<"qoo10">} */
  const table = {
    state: { codes: new Uint8Array(1_000), values: ["preparing"] },
    shipBy: new Float64Array(1_000).fill(now),
  };

  test("each says how far it is, and together they are the whole", async () => {
    const whole = previewMany("qoo10", table, { now, outputs });
    const seen = [];
    for await (const { from, done, of, rows, next } of previewChunks("qoo10", table, { now, outputs, rows: 300 })) {
      seen.push([from, done, of, rows]);
      assert.deepEqual(next, whole.next.slice(from, done));
    }
    assert.deepEqual(seen, [
      [0, 300, 1_000, 300],
      [300, 600, 1_000, 300],
      [600, 900, 1_000, 300],
      [900, 1_000, 1_000, 100],
    ]);
  });

  test("tables that come one after the other are counted on", async () => {
    const seen = [];
    for await (const { from, done, of } of previewChunks("qoo10", [table, { state: [] }, table], { now })) {
      seen.push([from, done, of]);
    }
    assert.deepEqual(seen, [
      [0, 1_000, null],
      [1_000, 1_000, null],
      [1_000, 2_000, null],
    ]);
  });

  test("whatever else waits has its turn between two pieces", async () => {
    const turns = [];
    setTimeout(() => turns.push("timer"), 0);
    for await (const { from } of previewChunks("qoo10", table, { rows: 500 })) turns.push(from);
    assert.deepEqual(turns, [0, "timer", 500]);
  });

  test("an aborted signal ends them with its reason", async () => {
    const controller = new AbortController();
    /** @type {number[]} */
    const seen = [];
    const all = async () => {
      for await (const { done } of previewChunks("qoo10", table, { rows: 100, signal: controller.signal })) {
        seen.push(done);
        if (done === 200) controller.abort(new Error("enough"));
      }
    };
    await assert.rejects(all(), /enough/);
    assert.deepEqual(seen, [100, 200]);
    await assert.rejects(previewChunks("qoo10", table, { signal: AbortSignal.abort() }).next(), { name: "AbortError" });
  });

  test("what is no signal, and options that cannot be read", async () => {
    const options = /** @type {any[]} */ ([
      { signal: new AbortController() },
      Object.defineProperty({}, "signal", { enumerable: true, get: fails }),
    ]);
    const told = await Promise.all(
      options.map((each) =>
        previewChunks("qoo10", table, each)
          .next()
          .then(String, (error) => [error.name, error.message]),
      ),
    );
    assert.deepEqual(told, [
      [
        "TorihikiError",
        "signal: this is no `AbortSignal` (pass the `signal` of an `AbortController`, such as `controller.signal`)",
      ],
      [
        "TorihikiError",
        "the options cannot be read: no database (a getter or a proxy threw when it was read; pass plain values)",
      ],
    ]);
  });

  test("whoever has seen enough leaves, and everything else goes on", async () => {
    for await (const { done } of previewChunks("qoo10", table, { rows: 10 })) if (done === 20) break;
    assert.equal(previewMany("qoo10", table).rows, 1_000);
  });

  test("a number of rows that is none", async () => {
    await assert.rejects(previewChunks("qoo10", table, { rows: 0 }).next(), { code: "out-of-range" });
  });
});
