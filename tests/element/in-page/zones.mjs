// What clocks show around their changes, by another way than the page takes: by the fields of a date, every few minutes,
// and by `Temporal` where there is one. It runs in Node and inside a page.

/**
 * @typedef {typeof import("../../../www/shared/zone.js") & typeof import("../../../www/shared/time.js")} Shared
 * @typedef {{ instants: number, temporal: boolean, failures: string[] }} Compared
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Zones with summer time in either half of the year, half hours and quarters, clocks that skip midnight or are put back
 * past it, a country that skipped a day, and one that has no change at all; with years in which they changed.
 *
 * @type {[zone: string, years: number[], step: number][]}
 */
export const CASES = [
  ["America/Los_Angeles", [2006, 2026, 2027], 30],
  ["America/New_York", [2026, 2040], 30],
  ["Europe/Berlin", [2026, 2027], 30],
  ["Europe/London", [1971, 2026], 30],
  ["Australia/Lord_Howe", [2026], 30],
  ["Pacific/Chatham", [2026], 15],
  ["Asia/Kathmandu", [1985, 2026], 15],
  ["Asia/Tokyo", [2026], 30],
  ["Africa/Cairo", [2026], 30],
  ["America/Havana", [2026], 30],
  ["America/Sao_Paulo", [2018], 30],
  ["Africa/Casablanca", [2024], 30],
  ["Pacific/Apia", [2011], 30],
  ["Antarctica/Troll", [2026], 30],
  // A minute past midnight.
  ["America/St_Johns", [2009], 1],
];

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * What clocks show, from year, month, day, hour, minute and second.
 *
 * @param {number} at
 * @param {string} zone
 */
function shown(at, zone) {
  const numeric = /** @type {const} */ ("numeric");
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  formats.set(zone, format);
  /** @type {Record<string, string>} */
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const [year, month, day, hour, minute, second] = ["year", "month", "day", "hour", "minute", "second"].map((part) =>
    Number(parts[part]),
  );
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000);
}

/**
 * The stretches around the changes of a year, and around the middle of it.
 *
 * @param {string} zone
 * @param {number} year
 */
function stretches(zone, year) {
  const far = (/** @type {number} */ at) => shown(at, zone) - at;
  const found = [Date.UTC(year, 5, 15)];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 2); at += 6 * HOUR) {
    if (far(at) === far(at + 6 * HOUR)) continue;
    const hours = Array.from({ length: 6 * 60 }, (_, minutes) => at + (minutes + 1) * MINUTE);
    found.push(hours.find((minute) => far(minute) !== far(at)));
  }
  return found;
}

/**
 * Compares the zones of the page with what clocks show.
 *
 * @param {Shared} shared
 * @returns {Compared}
 */
export function compareZones(shared) {
  const { localOf, instantAt, isTwice, dayOf, startOfDay, nextDay, rfc3339, localText, instantTextOf } = shared;
  const Temporal = /** @type {any} */ (globalThis).Temporal;
  /** @type {string[]} */
  const failures = [];
  let instants = 0;
  for (const [zone, years, minutes] of CASES) {
    const step = minutes * MINUTE;
    for (const change of years.flatMap((year) => stretches(zone, year))) {
      const fail = (/** @type {string} */ what, /** @type {number} */ at, /** @type {unknown} */ told) =>
        failures.push(`${zone}, ${what} at ${new Date(at).toISOString()}: ${told}`);
      /** @type {[at: number, local: number][]} */
      const table = [];
      const reach = minutes === 1 ? 30 * HOUR : 50 * HOUR;
      for (let at = change - reach; at <= change + reach; at += step) table.push([at, shown(at, zone)]);
      /** @type {Map<number, number[]>} */
      const byLocal = new Map();
      for (const [at, local] of table) byLocal.set(local, [...(byLocal.get(local) ?? []), at]);
      const before = shown(change - 1, zone) - (change - 1);
      /** @type {Map<number, number>} */
      const starts = new Map();
      for (const [at, local] of table) {
        const day = Math.floor(local / DAY);
        if (!starts.has(day)) starts.set(day, at);
      }
      for (const [index, [at, local]] of table.entries()) {
        instants += 1;
        if (localOf(at, zone) !== local || localOf(at - 1, zone) !== shown(at - 1, zone)) {
          fail("what clocks show", at, new Date(localOf(at, zone)).toISOString());
        }
        if (Date.parse(rfc3339(at, zone)) !== at) fail("as a text", at, rfc3339(at, zone));
        const field = localText(at, zone);
        if (Date.parse(instantTextOf(field, zone)) !== at) fail("in a field", at, field);
        // Beyond, the day that follows may not be in the table.
        if (Math.abs(at - change) > reach - 25 * HOUR) continue;
        if (isTwice(at, zone) !== byLocal.get(local).length > 1) fail("whether it comes twice", at, isTwice(at, zone));
        if (instantAt(local, zone) !== byLocal.get(local)[0]) fail("when clocks show it", at, instantAt(local, zone));
        const later = table.slice(index + 1).find(([, other]) => dayOf(other) !== dayOf(local));
        if (nextDay(at, zone) !== later[0]) fail("the next day", at, new Date(nextDay(at, zone)).toISOString());
        // The whole day has to be in the table, and not only its end.
        const start = starts.get(dayOf(local));
        if (start > change - reach && startOfDay(dayOf(local), zone) !== start) {
          fail("the beginning of its day", at, start);
        }
        if (Temporal !== undefined) {
          const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
          const again = there.toPlainDateTime().toZonedDateTime(zone);
          if (instantAt(local, zone) !== again.epochMilliseconds) fail("Temporal", at, again);
          const begun = there.startOfDay();
          if (startOfDay(dayOf(local), zone) !== begun.epochMilliseconds) fail("its day in Temporal", at, begun);
        }
      }
      // What no clock shows.
      for (let local = change + before - DAY; local <= change + before + DAY; local += step) {
        if (byLocal.has(local)) continue;
        if (instantAt(local, zone) !== local - before) fail("what clocks skip", local, instantAt(local, zone));
      }
    }
  }
  return { instants, temporal: Temporal !== undefined, failures: failures.slice(0, 20) };
}
