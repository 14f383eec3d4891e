/** Parts of the page that are open where there is room beside the answer, and folded away where there is none. */

/** From this width on there is room. The stylesheet names the same width. */
const wide = matchMedia("(min-width: 64rem)");

/**
 * Opens a `<details>` where the window is wide and closes it where it is narrow, also when the window changes.
 *
 * @param {HTMLDetailsElement} details
 */
export function foldWhereNarrow(details) {
  const follow = () => {
    details.open = wide.matches;
  };
  follow();
  wide.addEventListener("change", follow);
}
