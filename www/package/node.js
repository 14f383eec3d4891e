// The entry for Node, where nothing needs to be fetched.

import { builtinPolicy } from "./imported-policies.js";
import { makeInit } from "./load.js";
import { withPolicies } from "./naming.js";
import { read } from "./node-files.js";

export * from "./api.js";
export const init = withPolicies({
  initEngine: makeInit({
    // A module goes along into whatever a server is bundled into; a file beside it would stay behind.
    own: async () => (await import("./wasm.js")).bytes,
    read,
  }),
  builtinPolicy,
});
export default init;
