/** Offers what happens by itself and what falls due as a file for the reader's calendar. */

import { html } from "lit/html.js";
import { icon } from "../../shared/icon.js";

/**
 * The button that saves an iCalendar text; hidden where there is nothing to save.
 *
 * @param {string | null} text
 * @param {string} name  the name of the file
 * @param {import("../types.js").PageTexts} t
 */
export function calendarButton(text, name, t) {
  return html`<button type="button" id="calendar" ?hidden=${text === null} @click=${() => save(text ?? "", name)}>
    ${icon("calendar")}${t.saveCalendar}
  </button>`;
}

/**
 * @param {string} text
 * @param {string} name
 */
function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  link.download = name;
  link.click();
  // The browser has taken hold of the file once the click is through.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
