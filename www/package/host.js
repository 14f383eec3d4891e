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

const MAX_DEPTH = 12;
const MAX_VALUES = 20_000;
const MAX_TEXT = 20_000;
const MAX_NAME = 200;

/**
 * Writes three values in the compact text form that `Data::decode` reads.
 *
 * Nothing that is passed can make this throw: what cannot be read is written down as that.
 *
 * @param {unknown} first
 * @param {unknown} second
 * @param {unknown} third
 */
export function pack(first, second, third) {
  const budget = { values: MAX_VALUES };
  /** @param {unknown} given */
  const write = (given) => value(given ?? null, MAX_DEPTH, budget);
  return write(first) + write(second) + write(third);
}

/** @typedef {{ values: number }} Budget how many values may still be written */

/**
 * @param {unknown} given
 * @param {number} depth how many levels may still be nested in it
 * @param {Budget} budget
 * @returns {string}
 */
function value(given, depth, budget) {
  if (budget.values-- <= 0) {
    return foreign("more than can be read");
  }
  switch (typeof given) {
    case "string":
      return given.length > MAX_TEXT ? foreign(`a text of ${given.length} characters`) : `s${text(given)}`;
    case "number":
      return number(given);
    case "boolean":
      return given ? "t" : "f";
    case "bigint":
      return whole(given);
    case "undefined":
      return foreign("undefined");
    case "object":
      if (given === null) {
        return "n";
      }
      try {
        return object(given, depth, budget);
      } catch (error) {
        return foreign(`an object that cannot be read${why(error)}`);
      }
    default:
      return foreign(`a ${typeof given}`);
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
      return foreign("nested too deep");
    }
    let items = "";
    for (let index = 0; index < given.length && budget.values > 0; index += 1) {
      items += value(given[index], depth - 1, budget);
    }
    return `[${items}]`;
  }
  const prototype = Object.getPrototypeOf(given);
  if (prototype !== Object.prototype && prototype !== null) {
    // Unlike `instanceof`, this also knows what comes from another frame.
    const kind = Object.prototype.toString.call(given).slice("[object ".length, -1);
    if (kind === "Date") {
      const millis = Date.prototype.getTime.call(given);
      return Number.isNaN(millis) ? `x${text("Invalid Date")}` : `d${millis};`;
    }
    if (kind !== "Object") {
      return foreign(`a ${kind}`);
    }
  }
  if (depth === 0) {
    return foreign("nested too deep");
  }
  let entries = "";
  for (const name of Object.keys(given)) {
    const entry = /** @type {Record<string, unknown>} */ (given)[name];
    // A name without a value is a name that is left out.
    if (entry !== undefined && budget.values > 0) {
      entries += text(name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name) + value(entry, depth - 1, budget);
    }
  }
  return `{${entries}}`;
}

/** @param {number} given */
function number(given) {
  if (Number.isSafeInteger(given)) {
    return `i${given};`;
  }
  return Number.isInteger(given) ? whole(given) : `x${text(String(given))}`;
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

/** @param {string} given */
function text(given) {
  return `${given.length}:${given}`;
}

/** @param {string} what */
function foreign(what) {
  const short = what.slice(0, MAX_NAME);
  return `y${text(short)}`;
}

/**
 * The message of whatever was thrown; reading it may throw again.
 *
 * @param {unknown} error
 */
function why(error) {
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
