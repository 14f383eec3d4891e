// The page in a browser, as a person uses it.

/** @import { Page } from "playwright-core" */

import assert from "node:assert/strict";
import { samples } from "../../www/page/view/samples.js";
import { choose, enter, isFocused, openParams, pages, pick, stand, stateLabel, verdict } from "./visitor.mjs";

const { onPage } = pages();

/**
 * @param {Page} page
 * @param {string} path
 */
const problemAt = (page, path) => page.locator(`[data-problem="${path}"]`);

onPage("an example is seen by one of its parties, and marked as an example with its date", async (page) => {
  assert.equal(await page.locator("html").getAttribute("lang"), "ja");
  assert.equal(await page.locator("#role input:checked").getAttribute("value"), "buyer");
  assert.equal(await page.locator(".example-date").innerText(), "例：2026年11月20日(金) 10:00 の時点の取引");
  const said = await page.locator('#order [data-action="revise"] summary').innerText();
  assert.match(said, /11月21日\(土\) 9:00 まで/);
  assert.match(said, /あと 23時間/);
  assert.doesNotMatch(await page.locator("body").innerText(), /今日|明日|昨日(?! 18時)/, "only of the real day");
  assert.equal(await page.locator("h1").count(), 1);
});

onPage("what the policies offer and what the samples cover is the same", async (page) => {
  const offered = await page
    .locator("#policy input")
    .evaluateAll((/** @type {HTMLInputElement[]} */ inputs) => inputs.map((input) => input.value));
  assert.deepEqual([...offered].sort(), Object.keys(samples).sort());
});

for (const [policy, list] of Object.entries(samples)) {
  onPage(`every sample of ${policy} has an answer, for every role and in both languages`, async (page) => {
    assert.ok(list.length >= 3);
    await choose(page, "policy", policy);
    for (const { id, role, order } of list) {
      await choose(page, "sample", id);
      assert.equal(await page.locator("#role input:checked").getAttribute("value"), role ?? "");
      assert.equal(await page.locator("#edition input:checked").getAttribute("value"), order.edition ?? "guide");
      await assertAnswered(page, id);
      const roles = await page
        .locator("#role input")
        .evaluateAll((/** @type {HTMLInputElement[]} */ inputs) => inputs.map((input) => input.value));
      for (const each of roles) {
        await choose(page, "role", each);
        await assertAnswered(page, `${id} as ${each}`);
      }
      await choose(page, "locale", "en");
      await assertAnswered(page, `${id} in English`);
      await choose(page, "locale", "ja");
    }
  });
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function assertAnswered(page, name) {
  assert.equal(await page.locator("[data-problem]").count(), 0, name);
  assert.equal(await page.locator("[data-warning]").count(), 0, name);
  assert.ok((await page.locator("#answer [data-action]").count()) > 0, name);
  assert.notEqual(await stateLabel(page), "", name);
  assert.equal(await page.locator("#headline h2").count(), 1, name);
  const keys = await page
    .locator("#order article[data-action]")
    .evaluateAll((all) => all.map(({ dataset }) => `${dataset.action} ${dataset.role}`));
  assert.deepEqual(keys, [...new Set(keys)], `${name}: each action once`);
}

onPage("crossing a deadline changes the verdict, to the millisecond", async (page) => {
  const now = page.locator("#now");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");
  await now.fill("2026-11-21 08:59:59.999");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");
  await now.fill("2026-11-21 09:00");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  assert.match(await page.locator("#answer .moved").innerText(), /その後、次のことが起きています/);
  await now.fill("2026-11-20 10:00");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");
});

onPage("the buttons move the time, and lead to the next change and just before it", async (page) => {
  const now = page.locator("#now");
  /** @param {string | number} step */
  const press = (step) => page.locator(`[data-step="${step}"]`).click();
  await press("+day");
  assert.equal(await now.inputValue(), "2026-11-21 10:00");
  await press("-day");
  await press("+hour");
  assert.equal(await now.inputValue(), "2026-11-20 11:00");
  await press("-hour");
  await press("before-next");
  assert.equal(await now.inputValue(), "2026-11-21 08:59:59.999");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");
  await press("next");
  assert.equal(await now.inputValue(), "2026-11-21 09:00");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  const last = page.locator('[data-step="next"]');
  assert.equal(await last.getAttribute("aria-disabled"), "true");
  assert.ok(
    await last.evaluate((button) => button === document.activeElement),
    "the button that was pressed keeps the focus",
  );
});

onPage("a wrong instant is told beside its field, and the answer is marked as the one before", async (page) => {
  const field = page.locator("#field-deliveredAt");
  await field.fill("ずっと前");
  assert.equal(await page.locator("[data-problem], #summary p").count(), 0, "nothing is wrong while it is being typed");
  assert.equal(await page.locator("#answer[data-stale]").count(), 0);
  await field.press("Tab");
  const problem = problemAt(page, "deliveredAt");
  assert.equal(await problem.getAttribute("data-code"), "invalid-instant");
  assert.match(await problem.innerText(), /「ずっと前」/);
  assert.ok(await problem.evaluate((text) => text.closest('[data-field="deliveredAt"]') !== null));
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const described = (await field.getAttribute("aria-describedby")).split(" ");
  assert.ok(await problem.evaluate((text, ids) => ids.includes(text.parentElement.id), described));
  assert.equal(await page.locator("#answer[data-stale]").count(), 1);
  assert.match(await page.locator("#summary").innerText(), /正式な納品の日時/);

  await page.locator("#summary a").click();
  assert.ok(await field.evaluate((input) => input === document.activeElement), "the summary leads to the field");

  await enter(page, "#field-deliveredAt", "2026-11-15 09:00");
  assert.equal(await problem.count(), 0);
  assert.equal(await field.getAttribute("aria-invalid"), null);
  assert.equal(await page.locator("#answer[data-stale]").count(), 0);
});

onPage("each kind of wrong input is told where it was made, and all at once", async (page) => {
  await openParams(page);
  await page.locator("#now").fill("ずっと前");
  await page.locator("#field-purchasedAt").fill("2026-13-45 09:00");
  await page.locator("#field-revisionsUsed").fill("二回");
  await page.locator('[id="field-params.reviewWindow"]').fill("ずっと");
  await enter(page, '[id="field-params.maxRevisions"]', "1.5");
  /** @type {Record<string, string>} */
  const codes = {};
  for (const problem of await page.locator("[data-problem]").all()) {
    codes[await problem.getAttribute("data-problem")] = await problem.getAttribute("data-code");
  }
  assert.deepEqual(codes, {
    now: "invalid-instant",
    purchasedAt: "invalid-instant",
    revisionsUsed: "wrong-type",
    "params.reviewWindow": "invalid-duration",
    "params.maxRevisions": "wrong-type",
  });
  await page.locator("#reset").click();
  assert.equal(await page.locator("[data-problem]").count(), 0);
  assert.equal(await page.locator("#field-purchasedAt").inputValue(), "2026-11-06 20:15");
});

onPage(
  "a state that the other edition does not have is told at the state, and no answer of the other edition is left",
  async (page) => {
    await choose(page, "policy", "crowdworks");
    await choose(page, "sample", "escrow-not-paid");
    await choose(page, "edition", "guide");
    assert.equal(await problemAt(page, "state").getAttribute("data-code"), "unknown-state");
    assert.equal(await page.locator("#answer [data-action]:visible").count(), 0);
    await choose(page, "edition", "official");
    assert.equal(await problemAt(page, "state").count(), 0);
    assert.ok((await page.locator("#answer [data-action]:visible").count()) > 0);
  },
);

onPage("markup that is typed is shown as text", async (page) => {
  await enter(page, "#field-deliveredAt", '<img src="x"><script>bad()</script>');
  assert.match(await problemAt(page, "deliveredAt").innerText(), /<img src="x">/);
  assert.equal(await page.locator("main img").count(), 0);
});

onPage("every kind of field can be edited, and the answer follows", async (page) => {
  await page.locator("#field-revisionsUsed").fill("1");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  await stand(page, "revisionsUsed", "left-out");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");

  await page.locator("#field-deliveredAt").fill("2026-11-13 09:00");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  await stand(page, "deliveredAt", "left-out");
  assert.equal(await verdict(page, "revise", "buyer"), "unknown");
  const fillIn = page.locator('[slot="action-revise-buyer"] .missing');
  assert.match(await fillIn.innerText(), /正式な納品の日時/);
  await page.locator("#left-out-deliveredAt").click();
  assert.equal(await page.locator("#field-deliveredAt").inputValue(), "2026-11-13 09:00", "the value comes back");
  await page.locator("#field-deliveredAt").fill("2026-11-14 09:00");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");

  await pick(page, "cancelRequestedBy", "seller");
  assert.equal(await verdict(page, "approve-cancel", "buyer"), "allowed");
  await pick(page, "cancelRequestedBy", ":none");
  assert.equal(await verdict(page, "approve-cancel", "buyer"), "denied");

  await openParams(page);
  await page.locator('[id="field-params.maxRevisions"]').fill("0");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  await page.locator('[id="field-params.maxRevisions"]').fill("");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");
  await page.locator('[id="field-params.reviewWindow"]').fill("6d");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  await page.locator('[id="field-params.reviewWindow"]').fill("7d");
  assert.equal(await verdict(page, "revise", "buyer"), "allowed");

  await page.locator("#field-state").selectOption("in-progress");
  assert.equal(await verdict(page, "revise", "buyer"), "denied");

  await choose(page, "policy", "lancers");
  await choose(page, "sample", "extra-work");
  assert.equal(await verdict(page, "refuse-extra-work", "lancer"), "allowed");
  await pick(page, "outOfScopeRequest", "false");
  assert.equal(await verdict(page, "refuse-extra-work", "lancer"), "denied");
});

onPage("what is missing leads to its field", async (page) => {
  await stand(page, "deliveredAt", "left-out");
  await page.locator('[slot="action-revise-buyer"] .missing a').click();
  assert.ok(await isFocused(page.locator("#field-deliveredAt")));
});

onPage("none and unknown are two things for a fact that can be absent", async (page) => {
  await choose(page, "policy", "qoo10");
  await choose(page, "sample", "parcel-with-carrier");
  assert.equal(await verdict(page, "refuse-cancel", "seller"), "allowed");
  await stand(page, "shipBy", "none");
  assert.equal(await verdict(page, "refuse-cancel", "seller"), "allowed");
  await stand(page, "shipBy", "left-out");
  assert.equal(await verdict(page, "refuse-cancel", "seller"), "unknown");
  await page.locator("#field-shipBy").fill("2026-11-19 23:59:59");
  assert.equal(await page.locator("#left-out-shipBy").getAttribute("aria-pressed"), "false");
  assert.equal(await verdict(page, "refuse-cancel", "seller"), "denied");
});

onPage(
  "typing key by key keeps the field, and the field says what it was understood as once it is left",
  async (page) => {
    const field = page.locator("#field-deliveredAt");
    await field.fill("");
    await field.pressSequentially("2026-11-14 09:00:00");
    assert.ok(await field.evaluate((input) => input === document.activeElement));
    assert.equal(await field.inputValue(), "2026-11-14 09:00:00");
    await page.keyboard.press("Tab");
    assert.equal(await field.inputValue(), "2026-11-14 09:00");
    await field.fill("2026-11-14T00:00:00Z");
    assert.equal(await page.locator("[data-problem]").count(), 0);
    await page.keyboard.press("Tab");
    assert.equal(await field.inputValue(), "2026-11-14 09:00");
  },
);

onPage("seen by everybody, each action stands once for each role that may try it", async (page) => {
  await choose(page, "role", "");
  for (const role of ["buyer", "seller"]) {
    assert.ok((await page.locator(`#order [data-action][data-role="${role}"]`).count()) > 0);
    assert.equal(await page.locator(`#order [data-action="request-cancel"][data-role="${role}"]`).count(), 1);
  }
  const ids = await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id));
  assert.deepEqual(ids, [...new Set(ids)], "no id stands twice");
});

onPage("what was opened stays open, and the focus stays where it was", async (page) => {
  const rules = page.locator("#rules-revise");
  await rules.locator("summary").click();
  await page.locator('[data-step="+hour"]').click();
  assert.ok(await rules.evaluate((/** @type {HTMLDetailsElement} */ details) => details.open));
  await page.locator("#locale-en").focus();
  await page.keyboard.press("Space");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.evaluate(() => document.activeElement.id), "locale-en");
  assert.ok(
    await rules.evaluate((/** @type {HTMLDetailsElement} */ details) => details.open),
    "in the other language too",
  );
});

onPage("a screen reader is told the new answer once it stands still", async (page) => {
  await page.locator('[data-step="+day"]').click();
  await page.waitForFunction(() => document.getElementById("status").textContent.includes("「差し戻す」はできません"));
});

onPage("it says that it only advises, by which rules, and in which version", async (page) => {
  assert.match(
    await page.locator(".intro").innerText(),
    /これは予測です。実際にできるかどうかは、各サービスが決めます。/,
  );
  const basis = page.locator("#basis");
  assert.match(await basis.innerText(), /これは予測です/);
  assert.match(await basis.innerText(), /ココナラの取引（解説記事）/);
  assert.notEqual(await page.locator("#version").innerText(), "");
});

onPage("the title says what is seen, in the language of the page", async (page) => {
  assert.equal(await page.title(), "納品済み・確認待ち：ココナラの取引（購入者） | torihiki");
  await choose(page, "role", "");
  await page.locator("#now").fill("2026-11-21 09:00");
  assert.equal(await page.title(), "完了：ココナラの取引 | torihiki");
  await choose(page, "locale", "en");
  assert.equal(await page.title(), "Completed: Coconala order | torihiki");
  assert.match(await page.locator('meta[name="description"]').getAttribute("content"), /^What may be done/);
});

onPage(
  "the first heading of the answer says what matters, until when, and which source says otherwise",
  async (page) => {
    const headline = page.locator("#headline");
    assert.match(
      await headline.innerText(),
      /^必要な対応\s+納品から7日以内に、承認するか差し戻す必要があります\s+期限は 11月21日\(土\) 9:00（解説記事の場合）\s*あと 23時間\s+公式では、11月17日\(火\) 9:00 に、すでに「完了」になっています\s+何もしない場合/,
    );
    await stand(page, "deliveredAt", "left-out");
    assert.match(await headline.innerText(), /「正式な納品の日時」を入力すると、判断できます/);
    await choose(page, "policy", "qoo10");
    await choose(page, "sample", "parcel-with-carrier");
    assert.match(
      await headline.innerText(),
      /キャンセル要請を拒否してください\s+「キャンセル要請を承認する」は選ばないでください。承認すると、荷物は届くのに代金は受け取れません/,
    );
    await choose(page, "policy", "coconala-account");
    await choose(page, "sample", "nothing-open");
    assert.match(
      await headline.innerText(),
      /^要注意\s+退会できます\s+公式では、影響や必要な同意が異なります\s+これまでの実績と評価はすべて失われ/,
    );
  },
);

onPage("what hurts is tried only after its consequence has been read", async (page) => {
  await choose(page, "policy", "qoo10");
  await choose(page, "sample", "parcel-with-carrier");
  const button = page.locator("#whatif-approve-cancel-seller");
  const warning = page.locator('[data-warned="whatif-approve-cancel-seller"]');
  assert.ok(await button.isHidden());
  await warning.locator("summary").click();
  assert.match(await warning.innerText(), /次の不利益があります[\s\S]*重大[\s\S]*荷物は届くのに代金は受け取れません/);
  await button.click();
  await page.locator('[data-supposed="approve-cancel"]').waitFor();
  await page.locator("#back").click();
  assert.ok(await page.locator("#whatif-refuse-cancel-seller").isVisible(), "what does not hurt is one press away");
});

onPage("links inside the page move the focus and open what is folded, and leave the address alone", async (page) => {
  const before = page.url();
  for (const id of ["editions", "timeline", "rules"]) {
    await page.locator(`.contents a[href="#${id}"]`).click();
    assert.ok(await isFocused(page.locator(`#${id}`)), id);
    assert.ok(await page.locator(`#${id} h2`).evaluate((heading) => heading.getBoundingClientRect().top >= 0), id);
  }
  assert.equal(page.url().split("#")[0], before.split("#")[0]);
  assert.doesNotMatch(page.url(), /#(editions|timeline|rules)$/);
});

onPage(
  "on a phone the answer begins in the first window, and what is folded away is one press away",
  async (page) => {
    const top = await page.locator("#headline").evaluate((headline) => headline.getBoundingClientRect().top);
    assert.ok(top < 844 * 0.65, `the answer begins at ${top}`);
    assert.ok(await page.locator("#order-form").evaluate((/** @type {HTMLDetailsElement} */ form) => !form.open));
    await page.locator("#order-form-summary").click();
    assert.ok(await page.locator("#field-state").isVisible());
    await page.locator("#more-summary").click();
    await choose(page, "edition", "official");
    assert.equal(await verdict(page, "revise", "buyer"), "denied");
    await page.locator(".contents-button").click();
    await page.locator('.contents a[href="#rules"]').click();
    assert.ok(await isFocused(page.locator("#rules")));
    assert.ok(await page.locator("#contents").isHidden());
  },
  { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" },
);
