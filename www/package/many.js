// `torihiki/many` for browsers, bundlers, workers and every runtime that is not Node: what answers for many orders at
// once, with a WebAssembly of its own.

import { read, whereServed } from "./browser.js";
import { makeInit } from "./load.js";
import { withPolicies } from "./naming.js";
import { builtinPolicy } from "./served-policies.js";

export { previewChunks, previewMany } from "./many-orders.js";
export const init = withPolicies({
  initEngine: makeInit({
    // Bundlers look for exactly this expression to find the file that goes along.
    own: () => whereServed(new URL("./torihiki_many_bg.wasm", import.meta.url)),
    read,
  }),
  builtinPolicy,
});
export default init;
