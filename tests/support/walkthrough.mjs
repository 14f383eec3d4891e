// A text that shows files and commands, done as it says.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A block of a text.
 *
 * @typedef {object} Block
 * @property {string} language
 * @property {string} content ends with a line break
 * @property {string} before the paragraph before it
 * @property {number} line the line in the text on which it begins
 */

/**
 * The blocks of a text, in order.
 *
 * @param {string} text
 * @returns {Block[]}
 */
export function blocksOf(text) {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language, 2: content, index }) => {
    const above = text.slice(0, index);
    return {
      language,
      content,
      before: above.trimEnd().split("\n\n").at(-1),
      line: above.split("\n").length,
    };
  });
}

/**
 * Does what a block says, in a folder: it writes the file that the paragraph before it names last, adds to it where that
 * ends with “Add to” the file, or changes it as a diff does; or it runs commands.
 *
 * @param {Block} block
 * @param {string} folder
 * @returns {string} the block as it should read: the commands with what they print now
 */
export function follow({ language, content, before, line }, folder) {
  if (language === "console") return ran(content, folder);
  const named = [...before.matchAll(/`([\w.-]+\.\w+)`/g)].at(-1);
  if (named === undefined) throw new Error(`line ${line}: no file is named before the block`);
  const path = join(folder, named[1]);
  const there = () => readFileSync(path, "utf8");
  const isAdded = /(?:^|\. )Add to [^.]*\.\w+`:$/.test(before);
  if (language === "diff") writeFileSync(path, patched(there(), content, line));
  else writeFileSync(path, isAdded ? `${there()}\n${content}` : content);
  return content;
}

/**
 * @param {string} content
 * @param {string} folder
 */
function ran(content, folder) {
  const commands = content.split("\n").filter((line) => line.startsWith("$ "));
  const done = commands.map((command) => [command, printed(command.slice(2), folder)]);
  return done
    .map(([command, output]) => `${command}\n${output}${output === "" ? "" : "\n"}`)
    .join("")
    .replace(/\n\n$/, "\n");
}

/**
 * What a command prints. Nothing is looked up in the network.
 *
 * @param {string} command
 * @param {string} cwd
 */
function printed(command, cwd) {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
  const { stdout, error } = spawnSync("sh", ["-c", `${command} 2>&1`], { cwd, encoding: "utf8", env });
  if (error !== undefined) throw error;
  return stdout;
}

/**
 * A text with a change: lines that stay, that go (-) and that come (+). What stays and goes has to be there, once.
 *
 * @param {string} text
 * @param {string} diff
 * @param {number} line
 */
function patched(text, diff, line) {
  const lines = diff.trimEnd().split("\n");
  const side = (/** @type {string} */ gone) =>
    lines
      .filter((one) => !one.startsWith(gone))
      .map((one) => `${one.slice(1)}\n`)
      .join("");
  const [from, to] = [side("+"), side("-")];
  const places = text.split(from).length - 1;
  if (places !== 1) throw new Error(`line ${line}: what the diff changes is there ${places} times`);
  return text.replace(from, () => to);
}
