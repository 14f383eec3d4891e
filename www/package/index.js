// The entry for browsers, bundlers, workers and every runtime that is not Node.

import { makeInit } from "./load.js";

export * from "./api.js";
export const init = makeInit((url) => fetch(url));
export default init;
