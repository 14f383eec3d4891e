// The author's WebAssembly as a module, for the entries that are to need no file.

export { default as bytes } from "../../pkg/torihiki_policy_bg.wasm";
