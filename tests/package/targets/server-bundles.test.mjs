// What a program for Node is bundled into runs where there is nothing but it: no package, and no file that was copied.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import webpack from "webpack";
import { ask, names, node, project, same } from "../../support/project.mjs";

const elsewhere = mkdtempSync(join(tmpdir(), "torihiki-elsewhere-"));
after(() => rmSync(elsewhere, { recursive: true, force: true }));

const print = `console.log(JSON.stringify(${ask}))`;
/** @type {Record<string, string>} */
const programs = {
  torihiki: `import { ask } from "./ask.js"; import init, { ${names} } from "torihiki"; init().then(() => ${print});`,
  "torihiki/inline": `import { ask } from "./ask.js"; import { ${names} } from "torihiki/inline"; ${print};`,
  // A server that renders pages imports it with all else, where it does nothing.
  "torihiki/element": `import { ask } from "./ask.js"; import "torihiki/element"; import init, { ${names} } from "torihiki"; init().then(() => ${print});`,
};

/**
 * @param {"esm" | "cjs"} format
 * @returns {(folder: string) => Promise<string>}
 */
const withEsbuild = (format) => async (absWorkingDir) => {
  const outfile = format === "esm" ? "dist/main.mjs" : "dist/main.cjs";
  await esbuild.build({
    absWorkingDir,
    entryPoints: ["main.js"],
    bundle: true,
    platform: "node",
    format,
    outfile,
    logLevel: "error",
  });
  return outfile.replace("dist/", "");
};

/**
 * Each bundles `main.js` of a folder into `dist`, and says which file is to be run.
 *
 * @type {Record<string, (folder: string) => Promise<string>>}
 */
const bundlers = {
  "esbuild, as a module": withEsbuild("esm"),
  "esbuild, as CommonJS": withEsbuild("cjs"),
  "webpack 5": async (folder) => {
    const compiler = webpack({
      mode: "production",
      target: "node",
      context: folder,
      entry: "./main.js",
      output: { path: join(folder, "dist"), filename: "main.cjs", chunkFilename: "[id].cjs" },
      performance: false,
    });
    const stats = await promisify(compiler.run.bind(compiler))();
    await promisify(compiler.close.bind(compiler))();
    const [problem] = [...stats.compilation.errors, ...stats.compilation.warnings];
    if (problem !== undefined) throw problem;
    return "main.cjs";
  },
  Rollup: async (folder) => {
    const build = await rollup({
      input: join(folder, "main.js"),
      plugins: [nodeResolve({ exportConditions: ["node"], preferBuiltins: true })],
      external: /^node:/,
    });
    await build.write({
      dir: join(folder, "dist"),
      format: "es",
      entryFileNames: "main.mjs",
      chunkFileNames: "[name].mjs",
    });
    await build.close();
    return "main.mjs";
  },
};

for (const [bundler, build] of Object.entries(bundlers)) {
  describe(bundler, () => {
    for (const [entry, source] of Object.entries(programs)) {
      test(`${entry}, for Node`, async () => {
        const folder = project({ "main.js": source });
        const file = await build(folder);
        const moved = mkdtempSync(join(elsewhere, "program-"));
        cpSync(join(folder, "dist"), moved, { recursive: true });
        same(JSON.parse(node(moved, file)));
      });
    }
  });
}
