// Where browsers, bundlers, workers and every runtime that is not Node find what lies beside a module.

/**
 * Before version 8, Vite's development server serves a copy of this module from a folder of its own, and in place of
 * the file beside it a page: https://github.com/vitejs/vite/issues/8427
 *
 * Any other address is passed on as it is. What a bundler has put in its place may look like a `URL` and have a mere
 * path as its `href`, which could not be parsed once more.
 *
 * @param {URL} url
 */
export function whereServed(url) {
  const copied = "/node_modules/.vite/deps/";
  return url.href.includes(copied) ? url.href.replace(copied, "/node_modules/torihiki/pkg/") : url;
}

/**
 * What lies at an address.
 *
 * @param {string | URL} url
 */
export const read = async (url) => readFile(String(url)) ?? fetch(url);

/**
 * The bytes of a file, where Node runs what is meant for pages, as tests in an imitated page do: `fetch` reads no files,
 * or is not there.
 *
 * @param {string} url
 */
function readFile(url) {
  const node = url.startsWith("file:") ? globalThis.process?.getBuiltinModule : undefined;
  return node?.("node:fs/promises").readFile(node("node:url").fileURLToPath(url));
}
