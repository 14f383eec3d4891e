// Deno and Bun, each as its package on npm has it.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ask, names, same } from "../../support/project.mjs";
import { app, installed, run } from "./frameworks.mjs";

/**
 * The program of a runtime, which lies in a package for this machine: what its installation would do is to link it.
 *
 * @param {string} scope
 * @param {string[]} names where it may lie in the package
 */
function binary(scope, ...names) {
  const paths = readdirSync(installed(scope)).flatMap((name) => names.map((file) => join(scope, name, file)));
  const found = paths.find((path) => existsSync(installed(path)));
  if (found === undefined) throw new Error(`there is no program in ${scope}`);
  return found;
}

const print = `console.log(JSON.stringify(${ask}));`;
const programs = {
  torihiki: `import { ask } from "./ask.js"; import init, { ${names} } from "torihiki"; await init(); ${print}`,
  "torihiki/inline": `import { ask } from "./ask.js"; import { ${names} } from "torihiki/inline"; ${print}`,
  "torihiki/element": `import { ask } from "./ask.js"; import "torihiki/element"; import init, { ${names} } from "torihiki"; await init(); ${print}`,
};

/** @type {Record<string, string[]>} */
const runtimes = {
  Deno: [binary("@deno", "deno"), "run", "--no-prompt", "--cached-only", "--node-modules-dir=manual", "--allow-read=."],
  Bun: [binary("@oven", "bin/bun"), "run", "--no-install"],
};

for (const [runtime, command] of Object.entries(runtimes)) {
  describe(runtime, () => {
    for (const [entry, source] of Object.entries(programs)) {
      test(entry, async () => same(JSON.parse(await run(app({ "main.js": source }), [...command, "main.js"]))));
    }
  });
}

test("Bun, with what it bundles", async () => {
  const folder = app({ "main.js": programs["torihiki/element"] });
  await run(folder, [runtimes.Bun[0], "build", "main.js", "--target=bun", "--outfile=dist/main.js"]);
  same(JSON.parse(await run(folder, [runtimes.Bun[0], "run", "--no-install", "dist/main.js"])));
});
