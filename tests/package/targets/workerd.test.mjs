// Cloudflare's workerd, which runs WebAssembly only where it was compiled beforehand: as a module of its own.

/** @import { Readable } from "node:stream" */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { build } from "esbuild";
import workerd from "workerd";
import { ask, names, project, same } from "../../support/project.mjs";

const MODULE = "torihiki/torihiki_bg.wasm";

const config = `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      (name = "main.js", esModule = embed "dist/main.js"),
      (name = "${MODULE}", wasm = embed "node_modules/torihiki/pkg/torihiki_bg.wasm"),
    ],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

/**
 * Gives what a worker responds, as JSON. It is bundled as Cloudflare's own tool does it: WebAssembly stays a module.
 *
 * @param {string} source
 */
async function respond(source) {
  const folder = project({ "main.js": source, "config.capnp": config });
  await build({
    absWorkingDir: folder,
    entryPoints: ["main.js"],
    bundle: true,
    format: "esm",
    outdir: "dist",
    conditions: ["workerd", "worker", "browser"],
    external: [MODULE],
    logLevel: "error",
  });
  // It tells on the fourth channel which port it got.
  const server = spawn(workerd.default, ["serve", join(folder, "config.capnp"), "--control-fd=3"], {
    stdio: ["ignore", "inherit", "pipe", "pipe"],
  });
  const ended = once(server, "close");
  /** @type {Buffer[]} */
  const said = [];
  server.stderr.on("data", (data) => said.push(data));
  try {
    const line = await Promise.race([once(createInterface(/** @type {Readable} */ (server.stdio[3])), "line"), ended]);
    if (server.exitCode !== null) assert.fail(`workerd did not start: ${Buffer.concat(said)}`);
    const response = await fetch(`http://127.0.0.1:${JSON.parse(line[0]).port}/`);
    const text = await response.text();
    assert.ok(response.ok, `${text}\n${Buffer.concat(said)}`);
    return JSON.parse(text);
  } finally {
    server.kill();
    await ended;
  }
}

test("workerd, with the compiled module and the policies passed to init", async () => {
  const source = `
    import wasm from "${MODULE}";
    import init, { ${names} } from "torihiki";
    import { all as policies } from "torihiki/policies";
    import { ask } from "./ask.js";
    await init({ source: wasm, policies });
    export default { fetch: () => Response.json(${ask}) };
  `;
  same(await respond(source));
});

test("workerd, with nothing passed to init, says what to pass", async () => {
  const source = `
    import wasm from "${MODULE}";
    import init, { ${names} } from "torihiki";
    import { all as policies } from "torihiki/policies";
    import { ask } from "./ask.js";
    export default {
      async fetch() {
        const error = await init().catch((error) => error);
        await init({ source: wasm, policies });
        return Response.json({ known: error instanceof TorihikiError, code: error.code, help: error.problems?.[0].help, answers: ${ask} });
      },
    };
  `;
  const { known, code, help, answers } = await respond(source);
  assert.deepEqual([known, code], [true, "wasm-unavailable"]);
  assert.match(help, /import wasm from "torihiki\/torihiki_bg\.wasm"/);
  same(answers);
});
