// Everybody in the race, and where the library of each is that is not bundled with what asks it.

/** @import { Entrant } from "./rules.mjs" */

import { fileURLToPath } from "node:url";

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @typedef {object} Library
 * @property {string} inNode what Node imports
 * @property {string | null} inPage what a page imports, by the address under which it is served; null where none can
 * @property {string} [init] an expression that makes `library` ready in a page
 */

/**
 * In the order of the table; what is written by hand is what everybody is compared with.
 *
 * @type {string[]}
 */
export const IDS = [
  "hand",
  "json-logic-engine",
  "cel-marcbachmann",
  "casl",
  "xstate",
  "cel-bufbuild",
  "json-logic-js",
  "torihiki",
  "zen",
  "json-rules-engine",
  "cedar",
];

/** Where the peers are installed. */
export const modules = here("peers/node_modules");
/** The package as it was built. */
export const pkg = here("../../pkg");

/** @type {Record<string, Library>} */
export const LIBRARIES = {
  torihiki: { inNode: `${pkg}/node.js`, inPage: "/pkg/index.js" },
  cedar: {
    inNode: here("peers/node_modules/@cedar-policy/cedar-wasm/nodejs/cedar_wasm.js"),
    inPage: "/tests/bench/peers/node_modules/@cedar-policy/cedar-wasm/web/cedar_wasm.js",
    init: "await library.default();",
  },
  zen: { inNode: here("peers/node_modules/@gorules/zen-engine/index.js"), inPage: null },
};

/** Who can be asked in a page. */
export const IN_PAGES = IDS.filter((id) => LIBRARIES[id]?.inPage !== null);

/**
 * @param {string} id
 * @returns {Promise<Entrant>}
 */
export const entrantOf = (id) => import(`./peers/${id}.mjs`);
