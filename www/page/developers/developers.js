/** How to have these answers elsewhere. What the section holds is loaded when a reader comes near it. */

import { html, nothing, render } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { zoneHead } from "../frame/zone.js";
import { en, ja } from "./texts.js";

/** @import { Locale } from "torihiki" */

const texts = { ja, en };

/**
 * Makes the section in its place of the page, as `{ refresh }`. What it shows does not depend on the order: what a
 * reader has run there stays until `refresh(locale)` comes with another language.
 *
 * @param {HTMLElement} place
 */
export function developersSection(place) {
  /** @type {Locale} */
  let locale;
  /** @type {(() => unknown) | null} */
  let parts = null;
  let hasFailed = false;

  const paint = () => {
    const t = texts[locale];
    const failure = html`<p class="problem" role="alert">${icon("danger")}${t.failed}</p>`;
    const content = html`<div class="zone-body developers">
      ${zoneHead("developers-heading", t.heading, t.lead)} ${hasFailed ? failure : (parts?.() ?? nothing)}
    </div>`;
    render(content, place);
  };
  const fill = async () => {
    const examples = await import("./examples.js").catch(() => null);
    hasFailed = examples === null;
    parts = examples?.developersParts(locale, paint) ?? null;
    paint();
  };
  const refresh = (/** @type {Locale} */ next) => {
    if (next === locale) return;
    locale = next;
    parts = null;
    hasFailed = false;
    paint();
    whenNear(place, fill);
  };
  return { refresh };
}

/**
 * Does something once an element is less than a window's height away from what can be seen.
 *
 * @param {Element} element
 * @param {() => void} then
 */
function whenNear(element, then) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      then();
    },
    { rootMargin: "100% 0%" },
  );
  observer.observe(element);
}
