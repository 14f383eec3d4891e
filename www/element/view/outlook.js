/** What happens if nobody acts. */

import { html } from "lit";
import { section, transitionList } from "./parts.js";

/** What is certain to happen by itself, to the end. */
export function outlookView({ ifNobodyActs }, context) {
  const { t } = context;
  const content =
    ifNobodyActs.length === 0 ? html`<p class="note">${t.noFuture}</p>` : transitionList(ifNobodyActs, context);
  return section("outlook", t.futureHeading, content, context);
}
