// What is not minified is without comments all the same: they are for who reads the sources, and most are types.

import { readFileSync } from "node:fs";
import { transform } from "esbuild";

/**
 * Takes the comments out of what `esbuild` bundles from our folders, but for those about licences. It lays out anew what
 * it bundles, so nothing else is different.
 *
 * @param {(code: string) => string} [change] what else is done to the source of a module
 * @returns {import("esbuild").Plugin}
 */
export function withoutComments(change = (code) => code) {
  return {
    name: "without-comments",
    setup: ({ onLoad }) =>
      onLoad({ filter: /[\\/](www|target[\\/]wasm-pack(?:-policy|-many)?)[\\/].*\.js$/ }, async ({ path }) => {
        const source = change(readFileSync(path, "utf8"));
        const { code } = await transform(source, { minifyWhitespace: true, charset: "utf8", legalComments: "inline" });
        return { contents: code };
      }),
  };
}
