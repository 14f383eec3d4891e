// The entry for browsers, bundlers, workers and every runtime that is not Node.

import { read, whereServed } from "./browser.js";
import { makeInit } from "./load.js";
import { withPolicies } from "./naming.js";
import { builtinPolicy } from "./served-policies.js";

export * from "./api.js";
export const init = withPolicies({
  initEngine: makeInit({
    // Bundlers look for exactly this expression to find the file that goes along.
    own: () => whereServed(new URL("./torihiki_bg.wasm", import.meta.url)),
    read,
  }),
  builtinPolicy,
});
export default init;
