// A text that follows the page, and keeps what somebody has typed.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { describe } from "torihiki";
import { optionsOf, orderOf, pageOrder, viewChange } from "../../www/page/developers/asking.js";
import { Draft } from "../../www/page/developers/draft.js";
import { difference } from "../../www/page/developers/following.js";

/** @import { View } from "../../www/page/types.js" */

before(() => init());

const TYPED = `{
    "state": "delivered", "policy": "coconala",
    "params": { "reviewWindow": "3d" },
    "note to self": "mine"
}`;
const SEEN = { policy: "coconala", state: "delivered", params: { reviewWindow: "3d" } };

test("what the page changes is changed where it stands, and nothing else", () => {
  const draft = new Draft(TYPED, SEEN);
  draft.follow({ ...SEEN, state: "completed" });
  assert.equal(draft.text, TYPED.replace('"delivered"', '"completed"'));
  draft.follow({ ...SEEN, state: "completed", params: { reviewWindow: "7d" } });
  assert.equal(draft.text, TYPED.replace('"delivered"', '"completed"').replace("3d", "7d"));
});

test("what the page adds comes last, laid out as what is there; what it takes away goes with its comma", () => {
  const draft = new Draft(TYPED, SEEN);
  draft.follow({ ...SEEN, dueAt: null });
  assert.match(draft.text, /"mine",\n {4}"dueAt": null\n\}$/);
  draft.follow({ policy: "coconala", state: "delivered", dueAt: null });
  assert.deepEqual(JSON.parse(draft.text), {
    state: "delivered",
    policy: "coconala",
    "note to self": "mine",
    dueAt: null,
  });
  draft.follow({ policy: "coconala" });
  assert.deepEqual(JSON.parse(draft.text), { policy: "coconala", "note to self": "mine" });
  draft.follow({ policy: "coconala", params: { reviewWindow: "1d", other: "2d" } });
  assert.deepEqual(JSON.parse(draft.text).params, { reviewWindow: "1d", other: "2d" });
});

test("an empty order is filled, one in a line stays in it", () => {
  const empty = new Draft("{}", {});
  empty.follow({ policy: "qoo10" });
  assert.equal(empty.text, '{\n  "policy": "qoo10"\n}');
  const line = new Draft('{ "policy": "qoo10" }', { policy: "qoo10" });
  line.follow({ policy: "qoo10", state: "shipped" });
  assert.equal(line.text, '{ "policy": "qoo10", "state": "shipped" }');
  line.follow({ policy: "qoo10" });
  assert.equal(line.text, '{ "policy": "qoo10" }', "the last goes with the comma before it");
});

test("a text that is no JSON stays, and catches up once it is", () => {
  const draft = new Draft(null, SEEN);
  const broken = draft.text.replace('"delivered",', '"delivered"');
  draft.type(broken);
  assert.ok(!draft.isBehind);
  draft.follow({ ...SEEN, dueAt: "2026-11-20T10:00:00+09:00" });
  assert.equal(draft.text, broken, "nothing typed is lost");
  assert.ok(draft.isBehind);
  assert.deepEqual(draft.value, SEEN, "what it said last");
  draft.type(broken.replace('"delivered"', '"revising",'));
  assert.deepEqual(JSON.parse(draft.text), { ...SEEN, state: "revising", dueAt: "2026-11-20T10:00:00+09:00" });
  assert.ok(!draft.isBehind);
});

test("what the page looks at because the text says so changes nothing in the text", () => {
  const text = '{ "policy": "coconala", "edition": "guide", "params": {} }';
  const draft = new Draft('{ "policy": "coconala", "edition": "official" }', {
    policy: "coconala",
    edition: "official",
  });
  draft.type(text);
  draft.expect({ policy: "coconala" });
  draft.follow({ policy: "coconala" });
  assert.equal(draft.text, text);
  draft.follow({ policy: "coconala", state: "revising" });
  assert.deepEqual(JSON.parse(draft.text), { ...JSON.parse(text), state: "revising" });
});

test("what was typed can be given up for what the page has", () => {
  const draft = new Draft("{ oh", SEEN);
  draft.follow({ ...SEEN, state: "completed" });
  draft.replace();
  assert.deepEqual(JSON.parse(draft.text), { ...SEEN, state: "completed" });
  assert.ok(!draft.isBehind);
});

test("of two texts the smallest difference is changed, so that a cursor stays", () => {
  assert.equal(difference("same", "same"), null);
  assert.deepEqual(difference("abcd", "abXd"), { from: 2, to: 3, insert: "X" });
  assert.deepEqual(difference("aa", "aaa"), { from: 2, to: 2, insert: "a" });
  assert.deepEqual(difference("", "a"), { from: 0, to: 0, insert: "a" });
});

/** @type {View} */
const view = {
  sample: "closes-tomorrow",
  order: /** @type {any} */ ({ policy: "coconala", edition: "guide", state: "delivered" }),
  role: "buyer",
  now: "2026-11-20T10:00:00+09:00",
  since: "2026-11-20T10:00:00+09:00",
  isLive: false,
  unsure: [],
  locale: "ja",
  supposed: [],
  inVain: null,
  asked: [],
  goal: "",
};

test("an order names its edition where it is not the usual one, and the page always knows it", () => {
  assert.deepEqual(orderOf(view), { policy: "coconala", state: "delivered" });
  const official = { policy: "coconala", edition: "official", state: "delivered" };
  assert.deepEqual(orderOf({ order: /** @type {any} */ (official) }), official);
  assert.equal(pageOrder({ policy: "coconala" })?.edition, "guide");
  assert.equal(pageOrder({ policy: "coconala-account" })?.edition, describe("coconala-account").edition);
});

test("the page looks at nothing that it could not show", () => {
  for (const order of [
    null,
    [],
    "coconala",
    {},
    { policy: "coconalla" },
    { policy: "coconala", edition: "gide" },
    { policy: "coconala", dueAt: {} },
    { policy: "coconala", params: [] },
    { policy: "coconala", params: { reviewWindow: [] } },
  ]) {
    assert.equal(pageOrder(order), null, JSON.stringify(order));
  }
  assert.notEqual(
    pageOrder({ policy: "coconala", state: 5, deliverdAt: "soon" }),
    null,
    "of this it says what is wrong",
  );
});

test("options and view say the same of each other", () => {
  const description = /** @type {any} */ (describe("coconala"));
  const change = (/** @type {any} */ name, /** @type {any} */ typed) => viewChange(name, typed, view, description);
  assert.deepEqual(change("preview", optionsOf("preview", view)), {});
  assert.deepEqual(change("preview", { ...optionsOf("preview", view), role: "seller" }), { role: "seller" });
  assert.deepEqual(change("preview", { now: view.now, locale: "ja" }), { role: "" }, "everybody");
  assert.deepEqual(change("preview", { role: null, now: view.now, locale: "ja" }), { role: "" });
  assert.deepEqual(change("preview", { role: "", now: view.now, locale: "ja" }), {}, "which is not yet anybody");
  assert.deepEqual(change("timeline", { role: "buyer", from: 0, locale: "en" }), {
    now: "1970-01-01T09:00:00.000+09:00",
    since: "1970-01-01T09:00:00.000+09:00",
    locale: "en",
  });
  assert.deepEqual(change("ways", { role: "buyer", now: view.now, to: "completed", locale: "ja" }), {
    goal: "completed",
  });
  assert.deepEqual(change("preview", { role: "buyer", locale: "en-GB" }), {}, "what is only of the call stays there");
  assert.deepEqual(change("preview", { role: "buyer", now: 1e300, locale: "ja" }), {});
});
