// The JSON Schema of policies takes what the checker takes, and refuses most of what it refuses.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { TorihikiError } from "torihiki";
import { Policy, init } from "torihiki/policy";
import { root } from "../support/installed.mjs";
import { brought, builtIn, extensionSchema, schema, validator } from "../support/policy-schema.mjs";
import { tomlServer } from "../support/toml-server.mjs";

/** @typedef {(string | number)[]} Path */

await init();
const server = await tomlServer();
const validate = validator.compile(schema);
const documents = await Promise.all(brought.map(({ text }) => server.data(text)));

/** Where the schema finds something wrong. @param {unknown} document */
const wrong = (document) => (validate(document) ? [] : validate.errors.map(({ instancePath }) => instancePath));

/** What the checker finds wrong. @param {object} document */
function problems(document) {
  try {
    Policy.parse(document);
  } catch (error) {
    assert.ok(error instanceof TorihikiError, String(error));
    return error.problems;
  }
  return [];
}

/**
 * The document with something in its place; `undefined` takes it out.
 *
 * @param {any} document
 * @param {Path} path
 * @param {unknown} value
 */
function changed(document, path, value) {
  const copy = structuredClone(document);
  const above = path.slice(0, -1).reduce((at, key) => at[key], copy);
  const key = path.at(-1);
  if (value !== undefined) above[key] = value;
  else if (Array.isArray(above)) above.splice(Number(key), 1);
  else delete above[key];
  return copy;
}

for (const { name, text } of [...builtIn, ...brought]) {
  test(`the schema takes ${name}`, async () => {
    assert.deepEqual(wrong(await server.data(text)), []);
  });
}

describe("the schema of documents that extend another one", () => {
  const takes = validator.compile(extensionSchema);
  const removed = { extends: "coconala", id: "ours", remove: ["actions.report-problem"] };
  const documents = {
    "what differs": { ...removed, params: { reviewWindow: { editions: { official: { value: "48h" } } } } },
    "a document in place of an id": { ...removed, extends: { format: "torihiki/1" } },
    "a rule by its id and one key": { ...removed, transitions: [{ rule: "auto-complete", message: "Over" }] },
  };
  for (const [name, document] of Object.entries(documents)) {
    test(`it takes ${name}`, () => assert.ok(takes(document), JSON.stringify(takes.errors)));
  }
  test("the checker takes the first of them as well", () => {
    assert.deepEqual(problems(documents["what differs"]), []);
  });
  const wrongOnes = {
    "no other one": { id: "ours" },
    "a key that has no meaning": { ...removed, stats: {} },
    "a key that has no meaning inside": { ...removed, actions: { revise: { lable: "x" } } },
    "a length that is none": { ...removed, facts: { x: { type: "lenght" } } },
    "a path that is no text": { ...removed, remove: [7] },
  };
  for (const [name, document] of Object.entries(wrongOnes)) {
    test(`it refuses ${name}`, () => assert.ok(!takes(document)));
  }
});

test("the package has the schema, under a name of its own", () => {
  const packed = readFileSync(new URL(import.meta.resolve("torihiki/policy.schema.json")), "utf8");
  assert.deepEqual(JSON.parse(packed), schema);
});

test("every key has a description, and so has every word out of a few", () => {
  const lacking = [];
  (function walk(/** @type {any} */ at, /** @type {string} */ path) {
    if (typeof at !== "object" || at === null) return;
    for (const keys of ["properties", "patternProperties"]) {
      for (const [key, value] of Object.entries(at[keys] ?? {})) {
        if (!(value.description ?? value.markdownDescription)) lacking.push(`${path}.${key}`);
      }
    }
    if (at.enum && at.enumDescriptions && at.enum.length !== at.enumDescriptions.length) {
      lacking.push(path);
    }
    for (const [key, value] of Object.entries(at)) walk(value, `${path}.${key}`);
  })(schema, "");
  assert.deepEqual(lacking, []);
});

describe("of what is otherwise in one place, the schema", () => {
  const known = new Set(
    Object.values({ ...schema.definitions, schema }).flatMap((one) => Object.keys(one.properties ?? {})),
  );
  const values = [null, true, 7, 1.5, "", "x y", "Xyz", "other", [], {}, [null], ["a", "a"], { zzz: "x" }, undefined];

  /** Each kind of place once, with a document that has it. */
  const places = new Map();
  for (const document of documents) {
    (function visit(/** @type {any} */ at, /** @type {Path} */ path) {
      for (const key of Array.isArray(at) ? at.keys() : Object.keys(at)) {
        const place = [...path, key];
        const kind = place.map((part) => (typeof part === "number" ? "[]" : known.has(part) ? part : "*")).join(".");
        const value = at[key];
        const name = `${kind} as ${Array.isArray(value) ? "list" : typeof value}`;
        if (!places.has(name)) places.set(name, { document, place });
        if (typeof value === "object" && value !== null) visit(value, place);
      }
    })(document, []);
  }
  const tried = [...places].flatMap(([name, { document, place }]) =>
    values.map((value) => {
      const other = changed(document, place, value);
      return { name, value, refuses: wrong(other), problems: problems(other) };
    }),
  );

  test("refuses nothing that the checker takes, but for null, which counts as left out", () => {
    const refused = tried.filter(({ refuses, problems }) => refuses.length > 0 && problems.length === 0);
    assert.deepEqual(
      refused.filter(({ value }) => value !== null).map(({ name, value }) => `${name}: ${JSON.stringify(value)}`),
      [],
    );
    assert.ok(tried.length > 2000, String(tried.length));
  });

  test("refuses six in seven of those that the checker refuses", () => {
    const refused = tried.filter(({ problems }) => problems.length > 0);
    const caught = refused.filter(({ refuses }) => refuses.length > 0);
    assert.ok(caught.length > (refused.length * 6) / 7, `${caught.length} of ${refused.length}`);
  });
});

describe("a text is written in the schema as the checker reads it:", () => {
  /** @type {[what: string, path: Path, right: unknown[], wrong: unknown[]][]} */
  const kinds = [
    [
      "a length of time",
      ["params", "sendingTime", "value"],
      ["7d", "72h", "1d12h", "1d12h30m5s1ms", "5m", "5ms", "0s", 3],
      ["", "7", "d", "12h1d", "1h1h", "-1d", "1.5h", "7 d", "7D", "1y", "7d ", "\n7d", "７d", true, 1.5],
    ],
    [
      "a date as far as it is known",
      ["sources", "terms", "date"],
      ["2021-09-14", "2021-09", "2021", "0000"],
      ["", "21", "2021-9", "2021-13", "2021-00", "2021-09-32", "2021-09-00", "2021-", "2021-09-14T00:00:00Z", 2021],
    ],
    [
      "an offset",
      ["utcOffset"],
      ["Z", "+09:00", "-11:30", "+23:59"],
      ["", "z", "09:00", "+9:00", "+0900", "+24:00", "+09:60", "+09:00 ", 9],
    ],
    [
      "an id of a policy",
      ["id"],
      ["shop", "our-shop", "s", "a1-b2", "x".repeat(60)],
      ["", "Shop", "our_shop", "-shop", "shop-", "our--shop", "1shop", "シ", "x".repeat(61), 7],
    ],
    [
      "a web address",
      ["sources", "terms", "url"],
      ["https://example.com", "http://a", "https://example.com/規約?a=b#c"],
      ["", "example.com", "ftp://example.com", "https://", "https://exa mple.com", "https://a\n", 7],
    ],
  ];
  for (const [what, path, right, wrongly] of kinds) {
    test(what, async () => {
      const first = await server.data(brought.at(-1).text);
      const [pointer, dotted] = [`/${path.join("/")}`, path.join(".")];
      for (const [value, isRight] of [
        ...right.map((value) => /** @type {const} */ ([value, true])),
        ...wrongly.map((value) => /** @type {const} */ ([value, false])),
      ]) {
        const document = changed(first, path, value);
        const told = problems(document).filter((problem) => problem.path === dotted);
        assert.deepEqual(
          [told.length === 0, !wrong(document).includes(pointer)],
          [isRight, isRight],
          JSON.stringify(value),
        );
      }
    });
  }

  test("the tag of a language", () => {
    const tags = [
      "en",
      "pt-BR",
      "zh-Hant-TW",
      "de-1996",
      "sl-rozaj-biske",
      "es-419",
      "x-klingon",
      "en-u-ca-japanese",
      "zh-cmn-Hans",
      "abcdefgh",
    ];
    const others = [
      "",
      "e",
      "1a",
      "en_US",
      "en-",
      "-en",
      "en--US",
      "en-abcdefghi",
      "x",
      "en-x",
      "en-u",
      "i-klingon",
      "日本",
    ];
    const document = (/** @type {string} */ tag) => ({
      format: "torihiki/1",
      id: "shop",
      utcOffset: "Z",
      languages: [tag],
      roles: ["buyer"],
      roleLabels: { buyer: "Buyer" },
      label: "Shop",
      states: { paid: { label: "Paid" }, done: { label: "Done" } },
      actions: { accept: { verb: "other", roles: ["buyer"], from: ["paid"], to: "done", label: "Accept" } },
    });
    for (const tag of tags) assert.deepEqual([problems(document(tag)), wrong(document(tag))], [[], []], tag);
    for (const tag of others) {
      assert.ok(problems(document(tag)).length > 0, tag);
      assert.deepEqual(wrong(document(tag)), ["/languages/0"], tag);
    }
  });

  test("a day or an instant from which something is in force", async () => {
    const terms = await server.data(readFileSync(join(root, "tests/cases/brought/terms.toml"), "utf8"));
    const index = terms.transitions.findIndex((/** @type {any} */ { inForce }) => inForce?.until !== undefined);
    const path = ["transitions", index, "inForce", "until"];
    const at = (/** @type {unknown} */ value) => changed(terms, path, value);
    const pointer = `/${path.join("/")}`;
    for (const value of ["2024-04-01", "2024-04-01T12:00:00+09:00", "2024-04-01 12:00:00.5Z", "2024-04-01t12:00:00z"]) {
      assert.ok(!wrong(at(value)).includes(pointer), value);
      const told = problems(at(value)).filter(({ code }) => code.startsWith("invalid"));
      assert.deepEqual(told, [], value);
    }
    for (const value of [
      "",
      "2024-04",
      "2024-4-1",
      "2024-04-01T12:00:00",
      "2024-04-01T12:00+09:00",
      "2024-04-01T24:00:00Z",
    ]) {
      assert.ok(wrong(at(value)).includes(pointer), value);
      assert.ok(
        problems(at(value)).some((problem) => problem.path === `transitions[${index}].inForce.until`),
        value,
      );
    }
  });
});

describe("a document is refused where it", () => {
  /** @type {[what: string, from: string, to: string, place: string][]} */
  const mistakes = [
    ["is of another format", '"torihiki/1"', '"torihiki/2"', "/format"],
    ["has a key that means nothing", "[roleLabels]", "rolelabels = 1\n[roleLabels]", ""],
    ["misspells a key of an action", "set   = { sentAt", "sets  = { sentAt", "/actions/send"],
    ["misspells a word", 'verb  = "cancel"', 'verb  = "cancle"', "/actions/cancel/verb"],
    ["leaves out what has to be there", 'severity = "info"', "", "/actions/cancel/effects/0"],
    ["has no zone", 'utcOffset = "+09:00"', "", ""],
    ["has two", 'utcOffset = "+09:00"', 'timeZone = "Asia/Tokyo"\nutcOffset = "+09:00"', ""],
    [
      "has a requirement without a condition",
      'that     = "now >= paidAt + sendingTime"',
      "",
      "/actions/cancel/requires/0",
    ],
    [
      "has a text where a list is due",
      'from  = ["paid"]\nto    = "sent"',
      'from  = "paid"\nto    = "sent"',
      "/actions/send/from",
    ],
    [
      "has an empty list of states",
      'from  = ["paid"]\nto    = "sent"',
      'from  = []\nto    = "sent"',
      "/actions/send/from",
    ],
    ["has an empty text", 'en = "Sent at"', 'en = " "', "/facts/sentAt/label/en"],
    ["has a number for a text", 'en = "Sent at"', "en = 7", "/facts/sentAt/label/en"],
    ["has a state that is no id", "[states.paid]", "[states.Paid]", "/states"],
    ["has a fact that is no name", "[facts.sentAt]", "[facts.sent-at]", "/facts"],
    [
      "has a type that there is not",
      'type  = "timestamp"\nlabel = { ja = "発送日時"',
      'type  = "date"\nlabel = { ja = "発送日時"',
      "/facts/sentAt/type",
    ],
    ["has a currency that there is not", "[roleLabels]", 'currency = "YEN"\n[roleLabels]', "/currency"],
    ["has a boolean as a text", "final = true", 'final = "true"', "/states/cancelled/final"],
    [
      "has a weekday that there is not",
      "[roleLabels]",
      'calendars.ours.weekend = ["sunday"]\n[roleLabels]',
      "/calendars/ours/weekend/0",
    ],
    ["has a phrase that there is not", "[roleLabels]", 'phrases.hello = "x"\n[roleLabels]', "/phrases"],
  ];
  for (const [what, from, to, place] of mistakes) {
    test(what, async () => {
      const { text } = brought.at(-1);
      assert.ok(text.includes(from), from);
      const document = await server.data(text.replace(from, () => to));
      assert.deepEqual([...new Set(wrong(document))], [place], JSON.stringify(validate.errors));
      assert.ok(problems(document).length > 0);
    });
  }
});
