/**
 * JSON as somebody types it: what it says, where each part of it stands, and what is wrong with it.
 *
 * `JSON.parse` stops at the first slip and tells little of it. Here reading goes on behind a slip, and most of them come
 * with what would mend them. Nothing is taken for JSON that is none: where there is no fault, `JSON.parse` agrees.
 */

/**
 * A stretch of the text, in UTF-16 units; `to` is exclusive.
 *
 * @typedef {{ from: number, to: number }} Stretch
 *
 * @typedef {Stretch & { insert: string }} Change
 *
 * What is wrong, and what would mend it, if that is plain.
 *
 * @typedef {Stretch & { code: FaultCode, text: string, fix: Change | null }} Fault
 *
 * @typedef {"comment" | "duplicate" | "escape" | "nested" | "no-colon" | "no-comma" | "no-key" | "no-value" | "number"
 *   | "rest" | "sign" | "stray-comma" | "unclosed" | "unquoted" | "wrong-quotes"} FaultCode
 *
 * Where a member of an object or an element of a list stands. Nothing but an object's members has a `key`.
 *
 * @typedef {{ names: string[], key: Stretch | null, value: Stretch }} Place
 *
 * Where a position is: at a name in the object at `names`, or at the value that `names` lead to; `from` and `to` are
 * what stands there already.
 *
 * @typedef {Stretch & { kind: "key" | "value", names: string[] }} Spot
 *
 * `isJson` is whether `JSON.parse` takes it: it also takes a name that stands twice, and forgets the first.
 *
 * @typedef {{ value: any, isJson: boolean, faults: Fault[], places: Map<string, Place>, spot: Spot | null }} Reading
 */

/** How many levels are read; the engine reads fewer. */
const MAX_DEPTH = 64;

/** Signs as a Japanese keyboard or a word processor writes them, and what JSON has in their place. */
const SIGNS = /** @type {Record<string, string>} */ ({
  "，": ",",
  "、": ",",
  "；": ",",
  ";": ",",
  "：": ":",
  "=": ":",
  "｛": "{",
  "｝": "}",
  "［": "[",
  "］": "]",
});
/** Quotes that JSON does not have, with those that close them. */
const QUOTES = /** @type {Record<string, string>} */ ({
  "'": "'",
  "`": "`",
  "“": "”",
  "”": "”",
  "‘": "’",
  "「": "」",
  "＂": "＂",
});
/** Words of other languages for what JSON calls otherwise. */
const WORDS = /** @type {Record<string, string>} */ ({ undefined: "null", None: "null", nil: "null", NaN: "null" });

/** The path of a place, as problems have it: `params.reviewWindow`. */
export const pathOf = (/** @type {string[]} */ names) => names.join(".");

/**
 * Reads a text. With a position, `spot` says where that is.
 *
 * @param {string} text
 * @param {number} [at]
 * @returns {Reading}
 */
export function readJson(text, at = NaN) {
  const reader = new Reader(text, at);
  const value = reader.whole();
  const { faults, places, spot } = reader;
  return { value, isJson: faults.every(({ code }) => code === "duplicate"), faults, places, spot };
}

class Reader {
  #text;
  #asked;
  #at = 0;
  /** The brackets that are still to come, the innermost last. */
  #open = /** @type {string[]} */ ([]);
  /** Whether what was read last is a name without anything behind it, not even a comma. */
  #isCut = false;
  /** @type {Fault[]} */
  faults = [];
  /** @type {Map<string, Place>} */
  places = new Map();
  /** @type {Spot | null} */
  spot = null;

  /**
   * @param {string} text
   * @param {number} asked
   */
  constructor(text, asked) {
    this.#text = text;
    this.#asked = asked;
  }

  whole() {
    const [value, place] = this.#value([], 0);
    this.places.set("", { names: [], key: null, value: place });
    const from = this.#skip();
    if (from < this.#text.length) this.#fault("rest", from, this.#text.length, null);
    return value;
  }

  /**
   * @param {FaultCode} code
   * @param {number} from
   * @param {number} to
   * @param {string | null} insert what stands there once it is mended
   * @param {Change | null} [fix] what mends it elsewhere
   */
  #fault(code, from, to, insert, fix = insert === null ? null : { from, to, insert }) {
    this.faults.push({ code, from, to, text: this.#text.slice(from, to), fix });
  }

  /**
   * Says where the position is that was asked for, if it is here: between `gap` and `to`, where from `from` on something
   * stands already.
   *
   * @param {"key" | "value"} kind
   * @param {string[]} names
   * @param {number} gap
   * @param {number} from
   * @param {number} to
   */
  #note(kind, names, gap, from, to) {
    const at = this.#asked;
    // Right behind a value it is still that one's place, and not yet the gap's.
    if (this.spot !== null || !(gap <= at && at <= to)) return;
    this.spot = at < from ? { kind, names, from: at, to: at } : { kind, names, from, to };
  }

  /** Goes to the next sign that means something, and gives its place. */
  #skip() {
    for (;;) {
      const [space] = this.#match(/[ \t\r\n]*/y);
      this.#at += space.length;
      const from = this.#at;
      const [comment] = this.#match(/\/\/.*|\/\*[^]*?(?:\*\/|$)|#.*/y) ?? [""];
      const [other] = this.#match(/(?![ \t\r\n])[\s\ufeff\u200b]+/y) ?? [""];
      if (comment === "" && other === "") return from;
      this.#at += comment.length + other.length;
      if (comment !== "") this.#fault("comment", from, this.#at, "");
      else this.#fault("sign", from, this.#at, " ");
    }
  }

  /** @param {RegExp} sticky */
  #match(sticky) {
    sticky.lastIndex = this.#at;
    return /** @type {RegExpExecArray} */ (sticky.exec(this.#text));
  }

  /**
   * Takes a sign if it is the next, also one that only looks like it.
   *
   * @param {string} sign
   */
  #takes(sign) {
    const from = this.#skip();
    const found = this.#text[from] ?? "";
    if (found !== sign && SIGNS[found] !== sign) return false;
    this.#at += 1;
    if (found !== sign) this.#fault("sign", from, this.#at, sign);
    return true;
  }

  /**
   * A value, and where it stands.
   *
   * @param {string[]} names
   * @param {number} depth
   * @returns {[value: any, place: Stretch]}
   */
  #value(names, depth) {
    const gap = this.#at;
    const from = this.#skip();
    const sign = SIGNS[this.#text[from]] ?? this.#text[from];
    if (depth > MAX_DEPTH) {
      this.#fault("nested", from, this.#text.length, null);
      this.#at = this.#text.length;
      return [undefined, { from, to: this.#at }];
    }
    let value;
    if (sign === "{" || sign === "[") {
      this.#takes(sign);
      this.#open.push(sign === "{" ? "}" : "]");
      value = sign === "{" ? this.#object(names, depth, from) : this.#list(names, depth, from);
      this.#open.pop();
    } else {
      value = this.#scalar();
      this.#note("value", names, gap, from, this.#at);
    }
    return [value, { from, to: this.#at }];
  }

  /**
   * @param {string[]} names
   * @param {number} depth
   * @param {number} opened
   */
  #object(names, depth, opened) {
    /** @type {[string, any][]} */
    const members = [];
    /** @type {Set<string>} */
    const taken = new Set();
    const member = (/** @type {number} */ gap) => {
      const from = this.#skip();
      const key = this.#key();
      this.#note("key", names, gap, from, this.#at);
      if (key === undefined) return;
      const own = [...names, key];
      const keyPlace = { from, to: this.#at };
      if (taken.has(key)) this.#fault("duplicate", from, this.#at, null);
      taken.add(key);
      const [value, place] = this.#member(own, depth);
      this.places.set(pathOf(own), { names: own, key: keyPlace, value: place });
      members.push([key, value]);
    };
    this.#each("}", opened, member, (gap, end) => this.#note("key", names, gap, end, end));
    return Object.fromEntries(members);
  }

  /**
   * What comes after a name.
   *
   * @param {string[]} names
   * @param {number} depth
   * @returns {[value: any, place: Stretch]}
   */
  #member(names, depth) {
    const after = this.#at;
    if (!this.#takes(":")) {
      const next = this.#skip();
      // A name alone in its line has no value yet: what comes next is another member.
      this.#isCut = this.#text.slice(after, next).includes("\n") || /^[,}\]]?$/.test(this.#text[next] ?? "");
      this.#fault("no-colon", after, after, this.#isCut ? null : ":");
      if (this.#isCut) return [undefined, { from: after, to: after }];
    }
    return this.#value(names, depth + 1);
  }

  /**
   * @param {string[]} names
   * @param {number} depth
   * @param {number} opened
   */
  #list(names, depth, opened) {
    /** @type {any[]} */
    const list = [];
    this.#each("]", opened, () => {
      const own = [...names, String(list.length)];
      const [value, place] = this.#value(own, depth + 1);
      this.places.set(pathOf(own), { names: own, key: null, value: place });
      list.push(value);
    });
    return list;
  }

  /**
   * Reads what stands between brackets, with commas between.
   *
   * @param {string} end
   * @param {number} opened
   * @param {(gap: number) => void} one is told where the gap before it begins
   * @param {(gap: number, end: number) => void} [nothing] is told of a gap in which nothing stands
   */
  #each(end, opened, one, nothing) {
    let comma = -1;
    let last = -1;
    for (;;) {
      const gap = this.#at;
      const from = this.#skip();
      const sign = SIGNS[this.#text[from]] ?? this.#text[from];
      if (sign === undefined) {
        nothing?.(gap, from);
        const { length } = this.#text.trimEnd();
        this.#fault("unclosed", opened, opened + 1, null, { from: length, to: length, insert: `\n${end}` });
        return;
      }
      if (sign === end) {
        nothing?.(gap, from);
        if (comma >= 0) this.#fault("stray-comma", comma, comma + 1, "");
        this.#takes(end);
        return;
      }
      if (sign === "}" || sign === "]") {
        // The bracket of something around it, before which the own one is missing; or one too many.
        if (this.#open.includes(sign)) {
          this.#fault("unclosed", opened, opened + 1, null, { from, to: from, insert: end });
          return;
        }
        this.#fault("rest", from, from + 1, "");
        this.#at += 1;
        continue;
      }
      if (sign === ",") {
        if (comma >= 0 || last < 0) this.#fault("stray-comma", from, from + 1, "");
        nothing?.(gap, from);
        comma = from;
        this.#takes(",");
        continue;
      }
      if (last >= 0 && comma < 0 && !this.#isCut) this.#fault("no-comma", last, last, ",");
      this.#isCut = false;
      comma = -1;
      one(gap);
      // Whatever it is, it was read.
      if (this.#at === from) this.#at += 1;
      last = this.#at;
    }
  }

  /** @returns {string | undefined} */
  #key() {
    const from = this.#at;
    const quoted = this.#quoted();
    if (quoted !== undefined) return quoted;
    const [word] = this.#match(/[^\s,:{}[\]"'=]+/y) ?? [""];
    this.#at += word.length;
    if (word === "") {
      this.#fault("no-key", from, from + 1, null);
      return undefined;
    }
    this.#fault("unquoted", from, this.#at, JSON.stringify(word));
    return word;
  }

  /** @returns {any} */
  #scalar() {
    const from = this.#at;
    const quoted = this.#quoted();
    if (quoted !== undefined) return quoted;
    const [word] = this.#match(/[^\s,{}[\]"]+/y) ?? [""];
    this.#at += word.length;
    if (word === "") {
      this.#fault("no-value", from, Math.min(from + 1, this.#text.length), null);
      return undefined;
    }
    if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word)) return JSON.parse(word);
    const lower = word.toLowerCase();
    const known = WORDS[word] ?? (["true", "false", "null"].includes(lower) ? lower : undefined);
    const number = Number(word.normalize("NFKC").replaceAll("_", ""));
    if (known !== undefined) this.#fault("unquoted", from, this.#at, known);
    else if (Number.isFinite(number)) this.#fault("number", from, this.#at, String(number));
    else this.#fault("unquoted", from, this.#at, JSON.stringify(word));
    return undefined;
  }

  /**
   * A text in quotes, whichever they are.
   *
   * @returns {string | undefined}
   */
  #quoted() {
    const from = this.#at;
    const open = this.#text[from] ?? "";
    const close = open === '"' ? '"' : QUOTES[open];
    if (close === undefined) return undefined;
    this.#at += 1;
    let end = this.#at;
    while (end < this.#text.length && this.#text[end] !== close && this.#text[end] !== "\n") {
      end += this.#text[end] === "\\" ? 2 : 1;
    }
    end = Math.min(end, this.#text.length);
    const isClosed = this.#text[end] === close;
    const content = this.#text.slice(from + 1, end);
    if (!isClosed) {
      // A comma at the end of the line was meant to stand behind it.
      const body = content.trimEnd().replace(/,$/, "");
      this.#at = from + 1 + body.length;
      this.#fault("unclosed", from, this.#at, JSON.stringify(unescaped(body)));
      return unescaped(body);
    }
    this.#at = end + 1;
    if (open !== '"') {
      this.#fault("wrong-quotes", from, this.#at, JSON.stringify(unescaped(content)));
      return unescaped(content);
    }
    try {
      return JSON.parse(this.#text.slice(from, this.#at));
    } catch {
      this.#fault("escape", from, this.#at, JSON.stringify(unescaped(content)));
      return unescaped(content);
    }
  }
}

/**
 * What was probably meant by the inside of a text whose escapes JSON does not know.
 *
 * @param {string} content
 */
function unescaped(content) {
  return content.replace(/\\(u[\dA-Fa-f]{4}|["\\/bfnrt])|\\(.?)/gs, (escape, known, other) =>
    known === undefined ? other : JSON.parse(`"${escape}"`),
  );
}
