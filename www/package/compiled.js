// How a compiled policy stands in a module: its texts as text, which compresses better than base64 of it.

import { decoded } from "./base64.js";
import { TextEncoder } from "./text-coding.js";

/**
 * The bytes of a compiled policy, of which `texts` stands between `head` and `rest`; those are base64.
 *
 * @param {string} head
 * @param {string} texts
 * @param {string} rest
 */
export function compiled(head, texts, rest) {
  const parts = [decoded(head), new TextEncoder().encode(texts), decoded(rest)];
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
