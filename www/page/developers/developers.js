/** How to have these answers elsewhere: a playground, which is loaded when it is opened. */

import { html, nothing, render } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { zoneHead } from "../frame/zone.js";
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
  let isOpen = kept().isOpen === true;
  /** @type {View} */
  let view;
  /** @type {((view: View) => void) | null} */
  let show = null;
  let [isLoading, hasFailed] = [false, false];

  const paint = () => {
    const t = texts[view.locale];
    const failure = html`<p class="problem" role="alert">${icon("danger")}${t.failed}</p>`;
    const content = html`<div class="zone-body developers">
      ${zoneHead("developers-heading", t.heading, t.lead)}
      <details id="playground" ?open=${isOpen} @toggle=${toggle}>
        <summary id="playground-summary">
          <h3>${t.open}</h3>
          <span class="note">${t.openNote}</span>
        </summary>
        ${hasFailed ? failure : nothing} ${ground}
      </details>
    </div>`;
    render(content, place);
  };
  const toggle = (/** @type {{ currentTarget: HTMLDetailsElement }} */ { currentTarget }) => {
    isOpen = currentTarget.open;
    keep({ isOpen });
    if (isOpen) fill();
  };
  const fill = async () => {
    if (show === null && !isLoading) {
      isLoading = true;
      const loaded = await import("./playground.js").catch(() => null);
      isLoading = false;
      hasFailed = loaded === null;
      show = loaded?.playground(ground, view, { change, problemWords, tagOf }) ?? null;
      paint();
    }
    show?.(view);
  };
  const refresh = (/** @type {View} */ next) => {
    view = next;
    paint();
    // What nobody sees is brought up to date once it is opened.
    if (isOpen) fill();
  };
  return { refresh };
}
