/** What the parts of the page below the answer have in common. */

import { html, nothing } from "lit/html.js";

/**
 * The head of a part of the page: its heading, a sentence on what it shows, and where it has some its tools.
 *
 * @param {string} id
 * @param {string} heading
 * @param {string} lead
 * @param {unknown} [tools]
 */
export function zoneHead(id, heading, lead, tools) {
  return html`<header class="zone-head">
    <h2 id=${id}>${heading}</h2>
    <p class="zone-lead">${lead}</p>
    ${tools === undefined ? nothing : html`<p class="zone-tools">${tools}</p>`}
  </header>`;
}
