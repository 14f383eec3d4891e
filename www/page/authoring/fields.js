/** The fields of the workbench. */

import { html } from "lit/html.js";
import { live } from "lit/directives/live.js";

/**
 * A field with its label.
 *
 * @param {string} id
 * @param {string} label
 * @param {unknown} control
 */
export function field(id, label, control) {
  return html`<p class="workbench-field"><label for=${id}>${label}</label>${control}</p>`;
}

/**
 * @param {string} id
 * @param {{ id: string, label: string }[]} options
 * @param {string} chosen
 * @param {(id: string) => void} choose
 */
export function selection(id, options, chosen, choose) {
  const change = (/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) => choose(currentTarget.value);
  return html`<select id=${id} @change=${change}>
    ${options.map((one) => html`<option value=${one.id} .selected=${live(one.id === chosen)}>${one.label}</option>`)}
  </select>`;
}
