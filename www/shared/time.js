/**
 * Instants and lengths of time: as a form writes them, and as people say them.
 *
 * Everything is in the marketplace's own zone, given as an offset such as `+09:00`.
 * The engine alone decides what an instant means; what is read here is read for display.
 */

/** @import { Locale } from "torihiki" */
/** @import { Clock } from "./types.js" */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What a form field shows and takes: `2026-11-20 09:00`, seconds and milliseconds where they matter. */
const LOCAL = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?$/;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * The clocks on which everything about a policy is told: its own, or those of UTC where it has a zone whose clocks change.
 *
 * @param {{ utcOffset: string | null }} description
 */
export function offsetOf({ utcOffset }) {
  return utcOffset ?? "+00:00";
}

/**
 * The length of an offset such as `+09:00` in milliseconds.
 *
 * @param {string} offset
 */
export function offsetLength(offset) {
  const [hours, minutes] = offset.slice(1).split(":").map(Number);
  return (offset.startsWith("-") ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

/**
 * The instant in epoch milliseconds, or NaN where the text is no RFC 3339 instant with an offset.
 *
 * @param {unknown} value
 */
export function instantOf(value) {
  return typeof value === "string" && RFC_3339.test(value) ? Date.parse(value.replace(" ", "T")) : NaN;
}

/**
 * The RFC 3339 text of an instant, on the clocks of `offset`.
 *
 * @param {number} at
 * @param {string} offset
 */
export function rfc3339(at, offset) {
  return new Date(at + offsetLength(offset)).toISOString().replace("Z", offset);
}

/**
 * What a field shows for an instant: the marketplace's clock, without the parts that are zero.
 *
 * @param {number} at
 * @param {string} offset
 */
export function localText(at, offset) {
  const text = new Date(at + offsetLength(offset)).toISOString().slice(0, 23).replace("T", " ");
  if (at % MINUTE === 0) return text.slice(0, 16);
  return at % SECOND === 0 ? text.slice(0, 19) : text;
}

/**
 * The RFC 3339 text of what a person typed on the marketplace's clock.
 * Anything else comes back as it was typed, so that the engine can say what is wrong with it.
 *
 * @param {string} typed
 * @param {string} offset
 */
export function instantTextOf(typed, offset) {
  const [, date, time, seconds] = LOCAL.exec(typed.normalize("NFKC").trim()) ?? [];
  return date === undefined ? typed : `${date}T${time}${seconds ?? ":00"}${offset}`;
}

/**
 * An instant as people say it, seen from `now`: 「明日 11月21日(土) 9:00」, "tomorrow, Sat 21 Nov, 09:00".
 * Where it `isPlain` it has no word for the day, so that it stays true when `now` moves.
 *
 * @param {number} at
 * @param {Pick<Clock, "locale" | "offset" | "now" | "isPlain">} clock
 */
export function sayInstant(at, { locale, offset, now, isPlain = false }) {
  const shift = offsetLength(offset);
  const text = sayLocal(at + shift, now + shift, locale);
  const day = isPlain ? "" : dayWord(dayOf(at + shift) - dayOf(now + shift), locale);
  return day === "" ? text : `${day}${locale === "ja" ? " " : ", "}${text}`;
}

/**
 * A local time with its date, and with its year where that is another one than that of the local time `seen`.
 *
 * @param {number} local
 * @param {number} seen
 * @param {Locale} locale
 */
export function sayLocal(local, seen, locale) {
  return sayParts(local, locale, {
    year: new Date(local).getUTCFullYear() === new Date(seen).getUTCFullYear() ? undefined : "numeric",
    month: locale === "ja" ? "long" : "short",
    day: "numeric",
    weekday: "short",
    ...clockParts(local, locale),
  });
}

/**
 * A local time without its date: 「9:00」, "09:00".
 *
 * @param {number} local
 * @param {Locale} locale
 */
export function sayClock(local, locale) {
  return sayParts(local, locale, clockParts(local, locale));
}

/**
 * A date for an axis: 「11/21(土)」, "21 Nov"; with its year where `isOtherYear` says so.
 *
 * @param {number} local
 * @param {Locale} locale
 * @param {boolean} isOtherYear
 */
export function sayDate(local, locale, isOtherYear) {
  const year = isOtherYear ? "numeric" : undefined;
  if (locale === "ja") return sayParts(local, locale, { year, month: "numeric", day: "numeric", weekday: "short" });
  return sayParts(local, locale, { year, month: "short", day: "numeric" });
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
 * @param {number} local
 * @param {Locale} locale
 * @returns {Intl.DateTimeFormatOptions}
 */
function clockParts(local, locale) {
  return {
    hour: locale === "ja" ? "numeric" : "2-digit",
    minute: "2-digit",
    second: local % MINUTE === 0 ? undefined : "2-digit",
    fractionalSecondDigits: local % SECOND === 0 ? undefined : 3,
    hourCycle: "h23",
  };
}

/** Making a format takes far longer than using it, so each one is kept. */
const formats = /** @type {Map<string, Intl.DateTimeFormat>} */ (new Map());

/**
 * A local time, which is passed as if it were UTC, in the words of a language.
 *
 * @param {number} local
 * @param {Locale} locale
 * @param {Intl.DateTimeFormatOptions} parts
 */
function sayParts(local, locale, parts) {
  const key = `${locale} ${JSON.stringify(parts)}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale === "ja" ? "ja-JP" : "en-GB", { timeZone: "UTC", ...parts });
  formats.set(key, format);
  return format.format(local);
}

/**
 * @param {number} days
 * @param {Locale} locale
 */
function dayWord(days, locale) {
  const words = { ja: ["昨日", "今日", "明日"], en: ["yesterday", "today", "tomorrow"] };
  return words[locale][days + 1] ?? "";
}

/**
 * A length of time in at most two units, rounded down: 「6日3時間」, "23 hours 30 minutes".
 * Hours go up to two days, because "30 hours" is easier to plan with than "1 day 6 hours".
 *
 * @param {number} length
 * @param {Locale} locale
 */
export function sayLength(length, locale) {
  /** @type {Unit[]} */
  const units = length >= 2 * DAY ? ["day", "hour"] : length >= HOUR ? ["hour", "minute"] : ["minute", "second"];
  return sayUnits(length, length < SECOND ? ["millisecond"] : units, locale);
}

/**
 * A duration as a policy writes it (`7d`, `72h`, `1d12h`) in words, or `null` where it is none.
 *
 * @param {string} written
 * @param {Locale} locale
 */
export function sayDuration(written, locale) {
  if (!/^(\d+[dhms])+$/.test(written)) return null;
  const parts = [...written.matchAll(/(\d+)([dhms])/g)];
  const names = /** @type {Record<string, Unit>} */ ({ d: "day", h: "hour", m: "minute", s: "second" });
  return joinUnits(
    parts.map(([, count, unit]) => sayUnit(Number(count), names[unit], locale)),
    locale,
  );
}

/** @typedef {"day" | "hour" | "minute" | "second" | "millisecond"} Unit */

/** @type {Record<Unit, number>} */
const LENGTHS = { day: DAY, hour: HOUR, minute: MINUTE, second: SECOND, millisecond: 1 };

/**
 * @param {number} length
 * @param {Unit[]} units
 * @param {Locale} locale
 */
function sayUnits(length, units, locale) {
  let rest = length;
  const parts = [];
  for (const unit of units) {
    const count = Math.floor(rest / LENGTHS[unit]);
    rest -= count * LENGTHS[unit];
    if (count > 0) parts.push(sayUnit(count, unit, locale));
  }
  return joinUnits(parts.length > 0 ? parts : [sayUnit(0, units[0], locale)], locale);
}

/**
 * @param {number} count
 * @param {Unit} unit
 * @param {Locale} locale
 */
function sayUnit(count, unit, locale) {
  const japanese = { day: "日", hour: "時間", minute: "分", second: "秒", millisecond: "ミリ秒" };
  if (locale === "ja") return `${count}${japanese[unit]}`;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/**
 * @param {string[]} parts
 * @param {Locale} locale
 */
function joinUnits(parts, locale) {
  return parts.join(locale === "ja" ? "" : " ");
}
