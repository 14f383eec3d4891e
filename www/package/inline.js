// The entry with the WebAssembly inside: ready at import, with no file to serve and nothing to await.

import wasm from "../../pkg/torihiki_bg.wasm";
import { loadNow } from "./load.js";

loadNow(wasm);

export * from "./api.js";

/** There is nothing left to load; with it, this entry can stand in for the other one. */
export async function init() {}
export default init;
