/**
 * The reader's own clock, beside the marketplace's.
 *
 * It is told only for instants at which the two show something else, so that a reader in the
 * marketplace's own zone never sees it.
 */

import { HOUR, MINUTE, dayOf, offsetLength, sayClock, sayLocal } from "./time.js";

/** @import { Clock } from "./types.js" */

/** `GMT`, `GMT+09:00`, and with seconds where a place had its own mean time long ago. */
const LONG_OFFSET = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Making a format takes far longer than using it, so each one is kept. */
const formats = /** @type {Map<string | undefined, Intl.DateTimeFormat>} */ (new Map());

/**
 * What the reader's clock shows at an instant: 「1:00」, with its date where that is another one;
 * `null` where it shows what the marketplace's does. Without a `zone` it is the zone of this device.
 *
 * @param {number} at
 * @param {Omit<Clock, "t" | "isPlain">} clock
 */
export function ownTime(at, { locale, offset, now, zone }) {
  const theirs = offsetLength(offset);
  const own = ownOffset(at, zone);
  if (own === theirs) return null;
  if (dayOf(at + own) === dayOf(at + theirs)) return sayClock(at + own, locale);
  const seen = Number.isNaN(now) ? at : now;
  return sayLocal(at + own, seen + own, locale);
}

/**
 * How far the reader's clock is ahead of UTC at an instant, in milliseconds.
 *
 * @param {number} at
 * @param {string} [zone]
 */
export function ownOffset(at, zone) {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, format);
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes, seconds] = LONG_OFFSET.exec(name) ?? [];
  const length = Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * 1000;
  return sign === "-" ? -length : length;
}
