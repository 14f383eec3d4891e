// `torihiki/policy` for Node.

import { offer } from "./authored-policy.js";
import { atOnce, makeInit } from "./load.js";
import { fileBeside, read } from "./node-files.js";

export { Policy, sql } from "./authored-policy.js";
export const init = makeInit({
  own: async () => fileBeside("torihiki_policy_bg.wasm") ?? (await import("./policy-wasm.js")).bytes,
  read,
  engine: atOnce,
});
export default init;
offer(init);
