// "What if I do this": the orders after steps that nobody has taken, and the way back from them.

/**
 * @import { ActionId, PolicyId, Preview, RoleId } from "torihiki"
 * @import { Page } from "playwright-core"
 */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { apply, preview } from "torihiki";
import { samples } from "../../www/page/view/samples.js";
import {
  choose,
  enter,
  isFocused,
  pages,
  pressWhatIf,
  snapshot,
  stateLabel,
  supposedSteps,
  verdict,
} from "./visitor.mjs";

before(() => init());

// Nothing glides, so that nothing is waited for.
const { onPage, open } = pages({ reducedMotion: "reduce" });

/**
 * @param {PolicyId} policy
 * @param {string} id
 */
const sampleOf = (policy, id) => samples[policy].find((sample) => sample.id === id);
/** @param {Page} page */
const banner = (page) => page.locator("#supposed-banner");
/**
 * @param {Page} page
 * @param {string} name
 */
const told = (page, name) => page.locator(`#supposed-banner [data-told="${name}"]`);
const press = pressWhatIf;

onPage("an allowed action offers a what-if, and no other one does", async (page) => {
  await choose(page, "role", "");
  for (const entry of await page.locator("#order article[data-verdict]").all()) {
    const { action, role, verdict } = await entry.evaluate(({ dataset }) => ({ ...dataset }));
    const slotted = page.locator(`#order > [slot="action-${action}-${role}"] [data-whatif]`);
    assert.equal(await slotted.count(), verdict === "allowed" ? 1 : 0);
  }
});

onPage("a what-if shows what stops, turns the page into the order after it, and leads back", async (page) => {
  const before = await snapshot(page);
  await press(page, "revise", "buyer");
  await banner(page).waitFor();
  assert.ok(await isFocused(banner(page)), "the banner has the focus");
  const said = await banner(page).innerText();
  assert.match(said, /購入者が「差し戻す」を行ったとします/);
  assert.match(said, /「納品済み・確認待ち」から「差し戻し・修正中」に変わります/);
  assert.equal(await told(page, "stops").locator('[data-rule="coconala.auto-complete"]').count(), 1);
  assert.equal(await told(page, "runs-into").count(), 0);
  assert.equal(await page.locator("#field-state").inputValue(), "revising", "the form shows the supposed order");
  assert.equal(await page.locator("#field-revisionsUsed").inputValue(), "1");
  assert.ok(await page.locator("#form-supposed").isVisible());
  assert.equal(await verdict(page, "revise", "buyer"), "denied");
  assert.equal(await page.locator(".picture .band").first().getAttribute("data-state"), "revising");

  await page.locator("#back").click();
  await banner(page).waitFor({ state: "detached" });
  assert.deepEqual(await snapshot(page), before);
  assert.ok(await page.locator("#form-supposed").isHidden());
  assert.ok(await isFocused(page.locator("#whatif-revise-buyer")), "the focus is back where it left");
});

for (const [policy, list] of Object.entries(samples)) {
  onPage(`every what-if on every sample of ${policy} is what \`apply\` says, and leads back`, async (page) => {
    await choose(page, "policy", policy);
    for (const { id, now, order } of list) {
      await choose(page, "sample", id);
      await choose(page, "role", "");
      const before = await snapshot(page);
      const offered = await page
        .locator("[data-whatif]")
        .evaluateAll((all) =>
          all.map(({ dataset }) => /** @type {[ActionId, RoleId]} */ ([dataset.whatif, dataset.role])),
        );
      for (const [action, role] of offered) {
        const name = `${id} ${role} ${action}`;
        const expected = apply({ edition: /** @type {const} */ ("guide"), ...order }, action, { role, now });
        await press(page, action, role);
        await banner(page).waitFor();
        assert.equal(await stateLabel(page), expected.preview.state.label, name);
        for (const [list, transitions] of Object.entries({
          stops: expected.stops,
          starts: expected.starts,
          "runs-into": expected.runsInto,
        })) {
          const rules = await told(page, list)
            .locator(".transitions > li")
            .evaluateAll((all) => all.map(({ dataset }) => dataset.rule));
          assert.deepEqual(
            rules,
            transitions.map(({ rule }) => rule),
            `${name} ${list}`,
          );
        }
        const shown = await page
          .locator("#order article[data-verdict]")
          .evaluateAll((all) =>
            all.map(({ dataset }) => `${dataset.action} ${dataset.role} ${dataset.verdict}`).sort(),
          );
        assert.deepEqual(
          shown,
          expected.preview.actions.map(({ id, role, verdict }) => `${id} ${role} ${verdict}`).sort(),
          name,
        );
        await page.locator("#back").click();
        await banner(page).waitFor({ state: "detached" });
      }
      assert.deepEqual(await snapshot(page), before, id);
    }
  });
}

onPage("what-ifs are stacked; back goes one step, and the other button all of them", async (page) => {
  await choose(page, "role", "");
  const before = await snapshot(page);
  await press(page, "revise", "buyer");
  await page.locator('[data-step="+day"]').click();
  const first = await snapshot(page);
  await press(page, "deliver", "seller");
  await page.waitForFunction(() => document.querySelectorAll("[data-supposed]").length === 2);
  assert.deepEqual(await supposedSteps(page), ["revise", "deliver"]);
  assert.equal(
    await page.locator("#field-deliveredAt").inputValue(),
    "2026-11-21 10:00",
    "what an action sets stands in the form as people write it",
  );
  assert.equal(await told(page, "starts").locator('[data-rule="coconala.auto-complete"]').count(), 1);
  await page.locator("#back").click();
  assert.deepEqual(await snapshot(page), first);
  await press(page, "deliver", "seller");
  await press(page, "accept", "buyer");
  assert.deepEqual(await supposedSteps(page), ["revise", "deliver", "accept"]);
  assert.equal(await page.locator("#field-state").inputValue(), "completed");
  await page.locator("#back-to-start").click();
  await banner(page).waitFor({ state: "detached" });
  assert.deepEqual(await snapshot(page), before);
});

onPage("the trap is told as a warning, with its effects", async (page) => {
  await choose(page, "policy", "qoo10");
  await choose(page, "sample", "late-parcel");
  await press(page, "request-cancel", "buyer");
  const trap = told(page, "runs-into");
  await trap.waitFor();
  assert.match(await trap.innerText(), /すぐに次のことが起きます/);
  assert.equal(await trap.locator('[data-rule="qoo10.overdue-request-cancels"]').count(), 1);
  assert.match(await trap.innerText(), /全額返金/);
  assert.equal(await stateLabel(page), "キャンセル済み");
});

onPage("where consent is needed it says whose, and what they can then do; which can be supposed too", async (page) => {
  await press(page, "request-cancel", "buyer");
  const consent = told(page, "consent");
  await consent.waitFor();
  assert.match(await consent.innerText(), /出品者の同意が必要です/);
  const { order, role, now } = sampleOf("coconala", "closes-tomorrow");
  const after = apply({ edition: /** @type {const} */ ("guide"), ...order }, "request-cancel", { role, now });
  /**
   * @param {Preview} answer
   * @param {string} id
   */
  const isAllowed = ({ actions }, id) =>
    actions.some((action) => action.id === id && action.role === "seller" && action.verdict === "allowed");
  const already = preview({ edition: /** @type {const} */ ("guide"), ...order }, { now });
  const expected = after.preview.actions
    .filter(({ id, role, verdict }) => role === "seller" && verdict === "allowed" && !isAllowed(already, id))
    .map(({ id }) => id);
  assert.deepEqual(
    await consent.locator("[data-whatif]").evaluateAll((all) => all.map(({ dataset }) => dataset.whatif)),
    expected,
  );
  assert.ok(expected.includes("approve-cancel"));

  await consent.locator('[data-whatif="approve-cancel"]').click();
  await page.waitForFunction(() => document.querySelectorAll("[data-supposed]").length === 2);
  assert.equal(await stateLabel(page), "キャンセル済み");
  await page.locator("#back").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-supposed]").length === 1);
  assert.ok(await isFocused(page.locator("#answer-approve-cancel-seller")));
});

test("where facts are missing, it says which, and leads to their fields", async () => {
  // No built-in policy needs facts to apply what it allows, so the engine is made to.
  const { page, close } = await open({
    instead: `
      const missing = ["includedRevisions"];
      export const apply = (order, ...rest) => ({ ...own.apply(order, ...rest), applied: false, order, missing });
    `,
  });
  await press(page, "revise", "buyer");
  const note = page.locator('[slot="action-revise-buyer"] .whatif .missing');
  await note.waitFor();
  assert.equal(await note.locator("xpath=..").getAttribute("role"), "alert");
  assert.match(await note.innerText(), /サービスに含まれる修正回数/);
  assert.equal(await banner(page).count(), 0);
  await note.locator("a").click();
  assert.ok(await isFocused(page.locator("#field-includedRevisions")));
  await page.locator('[data-step="+hour"]').click();
  assert.equal(await note.count(), 0);
  await close();
});

test("what a person supplies with an action is asked for, and holds once the other party has agreed", async () => {
  const { page, close } = await open();
  await page.goto(new URL("#policy=crowdworks&sample=late-tonight", page.url()).href);
  const form = page.locator('[slot="action-request-extension-worker"] form');
  await form.waitFor();
  const field = form.locator('input[name="newDueAt"]');
  assert.equal(await field.getAttribute("type"), "datetime-local");
  await field.fill("2026-12-24T18:00");
  await form.locator("[data-whatif]").click();
  await banner(page).waitFor();
  const due = page.locator("#field-dueAt");
  const before = await due.inputValue();
  assert.ok(!before.includes("24"), `the due date stays while it is only asked for: ${before}`);
  assert.match(await told(page, "agreed").innerText(), /12月24日/);
  await page.locator("#supposed-banner [data-agree]").click();
  await page.waitForFunction(() => document.querySelector("#field-dueAt")?.value.includes("24"));
  await close();
});

onPage("an order can be changed while it is only supposed, and the way back is still there", async (page) => {
  const before = await snapshot(page);
  await press(page, "revise", "buyer");
  await enter(page, "#field-deliveredAt", "いつか");
  assert.ok(await page.locator("#back").isVisible());
  assert.equal(
    await page.locator("[data-whatif]:visible").count(),
    0,
    "nothing can be supposed of an order that is not understood",
  );
  await page.locator("#back").click();
  assert.deepEqual(await snapshot(page), before);
});

onPage("another sample, and the button of the form, leave every what-if", async (page) => {
  await press(page, "revise", "buyer");
  await choose(page, "sample", "revision-used");
  assert.equal(await banner(page).count(), 0);
  await choose(page, "sample", "closes-tomorrow");
  const before = await snapshot(page);
  await press(page, "revise", "buyer");
  await page.locator("#reset").click();
  assert.deepEqual(await snapshot(page), before);
});

onPage("a what-if goes on in the other language", async (page) => {
  await press(page, "revise", "buyer");
  await choose(page, "locale", "en");
  assert.match(await banner(page).innerText(), /this is done: “Send back for revision” \(Buyer\)/);
  assert.match(await banner(page).innerText(), /No longer happens/);
});
