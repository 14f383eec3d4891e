/** What happens if nobody acts. */

import { html, nothing } from "lit/html.js";
import { transitionList } from "../../shared/transitions.js";
import { section } from "./headings.js";

/** @import { Preview } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * What is certain to happen by itself, to the end.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function outlookView({ ifNobodyActs }, context) {
  const { t, now, left } = context;
  const beside = (/** @type {number} */ at) => (at > now ? html` <strong>${left(at)}</strong>` : nothing);
  const content =
    ifNobodyActs.length === 0 ? html`<p class="note">${t.noFuture}</p>` : transitionList(ifNobodyActs, context, beside);
  return section("outlook", t.futureHeading, content, context);
}
