// `torihiki/many` for Node.

import { importedPolicy } from "./imported-policies.js";
import { atOnce, makeInit } from "./load.js";
import { withPolicies } from "./naming.js";
import { fileBeside, read } from "./node-files.js";

export { previewChunks, previewMany } from "./many-orders.js";
export const init = withPolicies({
  initEngine: makeInit({
    own: async () => fileBeside("torihiki_many_bg.wasm") ?? (await import("./many-wasm.js")).bytes,
    read,
    engine: atOnce,
  }),
  builtinPolicy: async (id) => fileBeside(`policies/${id}.policy`) ?? importedPolicy(id),
});
export default init;
