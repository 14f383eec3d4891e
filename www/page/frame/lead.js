/** Takes the reader to another place in the page, and keeps places where they are. */

/** Settles once the answer is shown: it takes a moment, and what stands in it can take the focus only then. */
const answerShown = () =>
  /** @type {import("torihiki/element").TorihikiOrderElement} */ (document.getElementById("order")).updateComplete;

/**
 * Takes the reader to an element and opens what it is folded into; where it is gone, to the top of the answer.
 *
 * @param {string} id
 * @param {ScrollLogicalPosition} block
 */
export async function lead(id, block) {
  await answerShown();
  const [element] = [id, "supposed-banner", "answer"].flatMap((one) => document.getElementById(one) ?? []);
  openAround(element);
  // A group takes the focus where it is chosen from.
  const chosen = element.getAttribute("role") === "radiogroup" ? element.querySelector("input:checked, input") : null;
  const target = element.querySelector(":scope > summary") ?? chosen ?? element;
  /** @type {HTMLElement} */ (target).focus({ preventScroll: true });
  target.scrollIntoView({ block });
}

/**
 * Opens whatever an element is folded into.
 *
 * @param {Element | null | undefined} element
 */
export function openAround(element) {
  for (let around = element?.closest("details"); around; around = around.parentElement?.closest("details")) {
    around.open = true;
  }
}

/**
 * Changes the page while an element stays where it is in the window, whatever happens above it.
 *
 * @param {Element} element
 * @param {() => void} change
 */
export async function holding(element, change) {
  const before = element.getBoundingClientRect().top;
  change();
  await answerShown();
  scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
}

/**
 * Has links inside the page scroll, move the focus, and open what is folded. The address stays as it is: behind its
 * `#` stands the view.
 */
export function followLinks() {
  document.addEventListener("click", (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    ) {
      return;
    }
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    const id = link?.getAttribute("href")?.startsWith("#") ? decodeURIComponent(link.hash.slice(1)) : "";
    if (document.getElementById(id) === null) return;
    event.preventDefault();
    document.getElementById("contents")?.hidePopover?.();
    lead(id, "start");
  });
}
