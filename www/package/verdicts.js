// `verdicts`, for many orders one after the other.
//
// An order is read here, by the names that its policy's facts have, and leaves a number for each of them in the memory
// of the WebAssembly. What comes back is the number of what the order comes to, which is told once and then known.
// `js/verdict_desk.rs` is the other side. Whatever is not surely right goes the way that all other calls go, so there is
// one place that says what is wrong with an order.

import { isPlainObject, kindOf } from "./host.js";
import { instantOf } from "./instant-text.js";

/**
 * @import { VerdictDesk, Verdicts } from "../../target/wasm-pack/torihiki.js"
 *
 * @typedef {[name: string, number: number][]} Numbered
 * @typedef {"instant" | "number" | "flag" | "choice"} FactKind
 * @typedef {{ name: string, kind: FactKind, least: number, most: number, choices: Numbered }} FactLayout
 * @typedef {{ facts: FactLayout[], states: Numbered, editions: Numbered, edition: number, roles: string[] }} Layout
 *
 * How a key of orders is read: where its number belongs, and the numbers of what can stand there.
 *
 * @typedef {{ name: string, kind: number, at: number, choices: Map<unknown, number> }} Key
 *
 * What is asked of orders, beside `now`, with the answers that are known to it by the numbers of their outcomes.
 *
 * @typedef {{ role: unknown, locale: unknown, number: number, language: number, known: Verdicts[] }} Asked
 *
 * Gives the answer; null where it has to be asked for the general way.
 *
 * @typedef {(order: unknown, options: unknown) => Verdicts | null} Reader
 */

/** What a key holds: those up to the choice are facts. */
const INSTANT = 0;
const NUMBER = 1;
const FLAG = 2;
const CHOICE = 3;
const STATE = 4;
const POLICY = 5;
const EDITION = 6;
const ID = 7;
const PARAMS = 8;

const FACTS = { instant: INSTANT, number: NUMBER, flag: FLAG, choice: CHOICE };
const OTHERS = { state: STATE, policy: POLICY, edition: EDITION, id: ID, params: PARAMS };

/** The numbers of a fact that is null, and of one that is left out. */
const NULL = Infinity;
const LEFT_OUT = NaN;

/** In place of an outcome: outcomes have other numbers from now on. */
const RENUMBERED = -2;

/** Texts that are longer go the general way, which counts what one call reads. */
const MAX_TEXT = 1_000;

const NO_OPTIONS = {};

/** As many kinds of questions are remembered, since a caller may pass any text for a locale. */
const MAX_ASKED = 100;

/**
 * The readers for the policies that orders name, by their ids.
 *
 * @type {Map<unknown, Reader>}
 */
const named = new Map();

/** The id that the last order named, and its reader. */
let lastId = "";
/** @type {Reader | null} */
let lastReader = null;

/**
 * Has orders that name a policy be read anew, where another one may have taken its id.
 *
 * @param {string} id
 */
export function forgetReader(id) {
  named.delete(id);
  if (lastId === id) lastReader = null;
}

/**
 * Answers for an order that names its policy; null where that has to be asked for the general way.
 *
 * @param {unknown} order
 * @param {unknown} options
 * @param {(id: string) => VerdictDesk | undefined} deskOf
 */
export function quickly(order, options, deskOf) {
  let id;
  try {
    ({ policy: id } = /** @type {{ policy?: unknown }} */ (order));
  } catch {
    return null;
  }
  if (id !== lastId || lastReader === null) {
    const reader = named.get(id) ?? readerFor(id, deskOf);
    if (reader === null || typeof id !== "string") return null;
    lastId = id;
    lastReader = reader;
  }
  return lastReader(order, options);
}

/**
 * @param {unknown} id
 * @param {(id: string) => VerdictDesk | undefined} deskOf
 */
function readerFor(id, deskOf) {
  const desk = typeof id === "string" ? deskOf(id) : undefined;
  if (typeof id !== "string" || desk === undefined) return null;
  const reader = verdictReader(id, desk);
  named.set(id, reader);
  return reader;
}

/**
 * Freezes what answers share.
 *
 * @template {Verdicts} V
 * @param {V} answer
 */
export function frozen(answer) {
  const { policy, state, verdicts } = answer;
  for (const part of [policy, state, state.possible, verdicts, ...Object.values(verdicts)]) Object.freeze(part);
  return answer;
}

/**
 * What answers for the orders of one policy. It is one function with everything at hand, because that is what engines
 * make fast.
 *
 * @param {string} policy its id
 * @param {VerdictDesk} desk
 * @returns {Reader}
 */
export function verdictReader(policy, desk) {
  const { facts, states: ids, editions: names, edition: ownEdition, roles } = /** @type {Layout} */ (desk.layout());
  const size = facts.length;
  const states = byName(ids);
  const editions = byName(names);
  /** @type {Map<unknown, Key>} */
  const keys = new Map();
  for (const [name, kind] of Object.entries(OTHERS)) keys.set(name, { name, kind, at: 0, choices: states });
  for (const [name, at] of Object.entries(Object.fromEntries(facts.map(({ name }, at) => [name, at])))) {
    const { kind, choices } = facts[at];
    keys.set(name, { name, kind: FACTS[kind], at, choices: byName(choices) });
  }
  // Between which numbers each of them lies.
  const least = Float64Array.from(facts, (fact) => fact.least);
  const most = Float64Array.from(facts, (fact) => fact.most);

  let numbers = new Float64Array();
  /**
   * The keys of the last order as they came, since those of the next one are likely to come alike, and after them some of
   * earlier ones.
   *
   * @type {Key[]}
   */
  const expected = [];
  /** How many of them the last order had. No other fact has a number. */
  let used = 0;
  /** @type {Asked[]} */
  let asked = [];
  /** @type {Asked | null} */
  let last = null;
  /** @type {Verdicts[][]} */
  const known = [];
  /** Whether an order is being read: a getter of one may ask about another. */
  let isReading = false;
  let edition = 0;
  let state = 0;

  /**
   * What is asked; null where that is not surely right.
   *
   * @param {unknown} role
   * @param {unknown} locale
   * @returns {Asked | null}
   */
  function askAnew(role, locale) {
    const number = role === null ? roles.length : roles.findIndex((id) => id === role);
    const isText = typeof locale === "string" && locale.length <= MAX_TEXT;
    const language = locale === null || isText ? desk.language(locale) : undefined;
    if (number < 0 || language === undefined) return null;
    const anew = { role, locale, number, language, known: (known[language] ??= []) };
    if (asked.length === MAX_ASKED) asked = [];
    asked.push(anew);
    return anew;
  }

  /**
   * Forgets the facts that the last order had from one of its keys on.
   *
   * @param {number} from
   */
  function forget(from) {
    for (let index = from; index < used; index += 1) {
      const { kind, at } = expected[index];
      if (kind <= CHOICE) numbers[at] = LEFT_OUT;
    }
    used = from;
  }

  /**
   * Reads what every order can have, and says whether it is surely right.
   *
   * @param {number} kind
   * @param {unknown} value
   */
  function readOther(kind, value) {
    switch (kind) {
      case STATE:
        state = states.get(value) ?? -1;
        return state !== -1;
      case POLICY:
        return value === policy || value === null;
      case EDITION:
        edition = value === null ? ownEdition : (editions.get(value) ?? -1);
        return edition !== -1;
      case ID:
        return typeof value === "string" ? value.length <= MAX_TEXT : value === null || Number.isSafeInteger(value);
      default:
        return value === null;
    }
  }

  /**
   * Reads an order, and says whether all of it is surely right.
   *
   * @param {unknown} order
   */
  function read(order) {
    if (!isPlain(order)) return false;
    // Whenever memory has grown, the numbers have to be looked up anew.
    if (numbers.length !== size) numbers = new Float64Array(desk.memory().buffer, desk.place(), size);
    const cells = numbers;
    edition = ownEdition;
    state = -1;
    let count = 0;
    for (const name in order) {
      const value = order[name];
      let key = count < expected.length ? expected[count] : undefined;
      if (key === undefined || key.name !== name) {
        forget(count);
        key = keys.get(name);
        if (key === undefined) return false;
        expected[count] = key;
      }
      count += 1;
      if (used < count) used = count;
      const { kind, at } = key;
      let number;
      if (kind <= NUMBER && typeof value === "number") {
        number = value;
      } else if (kind === POLICY && value === policy) {
        continue;
      } else if (kind > CHOICE) {
        if (value !== undefined && !readOther(kind, value)) return false;
        continue;
      } else if (value === null || value === undefined) {
        // A name without a value is a name that is left out.
        cells[at] = value === null ? NULL : LEFT_OUT;
        continue;
      } else if (kind === FLAG) {
        number = value === true ? 1 : value === false ? 0 : NaN;
      } else {
        number = kind === INSTANT ? millisOf(value) : (key.choices.get(value) ?? NaN);
      }
      if (!(least[at] <= number && number <= most[at]) || Math.trunc(number) !== number) return false;
      cells[at] = number;
    }
    if (count < used) forget(count);
    // Where a getter has had the memory grow, what was written is gone.
    return state !== -1 && cells.length === size;
  }

  /**
   * What the order that was read comes to.
   *
   * @param {Asked} asked
   * @param {number} now
   */
  function tell({ number, language, known: told }, now) {
    let outcome = desk.outcome(edition, state, number, now);
    if (outcome === RENUMBERED) {
      for (const list of known) list.length = 0;
      outcome = desk.outcome(edition, state, number, now);
    }
    if (outcome < 0) return null;
    const {
      policy,
      state: standing,
      verdicts,
    } = (told[outcome] ??= frozen(desk.answer(edition, state, number, now, language)));
    // Minus zero is no other instant than zero.
    return { policy, asOf: now + 0, state: standing, verdicts };
  }

  /**
   * @param {unknown} order
   * @param {unknown} options
   */
  function answer(order, options) {
    // What somebody has added to all objects would be read as part of each.
    let isAlone = true;
    for (const _ in Object.prototype) isAlone = false;
    if (!isAlone) return null;
    const { role = null, now = null, locale = null } = /** @type {Record<string, unknown>} */ (options ?? NO_OPTIONS);
    if (options !== undefined && options !== null) {
      if (!isPlain(options)) return null;
      for (const name in options) if (name !== "role" && name !== "now" && name !== "locale") return null;
    }
    const millis = typeof now === "number" ? now : now === null ? Date.now() : millisOf(now);
    let question = last;
    if (question === null || question.role !== role || question.locale !== locale) {
      question = asked.find((known) => known.role === role && known.locale === locale) ?? askAnew(role, locale);
      last = question;
    }
    return question !== null && read(order) ? tell(question, millis) : null;
  }

  return (order, options) => {
    if (isReading) return null;
    isReading = true;
    let told = null;
    try {
      told = answer(order, options);
    } catch {
      // What cannot be read is told the general way.
    }
    isReading = false;
    return told;
  };
}

/**
 * Things by their names, which are then the very texts that objects have as keys: engines compare these at once.
 *
 * @template T
 * @param {[name: string, thing: T][]} list
 * @returns {Map<unknown, T>}
 */
function byName(list) {
  return new Map(Object.entries(Object.fromEntries(list)));
}

/**
 * An instant in milliseconds; NaN where it is not surely one.
 *
 * @param {unknown} value
 */
function millisOf(value) {
  if (typeof value === "string") return instantOf(value);
  if (typeof value !== "object" || value === null || isPlainObject(value) || kindOf(value) !== "Date") return NaN;
  return Date.prototype.getTime.call(value);
}

/**
 * Whether something is an object as literals and `JSON.parse` make it.
 *
 * @param {unknown} given
 * @returns {given is Record<string, unknown>}
 */
function isPlain(given) {
  return typeof given === "object" && given !== null && isPlainObject(given);
}
