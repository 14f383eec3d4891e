/** Code in colours. */

import { html } from "lit/html.js";

/** Comments, texts and the words of HTML, JavaScript and Rust, as far as the code here has them. */
const SIGNS = {
  comment: /(?<![:"])\/\/.*|\/\*[^]*?\*\//,
  string: /r#"[^]*?"#|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])*'/,
  word: /<\/?[a-zA-Z][\w-]*|<!doctype|\b(?:as|async|await|const|export|fn|from|function|import|let|new|return|use)\b/,
};
const SIGN = new RegExp(
  Object.entries(SIGNS)
    .map(([name, { source }]) => `(?<${name}>${source})`)
    .join("|"),
  "g",
);

/**
 * Code in pieces, the kinds that are told apart each in a class of its own.
 *
 * @param {string} text
 */
export function coloured(text) {
  const pieces = [];
  let at = 0;
  for (const { 0: piece, index, groups = {} } of text.matchAll(SIGN)) {
    const [kind] = Object.keys(groups).filter((name) => groups[name] !== undefined);
    pieces.push(text.slice(at, index), html`<span class="code-${kind}">${piece}</span>`);
    at = index + piece.length;
  }
  return [...pieces, text.slice(at)];
}
