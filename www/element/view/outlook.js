/** What happens if nobody acts. */

import { html, nothing } from "lit/html.js";
import { openFuture } from "../../shared/certainty.js";
import { transitionList } from "../../shared/transitions.js";
import { section } from "./headings.js";

/** @import { Preview } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * What is certain to happen by itself, to the end; or that there is nothing, where that is certain.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function outlookView(answer, context) {
  const { ifNobodyActs } = answer;
  const { t, now, left, order, factLabel } = context;
  const open = openFuture(answer, order, context);
  const none = open === null ? t.noFuture : t.openFuture(open.map(factLabel));
  const beside = (/** @type {number} */ at) => (at > now ? html` <strong>${left(at)}</strong>` : nothing);
  const content =
    ifNobodyActs.length === 0 ? html`<p class="note">${none}</p>` : transitionList(ifNobodyActs, context, beside);
  return section("outlook", t.futureHeading, content, context);
}
