// The workbench: a policy as text, and what comes of it.

/** @import { Page } from "playwright-core" */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { before } from "node:test";
import { deflateRawSync } from "node:zlib";
import init, { Policy, policies } from "torihiki";
import { firstCases, firstPolicy } from "../../www/shared/first-policy.js";
import { choose, drawn, pages, stateLabel, verdict } from "./visitor.mjs";
import { checked, openWorkbench, results, show, untilWritten, withLost, write, written } from "./workbench.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

before(() => init());

// Whatever the page's policy does not allow is an error on the console, which ends a test.
const { onPage: onAnyPage, open } = pages({ at: "", permissions: ["clipboard-read", "clipboard-write"] });

/**
 * A test on a page on which somebody has opened the workbench.
 *
 * @param {string} name
 * @param {(page: Page) => Promise<unknown>} run
 * @param {Parameters<typeof onAnyPage>[2]} [options]
 */
const onPage = (name, run, options) =>
  onAnyPage(
    name,
    async (page) => {
      await openWorkbench(page);
      await run(page);
    },
    options,
  );

const FIRST = firstPolicy("our-shop");
/** With two slips: a state that there is not, and a parameter that a condition misspells. */
const BROKEN = FIRST.replace('in      = ["paid"]', 'in      = ["payed"]').replace(
  "now >= paidAt + sendingTime",
  "now >= paidAt + sendingTim",
);
const shared = (/** @type {string[]} */ parts) =>
  `document=${deflateRawSync(JSON.stringify(parts)).toString("base64url")}`;

onAnyPage("before it is opened, nothing of it is loaded", async (page) => {
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const own = /workbench-|author-worker-|policy\.js|torihiki_policy_bg|policies\/[a-z0-9-]+\.toml/;
  await page.locator("#authoring").scrollIntoViewIfNeeded();
  assert.deepEqual(
    (await loaded()).filter((name) => own.test(name)),
    [],
  );
  await openWorkbench(page);
  assert.equal((await loaded()).filter((name) => /workbench-[0-9A-Z]{8}\.js$/.test(name)).length, 1);
});

onPage("it begins with the first policy of the command, its tests, an answer and its diagram", async (page) => {
  assert.equal((await written(page))?.document ?? FIRST, FIRST);
  await page.locator("#workbench-order [data-action]").first().waitFor();
  const { actions } = await page
    .locator("#workbench-order")
    .evaluate((/** @type {import("torihiki/element").TorihikiOrderElement} */ element) => element.answer);
  assert.deepEqual(
    actions.map(({ id, verdict }) => [id, verdict]),
    [
      ["send", "allowed"],
      ["cancel", "denied"],
      ["send-back", "denied"],
    ],
  );
  await show(page, "tests");
  assert.deepEqual(await results(page), Object.fromEntries(firstCases("our-shop").map(({ name }) => [name, true])));
  await show(page, "diagram");
  await page.locator("#authoring svg[role=img]").waitFor();
  const states = await page
    .locator("#authoring [data-entry]")
    .evaluateAll((all) => all.map(({ dataset }) => dataset.entry));
  assert.deepEqual(states, ["paid", "sent", "cancelled", "completed"]);
});

onPage("what is wrong is underlined where it is, and what was right stays in sight", async (page) => {
  await page.locator("#workbench-order [data-action]").first().waitFor();
  await write(page, "document", BROKEN);
  await page.locator("#findings-document > li").nth(1).waitFor();
  const codes = await page
    .locator("#findings-document > li")
    .evaluateAll((all) => all.map(({ dataset }) => dataset.code));
  assert.deepEqual(
    codes,
    ["unknown-name", "invalid-condition"].sort((one) => (codes[0] === one ? -1 : 1)),
  );
  assert.ok(await page.locator("#workbench-order [data-action]").first().isVisible(), "the answer before");
  await page.locator("#authoring .playground-told:visible").waitFor();
  assert.equal(await page.locator("#workbench-compile").getAttribute("aria-disabled"), "true");
  // By keys alone: to the place, where it is underlined, and mended.
  const mend = page.locator('#findings-document > [data-code="unknown-name"]');
  await mend.locator("button").first().press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor-document");
  const underlined = await page.locator("#editor-document .cm-lintRange-error").allInnerTexts();
  assert.ok(underlined.includes('"payed"'), underlined.join());
  await mend.locator(".finding-mend").press("Enter");
  await untilWritten(page, "document", BROKEN.replace('"payed"', '"paid"'));
  await page.locator("#findings-document > li").nth(1).waitFor({ state: "detached" });
});

onPage("what may not be meant is told, and stands in the way of nothing", async (page) => {
  await write(page, "document", withLost(FIRST));
  const notice = page.locator('#findings-document > [data-code="unreachable"]');
  await notice.waitFor();
  assert.match(await notice.innerText(), /この状態へ進む規則がありません/);
  assert.match(await page.locator(".workbench-standing.workbench-allowed").innerText(), /問題はありません。.*1件/);
  assert.equal(await page.locator("#workbench-compile").getAttribute("aria-disabled"), "false");
});

onPage("a rule that is changed shows in the tests, and a test leads to its text and to its order", async (page) => {
  await write(page, "document", FIRST.replace('value = "3d"', 'value = "4d"'));
  await page.locator('[data-case][data-holds="false"]').first().waitFor({ state: "attached" });
  await show(page, "tests");
  const failed = Object.entries(await results(page)).filter(([, holds]) => !holds);
  assert.equal(failed.length, 3);
  const [[name]] = failed;
  const entry = page.locator(`[data-case="${name}"]`);
  assert.match(await entry.locator(".differences").innerText(), /2026|expected/);
  await entry.locator("button").nth(0).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor-tests");
  await entry.locator("button").nth(1).click();
  const { order, now } = firstCases("our-shop").find((each) => each.name === name);
  await untilWritten(page, "now", now);
  assert.deepEqual(JSON.parse((await written(page)).order), order);
});

onPage("a copy of each built-in policy is right, and answers as the page does", async (page) => {
  for (const { id } of policies()) {
    await page.locator("#workbench-begin").selectOption(id);
    await page.locator(".workbench-standing.workbench-allowed").waitFor();
    await page.waitForFunction(
      (wanted) => JSON.parse(sessionStorage.getItem("torihiki.document")).written.document.includes(`"${wanted}-copy"`),
      id,
    );
    await checked(page);
    const names = JSON.parse((await written(page)).tests).map((/** @type {{ name: string }} */ { name }) => name);
    await page.locator(`[data-case="${names[0]}"]`).waitFor({ state: "attached" });
    assert.deepEqual(await results(page), Object.fromEntries(names.map((/** @type {string} */ name) => [name, true])));
    // And so does the whole page.
    await page.locator('#workbench-look[aria-disabled="false"]').click();
    await page.waitForFunction(
      (wanted) => /** @type {any} */ (document.getElementById("order")).answer?.policy.id === wanted,
      `${id}-copy`,
    );
    await page.locator(`#policy input[value="${id}-copy"]:checked`).waitFor({ state: "attached" });
  }
});

onPage("an answer is kept as a test, which holds", async (page) => {
  await write(page, "tried", JSON.stringify({ state: "sent", sentAt: "2026-11-10T09:00:00+09:00" }));
  await page.locator("#workbench-now").fill("2026-11-12T09:00:00+09:00");
  await page.locator("#workbench-now").press("Enter");
  await page.locator("#workbench-role").selectOption("buyer");
  await untilWritten(page, "role", "buyer");
  await page.locator("#workbench-keep").click();
  await page.waitForFunction(
    () => JSON.parse(JSON.parse(sessionStorage.getItem("torihiki.document")).written.tests).length === 9,
  );
  const { name, role, expect } = JSON.parse((await written(page)).tests).at(-1);
  assert.equal(role, "buyer");
  assert.equal(expect.actions["send-back"].verdict, "allowed");
  await page.locator(`[data-case="${name}"][data-holds="true"]`).waitFor({ state: "attached" });
});

onPage(
  "the whole page shows an order of the policy that was written, through a reload, and the built-in ones as before",
  async (page) => {
    await page.locator("#workbench-role").selectOption("buyer");
    await untilWritten(page, "role", "buyer");
    await page.locator('#workbench-look[aria-disabled="false"]').click();
    await page.locator('#answer [data-action="cancel"]').first().waitFor();
    assert.equal(await verdict(page, "cancel", "buyer"), "denied");
    assert.equal(await stateLabel(page), "発送待ち");
    const { until } = await drawn(page);
    assert.ok(until > Date.parse("2026-11-13T00:00:00Z"), "the timeline is that of its deadlines");
    assert.equal(await page.locator("[data-rules=send-back]").count(), 1);
    assert.deepEqual(await page.locator("#state label").allInnerTexts(), [
      "発送待ち",
      "発送済み",
      "キャンセル済み",
      "完了",
    ]);
    assert.ok(!(await page.locator("#share").isVisible()), "nobody else has the policy that a link would name");
    await page.reload();
    await page.locator('#answer [data-action="cancel"]').first().waitFor();
    assert.equal(await verdict(page, "cancel", "buyer"), "denied");
    // Another rule under the same id.
    await openWorkbench(page);
    await write(page, "document", FIRST.replace('value = "3d"', 'value = "2d"').replace("発送待ち", "これから発送"));
    await page.locator("[data-case][data-holds=false]").first().waitFor({ state: "attached" });
    await page.locator('#workbench-look[aria-disabled="false"]').click();
    await page.locator('#answer [data-action="cancel"][data-verdict="allowed"]').waitFor();
    assert.equal(await stateLabel(page), "これから発送");
    await choose(page, "entry", "example");
    await page.locator('#answer [data-action="revise"]').first().waitFor();
    assert.ok(await page.locator("#share").isVisible());
  },
);

onPage("the names of the policy and the functions of conditions are offered in its document", async (page) => {
  await page.locator("#workbench-order [data-action]").first().waitFor();
  await write(page, "document", `${FIRST}\n# se`);
  await page.keyboard.press("ControlOrMeta+Space");
  const offered = page.locator("#editor-document .cm-tooltip-autocomplete li");
  await offered.first().waitFor();
  const labels = await page.locator("#editor-document .cm-completionLabel").allInnerTexts();
  for (const name of ["seller", "sent", "sentAt", "send", "send-back", "sendingTime"]) {
    assert.ok(labels.includes(name), name);
  }
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("\n# endOfB");
  await page.keyboard.press("ControlOrMeta+Space");
  await offered.filter({ hasText: "endOfBusinessDay" }).click();
  await untilWritten(page, "document", `${FIRST}\n# se\n# endOfBusinessDay`);
});

onPage("the keys and words of the format are offered with what they mean, in TOML and in JSON", async (page) => {
  const labels = () => page.locator("#editor-document .cm-completionLabel").allInnerTexts();
  const offered = page.locator("#editor-document .cm-tooltip-autocomplete li");
  await write(page, "document", `${FIRST}\n[actions.return]\nver`);
  await page.keyboard.press("ControlOrMeta+Space");
  await offered.first().waitFor();
  const keys = await labels();
  for (const key of ["verb", "roles", "requires", "asserts"]) assert.ok(keys.includes(key), key);
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("b");
  await page.keyboard.press("ControlOrMeta+Space");
  await offered.filter({ hasText: /^verb$/ }).click();
  await untilWritten(page, "document", `${FIRST}\n[actions.return]\nverb = `);
  await page.keyboard.press("ControlOrMeta+Space");
  await offered.first().waitFor();
  await page.locator("#editor-document .cm-completionInfo", { hasText: "Asking for work to be done again" }).waitFor();
  await offered.filter({ hasText: '"cancel"' }).click();
  await untilWritten(page, "document", `${FIRST}\n[actions.return]\nverb = "cancel"`);

  await write(page, "document", '{ "facts": { "sentAt": { "type": "" } } }');
  for (let steps = 0; steps < '" } } }'.length; steps += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ControlOrMeta+Space");
  await offered.first().waitFor();
  assert.ok((await labels()).includes('"timestamp"'));
  await offered.filter({ hasText: '"duration"' }).click();
  await untilWritten(page, "document", '{ "facts": { "sentAt": { "type": "duration" } } }');
});

onPage("what is wrong with the order that is tried is told at its place", async (page) => {
  await write(page, "tried", '{ "state": "payd", "paidAt": "2026-11-10T09:00:00+09:00" }');
  await page.locator("#findings-tried > li").waitFor();
  assert.deepEqual(await page.locator("#editor-tried .cm-lintRange-error").allInnerTexts(), ['"payd"']);
  await page.locator("#workbench-now").fill("tomorrow");
  await page.locator("#workbench-now").press("Enter");
  await page.locator("#workbench-now[aria-invalid=true]").waitFor();
  await page.locator("#findings-tried .finding-mend").click();
  await page.locator("#findings-tried > li").waitFor({ state: "detached" });
});

onPage("what is written outlasts a reload, and a tab that is opened later", async (page) => {
  const own = FIRST.replace("Our marketplace", "Elsewhere");
  await write(page, "document", own);
  await untilWritten(page, "document", own);
  await page.reload();
  await checked(page);
  assert.equal((await written(page)).document, own);
  const later = await page.context().newPage();
  await later.goto(page.url());
  await openWorkbench(later);
  await later.locator("#workbench-order [data-action]").first().waitFor();
  assert.equal((await written(later)).document, own);
});

onPage("a link shares all of it, and whoever opens it can go back to their own", async (page) => {
  const own = FIRST.replace("Our marketplace", "Elsewhere");
  await write(page, "document", own);
  await untilWritten(page, "document", own);
  await page.locator("#workbench-share").click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes("#document="));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const { page: other, close } = await open({ at: "" });
  await openWorkbench(other);
  const theirs = FIRST.replace("Our marketplace", "Theirs");
  await write(other, "document", theirs);
  await untilWritten(other, "document", theirs);
  await other.goto(`${new URL(other.url()).origin}/${new URL(link).hash}`);
  await untilWritten(other, "document", own);
  assert.ok(!other.url().includes("document="), "the address is that of the page again");
  await other.locator("#workbench-back").click();
  await untilWritten(other, "document", theirs);
  await close();
});

onPage("what is too long for a link is said to be, and nothing is copied", async (page) => {
  await page.evaluate(() => navigator.clipboard.writeText("before"));
  // What cannot be compressed.
  const noise = Array.from({ length: 4000 }, (_, index) => `# ${Math.sin(index)}`).join("\n");
  await write(page, "tried", "{}");
  await write(page, "document", `${noise}\n${FIRST}`);
  await page.locator("#workbench-share").click();
  await page.locator(".workbench-said", { hasText: /32,000/ }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "before");
});

onAnyPage(
  "a link that cannot be read says so, and what somebody has written stays",
  async (page) => {
    await page.locator(".workbench-said", { hasText: /読み取れません/ }).waitFor();
    assert.equal((await written(page)).document, FIRST);
  },
  { at: "document=AAAA" },
);

const HOSTILE = FIRST.replace('"https://example.com/terms"', '"javascript:alert(1)"')
  .replaceAll("わたしたちの市場", "<img src=x onerror=alert(1)>")
  .replaceAll("発送待ち", "</script><b id=injected>");

onAnyPage(
  "a document that somebody has shared brings no address that runs, and no markup",
  async (page) => {
    await checked(page);
    const codes = await page
      .locator("#findings-document > li")
      .evaluateAll((all) => all.map(({ dataset }) => dataset.path));
    assert.deepEqual(codes, ["sources.terms.url"]);
    assert.equal(await page.locator("#workbench-order").count(), 0, "nothing of the document before");
    const fixed = HOSTILE.replace("javascript:alert(1)", "https://example.com/");
    await write(page, "document", fixed);
    await page.locator("#workbench-order [data-action]").first().waitFor();
    await show(page, "diagram");
    await page.locator("#authoring svg[role=img]").waitFor();
    assert.equal(await page.locator("#injected, img[src=x]").count(), 0);
    const addresses = await page
      .locator("a[href]")
      .evaluateAll((/** @type {HTMLAnchorElement[]} */ all) => all.map(({ href }) => new URL(href).protocol));
    assert.deepEqual([...new Set(addresses)].sort(), ["http:", "https:"]);
    assert.match(await page.locator("#workbench-order .state-now").innerText(), /<b id=injected>/);
  },
  { at: shared([HOSTILE, "[]", '{ "state": "paid" }', "", "2026-11-10T09:00:00+09:00"]) },
);

onPage("the document, its tests and the compiled policy are kept as files, and files are opened", async (page) => {
  const saved = async (/** @type {string} */ button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const document = await saved("#workbench-save");
  assert.deepEqual([document.name, document.bytes.toString()], ["our-shop.toml", FIRST]);
  const tests = await saved("#workbench-save-tests");
  assert.equal(tests.name, "our-shop.test.json");
  assert.deepEqual(JSON.parse(tests.bytes.toString()), firstCases("our-shop"));
  const compiled = await saved("#workbench-compile");
  assert.equal(compiled.name, "our-shop.policy");
  const [{ order, now }] = firstCases("our-shop");
  assert.equal(Policy.load(compiled.bytes).preview(order, { now, role: "buyer" }).actions[0].verdict, "denied");

  const other = { name: "theirs.toml", mimeType: "", buffer: Buffer.from(FIRST.replace("our-shop", "theirs")) };
  const otherTests = { name: "theirs.test.json", mimeType: "", buffer: Buffer.from("[]") };
  await page.locator("#workbench-file").setInputFiles([other, otherTests]);
  await untilWritten(page, "document", other.buffer.toString());
  assert.equal((await written(page)).tests, "[]");
  await page.waitForFunction(
    () => JSON.parse(JSON.parse(sessionStorage.getItem("torihiki.document")).written.order || "{}").state === "paid",
  );
  await page.locator("#workbench-file").setInputFiles([{ name: "a.policy", mimeType: "", buffer: compiled.bytes }]);
  await page.locator(".workbench-said", { hasText: "a.policy" }).waitFor();
  assert.equal((await written(page)).document, other.buffer.toString());
});

// Each language and each scheme once: no colour depends on the language, and no name on the colours.
for (const { locale, colorScheme } of /** @type {const} */ ([
  { locale: "ja", colorScheme: "light" },
  { locale: "en", colorScheme: "dark" },
])) {
  onPage(
    `axe-core finds nothing in what is right and in what is wrong, in ${locale}, ${colorScheme}`,
    async (page) => {
      await choose(page, "locale", locale);
      await page.locator("#workbench-order [data-action]").first().waitFor();
      for (const text of [FIRST, BROKEN]) {
        await write(page, "document", text);
        await page.locator(text === FIRST ? ".workbench-allowed" : ".workbench-caution").waitFor();
        for (const pane of /** @type {const} */ (["try", "tests", "diagram"])) {
          await show(page, pane);
          if (pane === "diagram") await page.locator("#authoring svg[role=img]").waitFor();
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() =>
            globalThis.axe.run("#authoring", { resultTypes: ["violations"] }),
          );
          assert.deepEqual(
            violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
            ),
            [],
            `${pane} ${text === FIRST}`,
          );
        }
      }
    },
    { colorScheme, reducedMotion: "reduce" },
  );
}

onPage(
  "in a narrow window one part is shown at a time, and nothing scrolls sideways",
  async (page) => {
    assert.ok(await page.locator("#editor-document").isVisible());
    assert.ok(!(await page.locator("#editor-tried").isVisible()));
    for (const pane of /** @type {const} */ (["try", "tests", "diagram"])) {
      await show(page, pane);
      assert.ok(!(await page.locator("#editor-document").isVisible()));
      if (pane === "diagram") await page.locator("#authoring svg[role=img]").waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, pane);
    }
    await show(page, "tests");
    await page.locator("[data-case] button").first().click();
    assert.ok(await page.locator("#editor-tests").isVisible(), "the text of the test");
  },
  { viewport: { width: 390, height: 844 } },
);
