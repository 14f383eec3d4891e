// The entry for Node, where nothing needs to be fetched.

import { importedPolicy } from "./imported-policies.js";
import { atOnce, makeInit } from "./load.js";
import { withPolicies } from "./naming.js";
import { fileBeside, read } from "./node-files.js";

export * from "./api.js";
export const init = withPolicies({
  initEngine: makeInit({
    own: async () => fileBeside("torihiki_bg.wasm") ?? (await import("./wasm.js")).bytes,
    read,
    engine: atOnce,
  }),
  builtinPolicy: async (id) => fileBeside(`policies/${id}.policy`) ?? importedPolicy(id),
});
export default init;
