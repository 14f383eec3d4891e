/** What a command is, how its arguments are read, and the files that it reads and writes. */

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { parseArgs } from "node:util";

/**
 * @import { ParseArgsConfig } from "node:util"
 *
 * @typedef {{ files: string[], options: Record<string, string | boolean | undefined> }} Given
 *
 * @typedef {object} Command
 * @property {string} does in one line
 * @property {string} help
 * @property {NonNullable<ParseArgsConfig["options"]>} options
 * @property {(given: Given) => Promise<number>} run gives the exit code
 */

/** The command was called in a way that it does not know. */
export class Usage extends Error {}

/**
 * Reads the arguments of a command.
 *
 * @param {string} name
 * @param {Command} command
 * @param {string[]} args
 * @returns {Given}
 */
export function parsed(name, { options }, args) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { files: positionals, options: /** @type {Given["options"]} */ (values) };
  } catch (error) {
    const [line] = /** @type {Error} */ (error).message.split(". ");
    throw new Usage(`${line[0].toLowerCase()}${line.slice(1)}; \`torihiki help ${name}\` tells the options`);
  }
}

/**
 * The text of a file; `-` is what is typed or piped in.
 *
 * @param {string} path
 */
export function textOf(path) {
  /** @type {Uint8Array} */
  let bytes;
  try {
    bytes = readFileSync(path === "-" ? 0 : path);
  } catch (error) {
    throw new Usage(`cannot read ${path}: ${/** @type {Error} */ (error).message}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Usage(`cannot read ${path}: it is no UTF-8; save it in that encoding`);
  }
}

/**
 * Where something that is made of a file is written: beside it, or where `--out` says, which is a folder where it is one
 * already, ends as one, or is to hold several.
 *
 * @param {string} folder that of the file
 * @param {string} name
 * @param {string | boolean | undefined} out
 * @param {boolean} areSeveral
 */
export function target(folder, name, out, areSeveral) {
  if (typeof out !== "string") return join(folder, name);
  const isFolder = out.endsWith("/") || (existsSync(out) && statSync(out).isDirectory());
  if (areSeveral && !isFolder && extname(out) === extname(name)) {
    throw new Usage(`several files cannot be written to ${out}; name a folder, or one policy at a time`);
  }
  return areSeveral || isFolder ? join(out, name) : out;
}

/**
 * Writes a file, with the folders to it.
 *
 * @param {string} path
 * @param {Uint8Array | string} content
 * @param {{ flag?: string }} [options]
 */
export function write(path, content, options = {}) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, options);
  } catch (error) {
    throw new Usage(`cannot write ${path}: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * A number of things, as people say it.
 *
 * @param {number} count
 * @param {string} what
 */
export const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
