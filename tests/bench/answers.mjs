// `npm run bench`, after `npm run build`: what the package weighs, how long it takes to the first answer, how long one
// answer takes beside JavaScript that was written by hand for this one policy, role and language, and how long the
// other questions take beside one preview.

/** @import { ActionId, Order, Preview, PreviewOptions, RoleId, StateId } from "torihiki" */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { byHand } from "./qoo10-by-hand.mjs";

const entry = new URL("../../pkg/node.js", import.meta.url);
const now = Date.parse("2026-11-12T10:00:00+09:00");
/** @type {PreviewOptions<"qoo10">} */
const options = { role: "seller", now, locale: "ja" };

/**
 * Eleven facts: a parcel that is with the carrier, and a buyer who wants to cancel.
 *
 * @type {Order<"qoo10">}
 */
const order = {
  policy: "qoo10",
  state: "handed-over",
  orderedAt: "2026-11-10T10:00:00+09:00",
  shipBy: "2026-11-14T23:59:59+09:00",
  madeToOrder: false,
  outOfStock: false,
  cancelRequestedAt: "2026-11-12T09:00:00+09:00",
  cancelRefusedAt: null,
  trackingEnteredAt: null,
  monthOrders: 120,
  monthCancels: 7,
  shipDateFixed: true,
  reservation: false,
};

/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function sizes() {
  for (const name of ["torihiki_bg.wasm", "index.js"]) {
    const bytes = readFileSync(new URL(name, entry));
    console.log(`${name}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`);
  }
}

/** Each time in a Node of its own, from before the import to after the answer. */
function firstAnswer() {
  const source = `
    const start = performance.now();
    const { default: init, preview } = await import(${JSON.stringify(entry.href)});
    await init();
    preview(${JSON.stringify(order)}, ${JSON.stringify(options)});
    console.log(performance.now() - start);
  `;
  const times = Array.from({ length: 21 }, () =>
    Number(execFileSync(process.execPath, ["--input-type=module", "--eval", source], { encoding: "utf8" })),
  );
  console.log(`from import to the first answer: ${median(times).toFixed(1)} ms`);
}

/** Both in turns, so that whatever else the machine does slows both. */
async function oneAnswer() {
  const { default: init, describe, preview } = await import(entry.href);
  await init();
  const handWritten = byHand(describe("qoo10"));
  // It answers for one edition, without what the other one says, what would help, and what came in since it was written.
  /** @param {Preview} answer */
  const verdicts = ({ actions }) =>
    Object.fromEntries(actions.map(({ id, verdict, until, opensAt }) => [id, { verdict, until, opensAt }]));
  for (const each of variations()) {
    const [ours, theirs] = [preview(each, options), handWritten(each, options)].map(verdicts);
    const others = Object.keys(theirs).filter((id) => !isDeepStrictEqual(ours[id], theirs[id]));
    if (others.length > 0) {
      throw new Error(`the hand-written function says otherwise about ${others.join(", ")} of ${JSON.stringify(each)}`);
    }
  }

  const rounds = 61;
  const calls = 2_000;
  /** @param {(order: Order<"qoo10">, options: PreviewOptions<"qoo10">) => unknown} call */
  const time = (call) => {
    const start = performance.now();
    for (let count = 0; count < calls; count += 1) call(order, options);
    return ((performance.now() - start) * 1_000) / calls;
  };
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const theirs = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(time(preview));
    theirs.push(time(handWritten));
  }
  const [package_, hand] = [median(ours), median(theirs)];
  console.log(
    `one answer: ${package_.toFixed(2)} µs, by hand ${hand.toFixed(2)} µs, ratio ${(package_ / hand).toFixed(2)}`,
  );
}

/**
 * Enough orders to tell that the hand-written rules are the same rules.
 *
 * @returns {Order<"qoo10">[]}
 */
function variations() {
  const requests = [null, order.cancelRequestedAt, "2026-11-12T09:30:00+09:00", order.shipBy];
  return /** @type {const} */ (["preparing", "packed", "handed-over"]).flatMap((state) =>
    requests.flatMap((cancelRequestedAt) =>
      [true, false].flatMap((flag) => [
        { ...order, state, cancelRequestedAt, madeToOrder: flag },
        { ...order, state, cancelRequestedAt, outOfStock: flag },
        { ...order, state, cancelRequestedAt, shipDateFixed: flag },
        { ...order, state, cancelRequestedAt, shipBy: flag ? "2026-11-12T09:15:00+09:00" : null },
        { ...order, state, cancelRequestedAt, cancelRefusedAt: flag ? "2026-11-11T23:00:00+09:00" : null },
        { ...order, state, cancelRequestedAt, monthCancels: flag ? 8 : 7 },
      ]),
    ),
  );
}

/**
 * For each policy an order in the middle of things, an action to try, and a goal that takes several steps.
 *
 * @type {{ order: Order, action: ActionId, role: RoleId, to: StateId | ActionId }[]}
 */
const questions = [
  {
    order: {
      policy: "coconala",
      state: "delivered",
      purchasedAt: "2026-11-01T09:00:00+09:00",
      deliveredAt: "2026-11-10T09:00:00+09:00",
      lastSellerMessageAt: "2026-11-10T09:00:00+09:00",
      lastBuyerMessageAt: "2026-11-11T09:00:00+09:00",
    },
    action: "revise",
    role: "buyer",
    to: "cancelled",
  },
  {
    order: { policy: "coconala-account", state: "active", openPurchases: 1, undeliveredSales: 2, pendingPayouts: 0 },
    action: "withdraw",
    role: "member",
    to: "register-again",
  },
  { order, action: "refuse-cancel", role: "seller", to: "return-requested" },
  {
    order: { policy: "crowdworks", state: "working", dueAt: "2026-11-20T00:00:00+09:00" },
    action: "request-termination",
    role: "worker",
    to: "terminated",
  },
  {
    order: {
      policy: "lancers",
      edition: "official",
      state: "working",
      lastPartnerMessageAt: "2026-11-10T09:00:00+09:00",
    },
    action: "settle-directly",
    role: "lancer",
    to: "report-unpaid",
  },
];

/** In turns again, for all roles, each as a ratio to one preview of the same order. */
async function otherQuestions() {
  const { default: init, apply, preview, timeline, ways } = await import(entry.href);
  await init();
  console.log("beside one preview for all roles:");
  for (const { order, action, role, to } of questions) {
    const calls = {
      preview: () => preview(order, { now }),
      timeline: () => timeline(order, { from: now }),
      apply: () => apply(order, action, { role, now }),
      ways: () => ways(order, { role, to, now }),
    };
    /** @type {Record<string, number[]>} */
    const times = Object.fromEntries(Object.keys(calls).map((name) => [name, /** @type {number[]} */ ([])]));
    for (let round = 0; round < 41; round += 1) {
      for (const [name, call] of Object.entries(calls)) {
        const start = performance.now();
        for (let count = 0; count < 200; count += 1) call();
        times[name].push((performance.now() - start) * 5);
      }
    }
    /** @param {string} name */
    const beside = (name) => `${name} ${(median(times[name]) / median(times.preview)).toFixed(2)}`;
    console.log(
      `  ${order.policy}: preview ${median(times.preview).toFixed(1)} µs, ${["timeline", "apply", "ways"].map(beside).join(", ")}`,
    );
  }
}

sizes();
firstAnswer();
await oneAnswer();
await otherQuestions();
