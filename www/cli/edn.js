/**
 * EDN, the notation of Clojure's data (https://github.com/edn-format/edn), with the place of each value.
 *
 * It is read here because a mistake has to be told with its line: the readers on npm either tell no place or take a file
 * whose brackets do not match for a shorter one.
 */

/**
 * @typedef {{ line: number, column: number, endLine: number, endColumn: number }} Span from 1; the end is exclusive
 *
 * @typedef {Span & (
 *   | { kind: "nil" }
 *   | { kind: "boolean", value: boolean }
 *   | { kind: "number", value: string }
 *   | { kind: "string" | "character" | "keyword" | "symbol", value: string }
 *   | { kind: "vector" | "list" | "set", items: Edn[] }
 *   | { kind: "map", entries: [key: Edn, value: Edn][] }
 *   | { kind: "tagged", tag: string, item: Edn }
 * )} Edn a keyword is without its colon
 */

/** What is no EDN. */
export class EdnError extends Error {
  /**
   * @param {string} message
   * @param {Span} span
   * @param {string} help
   */
  constructor(message, span, help) {
    super(message);
    this.span = span;
    this.help = help;
  }
}

/** How deep values may stand in each other. */
const DEPTH = 100;

const CLOSING = /** @type {Record<string, string>} */ ({ "(": ")", "[": "]", "{": "}", "#{": "}" });
const KINDS = /** @type {const} */ ({ "(": "list", "[": "vector", "#{": "set" });
const ESCAPES = /** @type {Record<string, string>} */ ({
  t: "\t",
  r: "\r",
  n: "\n",
  b: "\b",
  f: "\f",
  "\\": "\\",
  '"': '"',
});
const CHARACTERS = /** @type {Record<string, string>} */ ({ newline: "\n", return: "\r", space: " ", tab: "\t" });

/** What stands between values: spaces, commas and remarks. */
const BETWEEN = /(?:[\s,]|;.*)*/y;
/** Whatever goes on to the next space, bracket or quotation mark. */
const WORD = /[^\s,;()[\]{}"]+/y;
const TEXT = /"(?:[^"\\]|\\[^])*"/y;
const ESCAPE = /\\(?:u([\dA-Fa-f]{4})|[^])/gu;
const NUMBER = /^[+-]?(?:0|[1-9]\d*)(?:N|(?:\.\d*)?(?:[eE][+-]?\d+)?M?)$/;
const NAME = /^(?![+-.]?\d)[\p{L}\d.*+!\-_?$%&=<>:#']+$/u;

/**
 * Reads the one value of a text.
 *
 * @param {string} text
 * @returns {Edn}
 * @throws {EdnError}
 */
export function readEdn(text) {
  const reader = new Reader(text);
  const value = reader.next(0);
  if (value === null) throw reader.wrong("there is nothing in it", 0, 0, "a process begins with `{:format :v3`");
  const more = reader.next(0);
  if (more !== null) {
    throw new EdnError("something stands after the end", more, "one value makes a file; remove the rest");
  }
  return value;
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /**
   * Where a stretch of the text stands.
   *
   * @param {number} from
   * @param {number} to
   * @returns {Span}
   */
  span(from, to) {
    const [start, end] = [this.place(from), this.place(to)];
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }

  /** @param {number} at */
  place(at) {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= at) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: at - this.starts[low] + 1 };
  }

  /**
   * @param {string} message
   * @param {number} from
   * @param {number} to
   * @param {string} help
   */
  wrong(message, from, to, help) {
    return new EdnError(message, this.span(from, to), help);
  }

  skip() {
    BETWEEN.lastIndex = this.at;
    BETWEEN.exec(this.text);
    this.at = BETWEEN.lastIndex;
  }

  /** The word that begins here; empty where there is none. */
  word() {
    WORD.lastIndex = this.at;
    const [word] = WORD.exec(this.text) ?? [""];
    this.at += word.length;
    return word;
  }

  /**
   * The next value, or null where there is none before a closing bracket or the end.
   *
   * @param {number} depth
   * @returns {Edn | null}
   */
  next(depth) {
    for (;;) {
      this.skip();
      const from = this.at;
      if (depth > DEPTH) {
        throw this.wrong("the values stand too deep in each other", from, from + 1, `${DEPTH} levels are read`);
      }
      const sign = this.text[from];
      if (sign === undefined || ((sign === ")" || sign === "]" || sign === "}") && depth > 0)) return null;
      if (!this.text.startsWith("#_", from)) return this.value(from, depth);
      // What follows this is left out, as a remark is.
      this.at += 2;
      this.needed(from, 2, depth, "#_");
    }
  }

  /**
   * The value that has to follow a sign.
   *
   * @param {number} from
   * @param {number} length
   * @param {number} depth
   * @param {string} sign
   */
  needed(from, length, depth, sign) {
    const value = this.next(depth + 1);
    if (value === null) {
      throw this.wrong(`nothing follows \`${sign}\``, from, from + length, "write a value after it, or remove it");
    }
    return value;
  }

  /**
   * @param {number} from
   * @param {number} depth
   * @returns {Edn}
   */
  value(from, depth) {
    const sign = this.text[from];
    if (sign === '"') return this.string(from);
    if (sign === "\\") return this.character(from);
    const open = this.text.startsWith("#{", from) ? "#{" : sign;
    if (Object.hasOwn(CLOSING, open)) return this.collection(open, from, depth);
    const word = this.word();
    if (word === "") {
      throw this.wrong(`nothing was opened that \`${sign}\` closes`, from, from + 1, "remove it, or open it before");
    }
    const span = this.span(from, this.at);
    if (word === "nil") return { kind: "nil", ...span };
    if (word === "true" || word === "false") return { kind: "boolean", value: word === "true", ...span };
    if (NUMBER.test(word)) return { kind: "number", value: word, ...span };
    if (word.startsWith(":") && isName(word.slice(1))) return { kind: "keyword", value: word.slice(1), ...span };
    if (/^#\p{L}/u.test(word) && isName(word.slice(1))) {
      const item = this.needed(from, word.length, depth, word);
      return { kind: "tagged", tag: word.slice(1), item, ...this.span(from, this.at) };
    }
    if (!word.startsWith(":") && !word.startsWith("#") && isName(word)) return { kind: "symbol", value: word, ...span };
    throw new EdnError(
      `\`${word}\` is nothing that EDN knows`,
      span,
      "a keyword is written `:like/this`, and a text in quotation marks",
    );
  }

  /**
   * @param {string} open
   * @param {number} from
   * @param {number} depth
   * @returns {Edn}
   */
  collection(open, from, depth) {
    this.at += open.length;
    /** @type {Edn[]} */
    const items = [];
    for (let item = this.next(depth + 1); item !== null; item = this.next(depth + 1)) items.push(item);
    const closing = this.text[this.at];
    const { line, column } = this.place(from);
    if (closing === undefined) {
      throw this.wrong(`\`${open}\` is not closed`, from, from + open.length, `a \`${CLOSING[open]}\` is missing`);
    }
    if (closing !== CLOSING[open]) {
      const message = `\`${closing}\` stands where \`${CLOSING[open]}\` has to close the \`${open}\` of line ${line}, column ${column}`;
      throw this.wrong(message, this.at, this.at + 1, "a bracket is missing, or one too many");
    }
    this.at += 1;
    const span = this.span(from, this.at);
    if (open !== "{") return { kind: KINDS[/** @type {keyof typeof KINDS} */ (open)], items, ...span };
    return { kind: "map", entries: entriesOf(items), ...span };
  }

  /**
   * @param {number} from
   * @returns {Edn}
   */
  string(from) {
    TEXT.lastIndex = from;
    const [whole] = TEXT.exec(this.text) ?? [];
    if (whole === undefined) throw this.wrong("a text does not end", from, from + 1, "a quotation mark is missing");
    const value = whole.slice(1, -1).replace(ESCAPE, (escape, digits, /** @type {number} */ index) => {
      if (digits !== undefined) return String.fromCharCode(parseInt(digits, 16));
      if (Object.hasOwn(ESCAPES, escape[1])) return ESCAPES[escape[1]];
      const start = from + 1 + index;
      throw this.wrong(
        `\`${escape}\` means nothing in a text`,
        start,
        start + escape.length,
        "write `\\\\` for a backslash",
      );
    });
    this.at = from + whole.length;
    return { kind: "string", value, ...this.span(from, this.at) };
  }

  /**
   * @param {number} from
   * @returns {Edn}
   */
  character(from) {
    this.at += 1;
    // What ends a word may be the character itself: `\(`.
    const word = this.word() || this.text.slice(this.at, this.at + 1).trim();
    this.at = from + 1 + word.length;
    const span = this.span(from, this.at);
    const [, digits] = /^u([\dA-Fa-f]{4})$/.exec(word) ?? [];
    if (digits !== undefined) return { kind: "character", value: String.fromCharCode(parseInt(digits, 16)), ...span };
    if ([...word].length === 1) return { kind: "character", value: word, ...span };
    if (Object.hasOwn(CHARACTERS, word)) return { kind: "character", value: CHARACTERS[word], ...span };
    throw new EdnError(`\`\\${word}\` is no character`, span, "a character is written `\\a`, `\\newline` or `\\u3042`");
  }
}

/** @param {string} word */
function isName(word) {
  const parts = word.split("/");
  return word === "/" || (parts.length <= 2 && parts.every((part) => NAME.test(part)));
}

/**
 * @param {Edn[]} items
 * @returns {[key: Edn, value: Edn][]}
 */
function entriesOf(items) {
  if (items.length % 2 === 1) {
    const last = items[items.length - 1];
    throw new EdnError("a key of a map has no value", last, "keys and values stand in pairs");
  }
  /** @type {Set<string>} */
  const keys = new Set();
  /** @type {[key: Edn, value: Edn][]} */
  const entries = [];
  for (let index = 0; index < items.length; index += 2) {
    const key = items[index];
    const told = tell(key);
    if (keys.has(told)) throw new EdnError(`the key \`${told}\` stands twice in a map`, key, "keep one of them");
    keys.add(told);
    entries.push([key, items[index + 1]]);
  }
  return entries;
}

/**
 * A value as EDN writes it, without remarks.
 *
 * @param {Edn} value
 * @returns {string}
 */
export function tell(value) {
  switch (value.kind) {
    case "nil":
      return "nil";
    case "keyword":
      return `:${value.value}`;
    case "string":
      return JSON.stringify(value.value);
    case "character":
      return `\\${value.value}`;
    case "map":
      return `{${value.entries.map(([key, item]) => `${tell(key)} ${tell(item)}`).join(", ")}}`;
    case "vector":
      return `[${value.items.map(tell).join(" ")}]`;
    case "list":
      return `(${value.items.map(tell).join(" ")})`;
    case "set":
      return `#{${value.items.map(tell).join(" ")}}`;
    case "tagged":
      return `#${value.tag} ${tell(value.item)}`;
    default:
      return String(value.value);
  }
}

/**
 * A value as it is quoted in a message.
 *
 * @param {Edn} value
 */
export function shortened(value) {
  const told = tell(value);
  return told.length > 60 ? `${told.slice(0, 59)}…` : told;
}
