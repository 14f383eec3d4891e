// Packs the package as `npm publish` would, and installs the tarball into a fresh project, without a network.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { shared } from "./shared.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Packs the package and installs it into a project.
 *
 * @returns {import("./shared.mjs").Packed & { remove: () => void }}
 */
export function pack() {
  const project = mkdtempSync(join(tmpdir(), "torihiki-"));
  /**
   * @param {string[]} args
   * @param {string} cwd
   */
  const npm = (args, cwd) => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

  const [packed] = Object.values(JSON.parse(npm(["pack", "--json", "--pack-destination", project], root)));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "fresh", private: true, type: "module" }));
  npm(["install", "--offline", "--no-audit", "--no-fund", join(project, packed.filename)], project);
  return {
    project,
    files: /** @type {{ path: string }[]} */ (packed.files).map(({ path }) => path).sort(),
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}

/**
 * A copy of what all files of a suite share.
 *
 * @param {import("./shared.mjs").Packed} packed
 * @returns {ReturnType<typeof pack>}
 */
function copyOf({ project: original, files }) {
  const project = mkdtempSync(join(tmpdir(), "torihiki-"));
  cpSync(original, project, { recursive: true, verbatimSymlinks: true });
  return { project, files, remove: () => rmSync(project, { recursive: true, force: true }) };
}

/** A fresh project that has the packed package and nothing else. */
export function install() {
  const { project, files, remove } = shared.packed === undefined ? pack() : copyOf(shared.packed);

  /**
   * Runs a module in this project, in a Node of its own, and gives what it printed.
   *
   * @param {string} source
   * @param {string[]} [flags]
   */
  const run = (source, flags = []) =>
    execFileSync(process.execPath, [...flags, "--input-type=module", "--eval", source], {
      cwd: project,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  const entry = run('console.log(import.meta.resolve("torihiki"))').trim();
  let copies = 0;
  return {
    project,
    files,
    run,
    /**
     * The package as one that nobody has called `init` of yet.
     *
     * @returns {Promise<typeof import("torihiki")>}
     */
    load: () => import(`${entry}?copy=${(copies += 1)}`),
    remove,
  };
}
