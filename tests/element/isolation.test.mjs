// The element looks the same on every page, whatever that page does to its own content, and leaves the page as it is.

/** @import { Browser, BrowserContextOptions } from "playwright-core" */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { samples } from "../../www/page/view/samples.js";
import { find } from "../support/engines.mjs";
import { inEngines, installed, put, site, source } from "./harness.mjs";

const orders = Object.values(samples)
  .flat()
  .map(({ id, order, now }) => ({ id, order, now }));

/** @type {{ modules: { declarations: Record<"cssParts" | "cssProperties", { name: string }[]>[] }[] }} */
const manifest = JSON.parse(
  readFileSync(join(installed.project, "node_modules/torihiki/pkg/custom-elements.json"), "utf8"),
);
const { cssParts, cssProperties } = manifest.modules[0].declarations[0];

/** What pages do to all that is on them, and to what the element is made of inside. */
put(
  "hostile.css",
  `
  * {
    color: red !important; background: yellow !important; line-height: 3 !important; letter-spacing: 0.5em !important; word-spacing: 1em !important;
    font-style: italic !important; font-weight: 900 !important; font-variant: small-caps !important; text-transform: uppercase !important;
    text-align: right !important; text-indent: 3em !important; text-shadow: 0 0 2px blue !important; white-space: nowrap !important;
    word-break: break-all !important; overflow-wrap: normal !important; hyphens: auto !important; list-style: square inside !important; cursor: wait !important;
  }
  *:not(html, body, main, torihiki-order) { display: none !important; position: fixed !important; float: right !important; }
  p, a, ul, ol, li, dl, dt, dd, div, span, strong, time, button, section, article, details, summary, svg, path, code {
    margin: 50px; padding: 50px; border: 9px dashed red; width: 30px; font: italic 40px/4 monospace; opacity: 0.1; transform: rotate(9deg); stroke: red; fill: red;
  }
  .order, .icon, .heading, .action, .verb, .verdict, .deadline, .note, .further, .choose, .unseen, .details, [data-action], [part], [role=heading] { display: none; content: "x"; }
  ::before, ::after { content: "!!"; }
  slot, ::slotted(*) { display: none; }
`,
);
put(
  "plain.css",
  "main { width: 600px } .narrow { width: 280px } .middle { width: 600px } .wide { width: 1200px } .light { color-scheme: light } .dark { color-scheme: dark } .large { font-size: 200% } .box { height: 200px; overflow: auto }",
);

/**
 * @param {import("./harness.mjs").Page} page
 * @param {string[]} [styles]
 * @param {object} [given]
 */
const begin = (page, styles = ["plain"], given) =>
  page.open({
    head: styles.map((name) => `<link rel="stylesheet" href="/${name}.css">`).join(""),
    body: "<main></main>",
    ...given,
  });

inEngines((page) => {
  test("no style of the page changes anything inside", async () => {
    await begin(page, ["plain", "hostile"]);
    const { compared, differences } = await page.run(async ({ make, delivered, closing }) => {
      const element = await make(
        { order: delivered, now: closing - 1, locale: "en", role: "buyer", expanded: true },
        { into: document.querySelector("main") },
      );
      const { sheet: hostile } = document.querySelector('link[href="/hostile.css"]');
      const inner = [...element.shadowRoot.querySelectorAll("*")].flatMap((each) =>
        [null, "::before"].map((pseudo) => /** @type {const} */ ([each, pseudo])),
      );
      const computed = () =>
        inner.map(([each, pseudo]) => {
          const style = getComputedStyle(each, pseudo);
          return [...style]
            .filter((name) => !name.startsWith("--"))
            .map((name) => [name, style.getPropertyValue(name)]);
        });
      hostile.disabled = true;
      const expected = computed();
      hostile.disabled = false;
      if (getComputedStyle(element).whiteSpace !== "nowrap") throw new Error("the page is not hostile");
      const differences = new Set();
      computed().forEach((values, index) => {
        const [each, pseudo] = inner[index];
        values.forEach(([name, value], at) => {
          const before = expected[index][at][1];
          if (value !== before) {
            differences.add(
              `${name} of ${each.localName}.${each.getAttribute("class")}${pseudo ?? ""}: ${before} became ${value}`,
            );
          }
        });
      });
      return { compared: inner.length, differences: [...differences].slice(0, 40) };
    });
    assert.deepEqual(differences, []);
    assert.ok(compared > 500, `only ${compared} were compared`);
  });

  test("none of its own styles changes anything on the page", async () => {
    await begin(page);
    const told = await page.run(async ({ make, delivered, closing }) => {
      const markup = [
        "p",
        "a href=#",
        "ul",
        "li",
        "dl",
        "dd",
        "div",
        "span",
        "strong",
        "time",
        "button",
        "section",
        "article",
        "details",
        "summary",
        "code",
      ]
        .map(
          (tag) =>
            `<${tag} class="order icon heading heading-0 action verb verdict deadline note further choose unseen details" part="state action" data-action="revise"></${tag.split(" ")[0]}>`,
        )
        .join("");
      const own = document.createElement("div");
      own.innerHTML = markup;
      // A bar for scrolling does not count.
      own.className = "narrow";
      document.body.append(own);
      const computed = () =>
        JSON.stringify(
          [...own.children].map((each) =>
            [null, "::before", "::after"].map((pseudo) =>
              [...getComputedStyle(each, pseudo)].map((name) => getComputedStyle(each, pseudo).getPropertyValue(name)),
            ),
          ),
        );
      const before = [computed(), document.head.innerHTML, document.styleSheets.length];
      const element = await make(
        { order: delivered, now: closing - 1 },
        { content: "<p slot='heading' class='note'>Order</p>" },
      );
      // What comes below the others does not move them.
      const after = [computed(), document.head.innerHTML, document.styleSheets.length];
      return [
        ...before.map((each, index) => each === after[index]),
        document.adoptedStyleSheets.length,
        getComputedStyle(element.firstElementChild).fontSize === getComputedStyle(document.body).fontSize,
      ];
    });
    assert.deepEqual(told, [true, true, true, 0, true]);
  });

  test("every custom property that is documented is used", async () => {
    const names = cssProperties.map(({ name }) => name);
    /** @type {Record<string, string>} */
    const special = { "--torihiki-font": "Torihiki", "--torihiki-radius": "23px", "--torihiki-gap": "47px" };
    const values = Object.fromEntries(names.map((name, index) => [name, special[name] ?? `rgb(${index + 1}, 2, 3)`]));
    put(
      "custom.css",
      `main { ${Object.entries(values)
        .map(([name, value]) => `${name}: ${value};`)
        .join(" ")} }`,
    );
    await begin(page, ["plain", "custom"]);
    const unused = await page.run(
      async ({ make }, { values, orders: given }) => {
        const into = document.querySelector("main");
        const seen = new Set();
        /** @param {ShadowRoot} root */
        const look = (root) => {
          for (const inner of root.querySelectorAll("*")) {
            const style = getComputedStyle(inner);
            for (const name of [
              "color",
              "backgroundColor",
              "borderTopColor",
              "borderLeftColor",
              "borderInlineStartColor",
              "outlineColor",
              "fontFamily",
              "rowGap",
              "borderTopLeftRadius",
            ]) {
              seen.add(Reflect.get(style, name));
            }
          }
        };
        for (const { order, now } of given) {
          const element = await make({ order, now, expanded: true }, { into });
          look(element.shadowRoot);
          element.remove();
        }
        const wrong = await make({ order: { policy: "?" } }, { into });
        look(wrong.shadowRoot);
        // Under the pointer only, which is set on rules that are there for it.
        const rules = wrong.shadowRoot.adoptedStyleSheets
          .flatMap(({ cssRules }) => [...cssRules])
          .filter((rule) => rule instanceof CSSStyleRule && rule.selectorText.includes(":hover"));
        const hovered = rules.map(({ cssText }) => cssText).join(" ");
        const own = getComputedStyle(wrong.shadowRoot.querySelector(".order"));
        for (const [name, value] of Object.entries(values)) {
          const inner = name.replace("torihiki-", "");
          if (hovered.includes(`var(${inner})`) && own.getPropertyValue(inner).trim() === value) seen.add(value);
        }
        return Object.entries(values)
          .filter(([, value]) => !seen.has(value))
          .map(([name]) => name);
      },
      { values, orders },
    );
    assert.deepEqual(unused, []);
  });

  test("every part that is documented can be styled, also that of an error", async () => {
    const names = cssParts.map(({ name }) => name);
    put(
      "parts.css",
      names.map((name, index) => `torihiki-order::part(${name}) { scroll-margin-top: ${index + 1}px }`).join("\n"),
    );
    await begin(page, ["plain", "parts"]);
    const styled = await page.run(async ({ make, delivered, closing, all }, names) => {
      const elements = [await make({ order: delivered, now: closing - 1 }), await make({ order: { policy: "?" } })];
      return names.filter((name, index) => {
        const own = elements.flatMap((element) => all(element, `[part~=${name}]`));
        return own.length > 0 && own.every((inner) => getComputedStyle(inner).scrollMarginTop === `${index + 1}px`);
      });
    }, names);
    assert.deepEqual(styled, names);
  });

  for (const [where, isLarge] of /** @type {const} */ ([
    ["narrow", false],
    ["middle", true],
  ])) {
    test(`nothing is wider than ${where === "narrow" ? "a column of 280 pixels" : "one of 600 pixels with letters twice as large"}, in either language`, async () => {
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
    const told = await page.run(async ({ make, delivered, closing, find }) => {
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
        told.push(`${brightness(".order", "color")} on ${brightness(".action", "backgroundColor")}`);
      }
      return told;
    });
    assert.deepEqual(told, ["dark on light", "light on dark", "dark on light"]);
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

  test("`hidden` hides it", async () => {
    await begin(page);
    const told = await page.run(async ({ make, delivered, closing }) => {
      const element = await make({ order: delivered, now: closing - 1 });
      const told = [getComputedStyle(element).display];
      element.hidden = true;
      return [...told, getComputedStyle(element).display];
    });
    assert.deepEqual(told, ["block", "none"]);
  });
});

describe("Chromium, with settings that its WebDriver does not have", () => {
  /** @type {Browser} */
  let browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? find("chromium", "chromium-browser", "google-chrome"),
      args: ["--no-sandbox", "--disable-gpu"],
    });
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
        .filter((inner) => getComputedStyle(inner).transitionProperty !== "none").length;
    });
    assert.equal(moving, 0);
    await page.close();
  });
});
