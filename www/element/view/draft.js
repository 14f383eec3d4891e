/** A message that a party can send. */

import { html } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { heading } from "./headings.js";

/** The message, with a button that copies it. */
export function draftView({ id, subject, body }, context) {
  const { t } = context;
  return html`<div class="draft" data-draft=${id}>
    ${heading(t.draft(subject), 2, context)}
    <p class="draft-body">${body}</p>
    <p class="draft-copy">
      <button type="button" data-copy=${id} @click=${(event) => copy(body, event.currentTarget.nextElementSibling, t)}>
        ${icon("copy")}${t.copyDraft}
      </button>
      <span role="status"></span>
    </p>
  </div>`;
}

/** Copies the text and says so. A page may be refused the clipboard; then the text above can still be selected. */
async function copy(text, status, t) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = t.copied;
  } catch {
    status.textContent = t.copyFailed;
  }
}
