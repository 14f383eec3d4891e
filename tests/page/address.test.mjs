// The address of the page: every view goes into it and comes back out, and nothing that stands in it does harm.

/**
 * @import { Edition, FactInfo, Order, ParamInfo, PolicyId, RoleId, Scalar } from "torihiki"
 * @import { Page } from "playwright-core"
 * @import { PageOrder, View } from "../../www/page/types.js"
 */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { TorihikiError, describe, policies as listPolicies, preview } from "torihiki";
import { addressOf, readAddress, withoutUnsound } from "../../www/page/view/address.js";
import { opening, samples } from "../../www/page/view/samples.js";
import { instantOf, rfc3339 } from "../../www/shared/time.js";
import { choose, pages, snapshot, suppose, verdict } from "./visitor.mjs";

const PRESENT = "2026-11-20T12:00:00+09:00";
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

/** @type {PolicyId[]} */
let policies;
before(async () => {
  await init();
  policies = listPolicies().map(({ id }) => id);
});

/** @param {string} fragment */
const at = (fragment) => readAddress(fragment, { policies, samples, present: PRESENT });
const start = `policy=${opening.policy}`;

/**
 * Numbers that look random and are the same in every run.
 *
 * @param {number} seed
 */
function randomness(seed) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  /** @param {number} limit */
  const below = (limit) => Math.floor(random() * limit);
  /**
   * @template T
   * @param {T[]} list
   */
  const pick = (list) => list[below(list.length)];
  return { below, pick, chance: (/** @type {number} */ share) => random() < share };
}

/**
 * A view as the page could come to it, of an order that need not make sense.
 *
 * @param {PolicyId} policy
 * @param {ReturnType<typeof randomness>} random
 * @returns {View}
 */
function randomView(policy, { below, pick, chance }) {
  /** @type {Edition} */
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
    sample: sample.id,
    role,
    locale: pick(["ja", "en"]),
    ...moments.at(-1),
    asked: /** @type {string[]} */ ([]),
    inVain: null,
    supposed,
  };
}

test("every view of every policy comes back as it was", () => {
  for (const [index, policy] of policies.entries()) {
    const random = randomness(index + 1);
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
  assert.deepEqual([view.role, view.now, view.since, view.sample], ["buyer", PRESENT, PRESENT, samples.coconala[0].id]);
  assert.deepEqual(ignored, []);
  assert.equal(
    addressOf({ ...view, locale: "ja", now: "2026-11-20T10:00:00+09:00", since: "2026-11-20T10:00:00+09:00" }, samples),
    "policy=coconala&sample=closes-tomorrow&role=buyer&now=2026-11-20T10:00:00+09:00&locale=ja" +
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
    "edition",
    "sample",
    "locale",
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
    const started = performance.now();
    const found = at(fragment);
    assert.ok(performance.now() - started < 1_000);
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

const { onPage } = pages();

/** Waits until the address holds something. */
/**
 * @param {Page} page
 * @param {string} part
 */
const untilAddress = (page, part) => page.waitForFunction((text) => location.hash.includes(text), part);

onPage("whatever is changed comes back when the page is loaded again", async (page) => {
  await choose(page, "policy", "crowdworks");
  await choose(page, "role", "");
  await page.locator("#field-dueAt").fill("2026-11-25 18:00");
  await page.locator("#now").fill("2026-11-21 10:00");
  await choose(page, "locale", "en");
  await untilAddress(page, "locale=en");
  const before = await snapshot(page);
  await page.reload();
  await page.locator("#answer [data-verb]").first().waitFor();
  assert.deepEqual(await snapshot(page), before);
});

onPage("what was supposed comes back, with the way back from it", async (page) => {
  const start = await snapshot(page);
  await suppose(page, "revise", "buyer");
  await page.locator("#now").fill("2026-11-20 12:00");
  await untilAddress(page, "do=revise");
  await untilAddress(page, "now=2026-11-20T12:00:00");
  const before = await snapshot(page);
  await page.reload();
  await page.locator("#supposed-banner").waitFor();
  assert.deepEqual(await snapshot(page), before);
  await page.locator("#back").click();
  assert.deepEqual(await snapshot(page), start);
});

onPage(
  "the address is left alone until something is changed, and each change leaves no trace in the history",
  async (page) => {
    assert.equal(new URL(page.url()).hash, "");
    const length = await page.evaluate(() => history.length);
    await choose(page, "role", "seller");
    await untilAddress(page, "role=seller");
    await choose(page, "edition", "official");
    await untilAddress(page, "edition=official");
    await choose(page, "edition", "guide");
    await choose(page, "role", "buyer");
    await page.waitForFunction(() => location.hash === "");
    assert.equal(await page.evaluate(() => history.length), length);
  },
);

onPage("an address that is put in the place of another one is followed, and so is the way back", async (page) => {
  await page.evaluate(() => {
    location.hash = "policy=qoo10&sample=overdue";
  });
  await page.locator('#policy input[value="qoo10"]:checked').waitFor({ state: "attached" });
  await page.evaluate(() => {
    location.hash = "policy=lancers&sample=off-platform&locale=en";
  });
  await page.locator('#policy input[value="lancers"]:checked').waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  for (const policy of ["qoo10", "coconala"]) {
    await page.goBack();
    await page.locator(`#policy input[value="${policy}"]:checked`).waitFor({ state: "attached" });
  }
});

onPage("an address that names a place in the page changes nothing of the view", async (page) => {
  await choose(page, "policy", "qoo10");
  await untilAddress(page, "policy=qoo10");
  const address = page.url();
  await page.evaluate(() => {
    location.hash = "answer";
  });
  await page.waitForFunction((url) => location.href === url, address);
  assert.equal(await page.locator("#policy input:checked").getAttribute("value"), "qoo10");
});

onPage("moving the time quickly neither wears the browser out nor loses the last instant", async (page) => {
  await page.evaluate(async () => {
    const input = document.getElementById("now");
    for (let minute = 0; minute < 250; minute += 1) {
      input.value = `2026-11-20 ${String(10 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
      input.dispatchEvent(new Event("input"));
      if (minute % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  });
  await untilAddress(page, "now=2026-11-20T14:09:00");
});

const bad = {
  "an order that cannot be understood": "policy=coconala&state=delivered&deliveredAt=yesterday&nosuchfact=1",
  "a role that does not exist": "policy=coconala&state=delivered&role=admin",
  "an instant that cannot be read": "policy=coconala&now=soon&since=never",
  "steps that the engine does not take": "policy=coconala&do=nonsense&by=nobody&suppose=deliveredAt&to=never",
  "a policy that does not exist": "policy=amazon&state=x",
  "nothing but noise": "policy=%E0%A4%A&&&=%",
  markup: "policy=coconala&state=%3Cimg%20src=x%3E&goal=%3Cb%3E&role=%22%3E%3Cscript%3E",
};
for (const [name, fragment] of Object.entries(bad)) {
  onPage(`with ${name}, the page still works`, async (page) => {
    await page.evaluate((text) => {
      location.hash = text;
    }, fragment);
    await page.reload();
    await page.locator("#answer [data-verb], #answer [data-problem], [data-problem]").first().waitFor();
    await choose(page, "policy", "qoo10");
    assert.notEqual(await verdict(page, "refuse-cancel", "seller"), null);
  });
}
