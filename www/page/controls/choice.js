/** A group of options of which one is chosen. */

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { describedBy, isInvalid, problemsAt } from "./problems.js";

/** @import { ControlContext } from "../types.js" */

/** @typedef {{ id: string, label: unknown, title?: string }} Option */

/**
 * The group in a `look`. Its id is also the path of the problems that it shows.
 *
 * @param {string} id
 * @param {"segments" | "tabs" | "pills" | "chips" | "ways"} look
 * @param {string} legend
 * @param {Option[]} options
 * @param {string} chosen
 * @param {(id: string) => void} choose
 * @param {Pick<ControlContext, "problems" | "t">} context
 */
export function choice(id, look, legend, options, chosen, choose, context) {
  const option = (/** @type {Option} */ one) =>
    html`<label title=${one.title === one.label ? nothing : (one.title ?? nothing)}>
      <input
        type="radio"
        name=${id}
        id="${id}-${one.id}"
        .value=${one.id}
        .checked=${live(one.id === chosen)}
        @change=${() => choose(one.id)}
      />
      <span>${one.label}</span>
    </label>`;
  return html`<div
    id=${id}
    class="choice choice-${look}"
    role="radiogroup"
    aria-labelledby="${id}-legend"
    aria-invalid=${isInvalid(id, context)}
    aria-describedby=${describedBy(id, [], context)}
    data-field=${id}
  >
    <p id="${id}-legend" class="legend">${legend}</p>
    <div class="options">${repeat(options, (one) => one.id, option)}</div>
    ${problemsAt(id, context)}
  </div>`;
}

/**
 * Shows the chosen option of each group that scrolls sideways, and moves nothing else.
 *
 * @param {HTMLElement} container
 */
export function showChosen(container) {
  for (const input of container.querySelectorAll("input:checked")) {
    const strip = /** @type {HTMLElement} */ (input.closest(".options"));
    const label = /** @type {HTMLElement} */ (input.parentElement);
    strip.scrollLeft = label.offsetLeft - strip.offsetLeft - (strip.clientWidth - label.offsetWidth) / 2;
  }
}
