/** Why there is no answer. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";

/** @import { Problem } from "torihiki" */
/** @import { BareContext } from "../types.js" */

/** The failures that have nothing to do with the order, after which another attempt may succeed. */
const LOADING = new Set(["wasm-unavailable", "wasm-not-loaded"]);

/** What cannot be seen, but turns the direction of what stands after it. An order may hold anybody's texts. */
const UNSEEN_MARKS = /[\0\u202a-\u202e\u2066-\u2069]/g;

const seen = (/** @type {string} */ text) => text.replace(UNSEEN_MARKS, "\ufffd");

/**
 * A sentence for the reader, and the engine's own words for whoever can mend it.
 *
 * @param {Error & { code?: string, problems?: Problem[] }} error
 * @param {BareContext} context
 */
export function errorView(error, { t, reload }) {
  const isOfLoading = LOADING.has(error.code ?? "");
  /** @type {Partial<Problem>[]} */
  const problems = error.problems ?? [{ path: "", message: error.message, help: "" }];
  return html`
    <div class="error" part="error" role="alert">
      <p>${icon("danger")}${isOfLoading ? t.loadFailed : t.failed}</p>
      ${isOfLoading ? html`<button type="button" data-reload @click=${reload}>${t.loadAgain}</button>` : nothing}
      <details>
        <summary>${t.failureDetails}</summary>
        <ul lang="en">
          ${problems.map(
            ({ code, path = "", message = "", help = "" }) =>
              html`<li data-code=${code ?? nothing}>
                ${path === "" ? nothing : html`<code>${seen(path)}</code>: `}${seen(message)}${help ? html`<br /><span class="note">${seen(help)}</span>` : nothing}
              </li>`,
          )}
        </ul>
      </details>
    </div>
  `;
}
