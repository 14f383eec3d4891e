// The entry for browsers, bundlers, workers and every runtime that is not Node.

import { makeInit } from "./load.js";

export * from "./api.js";
export default makeInit((url) => fetch(url));
