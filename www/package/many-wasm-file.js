/** The file with the WebAssembly for many orders, as messages name it. */
export const FILE = "torihiki_many_bg.wasm";
