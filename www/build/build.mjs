// `npm run build`: the crate becomes `pkg/`, which is what `npm pack` packs, and `site/`, which is the page.
//
//   cargo + wasm-bindgen   target/wasm-pack/, target/wasm-pack-policy/, target/wasm-pack-many/
//                          the engine, the author's half and what answers for many orders at once: the module of
//                          each, its glue and its types
//   wasm-opt               pkg/torihiki_bg.wasm, pkg/torihiki_policy_bg.wasm, pkg/torihiki_many_bg.wasm
//   esbuild                pkg/{index,node,inline}.js, pkg/{node,inline}.cjs, pkg/{policy,many}*.{js,cjs}:
//                          glue, `host.js` and entry in one file each;
//                          pkg/{,policy-,many-}wasm.{js,cjs}: the WebAssembly as a module, for those that need no file
//   the author's half      pkg/policies/*.policy: the built-in policies, compiled;
//                          pkg/policies/*.{js,cjs}, pkg/policies.{js,cjs}: the same as modules
//   element.mjs            pkg/element*.{js,cjs}: the custom element
//   esbuild                pkg/cli.js: the command `torihiki`
//   policy.schema.json     pkg/policy.schema.json, as a test of the crate writes it down
//   types.mjs              pkg/{index,inline,policy,many}.d.{ts,cts}
//   element-types.mjs      pkg/element*.d.{ts,cts}, pkg/custom-elements.json
//   notices.mjs            pkg/NOTICES.txt: what others wrote of all this, with its licences
//   page.mjs               site/
//
//   npm run build:js       with the WebAssembly of the last build: everything but the Rust
//
// The file is a long one, because each of its steps is short and takes what the one before it has made.
//
// The same input gives the same bytes: nothing here depends on the time, the machine or the order of a directory.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describedInAll } from "../cli/policy-types.js";
import { builtIn } from "../package/builtin-ids.js";
import { idOf } from "../package/node-files.js";
import { forKind } from "./declarations.mjs";
import { withoutComments } from "./comments.mjs";
import { besides, bundleElement, styleText } from "./element.mjs";
import { describeElement } from "./element-types.mjs";
import { crateNotices, noticesText, packageNotices } from "./notices.mjs";
import { assemblePage } from "./page.mjs";
import { types } from "./types.mjs";

/**
 * @import { BuildOptions, Plugin } from "esbuild"
 */

const root = fileURLToPath(new URL("../../", import.meta.url));
const here = join(root, "www/package");
const pkg = join(root, "pkg");

/**
 * The WebAssembly of the engine, that of the author's half and that for many orders: where its glue is made, its file in
 * the package, and what cargo is told.
 */
const modules = {
  engine: {
    glue: "target/wasm-pack",
    file: "torihiki_bg.wasm",
    flags: ["--no-default-features", "--features", "single"],
  },
  policy: {
    glue: "target/wasm-pack-policy",
    file: "torihiki_policy_bg.wasm",
    flags: ["--no-default-features", "--features", "author"],
  },
  many: {
    glue: "target/wasm-pack-many",
    file: "torihiki_many_bg.wasm",
    flags: ["--no-default-features", "--features", "many"],
    // A column is worked 16 rows at a time, in less than half of the time.
    rustc: ["-Ctarget-feature=+simd128"],
  },
};

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
function run(command, args, environment = {}) {
  execFileSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } });
}

/** @param {{ glue: string, flags: string[], rustc?: string[] }} module */
function compile({ glue, flags: own, rustc = [] }) {
  // wasm-pack keeps what an earlier build left, such as snippets under an older name.
  rmSync(join(root, glue), { recursive: true, force: true });
  // Panic messages carry file names, which are not to depend on where a machine keeps its sources.
  run("cargo", ["fetch", "--target", "wasm32-unknown-unknown"]);
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry/src");
  const flags = [root, ...readdirSync(sources).map((name) => `${join(sources, name)}/`)].map(
    (path) => `--remap-path-prefix=${path}=`,
  );
  // Copies of small functions in many places, and of what a loop does, were 9 kB of 149, gzipped, when they were first
  // left out. With 40 instead of 60 the module is 0.8 kB smaller and a preview 5 % slower.
  flags.push("-Cllvm-args=-inline-threshold=60 -unroll-threshold=0");
  // A document is hashed once, when it is checked.
  flags.push("--cfg", 'sha2_backend="soft"', "--cfg", 'sha2_backend_soft="compact"', ...rustc);
  run(
    "wasm-pack",
    [
      "build",
      "--target",
      "web",
      "--release",
      "--mode",
      "no-install",
      "--no-opt",
      "--no-pack",
      "--no-gitignore",
      "--out-dir",
      glue,
      "--",
      ...own,
    ],
    {
      PATH: [join(root, ".tools/bin"), process.env.PATH].join(delimiter),
      CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f"),
    },
  );
}

/** @param {{ glue: string, file: string }} module */
function optimise({ glue, file }) {
  // Which WebAssembly features may be used it reads from the module, where rustc wrote them down. What it would inline
  // and keep in locals makes functions of many locals, whose numbers compress badly: 3 % of the module, gzipped. The
  // lowest kilobyte of memory is the very end of the stack, so that no address there is ever meant.
  const args = ["--one-caller-inline-max-function-size=0", "-Oz", "--skip-pass=local-cse", "--low-memory-unused"];
  // Functions of one kind beside one another are alike: 0.7 % of the module, compressed with brotli.
  args.push("--reorder-functions-by-name");
  args.push("--strip-debug", "--strip-producers", "--strip-target-features", "-o", join(pkg, file));
  const made = join(root, glue, "torihiki_bg.wasm");
  run(process.execPath, [join(root, "node_modules/binaryen/bin/wasm-opt"), made, ...args]);
  appendFileSync(join(pkg, file), buildId(readFileSync(join(pkg, file))));
}

/**
 * The section of WebAssembly that says which build it is:
 * https://github.com/WebAssembly/tool-conventions/blob/main/BuildId.md
 *
 * @param {Buffer} module
 */
function buildId(module) {
  const name = Buffer.from("build_id");
  const id = createHash("sha256").update(module).digest();
  return Buffer.concat([Buffer.of(0, 2 + name.length + id.length, name.length), name, Buffer.of(id.length), id]);
}

/**
 * wasm-bindgen copies `www/package/host.js` to `snippets/`. Bundled beside the original there would be two classes
 * `TorihikiError`, and `instanceof` would not know the errors of the other one.
 *
 * @type {Plugin}
 */
const oneHost = {
  name: "one-host",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/snippets\/torihiki-[0-9a-f]+\// }, ({ path }) => ({
      path: join(root, path.replace(/^.*\/snippets\/torihiki-[0-9a-f]+\//, "")),
    })),
};

/**
 * What the glue would find by itself, and what it is given instead. `load.js` always passes it a module. For an address
 * bundlers would take a file along; and whoever asks what `Response` is has Node load all of its `fetch`, which takes
 * longer than everything else up to the first answer.
 */
const FOUND_BY_THE_GLUE = {
  "new URL('torihiki_bg.wasm', import.meta.url)": "undefined",
  "(typeof Request === 'function' && module_or_path instanceof Request)": "false",
  "typeof Response === 'function' && module instanceof Response": "false",
};

/**
 * The glue without it; other modules as they are.
 *
 * @param {string} code
 */
function givenAll(code) {
  if (!code.includes("__wbg_init")) return code;
  return Object.entries(FOUND_BY_THE_GLUE).reduce((changed, [found, given]) => {
    if (!changed.includes(found)) throw new Error(`the glue of wasm-bindgen no longer has \`${found}\``);
    return changed.replace(found, given);
  }, code);
}

/** @type {Plugin} */
const givenGlue = {
  name: "given-glue",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]wasm-pack(?:-policy|-many)?[\\/]torihiki\.js$/ }, ({ path }) => ({
      contents: givenAll(readFileSync(path, "utf8")),
    })),
};

/**
 * The module with the WebAssembly stays one of its own, which the entries load or import.
 *
 * @param {string} file its name in the package
 * @returns {Plugin}
 */
const besideWasm = (file) => ({
  name: "beside-wasm",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/(?:policy-|many-)?wasm\.js$/ }, () => ({ path: `./${file}`, external: true })),
});

/**
 * So do those with the policies, each for itself.
 *
 * @param {string} extension
 * @returns {Plugin}
 */
const besidePolicies = (extension) => ({
  name: "beside-policies",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^(?:\.\/policies\.js|torihiki\/policies\/[a-z0-9-]+)$/ }, ({ path }) => ({
      path: `${path.replace("torihiki", ".").replace(/\.js$/, "")}${extension}`,
      external: true,
    })),
});

/**
 * What the entries for Node know the files beside them by, of those that are made.
 *
 * @type {Plugin}
 */
const knownFiles = {
  name: "known-files",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]build-ids\.js$/ }, () => {
      const names = [
        ...Object.values(modules).map(({ file }) => file),
        ...builtIn.map((id) => `policies/${id}.policy`),
      ];
      const made = names.filter((name) => existsSync(join(pkg, name)));
      const ids = made.map((name) => [name, idOf(name, readFileSync(join(pkg, name)))]);
      return { contents: `export const buildIds = ${JSON.stringify(Object.fromEntries(ids))};` };
    }),
};

/**
 * The author's half and what answers for many orders are made of the same files as the engine, each around a WebAssembly
 * of its own.
 *
 * @param {"policy" | "many"} name
 * @returns {Plugin}
 */
const around = (name) => ({
  name: `around-${name}`,
  setup({ onResolve }) {
    onResolve({ filter: /[\\/]wasm-pack[\\/]torihiki\.js$/ }, () => ({
      path: join(root, modules[name].glue, "torihiki.js"),
    }));
    onResolve({ filter: /^\.\/wasm-file\.js$/ }, () => ({ path: join(here, `${name}-wasm-file.js`) }));
  },
});

/**
 * Names stay, so that a stack trace can be read; short names would save little after compression.
 *
 * @type {BuildOptions}
 */
const minified = { minifySyntax: true, minifyWhitespace: true };

async function bundle() {
  /** @type {BuildOptions} */
  const shared = {
    absWorkingDir: root,
    outdir: pkg,
    bundle: true,
    target: "es2022",
    charset: "utf8",
    external: ["node:*"],
    loader: { ".wasm": "base64" },
    // wasm-bindgen names `host.js` once for each function that it calls without a word of its own.
    logOverride: { "duplicate-object-key": "silent" },
  };
  /** @type {BuildOptions} */
  const entry = { ...shared, inject: [join(here, "text-coding.js")] };
  /** @param {string[]} names */
  const files = (...names) => names.map((name) => join(here, `${name}.js`));
  // A CommonJS module travels over no network, and tools that read which names it exports, without running it, look for
  // them as esbuild writes them on a line of their own.
  /** @type {BuildOptions} */
  const common = {
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    platform: "node",
    supported: { "dynamic-import": false },
    define: { "import.meta.dirname": "__dirname" },
  };
  /** @type {BuildOptions} */
  const module = { ...minified, format: "esm" };
  const quiet = withoutComments(givenAll);
  /**
   * An entry beside the engine's, around a WebAssembly of its own: for Node, or else for everywhere else.
   *
   * @param {"policy" | "many"} name
   * @param {".js" | ".cjs"} [extension] of the entries for Node
   * @returns {Plugin[]}
   */
  const beside = (name, extension) => [
    ...(extension === undefined ? [] : [knownFiles, besideWasm(`${name}-wasm${extension}`)]),
    besidePolicies(extension ?? ".js"),
    oneHost,
    around(name),
    extension === ".cjs" ? quiet : givenGlue,
    besides({ torihiki: extension === undefined ? "index.js" : `node${extension}` }),
  ];
  /** @type {[names: string[], options: BuildOptions, plugins: Plugin[]][]} */
  const bundles = [
    [["index", "inline"], module, [oneHost, givenGlue, besideWasm("wasm.js"), besidePolicies(".js")]],
    [["inline"], common, [oneHost, quiet, besideWasm("wasm.cjs"), besidePolicies(".cjs")]],
    [["policy"], module, beside("policy")],
    [["policy-node"], module, beside("policy", ".js")],
    [["policy-node"], common, beside("policy", ".cjs")],
    [["many"], module, beside("many")],
  ];
  /** @type {typeof bundles} */
  const forNode = [
    [["node"], module, [knownFiles, oneHost, givenGlue, besideWasm("wasm.js"), besidePolicies(".js")]],
    [["node"], common, [knownFiles, oneHost, quiet, besideWasm("wasm.cjs"), besidePolicies(".cjs")]],
    [["many-node"], module, beside("many", ".js")],
    [["many-node"], common, beside("many", ".cjs")],
  ];
  /** @param {typeof bundles} chosen */
  const make = async (chosen) => {
    for (const [names, options, plugins] of chosen) {
      await build({ ...entry, ...options, entryPoints: files(...names), plugins });
    }
  };
  await make([...bundles, ...forNode]);
  for (const options of [module, common]) {
    await build({ ...shared, ...options, entryPoints: files("wasm", "policy-wasm", "many-wasm") });
  }
  const compiled = await compilePolicies();
  // What compiled the policies has loaded these; now that the policies are there, they know them.
  await make(forNode);
  await bundlePolicies(compiled, { ...entry, ...module }, ".js", "export default");
  await bundlePolicies(compiled, { ...entry, ...common }, ".cjs", "module.exports =");
}

/**
 * The built-in policies, each compiled to a file. The author's half that was just made does it, as it does for anybody.
 *
 * @returns {Promise<[id: string, compiled: Uint8Array][]>}
 */
async function compilePolicies() {
  /** @type {typeof import("torihiki/policy")} */
  const { init, Policy } = await import(pathToFileURL(join(pkg, "policy-node.js")).href);
  await init();
  mkdirSync(join(pkg, "policies"));
  return builtIn.map((id) => {
    const compiled = Policy.parse(readFileSync(join(root, `src/policies/${id}.toml`), "utf8")).compile();
    writeFileSync(join(pkg, `policies/${id}.policy`), compiled);
    return [id, compiled];
  });
}

/**
 * The built-in policies as modules, and one with all of them.
 *
 * @param {[id: string, compiled: Uint8Array][]} policies
 * @param {BuildOptions} options
 * @param {string} extension
 * @param {string} exporting how a module says what it is
 */
async function bundlePolicies(policies, options, extension, exporting) {
  for (const [id, compiled] of policies) {
    await build({
      ...options,
      stdin: { contents: `${exporting} ${expressionOf(compiled)};`, resolveDir: here, sourcefile: `${id}.js` },
      outdir: undefined,
      outfile: join(pkg, "policies", `${id}${extension}`),
      inject: [...(options.inject ?? []), join(here, "compiled.js")],
    });
  }
  await build({ ...options, entryPoints: [join(here, "policies.js")], plugins: [besidePolicies(extension)] });
}

/**
 * A compiled policy in JavaScript. Where its texts are stands in its head, see `src/policy/compiled.rs`.
 *
 * @param {Uint8Array} compiled
 */
function expressionOf(compiled) {
  const bytes = Buffer.from(compiled);
  const textsAt = 17;
  const textsEnd = textsAt + bytes.readUInt32LE(textsAt - 4);
  const parts = [
    bytes.toString("base64", 0, textsAt),
    bytes.toString("utf8", textsAt, textsEnd),
    bytes.toString("base64", textsEnd),
  ];
  return `compiled(${parts.map((part) => JSON.stringify(part)).join(", ")})`;
}

/** The command, which is for Node alone and takes the package from the entries beside it. */
async function bundleCommand() {
  await build({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    charset: "utf8",
    format: "esm",
    entryPoints: { cli: join(root, "www/cli/main.js") },
    outdir: pkg,
    banner: { js: "#!/usr/bin/env node" },
    legalComments: "inline",
    plugins: [styleText, withoutComments(), besides({ torihiki: "node.js", "torihiki/policy": "policy-node.js" })],
  });
}

/** The declarations of our own exports, as the Rust code wrote them and the policies fill them in, and ours of `init`. */
async function declare() {
  const declared = readFileSync(join(root, modules.engine.glue, "torihiki.d.ts"), "utf8");
  /** @type {typeof import("torihiki")} */
  const { default: init, describe, policies } = await import(pathToFileURL(join(pkg, "node.js")).href);
  await init();
  const each = policies().map(({ id }) => describedInAll(id, (options) => describe(id, options)));
  const entry = readFileSync(join(here, "index.d.ts"), "utf8");
  const declarations = `${types(declared, each)}\n${entry}`;
  for (const kind of ["", "c"]) {
    writeFileSync(join(pkg, `index.d.${kind}ts`), declarations);
    const again = 'export * from "./index.js";\nexport { default } from "./index.js";\n';
    writeFileSync(join(pkg, `inline.d.${kind}ts`), forKind(again, kind));
    for (const name of ["policy", "policies", "many"]) {
      writeFileSync(join(pkg, `${name}.d.${kind}ts`), forKind(readFileSync(join(here, `${name}.d.ts`), "utf8"), kind));
    }
    for (const { id } of each) {
      const said = `/** The policy \`${id}\`, compiled: pass it to \`init\` or to \`Policy.load\`. */`;
      const exported = kind === "" ? "export default" : "export =";
      const types = `import type { CompiledPolicy } from "../index.js";\n\n${said}\ndeclare const policy: CompiledPolicy;\n${exported} policy;\n`;
      writeFileSync(join(pkg, `policies/${id}.d.${kind}ts`), forKind(types, kind));
    }
  }
  for (const { file } of Object.values(modules)) cpSync(join(here, "served-wasm.d.ts"), join(pkg, `${file}.d.ts`));
  for (const schema of ["policy.schema.json", "policy-extension.schema.json"]) {
    cpSync(join(here, schema), join(pkg, schema));
  }
}

async function notice() {
  const bundled = await packageNotices(root, [
    join(root, "www/element/define.js"),
    join(root, "www/cli/main.js"),
    join(here, "index.js"),
  ]);
  writeFileSync(join(pkg, "NOTICES.txt"), `${noticesText([...bundled, ...crateNotices(root)])}\n`);
}

function report() {
  /** @param {number} bytes */
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  /**
   * @param {string} name
   * @param {number} raw
   * @param {number} gzip
   */
  const row = (name, raw, gzip) =>
    console.log(name.padEnd(24), kilobytes(raw).padStart(10), kilobytes(gzip).padStart(10));
  /**
   * @param {string} name
   * @returns {[raw: number, gzip: number]}
   */
  const size = (name) => {
    const bytes = readFileSync(join(pkg, name));
    return [bytes.length, gzipSync(bytes, { level: 9 }).length];
  };
  const module = size("torihiki_bg.wasm");
  const policy = size("policies/coconala.policy");
  const inline = size("inline.js");
  const js = size("index.js");
  console.log("".padEnd(24), "raw".padStart(10), "gzip".padStart(10));
  row("torihiki_bg.wasm", ...module);
  row("index.js", ...js);
  row("policies/coconala.policy", ...policy);
  row("what a page loads", module[0] + js[0] + policy[0], module[1] + js[1] + policy[1]);
  row("inline.js", ...inline);
  row("policy.js", ...size("policy.js"));
  row("torihiki_policy_bg.wasm", ...size("torihiki_policy_bg.wasm"));
  row("many.js", ...size("many.js"));
  row("torihiki_many_bg.wasm", ...size("torihiki_many_bg.wasm"));
}

const keepsWasm = process.argv.includes("--keep-wasm");
const all = Object.values(modules);
if (!keepsWasm) all.forEach(compile);
const kept = keepsWasm ? all.map(({ file }) => readFileSync(join(pkg, file))) : null;
// Not earlier: code that does not compile leaves the last build as it is.
rmSync(pkg, { recursive: true, force: true });
mkdirSync(pkg);
if (kept === null) all.forEach(optimise);
else all.forEach(({ file }, index) => writeFileSync(join(pkg, file), kept[index]));
await bundle();
await bundleElement({ root, pkg, minified });
await bundleCommand();
await declare();
describeElement({ root, pkg });
await notice();
await assemblePage();
report();
