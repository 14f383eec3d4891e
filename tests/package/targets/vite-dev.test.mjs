// Vite's development server, which serves modules one by one, and packages from copies that it makes of them.

import { join } from "node:path";
import { describe, test } from "node:test";
import * as vite from "vite";
import * as vite7 from "vite-7";
import { page, programs, visit } from "./in-chromium.mjs";
import { project, same } from "../../support/project.mjs";

/**
 * Where in a project an application lies, and its settings.
 *
 * @typedef {{ at?: string, config?: { cacheDir?: string, optimizeDeps?: { exclude: string[] } } }} Layout
 */

/**
 * Opens an application in a folder of a project, which may be the project itself.
 *
 * @param {typeof vite | typeof vite7} how
 * @param {{ [file: string]: string }} files
 * @param {Layout} [layout]
 */
async function develop({ createServer }, files, { at = ".", config = {} } = {}) {
  const up = "../".repeat(at === "." ? 0 : at.split("/").length);
  const application = Object.entries({ "index.html": page(), ...files }).map(([path, text]) => [
    join(at, path),
    text.replace('"./ask.js"', `"${up || "./"}ask.js"`),
  ]);
  const folder = project({
    "package.json": JSON.stringify({ name: "fresh", private: true, type: "module", workspaces: ["packages/*"] }),
    ...Object.fromEntries(application),
  });
  const server = await createServer({
    root: join(folder, at),
    configFile: false,
    logLevel: "error",
    server: { port: 0, host: "127.0.0.1", fs: { allow: [folder] } },
    ...config,
  });
  try {
    await server.listen();
    same(await visit(server.resolvedUrls.local[0]));
  } finally {
    await server.close();
  }
}

// The older one copies only the JavaScript of a package.
for (const how of [vite, vite7]) {
  describe(`the development server of Vite ${how.version}`, () => {
    for (const [name, files] of Object.entries(programs)) {
      test(name, () => develop(how, files));
    }
  });
}

/** @type {Record<string, Layout>} */
const layouts = {
  "with the copies in another folder": { config: { cacheDir: ".cache/vite" } },
  "with the copies outside of the application": { at: "application", config: { cacheDir: "../copies" } },
  "in a workspace, which has the packages": { at: "packages/application" },
};
/** What the README tells to write where Vite 7 keeps its copies elsewhere: nothing in them says of what they are copies. */
const uncopied = { optimizeDeps: { exclude: ["torihiki"] } };

for (const [layout, { at, config }] of Object.entries(layouts)) {
  for (const [how, more] of /** @type {const} */ ([
    [vite, {}],
    [vite7, uncopied],
  ])) {
    describe(`the development server of Vite ${how.version}, ${layout}`, () => {
      for (const name of /** @type {const} */ (["torihiki", "torihiki in a Web Worker"])) {
        test(name, () => develop(how, programs[name], { at, config: { ...config, ...more } }));
      }
    });
  }
}
