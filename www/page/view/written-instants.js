/**
 * Instants as people write them: 「今日」, 「3日前」, 「昨日 18時」, `2026/11/29 7:40`, "2 hours ago", "tomorrow 9:00".
 *
 * Where a text can mean several things, it is read as what is nearest to the present. A day without a time is its first
 * minute, and of a deadline its last, for so it is told on the marketplaces' pages.
 */

import { DAY, HOUR, MINUTE } from "../../shared/length.js";
import { instantTextOf, rfc3339 } from "../../shared/time.js";
import { addDays, dayOf, instantAt, localOf } from "../../shared/zone.js";

/**
 * What a text is read with: the present, the clocks, and whether it is a deadline.
 *
 * @typedef {{ now: number, zone: string, isDeadline?: boolean }} Reading
 */

/** Days that have a name, by how far they are away. */
const DAYS = /** @type {[RegExp, number][]} */ ([
  [/^(?:一昨々日|さきおととい)/, -3],
  [/^(?:一昨日|おととい|the day before yesterday)/, -2],
  [/^(?:昨日|きのう|前日|yesterday)/, -1],
  [/^(?:今日|きょう|本日|today)/, 0],
  [/^(?:明日|あした|あす|翌日|tomorrow)/, 1],
  [/^(?:明後日|あさって|the day after tomorrow)/, 2],
]);

const UNITS = /** @type {[RegExp, number][]} */ ([
  [/^(?:分|minutes?|mins?)$/, MINUTE],
  [/^(?:時間|hours?|hrs?|h)$/, HOUR],
  [/^(?:日|days?|d)$/, DAY],
  [/^(?:週間|週|weeks?|w)$/, 7 * DAY],
  [/^(?:か月|ヶ月|ヵ月|カ月|ケ月|months?)$/, 30 * DAY],
]);

/** 「3日前」, 「2時間後」, "3 days ago", "in 2 hours". */
const AWAY = /^(?:約)?(\d+)\s*([^\d\s]+?)\s*(前|後|まえ|あと|ago|later)(?:の|に)?(?=\s|\d|午|$)/;
const AHEAD = /^in\s+(\d+)\s*([a-z]+)/;

/** `2026-11-29`, `2026/11/29`, `2026.11.29`, 「2026年11月29日」, and without the year. */
const DATE = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** "29 Nov 2026", "Nov 29". */
const ENGLISH_DATE =
  /^(?:(\d{1,2})\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+(\d{1,2})(?!\d))?(?:,?\s+(\d{4}))?/;
/** 「(日)」, 「日曜日」, "Sun," beside a date; nobody is corrected about it. */
const WEEKDAY =
  /^\s*(?:[(（][月火水木金土日](?:曜日?)?[)）]|[月火水木金土日]曜日?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\s*,?/;
/** `7:40`, 「7時40分」, 「午後7時半」, "7pm", "7:40 pm". */
const CLOCK =
  /^(?:の|に|、|,|t)?\s*(?:at\s+)?(午前|午後|am|pm)?\s*(\d{1,2})(?:\s*[:時]\s*(?:(\d{1,2})分?|(半))?(?::(\d{2}))?|(?=\s*[ap]m))\s*(am|pm)?\s*(?:ごろ|頃|ころ)?\s*$/;

/**
 * The RFC 3339 text of what somebody wrote, or `null` where it cannot be read.
 *
 * @param {string} written
 * @param {Reading} reading
 */
export function readInstant(written, reading) {
  const { now, zone } = reading;
  const exact = instantTextOf(written, zone);
  if (exact !== written || (!Number.isNaN(Date.parse(exact)) && /[zZ]|[+-]\d{2}:\d{2}$/.test(exact))) return exact;
  const text = written.normalize("NFKC").replaceAll("\u2212", "-").trim().toLowerCase();
  if (/^(?:いま|今|現在|now)$/.test(text)) return rfc3339(now, zone);
  const at = awayFrom(text, reading) ?? dayAndClock(text, reading);
  return at === null || Number.isNaN(at) ? null : rfc3339(at, zone);
}

/**
 * A length away from the present; days and weeks are counted by the calendar.
 *
 * @param {string} text
 * @param {Reading} reading
 */
function awayFrom(text, { now, zone }) {
  const [all, count, unit, way] = AWAY.exec(text) ?? AHEAD.exec(text) ?? [];
  const length = UNITS.find(([pattern]) => pattern.test(unit ?? ""))?.[1];
  if (all === undefined || length === undefined) return null;
  const sign = ["前", "まえ", "ago"].includes(way) ? -1 : 1;
  if (length < DAY) return text === all ? now + sign * Number(count) * length : null;
  const at = addDays(now, (sign * Number(count) * length) / DAY, zone);
  const rest = text.slice(all.length);
  if (rest.trim() === "") return at;
  const clock = clockOf(rest);
  return clock === null ? null : instantAt(dayOf(localOf(at, zone)) * DAY + clock, zone);
}

/**
 * @param {string} text
 * @param {Reading} reading
 */
function dayAndClock(text, { now, zone, isDeadline = false }) {
  const today = dayOf(localOf(now, zone));
  const found = namedDay(text, today) ?? datedDay(text, today);
  if (found === null) {
    const clock = clockOf(text);
    return clock === null ? null : instantAt(today * DAY + clock, zone);
  }
  const rest = text.slice(found.length).replace(WEEKDAY, "").trim();
  if (rest === "") return instantAt(found.day * DAY + (isDeadline ? DAY - MINUTE : 0), zone);
  const clock = clockOf(rest);
  return clock === null ? null : instantAt(found.day * DAY + clock, zone);
}

/**
 * @param {string} text
 * @param {number} today
 */
function namedDay(text, today) {
  for (const [pattern, away] of DAYS) {
    const [all] = pattern.exec(text) ?? [];
    if (all !== undefined) return { day: today + away, length: all.length };
  }
  return null;
}

/**
 * @param {string} text
 * @param {number} today
 */
function datedDay(text, today) {
  const [all, year, month, date] = DATE.exec(text) ?? [];
  if (all !== undefined) return dated(all, year, Number(month), Number(date), today);
  const [named, before, name, after, of] = ENGLISH_DATE.exec(text) ?? [];
  if (named === undefined || (before ?? after) === undefined) return null;
  return dated(named, of, MONTHS.indexOf(name) + 1, Number(before ?? after), today);
}

/**
 * A day of the calendar; without its year the one that is nearest. One that there is not is none.
 *
 * @param {string} all
 * @param {string | undefined} year
 * @param {number} month
 * @param {number} date
 * @param {number} today
 */
function dated(all, year, month, date, today) {
  const near = new Date(today * DAY).getUTCFullYear();
  const years = year === undefined ? [near - 1, near, near + 1] : [Number(year)];
  const days = years
    .filter((one) => new Date(Date.UTC(one, month - 1, date)).getUTCDate() === date && month >= 1 && month <= 12)
    .map((one) => Date.UTC(one, month - 1, date) / DAY);
  const [day] = days.sort((one, other) => Math.abs(one - today) - Math.abs(other - today));
  return day === undefined ? null : { day, length: all.length };
}

/**
 * How far a time of day is from midnight, in milliseconds. 24:00 is the end of the day, and 25:00 an hour later, as
 * opening hours are written.
 *
 * @param {string} text
 */
function clockOf(text) {
  const [all, before, hours, minutes = "0", half, seconds = "0", after] = CLOCK.exec(text.trim()) ?? [];
  if (all === undefined) return null;
  const part = before ?? after;
  const isHalfDay = part !== undefined;
  if (Number(hours) > (isHalfDay ? 12 : 29) || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const isLater = part === "午後" || part === "pm";
  const hour = isHalfDay ? (Number(hours) % 12) + (isLater ? 12 : 0) : Number(hours);
  return hour * HOUR + (half === undefined ? Number(minutes) : 30) * MINUTE + Number(seconds) * 1000;
}
