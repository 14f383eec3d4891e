// The entry with the WebAssembly inside: ready at import, with no file to serve and nothing to await.

import { loadNow } from "./load.js";
import { bytes } from "./wasm.js";

loadNow(bytes);

export * from "./api.js";

/** There is nothing left to load; with it, this entry can stand in for the other one. */
export async function init() {}
export default init;
