// Instants and lengths of time as an element shows them. It runs inside a page.

/** @import { Faults } from "./compare.mjs" */

import { words } from "./compare.mjs";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** @type {Record<string, number>} */
const UNITS = {
  日: DAY,
  時間: HOUR,
  分: MINUTE,
  秒: SECOND,
  ミリ秒: 1,
  day: DAY,
  hour: HOUR,
  minute: MINUTE,
  second: SECOND,
  millisecond: 1,
};

/**
 * How long a text such as 「あと 6日3時間」 or "23 hours 30 minutes left" says that it is; null where it does not.
 *
 * @param {string} text
 */
function lengthIn(text) {
  const parts = [...text.matchAll(/(\d+) ?(日|時間|分|秒|ミリ秒|day|hour|minute|second|millisecond)/g)];
  return parts.length === 0 ? null : parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}

/**
 * Every instant is told by the clocks of Japan, where all these marketplaces are, and every countdown rounded down.
 *
 * @param {Faults} faults
 * @param {ShadowRoot} root
 * @param {number} asOf
 */
export function wrongTimes(faults, root, asOf) {
  for (const time of root.querySelectorAll("time:not([data-source] *)")) {
    const at = Date.parse(time.dateTime) + 9 * HOUR;
    const text = words(time.textContent);
    // The end of a day is told as its 24:00, which is the next one's 0:00.
    const isEnd = at % DAY === 0 && text.includes("24:00");
    const there = new Date(isEnd ? at - DAY : at);
    const hours = isEnd ? 24 : there.getUTCHours();
    const minutes = String(there.getUTCMinutes()).padStart(2, "0");
    if (
      !text.includes(`${hours}:${minutes}`) ||
      !new RegExp(`\\b${there.getUTCDate()}\\b|月${there.getUTCDate()}日`).test(text)
    ) {
      faults.all.push(`${time.dateTime} is told as \`${text}\``);
    }
  }
  const counted = [...root.querySelectorAll("[part=deadline]:not(.deadline-over), .state-next dd, .transition-at")];
  for (const place of counted) {
    const [time, strong] = [place.querySelector("time"), place.querySelector("strong")];
    if (time === null || strong === null) continue;
    const length = Date.parse(time.dateTime) - asOf;
    const told = lengthIn(strong.textContent);
    const step = length >= 2 * DAY ? HOUR : length >= 10 * MINUTE ? MINUTE : SECOND;
    if (told === null ? length >= SECOND : !(told <= length && length < told + step)) {
      faults.all.push(`${length} milliseconds are told as \`${words(strong.textContent)}\``);
    }
  }
}
