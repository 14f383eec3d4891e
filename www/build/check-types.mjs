// Checks the types of all JavaScript, as `npm run lint` does.
//
// Each project is a folder with a `tsconfig.json`, which editors find too. What the code takes from the package it
// takes by the package's name, so this needs what the build declares.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What lives in which surroundings: in Node, everywhere, in a page, in its worker; and the tests, in Node and a page. */
const PROJECTS = ["www/build", "www/package", "www/cli", "www", "www/page/worker", "tests"];

/** What the build declares. */
const DECLARED = ["pkg/index.d.ts", "pkg/element.d.ts", "pkg/policy.d.ts", "target/wasm-pack/torihiki.d.ts"];

if (!DECLARED.every((path) => existsSync(join(root, path)))) {
  console.error("There is no package in pkg/ yet, which the JavaScript is checked against: run `npm run build` first.");
  process.exit(1);
}
const tsc = join(root, "node_modules/typescript/bin/tsc");
// All of them, so that one run tells everything.
const statuses = PROJECTS.map(
  (project) => spawnSync(process.execPath, [tsc, "--project", project], { cwd: root, stdio: "inherit" }).status,
);
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;
