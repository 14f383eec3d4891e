// The custom element of the package: `www/element/` with Lit inside, so that a host installs nothing else.
//
//   pkg/element.js, element.node.js, element.cjs                     registers it
//   pkg/element-class.js, element-class.node.js, element-class.cjs   its class alone
//
// The class takes the engine from the entry of the package beside it: the host, the page and all elements share one.

import { join } from "node:path";
import { build } from "esbuild";
import { withoutComments } from "./comments.mjs";
import { tightTemplates, withTightTemplates } from "./templates.mjs";

/** @import { BuildOptions, Plugin } from "esbuild" */

/**
 * Styles become a text with all that they import, as small as they can be.
 *
 * @type {Plugin}
 */
export const styleText = {
  name: "style-text",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        minify: true,
        charset: "utf8",
        write: false,
        logLevel: "silent",
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    }),
};

/**
 * Leaves the imports of these modules standing, under the names of files that lie beside this one in the package.
 *
 * @param {Record<string, string>} files
 * @returns {Plugin}
 */
export function besides(files) {
  return {
    name: "besides",
    setup: ({ onResolve }) =>
      onResolve({ filter: /^/ }, ({ path }) =>
        Object.hasOwn(files, path) ? { path: `./${files[path]}`, external: true } : null,
      ),
  };
}

/**
 * Bundles the element into `pkg`, for browsers and for both kinds of modules in Node.
 *
 * @param {{ root: string, pkg: string, minified: BuildOptions }} places
 */
export async function bundleElement({ root, pkg, minified }) {
  const element = join(root, "www/element");
  /** @type {{ extension: string, engine: string, options: BuildOptions }[]} */
  const kinds = [
    { extension: ".js", engine: "index.js", options: { format: "esm", ...minified } },
    { extension: ".node.js", engine: "node.js", options: { format: "esm", ...minified } },
    { extension: ".cjs", engine: "node.cjs", options: { format: "cjs" } },
  ];
  for (const { extension, engine, options } of kinds) {
    const sources = extension === ".cjs" ? withoutComments(withTightTemplates) : tightTemplates;
    await build({
      absWorkingDir: root,
      bundle: true,
      target: "es2022",
      charset: "utf8",
      legalComments: "inline",
      ...options,
      entryPoints: { element: join(element, "define.js"), "element-class": join(element, "order.js") },
      outdir: pkg,
      outExtension: { ".js": extension },
      // A server has neither, and importing the element there is to do nothing, not to fail.
      inject: [join(root, "www/package/without-dom.js")],
      plugins: [styleText, sources, besides({ torihiki: engine, "./order.js": `element-class${extension}` })],
    });
  }
}
