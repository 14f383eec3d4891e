// A page without a bundler: it serves the package as it is, under a strict Content-Security-Policy.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { blank, open, page, programs } from "./in-chromium.mjs";
import { project, same } from "../../support/project.mjs";

/**
 * Without a bundler a page imports files, not packages.
 *
 * @param {string} source
 */
const byPath = (source) =>
  source.replace(
    /"torihiki(?:\/(inline|element|many))?"/g,
    (/** @type {string} */ _, /** @type {string | undefined} */ entry = "index") =>
      `"./node_modules/torihiki/pkg/${entry}.js"`,
  );

for (const [name, files] of Object.entries(programs)) {
  test(`a plain page: ${name}`, async () => {
    const sources = Object.entries(files).map(([file, source]) => [file, byPath(source)]);
    same(await open(project({ "index.html": page(), ...Object.fromEntries(sources) })));
  });
}

describe("where WebAssembly is forbidden altogether", () => {
  const forbidding = "default-src 'self'; script-src 'self'";
  const folder = project({});

  /**
   * What an expression rejects with in a page.
   *
   * @param {string} expression
   */
  const failure = async (expression) => {
    const { page, end } = await blank(folder, forbidding);
    try {
      return await page.evaluate(expression);
    } finally {
      await end();
    }
  };

  const told = "({ name, code, problems }) => ({ name, code, help: problems[0].help })";
  const expressions = {
    "init rejects": `import("/node_modules/torihiki/pkg/index.js").then(({ init }) => init()).catch(${told})`,
    // It loads while it is imported, so there is no `init` yet that could reject.
    "the import of torihiki/inline rejects": `import("/node_modules/torihiki/pkg/inline.js").catch(${told})`,
  };
  for (const [name, expression] of Object.entries(expressions)) {
    test(`${name} with what to change`, async () => {
      const { help, ...error } = await failure(expression);
      assert.deepEqual(error, { name: "TorihikiError", code: "wasm-unavailable" });
      assert.match(help, /'wasm-unsafe-eval' in the `script-src`/);
    });
  }
});
