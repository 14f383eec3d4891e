// The entry for Node, where nothing needs to be fetched.

import { readFile } from "node:fs/promises";
import { makeInit } from "./load.js";

export * from "./api.js";
export const init = makeInit((url) => {
  const location = new URL(url);
  return location.protocol === "file:" ? readFile(location) : fetch(location);
});
export default init;
