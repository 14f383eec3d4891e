/**
 * Instants: as a form writes them, and as people say them.
 *
 * Everything is on the clocks of the marketplace's own zone. The engine alone decides what an instant means; what is read
 * here is read for display.
 */

import { DAY, MINUTE, SECOND } from "./length.js";
import { dayOf, instantAt, isTwice, localOf, offsetAt, offsetText } from "./zone.js";

/** @import { Locale } from "torihiki" */
/** @import { Clock } from "./types.js" */

/**
 * What a form field shows and takes: `2026-11-20 09:00`, seconds and milliseconds where they matter. An offset may
 * follow, which says which one is meant of a time that comes twice: `2026-11-01 01:30 -05:00`.
 */
const LOCAL = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?(?: ?([+-]\d{2}:\d{2}))?$/;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * The instant in epoch milliseconds, or NaN where the text is no RFC 3339 instant with an offset.
 *
 * @param {unknown} value
 */
export function instantOf(value) {
  return typeof value === "string" && RFC_3339.test(value) ? Date.parse(value.replace(" ", "T")) : NaN;
}

/**
 * The RFC 3339 text of an instant, on the clocks of a zone; in UTC where they were odd seconds away from it.
 *
 * @param {number} at
 * @param {string} zone
 */
export function rfc3339(at, zone) {
  const offset = offsetAt(at, zone);
  if (offset % MINUTE !== 0) return new Date(at).toISOString();
  return new Date(at + offset).toISOString().replace("Z", offsetText(offset));
}

/**
 * What a field shows for an instant: the marketplace's clock, without the parts that are zero. Of a time that comes twice
 * the first is shown as it is, and the second with its offset, so that what is shown stands for the same instant.
 *
 * @param {number} at
 * @param {string} zone
 */
export function localText(at, zone) {
  const local = localOf(at, zone);
  const text = new Date(local).toISOString().slice(0, 23).replace("T", " ");
  const short = local % MINUTE === 0 ? text.slice(0, 16) : local % SECOND === 0 ? text.slice(0, 19) : text;
  return instantAt(local, zone) === at ? short : `${short} ${offsetText(local - at)}`;
}

/**
 * The RFC 3339 text of what a person typed on the marketplace's clock. A time that clocks skip is as much later as they
 * skip, and of one that comes twice the first counts, unless its offset is there too.
 * Anything else comes back as it was typed, so that the engine can say what is wrong with it.
 *
 * @param {string} typed
 * @param {string} zone
 */
export function instantTextOf(typed, zone) {
  const plain = typed.normalize("NFKC").replace("\u2212", "-").trim();
  const [, date, time, seconds = ":00", offset] = LOCAL.exec(plain) ?? [];
  if (date === undefined) return typed;
  const text = `${date}T${time}${seconds}`;
  if (offset !== undefined) return text + offset;
  const local = Date.parse(`${text}Z`);
  // A day that there is not, such as the 30th of February, is the engine's to refuse.
  if (Number.isNaN(local)) return `${text}Z`;
  const at = instantAt(local, zone);
  const own = local - at;
  return own % MINUTE === 0 && localOf(at, zone) === local ? text + offsetText(own) : rfc3339(at, zone);
}

/**
 * An instant as people say it, seen from `now`: 「明日 11月21日(土) 9:00」, "tomorrow, Sat 21 Nov, 09:00".
 * Where it `isPlain` it has no word for the day, so that it stays true when `now` moves. Where it `isEnd`, midnight is told
 * as the 24:00 of the day that ends: at its 0:00, the next one would be taken for a day on which there is time left. A time
 * that comes twice on that day has its offset from UTC beside it.
 *
 * @param {number} at
 * @param {Pick<Clock, "locale" | "zone" | "now" | "isPlain" | "isEnd">} clock
 */
export function sayInstant(at, { locale, zone, now, isPlain = false, isEnd = false }) {
  const local = localOf(at, zone);
  const seen = localOf(now, zone);
  const text = sayLocal(local, seen, locale, isEnd);
  const day = isPlain ? "" : dayWord(dayOf(isEnd ? local - 1 : local) - dayOf(seen), locale);
  const told = day === "" ? text : `${day}${locale === "ja" ? " " : ", "}${text}`;
  if (!isTwice(at, zone)) return told;
  const offset = `UTC${offsetText(local - at)}`;
  return locale === "ja" ? `${told}（${offset}）` : `${told} (${offset})`;
}

/**
 * A local time with its date, and with its year where that is another one than that of the local time `seen`. Where it
 * `isEnd`, midnight is the 24:00 of the day before.
 *
 * @param {number} local
 * @param {number} seen
 * @param {Locale} locale
 * @param {boolean} [isEnd]
 */
export function sayLocal(local, seen, locale, isEnd = false) {
  const shown = isDaysEnd(local, isEnd) ? local - DAY : local;
  return sayParts(shown, locale, {
    year: new Date(shown).getUTCFullYear() === new Date(seen).getUTCFullYear() ? undefined : "numeric",
    month: locale === "ja" ? "long" : "short",
    day: "numeric",
    weekday: "short",
    ...clockParts(shown, locale, isEnd),
  });
}

/**
 * A local time without its date: 「9:00」, "09:00".
 *
 * @param {number} local
 * @param {Locale} locale
 * @param {boolean} [isEnd]
 */
export function sayClock(local, locale, isEnd = false) {
  return sayParts(local, locale, clockParts(local, locale, isEnd));
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
 * Whether a local time is told as the end of the day before.
 *
 * @param {number} local
 * @param {boolean} isEnd
 */
const isDaysEnd = (local, isEnd) => isEnd && local % DAY === 0;

/**
 * @param {number} local
 * @param {Locale} locale
 * @param {boolean} isEnd
 * @returns {Intl.DateTimeFormatOptions}
 */
function clockParts(local, locale, isEnd) {
  return {
    hour: locale === "ja" ? "numeric" : "2-digit",
    minute: "2-digit",
    second: local % MINUTE === 0 ? undefined : "2-digit",
    fractionalSecondDigits: local % SECOND === 0 ? undefined : 3,
    hourCycle: isDaysEnd(local, isEnd) ? "h24" : "h23",
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
