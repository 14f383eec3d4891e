/** TOML in colours. What is wrong with it, the author's half of the package says. */

import { StreamLanguage } from "@codemirror/language";

/**
 * @import { StringStream } from "@codemirror/language"
 *
 * Where in a document it is: the brackets that are open, whether a key comes next, and the quotes that end a text of
 * several lines.
 *
 * @typedef {{ open: ("[" | "{")[], isKey: boolean, quotes: string | null }} State
 */

const TEXT = /^(?:"(?:\\.|[^"\\])*"?|'[^']*'?)/;
const BARE_KEY = /^[^\s=.#[\]{},"']+/;
const TIME =
  /^(?:\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?)/;
const NUMBER = /^[+-]?(?:0[box][\da-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?|inf|nan)\b)/;

/** @type {StreamLanguage<State>} */
export const toml = StreamLanguage.define({
  name: "toml",
  startState: () => ({ open: [], isKey: true, quotes: null }),
  copyState: ({ open, ...rest }) => ({ open: [...open], ...rest }),
  token: tokenOf,
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"', "'", '"""', "'''"] } },
});

/**
 * The kind of what stands next, which it reads; it always goes on.
 *
 * @param {StringStream} stream
 * @param {State} state
 */
function tokenOf(stream, state) {
  if (state.quotes !== null) return restOfText(stream, state);
  if (stream.sol() && state.open.length === 0) state.isKey = true;
  if (stream.eatSpace()) return null;
  if (stream.peek() === "#") {
    stream.skipToEnd();
    return "comment";
  }
  return bracket(stream, state) ?? (state.isKey ? key(stream, state) : value(stream, state));
}

/**
 * @param {StringStream} stream
 * @param {State} state
 */
function bracket(stream, state) {
  if (state.isKey && state.open.length === 0 && stream.match(/^\[\[?[^\]#]*\]?\]?/)) return "heading";
  const [sign] = /** @type {RegExpMatchArray | null} */ (stream.match(/^[[\]{},]/)) ?? [];
  if (sign === undefined) return null;
  if (sign === "[" || sign === "{") state.open.push(sign);
  else if (sign !== ",") state.open.pop();
  state.isKey = sign === "{" || (sign === "," && state.open.at(-1) === "{");
  return "punctuation";
}

/**
 * @param {StringStream} stream
 * @param {State} state
 */
function key(stream, state) {
  if (stream.match(TEXT) || stream.match(BARE_KEY)) return "propertyName";
  if (stream.next() === "=") state.isKey = false;
  return "punctuation";
}

/**
 * @param {StringStream} stream
 * @param {State} state
 */
function value(stream, state) {
  const [quotes] = /** @type {RegExpMatchArray | null} */ (stream.match(/^(?:"""|''')/)) ?? [];
  if (quotes !== undefined) {
    state.quotes = quotes;
    return restOfText(stream, state);
  }
  if (stream.match(TEXT)) return "string";
  if (stream.match(/^(?:true|false)\b/)) return "bool";
  if (stream.match(TIME) || stream.match(NUMBER)) return "number";
  stream.next();
  return null;
}

/**
 * The rest of a text of several lines, as far as it stands in this one.
 *
 * @param {StringStream} stream
 * @param {State} state
 */
function restOfText(stream, state) {
  while (!stream.eol()) {
    if (state.quotes !== null && stream.match(state.quotes)) {
      state.quotes = null;
      break;
    }
    // A backslash means nothing between single quotes.
    if (stream.next() === "\\" && state.quotes === '"""') stream.next();
  }
  return "string";
}
