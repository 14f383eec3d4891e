// What stands in the address of the page: every view goes into it, and comes back out as it was.

/**
 * @import { EditionId, FactInfo, Order, ParamInfo, PolicyId, Scalar } from "torihiki"
 * @import { PageOrder, View } from "../../www/page/types.js"
 * @import { Dice } from "../support/dice.mjs"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { describe } from "torihiki";
import { addressOf } from "../../www/page/view/address.js";
import { samples } from "../../www/page/view/samples.js";
import { instantOf, rfc3339 } from "../../www/shared/time.js";
import { dice } from "../support/dice.mjs";
import { PRESENT, at, policies } from "./addresses.mjs";

const VIEWS = 400;
const ODD_TEXTS = [
  "",
  " ",
  "きのう",
  "5",
  "5 ",
  " 5",
  "-1.5e3",
  "null",
  "true",
  '"',
  '"5"',
  "a&b=c#d",
  "100%",
  "%41",
  "+09:00",
  "{}",
  "[1]",
  "二回",
  "😀",
  "a\nb\u0000",
  "'(*)!",
];

/**
 * A view as the page could come to it, of an order that need not make sense.
 *
 * @param {PolicyId} policy
 * @param {Dice} random
 * @returns {View}
 */
function randomView(policy, { below, one: pick, chance }) {
  /** @type {EditionId} */
  const edition = pick(["guide", "official"]);
  const { roles, states, facts, params } = describe(policy, { edition });
  const sample = pick(samples[policy]);
  const instant = () =>
    rfc3339(Date.parse("2026-11-01T00:00:00Z") + below(40 * 86_400) * pick([1000, 1001]), pick(["+09:00", "-03:30"]));
  /** @type {Record<FactInfo["type"], (fact: FactInfo | ParamInfo) => Scalar>} */
  const valueOf = {
    timestamp: instant,
    duration: () => pick(["7d", "72h", "1d12h"]),
    int: () => pick([0, 1, -7, 2.5, 2 ** 53, Infinity, 1e21]),
    money: () => pick([0, 1, -7, 2.5, 2 ** 53, Infinity, 1e21]),
    bool: () => chance(0.5),
    choice: (fact) => pick("choices" in fact ? fact.choices : []).id,
  };
  /** @param {FactInfo | ParamInfo} fact */
  const value = (fact) =>
    chance(0.1)
      ? pick(ODD_TEXTS)
      : "nullable" in fact && fact.nullable && chance(0.2)
        ? null
        : valueOf[fact.type](fact);
  const randomOrder = () => {
    const own = Object.fromEntries(params.filter(() => chance(0.2)).map((param) => [param.id, value(param)]));
    const stated = facts.filter(() => chance(0.6)).map((fact) => [fact.id, value(fact)]);
    const order = {
      policy,
      state: pick(states).id,
      edition: pick(["guide", "official"]),
      ...Object.fromEntries(stated),
    };
    return Object.keys(own).length === 0 ? order : { ...order, params: own };
  };
  const randomMoment = () => {
    const now = chance(0.1) ? pick(ODD_TEXTS) : instant();
    return {
      order: randomOrder(),
      now,
      since: chance(0.5) ? now : instant(),
      goal: chance(0.3) ? pick(states).id : "",
    };
  };
  /** @param {{ now: string, order: Order } | undefined} next */
  const randomStep = (next) => {
    const fact = pick(facts.filter(({ id }) => Object.hasOwn(next.order, id)));
    if (fact !== undefined && chance(0.4)) {
      return { fact: fact.id, value: chance(0.5) ? Reflect.get(next.order, fact.id) : value(fact) };
    }
    if (chance(0.4)) {
      return {
        waitUntil: Number.isNaN(instantOf(next.now)) || chance(0.3) ? instantOf(instant()) : instantOf(next.now),
      };
    }
    return {
      by: pick(roles).id,
      action: pick(["cancel", "revise", "人"]),
      consentOf: chance(0.3) ? pick(roles).id : null,
    };
  };
  const first = chance(0.4) ? { ...randomMoment(), order: { ...sample.order, edition } } : randomMoment();
  const moments = [first, ...Array.from({ length: chance(0.4) ? below(4) : 0 }, randomMoment)];
  const supposed = moments.slice(0, -1).map((moment, index) => ({
    step: randomStep(moments[index + 1]),
    origin: "",
    ...moment,
    asked: /** @type {string[]} */ ([]),
  }));
  const role = pick(["", ...roles.map(({ id }) => id)]);
  return {
    sample: chance(0.3) ? "" : sample.id,
    role,
    locale: pick(["ja", "en"]),
    ...moments.at(-1),
    asked: /** @type {string[]} */ ([]),
    inVain: null,
    isLive: false,
    unsure: /** @type {string[]} */ (chance(0.3) ? [pick(facts).id] : []),
    supposed,
  };
}

test("every view of every policy comes back as it was", () => {
  for (const [index, policy] of policies.entries()) {
    const random = dice(index + 1);
    for (let count = 0; count < VIEWS; count += 1) {
      const view = randomView(policy, random);
      const address = addressOf(view, samples);
      assert.match(address, /^[\w.~:@/+,&=%-]*$/, "only what no program takes for the end of a link");
      const { view: found, ignored } = at(`#${address}`);
      assert.deepEqual(found, view, address);
      assert.deepEqual(ignored, []);
    }
  }
});

test("every sample has a short address, and comes back with its role and its instant", () => {
  for (const policy of policies) {
    for (const { id, role = "", now, order } of samples[policy]) {
      const full = /** @type {PageOrder} */ ({ edition: "guide", ...order });
      /** @type {View} */
      const view = {
        sample: id,
        role,
        locale: "en",
        order: full,
        now,
        since: now,
        goal: "",
        asked: /** @type {string[]} */ ([]),
        inVain: null,
        isLive: false,
        unsure: [],
        supposed: [],
      };
      const address = addressOf(view, samples);
      assert.equal(address, `policy=${policy}&sample=${id}&role=${role}&now=${now}&locale=en`);
      assert.deepEqual(at(address).view, view);
      const { locale: _, ...rest } = view;
      assert.deepEqual(at(`policy=${policy}&sample=${id}`).view, rest, "written by hand, it may be shorter still");
    }
  }
});

test("it can be read, and written by hand", () => {
  const { view, ignored } = at(
    "#policy=coconala&state=delivered&deliveredAt=2026-11-14T09:00:00+09:00&revisionsUsed=1&firstSellerMessageAt=null&params.reviewWindow=72h&role=buyer",
  );
  assert.deepEqual(view.order, {
    policy: "coconala",
    edition: "guide",
    state: "delivered",
    deliveredAt: "2026-11-14T09:00:00+09:00",
    revisionsUsed: 1,
    firstSellerMessageAt: null,
    params: { reviewWindow: "72h" },
  });
  assert.deepEqual([view.role, view.now, view.since, view.sample, view.isLive], ["buyer", PRESENT, PRESENT, "", true]);
  assert.deepEqual(ignored, []);
  assert.equal(
    addressOf({ ...view, locale: "ja", unsure: ["dueAt"] }, samples),
    "policy=coconala&sample=&role=buyer&locale=ja&unsure=dueAt" +
      "&state=delivered&deliveredAt=2026-11-14T09:00:00+09:00&revisionsUsed=1&firstSellerMessageAt=null&params.reviewWindow=72h",
  );
});

test("a step is told with what it has changed, and nothing else", () => {
  const [sample] = samples.coconala;
  const order = { ...sample.order, edition: "guide" };
  const moment = { now: sample.now, since: sample.now, goal: "" };
  const { dueAt: _, ...rest } = /** @type {Order<"coconala">} */ (order);
  const entry = {
    step: { by: "buyer", action: "revise", consentOf: "seller", message: "…" },
    origin: "whatif-revise-buyer",
    order: /** @type {PageOrder} */ (order),
    ...moment,
    asked: ["x"],
  };
  /** @type {View} */
  const view = {
    sample: sample.id,
    role: "",
    locale: "ja",
    order: /** @type {PageOrder} */ ({ ...rest, state: "revising" }),
    ...moment,
    asked: /** @type {string[]} */ ([]),
    inVain: null,
    isLive: false,
    unsure: [],
    supposed: [entry],
  };
  const address = addressOf(view, samples);
  assert.ok(address.endsWith("&locale=ja&do=revise&by=buyer&agreed=seller&dueAt&state=revising"), address);
  assert.deepEqual(at(address).view.order, view.order);
});

test("an instant that was supposed in milliseconds comes back as the text that the order has", () => {
  const [sample] = samples.coconala;
  const moment = { now: sample.now, since: sample.now, goal: "" };
  const before = /** @type {PageOrder} */ ({ ...sample.order, edition: "guide" });
  const after = { ...before, deliveredAt: "2026-11-15T09:00:00.000+09:00" };
  const entry = {
    step: { fact: "deliveredAt", value: instantOf(after.deliveredAt) },
    origin: "",
    order: before,
    ...moment,
    asked: /** @type {string[]} */ ([]),
  };
  /** @type {View} */
  const view = {
    sample: sample.id,
    role: "",
    locale: "ja",
    order: after,
    ...moment,
    asked: /** @type {string[]} */ ([]),
    inVain: null,
    isLive: false,
    unsure: [],
    supposed: [entry],
  };
  const found = at(addressOf(view, samples)).view;
  assert.deepEqual(found.supposed[0].step, { fact: "deliveredAt", value: after.deliveredAt });
  assert.deepEqual(found.order, after);
});

test("no fact has a name that means something else in an address", () => {
  const taken = [
    "policy",
    "sample",
    "role",
    "locale",
    "now",
    "since",
    "goal",
    "unsure",
    "do",
    "wait",
    "suppose",
    "by",
    "agreed",
    "to",
    "edition",
    "params",
    "id",
    "state",
  ];
  for (const policy of policies) {
    for (const { id } of describe(policy).facts) {
      assert.ok(!taken.includes(id) && !id.startsWith("params."), `${policy} ${id}`);
    }
  }
});
