// The examples of tables of orders: from Arrow, from CSV, and in a worker.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import {
  Bool,
  Dictionary,
  Int32,
  TimestampMicrosecond,
  TimestampMillisecond,
  Utf8,
  tableFromArrays,
  tableToIPC,
  vectorFromArray,
} from "apache-arrow";
import init, { describe, preview } from "torihiki";
import initMany, { previewChunks } from "torihiki/many";
import { ordersFromArrow } from "../tables/arrow.mjs";
import { ordersFromCsv } from "../tables/csv.mjs";

/** @import { Order } from "torihiki" */

await Promise.all([init(), initMany()]);
const now = Date.parse("2026-11-12T10:00:00+09:00");
const HOUR = 3_600_000;

/** @type {Order<"qoo10">[]} */
const orders = Array.from({ length: 2_500 }, (_, row) => ({
  policy: "qoo10",
  state: /** @type {const} */ (["preparing", "packed", "handed-over", "delivered"])[row % 4],
  shipBy: row % 5 === 0 ? null : now + ((row % 7) - 3) * HOUR,
  cancelRequestedAt: row % 3 === 0 ? null : now - (row % 11) * HOUR,
  madeToOrder: row % 2 === 0,
  monthOrders: row % 100,
}));

/**
 * Takes pieces together, and compares each order with its preview.
 *
 * @param {AsyncIterable<import("torihiki/many").ManyPreviewChunk<"qoo10">>} pieces
 */
async function compare(pieces) {
  let rows = 0;
  for await (const { from, rows: count, actions, verdictCodes, state, stateCodes } of pieces) {
    assert.equal(from, rows);
    for (let row = 0; row < count; row += 1) {
      const one = preview(orders[from + row], { now, role: "seller" });
      assert.equal(stateCodes[state[row]], one.state.effective);
      assert.deepEqual(
        actions.map(({ id, verdict }) => [id, verdictCodes[verdict[row]]]),
        one.actions.map(({ id, verdict }) => [id, verdict]),
      );
    }
    rows += count;
  }
  assert.equal(rows, orders.length);
}

const options = /** @type {const} */ ({ now, role: "seller", outputs: ["verdict", "state"], rows: 1_024 });

test("orders come from Apache Arrow, with nulls, dictionaries and timestamps of any unit", async () => {
  /**
   * @template {keyof Order<"qoo10">} Name
   * @param {Name} name
   */
  const column = (name) => orders.map((order) => order[name]);
  const table = tableFromArrays({});
  const arrow = new /** @type {any} */ (table.constructor)({
    state: vectorFromArray(column("state"), new Dictionary(new Utf8(), new Int32())),
    shipBy: vectorFromArray(column("shipBy"), new TimestampMillisecond()),
    cancelRequestedAt: vectorFromArray(column("cancelRequestedAt"), new TimestampMicrosecond()),
    madeToOrder: vectorFromArray(column("madeToOrder"), new Bool()),
    monthOrders: vectorFromArray(column("monthOrders"), new Int32()),
  });
  await compare(previewChunks("qoo10", ordersFromArrow(tableToIPC(arrow)), options));
});

test("orders come from CSV, a thousand lines at a time", async () => {
  const names = /** @type {const} */ (["state", "shipBy", "cancelRequestedAt", "madeToOrder", "monthOrders"]);
  const field = (/** @type {unknown} */ value) =>
    typeof value === "number" && value > HOUR ? new Date(value).toISOString() : String(value);
  async function* lines() {
    yield `${names.join(",")}\n`;
    for (const order of orders) yield `${names.map((name) => field(order[name])).join(",")}\n`;
  }
  await compare(previewChunks("qoo10", ordersFromCsv(lines(), describe("qoo10")), options));
});

test("what a CSV file has wrong is told with column and row", async () => {
  async function* lines() {
    yield "state,shipBy\npreparing,2026-11-20T00:00:00Z\npreparing,tomorrow\n";
  }
  const pieces = previewChunks("qoo10", ordersFromCsv(lines(), describe("qoo10")), options);
  await assert.rejects(pieces.next(), { code: "invalid-instant", message: /^shipBy\[1\]: `tomorrow` is no instant/ });
});

test("a worker tells how far it is, and stops when it is told to", async () => {
  const worker = new Worker(new URL("../tables/worker.mjs", import.meta.url));
  const rows = 100_000;
  const table = { state: { codes: new Uint8Array(rows), values: ["preparing"] } };
  /** @type {number[]} */
  const done = [];
  const last = await new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (message) => {
      if (message.piece === undefined) return resolve(message);
      done.push(message.piece.done);
      if (done.length === 2) worker.postMessage({});
      return undefined;
    });
    worker.postMessage({ policy: "qoo10", orders: table, options: { now, rows: 100 } });
  });
  await worker.terminate();
  assert.deepEqual(done.slice(0, 2), [100, 200]);
  assert.ok(done.length < rows / 100, "it went on to the end");
  assert.match(last.failed, /abort/i);
});
