// `torihiki/policy` for Node.

import { offer } from "./authored-policy.js";
import { makeInit } from "./load.js";
import { read } from "./node-files.js";

export { Policy } from "./authored-policy.js";
export const init = makeInit({
  // A module goes along into whatever a server is bundled into; a file beside it would stay behind.
  own: async () => (await import("./policy-wasm.js")).bytes,
  read,
});
export default init;
offer(init);
