/** How to have these answers elsewhere. What the section holds is loaded when a reader comes near it. */

import { h, icon } from "../base/dom.js";
import { zoneHead } from "../base/parts.js";
import { en, ja } from "./texts.js";

const texts = { ja, en };

/** Makes the section in a language. */
export function developersSection(locale) {
  const t = texts[locale];
  const element = h("div", { class: "zone-body developers" }, zoneHead("developers-heading", t.heading, t.lead));
  const fill = async () => {
    const examples = await import("./examples.js").catch(() => null);
    if (examples === null) element.append(h("p", { class: "problem", role: "alert" }, icon("danger"), t.failed));
    else element.append(...examples.developersParts(locale));
  };
  whenNear(element, fill);
  return element;
}

/** Does something once an element is less than a window's height away from what can be seen. */
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
