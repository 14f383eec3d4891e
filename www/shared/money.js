/**
 * Amounts of money: as a form writes them, and as people say them.
 *
 * An answer has them in whole minor units, yen or cents, by the code of the currency in ISO 4217.
 */

/** @import { Amount, Effect, Locale } from "torihiki" */

/** The currencies whose minor units are not hundredths, by how many digits they have in ISO 4217. Browsers differ. */
const DIGITS = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

/**
 * How many digits of an amount are a fraction of the major unit.
 *
 * @param {string | null} currency
 */
export function digitsOf(currency) {
  if (currency === null) return 0;
  const [digits] = Object.entries(DIGITS).find(([, codes]) => codes.includes(currency)) ?? ["2"];
  return Number(digits);
}

/**
 * An amount as people say it: 「12,345円」, "¥12,345", "$12.34".
 *
 * @param {Amount} amount
 * @param {Locale} locale
 */
export function sayAmount({ value, currency }, locale) {
  const digits = digitsOf(currency);
  // As a text, because a number of major units would not be exact.
  const written = /** @type {any} */ (majorText(value, currency));
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (locale === "ja" && currency === "JPY") return `${new Intl.NumberFormat("ja", fraction).format(written)}円`;
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...fraction }).format(written);
}

/**
 * The amount of an effect where its message does not tell it, or `null`.
 *
 * @param {Pick<Effect, "amount" | "message">} effect
 * @param {Locale} locale
 */
export function amountBeside({ amount, message }, locale) {
  if (amount === null) return null;
  // Whatever a language puts between the digits, and nothing but them around the number.
  const digits = majorText(amount.value, amount.currency).replace(/\D/g, "").split("");
  const told = new RegExp(`(?<![\\d.,])${digits.join("[.,'’\\s]?")}(?![.,]?\\d)`, "u");
  return told.test(message) ? null : sayAmount(amount, locale);
}

/**
 * What a form shows for minor units: `12.34` for 1234 cents.
 *
 * @param {number} value
 * @param {string | null} currency
 */
export function majorText(value, currency) {
  const digits = digitsOf(currency);
  const written = String(Math.abs(value)).padStart(digits + 1, "0");
  const [major, minor] = [written.slice(0, written.length - digits), written.slice(written.length - digits)];
  return `${value < 0 ? "-" : ""}${major}${minor === "" ? "" : `.${minor}`}`;
}

/**
 * The minor units that somebody typed as major ones: `1,234`, `12.3`, `¥1,234`. Anything else comes back as it was
 * typed, so that the engine can say what is wrong with it.
 *
 * @param {string} typed
 * @param {string | null} currency
 */
export function minorUnits(typed, currency) {
  const digits = digitsOf(currency);
  const plain = typed
    .normalize("NFKC")
    .replace(/^\s*(-?)\s*[\p{Sc}\p{L}]*\s*/u, "$1")
    .replace(/\s*[\p{Sc}\p{L}]*\s*$/u, "");
  const [, minus, major, minor = ""] = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(plain) ?? [];
  if (major === undefined || minor.length > digits) return typed;
  const value = Number(`${minus}${major.replaceAll(",", "")}${minor.padEnd(digits, "0")}`);
  return Number.isSafeInteger(value) ? value : typed;
}

/**
 * A currency as people call it, such as 日本円.
 *
 * @param {string} currency
 * @param {Locale} locale
 */
export function currencyName(currency, locale) {
  return new Intl.DisplayNames(locale, { type: "currency" }).of(currency) ?? currency;
}
