/** What stands over the parts of the view: headings of the level that the host wants. */

import { html, nothing } from "lit/html.js";

/**
 * A heading so many levels below the first ones of the element.
 *
 * @param {unknown} text
 * @param {number} below
 * @param {{ headingLevel: number }} context
 * @param {string | typeof nothing} [id]
 */
export function heading(text, below, { headingLevel }, id = nothing) {
  const level = Math.min(headingLevel + below, 6);
  return html`<div class="heading heading-${below}" role="heading" aria-level=${level} id=${id}>${text}</div>`;
}

/**
 * A part of the view under a heading of its own; no landmark, of which a page with several orders would have too many.
 *
 * @param {string} name
 * @param {unknown} title
 * @param {unknown} content
 * @param {{ headingLevel: number }} context
 */
export function section(name, title, content, context) {
  return html`
    <section class=${name} part=${name} role="group" aria-labelledby="${name}-heading">
      ${heading(title, 0, context, `${name}-heading`)} ${content}
    </section>
  `;
}
