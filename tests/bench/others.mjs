// How long the other questions take beside one preview, and how long the slowest preview takes beside the middle one.

/** @import { ActionId, Description, Order, RoleId, StateId } from "torihiki" */

import { pkg } from "./entrants.mjs";
import { dice } from "../support/dice.mjs";
import { NOW as now } from "./orders.mjs";
import { median, quantile } from "./timing.mjs";

/** @type {typeof import("torihiki")} */
const { apply, builtIn, describe, init, preview, timeline, ways } = await import(`${pkg}/node.js`);
await init();

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
  {
    order: {
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
    },
    action: "refuse-cancel",
    role: "seller",
    to: "return-requested",
  },
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

/**
 * In turns, for all roles, each as a ratio to one preview of the same order.
 *
 * @param {number} rounds
 */
export function besidePreview(rounds) {
  return questions.map(({ order, action, role, to }) => {
    const calls = {
      preview: () => preview(order, { now }),
      timeline: () => timeline(order, { from: now }),
      apply: () => apply(order, action, { role, now }),
      ways: () => ways(order, { role, to, now }),
    };
    /** @type {Record<string, number[]>} */
    const times = Object.fromEntries(Object.keys(calls).map((name) => [name, /** @type {number[]} */ ([])]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, call] of Object.entries(calls)) {
        const start = performance.now();
        for (let count = 0; count < 200; count += 1) call();
        times[name].push((performance.now() - start) * 5);
      }
    }
    const [one, ...others] = ["preview", "timeline", "apply", "ways"].map((name) => median(times[name]));
    return { policy: order.policy, micros: one, ratios: others.map((time) => time / one) };
  });
}

/**
 * The slowest of orders in which any facts are missing, of all policies and editions; the slowest known is among them.
 *
 * @param {number} count how many orders there are
 */
export function slowest(count) {
  const { random } = dice(2);
  /**
   * @template Item
   * @param {readonly Item[]} list
   */
  const pick = (list) => list[Math.floor(random() * list.length)];
  const described = builtIn.flatMap((id) => {
    const { editions } = describe(id);
    return editions.length > 0 ? editions.map(({ id: edition }) => describe(id, { edition })) : [describe(id)];
  });
  /** @type {Record<string, (fact: Description["facts"][number]) => unknown>} */
  const values = {
    bool: () => random() < 0.5,
    int: ({ min }) => (min ?? 0) + Math.floor(random() * 20),
    money: ({ min }) => (min ?? 0) + Math.floor(random() * 20_000),
    timestamp: () => now + Math.floor((random() - 0.7) * 20 * 24) * 3_600_000,
    choice: ({ choices }) => pick(choices).id,
  };
  const drawn = Array.from({ length: count }, () => {
    const { id, edition, states, facts } = pick(described);
    // From an order of which everything is known to one of which nothing is.
    const known = random();
    const given = facts
      .filter(() => random() < known)
      .map((fact) => [fact.id, fact.nullable && random() < 0.3 ? null : values[fact.type](fact)]);
    const order = { policy: id, edition: edition ?? undefined, state: pick(states).id, ...Object.fromEntries(given) };
    return /** @type {Order} */ (/** @type {object} */ (order));
  });
  drawn.push({ policy: "coconala", edition: "official", state: "in-progress" });
  /** @param {Order} order */
  const time = (order) => {
    const start = process.cpuUsage();
    preview(order, { now });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
  for (const order of drawn.slice(0, 2_000)) time(order);
  const times = drawn.map((order) => ({ order, time: time(order) }));
  const middle = median(times.map(({ time }) => time));
  // What else the machine did may have made one slow, so the slowest are asked again.
  const [{ order, most }] = times
    .toSorted((one, other) => other.time - one.time)
    .slice(0, 50)
    .concat(times.at(-1))
    .map(({ order }) => ({
      order,
      most: quantile(
        Array.from({ length: 9 }, () => time(order)),
        0.5,
      ),
    }))
    .toSorted((one, other) => other.most - one.most);
  return { order, micros: middle * 1_000, ratio: most / middle };
}

if (process.argv[2] !== undefined) {
  const { rounds, count } = JSON.parse(process.argv[2]);
  console.log(JSON.stringify({ beside: besidePreview(rounds), slow: slowest(count) }));
}
