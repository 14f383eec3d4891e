// Loading the WebAssembly, for every entry of the package.

import instantiate, { initSync } from "../../target/wasm-pack/torihiki.js";
import { TorihikiError } from "./host.js";

/**
 * @import { ProblemCode } from "../../target/wasm-pack/torihiki.js"
 * @import { InitSource } from "./index.js"
 */

const RIGHT_SOURCES =
  "pass `init` nothing, or the bytes, a `Response`, the URL or the `WebAssembly.Module` of this version's `torihiki_bg.wasm`";

const MAY_NOT_COMPILE =
  "in a page allow 'wasm-unsafe-eval' in the `script-src` of its Content-Security-Policy ('unsafe-eval' is not needed); " +
  'where only modules that were compiled beforehand run, as in Cloudflare Workers, pass `init` of `torihiki` what `import wasm from "torihiki/torihiki_bg.wasm"` gives';

let ready = false;

/** Without it, a call that comes too early would fail with whatever error the engine happens to give. */
export function assertReady() {
  if (!ready) {
    throw failure("not-initialised", "the WebAssembly is not loaded yet", "`await init()` once before the first call");
  }
}

/**
 * Gives the bytes at a URL, or a `Response`.
 *
 * @typedef {(url: string | URL) => Promise<InitSource>} Read
 */

/**
 * Makes the `init` of an entry.
 *
 * Calls share one promise, so that it does not matter how many parts of a page call it.
 * A failure is not kept: a later call tries again, perhaps with the network back.
 *
 * @param {Read} read what the entries differ in, because `fetch` in Node does not read files
 */
export function makeInit(read) {
  /** @type {Promise<void> | undefined} */
  let loading;
  /** @param {InitSource | Promise<InitSource>} [source] */
  return function init(source) {
    loading ??= load(source, read).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/**
 * Loads the WebAssembly at once, from bytes that are at hand.
 *
 * @param {BufferSource} bytes
 */
export function loadNow(bytes) {
  assertAvailable();
  try {
    initSync({ module: new WebAssembly.Module(bytes) });
    ready = true;
  } catch (error) {
    throw explain(error);
  }
}

/**
 * @param {InitSource | Promise<InitSource> | undefined} source
 * @param {Read} read
 */
async function load(source, read) {
  assertAvailable();
  try {
    // Bundlers look for exactly this expression to find the file that goes along.
    const given = (await source) ?? whereServed(new URL("./torihiki_bg.wasm", import.meta.url));
    const isLocation = typeof given === "string" || tag(given) === "URL";
    const module = await compile(isLocation ? await read(/** @type {string | URL} */ (given)) : given);
    assertOurs(module);
    await instantiate({ module_or_path: module });
    ready = true;
  } catch (error) {
    throw explain(error);
  }
}

/**
 * Before version 8, Vite's development server serves a copy of this module from a folder of its own, and in place of
 * the file beside it a page: https://github.com/vitejs/vite/issues/8427
 *
 * @param {URL} url
 */
function whereServed(url) {
  return new URL(url.href.replace("/node_modules/.vite/deps/", "/node_modules/torihiki/pkg/"));
}

function assertAvailable() {
  if (typeof WebAssembly === "undefined") {
    throw failure(
      "wasm-unavailable",
      "this environment has no WebAssembly",
      "use a browser or a runtime that has it, and leave it switched on (iOS Lockdown Mode and `node --jitless` switch it off)",
    );
  }
}

/**
 * @param {InitSource} given
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(given) {
  switch (tag(given)) {
    case "WebAssembly.Module":
      return /** @type {WebAssembly.Module} */ (given);
    case "Response":
      return compileResponse(/** @type {Response} */ (given));
    default:
      // What is none of what it takes it refuses, and says why.
      return WebAssembly.compile(/** @type {BufferSource} */ (given));
  }
}

/** @param {Response} response */
async function compileResponse(response) {
  if (!response.ok) {
    throw failure(
      "wasm-not-loaded",
      `the server answered ${response.status} for the WebAssembly`,
      "serve `torihiki_bg.wasm` beside the module, or pass its URL to `init`",
    );
  }
  // Servers that do not know WebAssembly send another type, and streaming insists on the right one.
  return response.headers.get("Content-Type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * The glue keeps whatever it has instantiated, so another module would spoil every later attempt.
 * One of another wasm-bindgen package has the export too, but wants imports that the glue refuses it.
 *
 * @param {WebAssembly.Module} module
 */
function assertOurs(module) {
  if (!WebAssembly.Module.exports(module).some(({ name }) => name === "__wbindgen_start")) {
    throw failure("wasm-not-loaded", "this is another WebAssembly module", RIGHT_SOURCES);
  }
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof TorihikiError) {
    return error;
  }
  if (!mayCompile()) {
    return failure("wasm-unavailable", "compiling WebAssembly is forbidden here", MAY_NOT_COMPILE, error);
  }
  const why = error instanceof Error ? error.message.slice(0, 300) : "no reason was given";
  return failure("wasm-not-loaded", `the WebAssembly could not be loaded: ${why}`, RIGHT_SOURCES, error);
}

// Engines word the refusal differently, so it is found by trying the smallest module there is. WebKit compiles it, and
// refuses to run it.
function mayCompile() {
  try {
    const smallest = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    return Boolean(new WebAssembly.Instance(smallest));
  } catch {
    return false;
  }
}

/**
 * What kind of object a value is. Unlike `instanceof`, this also knows values that come from another frame or a test
 * environment.
 *
 * @param {unknown} value
 */
function tag(value) {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/**
 * @param {ProblemCode} code
 * @param {string} message
 * @param {string} help
 * @param {unknown} [cause]
 */
function failure(code, message, help, cause) {
  const error = new TorihikiError([{ code, path: "", message, help, suggests: null }]);
  if (cause !== undefined) {
    error.cause = cause;
  }
  return error;
}
