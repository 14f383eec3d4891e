import type { InitSource } from "./index.js";

/** What a bundler makes of the file: the address at which it is served, or the compiled module. `init` takes either. */
declare const wasm: InitSource;
export default wasm;
