// Jest with jsdom, where a page is imitated in Node: tests as CommonJS, and as modules.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, names, nativeAnswers } from "../../support/project.mjs";
import { app, run } from "./frameworks.mjs";

/** @param {{ ask: string, package: string, inline: string, element: string }} imports */
const tests = (imports) => ({
  "package.test.js": `
    ${imports.ask}
    ${imports.package}
    test("torihiki", async () => {
      expect(typeof document).toBe("object");
      await init();
      expect(${ask}).toEqual(${JSON.stringify(nativeAnswers)});
    });
  `,
  "inline.test.js": `
    ${imports.ask}
    ${imports.inline}
    test("torihiki/inline", () => {
      expect(${ask}).toEqual(${JSON.stringify(nativeAnswers)});
    });
  `,
  "element.test.js": `
    ${imports.element}
    test("torihiki/element", async () => {
      document.body.innerHTML = '<torihiki-order locale="en" order=\\'{ "policy": "coconala", "state": "delivered" }\\'></torihiki-order>';
      const element = document.querySelector("torihiki-order");
      await element.updateComplete;
      expect(element.answer.policy.id).toBe("coconala");
      expect(element.shadowRoot.querySelectorAll("[data-action]").length).toBe(element.answer.actions.length);
    });
  `,
});

/** @type {Record<string, { type: "module" | "commonjs", files: Record<string, string>, flags: string }>} */
const kinds = {
  "as CommonJS": {
    type: "commonjs",
    files: tests({
      ask: 'const { ask } = require("./ask.js");',
      package: `const { init, ${names} } = require("torihiki");`,
      inline: `const { ${names} } = require("torihiki/inline");`,
      element: 'require("torihiki/element");',
    }),
    flags: "",
  },
  "as modules": {
    type: "module",
    files: tests({
      ask: 'import { ask } from "./ask.js";',
      package: `import init, { ${names} } from "torihiki";`,
      inline: `import { ${names} } from "torihiki/inline";`,
      element: 'import "torihiki/element";',
    }),
    flags: "--experimental-vm-modules",
  },
};

for (const [kind, { type, files, flags }] of Object.entries(kinds)) {
  test(`Jest with jsdom, ${kind}`, async () => {
    const config = { testEnvironment: "jsdom", transform: {} };
    const folder = app({ ...files, "jest.config.json": JSON.stringify(config) }, { type });
    const said = await run(folder, ["jest/bin/jest.js", "--json", "--ci", "--runInBand"], { NODE_OPTIONS: flags });
    const report = JSON.parse(said);
    assert.deepEqual([report.numPassedTests, report.numTotalTests], [3, 3]);
  });
}
