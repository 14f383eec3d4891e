/** What a host sets on the element, as attributes or properties, and what the engine is asked with. */

import { TorihikiError } from "torihiki";

/** @import { Order, PolicyId, EditionId, InstantLike, Locale, ProblemCode } from "torihiki" */

/**
 * The order that was set: an object, or a text with its JSON, since frameworks set properties where markup has attributes.
 *
 * @param {unknown} given
 * @returns {Order | null} a text that is no JSON stays a text, and what is no order is for the engine to refuse
 */
export function orderFrom(given) {
  const order = typeof given === "string" ? (parsed(given) ?? given) : (given ?? null);
  return /** @type {Order | null} */ (order === "" ? null : order);
}

/**
 * The id of an order, where it has one.
 *
 * @param {unknown} order
 * @returns {unknown}
 */
export function idOf(order) {
  try {
    return /** @type {Partial<Order> | null} */ (order)?.id;
  } catch {
    // An object that cannot be looked at is for the engine to refuse.
    return undefined;
  }
}

/**
 * What a JSON text says; nothing where it is none, or says no more than another text.
 *
 * @param {string} text
 * @returns {unknown}
 */
function parsed(text) {
  if (text.trim() === "") return "";
  try {
    const said = JSON.parse(text);
    return typeof said === "string" ? undefined : said;
  } catch {
    return undefined;
  }
}

/**
 * An instant that was set. A text of milliseconds becomes a number, and all else stays as it is for the engine to read.
 *
 * @param {unknown} given
 * @returns {InstantLike | null}
 */
export function instantFrom(given) {
  if (typeof given !== "string") return /** @type {InstantLike | null} */ (given ?? null);
  if (given.trim() === "") return null;
  return /^\s*-?\d+\s*$/.test(given) ? Number(given) : given;
}

/** @param {unknown} given */
export function isNothing(given) {
  return given === null || given === undefined || given === "";
}

/**
 * The words that were set as a list of them. What is no text is none of the words that there are.
 *
 * @param {unknown} given
 * @returns {unknown[]}
 */
export function wordsIn(given) {
  if (isNothing(given)) return [];
  return typeof given === "string" ? given.split(/\s+/).filter((word) => word !== "") : [given];
}

/**
 * The level of headings that was set; null where it is none.
 *
 * @param {unknown} given
 */
export function levelIn(given) {
  const level = typeof given === "string" ? Number(given) : given;
  return Number.isInteger(level) && Number(level) >= 1 && Number(level) <= 6 ? Number(level) : null;
}

/**
 * The level of headings nearest to what was set; the usual one where that says nothing of a level.
 *
 * @param {unknown} given
 */
export function nearestLevel(given) {
  const level = typeof given === "string" || typeof given === "number" ? Math.trunc(Number(given)) : 0;
  return Math.min(Math.max(level || 2, 1), 6);
}

/**
 * What an attribute holds of something that was set as a property, so that a copy of the markup is asked the same.
 *
 * @param {unknown} value
 * @returns {string | null} null where nothing is set
 */
export function attributeText(value) {
  if (value === null || value === undefined || value === "") return null;
  try {
    return isDate(value) && !Number.isNaN(value.getTime()) ? value.toISOString() : String(value);
  } catch {
    // What has no text is refused where it is set, and no copy can hold it.
    return null;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Date}
 */
function isDate(value) {
  return kindOf(value) === "Date";
}

/**
 * The JSON of an order, for an attribute; null where it has none.
 *
 * @param {unknown} order
 */
export function orderText(order) {
  if (order === null || typeof order === "string") return order;
  try {
    return JSON.stringify(order) ?? null;
  } catch {
    return null;
  }
}

/**
 * The order to ask the engine about: with the policy and the edition of the element, where it has them.
 *
 * @param {{ order: Order | null, policy: PolicyId | null, edition: EditionId | null }} element
 * @returns {Order}
 * @throws {TorihikiError} where the order is no JSON
 */
export function orderToAsk({ order, policy, edition }) {
  if (typeof order === "string") return fromJson(order);
  // What is no object of names and values, such as a list, is for the engine to refuse, and so is what cannot be copied.
  const given = /** @type {Order} */ (order);
  if (kindOf(given) !== "Object" || !(policy || edition)) return given;
  try {
    return /** @type {Order} */ ({ ...given, ...(policy ? { policy } : null), ...(edition ? { edition } : null) });
  } catch {
    return given;
  }
}

/**
 * What kind of object something is. Unlike `instanceof`, this also knows what comes from another frame.
 *
 * @param {unknown} given
 */
export function kindOf(given) {
  try {
    return Object.prototype.toString.call(given).slice("[object ".length, -1);
  } catch {
    // A proxy that was revoked lets nobody look at it.
    return "Proxy";
  }
}

/**
 * @param {string} text
 * @returns {Order}
 */
function fromJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    // What a framework writes that found no element yet whose property it could set.
    const isTooEarly = text === "[object Object]";
    throw failure(
      "invalid-json",
      "order",
      `\`order\` is a text that is not JSON: ${/** @type {SyntaxError} */ (error).message}`,
      isTooEarly
        ? "import `torihiki/element` before the order is set, so that it is set as a property"
        : "write the order as JSON, or set it as an object",
    );
  }
}

/**
 * The error of one problem.
 *
 * @param {ProblemCode} code
 * @param {string} path
 * @param {string} message
 * @param {string} help
 */
export function failure(code, path, message, help) {
  return new TorihikiError([{ code, path, message, help, suggests: null }]);
}

/**
 * The language of the page around an element; Japanese where the page says nothing.
 *
 * @param {Element} element
 */
export function languageAround(element) {
  /** @type {Element | null} */
  let inside = element;
  while (inside !== null) {
    const lang = inside.closest("[lang]")?.getAttribute("lang");
    // What is no language tag, such as `en_US`, is for the page to mend; the element does not stop at it.
    if (lang) return LANGUAGE.test(lang) ? lang : spokenBy(lang);
    // A shadow root of another document's own window is no `ShadowRoot` of this one.
    inside = /** @type {Partial<ShadowRoot>} */ (inside.getRootNode()).host ?? null;
  }
  return "ja";
}

/** A language tag, such as `en` or `pt-BR`. */
const LANGUAGE = /^[a-z]{2,8}(?:-[a-z0-9]{2,8})*$/i;

/**
 * The languages to ask the engine for. Where a policy does not speak the one that is wanted, English is nearer than the
 * policy's first language, since the rest of the element is English then. What is no language is for the engine to refuse.
 *
 * @param {string} language
 */
export function languagesToAsk(language) {
  const isOwn = /^(?:ja|en)(?![a-z])/i;
  const isOther = typeof language === "string" && LANGUAGE.test(language) && !isOwn.test(language);
  return isOther ? `${language},en` : language;
}

/**
 * The language in which the element speaks to somebody who asks for another: English where it is neither of its own.
 *
 * @param {string} language
 * @returns {Locale}
 */
export function spokenBy(language) {
  return typeof language === "string" && /^ja(?![a-z])/i.test(language) ? "ja" : "en";
}
