// Policies with mistakes in them: `Policy.parse` tells in JavaScript what it tells in Rust. The cases stand in tests/cases/broken.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "smol-toml";
import { TorihikiError } from "torihiki";
import { Policy, init } from "torihiki/policy";
import { root } from "../support/installed.mjs";

/** @import { Mistake } from "torihiki/policy" */

/**
 * @typedef {object} Told
 * @property {string} code
 * @property {string} path
 * @property {string} at Line and column, and those behind the last character.
 * @property {string} marks What stands there.
 * @property {string} message
 * @property {string} [help]
 * @property {string} [suggests]
 */

/**
 * @typedef {object} Case
 * @property {string} title
 * @property {{ old: string, new: string }[]} [change]
 * @property {string} [append]
 * @property {string} [document]
 * @property {Told[]} problem
 */

await init();

const folder = join(root, "tests/cases/broken");
const read = (/** @type {string} */ name) => readFileSync(join(folder, name), "utf8");
const base = read("base.toml");
const files = readdirSync(folder).filter((name) => name.endsWith(".toml") && name !== "base.toml");

/** @param {Case} broken */
function documentOf({ change = [], append = "", document }) {
  if (document !== undefined) return document;
  const places = change.map((one) => ({ at: base.indexOf(one.old), ...one })).sort((a, b) => b.at - a.at);
  const changed = places.reduce(
    (text, { at, old, new: replacement }) => text.slice(0, at) + replacement + text.slice(at + old.length),
    base,
  );
  return changed + append;
}

/**
 * @param {string} text
 * @param {Mistake} mistake
 * @returns {Told}
 */
function told(text, { code, path, line, column, endLine, endColumn, message, help, suggests }) {
  const lines = text.split("\n");
  const offset = (/** @type {number} */ row, /** @type {number} */ to) =>
    lines.slice(0, row - 1).reduce((sum, before) => sum + before.length + 1, 0) + to - 1;
  const end = line === endLine ? endColumn : `${endLine}:${endColumn}`;
  const marks = text.slice(offset(line, column), offset(endLine, endColumn));
  const more = { ...(help && { help }), ...(suggests && { suggests }) };
  return { code, path, at: `${line}:${column}-${end}`, marks, message, ...more };
}

/** @param {string} text */
function problems(text) {
  try {
    Policy.parse(text);
  } catch (error) {
    assert.ok(error instanceof TorihikiError, String(error));
    return /** @type {Mistake[]} */ (error.problems).map((mistake) => told(text, mistake));
  }
  return [];
}

test("the policy that the cases change is sound", () => {
  assert.deepEqual(problems(base), []);
});

describe("everything that is wrong is told as the cases say", () => {
  for (const name of files) {
    const { case: cases } = /** @type {{ case: Case[] }} */ (/** @type {unknown} */ (parse(read(name))));
    test(name, () => {
      assert.ok(cases.length > 0);
      const expected = cases.map(({ title, problem }) => [title, problem.map((one) => ({ ...one }))]);
      assert.deepEqual(
        cases.map((broken) => [broken.title, problems(documentOf(broken))]),
        expected,
      );
    });
  }
});
