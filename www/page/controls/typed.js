/** Text fields that are brought up to date, but never under the hands of somebody typing in them. */

import { noChange } from "lit/html.js";
import { Directive, directive } from "lit/directive.js";

/** @import { ElementPart } from "lit/html.js" */

class Typed extends Directive {
  #text = "";
  #generation = NaN;

  /** @param {[text: string, generation: number]} _given */
  render(..._given) {
    return noChange;
  }

  /**
   * @param {ElementPart} part
   * @param {[text: string, generation: number]} given
   */
  update(part, [text, generation]) {
    const input = /** @type {HTMLInputElement} */ (part.element);
    if (Number.isNaN(this.#generation)) input.addEventListener("blur", () => this.#show(input));
    const isNew = generation !== this.#generation;
    this.#text = text;
    this.#generation = generation;
    if (isNew || document.activeElement !== input) this.#show(input);
    return noChange;
  }

  /** @param {HTMLInputElement} input */
  #show(input) {
    if (input.value !== this.#text) input.value = this.#text;
  }
}

/**
 * What a field shows. While it has the focus the text waits until it is left; only what is of another `generation`
 * is another field.
 */
export const typed = directive(Typed);
