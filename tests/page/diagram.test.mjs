// The diagram of the states: it says what the policy says, once, in the picture and in the list.

/** @import { Description, RoleId } from "torihiki" */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, { describe, policies, preview } from "torihiki";
import { samples } from "../../www/page/view/samples.js";
import { ja } from "../../www/page/diagram/texts.js";
import { POLICIES, everyDiagram, openDiagram, settled } from "./diagrams.mjs";
import { choose, enter, pages } from "./visitor.mjs";

before(() => init());

const { onPage, open } = pages();

/**
 * What leads from one state to another by the description: every role of every action, and every transition.
 *
 * @param {Description} description
 */
function expectedItems({ states, actions, transitions }) {
  /** @param {string} id */
  const isState = (id) => states.some((state) => state.id === id);
  const items = [];
  const stays = [];
  for (const { id, from, to, roles } of actions) {
    for (const state of from.filter(isState)) {
      for (const role of roles) {
        if (to === null || to === state) stays.push(`${state}: ${id} ${role}`);
        else items.push(`${state} ${to}: ${id} ${role}`);
      }
    }
  }
  for (const { rule, from, to } of transitions) {
    for (const state of from.filter(isState)) items.push(`${state} ${to}: ${rule}`);
  }
  return { items: items.sort(), stays: stays.sort() };
}

/**
 * An item of the page may be about several roles of an action, or about several rules.
 *
 * @param {string} move
 * @param {string} id
 */
function single(move, id) {
  const [first, ...rest] = id.split(" ");
  if (first.includes(".")) return [first, ...rest].map((rule) => `${move}: ${rule}`);
  return rest.map((role) => `${move}: ${first} ${role}`);
}

onPage("every state and all that leads from one to another is in the picture and in the list, once", async (page) => {
  await choose(page, "role", "");
  await openDiagram(page);
  await everyDiagram(page, async ({ policy, edition, locale }, name) => {
    const description = describe(policy, { edition, locale });
    const expected = expectedItems(description);
    const seen = await page.evaluate(() => {
      /**
       * @template T
       * @param {string} selector
       * @param {(element: Found) => T} of
       */
      const all = (selector, of) => [...document.querySelectorAll(selector)].map(of);
      return {
        nodes: all(".diagram-picture [data-node]", ({ dataset }) => dataset.node),
        entries: all("[data-entry]", ({ dataset }) => dataset.entry),
        lines: all("[data-line]", ({ dataset }) => dataset.line),
        drawn: all("[data-item]", (item) => [item.closest("[data-move]").dataset.move, item.dataset.item]),
        listed: all("[data-entry-item]", (item) => [
          item.closest("[data-entry-move]").dataset.entryMove,
          item.dataset.entryItem,
        ]),
        stays: all("[data-stay]", (item) => [item.closest("[data-entry]").dataset.entry, item.dataset.stay]),
        numbers: all(".move-number", ({ textContent }) => textContent),
        listedNumbers: all(".entry-number", ({ textContent }) => textContent),
      };
    });
    const ids = description.states.map(({ id }) => id);
    assert.deepEqual(seen.nodes, ids, name);
    assert.deepEqual(seen.entries, ids, name);
    assert.deepEqual(seen.drawn.flatMap(([move, id]) => single(move, id)).sort(), expected.items, name);
    assert.deepEqual(seen.listed.flatMap(([move, id]) => single(move, id)).sort(), expected.items, name);
    assert.deepEqual(seen.stays.flatMap(([state, id]) => single(state, id)).sort(), expected.stays, name);
    const moves = [...new Set(expected.items.map((item) => item.split(":")[0]))];
    assert.deepEqual([...seen.lines].sort(), moves.sort(), name);
    assert.deepEqual(
      seen.numbers,
      moves.map((_, index) => String(index + 1)),
      name,
    );
    assert.deepEqual(seen.listedNumbers, seen.numbers, name);
  });
});

onPage(
  "today's state is marked by its word and its border, and what the answer says of its actions stands beside them",
  async (page) => {
    await openDiagram(page);
    for (const policy of POLICIES) {
      await choose(page, "policy", policy);
      for (const { id, role, now, order } of samples[policy]) {
        await choose(page, "sample", id);
        await settled(page, { policy, edition: order.edition ?? "guide" });
        for (const each of new Set([role ?? "", ""])) {
          await choose(page, "role", each);
          const answer = preview(
            { edition: /** @type {const} */ ("guide"), ...order },
            { role: each === "" ? undefined : /** @type {RoleId} */ (each), now },
          );
          const name = `${id} as ${each}`;
          const seen = await page.evaluate(() => ({
            today: [...document.querySelectorAll(".diagram-picture .node-today")].map((node) => ({
              id: node.dataset.node,
              mark: node.querySelector(".node-mark").textContent,
              border: parseFloat(getComputedStyle(node.querySelector(".node-box")).strokeWidth),
            })),
            others: [...document.querySelectorAll(".diagram-picture .node:not(.node-today) > .node-box")].map((box) =>
              parseFloat(getComputedStyle(box).strokeWidth),
            ),
            listed: [...document.querySelectorAll(".entry-today")].map(({ dataset }) => dataset.entry),
            verdicts: [
              ...document.querySelectorAll(".entry-today [data-entry-item], .entry-today [data-stay]"),
            ].flatMap((item) => {
              const [, verdict] =
                /entry-(allowed|denied|unknown)/.exec(item.querySelector(".entry-verdict")?.className) ?? [];
              const [action, ...roles] = (item.dataset.entryItem ?? item.dataset.stay).split(" ");
              return verdict === undefined ? [] : roles.map((role) => `${action} ${role} ${verdict}`);
            }),
          }));
          const isSure = answer.state.uncertain.length === 0;
          assert.deepEqual(seen.listed, [answer.state.effective], name);
          assert.deepEqual(
            seen.today.map(({ id }) => id),
            [answer.state.effective],
            name,
          );
          if (isSure) assert.equal(seen.today[0].mark, ja.diagram.today, name);
          assert.ok(
            seen.others.every((border) => border < seen.today[0].border),
            name,
          );
          const { actions } = describe(policy, { edition: order.edition ?? "guide" });
          const here = answer.actions.filter(({ id }) =>
            actions.find((action) => action.id === id).from.includes(answer.state.effective),
          );
          assert.deepEqual(
            seen.verdicts.sort(),
            here.map(({ id, role, verdict }) => `${id} ${role} ${verdict}`).sort(),
            name,
          );
        }
      }
    }
  },
);

onPage(
  "what happens by itself is told with its instant, and where it is not known with how it is reckoned",
  async (page) => {
    await openDiagram(page);
    const fall = page.locator('[data-item="coconala.auto-complete"]');
    assert.match(await fall.textContent(), /11月21日\(土\) 9:00/);
    assert.match(
      await page.locator('[data-entry-item="coconala.auto-complete"]').innerText(),
      /このままなら 11月21日\(土\) 9:00/,
    );
    await choose(page, "sample", "cancel-asked");
    await page.locator('.diagram-picture .node-today[data-node="in-progress"]').waitFor();
    assert.match(await fall.textContent(), /正式な納品の日時から7日/);
  },
);

onPage("a state that is not certain is marked as that, and so is the one that it may be instead", async (page) => {
  await choose(page, "role", "");
  await openDiagram(page);
  await page.locator("#order-form").evaluate((form) => {
    for (const details of [form, ...form.querySelectorAll("details")]) {
      if (details.matches("details")) details.open = true;
    }
  });
  await page.locator("#field-deliveredAt").evaluate((field) => {
    field.closest(".field").querySelector('[data-standing="left-out"]').click();
  });
  await page.locator(".diagram-picture .node-uncertain").waitFor();
  assert.equal(
    await page
      .locator(".diagram-picture .node-today .node-mark")
      .evaluateAll((all) => all.map(({ textContent }) => textContent).join("")),
    ja.diagram.todayUncertain,
  );
  assert.equal(
    await page
      .locator('.node-perhaps[data-node="completed"] .node-mark')
      .evaluateAll((all) => all.map(({ textContent }) => textContent).join("")),
    ja.diagram.perhaps,
  );
  assert.match(await page.locator('[data-entry="completed"]').innerText(), new RegExp(ja.diagram.perhaps));
});

onPage("without an answer it shows the rules alone", async (page) => {
  await openDiagram(page);
  await enter(page, "#now", "?");
  await page.getByText(ja.diagram.noAnswer).waitFor();
  assert.equal(
    await page
      .locator(
        ".diagram-picture :is(.node-today, .node-mark, .icon-allowed, .icon-denied), .entry-today, .entry-verdict, .diagram .entry-at",
      )
      .count(),
    0,
  );
  assert.equal(await page.locator(".diagram-picture [data-node]").count(), 5);
});

onPage("nothing of it is loaded or made before it is opened", async (page) => {
  const layouts = () =>
    page.evaluate(
      () => performance.getEntriesByType("resource").filter(({ name }) => /\/layout[^/]*\.js$/.test(name)).length,
    );
  await choose(page, "policy", "qoo10");
  assert.equal(await layouts(), 0);
  assert.equal(await page.locator(".diagram-picture, [data-entry]").count(), 0);
  await openDiagram(page);
  assert.equal(await layouts(), 1);
});

test("where it cannot be loaded, that is told, the list is there all the same, and loading the page again mends it", async () => {
  const { page } = await open({ serviceWorkers: "block" });
  await page.context().route(/layout.*\.js/, (route) => route.abort());
  await page.locator("#diagram-summary").click();
  await page.getByText(ja.diagram.loadFailed).waitFor();
  assert.equal(await page.locator("[data-entry]").count(), 5);
  assert.equal(await page.locator(".diagram-picture").count(), 0);
  await page.context().unroute(/layout.*\.js/);
  await page.reload();
  await openDiagram(page);
  assert.equal(await page.getByText(ja.diagram.loadFailed).count(), 0);
  // The failure stands in the console, as it is to, so the page is closed without a look at its faults.
  await page.context().close();
});

test("every policy has a diagram for the test to look at", () => {
  assert.deepEqual(
    POLICIES.sort(),
    policies()
      .map(({ id }) => id)
      .sort(),
  );
});
