// The diagram of the states: it says what the policy says, once, in the picture and in the list, and can be read.

/**
 * @import { PageDescription } from "../../www/page/types.js"
 * @import { BrowserContextOptions, Page } from "playwright-core"
 * @import { ConsentInfo, Description, Edition, Locale, Order, PolicyId, RoleId, StateId } from "torihiki"
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { before, test } from "node:test";
import init, { describe, policies, preview } from "torihiki";
import { diagramOf } from "../../www/page/diagram/model.js";
import { layOut } from "../../www/page/diagram/layout.js";
import { lineBreaker } from "../../www/page/diagram/line-breaks.js";
import { samples } from "../../www/page/view/samples.js";
import { ja } from "../../www/page/diagram/texts.js";
import { choose, pages } from "./visitor.mjs";

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

before(() => init());

const { onPage, open } = pages();

const POLICIES = /** @type {PolicyId[]} */ (Object.keys(samples));
const EDITIONS = /** @type {Edition[]} */ (["guide", "official"]);

/**
 * Opens the diagram, and waits for its picture.
 *
 * @param {Page} page
 */
async function openDiagram(page) {
  await page.locator("#diagram-summary").click();
  await page.locator(".diagram-picture").waitFor();
}

/**
 * Waits until the picture is that of this policy and edition.
 *
 * @param {Page} page
 * @param {{ policy: PolicyId, edition: Edition }} diagram
 */
async function settled(page, { policy, edition }) {
  const states = describe(policy, { edition }).states.map(({ id }) => id);
  await page.waitForFunction((ids) => {
    const picture = document.querySelector(".diagram-picture");
    const nodes = [...(picture?.querySelectorAll("[data-node]") ?? [])].map(({ dataset }) => dataset.node);
    return JSON.stringify(nodes) === JSON.stringify(ids);
  }, states);
}

/**
 * Goes through the diagrams of all policies in both editions.
 *
 * @param {Page} page
 * @param {(diagram: { policy: PolicyId, edition: Edition, locale: Locale }, name: string) => Promise<void>} run
 * @param {Locale[]} [locales]
 */
async function everyDiagram(page, run, locales = ["ja", "en"]) {
  for (const locale of locales) {
    await choose(page, "locale", locale);
    for (const policy of POLICIES) {
      await choose(page, "policy", policy);
      for (const edition of EDITIONS) {
        // In a narrow window the editions are folded away.
        await page.locator("#edition").evaluate((group) => {
          for (
            let around = group.closest("details");
            around !== null;
            around = around.parentElement.closest("details")
          ) {
            around.open = true;
          }
        });
        await choose(page, "edition", edition);
        await settled(page, { policy, edition });
        await run({ policy, edition, locale }, `${policy}, ${edition}, ${locale}`);
      }
    }
  }
}

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
      /明日 11月21日\(土\) 9:00/,
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
    const standing = field.closest(".field").querySelector("select");
    standing.value = "left-out";
    standing.dispatchEvent(new Event("change", { bubbles: true }));
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
  await page.locator("#now").fill("?");
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

for (const width of [1280, 768, 390, 320]) {
  onPage(
    `in a window of ${width} pixels everything in it can be read`,
    async (page) => {
      await choose(page, "role", "");
      await openDiagram(page);
      await everyDiagram(page, async (_, name) => {
        assert.deepEqual(await page.evaluate(faultsOfPicture), [], name);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
      });
    },
    { viewport: { width, height: 800 }, reducedMotion: "reduce" },
  );
}

/** What stands on something else in the picture, runs through it, is cut off or is clipped. Runs in the page. */
function faultsOfPicture() {
  const faults = [];
  const picture = document.querySelector(".diagram-picture");
  const { x, y, width, height } = picture.viewBox.baseVal;
  /** @param {Found} element */
  const box = (element) => {
    const { x, y, width, height } = element.getBBox();
    return { left: x, top: y, right: x + width, bottom: y + height };
  };
  /**
   * @param {Box} inner
   * @param {Box} outer
   */
  const isInside = (inner, outer) =>
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1;
  /**
   * @param {Box} one
   * @param {Box} other
   */
  const overlap = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const things = [
    ...[...picture.querySelectorAll("[data-node]")].map((node) => ({
      name: node.dataset.node,
      ends: [node.dataset.node],
      element: node,
      box: box(node.querySelector(".node-box")),
    })),
    ...[...picture.querySelectorAll("[data-move]")].map((move) => ({
      name: move.dataset.move,
      ends: [move.dataset.move],
      element: move,
      box: box(move.querySelector(".move-ground")),
    })),
  ];
  for (const [index, one] of things.entries()) {
    for (const other of things.slice(index + 1)) {
      if (overlap(one.box, other.box)) faults.push(`${one.name} stands on ${other.name}`);
    }
    if (!isInside(one.box, { left: x, top: y, right: x + width, bottom: y + height })) {
      faults.push(`${one.name} is cut off`);
    }
    for (const text of one.element.querySelectorAll("text")) {
      if (!isInside(box(text), one.box)) faults.push(`“${text.textContent}” stands out of ${one.name}`);
    }
  }
  for (const line of picture.querySelectorAll("[data-line]")) {
    const own = [line.dataset.line, ...line.dataset.line.split(" ")];
    const path = line.querySelector(".line-path");
    for (let at = 0; at <= path.getTotalLength(); at += 2) {
      const point = path.getPointAtLength(at);
      for (const { name, box } of things) {
        if (
          own.includes(name) ||
          point.x < box.left ||
          point.x > box.right ||
          point.y < box.top ||
          point.y > box.bottom
        ) {
          continue;
        }
        faults.push(`the line ${line.dataset.line} runs through ${name}`);
      }
    }
  }
  const isScrolled = picture.getBoundingClientRect().width > picture.parentElement.clientWidth;
  if (isScrolled && innerWidth >= 390) faults.push("it is wider than its place");
  if (isScrolled !== (picture.parentElement.tabIndex === 0)) {
    faults.push("a box that scrolls, and no other, is reached by the keyboard");
  }
  return [...new Set(faults)];
}

onPage(
  "a diagram that scrolls keeps its place while time moves, and stays open in another language",
  async (page) => {
    await openDiagram(page);
    const canvas = page.locator(".diagram-canvas");
    await canvas.evaluate((box) => {
      box.scrollLeft = 10;
    });
    await page.locator("#handle").focus();
    await page.keyboard.press("PageDown");
    await page.locator('.node-today[data-node="completed"]').waitFor();
    assert.equal(await canvas.evaluate((box) => box.scrollLeft), 10);
    await choose(page, "locale", "en");
    await page.getByText("The numbers in the diagram are those of the list below.").waitFor();
    assert.equal(await canvas.evaluate((box) => box.scrollLeft), 10);
  },
  { viewport: { width: 240, height: 800 }, reducedMotion: "reduce" },
);

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

/** @type {BrowserContextOptions[]} */
const surroundings = [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { forcedColors: "active" },
  { viewport: { width: 390, height: 800 } },
];
for (const options of surroundings) {
  onPage(
    `axe-core finds nothing in it, with ${JSON.stringify(options)}`,
    async (page) => {
      await choose(page, "role", "");
      await openDiagram(page);
      await page.evaluate(axe);
      await everyDiagram(
        page,
        async (_, name) => {
          const { violations } = await page.evaluate(() =>
            globalThis.axe.run("#diagram", { resultTypes: ["violations"] }),
          );
          assert.deepEqual(
            violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
            [],
            name,
          );
        },
        ["ja"],
      );
    },
    { reducedMotion: "reduce", ...options },
  );
}

/**
 * A description with states named by numbers, and an action for each pair.
 *
 * @param {number} count
 * @param {[from: number, to: number | null][]} pairs
 * @returns {PageDescription}
 */
function described(count, pairs) {
  const states = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    label: `S${index}`,
    final: false,
    note: /** @type {string | null} */ (null),
  }));
  const actions = pairs.map(([from, to], index) => ({
    id: `a${index}`,
    label: `A${index}`,
    roles: ["one"],
    from: [`s${from}`],
    to: to === null ? null : `s${to}`,
    consent: /** @type {ConsentInfo | null} */ (null),
  }));
  /** @type {Record<string, unknown>} */
  const description = {
    states,
    everyState: states,
    actions,
    transitions: [],
    facts: [],
    params: [],
    roles: [{ id: "one", label: "One" }],
  };
  // Of a policy that there is not, and with no more than the diagram looks at.
  return /** @type {PageDescription} */ (/** @type {unknown} */ (description));
}

test("a state that no edition, or only another one, has is no part of the diagram", () => {
  const other = {
    id: /** @type {StateId} */ ("other"),
    label: "Other",
    final: false,
    note: /** @type {string | null} */ (null),
  };
  const description = described(2, [
    [0, 1],
    [0, 9],
  ]);
  const diagram = diagramOf(
    { ...description, everyState: [...description.everyState, other] },
    { order: { policy: "qoo10", edition: "guide", state: /** @type {Order<"qoo10">["state"]} */ ("other") } },
    null,
  );
  assert.deepEqual(
    diagram.states.map(({ id, standing, isStart }) => [id, standing, isStart]),
    [
      ["s0", null, true],
      ["s1", null, false],
    ],
  );
  assert.deepEqual(
    diagram.moves.map(({ from, to }) => [from, to]),
    [["s0", "s1"]],
  );
  assert.equal(diagram.stays.get("s0").length, 1);
  assert.equal(diagram.foreign, "Other");
});

test("however many states there are and however they are joined, nothing stands on anything else", () => {
  let seed = 7;
  /** @param {number} below */
  const random = (below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 60; round += 1) {
    const states = Array.from({ length: 1 + random(16) }, (_, index) => ({
      id: `s${index}`,
      width: 50 + random(120),
      height: 30 + random(50),
      lead: index === 0 ? 26 : 0,
    }));
    const pairs = new Set(
      Array.from({ length: random(20) }, () => `${random(states.length)} ${random(states.length)}`),
    );
    const labels = [...pairs]
      .map((pair) => pair.split(" "))
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from: `s${from}`, to: `s${to}`, width: 30 + random(150), height: 22 + random(60) }));
    for (const isAcross of [false, true]) {
      const plan = layOut(states, labels, { isAcross, room: 700 });
      const things = [
        ...states.map((state) => ({ ...state, ...plan.places.get(state.id) })),
        ...labels.map((label, index) => ({ ...label, ...plan.lines[index].label })),
      ];
      for (const [index, one] of things.entries()) {
        assert.ok(
          one.x >= -0.01 &&
            one.y >= -0.01 &&
            one.x + one.width <= plan.width + 0.01 &&
            one.y + one.height <= plan.height + 0.01,
          `round ${round}`,
        );
        for (const other of things.slice(index + 1)) {
          const apart =
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y;
          assert.ok(apart, `round ${round}: ${JSON.stringify([one, other])}`);
        }
      }
    }
  }
});

test("a label is broken between words, evenly, and inside a word only where that is too wide", () => {
  /**
   * @param {string} text
   * @param {number} room
   * @param {Locale} locale
   */
  const lines = (text, room, locale) =>
    lineBreaker(locale)(text, room, (/** @type {string} */ line) => [...line].length);
  assert.deepEqual(lines("契約済み・仮払い待ち", 8, "ja"), ["契約済み・", "仮払い待ち"]);
  assert.deepEqual(lines("購入日時から120日で自動で", 9, "ja"), ["購入日時から", "120日で自動で"]);
  assert.deepEqual(lines("Delivered, awaiting approval", 20, "en"), ["Delivered,", "awaiting approval"]);
  assert.deepEqual(lines("abcdefghij", 4, "en"), ["abcd", "efgh", "ij"]);
  assert.deepEqual(lines("", 4, "en"), [""]);
});

test("every policy has a diagram for the test to look at", () => {
  assert.deepEqual(
    POLICIES.sort(),
    policies()
      .map(({ id }) => id)
      .sort(),
  );
});
