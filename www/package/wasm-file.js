/** The file with the WebAssembly, as messages name it. */
export const FILE = "torihiki_bg.wasm";
