// Vite's development server, which serves modules one by one, and packages from copies that it makes of them.

import { describe, test } from "node:test";
import * as vite from "vite";
import * as vite7 from "vite-7";
import { page, programs, visit } from "./in-chromium.mjs";
import { project, same } from "../../support/project.mjs";

// The older one copies only the JavaScript of a package.
for (const { createServer, version } of [vite, vite7]) {
  describe(`the development server of Vite ${version}`, () => {
    for (const [name, files] of Object.entries(programs)) {
      test(name, async () => {
        const root = project({ "index.html": page(), ...files });
        const server = await createServer({
          root,
          configFile: false,
          logLevel: "error",
          server: { port: 0, host: "127.0.0.1" },
        });
        try {
          await server.listen();
          same(await visit(server.resolvedUrls.local[0]));
        } finally {
          await server.close();
        }
      });
    }
  });
}
