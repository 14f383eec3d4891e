// `torihiki/policy` for browsers, bundlers, workers and every runtime that is not Node: the author's half, with a
// WebAssembly of its own, which checks and compiles policies beside answering.

import { offer } from "./authored-policy.js";
import { read, whereServed } from "./browser.js";
import { makeInit } from "./load.js";

export { Policy, sql } from "./authored-policy.js";
export const init = makeInit({
  // Bundlers look for exactly this expression to find the file that goes along.
  own: () => whereServed(new URL("./torihiki_policy_bg.wasm", import.meta.url)),
  read,
});
export default init;
offer(init);
