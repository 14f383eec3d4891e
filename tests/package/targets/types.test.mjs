// TypeScript: what is right compiles, what is wrong does not, and what was compiled runs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { root } from "../../support/installed.mjs";
import { STRICT, nativePreview, node, project } from "../../support/project.mjs";

const tsc = join(root, "node_modules/typescript/bin/tsc");
const files = ["right.ts", "wrong.ts", "program.ts"];
const sources = Object.fromEntries(
  files.map((file) => [file, readFileSync(new URL(`types/${file}`, import.meta.url), "utf8")]),
);

/** How a project finds its packages, and which kind of module it is. */
/** @type {{ module: string, moduleResolution: string, type: "module" | "commonjs" }[]} */
const projects = [
  { module: "esnext", moduleResolution: "bundler", type: "module" },
  { module: "node16", moduleResolution: "node16", type: "module" },
  { module: "node16", moduleResolution: "node16", type: "commonjs" },
  { module: "nodenext", moduleResolution: "nodenext", type: "commonjs" },
];

for (const { type, ...how } of projects) {
  describe(`moduleResolution ${how.moduleResolution}, ${type}`, () => {
    const compilerOptions = { ...how, ...STRICT };
    const folder = project({ ...sources, "tsconfig.json": JSON.stringify({ compilerOptions, files }) }, { type });

    test("right orders compile, and wrong ones do not", () => assert.equal(node(folder, tsc), ""));

    test("what was compiled gives the answer of the library", () => {
      assert.deepEqual(JSON.parse(node(folder, "dist/program.js")), [nativePreview, nativePreview]);
    });
  });
}

test("it needs no types of the DOM", () => {
  const source = `
    import { init, preview } from "torihiki";
    export const loaded: Promise<void> = init(new Uint8Array(8));
    export const id: "coconala" = preview({ policy: "coconala", state: "delivered" }).policy.id;
  `;
  const compilerOptions = {
    module: "node16",
    moduleResolution: "node16",
    strict: true,
    skipLibCheck: false,
    target: "es2022",
    lib: ["es2022"],
    types: /** @type {string[]} */ ([]),
    noEmit: true,
  };
  const folder = project({
    "plain.ts": source,
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["plain.ts"] }),
  });
  assert.equal(node(folder, tsc), "");
});
