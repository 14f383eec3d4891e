// The page: `www/page` and the package become `site/`, which any server of files can serve.
//
//   npm run build:page     alone, after a build; it needs no Rust
//
//   esbuild                site/*-<hash>.{js,css}: the page's own modules, and what is loaded on demand in files of its own
//   as they are            site/pkg/: the very files of the package; site/policies/: the documents of the built-in policies
//   notices.mjs            site/NOTICES.txt: what others wrote of all this, with its licences
//   here                   index.html with links to all that, site/service-worker.js, and everything compressed
//
// The same input gives the same bytes.

import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { builtIn } from "../package/builtin-ids.js";
import { missingFrom, noticesText, packageNotices } from "./notices.mjs";
import { tightTemplates } from "./templates.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = join(root, "www/page");
const policies = join(root, "src/policies");
const pkg = join(root, "pkg");
const site = join(root, "site");

/** The built-in policies. */
const POLICIES = builtIn.map((id) => `policies/${id}.policy`);

/** The author's half, for whoever opens the workbench. */
const AUTHORS = ["policy.js", "torihiki_policy_bg.wasm"];

/** What the page takes from the package: the custom element, and the entry beside it with what that loads. */
const FROM_PACKAGE = ["element.js", "element-class.js", "index.js", "torihiki_bg.wasm", ...POLICIES, ...AUTHORS];

/** The files of the package by the names under which they are imported. */
/** @type {Record<string, string>} */
const FILE_OF = { torihiki: "index.js", "torihiki/element": "element.js", "torihiki/policy": "policy.js" };

const STYLESHEETS = /^ *<link rel="stylesheet" href="\.\/(.+)">\n/gm;
const SCRIPT = /^( *)<script type="module" src="\.\/main\.js"><\/script>\n/m;

/** @import { BuildOptions, Plugin } from "esbuild" */

/** @param {string[]} path */
const read = (...path) => readFileSync(join(...path), "utf8");
/**
 * @param {string} path
 * @param {string | Uint8Array} contents
 */
const write = (path, contents) => writeFileSync(join(site, path), contents);

/**
 * All files in a folder by their paths from there, with slashes, in the order of their names.
 *
 * @param {string} folder
 */
function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return paths.map((path) => path.replaceAll("\\", "/")).sort();
}

/** @satisfies {BuildOptions} */
const shared = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  // Names stay, as in the package.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "eof",
});

/**
 * The page runs the files of the package as they are, so that it is also a trial of what is published.
 *
 * @param {string} folder where they lie, seen from what is bundled
 * @returns {Plugin}
 */
const packageAsItIs = (folder) => ({
  name: "package-as-it-is",
  setup({ onResolve }) {
    onResolve({ filter: /^torihiki(?:\/(?:element|policy))?$/ }, ({ path }) => ({
      path: `${folder}/${FILE_OF[path]}`,
      external: true,
    }));
  },
});

/**
 * Shortens the names in what is bundled from elsewhere, which nobody reads here.
 *
 * @type {Plugin}
 */
const foreignNames = {
  name: "foreign-names",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]node_modules[\\/].*\.js$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { minify: true, legalComments: "inline" });
      return { contents: code };
    }),
};

/** What all scripts have in common. */
const script = /** @type {const} */ ({
  ...shared,
  outdir: site,
  // All in one folder, so that `./pkg` is the same from everywhere.
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  write: false,
});

/** Bundles the worker of the workbench; gives the file. */
async function bundleWorker() {
  const { outputFiles } = await build({
    ...script,
    entryPoints: [join(sources, "authoring/author-worker.js")],
    plugins: [packageAsItIs("./pkg")],
  });
  return outputFiles[0];
}

/**
 * Bundles the page's modules; gives the files, the name of the script, and the names of all that is loaded along with it.
 *
 * @param {{ path: string }} worker
 */
async function bundleScripts(worker) {
  const { metafile, outputFiles: files } = await build({
    ...script,
    entryPoints: [join(sources, "main.js")],
    splitting: true,
    // Styles that come with a part that is loaded on demand.
    loader: { ".css": "text" },
    define: { AUTHOR_WORKER: JSON.stringify(`./${basename(worker.path)}`) },
    plugins: [packageAsItIs("./pkg"), tightTemplates, foreignNames],
    metafile: true,
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [posix.basename(path), output]));
  const main = [...outputs.keys()].find((name) => outputs.get(name)?.entryPoint === "www/page/main.js");
  if (main === undefined) throw new Error("esbuild names no output any more that www/page/main.js became");
  const along = new Set([main]);
  for (const name of along) {
    for (const { path, kind, external } of outputs.get(name)?.imports ?? importsInPackage(name)) {
      if (kind === "import-statement") along.add(external ? posix.normalize(path) : posix.basename(path));
    }
  }
  along.delete(main);
  return { files, main, along: [...along].sort() };
}

/**
 * What a file of the package imports, as `esbuild` would tell it.
 *
 * @param {string} path
 */
function importsInPackage(path) {
  const found = read(pkg, posix.basename(path)).matchAll(/\b(?:from|import) ?"\.\/([a-z-]+\.js)"/g);
  return [...found].map(([, name]) => ({ path: `./pkg/${name}`, kind: "import-statement", external: true }));
}

/**
 * Bundles the stylesheets that `index.html` links, in their order; gives the file.
 *
 * @param {string} html
 */
async function bundleStyles(html) {
  const imports = [...html.matchAll(STYLESHEETS)].map(([, path]) => `@import "./${path}";\n`).join("");
  const { outputFiles } = await build({
    ...shared,
    stdin: { contents: imports, resolveDir: sources, loader: "css" },
    external: ["*.svg"],
    write: false,
  });
  const [{ contents }] = outputFiles;
  return { contents, path: join(site, `style-${hashOf(contents).slice(0, 8).toUpperCase()}.css`) };
}

/** Writes the notices of the package, and those of what the page bundles itself. */
async function placeNotices() {
  const ofPackage = read(pkg, "NOTICES.txt");
  const bundled = await packageNotices(root, [
    join(sources, "main.js"),
    join(sources, "authoring/author-worker.js"),
    join(sources, "worker/service-worker.js"),
  ]);
  write("NOTICES.txt", `${noticesText(missingFrom(ofPackage, bundled))}\n\n${ofPackage}`);
}

/**
 * `index.html` with the bundled files in the places of their sources, and links to what the first view needs.
 *
 * @param {string} html
 * @param {{ main: string, along: string[] }} scripts
 * @param {{ path: string }} style
 */
function linkFiles(html, { main, along }, style) {
  const wasm = `<link rel="preload" href="./pkg/torihiki_bg.wasm" as="fetch" type="application/wasm" crossorigin>`;
  // The page asks about all of them from the start.
  const policies = POLICIES.map((path) => `<link rel="preload" href="./pkg/${path}" as="fetch" crossorigin>`);
  let isFirst = true;
  const styled = html.replace(STYLESHEETS, () => {
    const link = isFirst ? `    <link rel="stylesheet" href="./${basename(style.path)}">\n` : "";
    isFirst = false;
    return link;
  });
  if (isFirst || !SCRIPT.test(styled)) {
    throw new Error("index.html no longer links stylesheets and main.js, one in a line");
  }
  return styled.replace(SCRIPT, (_, indent) => {
    const links = [
      `<script type="module" src="./${main}"></script>`,
      ...along.map((path) => `<link rel="modulepreload" href="./${path}">`),
      wasm,
      ...policies,
    ];
    return links.map((link) => `${indent}${link}\n`).join("");
  });
}

/** Copies the pictures and the like that something in the page names. */
function placeAssets() {
  /** @param {string} path */
  const isText = (path) => /\.(html|css|js|webmanifest)$/.test(path);
  const texts = filesIn(site)
    .filter(isText)
    .map((path) => read(site, path));
  for (const path of filesIn(sources)) {
    if (/\.(js|css|html)$/.test(path)) continue;
    if (texts.some((text) => text.includes(path))) cpSync(join(sources, path), join(site, path));
  }
}

/**
 * What most readers never open, and is stored on their devices only once they have: each part by the files that it begins
 * with. It has all that these import, but for what the page loads anyway.
 */
const ON_DEMAND = {
  playground: [/^playground-[0-9A-Z]{8}\.js$/],
  workbench: [
    /^(?:workbench|author-worker)-[0-9A-Z]{8}\.js$/,
    /^policies\//,
    new RegExp(`^pkg/(?:${AUTHORS.join("|").replaceAll(".", "\\.")})$`),
  ],
};

/**
 * What is stored later, in a group for each part, as the paths of its files.
 *
 * @param {string} folder
 */
function laterIn(folder) {
  const all = filesIn(folder);
  const begins = (/** @type {RegExp[]} */ patterns) => all.filter((path) => patterns.some((one) => one.test(path)));
  const anyway = importedFrom(folder, begins([/^main-[0-9A-Z]{8}\.js$/]));
  return Object.values(ON_DEMAND).map((patterns) =>
    [...importedFrom(folder, begins(patterns))].filter((path) => !anyway.has(path)).sort(),
  );
}

/**
 * Files of a folder with all that they import, and so on, but for what is imported on demand.
 *
 * @param {string} folder
 * @param {string[]} first
 */
function importedFrom(folder, first) {
  const all = new Set(first);
  for (const path of all) {
    if (!path.endsWith(".js")) continue;
    for (const [, name] of read(folder, path).matchAll(/\b(?:from|import) ?"\.\/([\w./-]+\.js)"/g)) {
      const imported = posix.join(posix.dirname(path), name);
      if (existsSync(join(folder, imported))) all.add(imported);
    }
  }
  return all;
}

/**
 * Writes the service worker, which knows every file of this version and what it has to hold; gives the version.
 *
 * @param {string} folder where the page is, without what is compressed
 */
export async function makeServiceWorker(folder) {
  const entryOf = (/** @type {string} */ path) => [
    path === "index.html" ? "./" : `./${path}`,
    `sha256-${digest(readFileSync(join(folder, path)), "base64")}`,
  ];
  const later = laterIn(folder);
  const all = filesIn(folder);
  const atOnce = all.filter((path) => !later.flat().includes(path));
  const version = hashOf(JSON.stringify(all.map(entryOf)));
  await build({
    ...shared,
    format: "iife",
    entryPoints: [join(sources, "worker/service-worker.js")],
    outdir: folder,
    define: {
      FILES: JSON.stringify(Object.fromEntries(atOnce.map(entryOf))),
      LATER: JSON.stringify(later.map((paths) => Object.fromEntries(paths.map(entryOf)))),
      VERSION: JSON.stringify(version),
    },
  });
  return version;
}

/** What a server hands out instead of a file to whoever takes it compressed. */
function compress() {
  for (const path of filesIn(site)) {
    const bytes = readFileSync(join(site, path));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    const forms = { br: brotliCompressSync(bytes, { params }), gz: gzipSync(bytes, { level: 9 }) };
    for (const [extension, compressed] of Object.entries(forms)) {
      if (compressed.length < bytes.length) write(`${path}.${extension}`, compressed);
    }
  }
}

/**
 * @param {string | Uint8Array} bytes
 * @param {"hex" | "base64"} encoding
 */
const digest = (bytes, encoding) => createHash("sha256").update(bytes).digest(encoding);
/** @param {string | Uint8Array} bytes */
const hashOf = (bytes) => digest(bytes, "hex").slice(0, 16);

/** Makes `site/` anew from `www/page` and `pkg/`. */
export async function assemblePage() {
  const html = read(sources, "index.html");
  const worker = await bundleWorker();
  const scripts = await bundleScripts(worker);
  const style = await bundleStyles(html);
  // Not earlier: modules that cannot be bundled leave the last page as it is.
  rmSync(site, { recursive: true, force: true });
  for (const file of FROM_PACKAGE) cpSync(join(pkg, file), join(site, "pkg", file));
  for (const path of filesIn(policies).filter((one) => one.endsWith(".toml"))) {
    cpSync(join(policies, path), join(site, "policies", path));
  }
  for (const { path, contents } of [...scripts.files, worker, style]) writeFileSync(path, contents);
  write("index.html", linkFiles(html, scripts, style));
  placeAssets();
  await placeNotices();
  await makeServiceWorker(site);
  compress();
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (!existsSync(join(pkg, "index.js"))) throw new Error("there is no package in pkg/ yet: run `npm run build` first");
  await assemblePage();
}
