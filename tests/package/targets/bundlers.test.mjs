// Bundlers, each as it comes: no plugin for WebAssembly, and no setting that another package would not need as well.
// What they make is served under a strict Content-Security-Policy.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";
import * as vite7 from "vite-7";
import webpack from "webpack";
import { open, page, programs } from "./in-chromium.mjs";
import { project, same } from "../../support/project.mjs";

/**
 * esbuild and Rollup leave a `new URL("file", import.meta.url)` as it is, so files go along as any static file does.
 *
 * @param {string} folder
 */
function copyAlong(folder) {
  for (const file of [
    "index.html",
    "node_modules/torihiki/pkg/torihiki_bg.wasm",
    "node_modules/torihiki/pkg/torihiki_many_bg.wasm",
    "node_modules/torihiki/pkg/policies",
  ]) {
    cpSync(join(folder, file), join(folder, "dist", file.split("/").at(-1)), { recursive: true });
  }
}

/** @param {string} file */
const isWorker = (file) => file === "worker.js";

/**
 * Each builds `main.js` of a folder into `dist`.
 *
 * @type {Record<string, (folder: string, files: string[]) => Promise<unknown>>}
 */
const bundlers = {
  esbuild: async (folder, files) => {
    await esbuild.build({
      absWorkingDir: folder,
      entryPoints: ["main.js", ...files.filter(isWorker)],
      bundle: true,
      minify: true,
      format: "esm",
      outdir: "dist",
      logLevel: "error",
    });
    copyAlong(folder);
  },
  // This plugin is how Rollup finds any package at all.
  Rollup: async (folder, files) => {
    for (const file of ["main.js", ...files.filter(isWorker)]) {
      const build = await rollup({ input: join(folder, file), plugins: [nodeResolve()], onwarn: failOnWarning });
      await build.write({ file: join(folder, "dist", file), format: "es" });
      await build.close();
    }
    copyAlong(folder);
  },
  "webpack 5": async (folder) => {
    // Its advice about large files is about every WebAssembly.
    const compiler = webpack({
      mode: "production",
      context: folder,
      entry: "./main.js",
      output: { path: join(folder, "dist"), filename: "main.js" },
      performance: false,
    });
    const stats = await promisify(compiler.run.bind(compiler))();
    await promisify(compiler.close.bind(compiler))();
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    const [problem] = [...errors, ...warnings];
    if (problem !== undefined) throw new Error(problem.message);
    cpSync(join(folder, "index.html"), join(folder, "dist/index.html"));
  },
  Vite: (folder) => vite.build({ root: folder, configFile: false, logLevel: "error" }),
  "Vite 7": (folder) => vite7.build({ root: folder, configFile: false, logLevel: "error" }),
};

/** @param {{ message: string }} warning */
function failOnWarning({ message }) {
  throw new Error(message);
}

for (const [bundler, build] of Object.entries(bundlers)) {
  describe(bundler, () => {
    for (const [name, files] of Object.entries(programs)) {
      test(name, async () => {
        const folder = project({ "index.html": page(), ...files });
        await build(folder, Object.keys(files));
        same(await open(join(folder, "dist")));
      });
    }
  });
}

describe("a bundler's own way to name the file", () => {
  /**
   * @param {string} imported
   * @param {string} source
   * @param {boolean} bringsPolicies whether the policies go along as modules
   */
  const main = (imported, source, bringsPolicies) => ({
    "index.html": page(),
    "main.js": programs.torihiki["main.js"]
      .replace(
        "import init",
        `import wasm from "${imported}";\n${bringsPolicies ? 'import { all as policies } from "torihiki/policies";\n' : ""}import init`,
      )
      .replace("init()", bringsPolicies ? `init({ source: ${source}, policies })` : `init(${source})`),
  });

  test("esbuild, with its loader `file`", async () => {
    const folder = project(main("torihiki/torihiki_bg.wasm", "new URL(wasm, import.meta.url)", true));
    await esbuild.build({
      absWorkingDir: folder,
      entryPoints: ["main.js"],
      bundle: true,
      format: "esm",
      outdir: "dist",
      loader: { ".wasm": "file" },
      logLevel: "error",
    });
    cpSync(join(folder, "index.html"), join(folder, "dist/index.html"));
    same(await open(join(folder, "dist")));
  });

  test("Vite, with `?url`", async () => {
    const folder = project(main("torihiki/torihiki_bg.wasm?url", "wasm", false));
    await bundlers.Vite(folder, []);
    same(await open(join(folder, "dist")));
  });
});
