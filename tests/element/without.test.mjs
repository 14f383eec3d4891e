// Where something is missing that browsers have, the element works without it, or does nothing, as its reference says.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { node, project } from "../support/project.mjs";
import { inEngines, put, root } from "./harness.mjs";

put("no-custom-elements.js", `Object.defineProperty(window, "customElements", { value: null });`);

inEngines((page) => {
  test("in a content script, where there are no custom elements, importing it does nothing", async () => {
    await page.open({
      scripts: ["/no-custom-elements.js", "/node_modules/torihiki/pkg/element.js"],
      body: "<torihiki-order order='{}'></torihiki-order>",
    });
    const told = await page.run(async ({ torihiki, delivered }) => {
      const { TorihikiOrderElement } = await import("/node_modules/torihiki/pkg/element.js");
      // What needs no element is all there.
      await torihiki.init();
      return [
        typeof TorihikiOrderElement,
        document.querySelector("torihiki-order").shadowRoot,
        torihiki.preview(delivered).state.given,
      ];
    });
    assert.deepEqual(told, ["function", null, "delivered"]);
  });
});

describe("a page that is imitated, as jsdom does it, without what that lacks", () => {
  // Node before 20.16 gives no module of its own either, to read a file with.
  const without = `
        for (const name of ["TextDecoder", "TextEncoder", "fetch", "MessageChannel"]) delete globalThis[name];
        delete process.getBuiltinModule;
  `;

  test("the engine answers as it does elsewhere, also in letters beyond ASCII, once it is given the bytes", () => {
    const source = `
      import { readFileSync } from "node:fs";
      import assert from "node:assert/strict";
      import * as known from "torihiki";
      await known.init();
      const bytes = readFileSync("node_modules/torihiki/pkg/torihiki_bg.wasm");
      ${without}
      const torihiki = await import("./node_modules/torihiki/pkg/index.js");
      await assert.rejects(torihiki.init(), ({ code, message }) => {
        assert.equal(code, "wasm-not-loaded");
        assert.match(message, /torihiki_bg\\.wasm\` could not be read: .*fetch.* import \`torihiki\\/inline\`/);
        return true;
      });
      const { all } = await import("torihiki/policies");
      await torihiki.init({ source: bytes, policies: all });
      await torihiki.loaded;
      const answer = (entry, order, options) => {
        try {
          return entry.preview(order, options);
        } catch (error) {
          return error.problems;
        }
      };
      for (const { id } of known.policies()) assert.deepEqual(torihiki.describe(id), known.describe(id));
      const texts = ["注文", "\\u{1f4e6} & % %41", "half \\ud800 a pair", "\\0\\u2028", "é".repeat(19_000)];
      let told = "";
      for (const text of texts) {
        for (const order of [{ policy: "coconala", state: text }, { policy: "coconala", state: "delivered", id: text, [text]: 1 }]) {
          const [one, other] = [torihiki, known].map((entry) => answer(entry, order, { now: 0, locale: "ja" }));
          assert.deepEqual(one, other);
          told += JSON.stringify(one);
        }
      }
      assert.ok(told.includes("注文"));
      console.log("same");
    `;
    const folder = project({ "main.mjs": source });
    assert.equal(node(folder, "main.mjs"), "same\n");
  });

  test("the element says that it could not load, and goes on once a host has loaded it from bytes", () => {
    const source = `
      // @vitest-environment happy-dom
      import { readFileSync } from "node:fs";
      import { expect, test } from "vitest";

      test("it shows an answer", async () => {
        const bytes = readFileSync("node_modules/torihiki/pkg/torihiki_bg.wasm");
        ${without}
        await import("./node_modules/torihiki/pkg/element.js");
        const { init } = await import("./node_modules/torihiki/pkg/index.js");
        document.body.innerHTML = \`<torihiki-order party="buyer" now="0" locale="ja" order='{"policy":"coconala","state":"delivered"}'></torihiki-order>\`.repeat(3);
        const elements = [...document.querySelectorAll("torihiki-order")];
        const settle = () => Promise.all(elements.map(({ updateComplete }) => updateComplete));
        await settle();
        for (const { shadowRoot } of elements) expect(shadowRoot.querySelector("[part=error] li").dataset.code).toBe("wasm-not-loaded");
        const { coconala } = await import("./node_modules/torihiki/pkg/policies.js");
        await init({ source: new Uint8Array(bytes), policies: [coconala] });
        await settle();
        for (const { answer, shadowRoot } of elements) {
          expect(answer.state.label).toMatch(/[ぁ-ん一-龠]/);
          expect(shadowRoot.querySelectorAll("[data-action]").length).toBe(answer.actions.length);
        }
        delete Element.prototype.scrollIntoView;
        expect(elements[0].reveal("revise")).toBe(true);
      });
    `;
    const folder = project({ "element.test.js": source }, { tools: ["vitest", "happy-dom"] });
    const { numPassedTests, testResults } = JSON.parse(
      node(folder, join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json"),
    );
    assert.equal(numPassedTests, 1, JSON.stringify(testResults));
  });
});
