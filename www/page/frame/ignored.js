/** What an address says that the page does not understand. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";

/** @import { PageTexts } from "../types.js" */

/**
 * @param {{ name: string, text: string }[]} parts
 * @param {PageTexts} t
 */
export function ignoredView(parts, t) {
  if (parts.length === 0) return nothing;
  const name = (/** @type {{ name: string, text: string }} */ part) =>
    html`<li><code>${part.text === "" ? part.name : `${part.name}=${part.text}`}</code></li>`;
  return html`<p>${icon("info")}${t.addressIgnored}</p>
    <ul>
      ${parts.map(name)}
    </ul>`;
}
