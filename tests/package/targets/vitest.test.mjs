// Vitest, where a page is imitated in Node.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../support/installed.mjs";
import { ask, names, nativeAnswers, node, project } from "../../support/project.mjs";

const entries = {
  torihiki: `import init, { ${names} } from "torihiki"; const ready = init();`,
  "torihiki/inline": `import { ${names} } from "torihiki/inline"; const ready = null;`,
};

for (const environment of ["happy-dom", "node"]) {
  test(`Vitest in ${environment}`, () => {
    /** @param {string} imports */
    const source = (imports) => `
      // @vitest-environment ${environment}
      import { expect, test } from "vitest";
      import { ask } from "./ask.js";
      ${imports}
      test("the answers are those of the library", async () => {
        expect(typeof document).toBe(${JSON.stringify(environment === "node" ? "undefined" : "object")});
        await ready;
        expect(${ask}).toEqual(${JSON.stringify(nativeAnswers)});
      });
    `;
    const files = Object.entries(entries).map(([name, imports]) => [
      `${name.replace("/", "-")}.test.js`,
      source(imports),
    ]);
    const folder = project(Object.fromEntries(files), { tools: ["vitest", "happy-dom"] });
    const report = JSON.parse(node(folder, join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json"));
    assert.deepEqual([report.numPassedTests, report.numTotalTests], [files.length, files.length]);
  });
}
