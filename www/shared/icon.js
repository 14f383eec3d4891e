/** The icons. Each has its own shape, so that colour is never the only difference. */

import { html, svg } from "lit/html.js";

/** The drawings of the icons on a 16 × 16 grid. */
export const DRAWINGS = {
  allowed: ["M3 8.5 6.5 12 13 4.5"],
  denied: ["M4 4l8 8M12 4l-8 8"],
  unknown: ["M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8", "M8 12.6v.1"],
  none: ["M4 8h8"],
  info: ["M8 1.8a6.2 6.2 0 1 0 .1 0z", "M8 7.4v3.6", "M8 4.9v.1"],
  arrow: ["M2.5 8h11M9.5 4l4 4-4 4"],
  caution: ["M8 2.5 14.5 13.5h-13z", "M8 6.8v3", "M8 11.8v.1"],
  danger: ["M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z", "M8 4.8v4", "M8 11.1v.1"],
  calendar: ["M2.5 3.5h11v10h-11z", "M2.5 6.5h11M5.5 1.8v3M10.5 1.8v3"],
  back: ["M6.5 3.5 3 7l3.5 3.5", "M3 7h6.5a3.5 3.5 0 0 1 0 7H7"],
  suppose: ["M3 13V8a3 3 0 0 1 3-3h7", "M10 2l3 3-3 3"],
  way: ["M3.5 13.5a1.5 1.5 0 1 0 .1 0z", "M3.5 10.5V6a3 3 0 0 1 6 0v4a2.2 2.2 0 0 0 4.4 0V2.5", "M11.9 4.5l2-2 2 2"],
  clock: ["M8 1.8a6.2 6.2 0 1 0 .1 0z", "M8 4.6V8l2.4 1.6"],
  open: ["M4 6l4 4 4-4"],
  edit: ["M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z", "M9 4.7 11.3 7"],
  outside: ["M6 3.5H3.5v9h9V10", "M9 3h4v4M12.6 3.4 7.5 8.5"],
  copy: ["M5.5 5.5h8v8h-8z", "M10.5 5.5v-3h-8v8h3"],
};

/** @typedef {keyof typeof DRAWINGS} IconName */

/**
 * An icon for the eye only; the word beside it says the same.
 *
 * @param {IconName} name
 */
export function icon(name) {
  const paths = DRAWINGS[name].map((d) => svg`<path d=${d}></path>`);
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${paths}</svg>`;
}
