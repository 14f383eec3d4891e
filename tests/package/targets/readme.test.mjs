// The examples of the README: each compiles as it stands, and prints what stands beside it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { root } from "../../support/installed.mjs";
import { STRICT, node, project } from "../../support/project.mjs";

const readme = readFileSync(join(root, "README.md"), "utf8");
const examples = [...readme.matchAll(/^```(?:js|ts)\n(.+?)^```$/gms)].map(([, source]) => source);

/**
 * What an example says that it prints: a comment behind a `console.log`, or the lines of comments below one.
 *
 * @param {string} source
 */
function promised(source) {
  const behind = source.matchAll(/^ *console\.log\(.*\);(?: *\/\/ (.+)|((?:\n\/\/ .+)+))$/gm);
  return [...behind].flatMap(([, same, below]) =>
    same === undefined
      ? below
          .trim()
          .split(/\n?\/\/ /)
          .slice(1)
      : [same],
  );
}

test("the README has examples, and they say what they print", () => {
  assert.ok(examples.length >= 4, `${examples.length} examples`);
  for (const source of examples) assert.ok(promised(source).length > 0, source);
});

describe("the examples of the README", () => {
  const files = examples.map((_, index) => `example-${index + 1}.ts`);
  const compilerOptions = { module: "nodenext", ...STRICT };
  const folder = project({
    ...Object.fromEntries(files.map((file, index) => [file, examples[index]])),
    // The first example loads the engine, and says that once is enough.
    "loaded.mjs": 'import init from "torihiki"; await init();',
    "tsconfig.json": JSON.stringify({ compilerOptions, files }),
  });

  test("compile as they stand", () => {
    assert.equal(node(folder, join(root, "node_modules/typescript/bin/tsc")), "");
  });

  for (const [index, source] of examples.entries()) {
    test(`number ${index + 1} prints what it says`, () => {
      const printed = node(folder, "--import", "./loaded.mjs", `dist/example-${index + 1}.js`);
      for (const text of promised(source)) assert.ok(printed.includes(text), `${text} is not in:\n${printed}`);
    });
  }
});
