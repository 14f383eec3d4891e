// The element goes by its place and by its reader: by width, by colours that are forced, by motion that is not wanted.

/** @import { Browser, BrowserContextOptions } from "playwright-core" */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { launchChromium } from "../support/chromium.mjs";
import { inEngines, put, site, source } from "./harness.mjs";
import { begin } from "./plain-page.mjs";

const orders = Object.values(samples)
  .flat()
  .map(({ id, order, now }) => ({ id, order, now }));

inEngines((page) => {
  for (const [where, isLarge] of /** @type {const} */ ([
    ["narrowest", false],
    ["narrow", false],
    ["middle", true],
  ])) {
    test(`nothing is wider than ${{ narrowest: "a column of 200 pixels", narrow: "one of 280", middle: "one of 600 with letters twice as large" }[where]}, in either language`, async () => {
      await begin(page);
      const { ran, wide } = await page.run(
        async ({ make, find }, { orders: given, where, isLarge }) => {
          /** @type {string[]} */
          const wide = [];
          let ran = 0;
          const into = document.createElement("div");
          into.classList.add(where, ...(isLarge ? ["large"] : []));
          document.querySelector("main").append(into);
          /**
           * @param {string} name
           * @param {Element} element
           */
          const check = (name, element) => {
            const order = find(element, ".order");
            const { right: edge, width } = element.getBoundingClientRect();
            if (order.scrollWidth > order.clientWidth) {
              wide.push(`${name}: ${order.scrollWidth} in ${order.clientWidth}`);
            }
            for (const inner of order.querySelectorAll("*:not(.unseen, .unseen *)")) {
              const { right } = inner.getBoundingClientRect();
              if (right > edge + 1) {
                wide.push(`${name}: .${inner.getAttribute("class")} ends at ${right}, the element at ${edge}`);
              }
            }
            if (width < 100) wide.push(`${name}: it is ${width} wide`);
            ran += 1;
            element.remove();
          };
          for (const locale of ["ja", "en"]) {
            for (const { id, order, now } of given) {
              check(`${id} in ${locale}`, await make({ order, now, locale, expanded: true }, { into }));
            }
            check(
              `an error in ${locale}`,
              await make(
                { order: { policy: "coconala", state: "x".repeat(300), ["y".repeat(300)]: 1 }, locale },
                { into },
              ),
            );
          }
          return { ran, wide: wide.slice(0, 20) };
        },
        { orders, where, isLarge },
      );
      assert.deepEqual(wide, []);
      assert.equal(ran, 2 * orders.length + 2);
    });
  }

  test("it follows the width of its place, not that of the window: columns where there is room", async () => {
    await begin(page);
    const told = await page.run(async ({ make, delivered, closing, find }) => {
      /** @type {Record<string, number[]>} */
      const told = {};
      for (const place of ["narrow", "middle", "wide"]) {
        const into = document.createElement("div");
        into.className = place;
        document.querySelector("main").append(into);
        const element = await make({ order: delivered, now: closing - 1, expanded: true }, { into });
        /** @param {string} selector */
        const columns = (selector) => getComputedStyle(find(element, selector)).gridTemplateColumns.split(" ").length;
        told[place] = [columns(".state dl"), columns(".verb-cards"), columns(".columns")];
      }
      return told;
    });
    assert.deepEqual(told, { narrow: [1, 1, 1], middle: [2, 2, 2], wide: [2, 4, 2] });
  });

  test("it is light or dark as the page around it says, also where that changes", async () => {
    await begin(page);
    const told = await page.run(async ({ make, delivered, closing, find, afterPaint }) => {
      const into = document.querySelector("main");
      const element = await make({ order: delivered, now: closing - 1 }, { into });
      /**
       * @param {string} selector
       * @param {"color" | "backgroundColor"} name
       */
      const brightness = (selector, name) => {
        const [red, green, blue] = getComputedStyle(find(element, selector))
          [name].match(/[\d.]+/g)
          .map(Number);
        return red + green + blue > 382 ? "light" : "dark";
      };
      const told = [];
      for (const scheme of ["light", "dark", "light"]) {
        into.className = scheme;
        // A change of its place is seen a moment later.
        for (let frames = 0; frames < 5; frames += 1) await afterPaint();
        await element.updateComplete;
        told.push(`${brightness(".order", "color")}, ${brightness(".verdict-allowed", "color")}`);
        told.push(getComputedStyle(find(element, ".action")).backgroundColor);
      }
      return told;
    });
    const through = "rgba(0, 0, 0, 0)";
    assert.deepEqual(told, ["dark, dark", through, "light, light", through, "dark, dark", through]);
  });

  test("in a box that scrolls, nothing of it sticks out of that box", async () => {
    await begin(page);
    const told = await page.run(async ({ make, delivered, closing, afterPaint }) => {
      const box = document.createElement("div");
      box.className = "box";
      document.querySelector("main").append(box);
      await make({ order: delivered, now: closing - 1, expanded: true }, { into: box });
      await afterPaint();
      return [
        box.scrollHeight > 1000,
        document.documentElement.scrollHeight <= innerHeight,
        document.documentElement.scrollWidth <= innerWidth,
      ];
    });
    assert.deepEqual(told, [true, true, true]);
  });
});

describe("Chromium, with settings that its WebDriver does not have", () => {
  /** @type {Browser} */
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());

  /** What of an order can be seen: the texts and icons, each with its colours. */
  /** @param {BrowserContextOptions} options */
  const seen = async (options) => {
    const page = await browser.newPage(options);
    await page.goto(site + put("forced.html", source({ lang: "en" })));
    const result = await page.evaluate(async () => {
      await customElements.whenDefined("torihiki-order");
      const element = document.createElement("torihiki-order");
      Object.assign(element, {
        order: { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" },
        now: "2026-11-16T09:00:00+09:00",
        expanded: true,
      });
      document.body.append(element);
      await element.updateComplete;
      const visible = [...element.shadowRoot.querySelectorAll("*")].filter(
        (inner) => inner.getClientRects().length > 0 && getComputedStyle(inner).visibility === "visible",
      );
      return {
        visible: visible.length,
        icons: [
          ...new Set(visible.filter((inner) => inner.matches(".icon")).map((icon) => getComputedStyle(icon).stroke)),
        ],
        borders: [
          ...new Set(
            visible
              .filter((inner) => inner.matches(".verb, .verdict, .sign, .choose, .action"))
              .map((inner) => getComputedStyle(inner).borderTopColor),
          ),
        ],
        // Drawings keep their colour; what counts for them is the stroke.
        texts: [
          ...new Set(
            visible.filter((inner) => inner instanceof HTMLElement).map((inner) => getComputedStyle(inner).color),
          ),
        ],
        grounds: [
          ...new Set(
            visible.map((inner) => getComputedStyle(inner).backgroundColor).filter((colour) => !/, 0\)$/.test(colour)),
          ),
        ],
      };
    });
    await page.close();
    return result;
  };

  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`forced colours hide nothing, ${colorScheme}`, async () => {
      const plain = await seen({ colorScheme });
      const forced = await seen({ colorScheme, forcedColors: "active" });
      assert.equal(forced.visible, plain.visible);
      assert.ok(plain.visible > 300);
      // Colours of the system only, and none of what is drawn is of the colour that it is drawn on.
      assert.ok(forced.grounds.length <= 2, forced.grounds.join());
      for (const kind of /** @type {const} */ (["icons", "borders", "texts"])) {
        assert.ok(forced[kind].length <= 4, `${kind}: ${forced[kind]}`);
        for (const colour of forced[kind]) {
          assert.ok(!forced.grounds.includes(colour), `${kind}: ${colour} on ${forced.grounds}`);
        }
      }
      assert.ok(plain.texts.length > forced.texts.length, "colours are not forced");
    });
  }

  test("nothing moves for readers who do not want that", async () => {
    const page = await browser.newPage({ reducedMotion: "reduce" });
    await page.goto(site + put("still.html", source({ lang: "en" })));
    const moving = await page.evaluate(async () => {
      await customElements.whenDefined("torihiki-order");
      const element = document.createElement("torihiki-order");
      Object.assign(element, { order: { policy: "coconala", state: "delivered" }, now: 0 });
      document.body.append(element);
      await element.updateComplete;
      return [...element.shadowRoot.querySelectorAll("*")]
        .filter(
          (inner) =>
            getComputedStyle(inner).transitionDuration !== "0s" || getComputedStyle(inner).animationName !== "none",
        )
        .filter((inner) => !["none", "color"].includes(getComputedStyle(inner).transitionProperty)).length;
    });
    assert.equal(moving, 0);
    await page.close();
  });
});
