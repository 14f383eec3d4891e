/** What a field of the form consists of. */

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { tag } from "../../shared/text.js";
import { describedBy, isInvalid, problemsAt } from "./problems.js";
import { typed } from "./typed.js";

/** @import { ControlContext } from "../types.js" */
/** @import { Labelled } from "../../shared/types.js" */

/**
 * A label with tags, the control or controls, hints in a line each, and the place for problems.
 *
 * @param {string} path
 * @param {string} label
 * @param {string[]} tags
 * @param {unknown} controls
 * @param {(string | null)[]} hints
 * @param {ControlContext} context
 * @param {boolean | string} [labelled] the id of what the label belongs to; `true`: the field's own; `false`: a group,
 *   which names itself
 */
export function field(path, label, tags, controls, hints, context, labelled = true) {
  const lines = hints.filter((line) => line !== null && line !== "");
  const name =
    labelled === false
      ? html`<span class="legend">${label}</span>`
      : html`<label for=${labelled === true ? `field-${path}` : labelled}>${label}</label>`;
  return html`<div class="field" data-field=${path}>
    <div class="field-label">${name}${tags.map(tag)}</div>
    <div class="field-row">${controls}</div>
    <p id="hint-${path}" class="hint" ?hidden=${lines.length === 0}>
      ${lines.map((line) => html`<span>${line}</span>`)}
    </p>
    ${problemsAt(path, context)}
  </div>`;
}

/**
 * A list to choose from.
 *
 * @param {string} path
 * @param {Labelled[]} all
 * @param {string} chosen
 * @param {(id: string) => void} choose
 * @param {ControlContext} context
 */
export function dropDown(path, all, chosen, choose, context) {
  return html`<select
    id="field-${path}"
    aria-invalid=${isInvalid(path, context)}
    aria-describedby=${describedBy(path, [`hint-${path}`], context)}
    @change=${(/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) => choose(currentTarget.value)}
  >
    ${options(all, chosen)}
  </select>`;
}

/**
 * The options of a list, of which one is chosen.
 *
 * @param {Labelled[]} all
 * @param {string} chosen
 */
export function options(all, chosen) {
  return all.map(({ id, label }) => html`<option value=${id} .selected=${live(id === chosen)}>${label}</option>`);
}

/**
 * A field to type in; `put` is told what is typed.
 *
 * @param {string} path
 * @param {{ text: string, placeholder: string, label?: string, inputmode?: string, put: (text: string) => void }} given
 * @param {ControlContext} context
 */
export function textInput(path, { text, placeholder, label, inputmode, put }, context) {
  return html`<input
    type="text"
    autocomplete="off"
    spellcheck="false"
    id="field-${path}"
    aria-label=${label ?? nothing}
    inputmode=${inputmode ?? nothing}
    placeholder=${placeholder}
    aria-invalid=${isInvalid(path, context)}
    aria-describedby=${describedBy(path, [`hint-${path}`], context)}
    @input=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => put(currentTarget.value)}
    @blur=${context.does.leave}
    ${typed(text, context.generation)}
  />`;
}
