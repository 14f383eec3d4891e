// The element looks the same on every page, whatever that page does to its own content, and leaves the page as it is;
// what it lets a page style is what is documented.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { inEngines, installed, put } from "./harness.mjs";
import { begin } from "./plain-page.mjs";

const orders = Object.values(samples)
  .flat()
  .map(({ id, order, now }) => ({ id, order, now }));

/** @type {{ modules: { declarations: Record<"cssParts" | "cssProperties", { name: string }[]>[] }[] }} */
const manifest = JSON.parse(
  readFileSync(join(installed.project, "node_modules/torihiki/pkg/custom-elements.json"), "utf8"),
);
const { cssParts, cssProperties } = manifest.modules[0].declarations[0];

/** What pages do to all that is on them, and to what the element is made of inside. Their ink it takes. */
put(
  "hostile.css",
  `
  * {
    background: yellow !important; line-height: 3 !important; letter-spacing: 0.5em !important; word-spacing: 1em !important;
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
inEngines((page) => {
  test("no style of the page changes anything inside", async () => {
    await begin(page, ["plain", "hostile"]);
    const { compared, differences } = await page.run(async ({ make, delivered, closing }) => {
      const element = await make(
        { order: delivered, now: closing - 1, locale: "en", party: "buyer", expanded: true },
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
    // Such that it can be read, or the element would not show it.
    const isGround = (/** @type {string} */ name) => /surface|sunk|wash|on-accent/.test(name);
    const colour = (/** @type {string} */ name, /** @type {number} */ index) =>
      isGround(name) ? `rgb(${index + 200}, 250, 250)` : `rgb(${index + 1}, 2, 3)`;
    const values = Object.fromEntries(names.map((name, index) => [name, special[name] ?? colour(name, index)]));
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
      const elements = [
        await make({ order: delivered, now: closing - 1, size: "compact" }),
        await make({ order: { policy: "?" } }),
      ];
      return names.filter((name, index) => {
        const own = elements.flatMap((element) => all(element, `[part~=${name}]`));
        return own.length > 0 && own.every((inner) => getComputedStyle(inner).scrollMarginTop === `${index + 1}px`);
      });
    }, names);
    assert.deepEqual(styled, names);
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
