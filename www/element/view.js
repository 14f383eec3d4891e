/** The view of an order as a whole. Data only ever becomes text, never markup. */

import { html, nothing } from "lit/html.js";
import { actionsView } from "./view/actions.js";
import { basisView } from "./view/basis.js";
import { dutiesView } from "./view/duties.js";
import { errorView } from "./view/error.js";
import { outlookView } from "./view/outlook.js";
import { positionView } from "./view/position.js";
import { verbsView } from "./view/verbs.js";

/** What the element shows: an answer, or why there is none, or until one of the two is there what the host put into it. */
export function orderView(answer, error, announcement, context) {
  return html`
    <div class="order" lang=${context.locale === "en" ? "en" : "ja"}>
      <slot name="heading"></slot>
      ${error !== null ? errorView(error, context) : answer === null ? html`<slot></slot>` : answerView(answer, context)}
      <p class="unseen" role="status">${announcement}</p>
    </div>
  `;
}

function answerView(answer, context) {
  const part = (name, view) => (context.hidden.has(name) ? nothing : view(answer, context));
  return html`
    ${part("state", positionView)} ${part("verbs", verbsView)} ${part("actions", actionsView)}
    ${part("duties", dutiesView)} ${part("outlook", outlookView)} ${part("basis", basisView)}
  `;
}
