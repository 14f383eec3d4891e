// The diagram of the states can be read: in every window and in every colour scheme, and by those who do not see it.

/** @import { BrowserContextOptions } from "playwright-core" */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { before } from "node:test";
import init from "torihiki";
import { everyDiagram, openDiagram } from "./diagrams.mjs";
import { choose, pages } from "./visitor.mjs";

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

before(() => init());

const { onPage } = pages();

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
