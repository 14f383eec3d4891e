/** Parts of the page that are open where there is room beside the answer, and folded away where there is none. */

/** From this width on there is room. The stylesheet names the same width. */
const wide = matchMedia("(min-width: 64rem)");

/** Opens a `<details>` where the window is wide and closes it where it is narrow, also when the window changes. */
export function foldedWhereNarrow(details) {
  const follow = () => {
    details.open = wide.matches;
  };
  follow();
  const listen = () => {
    // What has been replaced by a newer one is left to be forgotten.
    if (details.isConnected) follow();
    else wide.removeEventListener("change", listen);
  };
  wide.addEventListener("change", listen);
  return details;
}
