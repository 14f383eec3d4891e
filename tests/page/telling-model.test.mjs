// Which facts an answer still needs: found by trying, so it is tried here with every order of the acceptance cases.

/** @import { Order, RoleId } from "torihiki" */
/** @import { PageOrder } from "../../www/page/types.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import init, { describe, preview } from "torihiki";
import { neededFacts } from "../../www/page/view/telling.js";
import { instantOf } from "../../www/shared/time.js";
import { readCases } from "../support/acceptance-cases.mjs";

await init();

/**
 * @param {Order} order
 * @param {RoleId} role
 * @param {number} now
 * @param {string[]} [unsure]
 */
function needed(order, role, now, unsure = []) {
  const { facts } = describe(order.policy, { edition: order.edition });
  const ask = (/** @type {PageOrder} */ tried) => {
    try {
      return preview(tried, { role, now });
    } catch {
      return null;
    }
  };
  return neededFacts(/** @type {PageOrder} */ (order), role, now, { facts, unsure, ask });
}

/** One in so many of the cases: each fact of each of them is tried. */
const STEP = 7;

test("what is missing to tell comes before what only might be otherwise, and what is told is not asked again", () => {
  const cases = readCases().filter(({ case: { expect, role } }, index) => expect && role && index % STEP === 0);
  assert.ok(cases.length > 40, String(cases.length));
  let mixed = 0;
  for (const { case: one } of cases) {
    const role = /** @type {RoleId} */ (one.role);
    const now = typeof one.now === "string" ? instantOf(one.now) : Number(one.now);
    const { actions } = preview(one.order, { role, now });
    const missing = actions.flatMap((action) => /** @type {string[]} */ (action.missing));
    const found = needed(one.order, role, now).map(({ fact }) => /** @type {string} */ (fact.id));
    const isMissing = found.map((id) => missing.includes(id));
    assert.deepEqual(
      isMissing,
      [...isMissing].sort((a, b) => Number(b) - Number(a)),
      `${one.name}: ${found.join()}`,
    );
    if (isMissing.includes(true) && isMissing.includes(false)) mixed += 1;
    assert.ok(
      found.every((id) => !Object.hasOwn(one.order, id)),
      one.name,
    );
  }
  assert.ok(mixed > 5, `there is something to be sorted in ${mixed} cases`);
});

const now = instantOf("2026-11-20T10:00:00+09:00");

test("a closing account is asked for its three obstacles, and for nothing that changes nothing", () => {
  const account = { policy: /** @type {const} */ ("coconala-account"), state: /** @type {const} */ ("active") };
  const ids = (/** @type {Order} */ order, /** @type {string[]} */ unsure = []) =>
    needed(order, "member", now, unsure).map(({ fact }) => fact.id);
  assert.deepEqual(ids(account), ["openPurchases", "undeliveredSales", "pendingPayouts"]);
  assert.deepEqual(ids({ ...account, openPurchases: 0 }, ["pendingPayouts"]), ["undeliveredSales"]);
  // One known obstacle settles it.
  assert.deepEqual(ids({ ...account, openPurchases: 1 }), []);
});

test("of delivered work, when it was delivered is asked first", () => {
  const [first] = needed({ policy: "coconala", state: "delivered" }, "buyer", now);
  assert.deepEqual([first.fact.id, first.decides], ["deliveredAt", true]);
});
