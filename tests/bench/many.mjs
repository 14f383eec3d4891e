// How long the verdicts of all actions of `qoo10` take for a million orders, beside a loop over the same typed arrays that
// somebody wrote by hand for these rules; and what the other outputs take.

/** @import { Orders } from "torihiki/many" */

import { dice } from "../support/dice.mjs";
import { pkg } from "./entrants.mjs";
import { median } from "./timing.mjs";

const HOUR = 3_600_000;
const now = Date.parse("2026-11-12T10:00:00+09:00");
const { rows: ROWS, rounds: ROUNDS } = JSON.parse(process.argv[2] ?? '{ "rows": 1000000, "rounds": 15 }');

/** @type {typeof import("torihiki/many")} */
const { init, previewMany } = await import(`${pkg}/many-node.js`);
await init({ policies: ["qoo10"] });

const STATES = /** @type {const} */ ([
  "preparing",
  "packed",
  "handed-over",
  "in-transit",
  "delivered",
  "return-requested",
  "cancelled",
]);
const [PREPARING, PACKED, HANDED_OVER, IN_TRANSIT, DELIVERED, , CANCELLED] = STATES.keys();

/** The same orders each time, all of whose facts are known. */
function orders() {
  const { random } = dice(1);
  const floats = () => new Float64Array(ROWS);
  const bytes = () => new Uint8Array(ROWS);
  const [shipBy, requestedAt, packedAt, handedOverAt] = [floats(), floats(), floats(), floats()];
  const [state, unset, madeToOrder, outOfStock] = [bytes(), bytes(), bytes(), bytes()];
  for (let row = 0; row < ROWS; row += 1) {
    const ordered = now - Math.floor(random() * 120 * 60) * 60_000;
    const some = (/** @type {number} */ chance) =>
      random() < chance ? ordered + Math.floor(random() * 130 * 60) * 60_000 : NaN;
    state[row] = Math.floor(random() * STATES.length);
    unset[row] = random() < 0.1 ? 1 : 0;
    shipBy[row] = ordered + Math.floor(random() * 6 * 24) * HOUR;
    requestedAt[row] = some(0.6);
    packedAt[row] = some(0.5);
    handedOverAt[row] = some(0.3);
    madeToOrder[row] = random() < 0.2 ? 1 : 0;
    outOfStock[row] = random() < 0.1 ? 1 : 0;
  }
  return { state, shipBy, unset, requestedAt, packedAt, handedOverAt, madeToOrder, outOfStock };
}

const columns = orders();
/** @type {Orders<"qoo10">} */
const table = {
  state: { codes: columns.state, values: STATES },
  shipBy: { values: columns.shipBy, null: columns.unset },
  cancelRequestedAt: columns.requestedAt,
  packedAt: columns.packedAt,
  handedOverAt: columns.handedOverAt,
  madeToOrder: columns.madeToOrder,
  outOfStock: columns.outOfStock,
};

/**
 * What someone would write without torihiki, by the guide: it trusts its input and knows no unknown facts.
 *
 * @param {ReturnType<typeof orders>} given
 */
function byHand({ state, shipBy, unset, requestedAt, packedAt, handedOverAt, madeToOrder, outOfStock }) {
  const verdicts = () => new Uint8Array(ROWS);
  const requestCancel = verdicts();
  const withdrawRequest = verdicts();
  const requestReturn = verdicts();
  const confirmReceipt = verdicts();
  const approveCancel = verdicts();
  const refuseCancel = verdicts();
  const cancelForShop = verdicts();
  const askBuyerToCancel = verdicts();
  const pack = verdicts();
  const handOver = verdicts();
  const enterTracking = verdicts();
  for (let row = 0; row < ROWS; row += 1) {
    const request = requestedAt[row];
    const requested = !Number.isNaN(request);
    const late = requested && unset[row] === 0 && request >= shipBy[row];
    let here = state[row];
    if (late && here <= HANDED_OVER && request <= now) here = CANCELLED;
    if (here <= HANDED_OVER) {
      if (!requested) {
        requestCancel[row] = 2;
      } else {
        withdrawRequest[row] = 2;
        if (outOfStock[row] === 0) approveCancel[row] = 2;
        const packed = packedAt[row];
        const handedOver = handedOverAt[row];
        const ground =
          madeToOrder[row] === 1 ||
          (here === PACKED && !(packed > request)) ||
          (here === HANDED_OVER && (packed <= request || !(handedOver > request)));
        if (ground && !late) refuseCancel[row] = 2;
      }
      if (here === HANDED_OVER) {
        enterTracking[row] = 2;
      } else {
        cancelForShop[row] = 2;
        handOver[row] = 2;
        if (here === PREPARING) pack[row] = 2;
      }
    } else if (here === IN_TRANSIT) {
      confirmReceipt[row] = 2;
    } else if (here === DELIVERED) {
      requestReturn[row] = 2;
    }
  }
  return {
    "request-cancel": requestCancel,
    "withdraw-request": withdrawRequest,
    "request-return": requestReturn,
    "confirm-receipt": confirmReceipt,
    "approve-cancel": approveCancel,
    "refuse-cancel": refuseCancel,
    "cancel-for-shop": cancelForShop,
    "ask-buyer-to-cancel": askBuyerToCancel,
    pack,
    "hand-over": handOver,
    "enter-tracking": enterTracking,
  };
}

/** @param {readonly ("verdict" | "until" | "opensAt" | "state" | "next")[]} outputs */
const ours = (outputs) => previewMany("qoo10", table, { now, outputs });

/** @type {Record<string, Uint8Array>} */
const expected = byHand(columns);
const { actions } = ours(["verdict"]);
for (const { id, verdict } of actions) {
  const theirs = expected[id];
  const row = verdict.findIndex((code, row) => code !== theirs?.[row]);
  if (row !== -1) throw new Error(`the loop says otherwise about ${id} of order ${row}`);
}
if (actions.length !== Object.keys(expected).length) throw new Error("the loop does not know all actions");

/** @type {Record<string, () => unknown>} */
const calls = {
  hand: () => byHand(columns),
  verdict: () => ours(["verdict"]),
  "verdict, state": () => ours(["verdict", "state"]),
  until: () => ours(["until"]),
  opensAt: () => ours(["opensAt"]),
  next: () => ours(["next"]),
};
/** @type {Record<string, number[]>} */
const times = Object.fromEntries(Object.keys(calls).map((name) => [name, /** @type {number[]} */ ([])]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, call] of Object.entries(calls)) {
    const { user, system } = process.cpuUsage();
    call();
    const end = process.cpuUsage();
    // The second thread of the engine compiles, and clears up what was left by whoever came before.
    times[name].push(((end.user - user + end.system - system) * 1_000) / ROWS);
  }
}
const { hand, ...others } = times;
const ratio = (/** @type {number[]} */ own) => median(own.map((time, round) => time / hand[round]));
console.log(
  JSON.stringify({
    rows: ROWS,
    nanos: median(hand),
    ratios: Object.fromEntries(Object.entries(others).map(([name, own]) => [name, ratio(own)])),
  }),
);
