// What editors know of a policy, by its schema: the language servers themselves, for TOML and for JSON.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import json from "vscode-json-languageservice";
import { firstPolicy } from "../../www/shared/first-policy.js";
import { install } from "../support/installed.mjs";
import { brought, builtIn, schemaPath } from "../support/policy-schema.mjs";
import { tomlServer } from "../support/toml-server.mjs";

/** @import { Position } from "../support/toml-server.mjs" */

const installed = install();
after(installed.remove);

const packed = pathToFileURL(join(installed.project, "node_modules/torihiki/pkg/policy.schema.json")).href;
const directive = "#:schema ./node_modules/torihiki/pkg/policy.schema.json\n";
const toml = await tomlServer();
/** The first policy, as data. */
const data = await toml.data(firstPolicy("shop"));
let count = 0;

/** The address of a document beside the installed package that nobody has opened yet. @param {string} kind */
const fresh = (kind) => pathToFileURL(join(installed.project, `document-${(count += 1)}.${kind}`)).href;

/**
 * A text without the sign that marks a place in it, and the place.
 *
 * @param {string} marked
 * @returns {{ text: string, position: Position }}
 */
function place(marked) {
  const [before, behind, ...more] = marked.split("▮");
  assert.ok(behind !== undefined && more.length === 0, "one place is marked");
  const lines = before.split("\n");
  return { text: before + behind, position: { line: lines.length - 1, character: lines.at(-1).length } };
}

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

describe("the language server for TOML", () => {
  /** What it proposes at the marked place, with what it says of each. @param {string} marked */
  async function proposed(marked) {
    const { text, position } = place(directive + marked);
    const uri = fresh("toml");
    await toml.open(uri, text);
    const items = await toml.complete(uri, position);
    return new Map(items.map(({ label, documentation }) => [label, documentation?.value]));
  }

  /** What it says of the marked place. @param {string} marked */
  async function said(marked) {
    const { text, position } = place(directive + marked);
    const uri = fresh("toml");
    await toml.open(uri, text);
    return toml.hover(uri, position);
  }

  /** What is wrong, and with which text. @param {string} text */
  async function wrong(text) {
    const whole = directive + text;
    const told = await toml.open(fresh("toml"), whole);
    const lines = whole.split("\n");
    return told.map(({ message, range: { start, end } }) => ({
      message,
      at: start.line === end.line ? lines[start.line].slice(start.character, end.character) : lines[start.line],
    }));
  }

  for (const { name, text } of [...builtIn, ...brought]) {
    test(`has nothing to say against ${name}`, async () => {
      assert.deepEqual(await wrong(text), []);
    });
  }

  test("finds the schema by the first line that `torihiki new` writes", async () => {
    execFileSync(join(installed.project, "node_modules/.bin/torihiki"), ["new", "ours"], { cwd: installed.project });
    const text = readFileSync(join(installed.project, "ours.toml"), "utf8");
    const told = await toml.open(pathToFileURL(join(installed.project, "ours.toml")).href, text.replace("14d", "14 d"));
    assert.match(told[0].message, /"14 d" does not match/);
  });

  test("marks a misspelt key, a misspelt word and a value that is none", async () => {
    const key = await wrong(changed("set   = { sentAt", "sets  = { sentAt"));
    assert.match(key[0].message, /'sets' was unexpected/);
    const word = await wrong(changed('kind     = "refund"', 'kind     = "rfund"'));
    assert.match(word[0].message, /"rfund" is not one of \["refund","payout"/);
    assert.equal(word[0].at, "kind");
    const value = await wrong(changed('"14d"', '"two weeks"'));
    assert.equal(value[0].at, "value");
  });

  test("takes days and instants without quotes", async () => {
    assert.deepEqual(await wrong(changed('date  = "2026-01-01"', "date  = 2026-01-01")), []);
    const dated = "dated = [{ until = 2024-04-01 12:00:00+09:00, value = 7 }]";
    assert.deepEqual(await wrong(changed('value = "14d"', `value = "14d"\n${dated}`)), []);
  });

  test("proposes the keys of a document, each with what it is", async () => {
    const keys = await proposed(changed("[roleLabels]", "▮\n[roleLabels]"));
    assert.match(keys.get("currency"), /^The currency of all amounts, by its code of ISO 4217/);
    assert.match(keys.get("calendars"), /^Calendars of the policy's own/);
    assert.ok(!keys.has("utcOffset"), "one that is there already");
    const headers = await proposed(`${firstPolicy("shop")}\n[[du▮]]\n`);
    assert.equal(headers.get("duties"), "What a party has to do, and by when.");
  });

  test("proposes the keys of an element, each with what it is", async () => {
    const keys = await proposed(`${firstPolicy("shop")}\n[actions.report]\n▮\n`);
    assert.match(keys.get("consent"), /^Who has to agree, so that the action is a request\./);
    assert.match(keys.get("requires"), /^What it needs beside the state\./);
    const inside = await proposed(`${firstPolicy("shop")}\n[[actions.cancel.requires]]\n▮\n`);
    assert.match(inside.get("that"), /^The condition that has to be met/);
    assert.ok(!inside.has("verb"));
    const source = await proposed(`${firstPolicy("shop")}\n[sources.faq]\nki▮\n`);
    assert.equal(source.get("kind"), "What kind of text it is.");
  });

  test("proposes the words of which a value is one, each with what it means", async () => {
    const verbs = await proposed(`${firstPolicy("shop")}\n[actions.report]\nverb = ▮\n`);
    assert.equal(verbs.get('"revise"'), "Asking for work to be done again or changed.");
    assert.equal(verbs.get('"report-unresponsive"'), "Telling the marketplace that the other party does not answer.");
    const types = await proposed(`${firstPolicy("shop")}\n[facts.paid]\ntype = ▮\n`);
    assert.equal(types.get('"money"'), "An amount, in whole minor units of the currency of the policy.");
  });

  test("says of a key and of a word what it means", async () => {
    assert.match(await said(changed('value = "14d"', 'va▮lue = "14d"')), /^A length of time such as `"7d"`/);
    assert.equal(
      await said(changed("[states.paid]", "[sta▮tes.paid]")).then((text) => text.slice(0, 23)),
      "The stages of the deal,",
    );
    assert.equal(await said(changed('severity = "info"', 'severity = "in▮fo"')), "Good to know.");
    const phrase = await said(
      changed("[roleLabels]", 'phrases = { wa▮it = { en = "Until {instant}" } }\n[roleLabels]'),
    );
    assert.match(phrase, /^What is said in place of "Wait until \{instant\}"/);
  });
});

describe("the language server for JSON", () => {
  const first = JSON.stringify({ $schema: packed, ...data }, null, 2);
  const server = json.getLanguageService({
    clientCapabilities: json.ClientCapabilities.LATEST,
    schemaRequestService: (uri) => {
      assert.equal(uri, packed);
      return Promise.resolve(readFileSync(schemaPath, "utf8"));
    },
  });

  /** A document, and what the server makes of it. @param {string} text */
  function opened(text) {
    const document = json.TextDocument.create(fresh("json"), "json", 1, text);
    return { document, parsed: server.parseJSONDocument(document) };
  }

  /** @param {string} text */
  async function wrong(text) {
    const { document, parsed } = opened(text);
    const told = await server.doValidation(document, parsed);
    return told.map(({ message, range }) => ({ message: String(message), at: document.getText(range) }));
  }

  /** @param {string} marked */
  async function proposed(marked) {
    const { text, position } = place(marked);
    const { document, parsed } = opened(text);
    const { items } = await server.doComplete(document, position, parsed);
    return new Map(
      items.map(({ label, documentation }) => [
        label,
        typeof documentation === "string" ? documentation : documentation?.value,
      ]),
    );
  }

  /** @param {string} from @param {string} to */
  const other = (from, to) => {
    assert.ok(first.includes(from), from);
    return first.replace(from, () => to);
  };

  test("has nothing to say against a policy that names the schema itself", async () => {
    assert.deepEqual(await wrong(first), []);
  });

  test("marks a misspelt key, a misspelt word and a value that is none, and says what to do", async () => {
    assert.deepEqual(await wrong(other('"severity"', '"severty"')), [
      { message: 'Missing property "severity".', at: "{" },
      { message: "Property severty is not allowed.", at: '"severty"' },
    ]);
    const [word] = await wrong(other('"kind": "refund"', '"kind": "rfund"'));
    assert.match(word.message, /^Value is not accepted\. Valid values: "refund", "payout"/);
    assert.deepEqual(await wrong(other('"14d"', '"two weeks"')), [
      { message: "write it like `72h` or `1d12h`", at: '"two weeks"' },
    ]);
  });

  test("proposes keys and words, each with what it means", async () => {
    const keys = await proposed(other('"verb": "cancel"', '"▮": 1, "verb": "cancel"'));
    assert.match(keys.get("consent"), /^Who has to agree, so that the action is a request\./);
    assert.match(keys.get("set"), /in which `now` is the instant/);
    const words = await proposed(other('"verb": "cancel"', '"verb": ▮'));
    assert.equal(words.get('"refuse"'), "Saying no to what the other party asked for.");
    const phrases = await proposed(other('"roles"', '"phrases": { "▮": "" }, "roles"'));
    assert.ok(phrases.has("factInFuture"));
    const types = await proposed(other('"type": "timestamp"', '"type": ▮'));
    assert.equal(types.get('"money"'), "An amount, in whole minor units of the currency of the policy.");
  });

  test("says of a key what it means", async () => {
    const { text, position } = place(other('"at": ', '"a▮t": '));
    const { document, parsed } = opened(text);
    const { contents } = await server.doHover(document, position, parsed);
    assert.match(String([contents].flat()[0]), /^The instant at which it happens, as an expression: `"deliveredAt/);
  });
});
