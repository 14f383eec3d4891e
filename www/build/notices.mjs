// What others wrote and is bundled, each with the text of its licence, as that text asks for.
//
//   pkg/NOTICES.txt     the crates in the WebAssembly, and the packages in the element
//   site/NOTICES.txt    these, and the packages in the page
//
// The texts are those of the very sources that were built. What has none fails the build.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/**
 * @typedef {{ name: string, version: string, licence: string, texts: string[] }} Notice
 *
 * What `cargo metadata` tells, as much of it as is read here.
 *
 * @typedef {{ id: string, name: string, version: string, license: string, manifest_path: string, targets: { kind: string[] }[] }} Crate
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Resolved
 * @typedef {{ packages: Crate[], resolve: { root: string, nodes: Resolved[] } }} Metadata
 */

/** Which files of a folder hold its licence. */
const LICENCE = /^(licen[cs]e|copying|unlicense|notice)/i;

/**
 * Packages that are published with others bundled into them.
 *
 * @type {Record<string, string[]>}
 */
const WITHIN = { "@dagrejs/dagre": ["@dagrejs/graphlib"] };

/**
 * The notice of something by the folder of its source.
 *
 * Where one may choose among licences, MIT is chosen: its text names the authors, and it is short.
 *
 * @param {{ name: string, version: string, licence: string }} what
 * @param {string} folder
 * @returns {Notice}
 * @throws where there is no text
 */
export function noticeOf(what, folder) {
  // Some have a folder of them, as https://reuse.software wants it.
  const files = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => LICENCE.test(name))
    .flatMap((entry) =>
      entry.isDirectory() ? readdirSync(join(folder, entry.name)).map((file) => join(entry.name, file)) : entry.name,
    )
    .sort();
  const mit = files.filter((file) => /mit/i.test(file));
  const mayChoose = /\bMIT\b/.test(what.licence) && !/\bAND\b/.test(what.licence);
  const chosen = mayChoose && mit.length > 0 ? mit : files;
  const texts = chosen.map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  if (texts.length === 0) {
    throw new Error(`${what.name} ${what.version} is bundled, and there is no text of its licence in ${folder}`);
  }
  return { ...what, texts };
}

/**
 * The crates that the WebAssembly consists of. What only runs while they are compiled is not in it.
 *
 * @param {string} root
 */
export function crateNotices(root) {
  const told = execFileSync(
    "cargo",
    ["metadata", "--format-version=1", "--offline", "--locked", "--filter-platform=wasm32-unknown-unknown"],
    { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"] },
  );
  /** @type {Metadata} */
  const { packages, resolve } = JSON.parse(told);
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const dependencies = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
  const found = new Set([resolve.root]);
  for (const id of found) {
    for (const { pkg, dep_kinds: kinds } of dependencies.get(id) ?? []) {
      const runs = crates.get(pkg)?.targets.some(({ kind }) => kind.includes("proc-macro"));
      if (!runs && kinds.some(({ kind }) => kind === null)) found.add(pkg);
    }
  }
  found.delete(resolve.root);
  const notices = packages
    .filter(({ id }) => found.has(id))
    .map(({ name, version, license, manifest_path: manifest }) =>
      noticeOf({ name, version, licence: license }, dirname(manifest)),
    );
  return [...notices, standardLibrary(root)];
}

/**
 * Rust's own library, which is under two licences that one may choose from. The text of this one is the same everywhere.
 *
 * @param {string} root
 * @returns {Notice}
 */
function standardLibrary(root) {
  const version = execFileSync("rustc", ["--version"], { cwd: root, encoding: "utf8" }).split(" ")[1];
  const texts = [readFileSync(join(root, "LICENSE-APACHE"), "utf8").trim()];
  return { name: "the standard library of Rust", version, licence: "MIT OR Apache-2.0", texts };
}

/**
 * The packages of npm that are bundled with these modules, in the order of their names.
 *
 * @param {string} root
 * @param {string[]} entryPoints
 */
export async function packageNotices(root, entryPoints) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    bundle: true,
    format: "esm",
    outdir: join(root, "unwritten"),
    write: false,
    metafile: true,
    external: ["torihiki", "torihiki/*", "node:*"],
    loader: { ".css": "empty", ".svg": "empty", ".wasm": "empty" },
    logLevel: "error",
  });
  // What is imported and left out of what comes out is not bundled.
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  /** @type {Set<string>} */
  const bundled = new Set();
  for (const path of inputs) {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    if (name !== undefined) bundled.add(name);
  }
  for (const name of bundled) for (const within of WITHIN[name] ?? []) bundled.add(within);
  return [...bundled].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    /** @type {{ version: string, license: string }} */
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return noticeOf({ name, version, licence: license }, folder);
  });
}

/** @param {{ name: string, version: string, licence: string }} notice */
const title = ({ name, version, licence }) => `${name} ${version} (${licence})`;

/**
 * All notices as a text, in which no licence stands twice that says the same.
 *
 * @param {Notice[]} notices
 */
export function noticesText(notices) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const notice of notices) {
    const text = notice.texts.join("\n\n");
    titles.set(text, [...(titles.get(text) ?? []), title(notice)]);
  }
  const line = `\n\n${"-".repeat(80)}\n\n`;
  return [...titles].map(([text, names]) => `${names.join("\n")}\n\n${text}`).join(line);
}

/**
 * Which of these notices a text does not have yet.
 *
 * @param {string} text
 * @param {Notice[]} notices
 */
export const missingFrom = (text, notices) => notices.filter((notice) => !text.includes(`${title(notice)}\n`));
