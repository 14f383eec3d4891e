// An order of somebody's own, from an empty page: the steps to an answer, the present, and that nothing typed is lost.

/** @import { Page } from "playwright-core" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, enter, pages, pick } from "./visitor.mjs";

/** The time at which everything is looked at. */
const NOW = "2026-11-20T10:00:00+09:00";

const { onPage, open } = pages({ at: "", time: NOW, reducedMotion: "reduce" });

/**
 * A task that people come with: what they choose and type, in the order in which the page asks, and what they are told.
 *
 * @typedef {object} Task
 * @property {string} name
 * @property {string} policy
 * @property {string} [role] left out where there is only one
 * @property {string} state
 * @property {([fact: string, text: string] | [fact: string, "none" | "left-out", true])[]} facts
 * @property {RegExp} told
 */

/** @type {Task[]} */
const tasks = [
  {
    name: "a buyer with bad work on Coconala",
    policy: "coconala",
    role: "buyer",
    state: "delivered",
    facts: [["deliveredAt", "昨日 18時"]],
    told: /承認するか差し戻す必要があります[\s\S]*安全な期限は 11月22日\(日\) 18:00/,
  },
  {
    name: "a Qoo10 seller with a parcel on its way",
    policy: "qoo10",
    role: "seller",
    state: "handed-over",
    facts: [
      ["cancelRequestedAt", "今日 8:40"],
      ["shipBy", "11/21"],
    ],
    told: /キャンセル要請を拒否してください[\s\S]*承認すると、荷物は届くのに代金は受け取れません/,
  },
  {
    name: "a CrowdWorks worker ten days after delivery",
    policy: "crowdworks",
    role: "worker",
    state: "delivered",
    facts: [["deliveredAt", "10日前"]],
    told: /連絡が取れないことを事務局に報告できます[\s\S]*公式では、いまはできません/,
  },
  {
    name: "a Lancers freelancer before escrow",
    policy: "lancers",
    role: "lancer",
    state: "agreed",
    facts: [],
    told: /仮払いをする必要があります[\s\S]*まだ「作業を始める」に進まないでください/,
  },
  {
    name: "closing an account",
    policy: "coconala-account",
    state: "active",
    facts: [
      ["openPurchases", "0"],
      ["undeliveredSales", "0"],
      ["pendingPayouts", "0"],
    ],
    told: /退会できます[\s\S]*これまでの実績と評価はすべて失われ/,
  },
];

/** What the headline says. */
const headline = (/** @type {Page} */ page) => page.locator("#headline").innerText();

/**
 * Moves the focus with Tab until it is where something can be done, and says how often.
 *
 * @param {Page} page
 * @param {string} selector
 */
async function tabTo(page, selector) {
  for (let count = 1; count < 60; count += 1) {
    await page.keyboard.press("Tab");
    const isThere = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (isThere) return count;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/**
 * Chooses in a group with the arrows, and says how many keys it takes.
 *
 * @param {Page} page
 * @param {string} group
 * @param {string} value
 */
async function chooseByKeys(page, group, value) {
  let keys = await tabTo(page, `#${group} input`);
  await page.keyboard.press("Space");
  keys += 1;
  const isChosen = () =>
    page
      .locator(`#${group} input:checked`)
      .getAttribute("value")
      .then((one) => one === value);
  for (let count = 0; !(await isChosen()); count += 1) {
    assert.ok(count < 12, `the arrows do not lead to ${value}`);
    await page.keyboard.press("ArrowDown");
    keys += 1;
  }
  return keys;
}

for (const { name, policy, role, state, facts, told } of tasks) {
  onPage(`${name}, by keyboard alone`, async (page) => {
    let keys = await chooseByKeys(page, "policy", policy);
    let decisions = 1;
    if (role !== undefined) {
      keys += await chooseByKeys(page, "role", role);
      decisions += 1;
    }
    keys += await chooseByKeys(page, "state", state);
    decisions += 1;
    for (const [fact, text] of facts) {
      keys += await tabTo(page, `#field-${fact}`);
      await page.keyboard.type(text);
      decisions += 1;
    }
    await page.keyboard.press("Tab");
    assert.match(await headline(page), told);
    assert.equal(await page.locator("[data-problem]").count(), 0);
    console.log(`${name}, by keyboard: ${decisions} steps, ${keys} keys and what is typed`);
  });

  onPage(
    `${name}, by touch on a phone`,
    async (page) => {
      const tap = async (/** @type {string} */ group, /** @type {string} */ value) =>
        page.locator(`#${group} label:has([value="${value}"])`).tap();
      let steps = 0;
      for (const [group, value] of [
        ["policy", policy],
        ["role", role],
        ["state", state],
      ]) {
        if (value === undefined) continue;
        await tap(group, value);
        steps += 1;
      }
      for (const [fact, text] of facts) {
        await page.locator(`#field-${fact}`).tap();
        await page.locator(`#field-${fact}`).fill(text);
        steps += 1;
      }
      await page.locator(".to-answer").tap();
      assert.match(await headline(page), told);
      const box = await page.locator("#headline").boundingBox();
      assert.ok(box !== null && box.y < 844, "the answer is in sight");
      console.log(`${name}, by touch: ${steps} steps and one tap to the answer`);
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  );
}

onPage(
  "it begins with an order of one's own: first the service, then who one is, then where it stands",
  async (page) => {
    assert.equal(await page.locator("#entry input:checked").getAttribute("value"), "own");
    assert.equal(await page.locator("#role, #state, #order-form, #headline h2").count(), 0);
    await choose(page, "policy", "qoo10");
    assert.equal(await page.locator("#state, #order-form").count(), 0);
    await choose(page, "role", "seller");
    assert.equal(await page.locator("#order-form").count(), 0);
    assert.ok(await page.locator("#below").isHidden());
    await choose(page, "state", "handed-over");
    assert.match(await headline(page), /./);
    assert.equal(await page.locator("#questions .field").first().getAttribute("data-field"), "cancelRequestedAt");
  },
);

onPage(
  "only what would change the answer is asked for, what is missing first, and each keeps its place",
  async (page) => {
    await choose(page, "policy", "coconala");
    await choose(page, "role", "buyer");
    await choose(page, "state", "delivered");
    const asked = () =>
      page.locator("#questions .field").evaluateAll((all) => all.map(({ dataset }) => String(dataset.field)));
    const first = await asked();
    assert.equal(first[0], "deliveredAt", "without it the state is not known");
    assert.ok(first.length <= 4);
    await enter(page, "#field-deliveredAt", "昨日 18時");
    const second = await asked();
    assert.deepEqual(second.slice(0, first.length), first, "nothing moves");
    await pick(page, "cancelRequestedBy", ":none");
    assert.equal(
      await page.locator("#none-cancelRequestedAt").getAttribute("aria-pressed"),
      "true",
      "what is given together is absent together",
    );
    assert.deepEqual((await asked()).slice(0, second.length), second);
  },
);

onPage("a date is picked or written as people do, and told as it was read", async (page) => {
  await choose(page, "policy", "coconala");
  await choose(page, "role", "buyer");
  await choose(page, "state", "delivered");
  await enter(page, "#field-deliveredAt", "３日前");
  const hint = page.locator("#hint-deliveredAt");
  assert.match(await hint.innerText(), /11月17日\(火\) 10:00 · 3日前/);
  assert.equal(await page.locator("#at-deliveredAt").inputValue(), "2026-11-17T10:00");
  await page.locator("#at-deliveredAt").fill("2026-11-19T18:30");
  assert.equal(await page.locator("#field-deliveredAt").inputValue(), "2026-11-19 18:30");
  assert.match(await hint.innerText(), /昨日 11月19日\(木\) 18:30/);
  await page.locator("#field-deliveredAt").fill("いつだったか");
  assert.equal(await page.locator("[data-problem]").count(), 0, "an error waits until the field is left");
  await page.keyboard.press("Tab");
  assert.match(await page.locator('[data-problem="deliveredAt"]').innerText(), /「いつだったか」/);
});

onPage("the present goes on by itself, and stands still once somebody moves it", async (page) => {
  await choose(page, "policy", "coconala");
  await choose(page, "role", "buyer");
  await choose(page, "state", "delivered");
  await enter(page, "#field-deliveredAt", "2026-11-13 10:05");
  await page.locator("#more-summary").click();
  const now = page.locator("#now");
  assert.equal(await now.inputValue(), "2026-11-20 10:00");
  const revise = page.locator('#order [data-action="revise"]');
  assert.equal(await revise.getAttribute("data-verdict"), "allowed");
  await page.clock.runFor(4 * 60_000);
  assert.equal(await now.inputValue(), "2026-11-20 10:04");
  await page.clock.runFor(61_000);
  assert.match(await headline(page), /すでに「完了」になっています/);
  await page.locator('[data-step="-hour"]').click();
  const moved = await now.inputValue();
  await page.clock.runFor(10 * 60_000);
  assert.equal(await now.inputValue(), moved);
  await page.locator("#now-live").click();
  assert.equal(await now.inputValue(), "2026-11-20 10:15");
});

onPage("today and tomorrow are said of the real day, and of no other", async (page) => {
  await choose(page, "policy", "crowdworks");
  await choose(page, "role", "worker");
  await choose(page, "state", "working");
  await enter(page, "#field-dueAt", "明日");
  assert.match(await headline(page), /期限は 明日 11月21日\(土\) 23:59/);
  await page.locator("#more-summary").click();
  await page.locator('[data-step="+hour"]').click();
  assert.doesNotMatch(await headline(page), /今日|明日/);
});

onPage("nothing typed is lost by another tab, by coming back, or by loading anew", async (page) => {
  await choose(page, "policy", "coconala");
  await choose(page, "role", "buyer");
  await choose(page, "state", "delivered");
  await enter(page, "#field-deliveredAt", "2026-11-19 18:30");
  await page.locator("#left-out-cancelRequestedAt").click();
  const isThere = async (/** @type {string} */ after) => {
    assert.equal(await page.locator("#field-deliveredAt").inputValue(), "2026-11-19 18:30", after);
    assert.equal(await page.locator("#left-out-cancelRequestedAt").getAttribute("aria-pressed"), "true", after);
    assert.equal(await page.locator("#role input:checked").getAttribute("value"), "buyer", after);
  };
  await choose(page, "entry", "example");
  await choose(page, "policy", "qoo10");
  await choose(page, "entry", "own");
  await choose(page, "policy", "coconala");
  await isThere("after an example");
  await choose(page, "policy", "lancers");
  await choose(page, "policy", "coconala");
  await isThere("after another service");
  await page.reload();
  await isThere("after loading anew");
  const address = page.url();
  await page.goto("about:blank");
  await page.goBack();
  await isThere("after going back");
  assert.equal(page.url(), address);
  // What is typed at the very last is not lost either.
  await page.locator("#field-deliveredAt").fill("2026-11-18 7:40");
  await page.reload();
  assert.equal(await page.locator("#field-deliveredAt").inputValue(), "2026-11-18 07:40");
  await page.locator("#reset").click();
  assert.equal(await page.locator("#state input:checked").count(), 0, "it can be begun anew");
});

onPage("the way back leads to the service that was looked at before, as it was left", async (page) => {
  await choose(page, "policy", "coconala");
  await choose(page, "role", "buyer");
  await choose(page, "state", "delivered");
  await enter(page, "#field-deliveredAt", "2026-11-19 18:30");
  await choose(page, "policy", "lancers");
  await choose(page, "role", "client");
  await page.goBack();
  assert.equal(await page.locator("#policy input:checked").getAttribute("value"), "coconala");
  assert.equal(await page.locator("#role input:checked").getAttribute("value"), "buyer");
  assert.equal(await page.locator("#field-deliveredAt").inputValue(), "2026-11-19 18:30");
  await page.goForward();
  assert.equal(await page.locator("#policy input:checked").getAttribute("value"), "lancers");
  assert.equal(await page.locator("#role input:checked").getAttribute("value"), "client");
});

onPage("a state that only one source knows is judged by that source", async (page) => {
  await choose(page, "policy", "crowdworks");
  await choose(page, "role", "worker");
  await choose(page, "state", "contracted");
  assert.equal(await page.locator("#edition input:checked").getAttribute("value"), "official");
  assert.equal(await page.locator("[data-problem]").count(), 0);
});

for (const [locale, lang] of [
  ["ja-JP", "ja"],
  ["en-GB", "en"],
  ["de-DE", "en"],
]) {
  onPage(
    `a browser in ${locale} is followed`,
    async (page) => {
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      const other = lang === "ja" ? "en" : "ja";
      await choose(page, "locale", other);
      await page.reload();
      await page.locator("#policy").waitFor();
      assert.equal(await page.locator("html").getAttribute("lang"), other, "what was chosen counts from then on");
    },
    { locale },
  );
}

test("the form comes before the answer in the order of Tab", async () => {
  const { page, close } = await open({ at: "policy=coconala&sample=closes-tomorrow", reducedMotion: "reduce" });
  const isBefore = await page.evaluate(() => {
    const [form, answer] = ["order-form", "answer"].map((id) => document.getElementById(id));
    return (form.compareDocumentPosition(answer) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  });
  assert.ok(isBefore);
  await close();
});
