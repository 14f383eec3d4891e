// The Content-Security-Policy that the references name is one that the element works under, where all else is forbidden.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { ELEMENT, inEngines, root } from "./harness.mjs";

const orders = Object.values(samples)
  .flat()
  .map(({ order, now }) => ({ order, now }));

/**
 * What a reference says that a policy needs: the code in the paragraph of that name.
 *
 * @param {string} path
 */
const named = (path) => {
  const [, needed] = /Content-Security-Policy needs `([^`]+)`/.exec(readFileSync(join(root, path), "utf8")) ?? [];
  assert.ok(needed, `${path} names no policy`);
  return needed;
};
const [, trusted] = /Trusted Types it is `([^`]+)`/.exec(readFileSync(join(root, "www/element/README.md"), "utf8"));

test("the README and the reference of the element name the same policy", () => {
  assert.equal(named("README.md"), named("www/element/README.md"));
});

inEngines((page) => {
  const begin = async (/** @type {string} */ policy, /** @type {string[]} */ scripts = [ELEMENT]) =>
    page.open({
      // The icon belongs to the page.
      head: `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; ${policy}">`,
      scripts,
    });

  /** Everything that an element does, once, with every sample. */
  const works = () =>
    page.run(async ({ make, wrong, find, hear, afterPaint }, orders) => {
      const failures = [];
      for (const { order, now } of orders) {
        const element = await make({ order, now, expanded: true });
        failures.push(...wrong(element, order, { now }));
        const heard = hear(element);
        const choose = find(element, "button[type=button][data-choose]");
        choose?.click();
        if (choose && heard.types().join() !== "action") failures.push("nobody heard of the action");
        const display = getComputedStyle(find(element, ".action")).borderTopStyle;
        if (display !== "solid") failures.push("it has no styles");
        element.remove();
      }
      await make({ order: { policy: "?" } });
      await afterPaint();
      return failures;
    }, orders);

  test("it works where nothing else is allowed", async () => {
    await begin(named("README.md"));
    assert.deepEqual(await works(), []);
  });

  test("it works where Trusted Types are required as well, which are for its own policy alone", async () => {
    await begin(`${named("README.md")}; ${trusted}`);
    assert.deepEqual(await works(), []);
    const isBound = await page.run(async ({ faults, afterPaint }) => {
      let isBound = false;
      try {
        document.createElement("div").innerHTML = String("<b></b>");
      } catch {
        isBound = true;
      }
      await afterPaint();
      faults.length = 0;
      return isBound;
    });
    assert.equal(isBound, true, "the policy does not bind the page");
  });

  test("without `connect-src` it says what is missing", async () => {
    await begin(named("README.md").replace(/; connect-src [^;]+/, ""));
    const told = await page.run(async ({ make, delivered, find, faults, afterPaint }) => {
      const element = await make({ order: delivered });
      await afterPaint();
      faults.length = 0;
      return find(element, "[part=error] li").textContent;
    });
    assert.match(told, /could not be fetched: .*`connect-src`/s);
  });
});
