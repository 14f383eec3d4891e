/** The view of an order as a whole. Data only ever becomes text, never markup. */

import { html, nothing } from "lit/html.js";
import { icon } from "../shared/icon.js";
import { bareContextOf, contextOf } from "./context.js";
import { actionsView } from "./view/actions.js";
import { basisView } from "./view/basis.js";
import { dutiesView } from "./view/duties.js";
import { errorView } from "./view/error.js";
import { headlineView } from "./view/headline.js";
import { outlookView } from "./view/outlook.js";
import { nextChangeView, positionView } from "./view/position.js";
import { verbsView } from "./view/verbs.js";

/** @import { Preview, Verdict } from "torihiki" */
/** @import { OwnContext, ViewContext } from "./types.js" */

/**
 * What the element shows: an answer, or why there is none, or until one of the two is there what the host put into it.
 *
 * @param {Preview | null} answer
 * @param {Error | null} error
 * @param {string} announcement
 * @param {OwnContext} own
 */
export function orderView(answer, error, announcement, own) {
  const content =
    error !== null
      ? errorView(error, bareContextOf(own))
      : answer === null
        ? html`<slot></slot>`
        : answerView(answer, contextOf(answer, own));
  return html`
    <div class="room">
      <div class="order ${own.isCompact ? "compact" : ""}" lang=${own.locale === "en" ? "en" : "ja"}>
        <slot name="heading"></slot>
        ${content}
        <p class="unseen" role="status">${announcement}</p>
        <span class="probe" aria-hidden="true"></span>
      </div>
    </div>
  `;
}

/**
 * @param {Preview} answer
 * @param {ViewContext} context
 */
function answerView(answer, context) {
  /** @type {(name: string, view: (answer: Preview, context: ViewContext) => unknown) => unknown} */
  const part = (name, view) => (context.hidden.has(name) ? nothing : view(answer, context));
  const actions = (/** @type {Verdict[]} */ ...verdicts) => part("actions", actionsView(verdicts));
  const further = html`${part("duties", dutiesView)} ${part("outlook", outlookView)} ${part("basis", basisView)}`;
  const first = html`${part("state", positionView)} ${part("headline", headlineView)}`;
  if (!context.isCompact) {
    return html`${first} ${part("verbs", verbsView)} ${actions("allowed", "unknown", "denied")} ${further}`;
  }
  const rest = html`
    ${part("state", nextChangeView)} ${part("verbs", verbsView)} ${actions("unknown", "denied")} ${further}
  `;
  return html`${first} ${actions("allowed")} ${restView(rest, context)}`;
}

/**
 * What is told on demand.
 *
 * @param {unknown} parts
 * @param {ViewContext} context
 */
function restView(parts, { t, isExpanded }) {
  return html`<details class="rest" part="rest" ?open=${isExpanded}>
    <summary>${t.rest}${icon("open")}</summary>
    <div class="rest-parts">${parts}</div>
  </details>`;
}
