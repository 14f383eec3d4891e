// Loading the WebAssembly, for every entry of the package.

import instantiate, { initSync } from "../../target/wasm-pack/torihiki.js";
import { TorihikiError, kindOf, refusal } from "./host.js";
import { FILE } from "./wasm-file.js";
import { named, notFetched, wrongBytes, wrongStatus } from "./wrong-answer.js";

/**
 * @import { ProblemCode } from "../../target/wasm-pack/torihiki.js"
 * @import { InitSource } from "./index.js"
 * @import { Wrong } from "./wrong-answer.js"
 */

const RIGHT_SOURCES = `pass \`init\` nothing, or the bytes, a \`Response\`, the URL or the \`WebAssembly.Module\` of this version's \`${FILE}\``;

const MAY_NOT_COMPILE =
  "in a page allow 'wasm-unsafe-eval' in the `script-src` of its Content-Security-Policy ('unsafe-eval' is not needed); " +
  "a content script is bound by the policy of its page, so ask in the extension's service worker and send the answer; " +
  `where only modules that were compiled beforehand run, as in Cloudflare Workers, pass \`init\` what \`import wasm from "torihiki/${FILE}"\` gives`;

let ready = false;
/** @type {() => void} */
let tellLoaded;

/**
 * Resolves once the WebAssembly is loaded, by whichever call of `init`.
 *
 * @type {Promise<void>}
 */
export const loaded = new Promise((resolve) => {
  tellLoaded = resolve;
});

function setReady() {
  ready = true;
  tellLoaded();
}

/** Without it, a call that comes too early would fail with whatever error the engine happens to give. */
export function assertReady() {
  if (!ready) {
    throw failure("not-initialised", "the WebAssembly is not loaded yet", "`await init()` once before the first call");
  }
}

/** How entries do it that may hold up everything else meanwhile, as those for pages may not: it takes half the time. */
export const atOnce = {
  /** @param {BufferSource} bytes */
  compile: (bytes) => new WebAssembly.Module(bytes),
  /** @param {WebAssembly.Module} module */
  start: (module) => {
    initSync({ module });
  },
};

/**
 * What the entries differ in.
 *
 * @typedef {object} Entry
 * @property {() => InitSource | Promise<InitSource>} own what is loaded where nothing is passed
 * @property {(url: string | URL) => Promise<InitSource>} read gives the bytes at a URL, or a `Response`
 * @property {typeof atOnce} [engine] how it is compiled and started, where that is not in the background
 */

/**
 * Makes the `init` of an entry.
 *
 * Calls share one promise, so that it does not matter how many parts of a page call it. Where one names a source, it
 * counts also if another one, such as an element, has begun to load from the usual place. A failure is not kept: a later
 * call tries again, perhaps with the network back.
 *
 * @param {Entry} entry
 */
export function makeInit(entry) {
  /** @type {Promise<void> | undefined} */
  let loading;
  /** @type {InitSource | Promise<InitSource> | undefined} */
  let named;
  /** @param {InitSource | Promise<InitSource>} [source] */
  return function init(source) {
    const isFirstNamed = source !== undefined && named === undefined && !ready;
    if (loading === undefined || isFirstNamed) {
      /** @type {Promise<void>} */
      const own = loadFrom(source, placeIn(named), entry).catch((error) => {
        if (ready) return undefined;
        if (loading !== undefined && loading !== own) return loading;
        loading = undefined;
        throw error;
      });
      named = source ?? named;
      loading = own;
    }
    return loading;
  };
}

/**
 * Who names no source is given what another call has named, and else the usual place.
 *
 * @param {InitSource | Promise<InitSource> | undefined} source
 * @param {string | URL | undefined} place
 * @param {Entry} entry
 */
async function loadFrom(source, place, entry) {
  if (source !== undefined || place === undefined) return load(source, entry);
  return load(place, entry).catch((error) =>
    load(undefined, entry).catch(() => {
      throw error;
    }),
  );
}

/**
 * What can be loaded from once more: the body of a response can be read once only.
 *
 * @param {InitSource | Promise<InitSource> | undefined} named
 */
function placeIn(named) {
  return isPlace(named) ? named : undefined;
}

/**
 * @param {unknown} given
 * @returns {given is string | URL}
 */
export function isPlace(given) {
  return typeof given === "string" || kindOf(given) === "URL";
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
    setReady();
  } catch (error) {
    throw explain(error, null);
  }
}

/**
 * @param {InitSource | Promise<InitSource> | undefined} source
 * @param {Entry} entry
 */
async function load(source, { own, read, engine }) {
  assertAvailable();
  /** @type {string | null} */
  let address = null;
  try {
    const given = await (source ?? own());
    if (isPlace(given)) address = String(given);
    const module = isPlace(given) ? await moduleAt(given, read) : await compile(given, address, engine);
    assertOurs(module);
    if (engine === undefined) await instantiate({ module_or_path: module });
    else engine.start(module);
    setReady();
  } catch (error) {
    throw explain(error, address);
  }
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
 * @param {string | URL} place
 * @param {Entry["read"]} read
 */
async function moduleAt(place, read) {
  const address = String(place);
  /** @type {InitSource} */
  let answer;
  try {
    answer = await read(place);
  } catch (error) {
    throw failureOf(notFetched(error, address), error);
  }
  try {
    return await compile(answer, address);
  } catch (error) {
    // What was streamed is gone, so what was wrong with it is seen in the same answer once more.
    if (error instanceof TorihikiError || kindOf(answer) !== "Response" || !mayCompile()) throw error;
    const again = /** @type {Response} */ (await read(place));
    assertBytes(await again.arrayBuffer(), address);
    throw error;
  }
}

/**
 * @param {InitSource} given
 * @param {string | null} address
 * @param {typeof atOnce} [engine]
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(given, address, engine) {
  switch (kindOf(given)) {
    case "WebAssembly.Module":
      return /** @type {WebAssembly.Module} */ (given);
    case "Response":
      return compileResponse(/** @type {Response} */ (given), address);
    default:
      // What is none of what it takes it refuses, and says why.
      assertBytes(given, address);
      return (engine ?? WebAssembly).compile(/** @type {BufferSource} */ (given));
  }
}

/**
 * @param {Response} response
 * @param {string | null} address
 */
async function compileResponse(response, address) {
  // Where it was led elsewhere, that is the place to look at.
  const from = response.url || address;
  if (!response.ok) {
    throw failureOf(wrongStatus(response.status, from));
  }
  // Servers that do not know WebAssembly send another type, and streaming insists on the right one.
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  const bytes = await response.arrayBuffer();
  assertBytes(bytes, from);
  return WebAssembly.compile(bytes);
}

/**
 * Says what bytes are that are no WebAssembly. What are no bytes at all, the engine refuses.
 *
 * @param {unknown} given
 * @param {string | null} address
 */
function assertBytes(given, address) {
  const isView = ArrayBuffer.isView(given);
  if (!isView && kindOf(given) !== "ArrayBuffer") return;
  const { buffer, byteOffset, byteLength } = isView ? given : new Uint8Array(/** @type {ArrayBuffer} */ (given));
  const wrong = wrongBytes(new Uint8Array(buffer, byteOffset, byteLength), address);
  if (wrong !== null) throw failureOf(wrong);
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

/**
 * @param {unknown} error
 * @param {string | null} address
 */
function explain(error, address) {
  if (error instanceof TorihikiError) {
    return error;
  }
  if (!mayCompile()) {
    return failure("wasm-unavailable", "compiling WebAssembly is forbidden here", MAY_NOT_COMPILE, error);
  }
  const why = error instanceof Error ? error.message.slice(0, 300) : "no reason was given";
  const from = address === null ? "" : ` from ${named(address)}`;
  return failure("wasm-not-loaded", `the WebAssembly${from} could not be loaded: ${why}`, RIGHT_SOURCES, error);
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
 * @param {Wrong} wrong
 * @param {unknown} [cause]
 */
function failureOf({ message, help }, cause) {
  return failure("wasm-not-loaded", message, help, cause);
}

/**
 * @param {ProblemCode} code
 * @param {string} message
 * @param {string} help
 * @param {unknown} [cause]
 */
function failure(code, message, help, cause) {
  const error = refusal(code, "", message, help);
  if (cause !== undefined) {
    error.cause = cause;
  }
  return error;
}
