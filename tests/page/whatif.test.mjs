// "What if" and "how do I get there": the orders that nobody has made yet, and the way back from them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import init, { apply, preview, ways } from "../../pkg/node.js";
import { samples } from "../../www/samples.js";
import { choose, start, verdict } from "./browser.mjs";

let browser;
before(async () => {
  await init();
  browser = await start();
});
after(() => browser.end());

/** A test on a fresh page, which must have done nothing wrong by the end of it. Nothing glides, so that nothing is waited for. */
function onPage(name, run) {
  test(name, async () => {
    const { page, close } = await browser.open({ reducedMotion: "reduce" });
    await run(page);
    await close();
  });
}

const sampleOf = (policy, id) => samples[policy].find((sample) => sample.id === id);
const banner = (page) => page.locator("#supposed-banner");
const told = (page, name) => page.locator(`#supposed-banner [data-told="${name}"]`);
const steps = (page) => page.locator("[data-supposed]").evaluateAll((all) => all.map(({ dataset }) => dataset.supposed));
const press = (page, action, role) => page.locator(`#whatif-${action}-${role}`).click();
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

/** Everything that a view of the page consists of, to see whether a way back leads back. */
function snapshot(page) {
  return page.evaluate(() => ({
    state: document.getElementById("state-label").textContent,
    now: document.getElementById("now").value,
    form: [...document.querySelectorAll("#order-form :is(input, select)")].map(({ id, value }) => `${id}: ${value}`),
    verdicts: [...document.querySelectorAll("[data-action][data-verdict]")].map(({ dataset }) => `${dataset.action} ${dataset.role} ${dataset.verdict}`),
    picture: document.querySelector(".picture").textContent,
    banner: document.getElementById("supposed").textContent,
  }));
}

onPage("an allowed action offers a what-if, and no other one does", async (page) => {
  await choose(page, "role", "");
  for (const entry of await page.locator("article[data-verdict]").all()) {
    const isAllowed = (await entry.getAttribute("data-verdict")) === "allowed";
    assert.equal(await entry.locator("[data-whatif]").count(), isAllowed ? 1 : 0);
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
      const offered = await page.locator("[data-whatif]").evaluateAll((all) => all.map(({ dataset }) => [dataset.whatif, dataset.role]));
      for (const [action, role] of offered) {
        const name = `${id} ${role} ${action}`;
        const expected = apply({ edition: "guide", ...order }, action, { role, now });
        await press(page, action, role);
        await banner(page).waitFor();
        assert.equal(await page.locator("#state-label").innerText(), expected.preview.state.label, name);
        for (const [list, transitions] of Object.entries({ stops: expected.stops, starts: expected.starts, "runs-into": expected.runsInto })) {
          const rules = await told(page, list).locator(".transitions > li").evaluateAll((all) => all.map(({ dataset }) => dataset.rule));
          assert.deepEqual(rules, transitions.map(({ rule }) => rule), `${name} ${list}`);
        }
        const shown = await page.locator("article[data-verdict]").evaluateAll((all) =>
          all.map(({ dataset }) => `${dataset.action} ${dataset.role} ${dataset.verdict}`).sort(),
        );
        assert.deepEqual(shown, expected.preview.actions.map(({ id, role, verdict }) => `${id} ${role} ${verdict}`).sort(), name);
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
  assert.deepEqual(await steps(page), ["revise", "deliver"]);
  assert.equal(await page.locator("#field-deliveredAt").inputValue(), "2026-11-21 10:00", "what an action sets stands in the form as people write it");
  assert.equal(await told(page, "starts").locator('[data-rule="coconala.auto-complete"]').count(), 1);
  await page.locator("#back").click();
  assert.deepEqual(await snapshot(page), first);
  await press(page, "deliver", "seller");
  await press(page, "accept", "buyer");
  assert.deepEqual(await steps(page), ["revise", "deliver", "accept"]);
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
  assert.equal(await page.locator("#state-label").innerText(), "キャンセル済み");
});

onPage("where consent is needed it says whose, and what they can then do; which can be supposed too", async (page) => {
  await press(page, "request-cancel", "buyer");
  const consent = told(page, "consent");
  await consent.waitFor();
  assert.match(await consent.innerText(), /出品者の同意が必要です/);
  const { order, role, now } = sampleOf("coconala", "closes-tomorrow");
  const after = apply({ edition: "guide", ...order }, "request-cancel", { role, now });
  const isAllowed = ({ actions }, id) => actions.some((action) => action.id === id && action.role === "seller" && action.verdict === "allowed");
  const already = preview({ edition: "guide", ...order }, { now });
  const expected = after.preview.actions.filter(({ id, role, verdict }) => role === "seller" && verdict === "allowed" && !isAllowed(already, id)).map(({ id }) => id);
  assert.deepEqual(await consent.locator("[data-whatif]").evaluateAll((all) => all.map(({ dataset }) => dataset.whatif)), expected);
  assert.ok(expected.includes("approve-cancel"));

  await consent.locator('[data-whatif="approve-cancel"]').click();
  await page.waitForFunction(() => document.querySelectorAll("[data-supposed]").length === 2);
  assert.equal(await page.locator("#state-label").innerText(), "キャンセル済み");
  await page.locator("#back").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-supposed]").length === 1);
  assert.ok(await isFocused(page.locator("#answer-approve-cancel-seller")));
});

test("where facts are missing, it says which, and leads to their fields", async () => {
  const { page, close } = await browser.open();
  // No built-in policy needs facts to apply what it allows, so the engine is made to.
  await page.route("**/pkg/index.js", async (route) => {
    const source = await (await route.fetch()).text();
    const body = source.replace(/export\{([^}]*?)(\w+) as apply/, "const withoutApply=$2;export{$1lacking as apply");
    assert.notEqual(body, source);
    const lacking = 'function lacking(order,...rest){return{...withoutApply(order,...rest),applied:false,order,missing:["includedRevisions"]}}';
    await route.fulfill({ contentType: "text/javascript", body: `${body}\n${lacking}` });
  });
  await page.reload();
  await press(page, "revise", "buyer");
  const note = page.locator('[data-action="revise"] .whatif .missing');
  await note.waitFor();
  assert.equal(await note.getAttribute("role"), "alert");
  assert.match(await note.innerText(), /サービスに含まれる修正回数/);
  assert.equal(await banner(page).count(), 0);
  await note.locator("a").click();
  assert.ok(await isFocused(page.locator("#field-includedRevisions")));
  await page.locator('[data-step="+hour"]').click();
  assert.equal(await note.count(), 0);
  await close();
});

onPage("an order can be changed while it is only supposed, and the way back is still there", async (page) => {
  const before = await snapshot(page);
  await press(page, "revise", "buyer");
  await page.locator("#field-deliveredAt").fill("きのう");
  assert.ok(await page.locator("#back").isVisible());
  assert.equal(await page.locator("[data-whatif]:visible").count(), 0, "nothing can be supposed of an order that is not understood");
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

onPage("each denied action says what it takes, as `preview` does", async (page) => {
  for (const [policy, list] of Object.entries(samples)) {
    await choose(page, "policy", policy);
    for (const { id, now, order } of list) {
      await choose(page, "sample", id);
      await choose(page, "role", "");
      const shown = await page.locator("[data-unblock]").evaluateAll((all) =>
        all.map((element) => {
          const { action, role } = element.closest("article").dataset;
          const lines = element.dataset.unblock === "never" ? element.querySelectorAll("p") : element.querySelectorAll(":scope > .steps > li");
          return { action, role, lines: [...lines].map((line) => line.textContent) };
        }),
      );
      const denied = preview({ edition: "guide", ...order }, { now }).actions.filter(({ verdict }) => verdict === "denied");
      const expected = denied.map(({ id: action, role, unblock }) => ({ action, role, lines: unblock.map(({ message }) => message) }));
      const start = (line, other) => line.startsWith(other);
      assert.equal(shown.length, expected.length, `${policy} ${id}`);
      for (const { action, role, lines } of expected) {
        const own = shown.find((one) => one.action === action && one.role === role);
        assert.equal(own.lines.length, lines.length, `${policy} ${id} ${action}`);
        for (const [index, line] of own.lines.entries()) assert.ok(start(line, lines[index]), line);
      }
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
  assert.ok(found.length >= 3);
  const list = page.locator("#ways-rate-buyer-found");
  const shown = await list.locator("[data-way]").evaluateAll((all) => all.map((way) => [...way.querySelectorAll("[data-step]")].map(({ dataset }) => dataset.step)));
  assert.deepEqual(shown, found.map(({ steps }) => steps.map(({ action, fact }) => action ?? fact ?? "wait")));
  await page.waitForFunction((count) => document.getElementById("status").textContent.includes(`${count}通り`), found.length);

  const before = await snapshot(page);
  for (const [index, way] of found.entries()) {
    await list.locator(`[data-try="${index}"]`).click();
    await banner(page).waitFor();
    assert.deepEqual(await steps(page), shown[index]);
    assert.equal(await page.locator('[data-action="rate"][data-role="buyer"][data-verdict]').getAttribute("data-verdict"), "allowed");
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
  await choose(page, "sample", "no-first-message");
  await page.locator("#ways-rate-buyer").click();
  await page.locator("#ways-rate-buyer-found [data-try='1']").click();
  await banner(page).waitFor();
  assert.deepEqual(await steps(page), ["deliver", "wait"]);
  await page.locator("#back").click();
  assert.deepEqual(await steps(page), ["deliver"]);
  assert.equal(await page.locator("#now").inputValue(), "2026-11-20 10:00");
});

onPage("a way that needs another fact sets it", async (page) => {
  await choose(page, "policy", "coconala-account");
  await choose(page, "sample", "still-open");
  await page.locator("#ways-withdraw-member").click();
  await page.locator("#ways-withdraw-member-found [data-try='0']").click();
  await banner(page).waitFor();
  assert.deepEqual(await steps(page), ["openPurchases", "pendingPayouts"]);
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
  const entry = page.locator('article[data-action="revise"]');
  assert.match(await entry.locator('[data-unblock="never"]').innerText(), /もうできません/);
  assert.equal(await entry.locator("[data-ways]").count(), 0);
});

onPage("the states that are not reached yet can be aimed at", async (page) => {
  const select = page.locator("#goal-state");
  const { order, role, now } = sampleOf("coconala", "closes-tomorrow");
  const offered = await select.locator("option").evaluateAll((all) => all.map(({ value }) => value));
  assert.ok(!offered.includes("delivered"), "the deal is there already");
  for (const state of offered.filter((value) => value !== "")) {
    await select.selectOption(state);
    const found = ways({ edition: "guide", ...order }, { to: state, role, now });
    const list = page.locator("#goal-state-found");
    assert.equal(await list.locator("[data-way]").count(), found.ways.length, state);
    if (found.ways.length === 0) continue;
    await list.locator("[data-try='0']").click();
    await banner(page).waitFor();
    const label = await page.locator(`#field-state option[value="${state}"]`).textContent();
    assert.equal(await page.locator("#state-label").innerText(), label);
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
  const { page, close } = await browser.open();
  await page.route("**/pkg/index.js", async (route) => {
    const source = await (await route.fetch()).text();
    const body = source.replace(/export\{([^}]*?)(\w+) as ways/, "const realWays=$2;export{$1tired as ways");
    assert.notEqual(body, source);
    await route.fulfill({ contentType: "text/javascript", body: `${body}\nfunction tired(...all){return{...realWays(...all),gaveUp:true}}` });
  });
  await page.reload();
  await page.locator("#ways-rate-buyer").click();
  assert.match(await page.locator("#ways-rate-buyer-found").innerText(), /調べきれていない/);
  await close();
});
