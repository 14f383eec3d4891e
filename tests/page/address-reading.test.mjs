// Whatever stands in the address of the page is read: what cannot be shown is told, and nothing in it does harm.

/** @import { RoleId } from "torihiki" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { TorihikiError, preview } from "torihiki";
import { addressOf } from "../../www/page/view/address.js";
import { withoutUnsound } from "../../www/page/view/address-reading.js";
import { samples } from "../../www/page/view/samples.js";
import { at, start } from "./addresses.mjs";

test("a fragment that is no view is none", () => {
  for (const fragment of [
    "",
    "#",
    "#answer",
    "#source-guide",
    "#policy",
    "#state=delivered",
    "#%",
    "#&&&===",
    "#xpolicy=coconala",
  ]) {
    assert.equal(at(fragment), null, fragment);
  }
});

test("what the page cannot show is told, and the rest is shown", () => {
  /** @param {{ ignored: { name: string }[] }} found */
  const names = ({ ignored }) => ignored.map(({ name }) => name);
  assert.deepEqual(at("policy=amazon&state=x"), { view: null, ignored: [{ name: "policy", text: "amazon" }] });
  assert.deepEqual(at("policy=constructor").view, null);
  assert.deepEqual(names(at(`${start}&locale=fr&edition=third&sample=none&to=x&params=1&state=a&state=b`)), [
    "to",
    "params",
    "state",
    "sample",
    "locale",
    "edition",
  ]);
  assert.equal(at(`${start}&state=a&state=b`).view.order.state, "a", "of two that are the same the first counts");
  assert.deepEqual(
    names(at(`${start}&do=revise&wait=2026-11-21T00:00:00Z`)),
    ["do", "wait"],
    "an action without a role, and what comes after it",
  );
  assert.deepEqual(names(at(`${start}&wait=tomorrow`)), ["wait"]);
  assert.deepEqual(names(at(`${start}&suppose=constructor`)), ["suppose"]);
  assert.deepEqual(names(at(`${start}&do=revise&by=buyer&policy=qoo10`)), ["policy"]);
});

test("what the engine can judge reaches it as it is, and its error names it", () => {
  /** @param {string} fragment */
  const codes = (fragment) => {
    const { view, ignored } = at(`${start}&${fragment}`);
    assert.deepEqual(ignored, []);
    try {
      preview(view.order, { role: /** @type {RoleId | null} */ (view.role || null), now: view.now });
      return [];
    } catch (error) {
      assert.ok(error instanceof TorihikiError, fragment);
      return error.problems.map(({ code, path }) => `${code} ${path}`);
    }
  };
  assert.deepEqual(codes("state=delivered&deliverdAt=x"), ["unknown-fact deliverdAt"]);
  assert.deepEqual(codes("state=gone"), ["unknown-state state"]);
  assert.deepEqual(codes("state=delivered&deliveredAt=%E0%A4%A"), ["invalid-instant deliveredAt"]);
  assert.deepEqual(codes("state=delivered&revisionsUsed=two"), ["wrong-type revisionsUsed"]);
  assert.deepEqual(codes('state=delivered&deliveredAt="5"'), ["invalid-instant deliveredAt"]);
  assert.deepEqual(codes("role=admin&state=delivered"), ["unknown-role role"]);
  assert.deepEqual(codes("now=later&state=delivered"), ["invalid-instant now"]);
  assert.deepEqual(codes("state=delivered&params.reviewWindow=long"), ["invalid-duration params.reviewWindow"]);
  assert.deepEqual(codes("state=delivered&__proto__=1"), ["unknown-fact __proto__"]);
});

const hostile = {
  "percent signs that lead nowhere": `${start}&state=%&%E3%81=%zz&now=%%%`,
  "a megabyte of text": `${start}&state=${"x".repeat(1_000_000)}`,
  "a megabyte of parts": `${start}${"&a".repeat(500_000)}`,
  "a megabyte without a view": "#".repeat(1_000_000),
  "as much as is read, of parts": start + "&a=1".repeat(12_000),
  "as much as is read, of steps": start + "&do=a&by=b".repeat(4_000),
  "as much as is read, of brackets": `${start}&state=${"[".repeat(45_000)}`,
  "as much as is read, of digits": `${start}&revisionsUsed=${"9".repeat(45_000)}`,
  "names of the language's own": `${start}&__proto__=null&constructor=1&toString=2&params.__proto__=3&params.constructor=4&hasOwnProperty=5`,
  "names without values": `${start}&state&now&role&goal&params&do&by&wait&suppose&=&==`,
  "half characters": `${start}&state=\ud800&goal=\udc00`,
  "signs that control": `${start}&state=%00%1B%0A&role=%E2%80%AE`,
  markup: `${start}&state=<img src=x onerror=alert(1)>&role="><script>`,
};
for (const [name, fragment] of Object.entries(hostile)) {
  test(`${name} does no harm`, () => {
    const started = process.cpuUsage();
    const found = at(fragment);
    // What this process worked, in microseconds: a machine that does something else meanwhile does not count.
    assert.ok(process.cpuUsage(started).user < 1_000_000);
    if (found === null || found.view === null) return;
    for (const { name, text } of found.ignored) assert.ok(name.length <= 61 && text.length <= 61);
    assert.equal(Object.getPrototypeOf(found.view.order), Object.prototype);
    assert.equal(typeof addressOf({ locale: "ja", ...found.view }, samples), "string");
    try {
      preview(found.view.order, { now: found.view.now });
    } catch (error) {
      assert.ok(error instanceof TorihikiError, String(error));
    }
  });
}

test("steps that the engine does not take are left out, with all that follow", () => {
  /** @param {{ step: { action?: string } }} given */
  const accountOf = ({ step }) => {
    if (step.action === "unknown") throw new Error("there is no such action");
    return { applied: step.action !== "not-now" };
  };
  /** @param {string} steps */
  const left = (steps) => {
    const { view } = at(`${start}${steps}`);
    const sound = withoutUnsound({ locale: "ja", ...view }, { preview, accountOf });
    return [sound.supposed.length, sound.order.state];
  };
  assert.deepEqual(left("&do=revise&by=buyer&state=revising"), [1, "revising"]);
  assert.deepEqual(left("&do=revise&by=buyer&state=revising&do=unknown&by=buyer&state=x"), [1, "revising"]);
  assert.deepEqual(left("&do=not-now&by=buyer&state=revising&do=revise&by=buyer&state=x"), [0, "delivered"]);
  assert.deepEqual(left("&suppose=deliveredAt&to=never&state=x"), [0, "delivered"]);
});
