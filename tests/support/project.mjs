// Fresh projects that have the packed package, what they ask it, and what has to come out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { install, root } from "./installed.mjs";

const installed = install();
/** @type {string[]} */
const folders = [];
after(() => {
  installed.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(new URL(`../package/targets/${name}`, import.meta.url), "utf8"));
/** @type {{ call: string, arguments: unknown[] }[]} */
const questions = read("questions.json");
/** @type {{ answers: unknown[] }} */
const native = read("answers.json");

/** Where the tarball lies. */
export const tarball = join(
  installed.project,
  readdirSync(installed.project).find((name) => name.endsWith(".tgz")),
);

const calls = [...new Set(questions.map(({ call }) => call))].join(", ");

/** How TypeScript is asked, as strictly as it can be: with the library's own declarations checked as well. */
export const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: "es2022",
  lib: ["es2022", "dom"],
  types: /** @type {string[]} */ ([]),
  rootDir: ".",
  outDir: "dist",
};

/** What a program imports by name, as a user does, so that bundlers may leave out the rest. */
export const names = `${calls}, TorihikiError`;

/** The source of an expression that asks everything. */
export const ask = `ask({ ${names} })`;

const asking = `
const questions = ${JSON.stringify(questions)};

function ask({ TorihikiError, ...calls }) {
  return questions.map(({ call, arguments: given }) => {
    try {
      return calls[call](...given);
    } catch (error) {
      if (!(error instanceof TorihikiError)) throw error;
      return { throws: error.problems };
    }
  });
}
`;

/**
 * A project of its own with the package installed.
 *
 * Every project has `ask.js`, whose `ask` puts all `questions` to the functions that it is given.
 *
 * @param {Record<string, string>} files the text of each file by its path
 * @param {{ type?: "module" | "commonjs", tools?: string[], within?: string }} options `type` is that of its package.json; `tools` are
 * packages of this repository that the project has installed as well; `within` is the folder that it is made in, whose
 * packages it finds too
 */
export function project(files, { type = "module", tools = [], within = tmpdir() } = {}) {
  const folder = mkdtempSync(join(within, "torihiki-target-"));
  folders.push(folder);
  cpSync(join(installed.project, "node_modules"), join(folder, "node_modules"), { recursive: true });
  for (const tool of tools) symlinkSync(join(root, "node_modules", tool), join(folder, "node_modules", tool));
  const exported = type === "module" ? "export { ask, questions };" : "exports.ask = ask;";
  const all = {
    "package.json": JSON.stringify({ name: "fresh", private: true, type }),
    "ask.js": asking + exported,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/**
 * Runs Node in a project and gives what it printed. What it said otherwise comes with the failure.
 *
 * @param {string} folder
 * @param {string[]} args
 */
export function node(folder, ...args) {
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return assert.fail(`${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
  }
}

/**
 * Compares all answers, which came as JSON can tell them, with those of the library.
 *
 * @param {unknown[]} answers
 */
export function same(answers) {
  assert.deepEqual(answers, native.answers);
}

/** What the library answers to the first question, which is a preview. */
export const nativePreview = native.answers[0];

/** The questions and answers themselves, for tests that run inside a target. */
export const nativeAnswers = native.answers;
