// What the tests of this folder share: where the frameworks are, and how their programs run.
//
// `.ci/setup test` installs what `package.json` here names, into `.tools/frameworks`. Projects are made in there, so
// that each finds the frameworks where a package of a workspace finds them, one folder up, and has our package in a
// `node_modules` of its own. Nothing of them talks to anybody: what they would report or load is switched off.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, extname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "../../support/installed.mjs";
import { freePort, startGroup } from "../../support/engines.mjs";
import { ask, names, project, same } from "../../support/project.mjs";
import { visit } from "../targets/in-chromium.mjs";

const frameworks = join(root, ".tools/frameworks");
if (!existsSync(join(frameworks, "node_modules"))) throw new Error("run `bash .ci/setup test` first");

/** The path of something in a package of the frameworks. */
export const installed = (/** @type {string} */ path) => join(frameworks, "node_modules", path);

/**
 * The Node that runs them. Some want a newer one than this may be; it comes as a package where there is one for this
 * machine.
 */
const modernNode = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
  .map((name) => installed(`${name}/bin/node`))
  .find((path) => existsSync(path));
const nodePath = modernNode ?? process.execPath;

const environment = {
  ...process.env,
  PATH: [dirname(nodePath), process.env.PATH].join(delimiter),
  CI: "1",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
  NODE_OPTIONS: "",
  NEXT_TELEMETRY_DISABLED: "1",
  NUXT_TELEMETRY_DISABLED: "1",
  ASTRO_TELEMETRY_DISABLED: "1",
  NG_CLI_ANALYTICS: "false",
  DO_NOT_TRACK: "1",
};

/** How long a build or a start may take before it counts as stuck. It decides nothing else. */
const PATIENCE = 300_000;

/**
 * A project of its own among the frameworks.
 *
 * @param {Record<string, string>} files
 * @param {{ type?: "module" | "commonjs" }} [options]
 */
export const app = (files, options) => project(files, { ...options, within: frameworks });

/**
 * Runs a program in a project and gives what it printed: a script, or a program without an ending in its name, by its
 * path among the packages or of its own.
 *
 * @param {string} folder
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {Promise<string>}
 */
export function run(folder, [program, ...args], more = {}) {
  const options = { cwd: folder, env: { ...environment, ...more }, maxBuffer: 2 ** 26, timeout: PATIENCE };
  const path = resolve(installed("."), program);
  const isBinary = extname(path) === "";
  return new Promise((done, fail) => {
    const [file, ...before] = isBinary ? [path] : [nodePath, path];
    execFile(file, [...before, ...args], options, (error, stdout, stderr) => {
      if (error === null) done(stdout);
      else fail(new assert.AssertionError({ message: `${program} ${args.join(" ")}\n${stdout}\n${stderr}` }));
    });
  });
}

/**
 * Starts a server in a project, waits until it has answered once, does something with it, and ends it. What it said
 * comes with a failure.
 *
 * @param {string} folder
 * @param {string[]} command a program, by its path among the packages or of its own, and what it is given; it finds its
 * port in the environment
 * @param {(url: string) => Promise<unknown>} use
 */
export async function served(folder, [program, ...args], use) {
  const port = await freePort();
  const server = startGroup(nodePath, [resolve(installed("."), program), ...args], {
    cwd: folder,
    env: { ...environment, HOST: "127.0.0.1", PORT: `${port}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [server.process.stdout, server.process.stderr]) stream.on("data", (data) => said.push(data));
  try {
    const url = `http://127.0.0.1:${port}/`;
    await answering(url, server.hasEnded);
    await use(url);
  } catch (error) {
    error.message += `\n${program} ${args.join(" ")} said:\n${Buffer.concat(said)}`;
    throw error;
  } finally {
    await server.end();
  }
}

/**
 * @param {string} url
 * @param {() => boolean} hasEnded
 */
async function answering(url, hasEnded) {
  const deadline = Date.now() + PATIENCE;
  while (!(await answers(url))) {
    if (hasEnded() || Date.now() > deadline) throw new Error("it did not start");
    await delay(100);
  }
}

/**
 * Whether a server answers by now, with whatever.
 *
 * @param {string} url
 */
const answers = (url) =>
  fetch(url).then(
    (response) => response.arrayBuffer().then(() => true),
    () => false,
  );

/**
 * What a project's page does in the browser: it asks everything, and looks at what the element shows and at what the
 * server has written into the page, where there is a server.
 */
export const CLIENT = {
  "client.js": `
    import init, { ${names} } from "torihiki";
    import "torihiki/element";
    import { ask } from "./ask.js";

    async function look() {
      await init();
      const element = document.querySelector("torihiki-order");
      await element.updateComplete;
      const shown = element.shadowRoot.querySelectorAll("[data-action]").length;
      if (shown === 0) throw new Error("the element shows no action");
      const written = document.getElementById("server")?.textContent;
      return { client: ${ask}, ...(written === undefined ? {} : { server: JSON.parse(written) }) };
    }

    export function start() {
      globalThis.answers = look();
    }
  `,
};

/** The element as any template has it. */
export const ELEMENT = `<torihiki-order locale="en" order='{ "policy": "coconala", "state": "delivered" }'></torihiki-order>`;

/**
 * Opens a page, and compares what was answered in the browser, and before on the server, with the library.
 *
 * @param {string} url
 * @param {("client" | "server")[]} sides which there have to be
 */
export async function check(url, sides) {
  const answers = await visit(url);
  assert.deepEqual(Object.keys(answers), sides);
  for (const side of sides) same(answers[side]);
}
