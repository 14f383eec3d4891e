/**
 * The reader's own clock, beside the marketplace's.
 *
 * It is told only for instants at which the two show something else, so that a reader in the
 * marketplace's own zone never sees it.
 */

import { sayClock, sayLocal } from "./time.js";
import { dayOf, localOf } from "./zone.js";

/** @import { Clock } from "./types.js" */

/**
 * What the reader's clock shows at an instant: 「1:00」, with its date where that is another one;
 * `null` where it shows what the marketplace's does. Without an `ownZone` it is the zone of this device.
 *
 * @param {number} at
 * @param {Pick<Clock, "locale" | "zone" | "now" | "isEnd" | "ownZone">} clock
 */
export function ownTime(at, { locale, zone, now, isEnd = false, ownZone }) {
  const theirs = localOf(at, zone);
  const own = localOf(at, ownZone);
  if (own === theirs) return null;
  const day = (/** @type {number} */ local) => dayOf(isEnd ? local - 1 : local);
  if (day(own) === day(theirs)) return sayClock(own, locale, isEnd);
  return sayLocal(own, localOf(Number.isNaN(now) ? at : now, ownZone), locale, isEnd);
}
