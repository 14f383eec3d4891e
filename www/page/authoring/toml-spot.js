/** Where in a document in TOML the cursor is: what stands there, and what it belongs to. */

/** @import { Spot } from "../../shared/json.js" */

/**
 * The signs of TOML: a comment, a text of several lines, a text of one, a sign, a word, and what is between them.
 */
const TOKEN =
  /(#[^\n]*)|("""[^]*?(?:"""|$(?![^]))|'''[^]*?(?:'''|$(?![^])))|("(?:\\.|[^"\\\n])*"?|'[^'\n]*'?)|(\[\[|\]\]|[[\]{},=.\n])|([^\s#"'[\]{},=.]+)|[^\S\n]+/gy;

/**
 * The spot at which something can be written; null inside a comment or a text of several lines. `names` lead to what it
 * belongs to, or, of a value, to that; an item of a list is called `0`. In the heading of a table, `isHeading` is true.
 *
 * @param {string} text
 * @param {number} at
 * @returns {(Spot & { isHeading: boolean }) | null}
 */
export function tomlSpot(text, at) {
  const place = new Place();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < at) {
    const from = TOKEN.lastIndex;
    const [token, comment, long, short, sign, word] = TOKEN.exec(text) ?? [];
    // A sign that TOML does not know ends what can be told.
    if (token === undefined) return null;
    const to = from + token.length;
    const isHere = at <= to;
    if (isHere && (long !== undefined || comment !== undefined)) return null;
    if (isHere && (short !== undefined || word !== undefined)) return place.spot(from, to);
    if (sign !== undefined) place.pass(sign);
    else if (short !== undefined || word !== undefined) place.name(unquoted(token));
  }
  return place.spot(at, at);
}

/** @param {string} token */
const unquoted = (token) => token.replace(/^["']|["']$/g, "");

/** How far a document has been read. */
class Place {
  /** @type {string[]} */
  #heading = [];
  /**
   * The brackets that are open, each with what leads to what is in it.
   *
   * @type {{ isList: boolean, names: string[] }[]}
   */
  #open = [];
  /** @type {string[]} */
  #key = [];
  /** What comes next: a part of a key, what a heading names, or a value. */
  #next = /** @type {"key" | "heading" | "value"} */ ("key");

  /** What leads to what keys belong to here. */
  get #around() {
    return this.#open.at(-1)?.names ?? this.#heading;
  }

  /** What leads to a value here. */
  get #value() {
    return this.#open.at(-1)?.isList === true ? this.#around : [...this.#around, ...this.#key];
  }

  /** @param {string} name */
  name(name) {
    if (this.#next !== "value") this.#key.push(name);
  }

  /** @param {string} sign */
  pass(sign) {
    if (this.#next === "heading") {
      if (!/^\]|\n/.test(sign)) return;
      this.#heading = this.#key;
      this.#expect("key");
    } else if (sign === "=") {
      this.#next = "value";
    } else if (this.#next === "key" && this.#open.length === 0 && sign.startsWith("[")) {
      this.#expect("heading");
    } else if (sign === "{" || sign.startsWith("[")) {
      for (const bracket of sign) this.#begin(bracket === "[");
    } else if (sign === "}" || sign.startsWith("]")) {
      for (const _ of sign) this.#open.pop();
      this.#next = "value";
    } else if ((sign === "," && this.#open.at(-1)?.isList === false) || (sign === "\n" && this.#open.length === 0)) {
      this.#expect("key");
    }
  }

  /** @param {boolean} isList */
  #begin(isList) {
    this.#open.push({ isList, names: isList ? [...this.#value, "0"] : this.#value });
    this.#expect(isList ? "value" : "key");
  }

  /** @param {"key" | "heading" | "value"} next */
  #expect(next) {
    this.#next = next;
    this.#key = [];
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  spot(from, to) {
    const isHeading = this.#next === "heading";
    const names = this.#next === "value" ? this.#value : isHeading ? this.#key : [...this.#around, ...this.#key];
    return { from, to, names, kind: /** @type {Spot["kind"]} */ (this.#next === "value" ? "value" : "key"), isHeading };
  }
}
