// Whatever is passed in: the answer is an answer or a TorihikiError, and the next call works.
//
// Most of this file is two tables, the values and the places where one may stand. Each value is tried in each place, so
// they stand together.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { install } from "../support/installed.mjs";
import { bothWays } from "../support/verdict-orders.mjs";

const installed = install();
after(installed.remove);
const torihiki = await installed.load();
const { TorihikiError } = torihiki;
/** @typedef {Record<string, (...given: unknown[]) => any>} Untyped the same functions, for what no type allows */
const {
  apply,
  calendar,
  describe: describePolicy,
  policies,
  preview,
  timeline,
  verdicts,
  version,
  ways,
} = /** @type {Untyped} */ (/** @type {unknown} */ (torihiki));

const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00", revisionsUsed: 0 };
const options = { role: "buyer", now: "2026-11-16T09:00:00+09:00", locale: "ja" };

/** @type {string} */
let expected;
before(async () => {
  await torihiki.default();
  expected = JSON.stringify(preview(order, options));
});

const LONGEST_TEXT = 2_000;
const megabyte = "あ".repeat(1 << 20);

/** @param {object} target */
function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/**
 * @param {number} levels
 * @param {(value: unknown) => unknown} wrap
 */
function nested(levels, wrap) {
  /** @type {unknown} */
  let value = 1;
  for (let level = 0; level < levels; level += 1) {
    value = wrap(value);
  }
  return value;
}

const fail = () => {
  throw new RangeError("thrown by the caller's own object");
};
const traps = ["get", "getOwnPropertyDescriptor", "getPrototypeOf", "has", "ownKeys"];
/** @type {Record<string, unknown>} */
const cyclic = { policy: "coconala" };
cyclic.params = cyclic;
cyclic.self = cyclic;

/**
 * Values that stand wherever a value may stand: as an argument, as a fact, as an option.
 *
 * @type {Record<string, unknown>}
 */
const values = {
  undefined,
  null: null,
  true: true,
  zero: 0,
  "minus zero": -0,
  NaN,
  Infinity,
  "-Infinity": -Infinity,
  "1e308": 1e308,
  "-1e308": -1e308,
  "the smallest number": 5e-324,
  "2 ** 53": 2 ** 53,
  "2 ** 63": 2 ** 63,
  "-(2 ** 63)": -(2 ** 63),
  "the last Date": 8.64e15,
  "beyond the last Date": 8.64e15 + 1,
  "the first Date": -8.64e15,
  "a BigInt": 1n,
  "a huge BigInt": 2n ** 70n,
  "a symbol": Symbol("symbol"),
  "a symbol without description": Symbol(),
  "a function": () => order,
  "a class": class Order {},
  "no text": "",
  "a megabyte of text": megabyte,
  "a lone surrogate": "\ud800",
  "surrogates in the wrong order": "\udc00\ud800",
  "a null character": "\0",
  __proto__: "__proto__",
  constructor: "constructor",
  "a brace": "{reviewWindow}",
  "a duration beyond all time": "99999999999999999999d",
  "a leap second": "2026-12-31T23:59:60Z",
  "the year zero": "0000-01-01T00:00:00Z",
  "the year 9999": "9999-12-31T23:59:59.999Z",
  "a year of five digits": "+12026-01-01T00:00:00Z",
  "Date(NaN)": new Date(NaN),
  "the last Date as a Date": new Date(8.64e15),
  "a Date with a getTime that throws": Object.assign(new Date(0), { getTime: fail, valueOf: fail, toISOString: fail }),
  "a Date of another realm": runInNewContext("new Date(0)"),
  "a boxed string": Object("delivered"),
  "a boxed number": Object(1),
  "a Map": new Map([["policy", "coconala"]]),
  "a Set": new Set(["policy"]),
  "a WeakMap": new WeakMap(),
  "a RegExp": /policy/,
  "an Error": new Error("no order"),
  "a promise": Promise.resolve(order),
  bytes: new Uint8Array(8),
  "a buffer": new ArrayBuffer(8),
  "the global object": globalThis,
  "an empty array": [],
  "an array": ["coconala"],
  "a sparse array": new Array(1_000_000),
  "an empty object": {},
  "an object without prototype": Object.assign(Object.create(null), order),
  "an object of another realm": runInNewContext(`(${JSON.stringify(order)})`),
  "an object that inherits an order": Object.create(order),
  "a frozen object": Object.freeze({ ...order }),
  "an instance": new (class Order {
    policy = "coconala";
    get state() {
      return "delivered";
    }
  })(),
  "an own key __proto__": JSON.parse('{"policy":"coconala","state":"delivered","__proto__":{"role":"buyer"}}'),
  "an own key __proto__ among facts": JSON.parse('{"__proto__":{"deliveredAt":0},"revisionsUsed":1}'),
  "keys of Object.prototype": JSON.parse(
    '{"policy":"coconala","state":"delivered","constructor":1,"toString":2,"hasOwnProperty":3}',
  ),
  "a key that is a lone surrogate": { ...order, "\udfff": 1 },
  "a key of a megabyte": { ...order, [megabyte]: 1 },
  "an empty key": { ...order, "": 1 },
  "keys that are symbols": { ...order, [Symbol("fact")]: 1, [Symbol.toPrimitive]: fail, [Symbol.iterator]: fail },
  "10 000 keys": Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`fact${index}`, index])),
  "10 000 keys and an order": {
    ...order,
    ...Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`deliverdAt${index}`, index])),
  },
  "a cycle": cyclic,
  "objects nested 10 000 times": nested(10_000, (value) => ({ params: value })),
  "arrays nested 10 000 times": nested(10_000, (value) => [value]),
  "a proxy nested without end": new Proxy(
    {},
    {
      get: (target, key, self) => (typeof key === "symbol" ? undefined : self),
      ownKeys: () => ["policy", "state"],
      getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
    },
  ),
  "a revoked proxy": revoked({}),
  "a revoked proxy of a function": revoked(() => {}),
  "a revoked proxy of an array": revoked([]),
  "a proxy of an order": new Proxy(order, {}),
  ...Object.fromEntries(
    traps.map((trap) => [`a proxy whose ${trap} throws`, new Proxy({ ...order }, { [trap]: fail })]),
  ),
  "a proxy with keys that it does not have": new Proxy({}, { ownKeys: () => ["policy", "state", "deliveredAt"] }),
  "a proxy that throws null": new Proxy(
    { ...order },
    {
      ownKeys: () => {
        // eslint-disable-next-line no-throw-literal -- a host's own code may throw anything
        throw null;
      },
    },
  ),
  "a proxy that throws a revoked proxy": new Proxy(
    { ...order },
    {
      ownKeys: () => {
        throw revoked({});
      },
    },
  ),
  "getters that throw": Object.defineProperties(
    {},
    Object.fromEntries(
      ["policy", "state", "deliveredAt", "role", "now", "locale", "edition"].map((key) => [
        key,
        { enumerable: true, get: fail },
      ]),
    ),
  ),
  "a getter that throws a megabyte": {
    ...order,
    get state() {
      throw new Error(megabyte);
    },
  },
  "a getter that throws a symbol": {
    ...order,
    get state() {
      throw Symbol("thrown");
    },
  },
  "a getter that throws an error whose message throws": {
    ...order,
    get state() {
      throw Object.defineProperty(new Error(), "message", { get: fail });
    },
  },
  "a getter that calls preview": {
    ...order,
    get state() {
      return preview(order, options).state.given;
    },
  },
  "a getter that fails in preview": {
    ...order,
    get state() {
      return preview({ policy: megabyte }).state.given;
    },
  },
  "a getter that calls everything": {
    ...order,
    get state() {
      return everything(order).map(() => "delivered")[0];
    },
  },
  "a getter that fails in apply": {
    ...order,
    get state() {
      return apply(order, megabyte, options).order.state;
    },
  },
  "a getter that calls preview without end": {
    get policy() {
      return preview(this, options).policy.id;
    },
    state: "delivered",
  },
  "a getter that calls apply without end": {
    get policy() {
      return apply(this, "revise", options).order.policy;
    },
    state: "delivered",
  },
  "an object whose conversions throw": {
    toString: fail,
    valueOf: fail,
    toJSON: fail,
    [Symbol.toPrimitive]: fail,
    get [Symbol.toStringTag]() {
      return fail();
    },
  },
};

/** An action with an argument, and whose it is. */
const extending = { policy: "crowdworks", state: "working", dueAt: "2026-11-20T09:00:00+09:00" };
const worker = { role: "worker", now: options.now };

/**
 * One answer of each call about an order, and of one with arguments.
 *
 * @param {unknown} order
 * @param {object} [given] the arguments
 */
function everything(order, given = {}) {
  const { now } = options;
  return [
    preview(order, options),
    verdicts(order, options),
    timeline(order, { from: now }),
    apply(order, "revise", options),
    apply(order, "accept", { now }),
    apply(extending, "request-extension", { ...worker, with: given }),
    ways(order, { to: "completed", now }),
    calendar(order, { from: now }),
  ];
}

/**
 * The places that the options of a call are.
 *
 * @param {string} name
 * @param {string[]} keys
 * @param {(more: object) => unknown} call
 * @returns {Record<string, (value: unknown) => unknown>}
 */
function optionsOf(name, keys, call) {
  return Object.fromEntries(keys.map((key) => [`${name}'s option ${key}`, (value) => call({ [key]: value })]));
}

/** The places where a value may stand. */
/** @type {Record<string, (value: unknown) => unknown>} */
const places = {
  "preview(…)": (value) => preview(value),
  "preview(…, options)": (value) => preview(value, options),
  "preview(order, …)": (value) => preview(order, value),
  "preview(…, …)": (value) => preview(value, value),
  ...Object.fromEntries(
    ["policy", "state", "edition", "id", "params", "deliveredAt", "revisionsUsed", "cancelFault", "unheardOf"].map(
      (key) => [`the order's ${key}`, (/** @type {unknown} */ value) => preview({ ...order, [key]: value }, options)],
    ),
  ),
  "a parameter": (value) => preview({ ...order, params: { reviewWindow: value } }, options),
  "an unknown parameter": (value) => preview({ ...order, params: { reviewDays: value } }, options),
  ...Object.fromEntries(
    ["role", "now", "locale", "unheardOf"].map((key) => [
      `the option ${key}`,
      (/** @type {unknown} */ value) => preview(order, { ...options, [key]: value }),
    ]),
  ),
  "verdicts(…)": (value) => verdicts(value),
  "verdicts(order, …)": (value) => verdicts(order, value),
  "verdicts(…, …)": (value) => verdicts(value, value),
  "timeline(…)": (value) => timeline(value),
  "timeline(order, …)": (value) => timeline(order, value),
  "timeline(…, …)": (value) => timeline(value, value),
  ...optionsOf("timeline", ["role", "from", "until", "locale", "unheardOf"], (more) => timeline(order, more)),
  "apply(…)": (value) => apply(value),
  "apply(…, action, options)": (value) => apply(value, "revise", options),
  "apply(order, …)": (value) => apply(order, value),
  "apply(order, …, options)": (value) => apply(order, value, options),
  "apply(order, action, …)": (value) => apply(order, "revise", value),
  "apply(…, …, …)": (value) => apply(value, value, value),
  "apply's order's id": (value) => apply({ ...order, id: value }, "revise", options),
  "apply's order's params": (value) => apply({ ...order, params: value }, "revise", options),
  ...optionsOf("apply", ["role", "now", "with", "agreed", "locale", "unheardOf"], (more) =>
    apply(order, "revise", { ...options, ...more }),
  ),
  ...Object.fromEntries(
    ["newDueAt", "dueAt", "unheardOf", "__proto__", "constructor"].map((key) => [
      `apply's with.${key}`,
      (/** @type {unknown} */ value) => apply(extending, "request-extension", { ...worker, with: { [key]: value } }),
    ]),
  ),
  "ways(…)": (value) => ways(value),
  "ways(…, options)": (value) => ways(value, { ...options, to: "completed" }),
  "ways(order, …)": (value) => ways(order, value),
  "ways(…, …)": (value) => ways(value, value),
  ...optionsOf("ways", ["role", "to", "now", "locale", "unheardOf"], (more) =>
    ways(order, { ...options, to: "completed", ...more }),
  ),
  "calendar(…)": (value) => calendar(value),
  "calendar(order, …)": (value) => calendar(order, value),
  "calendar(…, …)": (value) => calendar(value, value),
  "calendar's order's id": (value) => calendar({ ...order, id: value }),
  ...optionsOf("calendar", ["role", "from", "until", "locale", "unheardOf"], (more) => calendar(order, more)),
  "describe(…)": (value) => describePolicy(value),
  "describe(undefined, …)": (value) => describePolicy(undefined, value),
  "describe(id, …)": (value) => describePolicy("coconala", value),
  "describe's edition": (value) => describePolicy("coconala", { edition: value }),
  "describe's locale": (value) => describePolicy("coconala", { locale: value }),
  "policies(…)": (value) => policies(value),
  "version(…)": (value) => version(value),
};

/**
 * What is wrong with how a call ended, in words.
 *
 * @param {() => unknown} call
 * @returns {string[]}
 */
function complaints(call) {
  let answer;
  try {
    answer = call();
  } catch (error) {
    return complaintsAbout(error);
  }
  try {
    assertPlain(answer);
    return [];
  } catch (error) {
    return [`the answer is not plain data: ${error.message}`];
  }
}

/**
 * Plain data survives a message to a worker, and as JSON, apart from dates, which JSON does not know.
 *
 * @param {unknown} answer
 */
function assertPlain(answer) {
  assert.deepEqual(structuredClone(answer), answer);
  assert.deepEqual(JSON.parse(JSON.stringify(answer)), withoutDates(answer));
}

/**
 * The same with every date as JSON has it. What is no plain object, list, date or value fails.
 *
 * @param {any} value
 * @returns {unknown}
 */
function withoutDates(value) {
  if (value === null || ["string", "boolean"].includes(typeof value) || Number.isSafeInteger(value)) {
    return value;
  }
  const copies = new Map([
    [
      Object.prototype,
      () => Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutDates(entry)])),
    ],
    [Array.prototype, () => value.map(withoutDates)],
    [Date.prototype, () => value.toJSON()],
  ]);
  const copy = typeof value === "object" ? copies.get(Object.getPrototypeOf(value)) : undefined;
  assert.ok(copy, `${typeof value} ${Object.prototype.toString.call(value)} is no plain data`);
  assert.equal(Object.getOwnPropertySymbols(value).length, 0);
  return copy();
}

/** @param {unknown} error */
function complaintsAbout(error) {
  if (!(error instanceof TorihikiError && error instanceof Error)) {
    return [`it threw something else: ${error instanceof Error ? error.stack : String(error)}`.slice(0, LONGEST_TEXT)];
  }
  const { code, message, problems } = error;
  const wrong = [];
  if (!Array.isArray(problems) || problems.length === 0) {
    wrong.push("it lists no problems");
    return wrong;
  }
  /** @param {unknown} text */
  const isText = (text) => typeof text === "string" && text.length <= LONGEST_TEXT && text.isWellFormed();
  /** @param {unknown} text */
  const isTextOrNull = (text) => text === null || isText(text);
  if (!isText(code) || !isText(message) || message === "") {
    wrong.push(
      `its code or message is not a text of sensible length: ${String(code).slice(0, 80)}, ${String(message).length} characters`,
    );
  }
  const bad = problems.find(
    (each) =>
      !(
        isText(each.code) &&
        each.code &&
        isText(each.path) &&
        isText(each.message) &&
        each.message &&
        isTextOrNull(each.help) &&
        isTextOrNull(each.suggests)
      ),
  );
  if (bad) {
    wrong.push(`a problem is not as it should be: ${JSON.stringify(bad).slice(0, LONGEST_TEXT)}`);
  }
  return wrong;
}

for (const [place, call] of Object.entries(places)) {
  test(`${place} takes anything`, () => {
    const wrong = [];
    for (const [name, value] of Object.entries(values)) {
      const found = complaints(() => call(value));
      try {
        assert.equal(JSON.stringify(preview(order, options)), expected);
      } catch (error) {
        found.push(`the next call no longer works: ${error.message}`);
      }
      wrong.push(...found.map((text) => `${name}: ${text}`));
    }
    assert.ok(wrong.length === 0, `\n${wrong.join("\n")}`);
  });
}

test("verdicts say of anything what a preview says", () => {
  const keys = [
    "policy",
    "state",
    "edition",
    "id",
    "params",
    "deliveredAt",
    "revisionsUsed",
    "cancelFault",
    "unheardOf",
  ];
  /** @type {((value: unknown) => [order: unknown, options: unknown])[]} */
  const asked = [
    (value) => [value, options],
    (value) => [order, value],
    ...keys.map(
      (key) => (/** @type {unknown} */ value) =>
        /** @type {[unknown, unknown]} */ ([{ ...order, [key]: value }, options]),
    ),
    ...["role", "now", "locale", "unheardOf"].map(
      (key) => (/** @type {unknown} */ value) =>
        /** @type {[unknown, unknown]} */ ([order, { ...options, [key]: value }]),
    ),
  ];
  const roles = ["buyer", "seller"];
  for (const [name, value] of Object.entries(values)) {
    for (const [place, of] of asked.entries()) {
      const [given, more] = of(value);
      const { actual, expected } = bothWays({ preview, verdicts }, given, more, roles);
      // Where `now` is left out, each reads the clock.
      const timeless = (/** @type {string} */ told) => told.replace(/"asOf":[0-9]+/, "");
      assert.equal(timeless(actual), timeless(expected), `${name} in place ${place}`);
    }
  }
});

describe("repeated", () => {
  test("a thousand failures leave the module as it was", () => {
    for (let round = 0; round < 1_000; round += 1) {
      assert.deepEqual(
        complaints(() => preview(values["a getter that throws a symbol"], options)),
        [],
      );
      assert.deepEqual(
        complaints(() => preview({ ...order, state: {} }, options)),
        [],
      );
      assert.deepEqual(
        complaints(() => apply(order, "revise", { ...options, with: values["a getter that throws a symbol"] })),
        [],
      );
      assert.deepEqual(
        complaints(() => ways(order, { ...options, to: "revised" })),
        [],
      );
    }
    assert.equal(JSON.stringify(preview(order, options)), expected);
  });

  test("calls without end inside a getter leave the module as it was", () => {
    for (let round = 0; round < 20; round += 1) {
      assert.deepEqual(
        complaints(() => preview(values["a getter that calls preview without end"], options)),
        [],
      );
    }
    assert.equal(JSON.stringify(preview(order, options)), expected);
  });
});

describe("what is passed", () => {
  const now = options.now;

  /** An order of every kind of value. */
  const given = () => ({
    policy: "coconala",
    edition: /** @type {string | null} */ (null),
    params: { reviewWindow: "10d", maxRevisions: /** @type {number | null} */ (null) },
    id: "注文 7",
    state: "delivered",
    deliveredAt: new Date("2026-11-10T09:00:00+09:00"),
    purchasedAt: "2026-11-01T09:00:00+09:00",
    dueAt: /** @type {string | null} */ (null),
    revisionsUsed: 0,
  });

  /**
   * @template T
   * @param {T} value
   * @returns {T}
   */
  function frozen(value) {
    if (typeof value === "object" && value !== null) {
      Object.values(value).forEach(frozen);
      Object.freeze(value);
    }
    return value;
  }

  test("stays as it is, whoever has frozen it", () => {
    const order = frozen(given());
    const supplied = frozen({ newDueAt: new Date("2026-11-25T09:00:00+09:00") });
    const before = structuredClone([order, supplied]);
    const answers = everything(order, supplied);
    assert.deepEqual([order, supplied], before);
    assert.deepEqual(answers, everything(given(), structuredClone(supplied)));
    answers.forEach(assertPlain);
  });

  test("is not what apply gives back: the order after it is an order of its own", () => {
    const order = frozen(given());
    const cases = {
      "an action that is applied": [apply(order, "revise", options), order],
      "an action that is denied": [apply(order, "rate", options), order],
    };
    for (const [name, [{ order: after }, { deliveredAt }]] of Object.entries(cases)) {
      assert.equal(Object.getPrototypeOf(after), Object.prototype, name);
      assert.equal(Object.getPrototypeOf(after.deliveredAt), Date.prototype, name);
      assert.deepEqual(after.deliveredAt, deliveredAt, name);
      assert.notEqual(after.deliveredAt, deliveredAt, name);
      assert.deepEqual(after.params, order.params, name);
      assert.notEqual(after.params, order.params, name);
      // Whoever gets it may change it.
      after.params.reviewWindow = "1d";
      after.deliveredAt.setTime(0);
      after.more = true;
    }
    const [revised, denied] = Object.values(cases).map(([{ applied }]) => applied);
    assert.deepEqual([revised, denied], [true, false]);
    assert.deepEqual(order, given());
    assert.deepEqual(apply(given(), "revise", options).order, { ...given(), state: "revising", revisionsUsed: 1 });
    assert.deepEqual(Object.keys(apply(given(), "revise", options).order), Object.keys(given()));
    assert.deepEqual(apply(given(), "rate", options).order, given());
  });

  test("may come from another realm, and what is given back comes from this one", () => {
    const foreign = runInNewContext(
      `({ ...${JSON.stringify({ ...given(), deliveredAt: undefined })}, deliveredAt: new Date(${Number(given().deliveredAt)}) })`,
    );
    assert.ok(!(foreign instanceof Object) && !(foreign.deliveredAt instanceof Date));
    const newDueAt = Date.parse("2026-11-25T09:00:00+09:00");
    const answers = everything(foreign, runInNewContext(`({ newDueAt: new Date(${newDueAt}) })`));
    assert.deepEqual(answers, everything(given(), { newDueAt }));
    answers.forEach(assertPlain);
  });

  test("reaches no prototype, whatever it is called", () => {
    const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "then", "toJSON"];
    for (const name of names) {
      const polluted = JSON.parse(
        `{ "policy": "coconala", "state": "delivered", ${JSON.stringify(name)}: { "polluted": true } }`,
      );
      const facts = JSON.parse(`{ ${JSON.stringify(name)}: { "polluted": true } }`);
      const calls = {
        order: () => apply(polluted, "revise", options),
        with: () => apply(order, "revise", { ...options, with: facts }),
        params: () => apply({ ...order, params: facts }, "revise", options),
        action: () => apply(order, name, options),
        to: () => ways(order, { to: name, now }),
        state: () => timeline({ ...order, state: name }),
        policy: () => calendar({ ...order, policy: name }),
        role: () => apply(order, "revise", { ...options, role: name }),
      };
      for (const [place, call] of Object.entries(calls)) {
        assert.throws(call, TorihikiError, `${name} as ${place}`);
        assert.deepEqual(complaints(call), [], `${name} as ${place}`);
      }
    }
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.equal(
      Reflect.get(() => {}, "polluted"),
      undefined,
    );
    assert.equal(JSON.stringify(preview(order, options)), expected);
  });

  test("may be a name that objects have, where a name is the caller's own", () => {
    for (const id of ["__proto__", "constructor", "toJSON"]) {
      assert.equal(apply({ ...order, id }, "revise", options).order.id, id);
      assert.match(
        calendar({ ...order, id }, { from: now }),
        new RegExp(`^UID:${id}\\.coconala\\.auto-complete@torihiki\\r$`, "m"),
      );
    }
  });
});
