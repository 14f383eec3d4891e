/**
 * What `init` can load the WebAssembly from: where it lies (text or a `URL`), a `Response`, its bytes (an `ArrayBuffer`
 * or a view of one), or a `WebAssembly.Module`. Only a project with the types of the DOM knows all of these names.
 */
export type InitSource = string | object;

/**
 * Loads the WebAssembly. Await it once; then every other call is synchronous.
 *
 * Calling it again, even at once, does no harm: all calls share one load. A source that is passed counts also where
 * somebody else, such as `<torihiki-order>`, has begun to load without one. After a failure a later call tries again.
 * With nothing passed, browsers fetch `torihiki_bg.wasm` from beside the module, and Node reads it.
 *
 * @throws {TorihikiError} as a rejection, with one of the codes
 * `wasm-unavailable` (no WebAssembly here, or the page's Content-Security-Policy forbids it: `help` says what to allow),
 * `wasm-not-loaded` (not found, or not the right bytes: `message` says from where, and what came instead).
 * Any other call before it throws one with the code `not-initialised`.
 */
export function init(source?: InitSource | Promise<InitSource>): Promise<void>;
export default init;

/** Resolves once the WebAssembly is loaded, by whichever call of `init`. It does not load it, and never rejects. */
export const loaded: Promise<void>;
