/** The file with the author's WebAssembly, as messages name it. */
export const FILE = "torihiki_policy_bg.wasm";
