/** The server's clock, which sets a reader's right that is wrong. */

import { instantOf } from "../shared/time.js";
import { attributeText, failure } from "./inputs.js";

/** @import { InstantLike } from "torihiki" */
/** @import { TorihikiClock } from "torihiki/element/class" */

/** How many answers of a server are remembered; a page that stays open for days may get any number of them. */
const REMEMBERED = 1000;

/**
 * What each clock showed when an instant of the server was first set on an element of this page.
 *
 * @type {WeakMap<TorihikiClock, Map<number, number>>}
 */
const shown = new WeakMap();

/**
 * What a clock showed when the server's answer came, for all that is known.
 *
 * A page that is gone back to, as Turbo and htmx restore it, has elements made anew of the markup that once came, whose
 * `server-now` is long past. The first time that an instant was seen is nearest to when it was true.
 *
 * @param {InstantLike | null} serverNow
 * @param {TorihikiClock} clock
 */
export function shownFirst(serverNow, clock) {
  const now = clock.now();
  const at = instantIn(serverNow);
  if (Number.isNaN(at)) return now;
  /** @type {Map<number, number>} */
  const seen = shown.get(clock) ?? new Map();
  shown.set(clock, seen);
  const first = seen.get(at) ?? now;
  seen.set(at, first);
  if (seen.size > REMEMBERED) seen.delete([...seen.keys()][0]);
  return first;
}

/**
 * How far the server's clock, which showed `serverNow`, is ahead of one that showed `shownThen`, in milliseconds.
 *
 * @param {InstantLike | null} serverNow
 * @param {number} shownThen
 * @throws {TorihikiError} where `serverNow` is no instant
 */
export function timeDifference(serverNow, shownThen) {
  if (serverNow === null) return 0;
  const at = instantIn(serverNow);
  if (Number.isFinite(at)) return at - shownThen;
  throw failure(
    "invalid-instant",
    "server-now",
    `\`server-now\` is no instant: \`${(attributeText(serverNow) ?? typeof serverNow).slice(0, 100)}\``,
    "write an RFC 3339 text with an offset, or milliseconds since 1970",
  );
}

/**
 * @param {InstantLike | null} serverNow
 * @returns {number} `NaN` where it is none
 */
function instantIn(serverNow) {
  if (serverNow === null) return NaN;
  try {
    return typeof serverNow === "string" ? instantOf(serverNow) : Number(serverNow);
  } catch {
    // Not everything that can be set can be made a number.
    return NaN;
  }
}
