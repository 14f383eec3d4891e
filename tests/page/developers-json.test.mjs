// JSON as somebody types it: read like `JSON.parse` does, with every slip at its place and what mends it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dice } from "../support/dice.mjs";
import { readJson } from "../../www/shared/json.js";

const ORDERS = [
  '{"policy":"coconala","state":"delivered","revisionsUsed":-1.5e3,"dueAt":null,"params":{"a":"7d"},"l":[1,true,{"b":"\\u3042"}]}',
  '{\n  "policy": "qoo10",\n  "list": [\n    1,\n    "two"\n  ]\n}',
  '"text"',
  "[]",
  "{}",
  "",
];
/** What is put into them. */
const SIGNS = [
  '"',
  "'",
  ",",
  ":",
  "{",
  "}",
  "[",
  "]",
  "\n",
  "\\",
  "1",
  "true",
  "a",
  "/*",
  "//",
  "\u3000",
  "：",
  "0",
  "-",
  ".",
];

/** @param {string} text */
function parsed(text) {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    return { isJson: false, value: undefined };
  }
}

test("of whatever is typed, exactly that counts as JSON which is JSON, and it says the same", () => {
  const { below, one } = dice(7);
  const counts = { json: 0, other: 0 };
  for (let times = 0; times < 60_000; times += 1) {
    let text = one(ORDERS);
    for (let changes = below(4); changes > 0; changes -= 1) {
      const at = below(text.length + 1);
      text = text.slice(0, at) + (below(2) === 0 ? "" : one(SIGNS)) + text.slice(at + below(3));
    }
    const { isJson, value } = parsed(text);
    const reading = readJson(text);
    assert.equal(reading.isJson, isJson, JSON.stringify(text));
    if (isJson) assert.deepEqual(reading.value, value, text);
    counts[isJson ? "json" : "other"] += 1;
  }
  assert.ok(counts.json > 10_000 && counts.other > 10_000, JSON.stringify(counts));
});

test("a place is where its name and its value stand", () => {
  const text = '{ "policy": "coconala", "params": { "reviewWindow": "3d" }, "list": [1, [2]] }';
  const { places } = readJson(text);
  const found = [...places].map(([path, { key, value }]) => [
    path,
    key === null ? null : text.slice(key.from, key.to),
    text.slice(value.from, value.to),
  ]);
  assert.deepEqual(Object.fromEntries(found.map(([path, ...rest]) => [path, rest])), {
    policy: ['"policy"', '"coconala"'],
    "params.reviewWindow": ['"reviewWindow"', '"3d"'],
    params: ['"params"', '{ "reviewWindow": "3d" }'],
    "list.0": [null, "1"],
    "list.1.0": [null, "2"],
    "list.1": [null, "[2]"],
    list: ['"list"', "[1, [2]]"],
    "": [null, text],
  });
});

/** What is typed, what is wrong with it, and what it is once everything is taken that mends it. */
for (const [typed, codes, mended] of /** @type {[string, string[], string][]} */ ([
  ['{"a": 1,}', ["stray-comma"], '{"a": 1}'],
  ['{"a": 1 "b": 2}', ["no-comma"], '{"a": 1, "b": 2}'],
  ['{"a" 1}', ["no-colon"], '{"a": 1}'],
  ["{a: 1}", ["unquoted"], '{"a": 1}'],
  ["{'a': 'it is'}", ["wrong-quotes", "wrong-quotes"], '{"a": "it is"}'],
  ["{“a”： 「b」，\n}", ["wrong-quotes", "sign", "wrong-quotes", "sign", "stray-comma"], '{"a": "b"\n}'],
  ['{"a": 2026-11-20T10:00:00+09:00}', ["unquoted"], '{"a": "2026-11-20T10:00:00+09:00"}'],
  ['{"a": True, "b": undefined, "c": 012}', ["unquoted", "unquoted", "number"], '{"a": true, "b": null, "c": 12}'],
  ['{"a": [1, 2', ["unclosed", "unclosed"], '{"a": [1, 2\n]\n}'],
  ['{"a": [1}', ["unclosed"], '{"a": [1]}'],
  ['{"a": 1]}', ["rest"], '{"a": 1}'],
  ['{"a": "x,\n"b": 1}', ["unclosed"], '{"a": "x",\n"b": 1}'],
  ['{"a": 1 // one\n}', ["comment"], '{"a": 1 \n}'],
  ['{"a":\u00a01}', ["sign"], '{"a": 1}'],
  ['{"a": "C:\\Users"}', ["escape"], '{"a": "C:Users"}'],
])) {
  test(`${JSON.stringify(typed)} is mended step by step`, () => {
    assert.deepEqual(
      readJson(typed).faults.map(({ code }) => code),
      codes,
    );
    let text = typed;
    for (let steps = 0; !readJson(text).isJson; steps += 1) {
      const { fix } = readJson(text).faults.find((fault) => fault.fix !== null) ?? { fix: null };
      assert.ok(fix !== null && steps < 10, text);
      text = text.slice(0, fix.from) + fix.insert + text.slice(fix.to);
    }
    assert.equal(text, mended);
  });
}

test("a name that stands twice is told, and counts as JSON", () => {
  const { faults, isJson, value } = readJson('{ "a": 1, "a": 2 }');
  assert.deepEqual(
    faults.map(({ code, from }) => [code, from]),
    [["duplicate", 10]],
  );
  assert.ok(isJson);
  assert.deepEqual(value, { a: 2 });
});

test("a name alone in its line does not make the next line wrong", () => {
  const { faults, places } = readJson('{\n  "policy": "qoo10",\n  "sta"\n  "paidAt": null\n}');
  assert.deepEqual(
    faults.map(({ code }) => code),
    ["no-colon"],
  );
  assert.ok(places.has("paidAt"));
});

test("what is nested without end is refused, and nothing breaks", () => {
  const { faults, isJson } = readJson("[".repeat(100_000));
  assert.ok(!isJson);
  assert.equal(faults[0].code, "nested");
});

/** In each text `|` is the position; what is found there, and what stands there already. */
for (const [marked, kind, names, there] of /** @type {[string, string | null, string[], string][]} */ ([
  ["{|}", "key", [], ""],
  ['{|\n  "a": 1\n}', "key", [], ""],
  ['{ "a": 1,\n  |\n  "b": 2 }', "key", [], ""],
  ['{ "a": 1, | }', "key", [], ""],
  ['{ "dev|": 1 }', "key", [], '"dev"'],
  ['{\n  "dev|\n}', "key", [], '"dev'],
  ['{ "a": | }', "value", ["a"], ""],
  ['{ "a":|}', "value", ["a"], ""],
  ['{ "a": "b|" }', "value", ["a"], '"b"'],
  ['{ "params": { "x": "|" } }', "value", ["params", "x"], '""'],
  ['{ "params": { | } }', "key", ["params"], ""],
  ['{ "params": {} }|', null, [], ""],
])) {
  test(`in ${marked} the position is found`, () => {
    const at = marked.indexOf("|");
    const text = marked.replace("|", "");
    const { spot } = readJson(text, at);
    assert.equal(spot?.kind ?? null, kind);
    if (spot === null) return;
    assert.deepEqual(spot.names, names);
    assert.equal(text.slice(spot.from, spot.to), there);
  });
}
