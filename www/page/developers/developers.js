/** How to have these answers elsewhere: a playground, which is loaded when it is opened. */

import { lateSection } from "../frame/late.js";
import { tagOf } from "../copy/copy.js";
import { texts as pageTexts } from "../texts.js";
import { keep, kept } from "./kept.js";
import { en, ja } from "./texts.js";

/** @import { Locale } from "torihiki" */
/** @import { View } from "../types.js" */

const texts = { ja, en };

/** What the page says of a problem, by its code. What the page has loaded already is handed on, and not shared out anew. */
const problemWords = (/** @type {Locale} */ locale) => pageTexts[locale].problems;

/**
 * Makes the section in its place of the page, as `{ refresh }`. What is typed in it changes the view of the page.
 *
 * @param {HTMLElement} place
 * @param {(change: Partial<View>) => void} change
 */
export function developersSection(place, change) {
  const ground = document.createElement("div");
  ground.className = "playground";
  /** @type {View} */
  let view;
  const section = lateSection({
    place,
    ground,
    names: { body: "zone-body developers", heading: "developers-heading", details: "playground", fold: "" },
    isOpen: kept().isOpen === true,
    keep,
    load: async () => {
      const { playground } = await import("./playground.js");
      return playground(ground, view, { change, problemWords, tagOf });
    },
    fill: (show) => show(view),
  });
  return {
    refresh(/** @type {View} */ next) {
      view = next;
      section.refresh(texts[view.locale]);
    },
  };
}
