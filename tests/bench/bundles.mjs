// Everybody as a page would load it, to be weighed, and as Node or a page starts it.

import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { IDS, IN_PAGES, modules, pkg } from "./entrants.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Where they are, which any server of the checkout can hand out. */
export const made = fileURLToPath(new URL("../../target/bench", import.meta.url));

const REQUIRE = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/**
 * The bundle of a module of this folder.
 *
 * @param {string} name
 * @param {"node" | "browser"} platform
 * @param {{ contents?: string }} [source] in place of a file
 */
export async function bundled(name, platform, { contents } = {}) {
  mkdirSync(made, { recursive: true });
  const outfile = join(made, `${name.replaceAll("/", "-")}.${platform}.mjs`);
  await build({
    ...(contents === undefined
      ? { entryPoints: [join(here, `${name}.mjs`)] }
      : { stdin: { contents, resolveDir: here } }),
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    // For packages that are CommonJS and ask for modules of Node.
    ...(platform === "node" && { banner: { js: REQUIRE } }),
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** A module that asks everybody who can be asked in a page, and needs none of Node's. */
export function pageBundle() {
  const imports = IN_PAGES.map((id, index) => `import * as entrant${index} from "./peers/${id}.mjs";`);
  const entries = IN_PAGES.map((id, index) => `${JSON.stringify(id)}: { entrant: entrant${index} }`);
  const contents = `
    ${imports.join("\n")}
    import { heat } from "./turns.mjs";
    const entrants = { ${entries.join(", ")} };
    export async function run(given, libraries) {
      for (const [id, library] of Object.entries(libraries)) entrants[id].library = library;
      return heat(given, entrants, () => performance.now());
    }`;
  return bundled("heat", "browser", { contents });
}

/**
 * What each weighs where it is loaded, gzipped, in bytes: the rules for it and the library, and the policy that is asked.
 *
 * @returns {Promise<Record<string, number>>}
 */
export async function weights() {
  /** @type {Record<string, number>} */
  const all = {};
  for (const id of IDS) {
    const files = [await bundled(`peers/${id}`, id === "zen" ? "node" : "browser"), ...filesOf(id)];
    all[id] = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
  }
  return all;
}

/** @param {string} id */
function filesOf(id) {
  if (id === "torihiki") {
    return ["index.js", "torihiki_bg.wasm", "policies/qoo10.policy"].map((name) => join(pkg, name));
  }
  if (id === "cedar") {
    const web = join(modules, "@cedar-policy/cedar-wasm/web");
    return readdirSync(web)
      .filter((name) => /\.(?:js|wasm)$/.test(name))
      .map((name) => join(web, name));
  }
  if (id === "zen") {
    const native = readdirSync(join(modules, "@gorules")).filter((name) => name !== "zen-engine");
    return native.flatMap((name) =>
      readdirSync(join(modules, "@gorules", name))
        .filter((file) => file.endsWith(".node"))
        .map((file) => join(modules, "@gorules", name, file)),
    );
  }
  return [];
}

/**
 * A program that gives how many milliseconds it took from before the import to after the first verdicts.
 *
 * @param {string} module the address of the bundle
 * @param {string | null | undefined} library that of the library, where it stays as its package has it
 * @param {string} init
 * @param {object} order
 * @param {number} now
 */
export const startOf = (module, library, init, order, now) => `(async () => {
  const start = performance.now();
  const [{ setup }, library] = await Promise.all([import(${JSON.stringify(module)}), ${library ? `import(${JSON.stringify(library)})` : "undefined"}]);
  ${init}
  const peer = await setup(library);
  const answer = await (peer.quickly ?? peer.verdicts)(${JSON.stringify(order)}, ${now});
  const time = performance.now() - start;
  if (answer["ask-buyer-to-cancel"] !== "denied") throw new Error("it answers otherwise");
  return time;
})()`;
