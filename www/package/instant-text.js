// Instants as nearly all texts have them, so that these need not cross into WebAssembly to be read.

/** The days of the months before each one, in a year that begins with March: a leap day is the last of it. */
const BEFORE = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** From 1 March of the year 0 to 1970-01-01. */
const UNTIL_1970 = 719_468;

/** In place of two digits that are none: more than any two. */
const NONE = 100;

/**
 * The instant that a text is, in milliseconds since 1970, where it is written like `2026-11-10T09:00:00+09:00`,
 * `2026-11-10T00:00:00Z` or `2026-11-10T00:00:00.000Z`. Of any other text it is NaN, which may be an instant still.
 *
 * @param {string} text
 */
export function instantOf(text) {
  if (
    text.charCodeAt(4) !== 45 /* - */ ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(10) !== 84 /* T */ ||
    text.charCodeAt(13) !== 58 /* : */ ||
    text.charCodeAt(16) !== 58
  ) {
    return NaN;
  }
  const day = dayOf(two(text, 0), two(text, 2), two(text, 5), two(text, 8));
  const time = timeOf(two(text, 11), two(text, 14), two(text, 17)) * 1000;
  if (text.charCodeAt(19) !== 46 /* . */) return day * 86_400_000 + time - offsetAt(text, 19);
  const tenths = two(text, 20);
  const thousandths = text.charCodeAt(22) - 48;
  if (tenths === NONE || !(thousandths >= 0 && thousandths <= 9)) return NaN;
  return day * 86_400_000 + time + tenths * 10 + thousandths - offsetAt(text, 23);
}

/**
 * The number that two digits make.
 *
 * @param {string} text
 * @param {number} at
 */
function two(text, at) {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NONE;
}

/**
 * A day of the calendar, counted from 1970-01-01; NaN where there is none.
 *
 * @param {number} century
 * @param {number} ofCentury
 * @param {number} month
 * @param {number} day
 */
function dayOf(century, ofCentury, month, day) {
  const isLeap = ofCentury === 0 ? century % 4 === 0 : ofCentury % 4 === 0;
  const isDay = day >= 1 && day <= LENGTHS[month - 1] + (month === 2 && isLeap ? 1 : 0);
  if (!isDay || century === NONE || ofCentury === NONE) return NaN;
  const year = century * 100 + ofCentury - (month < 3 ? 1 : 0);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + BEFORE[month - 1] + day - 1 - UNTIL_1970;
}

/**
 * The time of a day in seconds; NaN where there is none.
 *
 * @param {number} hours
 * @param {number} minutes
 * @param {number} seconds
 */
function timeOf(hours, minutes, seconds) {
  return hours < 24 && minutes < 60 && seconds < 60 ? (hours * 60 + minutes) * 60 + seconds : NaN;
}

/**
 * How far the clock is ahead of UTC, in milliseconds; NaN where the text does not end with that.
 *
 * @param {string} text
 * @param {number} at where it stands
 */
function offsetAt(text, at) {
  const sign = text.charCodeAt(at);
  if (sign === 90 /* Z */) return text.length === at + 1 ? 0 : NaN;
  const isOffset = (sign === 43 /* + */ || sign === 45) && text.length === at + 6 && text.charCodeAt(at + 3) === 58;
  const millis = isOffset ? timeOf(two(text, at + 1), two(text, at + 4), 0) * 1000 : NaN;
  return sign === 43 ? millis : -millis;
}
