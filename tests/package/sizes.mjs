// What the package weighs, and what the bytes are spent on.
//
//   npm run sizes     after `npm run build`: writes `sizes.json`, and prints where the bytes go
//
// `sizes.test.mjs` compares the package with `sizes.json`, so that nobody makes it larger without knowing.

import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = fileURLToPath(new URL("sizes.json", import.meta.url));
const HEADER = "Written by `npm run sizes`, compared by sizes.test.mjs; bytes, gzip at level 9, brotli at quality 11.";

/** What a page without a bundler loads for the marketplace with the largest policy. */
const PAGE = ["index.js", "torihiki_bg.wasm", "policies/coconala.policy"];

/** @typedef {Record<string, Record<string, number>>} Sizes the sizes of each file, by how it is compressed */

/** @type {Record<string, (bytes: Buffer) => number>} */
const compress = {
  raw: (bytes) => bytes.length,
  gzip: (bytes) => gzipSync(bytes, { level: 9 }).length,
  brotli: (bytes) =>
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }).length,
};
export const KINDS = Object.keys(compress);

/** The sizes of everything in `pkg` that runs, by file, and of the files of a page together. */
export function measure() {
  const pkg = join(root, "pkg");
  /** @type {Sizes} */
  const sizes = {};
  for (const name of readdirSync(pkg, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .sort()
    .filter((name) => /\.(c?js|wasm|policy)$/.test(name))) {
    const bytes = readFileSync(join(pkg, name));
    sizes[name] = Object.fromEntries(KINDS.map((kind) => [kind, compress[kind](bytes)]));
  }
  // Each is compressed for itself on its way.
  sizes[PAGE.join(" + ")] = Object.fromEntries(
    KINDS.map((kind) => [kind, PAGE.reduce((sum, name) => sum + sizes[name][kind], 0)]),
  );
  return sizes;
}

/**
 * The sizes that are written down.
 *
 * @returns {Sizes}
 */
export function written() {
  const { "//": _, ...sizes } = JSON.parse(readFileSync(file, "utf8"));
  return sizes;
}

/**
 * The sections and functions of a WebAssembly module: `[name, bytes]` each.
 *
 * @param {Buffer} module
 */
function dissect(module) {
  let at = 8; // after the magic number and the version
  const number = () => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = module[at++];
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    return module.toString("utf8", at, (at += length));
  };
  const KNOWN = [
    "custom",
    "types",
    "imports",
    "function types",
    "tables",
    "memories",
    "globals",
    "exports",
    "start",
    "elements",
    "code",
    "data",
    "data count",
    "tags",
  ];
  /** @type {Map<string, { begin: number, at: number, bytes: number }>} */
  const sections = new Map();
  while (at < module.length) {
    const id = module[at++];
    const bytes = number();
    const begin = at;
    sections.set(id === 0 ? text() : KNOWN[id], { begin, at, bytes });
    at = begin + bytes;
  }
  /**
   * @template T
   * @param {string} name
   * @param {(index: number) => T} read
   */
  const list = (name, read) => {
    at = sections.get(name)?.at ?? module.length;
    return at < module.length ? Array.from({ length: number() }, (_, index) => read(index)) : [];
  };

  // An imported function has a number as well, and no code.
  const skipLimits = () => {
    const flags = number();
    number();
    if (flags % 2) number();
  };
  const skip = [
    () => number(),
    () => {
      at += 1;
      skipLimits();
    },
    skipLimits,
    () => {
      at += 2;
    },
    () => {
      at += 1;
      number();
    },
  ];
  const imports = list("imports", () => {
    text();
    text();
    const kind = module[at++];
    skip[kind]();
    return kind;
  }).filter((kind) => kind === 0).length;

  /** @type {Map<number, string>} */
  const names = new Map();
  const { begin, at: first, bytes } = sections.get("name") ?? { begin: 0, at: 0, bytes: 0 };
  for (at = first; at < begin + bytes;) {
    const kind = module[at++];
    const length = number();
    const end = at + length;
    if (kind === 1) for (let count = number(); 0 < count; count -= 1) names.set(number(), text());
    at = end;
  }
  /** @type {[name: string, bytes: number][]} */
  const functions = list("code", (index) => {
    const before = at;
    const length = number();
    at += length;
    return [names.get(imports + index) ?? "?", at - before];
  });
  return {
    functions,
    sections: [...sections].map(([name, { bytes }]) => /** @type {[string, number]} */ ([name, bytes])),
  };
}

/**
 * A name without the hashes that tell versions of a crate and of a function apart.
 *
 * @param {string} name
 */
const unhashed = (name) => name.replaceAll(/\[[0-9a-f]{16}\]/g, "").replace(/::h[0-9a-f]{16}$/, "");

/**
 * The module that a function counts to: of a trait of ours, else the first of ours in its name, else the first crate.
 *
 * @param {string} name
 */
function owner(name) {
  const plain = unhashed(name);
  const ours =
    plain.match(/ as (torihiki(?:::[a-z][a-z_]*(?=::)){1,2})/) ??
    plain.match(/\b(torihiki(?:::[a-z][a-z_]*(?=::)){1,2})/);
  return (
    ours?.[1] ??
    plain.match(
      /\b(core|alloc|std|chrono|serde|serde_core|serde_wasm_bindgen|strsim|dlmalloc|hashbrown|wasm_bindgen|js_sys|compiler_builtins)::/,
    )?.[1] ??
    "the rest"
  );
}

/**
 * @param {Iterable<[name: string, bytes: number]>} pairs
 * @returns {[name: string, bytes: number][]}
 */
function sum(pairs) {
  const sums = new Map();
  for (const [name, bytes] of pairs) sums.set(name, (sums.get(name) ?? 0) + bytes);
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/**
 * @param {string} title
 * @param {[name: string, bytes: number][]} rows
 * @param {number} [total]
 */
function print(title, rows, total = rows.reduce((sum, [, bytes]) => sum + bytes, 0)) {
  console.log(`\n${title}: ${total} bytes`);
  for (const [name, bytes] of rows) {
    console.log(String(bytes).padStart(9), `${((100 * bytes) / total).toFixed(1)} %`.padStart(7), "", name);
  }
}

/**
 * What the build script packed for this module, which is among what it ever packed: its texts, and each policy.
 *
 * @param {Buffer} module
 */
function packed(module) {
  const builds = resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown/release/build");
  const outs = readdirSync(builds)
    .filter((name) => name.startsWith("torihiki-"))
    .map((name) => join(builds, name, "out"));
  /** @type {Map<string, number>} */
  const files = new Map();
  for (const out of outs.filter((out) => existsSync(out))) {
    for (const name of readdirSync(out).filter((name) => /\.(txt|policy)$/.test(name))) {
      const bytes = readFileSync(join(out, name));
      if (module.includes(bytes)) files.set(name, bytes.length);
    }
  }
  return sum(files);
}

/** Where the bytes of the module go, before wasm-opt, which makes it smaller all over and takes the names away. */
function spend() {
  const module = readFileSync(join(root, "target/wasm-pack/torihiki_bg.wasm"));
  const { functions, sections } = dissect(module);
  print("before wasm-opt", sum(sections));
  const files = packed(module);
  const data = sections.find(([name]) => name === "data")?.[1] ?? 0;
  const rest = files.reduce((left, [, bytes]) => left - bytes, data);
  print("the data", [...files, ["everything else", rest]]);
  print("the code, by module", sum(functions.map(([name, bytes]) => [owner(name), bytes])));
  print("the code, by crate", sum(functions.map(([name, bytes]) => [owner(name).split("::")[0], bytes])));
  const largest = functions.sort((a, b) => b[1] - a[1]).slice(0, 20);
  print(
    "the largest functions",
    largest.map(([name, bytes]) => [unhashed(name), bytes]),
  );
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const sizes = measure();
  const rows = Object.entries(sizes).map(
    ([name, size]) =>
      `  ${JSON.stringify(name)}: ${JSON.stringify(size)
        .replaceAll(/([{:,])/g, "$1 ")
        .replace("}", " }")}`,
  );
  writeFileSync(file, `{\n  "//": ${JSON.stringify(HEADER)},\n${rows.join(",\n")}\n}\n`);
  console.table(sizes);
  spend();
}
