// The part of the boundary that JavaScript does better than WebAssembly.
//
// A call between the two costs more than what most calls would do, so a value crosses as a
// whole: `pack` writes whatever the caller passed into one text, and `unpack` builds the
// answer from one list of numbers. The Rust side is `js/input.rs` and `js/output.rs`.

/** @import { Problem } from "../../target/wasm-pack/torihiki.js" */

/** An input that could not be understood: every problem, where it is and what would help. */
export let TorihikiError = class TorihikiError extends Error {
  /** @param {Problem[]} problems at least one */
  constructor(problems) {
    const [{ code, path, message, help }] = problems;
    const more = problems.length - 1;
    super(
      `${path ? `${path}: ` : ""}${message}${help ? ` (${help})` : ""}` +
        (more > 0 ? `, and ${more} more problem${more > 1 ? "s" : ""}` : ""),
    );
    this.name = "TorihikiError";
    this.code = code;
    this.problems = problems;
  }
};

/**
 * Makes all errors those of another bundle of this file, so that a host knows them by one class.
 *
 * @param {typeof TorihikiError} Theirs
 */
export function failWith(Theirs) {
  TorihikiError = Theirs;
}

/**
 * Makes the error for a list of problems.
 *
 * @param {Problem[]} problems at least one
 */
export function failure(problems) {
  return new TorihikiError(problems);
}

/**
 * The error of one problem.
 *
 * @param {Problem["code"]} code
 * @param {string} path
 * @param {string} message
 * @param {string} help
 */
export function refusal(code, path, message, help) {
  return failure([{ code, path, message, help, suggests: null }]);
}

// What one call reads of what it is passed, however it is spread over its arguments. WebAssembly never gives memory back,
// so whatever is more is refused before any of it crosses.
const MAX_DEPTH = 12;
const MAX_VALUES = 20_000;
const MAX_CHARACTERS = 1_000_000;

/** How much is repeated of what somebody else says. */
const MAX_SAID = 200;

/** @typedef {{ values: number, characters: number }} Budget what may still be written; below zero, it was too much */

/**
 * Writes three values in the compact text form that `Data::decode` reads.
 *
 * What cannot be read is written down as that. It throws only where there is more than is read, and then nothing crosses.
 *
 * @param {unknown} first
 * @param {unknown} second
 * @param {unknown} third
 */
export function pack(first, second, third) {
  /** @type {Budget} */
  const budget = { values: MAX_VALUES, characters: MAX_CHARACTERS };
  /** @param {unknown} given */
  const write = (given) => value(given ?? null, MAX_DEPTH, budget);
  const written = write(first) + write(second) + write(third);
  if (budget.values < 0) throw tooLarge(`more than ${MAX_VALUES} values are passed`);
  if (budget.characters < 0) throw tooLarge(`more than ${MAX_CHARACTERS} characters of texts and names are passed`);
  return written;
}

/** @param {string} message */
function tooLarge(message) {
  const help = `one call reads at most ${MAX_VALUES} values and ${MAX_CHARACTERS} characters, all texts and names together`;
  return refusal("too-large", "", message, help);
}

/**
 * Refuses a document that is text and longer than one is read. It has at least as many bytes as it has UTF-16 units.
 *
 * @param {string} text
 */
export function assertReadable({ length }) {
  if (length <= MAX_CHARACTERS) return;
  const message = `a document has at most ${MAX_CHARACTERS} bytes, and this one has ${length} characters`;
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  throw failure([{ code: "too-large", path: "", message, help: null, suggests: null, ...place }]);
}

/**
 * @param {unknown} given
 * @param {number} depth how many levels may still be nested in it
 * @param {Budget} budget
 * @returns {string}
 */
function value(given, depth, budget) {
  budget.values -= 1;
  switch (typeof given) {
    case "string":
      return `s${text(given, budget)}`;
    case "number":
      return number(given, budget);
    case "boolean":
      return given ? "t" : "f";
    case "bigint":
      return whole(given);
    case "undefined":
      return foreign("undefined", budget);
    case "object":
      if (given === null) {
        return "n";
      }
      try {
        return object(given, depth, budget);
      } catch (error) {
        return foreign(`an object that cannot be read${why(error)}`, budget);
      }
    default:
      return foreign(withArticle(typeof given), budget);
  }
}

/**
 * @param {object} given
 * @param {number} depth
 * @param {Budget} budget
 */
function object(given, depth, budget) {
  if (Array.isArray(given)) {
    if (depth === 0) {
      return tooDeep(budget);
    }
    let items = "";
    for (let index = 0; index < given.length && !isSpent(budget); index += 1) {
      items += value(given[index], depth - 1, budget);
    }
    return `[${items}]`;
  }
  const kind = isPlainObject(given) ? "Object" : kindOf(given);
  if (kind === "Date") {
    const millis = Date.prototype.getTime.call(given);
    return Number.isNaN(millis) ? `x${text("Invalid Date", budget)}` : `d${millis};`;
  }
  if (kind !== "Object") {
    return foreign(withArticle(kind), budget);
  }
  if (depth === 0) {
    return tooDeep(budget);
  }
  let entries = "";
  for (const name of Object.keys(given)) {
    if (isSpent(budget)) break;
    const entry = /** @type {Record<string, unknown>} */ (given)[name];
    // A name without a value is a name that is left out.
    if (entry !== undefined) {
      entries += text(name, budget) + value(entry, depth - 1, budget);
    }
  }
  return `{${entries}}`;
}

/**
 * Whether something is an object as literals and `JSON.parse` make it.
 *
 * @param {object} given
 */
export function isPlainObject(given) {
  const prototype = Object.getPrototypeOf(given);
  return prototype === Object.prototype || prototype === null;
}

/**
 * What kind of thing something is. Unlike `instanceof`, this also knows what comes from another frame or a test
 * environment.
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
 * A kind of thing as a sentence has it.
 *
 * @param {string} kind
 */
export function withArticle(kind) {
  if (kind === "Undefined" || kind === "Null") return kind.toLowerCase();
  return `${/^[aeio]/i.test(kind) ? "an" : "a"} ${kind}`;
}

/** @param {Budget} budget */
function isSpent({ values, characters }) {
  return values < 0 || characters < 0;
}

/**
 * @param {number} given
 * @param {Budget} budget
 */
function number(given, budget) {
  if (Number.isSafeInteger(given)) {
    return `i${given};`;
  }
  return Number.isInteger(given) ? whole(given) : `x${text(String(given), budget)}`;
}

/**
 * A whole number that may be too large; the nearest one in 63 bits will be refused just as well.
 *
 * @param {number | bigint} given
 */
function whole(given) {
  const limit = 2n ** 62n;
  const exact = BigInt(given);
  return `i${exact > limit ? limit : exact < -limit ? -limit : exact};`;
}

/**
 * A text with its length before it, where there is room for it.
 *
 * @param {string} given
 * @param {Budget} budget
 */
function text(given, budget) {
  budget.characters -= given.length;
  return budget.characters < 0 ? "" : `${given.length}:${given}`;
}

/**
 * @param {string} what
 * @param {Budget} budget
 */
function foreign(what, budget) {
  return `y${text(what.slice(0, MAX_SAID), budget)}`;
}

/** @param {Budget} budget */
function tooDeep(budget) {
  return foreign(`a value more than ${MAX_DEPTH} levels deep`, budget);
}

/**
 * The message of whatever was thrown; reading it may throw again.
 *
 * @param {unknown} error
 */
export function why(error) {
  try {
    return error instanceof Error && typeof error.message === "string" ? `: ${error.message}` : "";
  } catch {
    return "";
  }
}

/**
 * Texts of policies by their address in memory. They stay where they are as long as the policy lives.
 *
 * @type {Map<number, { length: number, text: string }>}
 */
const lasting = new Map();

/** Forgets them, where a policy is no more. */
export function forgetTexts() {
  lasting.clear();
}

/**
 * Makes an object of one shape out of the values that come next.
 *
 * @typedef {(next: () => unknown) => object} Maker
 */

/**
 * What makes an object of each shape, by the address of the shape's name.
 *
 * @type {Map<number, Maker>}
 */
const makers = new Map();

const decoder = new TextDecoder();

/**
 * Object literals for the shapes that an answer has many of: engines make them several
 * times faster than objects that are filled field by field. Fields are read in the order
 * in which they stand. A shape that is not here, or not as Rust has it, is filled field by
 * field, so this list can only be slow, never wrong.
 *
 * @type {Record<string, Maker>}
 */
const literals = {
  Action: (next) => ({
    id: next(),
    verb: next(),
    role: next(),
    label: next(),
    verdict: next(),
    reasons: next(),
    missing: next(),
    with: next(),
    until: next(),
    opensAt: next(),
    safeUntil: next(),
    consentOf: next(),
    leadsTo: next(),
    effects: next(),
    harm: next(),
    unblock: next(),
    unblockOutcome: next(),
    coveredBy: next(),
    drafts: next(),
    editions: next(),
  }),
  Reason: (next) => ({
    rule: next(),
    status: next(),
    message: next(),
    sources: next(),
    facts: next(),
    arguments: next(),
    until: next(),
    alternatives: next(),
  }),
  Effect: (next) => ({
    rule: next(),
    kind: next(),
    severity: next(),
    audience: next(),
    certainty: next(),
    amount: next(),
    until: next(),
    message: next(),
    sources: next(),
  }),
  OtherEdition: (next) => ({
    edition: next(),
    verdict: next(),
    until: next(),
    opensAt: next(),
    leadsTo: next(),
    agrees: next(),
    reasons: next(),
  }),
  Draft: (next) => ({ id: next(), subject: next(), body: next() }),
  Duty: (next) => ({
    rule: next(),
    role: next(),
    due: next(),
    overdue: next(),
    certainty: next(),
    message: next(),
    sources: next(),
  }),
};

/**
 * @param {string} name
 * @param {string[]} fields
 * @returns {Maker}
 */
function maker(name, fields) {
  const literal = Object.hasOwn(literals, name) ? literals[name] : undefined;
  if (literal !== undefined && Object.keys(literal(() => null)).join() === fields.join()) {
    return literal;
  }
  return (next) => {
    /** @type {Record<string, unknown>} */
    const object = {};
    for (const field of fields) {
      object[field] = next();
    }
    return object;
  };
}

/**
 * Builds a value from what `js/output/tape.rs` wrote.
 *
 * @param {Uint32Array} tape  the value, in the order in which it was written, then its shapes
 * @param {number} shapesAt  where in the tape the shapes are
 * @param {string} texts  the texts that were made for this value, one after the other
 * @param {WebAssembly.Memory} memory  where the texts of policies are
 */
export function unpack(tape, shapesAt, texts, memory) {
  let at = shapesAt;
  let read = 0;

  /** @param {number} length */
  function lastingText(length) {
    const address = tape[at++];
    const known = lasting.get(address);
    // Two texts can start at one address, where one is the start of the other.
    if (known !== undefined && known.length === length) {
      return known.text;
    }
    const text = decoder.decode(new Uint8Array(memory.buffer, address, length));
    lasting.set(address, { length, text });
    return text;
  }

  /** @returns {Maker} */
  function shape() {
    const address = tape[at + 1];
    const count = tape[at + 2];
    let known = makers.get(address);
    if (known === undefined) {
      const name = lastingText(tape[at++]);
      at += 1;
      known = maker(
        name,
        Array.from({ length: count }, () => lastingText(tape[at++])),
      );
      makers.set(address, known);
    } else {
      at += 3 + 2 * count;
    }
    return known;
  }

  /** @type {Maker[]} */
  const shapes = [];
  while (at < tape.length) {
    shapes.push(shape());
  }

  /** @returns {unknown} */
  function next() {
    const word = tape[at++];
    const rest = word >>> 3;
    switch (word & 7) {
      case 0:
        return rest === 0 ? null : rest === 3 ? new Date(/** @type {number} */ (next())) : rest === 2;
      case 1:
        return rest;
      case 2:
        return (tape[at++] | 0) * 4294967296 + tape[at++];
      case 3:
        return lastingText(rest);
      case 4:
        read += rest;
        return texts.slice(read - rest, read);
      case 5: {
        const list = [];
        for (let index = 0; index < rest; index += 1) {
          list.push(next());
        }
        return list;
      }
      case 6:
        return shapes[rest](next);
      default:
        return Object.fromEntries(
          Array.from({ length: rest }, () => /** @type {[string, unknown]} */ ([next(), next()])),
        );
    }
  }

  at = 0;
  return next();
}
