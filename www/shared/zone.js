/**
 * Zones: what clocks show at a place, and at which instant they show something.
 *
 * A zone is a name of the time zone database, such as `America/Los_Angeles`, or an offset from UTC such as `+09:00`. A
 * _local_ time is what clocks show, in milliseconds since they showed the beginning of 1970. It has no zone any more, so
 * two local times are as far apart as a calendar says, whatever happened to the clocks in between.
 *
 * What is not plain is settled as in the engine (`src/time/zone.rs`) and in JavaScript's `Temporal`.
 */

import { DAY, HOUR, MINUTE, SECOND } from "./length.js";

/** @import { Description, Locale } from "torihiki" */

const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

/** `GMT`, `GMT+09:00`, and with seconds where a place had its own mean time long ago. */
const LONG_OFFSET = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Making a format takes far longer than using it, so each one is kept. */
const formats = /** @type {Map<string, Intl.DateTimeFormat>} */ (new Map());

/**
 * The zone on whose clocks everything about a policy is told: its own, or UTC where this device does not know that.
 *
 * @param {Pick<Description, "utcOffset" | "timeZone">} description
 */
export function zoneOf({ utcOffset, timeZone }) {
  const zone = utcOffset ?? timeZone ?? "UTC";
  try {
    offsetAt(0, zone);
    return zone;
  } catch {
    return "UTC";
  }
}

/**
 * How far clocks are ahead of UTC at an instant, in milliseconds. Without a zone it is that of this device.
 *
 * @param {number} at
 * @param {string} [zone]
 */
export function offsetAt(at, zone) {
  const fixed = OFFSET.exec(zone ?? "");
  if (fixed !== null) return lengthOf(fixed);
  if (Number.isNaN(at)) return 0;
  return lengthOf(LONG_OFFSET.exec(nameOf(at, zone, "en-US", "longOffset")) ?? []);
}

/**
 * @param {number} at
 * @param {string | undefined} zone
 * @param {string} language
 * @param {"longOffset" | "longGeneric" | "long"} timeZoneName
 */
function nameOf(at, zone, language, timeZoneName) {
  const key = `${language} ${timeZoneName} ${zone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName });
  formats.set(key, format);
  return format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
}

/** @param {string[]} parts */
function lengthOf([, sign, hours = "0", minutes = "0", seconds = "0"]) {
  const length = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return sign === "-" ? -length : length;
}

/**
 * An offset from UTC as it is written: `+09:00`.
 *
 * @param {number} offset
 */
export function offsetText(offset) {
  const minutes = Math.floor(Math.abs(offset) / MINUTE);
  const two = (/** @type {number} */ count) => String(count).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * What clocks show at an instant.
 *
 * @param {number} at
 * @param {string} [zone]
 */
export function localOf(at, zone) {
  return at + offsetAt(at, zone);
}

/**
 * The number of the day that a local time is in.
 *
 * @param {number} local
 */
export function dayOf(local) {
  return Math.floor(local / DAY);
}

/**
 * The instant at which clocks show a local time. One that they skip is as much later as they skip, and of one that they
 * show twice it is the first.
 *
 * @param {number} local
 * @param {string} zone
 */
export function instantAt(local, zone) {
  const before = offsetAt(local - DAY, zone);
  return instantsAt(local, before, zone)[0] ?? local - before;
}

/**
 * Whether what clocks show at an instant is shown at another one too.
 *
 * @param {number} at
 * @param {string} zone
 */
export function isTwice(at, zone) {
  const local = localOf(at, zone);
  return instantsAt(local, offsetAt(local - DAY, zone), zone).length > 1;
}

/**
 * Every instant at which clocks show a local time. No clock is a day away from UTC, so they lie between the day before and
 * the day after; `before` is the offset on the day before.
 *
 * @param {number} local
 * @param {number} before
 * @param {string} zone
 */
function instantsAt(local, before, zone) {
  const after = offsetAt(local + DAY, zone);
  return [local - before, ...(after === before ? [] : [local - after])]
    .filter((at) => localOf(at, zone) === local)
    .sort((one, other) => one - other);
}

/**
 * The first instant after `from` and not after `to` at which clocks change; `null` where they show the same distance from
 * UTC at both.
 *
 * @param {number} from
 * @param {number} to
 * @param {string} [zone]
 */
export function changeBetween(from, to, zone) {
  const before = offsetAt(from, zone);
  if (offsetAt(to, zone) === before) return null;
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetAt(middle, zone) === before) last = middle;
    else first = middle;
  }
  return first;
}

/**
 * The first instant at which clocks show a day, such as 1:00 of one whose midnight they skip.
 *
 * @param {number} day
 * @param {string} zone
 */
export function startOfDay(day, zone) {
  const at = instantAt(day * DAY, zone);
  return localOf(at, zone) === day * DAY ? at : (changeBetween(at - DAY, at, zone) ?? at);
}

/**
 * The next instant at which clocks show another day than at `now`. That may be the day before, where they are put back
 * past midnight.
 *
 * @param {number} now
 * @param {string} zone
 */
export function nextDay(now, zone) {
  const day = dayOf(localOf(now, zone));
  for (let from = now; ;) {
    const midnight = (day + 1) * DAY - offsetAt(from, zone);
    const change = changeBetween(from, midnight, zone);
    if (change === null) return midnight;
    if (dayOf(localOf(change, zone)) !== day) return change;
    from = change;
  }
}

/**
 * The same time of day some days later, by the calendar.
 *
 * @param {number} at
 * @param {number} days
 * @param {string} zone
 */
export function addDays(at, days, zone) {
  return instantAt(localOf(at, zone) + days * DAY, zone);
}

/**
 * What people call a zone at an instant: 「米国太平洋時間」, "Pacific Time"; its own name where a language has none, and
 * `null` for an offset.
 *
 * @param {string} zone
 * @param {Locale} locale
 * @param {number} at
 */
export function zoneName(zone, locale, at) {
  if (OFFSET.test(zone)) return null;
  for (const timeZoneName of /** @type {const} */ (["longGeneric", "long"])) {
    const name = nameOf(at, zone, locale === "ja" ? "ja-JP" : "en-GB", timeZoneName);
    if (!name.startsWith("GMT")) return name;
  }
  return zone;
}
