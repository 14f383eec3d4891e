/** Dates as people say them. */

/** @import { Locale } from "torihiki" */

/**
 * Says a date as far as it is known, `2021-09-14`, `2021-09` or `2021`, in the words of a language.
 *
 * @param {string} date
 * @param {Locale} locale
 */
export function sayPartialDate(date, locale) {
  const [year, month, day] = date.split("-").map(Number);
  const format = new Intl.DateTimeFormat(locale === "ja" ? "ja-JP" : "en-GB", {
    timeZone: "UTC",
    year: "numeric",
    ...(month === undefined ? {} : { month: "long" }),
    ...(day === undefined ? {} : { day: "numeric" }),
  });
  const at = new Date(0);
  // Not `Date.UTC`, which takes the years 0 to 99 for those of the last century.
  at.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
  return format.format(at);
}
