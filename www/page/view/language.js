/** The language that the page speaks to somebody, kept in the browser once it was chosen. */

/** @import { Locale } from "torihiki" */
/** @import { PageTexts } from "../types.js" */

const KEY = "torihiki.locale";

/**
 * The language to begin with: the one that was chosen here, else the first of the browser's that the page speaks.
 *
 * @returns {Locale}
 */
export function ownLanguage() {
  const spoken = [keptLanguage(), ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase());
  return spoken.find((tag) => tag === "ja" || tag === "en") === "ja" ? "ja" : "en";
}

function keptLanguage() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {Locale} locale */
export function keepLanguage(locale) {
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Then it lasts until the page is left.
  }
}

/**
 * Has everything in the language that is not made from the view.
 *
 * @param {PageTexts} t
 * @param {Locale} locale
 */
export function speak(t, locale) {
  document.documentElement.lang = locale;
  document.title = t.pageName;
  /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="description"]')).content = t.pageDescription;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-text]"))) {
    element.textContent = t[/** @type {"heading"} */ (element.dataset.text)];
  }
}
