// Serves the built page on this machine, under the strict Content-Security-Policy that it promises to work with.
//
//   node www/build/serve.mjs      after `npm run build`

import { existsSync, realpathSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

/**
 * @import { AddressInfo } from "node:net"
 * @import { Server, ServerResponse } from "node:http"
 */

const site = fileURLToPath(new URL("../../site", import.meta.url));

const headers = {
  "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
  "X-Content-Type-Options": "nosniff",
};

/** The names of files that have the digest of their content in them: what is once there under such a name never changes. */
const UNCHANGING = /-[0-9A-Z]{8}\.(?:js|css)$/;

/** How many ports after the first are tried where that one is taken. */
const MORE_PORTS = 20;

/**
 * Serves `root`, on the first free port from `port` on; 0 takes any.
 *
 * @param {{ port?: number, root?: string }} [options]
 */
export async function serve({ port = 8080, root = site } = {}) {
  if (!existsSync(root)) {
    throw new Error(`there is no page at ${root} yet: run \`npm run build\` first`);
  }
  // Files are looked up anew for each request, and handed out compressed where the build has put that beside them.
  const files = sirv(root, { dev: true, etag: true, brotli: true, gzip: true, setHeaders: cache });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) {
      response.setHeader(name, value);
    }
    files(request, response, () => {
      response.statusCode = 404;
      response.end("not found");
    });
  });
  // A browser that asks again on a connection that is just being closed may take that for an answer that never comes.
  server.keepAliveTimeout = 0;
  await listen(server, port);
  const address = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        })
      ),
  };
}

/**
 * Says how long a browser may keep a file: for good, or until it has asked whether there is another one.
 *
 * @param {ServerResponse} response
 * @param {string} path
 */
function cache(response, path) {
  response.setHeader("Cache-Control", UNCHANGING.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
}

/**
 * @param {Server} server
 * @param {number} first
 */
async function listen(server, first) {
  for (let port = first; ; port += 1) {
    try {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
      return;
    } catch (error) {
      if (!isTaken(error) || port >= first + MORE_PORTS) {
        throw error;
      }
    }
  }
}

/** @param {unknown} error */
function isTaken(error) {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { url } = await serve();
  console.log(`torihiki is at ${url} (Ctrl+C ends it)`);
}
