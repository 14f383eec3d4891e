/** The numbers that lead from what is said to the sources that it rests on. */

import { html, nothing } from "lit/html.js";
import { unseen } from "./text.js";

/** @import { Context } from "./types.js" */

/**
 * The numbers of sources, each leading to its source where the context has an address for it.
 *
 * @param {string[]} ids
 * @param {Context} context
 */
export function sourceReferences(ids, context) {
  return ids.map((id) => sourceReference(id, context));
}

/**
 * @param {string} id
 * @param {Context} context
 */
function sourceReference(id, { t, sources, sourceAddress }) {
  const index = sources.findIndex((source) => source.id === id);
  if (index < 0) return nothing;
  const { title } = sources[index];
  const address = sourceAddress(sources[index]);
  const number = index + 1;
  const name = t.source(number, title);
  if (address === null) {
    return html`<span class="reference" title=${title}>${unseen(name)}<span aria-hidden="true">${number}</span></span>`;
  }
  // What leads out of the page leaves it open.
  const isHere = address.startsWith("#");
  return html`<a
    class="reference"
    href=${address}
    target=${isHere ? nothing : "_blank"}
    rel=${isHere ? nothing : "noreferrer"}
    title=${title}
    aria-label=${isHere ? name : `${name} (${t.newWindow})`}
    >${number}</a
  >`;
}
