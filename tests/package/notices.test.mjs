// Whoever gets the package or the page is told what others wrote of it, with their licences.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { noticeOf, noticesText, packageNotices } from "../../www/build/notices.mjs";
import { root } from "../support/installed.mjs";

const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
const ofPackage = read("pkg/NOTICES.txt");
const ofPage = read("site/NOTICES.txt");

/**
 * The names that a text of notices has, each on a line with its version and licence.
 *
 * @param {string} text
 */
const named = (text) => [...text.matchAll(/^(\S+) \d\S* \(.+\)$/gm)].map(([, name]) => name);

/** What the standard library of Rust is made of. */
const STANDARD = ["dlmalloc", "hashbrown"];

test("every crate that the WebAssembly says it has is named, with its version", () => {
  // Where something cannot go on it says in which file of which crate.
  const module = readFileSync(join(root, "pkg/torihiki_bg.wasm"), "latin1");
  const found = [...module.matchAll(/([a-z][a-z0-9_-]*)-(\d+\.\d+\.\d+)\/src\//g)];
  const crates = new Map(found.map(([, crate, version]) => [crate, version]));
  for (const crate of STANDARD) crates.delete(crate);
  assert.ok(crates.size >= 3, `only ${[...crates.keys()]} were found`);
  for (const [crate, version] of crates) assert.ok(ofPackage.includes(`${crate} ${version} (`), `${crate} ${version}`);
  assert.match(ofPackage, /^the standard library of Rust \d/m);
});

test("Lit is named in the package with the text of its licence, and in the element by comments", () => {
  for (const name of ["@lit/reactive-element", "lit-element", "lit-html"]) {
    assert.ok(named(ofPackage).includes(name), name);
    assert.ok(ofPackage.includes(read(`node_modules/${name}/LICENSE`).trim()), name);
  }
  for (const file of readdirSync(join(root, "pkg")).filter((file) => /^element-class\..*js$/.test(file))) {
    assert.match(read(`pkg/${file}`), /@license\s*\*? *Copyright \d+ Google LLC/, file);
  }
});

test("the page names what it bundles, and all that the package does", () => {
  for (const name of ["@dagrejs/dagre", "@dagrejs/graphlib", "lit-html", ...named(ofPackage)]) {
    assert.ok(named(ofPage).includes(name), name);
  }
  assert.ok(ofPage.includes(read("node_modules/@dagrejs/dagre/LICENSE").trim()));
});

test("what is imported and bundled is found by itself", async () => {
  const folder = mkdtempSync(join(root, "target/notices-"));
  try {
    writeFileSync(join(folder, "main.js"), 'import ICAL from "ical.js"; console.log(ICAL);');
    const [notice, ...others] = await packageNotices(root, [join(folder, "main.js")]);
    assert.deepEqual(others, []);
    assert.equal(notice.name, "ical.js");
    assert.match(noticesText([notice]), /^ical\.js 2\.\S+ \(MPL-2\.0\)\n\nMozilla Public License/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is bundled without the text of its licence fails", () => {
  const folder = mkdtempSync(join(tmpdir(), "torihiki-unlicensed-"));
  try {
    const what = { name: "unlicensed", version: "1.0.0", licence: "MIT" };
    assert.throws(() => noticeOf(what, folder), /unlicensed 1\.0\.0 is bundled, and there is no text of its licence/);
    writeFileSync(join(folder, "LICENSE-APACHE"), "Apache");
    writeFileSync(join(folder, "LICENSE-MIT"), "as you like");
    assert.deepEqual(noticeOf(what, folder), { ...what, texts: ["as you like"] });
    // Some crates have a folder of them.
    const inFolder = join(folder, "other");
    mkdirSync(join(inFolder, "LICENSES"), { recursive: true });
    writeFileSync(join(inFolder, "LICENSES/MIT.txt"), "as they like");
    assert.deepEqual(noticeOf(what, inFolder).texts, ["as they like"]);
    // What has to be told of all of them is.
    assert.deepEqual(noticeOf({ ...what, licence: "MIT AND Apache-2.0" }, folder).texts, ["Apache", "as you like"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
