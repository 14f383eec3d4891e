/** Offers what happens by itself and what falls due as a file for the reader's calendar. */

import { html } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { save } from "../frame/saving.js";

/**
 * The button that saves an iCalendar text; hidden where there is nothing to save.
 *
 * @param {string | null} text
 * @param {string} name  the name of the file
 * @param {import("../types.js").PageTexts} t
 */
export function calendarButton(text, name, t) {
  return html`<button
    type="button"
    id="calendar"
    ?hidden=${text === null}
    @click=${() => save(text ?? "", name, "text/calendar;charset=utf-8")}
  >
    ${icon("calendar")}${t.saveCalendar}
  </button>`;
}
