/** What a host sets on the element, as attributes or properties, and what the engine is asked with. */

import { TorihikiError } from "torihiki";
import { instantOf } from "../shared/time.js";

/** @import { Order, PolicyId, EditionId, InstantLike, Locale, ProblemCode } from "torihiki" */

/** Stands in for an order whose JSON cannot be read, until there is somebody to tell. */
export class Unreadable {
  /** @param {SyntaxError} cause */
  constructor(cause) {
    this.cause = cause;
  }
}

/**
 * The order that an attribute holds.
 *
 * @param {string | null} text
 * @returns {Order | Unreadable | null} what is no order is for the engine to refuse
 */
export function fromJson(text) {
  if (text === null || text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    return new Unreadable(/** @type {SyntaxError} */ (error));
  }
}

/**
 * An instant in an attribute: milliseconds become a number, all else stays as it is for the engine to read.
 *
 * @param {string | null} text
 */
export function instantFromText(text) {
  if (text === null || text.trim() === "") return null;
  return /^\s*-?\d+\s*$/.test(text) ? Number(text) : text;
}

/**
 * The order to ask the engine about: with the policy and the edition of the element, where it has them.
 *
 * @param {{ order: Order | Unreadable | null, policy: PolicyId | null, edition: EditionId | null }} element
 * @returns {Order}
 * @throws {TorihikiError} where the order is no JSON
 */
export function orderToAsk({ order, policy, edition }) {
  if (order instanceof Unreadable) {
    throw failure(
      "invalid-json",
      "order",
      `the attribute \`order\` is not JSON: ${order.cause.message}`,
      "write the order as JSON, or set the property `order`",
    );
  }
  // What is no object of names and values, such as a list, is for the engine to refuse.
  const given = /** @type {Order} */ (order);
  const isOrder = Object.prototype.toString.call(given) === "[object Object]";
  if (!isOrder || !(policy || edition)) return given;
  return /** @type {Order} */ ({ ...given, ...(policy ? { policy } : null), ...(edition ? { edition } : null) });
}

/**
 * How far the server's clock, which showed `serverNow`, is ahead of one that showed `shown` then, in milliseconds.
 *
 * @param {InstantLike | null} serverNow
 * @param {number} shown
 * @throws {TorihikiError} where `serverNow` is no instant
 */
export function timeDifference(serverNow, shown) {
  if (serverNow === null) return 0;
  const at = typeof serverNow === "string" ? instantOf(serverNow) : Number(serverNow);
  if (Number.isFinite(at)) return at - shown;
  throw failure(
    "invalid-instant",
    "server-now",
    `\`server-now\` is no instant: \`${String(serverNow).slice(0, 100)}\``,
    "write an RFC 3339 text with an offset, or milliseconds since 1970",
  );
}

/**
 * @param {ProblemCode} code
 * @param {string} path
 * @param {string} message
 * @param {string} help
 */
function failure(code, path, message, help) {
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
    const root = inside.getRootNode();
    inside = root instanceof ShadowRoot ? root.host : null;
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
