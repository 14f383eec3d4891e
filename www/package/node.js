// The entry for Node, where nothing needs to be fetched.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { makeInit } from "./load.js";

export * from "./api.js";
export const init = makeInit({
  // A module goes along into whatever a server is bundled into; a file beside it would stay behind.
  own: async () => (await import("./wasm.js")).bytes,
  read: (url) => (String(url).startsWith("file:") ? readFile(fileURLToPath(url)) : fetch(url)),
});
export default init;
