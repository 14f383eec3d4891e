/** A section whose content is loaded once a reader opens it, and that is opened again where it was open before. */

import { html, nothing, render } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { zoneHead } from "./zone.js";

/**
 * What such a section says.
 *
 * @typedef {{ heading: string, lead: string, open: string, openNote: string, failed: string }} LateTexts
 */

/**
 * What makes one: where it stands and what it is called, whether it is open at first and who is told of that, how its
 * content is loaded and made in `ground`, and what brings that up to date.
 *
 * @template Content
 * @typedef {{
 *   place: HTMLElement,
 *   ground: HTMLElement,
 *   names: { body: string, heading: string, details: string, fold: string },
 *   isOpen: boolean,
 *   keep: (change: { isOpen: boolean }) => void,
 *   load: () => Promise<Content>,
 *   fill: (content: Content) => void,
 * }} Late
 */

/**
 * Makes the section, as `{ refresh, open }`. `refresh` paints it, and fills it where it is open: what nobody sees is
 * brought up to date once it is opened.
 *
 * @template Content
 * @param {Late<Content>} late
 */
export function lateSection({ place, ground, names, isOpen, keep, load, fill }) {
  /** @type {LateTexts} */
  let t;
  let content = /** @type {Content | null} */ (null);
  let [isLoading, hasFailed] = [false, false];

  const paint = () => {
    const failure = html`<p class="problem" role="alert">${icon("danger")}${t.failed}</p>`;
    const section = html`<div class=${names.body}>
      ${zoneHead(names.heading, t.heading, t.lead)}
      <details id=${names.details} class=${names.fold || nothing} ?open=${isOpen} @toggle=${toggle}>
        <summary id="${names.details}-summary">
          <h3>${t.open}</h3>
          <span class="note">${t.openNote}</span>
        </summary>
        ${hasFailed ? failure : nothing} ${ground}
      </details>
    </div>`;
    render(section, place);
  };
  const setOpen = (/** @type {boolean} */ next) => {
    isOpen = next;
    keep({ isOpen });
  };
  const toggle = (/** @type {{ currentTarget: HTMLDetailsElement }} */ { currentTarget }) => {
    setOpen(currentTarget.open);
    if (isOpen) show();
  };
  const show = async () => {
    if (content === null && !isLoading) {
      isLoading = true;
      content = await load().catch(() => null);
      isLoading = false;
      hasFailed = content === null;
      paint();
    }
    if (content !== null) fill(content);
  };
  return {
    /** @param {LateTexts} next */
    refresh(next) {
      t = next;
      paint();
      if (isOpen) show();
    },
    /** Opens it, once the page has painted what it has to paint before. */
    open() {
      setOpen(true);
      queueMicrotask(() => {
        paint();
        show();
      });
    },
  };
}
