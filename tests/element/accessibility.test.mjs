// The element for everybody: no finding of axe-core, whatever it shows. It reads markup and colours, which are those of the
// templates and the styles, whichever engine shows them.

/** @import { Toolkit } from "./in-page/toolkit.mjs" */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { ELEMENT, inOneEngine, put } from "./harness.mjs";

const axe = put("axe.js", readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));

const orders = Object.values(samples)
  .flat()
  .map(({ id, order, role = null, now }) => ({ name: `${order.policy} ${id}`, order, role, now }));

// A page that says which colours it has, as the element follows it.
put("light.css", ":root { color-scheme: light; background: #ffffff; color: #000000 }");
put("dark.css", ":root { color-scheme: dark; background: #121418; color: #ffffff }");

/** What axe-core finds on the page, as one line each. */
const findings = async () => {
  const { violations } = await globalThis.axe.run({ resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.flat().join(" ")}: ${failureSummary}`),
  );
};
put("findings.js", `globalThis.findings = ${findings};`);

/** In which ways each sample is shown: closed and open, to its party and to everybody. */
const views = orders.flatMap(({ role, ...sample }) =>
  [...new Set([role, null])].flatMap((party) => [true, false].map((expanded) => ({ ...sample, party, expanded }))),
);

inOneEngine((page) => {
  const begin = ({ lang = "en", scheme = "light" } = {}) =>
    page.open({
      lang,
      head: `<link rel="stylesheet" href="/${scheme}.css">`,
      body: "<main><h1>Orders</h1></main>",
      scripts: [ELEMENT, `/${axe}`, "/findings.js"],
    });

  // Each language and each scheme once: no colour depends on the language, and no name on the colours.
  for (const [lang, scheme] of [
    ["ja", "light"],
    ["en", "dark"],
  ]) {
    test(`axe-core finds nothing on any sample, in ${lang}, ${scheme}`, async (t) => {
      await begin({ lang, scheme });
      const { ran, found } = await page.run(
        async ({ make, wrong }, { views, lang }) => {
          const found = [];
          let ran = 0;
          for (const { name, order, party, now, expanded } of views) {
            const element = await make({ order, now, expanded, party }, { into: document.querySelector("main") });
            const faults = [
              ...wrong(element, order, { role: party, now, locale: lang }),
              ...(await Reflect.get(globalThis, "findings")()),
            ];
            found.push(
              ...faults.map((fault) => `${name}${expanded ? ", expanded" : ""}, for ${party ?? "everybody"}: ${fault}`),
            );
            element.remove();
            ran += 1;
          }
          return { ran, found };
        },
        { views, lang },
      );
      t.diagnostic(`${page.name}: ${ran} views of ${orders.length} samples`);
      assert.deepEqual(found, []);
      assert.equal(ran, views.length);
    });
  }

  /** Other things that it may show. */
  /** @type {Record<string, (toolkit: Toolkit, into: ParentNode) => Promise<unknown>>} */
  const states = {
    "an error, with its details open": async ({ make, find }, into) => {
      await make(
        { order: { policy: "coconala", state: "delivered", deliverdAt: "yesterday" }, locale: "en" },
        { into },
      );
      find(into.querySelector("torihiki-order"), "[part=error] details").open = true;
    },
    "nothing yet": ({ make }, into) => make({}, { into, content: "<p>Please wait</p>" }),
    "a change that has just come": async ({ make, delivered, closing, Clock }, into) => {
      const clock = new Clock(closing - 10);
      await make({ order: delivered, clock }, { into });
      await clock.pass(10);
    },
    "an order of which much is unknown": ({ make }, into) =>
      make({ order: { policy: "coconala", state: "delivered" }, now: 0, expanded: true }, { into }),
    "what the host has put in": ({ make, delivered, closing }, into) =>
      make(
        { order: delivered, now: closing - 1, headingLevel: 3 },
        { into, content: '<h2 slot="heading">Order 12</h2><a slot="action-revise-buyer" href="#talk">Talk first</a>' },
      ),
    "parts left out": ({ make, delivered, closing }, into) =>
      make({ order: delivered, now: closing - 1, hide: "state verbs denied basis", readonly: true }, { into }),
    "two orders on one page": async ({ make, delivered, closing }, into) => {
      await make({ order: delivered, now: closing - 1, party: "buyer" }, { into });
      await make({ order: delivered, now: closing, party: "seller", expanded: true }, { into });
    },
    "a party as an attribute": ({ make, delivered, closing }, into) =>
      make({ order: delivered, now: closing - 1 }, { into, attributes: { party: "buyer" } }),
  };
  for (const [name, arrange] of Object.entries(states)) {
    test(`axe-core finds nothing on ${name}`, async () => {
      for (const scheme of ["light", "dark"]) {
        await begin({ scheme });
        // The arrangement runs in the page as well.
        put("arrange.js", `export default ${arrange};`);
        const found = await page.run(async (toolkit) => {
          const { default: arrange } = await import(/** @type {string} */ ("/arrange.js"));
          await arrange(toolkit, document.querySelector("main"));
          return [
            ...(await Reflect.get(globalThis, "findings")()),
            ...(document.querySelector("torihiki-order") === null ? ["there is nothing"] : []),
          ];
        });
        assert.deepEqual(found, [], scheme);
      }
    });
  }

  test("axe-core looks into the element", async () => {
    await begin();
    const found = await page.run(async ({ make, delivered, closing, find }) => {
      const element = await make({ order: delivered, now: closing - 1 }, { into: document.querySelector("main") });
      find(element, "[data-choose]").removeAttribute("aria-label");
      find(element, "[data-choose]").replaceChildren();
      return (await Reflect.get(globalThis, "findings")()).length;
    });
    assert.equal(found, 1);
  });
});
