// The option `parts` of `preview` in the packed package: what is told, and what is no part.

/** @import { Action, Order, Preview, PreviewPart } from "torihiki" */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { install } from "../support/installed.mjs";

const installed = install();
after(installed.remove);
const { default: init, preview, TorihikiError } = await installed.load();
before(() => init());

const now = "2026-11-14T09:00:00+09:00";
/** @type {Order<"coconala">} */
const order = { policy: "coconala", state: "revising", deliveredAt: "2026-11-10T09:00:00+09:00" };

/** @param {readonly PreviewPart[] | null} [parts] */
const told = (parts) => preview(order, { now, locale: "en", parts });

/** How much each part says. @param {Preview} answer */
const sizes = ({ actions, editions }) => ({
  unblock: actions.filter(({ unblockOutcome }) => unblockOutcome !== null).length,
  drafts: actions.flatMap(({ drafts }) => drafts).length,
  editions: editions.length + actions.flatMap((action) => action.editions).length,
});

test("all is told where nothing is said of parts", () => {
  assert.ok(Object.values(sizes(told())).every((size) => size > 0));
  assert.deepEqual(told(null), told());
  assert.deepEqual(told(["editions", "drafts", "unblock", "drafts"]), told());
});

test("of the parts only those are told that are listed, and the rest always is", () => {
  const whole = sizes(told());
  /** @param {Action} action */
  const rest = ({ id, role, verdict, reasons, effects, until, opensAt, harm }) => ({
    id,
    role,
    verdict,
    reasons,
    effects,
    until,
    opensAt,
    harm,
  });
  for (const parts of /** @type {PreviewPart[][]} */ ([
    [],
    ["unblock"],
    ["drafts"],
    ["editions"],
    ["unblock", "drafts"],
  ])) {
    const answer = told(parts);
    const expected = Object.entries(whole).map(([part, size]) => [
      part,
      parts.some((other) => other === part) ? size : 0,
    ]);
    assert.deepEqual(sizes(answer), Object.fromEntries(expected), parts.join());
    assert.deepEqual(answer.actions.map(rest), told().actions.map(rest));
    assert.deepEqual(answer.duties, told().duties);
    assert.deepEqual(answer.ifNobodyActs, told().ifNobodyActs);
  }
});

test("what is no part is a problem at its place", () => {
  /** @param {unknown} parts */
  const problems = (parts) => {
    try {
      told(/** @type {PreviewPart[]} */ (parts));
      return [];
    } catch (error) {
      assert.ok(error instanceof TorihikiError);
      return error.problems.map(({ code, path, suggests }) => [code, path, suggests]);
    }
  };
  assert.deepEqual(problems(["unblok", "drafts", 1, "reasons"]), [
    ["unknown-option", "parts[0]", "unblock"],
    ["wrong-type", "parts[2]", null],
    ["unknown-option", "parts[3]", null],
  ]);
  assert.deepEqual(problems("unblock"), [["wrong-type", "parts", null]]);
  assert.deepEqual(problems({ unblock: true }), [["wrong-type", "parts", null]]);
});
