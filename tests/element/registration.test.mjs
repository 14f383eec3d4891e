// Importing the element: it registers itself once, its class alone does not, and where there is no page nothing happens.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { node, project } from "../support/project.mjs";
import { inEngines, installed, put, root } from "./harness.mjs";

const copy = "/copy/node_modules/torihiki/pkg/";
cpSync(join(installed.project, "node_modules/torihiki"), join(installed.project, "copy/node_modules/torihiki"), {
  recursive: true,
});

inEngines((page) => {
  const loaded = () => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length;

  test("the element registers itself, and loads no WebAssembly before there is one on the page", async () => {
    await page.open({ body: "<torihiki-other></torihiki-other>" });
    assert.deepEqual(await page.run(async () => typeof customElements.get("torihiki-order")), "function");
    await page.run(({ afterPaint }) => afterPaint().then(() => {}));
    assert.equal(await page.run(loaded), 0);
    assert.equal(
      await page.run(async ({ make, delivered }) => (await make({ order: delivered })).answer?.state.given ?? null),
      "delivered",
    );
    assert.equal(await page.run(loaded), 1);
  });

  test("importing it twice is harmless, also from two places, and hosts may load the engine as well", async () => {
    await page.open({
      scripts: [
        "/node_modules/torihiki/pkg/element.js",
        "/node_modules/torihiki/pkg/element.js",
        `${copy}element.js`,
        "/node_modules/torihiki/pkg/element-class.js",
      ],
    });
    const told = await page.run(async ({ torihiki, make, delivered, closing, wrong }, copy) => {
      const modules = await Promise.all(
        [
          "/node_modules/torihiki/pkg/element.js",
          "/node_modules/torihiki/pkg/element.js?again",
          "/node_modules/torihiki/pkg/element-class.js",
          `${copy}element.js`,
          `${copy}element-class.js`,
        ].map((url) => import(url)),
      );
      const [own, , ownClass, other, otherClass] = modules.map(({ TorihikiOrderElement }) => TorihikiOrderElement);
      await Promise.all([torihiki.init(), torihiki.init()]);
      const element = await make({ order: delivered, now: closing - 1 });
      return [
        customElements.get("torihiki-order") === own,
        own === ownClass,
        other === otherClass,
        other !== own,
        element instanceof own,
        wrong(element, delivered, { now: closing - 1 }),
      ];
    }, copy);
    assert.deepEqual(told, [true, true, true, true, true, []]);
  });

  test("the class alone registers nothing, and can be registered under another name", async () => {
    await page.open({
      scripts: ["/node_modules/torihiki/pkg/element-class.js"],
      body: "<torihiki-order></torihiki-order>",
    });
    const told = await page.run(async ({ delivered, closing, wrong, hear }) => {
      const { TorihikiOrderElement } = await import("/node_modules/torihiki/pkg/element-class.js");
      /** @type {unknown[]} */
      const told = [customElements.get("torihiki-order") ?? null, document.querySelector("torihiki-order").shadowRoot];
      class MyOrder extends TorihikiOrderElement {
        static observedAttributes = [...Reflect.get(TorihikiOrderElement, "observedAttributes"), "own"];
      }
      customElements.define("my-order", MyOrder);
      const element = Object.assign(/** @type {MyOrder} */ (document.createElement("my-order")), {
        order: delivered,
        now: closing - 1,
      });
      const heard = hear(element);
      document.body.append(element);
      await element.updateComplete;
      element.shadowRoot.querySelector("[data-choose]").click();
      return [...told, wrong(element, delivered, { now: closing - 1 }), heard.types()];
    });
    assert.deepEqual(told, [null, null, [], ["action"]]);
  });

  test("a name that somebody else has registered stays theirs", async () => {
    put(
      "theirs.js",
      `customElements.define("torihiki-order", class extends HTMLElement {}); globalThis.theirs = customElements.get("torihiki-order");`,
    );
    await page.open({ scripts: ["/theirs.js", "/node_modules/torihiki/pkg/element.js"] });
    assert.equal(
      await page.run(() => customElements.get("torihiki-order") === Reflect.get(globalThis, "theirs")),
      true,
    );
  });
});

/** Where Lit notes which versions of it there are, and what properties it knows. Nothing else may be added. */
const OF_LIT = ["litElementVersions", "litHtmlVersions", "litPropertyMetadata", "reactiveElementVersions"];

describe("Node", () => {
  /** Runs a program in a project that has the package, and gives what it says and how it ends. */
  /**
   * @param {string} source
   * @param {string} type
   */
  const run = (source, type) => {
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, "--eval", source], {
      cwd: installed.project,
      encoding: "utf8",
      timeout: 60_000,
    });
    return { status, signal, stderr, ...(stdout === "" ? null : { told: JSON.parse(stdout) }) };
  };

  for (const entry of ["torihiki/element", "torihiki/element/class"]) {
    const look = `
      const before = { names: Object.getOwnPropertyNames(globalThis), resources: process.getActiveResourcesInfo().sort() };
      const look = (entry, engine) => {
        let code = null;
        try {
          engine.preview({ policy: "coconala", state: "delivered" });
        } catch (error) {
          code = error.code;
        }
        console.log(JSON.stringify({
          exported: Object.keys(entry).filter((name) => name !== "default" && name !== "module.exports"),
          kind: typeof entry.TorihikiOrderElement,
          added: Object.getOwnPropertyNames(globalThis).filter((name) => !before.names.includes(name)).sort(),
          more: process.getActiveResourcesInfo().filter((name) => /Timeout|Immediate|MessagePort|Worker|TCP/.test(name) && !before.resources.includes(name)),
          code,
        }));
      };
    `;
    const nothing = {
      status: 0,
      signal: /** @type {string | null} */ (null),
      stderr: "",
      told: {
        exported: ["TorihikiOrderElement"],
        kind: "function",
        added: OF_LIT,
        more: /** @type {string[]} */ ([]),
        code: "not-initialised",
      },
    };

    test(`import of ${entry} does nothing, and the process ends`, () => {
      assert.deepEqual(run(`${look} look(await import("${entry}"), await import("torihiki"));`, "module"), nothing);
    });

    test(`require of ${entry} does nothing, and the process ends`, () => {
      assert.deepEqual(run(`${look} look(require("${entry}"), require("torihiki"));`, "commonjs"), nothing);
    });
  }

  test("import and require of both entries together are harmless", () => {
    const source = `
      import { createRequire } from "node:module";
      import * as one from "torihiki/element";
      import * as other from "torihiki/element/class";
      const require = createRequire(process.cwd() + "/x.js");
      const [third, fourth] = [require("torihiki/element"), require("torihiki/element/class")];
      console.log(JSON.stringify([one.TorihikiOrderElement === other.TorihikiOrderElement, third.TorihikiOrderElement === fourth.TorihikiOrderElement, typeof globalThis.customElements, typeof globalThis.document, typeof globalThis.HTMLElement]));
    `;
    assert.deepEqual(run(source, "module"), {
      status: 0,
      signal: null,
      stderr: "",
      told: [true, true, "undefined", "undefined", "undefined"],
    });
  });
});

test("in Vitest, in a page that is imitated, it shows an answer and tells of an action", () => {
  const source = `
    // @vitest-environment happy-dom
    import { expect, test } from "vitest";
    import { preview } from "torihiki";
    import { TorihikiOrderElement } from "torihiki/element";

    const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00+09:00" };
    const now = "2026-11-16T09:00:00+09:00";

    test("it shows an answer", async () => {
      const element = document.createElement("torihiki-order");
      expect(element).toBeInstanceOf(TorihikiOrderElement);
      Object.assign(element, { order, now, party: "buyer", locale: "en" });
      document.body.append(element);
      await element.updateComplete;
      const expected = preview(order, { now, role: "buyer", locale: "en" });
      expect(element.answer).toEqual(expected);
      const shown = [...element.shadowRoot.querySelectorAll("[data-action]")].map((entry) => [entry.dataset.action, entry.dataset.verdict]);
      expect(shown.length).toBe(expected.actions.length);
      for (const { id, verdict } of expected.actions) expect(shown).toContainEqual([id, verdict]);
    });

    test("it tells of an action", async () => {
      document.body.innerHTML = '<torihiki-order locale="en"></torihiki-order>';
      const element = document.querySelector("torihiki-order");
      element.order = order;
      element.now = now;
      await element.updateComplete;
      const heard = [];
      document.addEventListener("torihiki-action", ({ detail }) => heard.push(detail.action));
      element.shadowRoot.querySelector("[data-choose=revise]").click();
      expect(heard).toEqual(["revise"]);
    });

    test("it keeps itself right by a clock of the test", async () => {
      const due = Date.parse("2026-11-17T09:00:00+09:00");
      let at = due - 1000;
      const timers = new Map();
      const clock = { now: () => at, setTimeout: (ring, delay) => timers.set(timers.size, [ring, at + delay]).size - 1, clearTimeout: (id) => timers.delete(id) };
      const element = Object.assign(document.createElement("torihiki-order"), { order, clock });
      document.body.append(element);
      await element.updateComplete;
      at = due;
      for (const [ring] of [...timers.values()]) ring();
      await element.updateComplete;
      expect(element.answer.state.effective).toBe("completed");
      element.remove();
      expect(timers.size).toBe(0);
    });
  `;
  const folder = project({ "element.test.js": source }, { tools: ["vitest", "happy-dom"] });
  /** @type {{ numPassedTests: number, testResults: { assertionResults: { status: string, title: string, failureMessages: string[] }[] }[] }} */
  const report = JSON.parse(node(folder, join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json"));
  const failed = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== "passed")
      .map(({ title, failureMessages }) => [title, ...failureMessages].join("\n")),
  );
  assert.deepEqual([failed, report.numPassedTests], [[], 3]);
});
