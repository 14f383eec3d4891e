// "How do I get there": what opens a denied action, and the ways to an action or a state.

/**
 * @import { PolicyId, StateId } from "torihiki"
 * @import { Page } from "playwright-core"
 */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { preview, ways } from "torihiki";
import { samples } from "../../www/page/view/samples.js";
import { choose, isFocused, pages, snapshot, stateLabel, supposedSteps, verdict } from "./visitor.mjs";

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

onPage("each denied action that can be opened at all offers to look for the ways to it", async (page) => {
  for (const [policy, list] of Object.entries(samples)) {
    await choose(page, "policy", policy);
    for (const { id, now, order } of list) {
      await choose(page, "sample", id);
      await choose(page, "role", "");
      const offered = await page
        .locator("[data-ways]")
        .evaluateAll((all) => all.map(({ dataset }) => `${dataset.ways} ${dataset.role}`));
      const denied = preview({ edition: /** @type {const} */ ("guide"), ...order }, { now }).actions.filter(
        ({ verdict }) => verdict === "denied",
      );
      const expected = denied
        .filter(({ unblock }) => !unblock.some((step) => "never" in step))
        .map(({ id: action, role }) => `${action} ${role}`);
      assert.deepEqual(offered.sort(), expected.sort(), `${policy} ${id}`);
    }
  }
});

onPage("the ways to a denied action are those that `ways` finds, and trying one makes it allowed", async (page) => {
  const { order, now } = sampleOf("coconala", "no-first-message");
  await choose(page, "sample", "no-first-message");
  const button = page.locator("#ways-rate-buyer");
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await button.click();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.ok(await isFocused(button));
  const found = ways(order, { to: "rate", role: "buyer", now }).ways;
  assert.ok(found.length >= 2);
  const list = page.locator("#ways-rate-buyer-found");
  const shown = await list
    .locator("[data-way]")
    .evaluateAll((all) =>
      all.map((way) => [...way.querySelectorAll("[data-step]")].map(({ dataset }) => dataset.step)),
    );
  assert.deepEqual(
    shown,
    found.map(({ steps }) =>
      steps.map((step) => ("action" in step ? step.action : "fact" in step ? step.fact : "wait")),
    ),
  );
  await page.waitForFunction(
    (count) => document.getElementById("status").textContent.includes(`${count}通り`),
    found.length,
  );

  const before = await snapshot(page);
  for (const [index, way] of found.entries()) {
    await list.locator(`[data-try="${index}"]`).click();
    await banner(page).waitFor();
    assert.deepEqual(await supposedSteps(page), shown[index]);
    assert.equal(
      await page.locator('#order [data-action="rate"][data-role="buyer"][data-verdict]').getAttribute("data-verdict"),
      "allowed",
    );
    assert.equal(Number(await page.locator("#handle").getAttribute("aria-valuenow")), way.at);
    await page.locator(way.steps.length === 1 ? "#back" : "#back-to-start").click();
    await banner(page).waitFor({ state: "detached" });
    assert.deepEqual(await snapshot(page), before);
    assert.ok(await isFocused(button));
    assert.equal(await list.locator("[data-way]").count(), found.length, "the other ways are still there to try");
  }
  await button.click();
  assert.equal(await list.count(), 0);
});

onPage("a step of a way back leads through the way", async (page) => {
  const { order, now } = sampleOf("coconala", "cancel-asked");
  const found = ways(order, { to: "rate", role: "seller", now }).ways;
  const waiting = found.findIndex(
    ({ steps }) => steps.map((step) => ("action" in step ? step.action : "wait")).join() === "deliver,wait",
  );
  await choose(page, "sample", "cancel-asked");
  await page.locator("#ways-rate-seller").click();
  await page.locator(`#ways-rate-seller-found [data-try="${waiting}"]`).click();
  await banner(page).waitFor();
  assert.deepEqual(await supposedSteps(page), ["deliver", "wait"]);
  assert.equal(await page.locator("#now").inputValue(), "2026-11-27 10:00");
  await page.locator("#back").click();
  assert.deepEqual(await supposedSteps(page), ["deliver"]);
  assert.equal(await page.locator("#now").inputValue(), "2026-11-20 10:00");
});

onPage("a way that needs another fact sets it", async (page) => {
  await choose(page, "policy", "coconala-account");
  await choose(page, "sample", "still-open");
  await page.locator("#ways-withdraw-member").click();
  await page.locator("#ways-withdraw-member-found [data-try='0']").click();
  await banner(page).waitFor();
  assert.deepEqual(await supposedSteps(page), ["openPurchases", "pendingPayouts"]);
  assert.match(await banner(page).innerText(), /「未完了の購入件数」が「0」だとします/);
  assert.equal(await page.locator("#field-openPurchases").inputValue(), "0");
  assert.equal(await verdict(page, "withdraw", "member"), "allowed");
});

onPage("an instant that a way supposes stands in the form as people write it", async (page) => {
  await choose(page, "sample", "no-first-message");
  await page.locator("#ways-approve-cancel-seller").click();
  await page.locator("#ways-approve-cancel-seller-found [data-try='0']").click();
  await banner(page).waitFor();
  assert.match(await page.locator("#field-lastSellerMessageAt").inputValue(), /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
  assert.equal(await page.locator("[data-problem]").count(), 0);
});

onPage("what is never possible again says so, and offers no search", async (page) => {
  await choose(page, "sample", "revision-used");
  assert.match(await page.locator('#order article[data-action="revise"]').innerText(), /この取引ではできません/);
  assert.equal(await page.locator('[data-ways="revise"]').count(), 0);
});

onPage("the states that are not reached yet can be aimed at", async (page) => {
  const select = page.locator("#goal-state");
  const { order, role, now } = sampleOf("coconala", "closes-tomorrow");
  const offered = await select
    .locator("option")
    .evaluateAll((/** @type {HTMLOptionElement[]} */ all) => all.map(({ value }) => value));
  assert.ok(!offered.includes("delivered"), "the deal is there already");
  for (const state of offered.filter((value) => value !== "")) {
    await select.selectOption(state);
    const found = ways(
      { edition: /** @type {const} */ ("guide"), ...order },
      { to: /** @type {StateId} */ (state), role, now },
    );
    const list = page.locator("#goal-state-found");
    assert.equal(await list.locator("[data-way]").count(), found.ways.length, state);
    if (found.ways.length === 0) continue;
    await list.locator("[data-try='0']").click();
    await banner(page).waitFor();
    const label = await page.locator(`#field-state option[value="${state}"]`).textContent();
    assert.equal(await stateLabel(page), label);
    await page.locator(found.ways[0].steps.length === 1 ? "#back" : "#back-to-start").click();
    assert.equal(await select.inputValue(), state, "the goal is still chosen");
    assert.ok(await isFocused(select));
  }
  await select.selectOption("");
  assert.equal(await page.locator("#goal-state-found").count(), 0);
});

onPage("a state that cannot be reached any more says so", async (page) => {
  await choose(page, "policy", "qoo10");
  await choose(page, "sample", "overdue");
  await page.locator("#goal-state").selectOption("delivered");
  assert.match(await page.locator("#goal-state-found .no-way").innerText(), /方法/);
});

test("a search that did not get to its end says so", async () => {
  // No search of a built-in policy is too long, so the engine is made to say so.
  const { page, close } = await open({
    instead: "export const ways = (...all) => ({ ...own.ways(...all), gaveUp: true });",
  });
  await page.locator("#ways-rate-buyer").click();
  assert.match(await page.locator("#ways-rate-buyer-found").innerText(), /調べきれていない/);
  await close();
});
