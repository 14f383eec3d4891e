/** The stripes of what is in doubt, and the other way of what is late, so that both can be told without colours. */

import { svg } from "lit/html.js";

/** What is filled with which stripes. A stylesheet could not name them in every browser. */
export const FILLS = { unknown: "url(#hatching-doubt)", overdue: "url(#hatching-late)" };

/** The definitions of both, which stand in the picture. */
export const hatchings = [pattern("doubt", 45, 2.5), pattern("late", -45, 1.2)];

/**
 * @param {string} name
 * @param {number} turn
 * @param {number} width
 */
function pattern(name, turn, width) {
  return svg`<pattern
    id="hatching-${name}"
    class="hatching-${name}"
    width="6"
    height="6"
    patternUnits="userSpaceOnUse"
    patternTransform="rotate(${turn})"
  >
    <rect class="hatching-ground" width="6" height="6"></rect>
    <rect class="hatching-stripe" width=${width} height="6"></rect>
  </pattern>`;
}
