/** Policies in files, and what is wrong with them as people and as machines read it. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { TorihikiError, builtIn } from "torihiki";
import { Policy, init } from "torihiki/policy";
import { paint } from "./paint.js";
import { Usage, textOf } from "./usage.js";

/**
 * @import { Mistake, Policy as AnyPolicy } from "torihiki/policy"
 *
 * A policy in a file, or what is wrong with it.
 *
 * @typedef {{ file: string, text: string, policy: AnyPolicy | null, mistakes: Mistake[] }} Read
 */

/** What every command that reads policies says of built-in ones. */
export const BUILT_IN_TOO =
  "The id of a built-in policy, such as `coconala`, stands for that policy, unless a file has this\nname.";

/**
 * Whether a built-in policy is meant, and no file.
 *
 * @param {string} named
 */
export const isBuiltIn = (named) => builtIn.includes(/** @type {any} */ (named)) && !existsSync(named);

/**
 * Reads the policy in a file, or the built-in one with an id.
 *
 * @param {string} file
 * @returns {Promise<Read>}
 */
export async function read(file) {
  if (isBuiltIn(file)) {
    await init();
    return { file, text: "", policy: Policy.builtIn(/** @type {any} */ (file)), mistakes: [] };
  }
  // What is written like an id may be meant as one.
  if (/^[\w-]+$/.test(file) && file !== "-" && !existsSync(file)) {
    throw new Usage(
      `there is no file \`${file}\`, and no built-in policy is called so: they are ${builtIn.join(", ")}`,
    );
  }
  const text = textOf(file);
  await init();
  const syntax = /\.jsonc?$/.test(file) ? "json" : /\.toml$/.test(file) ? "toml" : null;
  try {
    return { file, text, policy: Policy.parse(text, { syntax }), mistakes: [] };
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    /** @type {Mistake[]} */
    const mistakes = error.problems;
    mistakes.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
    return { file, text, policy: null, mistakes };
  }
}

/**
 * Reads the policies in the files of a command, which needs one at least. A folder stands for the policies in it,
 * and a file that is named twice is read once.
 *
 * @param {string[]} files
 * @param {string} command
 */
export async function readAll(files, command) {
  if (files.length === 0) {
    throw new Usage(`\`${command}\` needs a file; \`torihiki help ${command}\` tells how it is called`);
  }
  const all = [];
  /** @type {Set<string>} */
  const taken = new Set();
  for (const file of files.flatMap(policiesAt)) {
    if (!taken.has(resolve(file))) all.push(await read(file));
    taken.add(resolve(file));
  }
  return all;
}

/**
 * A file, or those in a folder that are no cases, in the order of their names.
 *
 * @param {string} path
 */
function policiesAt(path) {
  if (path === "-" || statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const names = readdirSync(path).filter((name) => /\.(toml|jsonc?)$/.test(name) && !name.endsWith(".test.json"));
  if (names.length === 0) throw new Usage(`there is no policy in ${path}; it ends with .toml, .json or .jsonc`);
  return names.sort().map((name) => join(path, name));
}

/**
 * Everything that is wrong with a file, each with its line, and the place in it underlined.
 *
 * @param {Read} read
 * @param {NodeJS.WriteStream} stream
 */
export function toldMistakes(read, stream) {
  return told(read, read.mistakes, paint(stream).red, stream);
}

/**
 * The same of what is noticed in a policy with which nothing is wrong.
 *
 * @param {Read} read
 * @param {NodeJS.WriteStream} stream
 */
export function toldNotices(read, stream) {
  return told(read, read.policy?.notices ?? [], paint(stream).yellow, stream);
}

/**
 * @param {Read} read
 * @param {readonly Mistake[]} mistakes
 * @param {(text: string) => string} colour
 * @param {NodeJS.WriteStream} stream
 */
function told({ file, text }, mistakes, colour, stream) {
  const lines = text.split("\n");
  const { bold, soft } = paint(stream);
  const each = mistakes.map((mistake) => {
    const { line = 1, column = 1, code, path, message, help } = mistake;
    const source = (lines[line - 1] ?? "").replace(/\r$/, "");
    const number = String(line);
    const margin = " ".repeat(number.length);
    return [
      `${bold(`${file}:${line}:${column}`)} ${colour(code)}${path === "" ? "" : soft(` at ${path}`)}`,
      ...(source.trim() === ""
        ? []
        : [`${soft(`${number} |`)} ${shown(source)}`, `${soft(`${margin} |`)} ${colour(marks(source, mistake))}`]),
      `${soft(`${margin} =`)} ${message}`,
      ...(help === null ? [] : [`${soft(`${margin} =`)} ${help}`]),
    ].join("\n");
  });
  return each.join("\n\n");
}

/** How much of a line is shown. */
const WIDTH = 160;

/**
 * A line as it is shown. A tab would stand wider than the mark below it.
 *
 * @param {string} source
 */
function shown(source) {
  const line = source.replaceAll("\t", " ");
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line;
}

/**
 * The mark below a line.
 *
 * @param {string} source
 * @param {Mistake} mistake
 */
function marks(source, { line = 1, column = 1, endLine = line, endColumn = column + 1 }) {
  const end = endLine === line ? endColumn : source.length + 1;
  const before = columnsOf(source.slice(0, column - 1));
  const width = columnsOf(source.slice(column - 1, Math.max(end - 1, column)));
  return column > WIDTH ? "" : " ".repeat(before) + "^".repeat(Math.max(width, 1));
}

/** Letters of Japanese stand as wide as two others. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/**
 * How many columns of a terminal a text takes.
 *
 * @param {string} text
 */
export function columnsOf(text) {
  return [...text].reduce((width, sign) => width + (WIDE.test(sign) ? 2 : 1), 0);
}
