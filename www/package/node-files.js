// Where Node finds what an address names.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/**
 * What lies at an address.
 *
 * @param {string | URL} url
 */
export const read = (url) => (String(url).startsWith("file:") ? readFile(fileURLToPath(url)) : fetch(url));
