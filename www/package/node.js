// The entry for Node, where nothing needs to be fetched.

import { makeInit } from "./load.js";
import { read } from "./node-files.js";

export * from "./api.js";
export const init = makeInit({
  // A module goes along into whatever a server is bundled into; a file beside it would stay behind.
  own: async () => (await import("./wasm.js")).bytes,
  read,
});
export default init;
