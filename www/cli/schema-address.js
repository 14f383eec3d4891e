/** Where editors find the schema of policies. */

import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { version } from "torihiki";

/** The schema in a folder that has the package installed. */
const INSTALLED = "node_modules/torihiki/pkg/policy.schema.json";

/**
 * The address of the schema for documents in a folder: of the package that is installed there, as a path from the folder,
 * or else of this version where it is published.
 *
 * @param {string} folder
 */
export function schemaAddress(folder) {
  const from = resolve(folder);
  for (let at = from; ; at = dirname(at)) {
    const path = join(at, INSTALLED);
    if (existsSync(path)) {
      const way = relative(from, path).replaceAll("\\", "/");
      return way.startsWith(".") ? way : `./${way}`;
    }
    if (dirname(at) === at) return `https://cdn.jsdelivr.net/npm/torihiki@${version()}/pkg/policy.schema.json`;
  }
}
