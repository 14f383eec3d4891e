// Where Node finds what an address names, and what lies beside a module.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIds } from "./build-ids.js";

/**
 * What lies at an address.
 *
 * @param {string | URL} url
 */
export const read = (url) => (String(url).startsWith("file:") ? readFile(fileURLToPath(url)) : fetch(url));

/**
 * A file of the package that lies beside this module; null where there is none of the same build. To read it takes a
 * tenth of the time in which a module with its bytes is imported, which goes along into whatever a server is bundled
 * into: beside a bundle there is no such file, or that of whatever version has been put there.
 *
 * @param {string} name
 */
export function fileBeside(name) {
  const folder = import.meta.dirname;
  // Deno would ask its user whether it may be read.
  if (folder === undefined || !Object.hasOwn(buildIds, name) || "Deno" in globalThis) return null;
  try {
    const bytes = readFileSync(join(folder, name));
    return idOf(name, bytes) === buildIds[name] ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * By which a file is known: a compiled policy says its own checksum, see `src/policy/compiled.rs`, and WebAssembly ends with
 * its `build_id`.
 *
 * @param {string} name
 * @param {Buffer} bytes
 */
export function idOf(name, bytes) {
  return (name.endsWith(".policy") ? bytes.subarray(9, 13) : bytes.subarray(-32)).toString("base64");
}
