/** Takes the reader to another place in the page, and keeps places where they are. */

/** Settles once the answer is shown: it takes a moment, and what stands in it can take the focus only then. */
const answerShown = () => document.getElementById("order").updateComplete;

/** Takes the reader to an element and opens what it is folded into; where it is gone, to the top of the answer. */
export async function lead(id, block) {
  await answerShown();
  const [element] = [id, "supposed-banner", "answer"]
    .map((one) => document.getElementById(one))
    .filter((one) => one !== null);
  for (let around = element.closest("details"); around !== null; around = around.parentElement.closest("details")) {
    around.open = true;
  }
  const target = element.matches("details") ? element.querySelector("summary") : element;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block });
}

/** Changes the page while an element stays where it is in the window, whatever happens above it. */
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
    )
      return;
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    const id = link?.getAttribute("href")?.startsWith("#") ? decodeURIComponent(link.hash.slice(1)) : "";
    if (document.getElementById(id) === null) return;
    event.preventDefault();
    document.getElementById("contents").hidePopover?.();
    lead(id, "start");
  });
}
