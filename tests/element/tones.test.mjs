// What the element shows can be read wherever it stands: it takes ink and ground of its place, and its own colours go with
// both. Whether they do is for axe-core to say.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { ELEMENT, inEngines, put } from "./harness.mjs";

const axe = put("axe.js", readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));

/** What has too little contrast on the page, and how much was looked at. */
const faint = async () => {
  const { violations, passes } = await globalThis.axe.run({ runOnly: ["color-contrast"] });
  const nodes = violations.flatMap(({ nodes }) => nodes);
  return {
    faint: nodes.map(({ failureSummary }) => failureSummary).slice(0, 5),
    looked: passes.flatMap(({ nodes }) => nodes).length,
  };
};
put("faint.js", `globalThis.faint = ${faint};`);

/** Places by what their styles say of ink and ground; none of them but the first two says which scheme it is of. */
const places = {
  white: "color-scheme: light; background: #ffffff; color: #000000",
  black: "color-scheme: dark; background: #000000; color: #ffffff",
  "dark without a word": "background: #1b1f2a; color: #f0f0f0",
  cream: "background: #f4ecd8; color: #3b2f1e",
  "middle grey": "background: #8a8a8a; color: #000000",
  "deep blue in another space": "background: oklch(0.3 0.1 260); color: oklch(0.95 0.02 260)",
  "half seen": "background: rgb(0 0 0 / 0.8); color: #eeeeee",
};
put(
  "places.css",
  Object.values(places)
    .map((style, index) => `.place-${index} { ${style} }`)
    .join("\n") +
    `.faint { --torihiki-accent: #ffe066; --torihiki-denied: #ff9d9d; --torihiki-soft: #bbbbbb } .clear { --torihiki-accent: #7a1fa2 }`,
);

inEngines((page, engine) => {
  const begin = () =>
    page.open({
      lang: "en",
      head: `<link rel="stylesheet" href="/places.css">`,
      body: "<main></main>",
      scripts: [ELEMENT, `/${axe}`, "/faint.js"],
    });
  const faint = () => page.run(() => Reflect.get(globalThis, "faint")());

  for (const [index, name] of Object.keys(places).entries()) {
    // The others show that they tell colours as Chromium does.
    if (engine !== "chromium" && !["dark without a word", "deep blue in another space"].includes(name)) continue;
    test(`on ${name} all can be read, in either size, and its ground is that of the place`, async () => {
      await begin();
      const grounds = await page.run(async ({ make, delivered, closing, find }, index) => {
        const into = document.querySelector("main");
        into.className = `place-${index}`;
        const element = await make({ order: delivered, now: closing - 1, size: "compact" }, { into });
        await make({ order: delivered, now: closing, expanded: true }, { into });
        await make({ order: { policy: "?" } }, { into });
        const style = getComputedStyle(find(element, ".order"));
        return [
          getComputedStyle(find(element, ".action")).backgroundColor,
          style.color === getComputedStyle(into).color,
        ];
      }, index);
      assert.deepEqual(grounds, ["rgba(0, 0, 0, 0)", true]);
      const found = await faint();
      assert.deepEqual(found.faint, []);
      assert.ok(found.looked > 100, `${found.looked} texts`);
    });
  }

  test("colours of a host that cannot be read are moved until they can, and the console says so once of each", async () => {
    await begin();
    const told = await page.run(async ({ make, delivered, closing, find, faults }) => {
      const into = document.querySelector("main");
      into.className = "place-0 faint";
      const shown = [];
      for (let times = 0; times < 2; times += 1) {
        const element = await make({ order: delivered, now: closing - 1 }, { into });
        shown.push(getComputedStyle(find(element, ".choose")).color);
      }
      const warnings = faults.splice(0);
      into.className = "place-0 clear";
      const element = await make({ order: delivered, now: closing - 1 }, { into });
      shown.push(getComputedStyle(find(element, ".choose")).color);
      return { shown, warnings };
    });
    const [faintOne, again, clear] = told.shown;
    assert.equal(faintOne, again);
    assert.notEqual(faintOne, "rgb(255, 224, 102)");
    assert.equal(clear, "rgb(122, 31, 162)");
    assert.deepEqual(
      told.warnings.map(
        (warning) => /the contrast of `(--torihiki-[a-z-]+): #[0-9a-f]+` .* is [12]\.\d/.exec(warning)?.[1],
      ),
      ["--torihiki-soft", "--torihiki-accent", "--torihiki-denied"],
    );
    assert.deepEqual((await faint()).faint, []);
  });

  test("a place that goes dark is followed, without a word from the host", async () => {
    await begin();
    await page.run(async ({ make, delivered, closing, afterPaint }) => {
      const into = document.querySelector("main");
      into.className = "place-3";
      const element = await make({ order: delivered, now: closing - 1, expanded: true }, { into });
      into.className = "place-2";
      for (let frames = 0; frames < 10; frames += 1) await afterPaint();
      await element.updateComplete;
    });
    const found = await faint();
    assert.deepEqual(found.faint, []);
    assert.ok(found.looked > 50, `${found.looked} texts`);
  });
});
