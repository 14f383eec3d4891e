// The command `torihiki` of the packed package, run as its users run it.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { install } from "./installed.mjs";

/** The project that has it. */
export const installed = install();
after(installed.remove);
const command = join(installed.project, "node_modules/.bin/torihiki");

/** A folder for one test. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "torihiki-command-"));
  after(() => rmSync(path, { recursive: true }));
  return path;
}

/**
 * Runs the command.
 *
 * @param {string} cwd
 * @param {string[]} args
 * @param {{ input?: string, env?: Record<string, string> }} [how]
 */
export function run(cwd, args, { input, env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...env },
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}
