/** Lengths of time, as people say them. A day has 24 hours here; days of the calendar are counted in `zone.js`. */

/** @import { Locale } from "torihiki" */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

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
