// One heat of the race, in whichever engine: everybody is asked the same about the same orders, in turns.

/**
 * @import { Order } from "torihiki"
 * @import { Raced, Runner } from "./timing.mjs"
 * @import { Entrant, Peer } from "./rules.mjs"
 */

import { byHand, comparable } from "./full-by-hand.mjs";
import { NOW, orders } from "./orders.mjs";
import { race } from "./timing.mjs";

/**
 * What is asked: the verdicts of a seller's seven actions, the same with every reason, or all that `preview` tells.
 *
 * @typedef {"verdicts" | "reasons" | "full"} Question
 *
 * @typedef {object} Heat
 * @property {Question} question
 * @property {string} form how instants are passed
 * @property {number} [count] how many orders there are
 * @property {number} [rounds]
 */

/** By hand, in every heat; what everybody else is compared with. */
export const BY_HAND = "hand-written JavaScript";

/**
 * @param {Heat} heat
 * @param {Record<string, { entrant: Entrant, library?: unknown }>} entrants by id; `hand` and `torihiki` are always among them
 * @param {() => number} clock
 * @returns {Promise<Record<string, Raced>>}
 */
export async function heat({ question, form, count = 1_000, rounds }, entrants, clock) {
  const list = orders(count, form);
  const torihiki = /** @type {import("./peers/torihiki.mjs").Asked} */ (
    await entrants.torihiki.entrant.setup(entrants.torihiki.library)
  );
  const runners = question === "full" ? whole(torihiki, list) : await partly(question, torihiki, entrants, list);
  return race(runners, list, clock, { rounds });
}

/**
 * @param {import("./peers/torihiki.mjs").Asked} torihiki
 * @param {Order<"qoo10">[]} list
 * @returns {Record<string, Runner>}
 */
function whole(torihiki, list) {
  const options = { role: /** @type {const} */ ("seller"), now: NOW, locale: "ja" };
  const hand = byHand(torihiki.describe("qoo10", { locale: "ja" }));
  for (const order of list) assertSame(order, hand(order, options), comparable(torihiki.preview(order, NOW)));
  return {
    [BY_HAND]: {
      call: (order) => hand(order, options),
    },
    "**torihiki** `preview`": { call: (order) => torihiki.preview(order, NOW) },
  };
}

/**
 * @param {Exclude<Question, "full">} question
 * @param {import("./peers/torihiki.mjs").Asked} torihiki
 * @param {Record<string, { entrant: Entrant, library?: unknown }>} entrants
 * @param {Order<"qoo10">[]} list
 */
async function partly(question, torihiki, entrants, list) {
  /** @type {Record<string, Runner>} */
  const runners = {};
  for (const { entrant, library } of Object.values(entrants)) {
    const isOurs = entrant === entrants.torihiki.entrant;
    const peer = isOurs ? torihiki : await entrant.setup(library);
    for (const order of list) assertSame(order, await peer[question](order, NOW), torihiki[question](order, NOW));
    runners[entrant.name] = { isAsync: entrant.isAsync, call: (order) => peer[question](order, NOW) };
    const { quickly } = torihiki;
    if (!isOurs || question !== "verdicts" || quickly === null) continue;
    for (const order of list) assertSame(order, quickly(order, NOW), torihiki.verdicts(order, NOW));
    runners["**torihiki** `verdicts`"] = { call: (order) => quickly(order, NOW) };
  }
  return runners;
}

/**
 * @param {object} order
 * @param {unknown} theirs
 * @param {unknown} ours
 */
function assertSame(order, theirs, ours) {
  const [one, other] = [theirs, ours].map((answer) => JSON.stringify(answer, inOrder));
  if (one !== other) throw new Error(`of ${JSON.stringify(order)} they say otherwise:\n${one}\n${other}`);
}

/**
 * @param {string} _
 * @param {unknown} value
 */
const inOrder = (_, value) =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
