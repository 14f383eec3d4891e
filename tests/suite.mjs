// Runs test files, one after the other, with what each would else make for itself: the package is packed and installed
// once, and with `--browsers` each engine starts once. Every file still has a process, a server and so an origin of its own.
//
//   node tests/suite.mjs tests/package/*.test.mjs
//   node tests/suite.mjs --browsers tests/element/*.test.mjs

import { spawn } from "node:child_process";
import { once } from "node:events";
import { engines, startSession } from "./support/engines.mjs";
import { pack } from "./support/installed.mjs";
import { SHARED } from "./support/shared.mjs";

const asked = process.argv.slice(2);
const files = asked.filter((argument) => argument !== "--browsers");

const packed = pack();
/** @type {Awaited<ReturnType<typeof startSession>>[]} */
const started = [];
try {
  /** @type {Record<string, import("./support/shared.mjs").SharedBrowser>} */
  const browsers = {};
  for (const engine of asked.includes("--browsers") ? engines : []) {
    const running = await startSession(engine);
    started.push(running);
    browsers[engine] = { ...running.address, name: running.name };
  }
  const { project, files: contents } = packed;
  const child = spawn(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files], {
    stdio: "inherit",
    env: { ...process.env, [SHARED]: JSON.stringify({ packed: { project, files: contents }, browsers }) },
  });
  const [status] = await once(child, "exit");
  process.exitCode = status ?? 1;
} finally {
  await Promise.all(started.map(({ end }) => end()));
  packed.remove();
}
