/** Links from the answer to the fields of facts. */

import { html } from "lit/html.js";

/** @import { PageContext } from "../types.js" */

/**
 * A link for each fact.
 *
 * @param {string[]} ids
 * @param {PageContext} context
 */
export function factLinks(ids, { factLabel }) {
  return ids.map((id) => html` <a class="fact-link" href="#field-${id}">${factLabel(id)}</a>`);
}
