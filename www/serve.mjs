// Serves the built page on this machine, under the strict Content-Security-Policy that it promises to work with.
//
//   node www/serve.mjs      after `npm run build`

import { existsSync, realpathSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

const site = fileURLToPath(new URL("../site", import.meta.url));

const headers = {
  "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

/** How many ports after the first are tried where that one is taken. */
const MORE_PORTS = 20;

/** Serves `root`, on the first free port from `port` on; 0 takes any. */
export async function serve({ port = 8080, root = site } = {}) {
  if (!existsSync(root)) {
    throw new Error(`there is no page at ${root} yet: run \`npm run build\` first`);
  }
  const files = sirv(root, { dev: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) {
      response.setHeader(name, value);
    }
    files(request, response, () => {
      response.statusCode = 404;
      response.end("not found");
    });
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function listen(server, first) {
  for (let port = first; ; port += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
          server.off("error", reject);
          resolve();
        });
      });
      return;
    } catch (error) {
      if (error.code !== "EADDRINUSE" || port >= first + MORE_PORTS) {
        throw error;
      }
    }
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { url } = await serve();
  console.log(`torihiki is at ${url} (Ctrl+C ends it)`);
}
