/** Offers what happens by itself and what falls due as a file for the reader's calendar. */

import { h, icon } from "../base/dom.js";

/** The button. `ask()` gives the iCalendar text, `name` the beginning of the file's name. */
export function calendarButton(t, name, ask) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([ask()], { type: "text/calendar;charset=utf-8" }));
    h("a", { href: url, download: `${name}.ics` }).click();
    // The browser has taken hold of the file once the click is through.
    setTimeout(() => URL.revokeObjectURL(url));
  };
  return h("button", { type: "button", id: "calendar", onclick: save }, icon("calendar"), t.saveCalendar);
}
