/** Instants that matter, and how far away they are. */

import { html } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { around } from "../../shared/text.js";

/** @import { Clock } from "../../shared/types.js" */

/**
 * An instant in a `text` that has a gap for it, and the `length` of time until then, after an icon.
 *
 * @param {(instant: string) => string} text
 * @param {number} at
 * @param {string} length
 * @param {Clock} context
 * @param {boolean} [isOver]
 */
export function deadline(text, at, length, context, isOver = false) {
  return html`<span class="deadline ${isOver ? "deadline-over" : ""}" part="deadline">
    <span class="deadline-at"
      >${icon(isOver ? "danger" : "clock")}<span>${around(text, instant(at, context))}</span></span
    >
    <strong>${length}</strong>
  </span>`;
}
