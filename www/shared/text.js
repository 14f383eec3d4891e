/** Text with something about it: for a screen reader alone, in another language, with a gap, in a frame. */

import { html } from "lit/html.js";
import { isJapanese } from "./language.js";

/**
 * Text for a screen reader alone.
 *
 * @param {string} text
 */
export function unseen(text) {
  return html`<span class="unseen">${text}</span>`;
}

/**
 * Text that may be in another language than what is around it, such as the title of a source:
 * it is marked with its language, so that it is pronounced and set as what it is.
 *
 * @param {string} text
 * @param {{ locale: string }} context
 */
export function inItsLanguage(text, { locale }) {
  return locale !== "ja" && isJapanese(text) ? html`<span lang="ja">${text}</span>` : text;
}

/**
 * Puts a part where a text has a gap.
 *
 * @param {(gap: string) => string} text
 * @param {unknown} part
 */
export function around(text, part) {
  const [before, after] = text("\u0000").split("\u0000");
  return html`${before}${part}${after}`;
}

/**
 * A short remark in a frame.
 *
 * @param {string} text
 */
export function tag(text) {
  return html`<span class="tag">${text}</span>`;
}

/**
 * The name of a role beside what it belongs to.
 *
 * @param {string} label
 */
export function roleTag(label) {
  return html`<span class="role">${label}</span>`;
}
