/** The states of a policy and what leads from one to another: as a picture, which is drawn when it is looked at, and as a list. */

import { html, nothing } from "lit/html.js";
import { ref } from "lit/directives/ref.js";
import { contextOf } from "../context.js";
import { diagramSigns } from "./legend.js";
import { diagramList } from "./list.js";
import { diagramOf } from "../../shared/diagram/model.js";
import { SIZE, drawDiagram } from "../../shared/diagram/picture.js";
import { lettering } from "../lettering.js";
import { dayOf, localOf } from "../../shared/zone.js";

/** @import { Preview } from "torihiki" */
/** @import { PageContext, PageDescription, PageTexts, View } from "../types.js" */
/** @import { DiagramModel, LayOut } from "../../shared/diagram/types.js" */

/**
 * What the section was brought up to date with.
 *
 * @typedef {{ view: View, answer: Preview | null, t: PageTexts, description: PageDescription }} Given
 */

/**
 * What is shown: the context and the model, with a `key` that is the same where they come to the same, and the drawing
 * once there is one, with the `width` that it was drawn for.
 *
 * @typedef {{
 *   context: PageContext,
 *   model: DiagramModel,
 *   key: string,
 *   drawing: (ReturnType<typeof drawDiagram> & { width: number }) | null,
 * }} Shown
 */

/** @type {LayOut | null} The layout, once it is loaded. */
let layOut = null;
/** @type {Promise<{ layOut: LayOut }> | null} While it is being loaded, the promise of it. */
let loading = null;

/**
 * Makes a diagram. `take` says what it is about, `show` makes it, which loads the library for the layout, and `view` is
 * what there is of it; `changed` is called when that is something else.
 *
 * @param {() => void} changed
 */
export function diagramBody(changed) {
  /** @type {Given} */
  let given;
  /** @type {Shown | null} */
  let shown = null;
  let hasFailed = false;

  /** @type {Element | undefined} */
  let canvas;
  const takeCanvas = (/** @type {Element | undefined} */ element) => {
    canvas = element;
    if (canvas !== undefined) observer.observe(canvas);
  };
  const observer = new ResizeObserver(() => {
    if (shown === null || layOut === null || shown.drawing?.width === canvas?.clientWidth) return;
    shown.drawing = null;
    paint();
  });

  const paint = () => {
    draw();
    changed();
  };

  /** Draws what is not drawn yet. A place that is hidden has no width; the observer comes back once there is one. */
  const draw = () => {
    if (shown === null || shown.drawing !== null || layOut === null) return;
    if (canvas === undefined || canvas.clientWidth === 0) return;
    const width = canvas.clientWidth;
    const { model, context } = shown;
    const { fontFamily } = getComputedStyle(canvas);
    const lettersOf = (/** @type {boolean} */ isBold) =>
      lettering(`${isBold ? "700 " : ""}${SIZE}px ${fontFamily}`, context.locale);
    const drawing = drawDiagram(model, width, lettersOf, layOut, context);
    shown.drawing = { ...drawing, width };
  };

  const load = async () => {
    hasFailed = false;
    try {
      loading ??= import("../../shared/diagram/layout.js");
      ({ layOut } = await loading);
    } catch {
      // With the next change it is tried again, which not every browser does before the page is loaded anew.
      loading = null;
      hasFailed = true;
    }
    paint();
  };

  return {
    take(/** @type {Given} */ next) {
      given = next;
      if (shown !== null && shown.context.t !== given.t) shown = null;
    },
    show() {
      const next = shownOf(given);
      if (shown?.key !== next.key) shown = next;
      if (layOut === null) load();
      draw();
    },
    view() {
      const { t } = given;
      return html`<div class="diagram-body">
        ${shown === null ? nothing : remarksView(shown, given)}
        <p class="note diagram-status" role="status" .textContent=${statusOf(shown, hasFailed)}></p>
        ${canvasView(shown?.drawing ?? null, takeCanvas, t)}
        ${shown?.drawing?.isNumbered ? html`<p class="note">${t.diagram.numbered}</p>` : nothing}
        ${shown?.drawing ? signsView(shown.model, t) : nothing}
        <div class="diagram-text">${shown === null ? nothing : diagramList(shown.model, shown.context)}</div>
      </div>`;
    },
  };
}

/**
 * What a view and its answer come to, not drawn yet.
 *
 * @param {Given} given
 * @returns {Shown}
 */
function shownOf({ view, answer, t, description }) {
  const context = contextOf(answer, view, t, description);
  const model = diagramOf(description, view, answer);
  // While time is moved most answers are told in the same words, which depend on the day from which they are seen.
  const key = JSON.stringify([model, [...model.stays], dayOf(localOf(context.now, context.zone))]);
  return { context, model, key, drawing: null };
}

/**
 * What is to be seen of the loading.
 *
 * @param {Shown | null} shown
 * @param {boolean} hasFailed
 */
function statusOf(shown, hasFailed) {
  if (shown === null || shown.drawing !== null) return "";
  const { t } = shown.context;
  return hasFailed ? t.diagram.loadFailed : t.diagram.loading;
}

/**
 * The box of the picture. Where it scrolls, it has to be reached by the keyboard as well.
 *
 * @param {Shown["drawing"]} drawing
 * @param {(element: Element | undefined) => void} takeCanvas
 * @param {PageTexts} t
 */
function canvasView(drawing, takeCanvas, t) {
  const isTooWide = drawing?.isTooWide ?? false;
  return html`<div
    class="diagram-canvas"
    tabindex=${isTooWide ? "0" : nothing}
    role=${isTooWide ? "region" : nothing}
    aria-label=${isTooWide ? t.diagram.boxLabel : nothing}
    ${ref(takeCanvas)}
  >
    ${drawing?.picture ?? nothing}
  </div>`;
}

/**
 * The legend.
 *
 * @param {DiagramModel} model
 * @param {PageTexts} t
 */
function signsView(model, t) {
  return html`<ul class="legend diagram-signs" aria-label=${t.diagram.signsLabel}>
    ${diagramSigns(model, t)}
  </ul>`;
}

/**
 * What is not to be seen in the picture, each as a line.
 *
 * @param {Shown} shown
 * @param {Given} given
 */
function remarksView({ model: { foreign } }, { view, answer, t }) {
  const lines = [];
  if (answer === null) lines.push(t.diagram.noAnswer);
  if (foreign !== null) lines.push(t.diagram.foreign(foreign));
  if (answer !== null && view.role !== "") lines.push(t.diagram.oneRole);
  return lines.length === 0
    ? nothing
    : html`<p class="note diagram-remark">${lines.map((line) => html`<span>${line}</span>`)}</p>`;
}
