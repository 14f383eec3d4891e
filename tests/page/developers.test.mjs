// The playground for developers: the page's own order as JSON, the call, the answer, and what is wrong at its place.

/**
 * @import { Page } from "playwright-core"
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before } from "node:test";
import { fileURLToPath } from "node:url";
import init, { TorihikiError, apply, calendar, describe, preview, timeline, version, ways } from "torihiki";
import { INSTALL, LINKS, REPOSITORY } from "../../www/page/developers/under.js";
import { chooseFunction, copied, openPlayground, textIn, typeAll } from "./developers.mjs";
import { choose, pages, stateLabel, verdict } from "./visitor.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

before(() => init());

// Whatever the page's policy does not allow is an error on the console, which ends a test.
const { onPage: onAnyPage } = pages({ permissions: ["clipboard-read", "clipboard-write"] });

/**
 * A test on a page on which somebody has opened the playground.
 *
 * @param {string} name
 * @param {(page: Page) => Promise<unknown>} run
 */
const onPage = (name, run) =>
  onAnyPage(name, async (page) => {
    await openPlayground(page);
    await run(page);
  });

const ORDER = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-14T09:00:00+09:00" };
const written = (/** @type {unknown} */ value) => JSON.stringify(value, null, 2);
/** With slips that the engine knows better. */
const MISSPELT = written({ policy: "coconala", state: "deliverd", deliverdAt: ORDER.deliveredAt, dueAt: "soon" });

/**
 * Waits until so many things are wrong on a side.
 *
 * @param {Page} page
 * @param {"order" | "options" | "action"} side
 * @param {number} count
 */
async function untilFound(page, side, count) {
  await page.waitForFunction(
    ([id, wanted]) => document.querySelectorAll(`#${id} > li`).length === wanted,
    /** @type {const} */ ([`findings-${side}`, count]),
  );
}

onAnyPage("before it is opened, nothing of it is loaded", async (page) => {
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  await page.locator("#developers").scrollIntoViewIfNeeded();
  assert.deepEqual((await loaded()).filter((name) => /playground/.test(name)).length, 0);
  assert.notEqual(await page.locator("#developers-heading").innerText(), "");
  await openPlayground(page);
  assert.equal((await loaded()).filter((name) => /playground-[0-9A-Z]{8}\.js$/.test(name)).length, 1);
});

onPage("it holds what the page looks at, and follows it", async (page) => {
  const { policy, state } = JSON.parse(await textIn(page, "order"));
  assert.deepEqual([policy, state], ["coconala", "delivered"]);
  assert.equal(JSON.parse(await textIn(page, "options")).role, "buyer");
  await choose(page, "role", "seller");
  assert.equal(JSON.parse(await textIn(page, "options")).role, "seller");
  await choose(page, "edition", "official");
  assert.equal(JSON.parse(await textIn(page, "order")).edition, "official");
  await choose(page, "edition", "guide");
  assert.ok(!("edition" in JSON.parse(await textIn(page, "order"))), "the usual one goes without saying");
  await choose(page, "locale", "en");
  assert.equal(JSON.parse(await textIn(page, "options")).locale, "en");
  assert.equal(await page.locator("#playground-order-heading").innerText(), "Order (JSON)");
});

onPage("what is typed in it moves the page", async (page) => {
  await typeAll(page, "order", written({ ...ORDER, state: "completed" }));
  const { label } = describe("coconala", { locale: "ja" }).states.find(({ id }) => id === "completed");
  await page.locator("#order .state-now dd").filter({ hasText: label }).waitFor();
  await typeAll(page, "order", written(ORDER));
  await typeAll(page, "options", written({ role: "buyer", now: "2026-11-22T10:00:00+09:00", locale: "en" }));
  await page.waitForFunction(() => document.documentElement.lang === "en");
  const answer = preview(/** @type {any} */ (ORDER), { role: "buyer", now: "2026-11-22T10:00:00+09:00", locale: "en" });
  assert.equal(await stateLabel(page), answer.state.label);
  assert.equal(await verdict(page, "revise", "buyer"), answer.actions.find(({ id }) => id === "revise").verdict);
});

onPage("another policy is another order, of which the page keeps nothing of the one before", async (page) => {
  await typeAll(page, "order", written({ policy: "qoo10", state: "preparing" }));
  await typeAll(page, "options", written({ role: "seller", now: "2026-11-22T10:00:00+09:00", locale: "ja" }));
  await page.locator('#answer [data-action="refuse-cancel"], #answer [data-action]').first().waitFor();
  await page.waitForFunction(() => /policy=qoo10/.test(location.hash) && /state=preparing/.test(location.hash));
  await page.reload();
  await page.locator("#answer [data-action]").first().waitFor();
  await openPlayground(page);
  assert.deepEqual(JSON.parse(await textIn(page, "order")), { policy: "qoo10", state: "preparing" });
});

onPage("what is typed keeps its form while the page goes on, and through a reload", async (page) => {
  const own = `{ "state": "delivered",\n\n      "policy": "coconala", "deliveredAt": "${ORDER.deliveredAt}" }`;
  await typeAll(page, "order", own);
  await choose(page, "edition", "official");
  const followed = own.replace('" }', '",\n      "edition": "official" }');
  assert.equal(await textIn(page, "order"), followed);
  await page.reload();
  await openPlayground(page);
  assert.equal(await textIn(page, "order"), followed);
});

onPage("a text that is no JSON yet is not lost, whatever else happens", async (page) => {
  const before = await stateLabel(page);
  const broken = `{ "policy": "coconala", "state": "completed"\n  "deliveredAt": "${ORDER.deliveredAt}" }`;
  await typeAll(page, "order", broken);
  await untilFound(page, "order", 1);
  assert.equal(await stateLabel(page), before, "the page stays");
  assert.ok(await page.locator("#answer-json").isVisible(), "with the answer before");
  await choose(page, "edition", "official");
  assert.equal(await textIn(page, "order"), broken);
  await page.locator(".playground-behind").waitFor();
  await page.reload();
  await openPlayground(page);
  assert.equal(await textIn(page, "order"), broken);
  // The comma is put in by one tap; then the text catches up with the page.
  await page.locator("#findings-order .finding-mend").click();
  await page.locator(".playground-behind").waitFor({ state: "detached" });
  assert.deepEqual(JSON.parse(await textIn(page, "order")), { ...ORDER, state: "completed", edition: "official" });
  await page.waitForFunction(() => /state=completed/.test(location.hash));
});

onPage("what the engine finds wrong is underlined where it is, and told in a list", async (page) => {
  await typeAll(page, "order", MISSPELT);
  await untilFound(page, "order", 3);
  const underlined = await page.locator("#editor-order .cm-lintRange-error").allInnerTexts();
  assert.deepEqual(underlined, ['"deliverd"', '"deliverdAt"', '"soon"']);
  const rows = await page
    .locator("#findings-order > li")
    .evaluateAll((all) => all.map(({ dataset }) => [dataset.code, dataset.path]));
  assert.deepEqual(rows, [
    ["unknown-state", "state"],
    ["unknown-fact", "deliverdAt"],
    ["invalid-instant", "dueAt"],
  ]);
  const tooltip = page.locator("#editor-order .cm-tooltip-lint");
  // What moved away under the pointer, as the answer came, is pointed at once more.
  for (let tries = 0; tries < 10 && !(await tooltip.isVisible()); tries += 1) {
    await page.mouse.move(0, 0);
    await page.locator("#editor-order .cm-lintRange-error").last().hover();
    await tooltip.waitFor({ timeout: 3_000 }).catch(() => {});
  }
  await tooltip.waitFor();
  assert.match(await tooltip.innerText(), /2026-11-10T09:00:00\+09:00/, "the help is there");
});

onPage("one tap takes a suggestion, also by keys alone", async (page) => {
  await typeAll(page, "order", MISSPELT);
  await untilFound(page, "order", 3);
  await page.locator("#findings-order .finding-mend").first().click();
  await untilFound(page, "order", 2);
  assert.equal(JSON.parse(await textIn(page, "order")).state, "delivered");
  // From the list on, Tab leads to what is left.
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches(".finding-mend"))) break;
  }
  await page.keyboard.press("Enter");
  await untilFound(page, "order", 1);
  assert.equal(JSON.parse(await textIn(page, "order")).deliveredAt, ORDER.deliveredAt);
  await page.locator("#findings-order button").first().press("Enter");
  const line = await page.evaluate(() => {
    const { activeElement } = document.querySelector("#editor-order").shadowRoot;
    return activeElement.matches(".cm-content");
  });
  assert.ok(line, "and a press leads into the editor");
});

onPage("slips in the JSON are told at their place, and mended together in one tap", async (page) => {
  await typeAll(page, "order", '{ policy: \'coconala\', "state": "delivered" "dueAt": None, }');
  await untilFound(page, "order", 5);
  const codes = await page.locator("#findings-order > li").evaluateAll((all) => all.map(({ dataset }) => dataset.code));
  assert.deepEqual(codes, ["unquoted", "wrong-quotes", "no-comma", "unquoted", "stray-comma"]);
  await page.locator("#mend-all-order").click();
  await untilFound(page, "order", 0);
  assert.deepEqual(JSON.parse(await textIn(page, "order")), { policy: "coconala", state: "delivered", dueAt: null });
});

onPage("what is odd about an order is a warning, and no error", async (page) => {
  await typeAll(page, "order", written({ ...ORDER, deliveredAt: "2027-11-14T09:00:00+09:00" }));
  await untilFound(page, "order", 1);
  assert.equal(await page.locator("#findings-order .finding-warning").getAttribute("data-code"), "fact-in-future");
  assert.equal(await page.locator("#editor-order .cm-lintRange-warning").innerText(), '"2027-11-14T09:00:00+09:00"');
});

onPage("what the page cannot look at is asked of the engine all the same", async (page) => {
  const before = page.url();
  await typeAll(page, "order", written({ policy: "coconalla" }));
  await untilFound(page, "order", 1);
  assert.equal(page.url(), before);
  const said = JSON.parse(await copied(page, "answer"));
  assert.equal(said.name, "TorihikiError");
  assert.deepEqual(
    said.problems.map((/** @type {{ suggests: string }} */ { suggests }) => suggests),
    ["coconala"],
  );
  await page.locator("#findings-order .finding-mend").click();
  assert.equal(JSON.parse(await textIn(page, "order")).policy, "coconala");
});

onPage("options that are wrong are told beside the options", async (page) => {
  await typeAll(page, "options", written({ role: "byer", now: "2026-11-20T10:00:00+09:00", colour: "red" }));
  await untilFound(page, "options", 2);
  assert.equal(await page.locator("#findings-order > li").count(), 0);
  await page.locator("#findings-options .finding-mend").click();
  await untilFound(page, "options", 1);
  assert.equal(JSON.parse(await textIn(page, "options")).role, "buyer");
});

/** What each function is asked with, and what it has to give. */
const now = "2026-11-16T09:00:00+09:00";
const CALLS = /** @type {[string, Record<string, unknown>, (options: any) => unknown][]} */ ([
  ["preview", { role: "worker", now, locale: "ja" }, (options) => preview(WORK, options)],
  ["timeline", { from: now, until: "2026-12-01T00:00:00Z", locale: "ja" }, (options) => timeline(WORK, options)],
  ["ways", { role: "worker", to: "terminated", now, locale: "ja" }, (options) => ways(WORK, options)],
  ["calendar", { from: now, locale: "ja" }, (options) => calendar(WORK, options).replaceAll("\r\n", "\n")],
  ["describe", { edition: "official", locale: "ja" }, (options) => describe("crowdworks", options)],
]);
const WORK = /** @type {const} */ ({
  policy: "crowdworks",
  state: "working",
  dueAt: "2026-11-20T00:00:00+09:00",
});

onPage("each function is asked, and its raw answer shown whole", async (page) => {
  await typeAll(page, "order", written(WORK));
  for (const [name, options, expected] of CALLS) {
    await chooseFunction(page, name);
    await typeAll(page, "options", written(options));
    const answer = await copied(page, "answer");
    const given = expected(options);
    // What an edition of its own would change in the order is asked for next.
    if (typeof given === "string") assert.equal(answer, given, name);
    else assert.deepEqual(JSON.parse(answer), JSON.parse(JSON.stringify(given)), name);
    if (name === "describe") await typeAll(page, "order", written(WORK));
  }
});

onPage("an action is chosen, and what is supplied with it stands in the options", async (page) => {
  await typeAll(page, "order", written(WORK));
  await chooseFunction(page, "apply");
  await page.locator("#playground-action").selectOption("request-extension");
  await typeAll(page, "options", written({ role: "worker", now, with: { newDueAt: "soon" } }));
  await untilFound(page, "options", 1);
  assert.equal(await page.locator("#findings-options > li").getAttribute("data-path"), "with.newDueAt");
  assert.equal(await page.locator("#editor-options .cm-lintRange-error").innerText(), '"soon"');
  const options = { role: /** @type {const} */ ("worker"), now, with: { newDueAt: "2026-11-25T00:00:00+09:00" } };
  await typeAll(page, "options", written(options));
  const answer = JSON.parse(await copied(page, "answer"));
  assert.deepEqual(answer, JSON.parse(JSON.stringify(apply(WORK, "request-extension", options))));
});

onPage("what an error has is the answer, too", async (page) => {
  await typeAll(page, "order", MISSPELT);
  const { problems } = JSON.parse(await copied(page, "answer"));
  const options = JSON.parse(await textIn(page, "options"));
  assert.throws(
    () => preview(JSON.parse(MISSPELT), options),
    (error) => error instanceof TorihikiError && assert.deepEqual(problems, error.problems) === undefined,
  );
});

/**
 * Puts the cursor where `|` is and gives what is offered there.
 *
 * @param {Page} page
 * @param {"order" | "options"} which
 * @param {string} marked
 */
async function offered(page, which, marked) {
  const [head, tail] = marked.split("|");
  await typeAll(page, which, head + tail);
  for (let steps = 0; steps < tail.length; steps += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+Space");
  const list = page.locator(`#editor-${which} .cm-tooltip-autocomplete li`);
  await list.first().waitFor();
  return (await list.locator(".cm-completionLabel").allInnerTexts()).map((json) => JSON.parse(json));
}

onPage("what the policy knows is offered: facts, states, choices, roles and goals", async (page) => {
  const { facts, states, roles, params, editions, actions } = describe("coconala", { edition: "guide" });
  const ids = (/** @type {readonly { id: string }[]} */ all) => all.map(({ id }) => id).sort();
  assert.deepEqual(
    (await offered(page, "order", '{"policy":"coconala","state":"delivered",|}')).sort(),
    [...ids(facts), "edition", "params"].sort(),
  );
  assert.deepEqual((await offered(page, "order", '{"policy":"coconala","state":"|"}')).sort(), ids(states));
  assert.deepEqual((await offered(page, "order", '{"policy":"coconala","edition":"|"}')).sort(), ids(editions));
  assert.deepEqual((await offered(page, "order", '{"policy":"coconala","params":{|}}')).sort(), ids(params));
  const by = facts.find(({ id }) => id === "cancelRequestedBy");
  const choices = (await offered(page, "order", '{"policy":"coconala","cancelRequestedBy":|}')).filter(
    (one) => one !== null,
  );
  assert.deepEqual(choices.sort(), ids(by.choices));
  await typeAll(page, "order", written(ORDER));
  assert.deepEqual((await offered(page, "options", '{"role":"|"}')).sort(), ids(roles));
  assert.deepEqual((await offered(page, "options", "{|}")).sort(), ["locale", "now", "role"]);
  await chooseFunction(page, "ways");
  assert.deepEqual((await offered(page, "options", '{"to":"|"}')).sort(), [...ids(states), ...ids(actions)].sort());
});

onPage("what is typed narrows what is offered, by the name and by what people call it", async (page) => {
  for (const typed of ["talkr", "トークルーム"]) {
    await typeAll(page, "order", '{"policy":"coconala",');
    await page.keyboard.type('"');
    await page.keyboard.insertText(typed);
    await page.locator("#editor-order .cm-tooltip-autocomplete").waitFor();
    const [first] = await page.locator("#editor-order .cm-completionLabel").allInnerTexts();
    assert.equal(first, '"talkRoomRevisions"', typed);
  }
});

onPage("what is taken comes with the signs around it", async (page) => {
  await offered(page, "order", '{"policy":"coconala","state":"delivered"\n"deliv|"}');
  // A key that is pressed as the list appears is not meant for it.
  await page.locator(".cm-tooltip-autocomplete [aria-selected]").click();
  const order = JSON.parse(await textIn(page, "order"));
  assert.deepEqual(Object.keys(order), ["policy", "state", "deliveredAt"]);
  assert.equal(order.deliveredAt, JSON.parse(await textIn(page, "options")).now, "with a value to begin with");
});

onPage("Tab leaves the editors, and Ctrl+Z brings back what was typed", async (page) => {
  const before = await textIn(page, "order");
  await typeAll(page, "order", written(ORDER));
  await page.keyboard.press("Tab");
  assert.ok(!(await page.evaluate(() => document.activeElement.matches("#editor-order"))));
  assert.equal(await textIn(page, "order"), written(ORDER), "and types nothing");
  await page.keyboard.press("Shift+Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches("#editor-order")));
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("ControlOrMeta+Z");
  assert.equal(await textIn(page, "order"), before);
});

onPage("an answer is folded to what its lists hold, and stays as it was opened", async (page) => {
  const folded = page.locator("#answer-json .cm-foldPlaceholder");
  await folded.first().waitFor();
  assert.match((await folded.allInnerTexts()).join("\n"), /"id": "revise".*"verdict": "allowed"/);
  const revise = folded.filter({ hasText: '"id": "revise"' });
  await revise.click();
  await revise.waitFor({ state: "detached" });
  await typeAll(page, "order", written({ ...ORDER, revisionsUsed: 1 }));
  await page.locator("#answer-json .cm-line").filter({ hasText: '"verb": "revise"' }).waitFor();
  assert.equal(await revise.count(), 0);
  await page.locator("#playground-fold").click();
  await revise.waitFor({ state: "detached" });
  assert.ok((await page.locator("#answer-json .cm-line").count()) < 20, "all that is in it is folded");
  await page.locator("#playground-unfold").click();
  assert.equal(await folded.count(), 0);
});

onPage("what is not in view of a long answer can be searched for", async (page) => {
  await chooseFunction(page, "describe");
  await page.locator("#playground-find").click();
  const field = page.locator("#answer-json .cm-search [name=search]");
  await field.pressSequentially("auto-complete");
  await field.press("Enter");
  await page.locator("#answer-json .cm-searchMatch-selected").waitFor();
});

onPage("the code for a browser runs in one", async (page) => {
  await page.locator("#playground-target-browser").check();
  const code = await copied(page, "code");
  const url = new URL("./try.html", page.url().replace(/#.*/, "")).href;
  const other = await page.context().newPage();
  await other.route(url, (route) => route.fulfill({ contentType: "text/html", body: code }));
  await other.goto(url);
  await other.locator("#answer:not(:empty)").waitFor();
  assert.deepEqual(JSON.parse(await other.locator("#answer").innerText()), JSON.parse(await copied(page, "answer")));
});

onPage("the code is that of the call, in the language that is chosen", async (page) => {
  for (const [target, sign] of /** @type {const} */ ([
    ["node", 'import init, { timeline } from "torihiki";'],
    ["react", 'import { use } from "react";'],
    ["vue", "<script setup>"],
    ["rust", "use torihiki::{Data, Instant, TimelineOptions, timeline};"],
  ])) {
    await chooseFunction(page, "timeline");
    await page.locator(`#playground-target-${target}`).check();
    const code = await copied(page, "code");
    assert.ok(code.includes(sign), code);
    assert.equal((await page.locator(".playground .code pre").innerText()).trim(), code.trim());
  }
  await chooseFunction(page, "preview");
  await page.locator("#playground-target-tag").check();
  assert.match(await copied(page, "code"), /<torihiki-order/);
});

onPage("how to install it and where to read on is told", async (page) => {
  for (const line of Object.values(INSTALL)) assert.ok((await page.locator(".install").innerText()).includes(line));
  assert.equal(await copied(page, "install-pnpm"), INSTALL.pnpm);
  assert.ok((await page.locator("#developers").innerText()).includes(`torihiki-${version()}.tgz`));
  const { repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.equal(repository.url, `git+${REPOSITORY}.git`);
  const addresses = await page
    .locator("#developers .docs a")
    .evaluateAll((/** @type {HTMLAnchorElement[]} */ all) => all.map(({ href }) => href));
  assert.deepEqual(
    addresses,
    Object.values(LINKS).map((path) => REPOSITORY + path),
  );
  for (const path of Object.values(LINKS).filter((one) => one !== "")) {
    readFileSync(join(root, path.replace("/blob/main", "")));
  }
});

// Each language and each scheme once: no colour depends on the language, and no name on the colours.
for (const { locale, colorScheme } of /** @type {const} */ ([
  { locale: "ja", colorScheme: "light" },
  { locale: "en", colorScheme: "dark" },
])) {
  onAnyPage(
    `axe-core finds nothing in it, in ${locale}, ${colorScheme}`,
    async (page) => {
      await openPlayground(page);
      await page.evaluate(axe);
      await choose(page, "locale", locale);
      await assertAccessible(page);
      await typeAll(page, "order", MISSPELT);
      await untilFound(page, "order", 3);
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Control+Space");
      await page.locator("#editor-order .cm-tooltip-autocomplete").waitFor();
      // Its list scrolls by the arrow keys, which the text keeps the focus for.
      await assertAccessible(page, { "scrollable-region-focusable": { enabled: false } });
      await page.keyboard.press("Escape");
      await chooseFunction(page, "apply");
      await page.locator("#playground-find").click();
      await assertAccessible(page);
    },
    { colorScheme },
  );
}

/**
 * @param {Page} page
 * @param {Record<string, { enabled: boolean }>} [rules]
 */
async function assertAccessible(page, rules = {}) {
  const { violations } = await page.evaluate(
    (own) => globalThis.axe.run("#developers", { rules: { "target-size": { enabled: true }, ...own } }),
    rules,
  );
  assert.deepEqual(
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
    [],
  );
}

onPage("nothing of it is wider than a narrow window", async (page) => {
  await page.locator("#playground-target-rust").check();
  await typeAll(page, "order", MISSPELT);
  await untilFound(page, "order", 3);
  for (const locale of ["ja", "en"]) {
    await choose(page, "locale", locale);
    for (const width of [280, 320, 375, 900]) {
      await page.setViewportSize({ width, height: 640 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${locale} ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
});
