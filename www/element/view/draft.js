/** A message that a party can send. */

import { html } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { heading } from "./headings.js";

/** @import { Draft } from "torihiki" */
/** @import { Texts } from "../../shared/types.js" */
/** @import { ViewContext } from "../types.js" */

/**
 * The message, with a button that copies it.
 *
 * @param {Draft} draft
 * @param {ViewContext} context
 */
export function draftView({ id, subject, body }, context) {
  const { t } = context;
  const press = (/** @type {{ currentTarget: Element }} */ { currentTarget }) =>
    copy(body, /** @type {Element} */ (currentTarget.nextElementSibling), t);
  return html`<div class="draft" data-draft=${id}>
    ${heading(t.draft(subject), 2, context)}
    <p class="draft-body">${body}</p>
    <p class="draft-copy">
      <button type="button" data-copy=${id} @click=${press}>${icon("copy")}${t.copyDraft}</button>
      <span role="status"></span>
    </p>
  </div>`;
}

/**
 * Copies the text and says so. A page may be refused the clipboard; then the text above can still be selected.
 *
 * @param {string} text
 * @param {Element} status
 * @param {Texts} t
 */
async function copy(text, status, t) {
  try {
    // In a frame it is the frame's window that has the focus, without which nothing may be copied.
    await (status.ownerDocument.defaultView ?? window).navigator.clipboard.writeText(text);
    status.textContent = t.copied;
  } catch {
    status.textContent = t.copyFailed;
  }
}
