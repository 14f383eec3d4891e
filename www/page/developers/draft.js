/** A text that somebody types while the page goes on: it follows the page where the page changes, and keeps the rest. */

import { followed, isAlike, isObject, tableOf } from "./following.js";
import { readJson } from "../../shared/json.js";

/** @typedef {Record<string, unknown>} Said what the page looks at, as the text has it */

export class Draft {
  /** What the page looks at now, and what it looked at when the text followed it last. */
  #said;
  #seen;

  /**
   * @param {string | null} text what was typed; without it, what the page looks at
   * @param {Said} seen what the page looked at then
   */
  constructor(text, seen) {
    this.#seen = this.#said = seen;
    this.text = text ?? writtenOut(seen);
    this.reading = readJson(this.text);
    /**
     * What the text says, or said last where it is no JSON at the moment.
     *
     * @type {any}
     */
    this.value = this.reading.isJson ? JSON.parse(this.text) : seen;
  }

  get seen() {
    return this.#seen;
  }

  /** Whether the page has changed, and the text is no JSON that could follow it. */
  get isBehind() {
    return !isAlike(tableOf(this.#seen), tableOf(this.#said));
  }

  /**
   * Takes what somebody has typed. Where it could not follow the page before and can now, it does.
   *
   * @param {string} text
   */
  type(text) {
    this.#take(text);
    this.follow(this.#said);
  }

  /**
   * Follows what the page looks at now.
   *
   * @param {Said} said
   */
  follow(said) {
    this.#said = said;
    if (!this.reading.isJson || !this.isBehind) return;
    const isOrder = isObject(this.value);
    this.#take(isOrder ? followed(this.text, tableOf(this.#seen), tableOf(said)) : writtenOut(said));
    this.#seen = said;
  }

  /**
   * Tells what the page is about to look at because the text says so: of that nothing has to follow.
   *
   * @param {Said} said
   */
  expect(said) {
    this.#said = this.#seen = said;
  }

  /** Gives up what was typed for what the page looks at. */
  replace() {
    this.#take(writtenOut(this.#said));
    this.#seen = this.#said;
  }

  /** @param {string} text */
  #take(text) {
    this.text = text;
    this.reading = readJson(text);
    if (this.reading.isJson) this.value = JSON.parse(text);
  }
}

/** @param {unknown} value */
export function writtenOut(value) {
  return JSON.stringify(value, null, 2);
}
