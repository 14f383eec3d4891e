/** The states of a policy and what leads from one to another: as a picture, which is drawn when it is looked at, and as a list. */

import { contextOf } from "../base/context.js";
import { drawDiagram } from "./picture.js";
import { diagramList } from "./list.js";
import { diagramOf } from "./model.js";
import { diagramSigns } from "./legend.js";
import { h } from "../base/dom.js";
import { dayOf, offsetLength } from "../../shared/time.js";

/** The layout, once it is loaded; and while it is being loaded, the promise of it. */
let layOut = null;
let loading = null;

/**
 * Makes the section, as `{ element, refresh }`.
 *
 * `refresh(view, answer)` brings it up to date; without an answer it shows the rules alone, and nothing of today.
 * While it is closed nothing of it is made, and the library for the layout is not loaded.
 */
export function diagramSection(t, description) {
  // What was given last, and what it comes to: `{ context, model, key }`, and the `width` it was drawn for.
  let given = null;
  let shown = null;

  const remark = h("p", { class: "note diagram-remark" });
  const canvas = h("div", { class: "diagram-canvas" });
  const status = h("p", { class: "note diagram-status", role: "status" });
  const numbered = h("p", { class: "note", hidden: true }, t.diagram.numbered);
  const signs = h("ul", { class: "legend diagram-signs", "aria-label": t.diagram.signsLabel, hidden: true });
  const list = h("div", { class: "diagram-text" });
  const element = h(
    "details",
    { id: "diagram-details", class: "diagram", ontoggle: () => show() },
    h("summary", { id: "diagram-summary" }, h("h3", null, t.diagram.summary)),
    h("div", { class: "diagram-body" }, remark, status, canvas, numbered, signs, list),
  );

  const refresh = (view, answer) => {
    given = { view, answer };
    show();
  };

  const show = () => {
    if (!element.open || given === null) return;
    const { view, answer } = given;
    const context = contextOf(answer, view, t, description);
    const model = diagramOf(description, view, answer);
    // While time is moved most answers are told in the same words, which depend on the day from which they are seen.
    const key = JSON.stringify([model, [...model.stays], dayOf(context.now + offsetLength(context.offset))]);
    if (key === shown?.key) return;
    shown = { context, model, key };
    remark.replaceChildren(...remarksOf(model, given, t));
    remark.hidden = !remark.hasChildNodes();
    list.replaceChildren(diagramList(model, context));
    draw();
  };

  const draw = () => {
    if (layOut === null) {
      load();
      return;
    }
    // Where the section is hidden there is no width to draw into; the observer comes back here once there is one.
    if (canvas.clientWidth === 0) return;
    const { model, context } = shown;
    const {
      element: picture,
      isTooWide,
      isNumbered,
    } = drawDiagram(model, canvas.clientWidth, getComputedStyle(canvas).fontFamily, layOut, context);
    shown.width = canvas.clientWidth;
    canvas.replaceChildren(picture);
    // A box that scrolls has to be reached by the keyboard as well.
    for (const [name, value] of Object.entries({ tabindex: "0", role: "region", "aria-label": t.diagram.boxLabel })) {
      if (isTooWide) canvas.setAttribute(name, value);
      else canvas.removeAttribute(name);
    }
    signs.replaceChildren(...diagramSigns(model, t));
    signs.hidden = false;
    numbered.hidden = !isNumbered;
    status.textContent = "";
  };

  const load = async () => {
    status.textContent = t.diagram.loading;
    try {
      loading ??= import("./layout.js");
      ({ layOut } = await loading);
    } catch {
      // With the next change it is tried again, which not every browser does before the page is loaded anew.
      loading = null;
      shown = null;
      status.textContent = t.diagram.loadFailed;
      return;
    }
    if (shown !== null) draw();
  };

  new ResizeObserver(() => {
    if (shown !== null && element.open && layOut !== null && shown.width !== canvas.clientWidth) draw();
  }).observe(canvas);

  return { element, refresh };
}

/** What is not to be seen in the picture, each as a line. */
function remarksOf({ foreign }, { view, answer }, t) {
  const lines = [];
  if (answer === null) lines.push(t.diagram.noAnswer);
  if (foreign !== null) lines.push(t.diagram.foreign(foreign));
  if (answer !== null && view.role !== "") lines.push(t.diagram.oneRole);
  return lines.map((line) => h("span", null, line));
}
