// An example: the work in a worker, so that whoever asked goes on undisturbed. It tells how far it is, gives each piece
// without copying it, and stops when it is told to.

import { parentPort } from "node:worker_threads";
import init, { previewChunks } from "torihiki/many";

await init();
let stop = new AbortController();

parentPort.on("message", async ({ policy, orders, options }) => {
  if (policy === undefined) return stop.abort();
  stop = new AbortController();
  try {
    for await (const piece of previewChunks(policy, orders, { ...options, signal: stop.signal })) {
      const columns = [piece.state, piece.uncertain, piece.next, ...piece.actions.flatMap(columnsOf)];
      parentPort.postMessage(
        { piece },
        columns.filter((column) => column !== null).map(({ buffer }) => buffer),
      );
    }
    parentPort.postMessage({ end: true });
  } catch (error) {
    parentPort.postMessage({ failed: String(error), problems: error.problems ?? [] });
  }
});

/** @param {import("torihiki/many").ActionColumns<any>} action */
function columnsOf({ verdict, until, opensAt }) {
  return [verdict, until, opensAt];
}
