/** The states of a policy and what leads from one to another, as a section of the page. */

import { html, render } from "lit/html.js";
import { zoneHead } from "../frame/zone.js";
import { diagramBody } from "./body.js";

/** @import { PageTexts, Refresh } from "../types.js" */

/**
 * Makes the section in its place of the page, as `{ refresh }`.
 *
 * `refresh(view, answer, t, description)` brings it up to date; without an answer it shows the rules alone, and nothing
 * of today. While it is closed nothing of it is made, and the library for the layout is not loaded.
 *
 * @param {HTMLElement} place
 */
export function diagramSection(place) {
  /** @type {PageTexts} */
  let t;
  let isOpen = false;
  const paint = () => render(sectionView(), place);
  const body = diagramBody(paint);

  /** @type {Refresh} */
  const refresh = (view, answer, texts, description) => {
    t = texts;
    body.take({ view, answer, t, description });
    if (isOpen) body.show();
    paint();
  };
  const toggle = (/** @type {{ currentTarget: HTMLDetailsElement }} */ event) => {
    isOpen = event.currentTarget.open;
    if (isOpen) body.show();
    paint();
  };

  const sectionView = () =>
    html`<div class="zone-body">
      ${zoneHead("diagram-heading", t.diagramHeading, t.diagramLead)}
      <details id="diagram-details" class="diagram" @toggle=${toggle}>
        <summary id="diagram-summary"><h3>${t.diagram.summary}</h3></summary>
        ${body.view()}
      </details>
    </div>`;

  return { refresh };
}
