/** The future of an order: as a picture with a handle for the time, as a list, as tables, and as a calendar. */

import { transitionList } from "./answer.js";
import { offerCalendar } from "./calendar.js";
import { h, svg } from "./dom.js";
import { timeHandle } from "./handle.js";
import { instant, instantText } from "./instant.js";
import { outlookOf, segmentAt, spansOf } from "./outlook.js";
import { drawPicture } from "./picture.js";
import { timelineTables } from "./tables.js";
import { instantOf } from "./time.js";
import { ownOffset } from "./zone.js";

/**
 * Makes the section, as `{ element, refresh }`.
 *
 * `ask(view, from)` gives the timeline of a view from an instant on, `askCalendar(view)` its calendar.
 * `move(at)` makes another instant the one that is looked at. `refresh(view, answer)` brings the section up to date;
 * while the handle is dragged the picture stays as it is, so that nothing moves away under the pointer.
 */
export function timelineSection(t, description, { ask, askCalendar, move, contextOf }) {
  let shown = null;

  const handle = timeHandle(t, description.utcOffset, move, () => refresh(shown.view, shown.answer));
  const canvas = h("div", { class: "canvas", onclick: (event) => handle.follow(event) });
  const reading = h("p", { class: "reading" });
  const remarks = h("p", { class: "note" });
  const legend = h("ul", { class: "legend", "aria-label": t.legendLabel });
  const happens = h("div", { class: "happens" });
  const tables = h("div", { class: "tables" });
  const details = h(
    "details",
    { id: "timeline-tables", ontoggle: () => showTables() },
    h("summary", { id: "timeline-tables-summary" }, t.tablesSummary),
    tables,
  );
  const element = h(
    "section",
    { class: "part future", "aria-labelledby": "future-heading" },
    h("h3", { id: "future-heading" }, t.futureHeading),
    reading,
    canvas,
    h("p", { id: "handle-hint", class: "note handle-hint" }, t.handleHint),
    remarks,
    legend,
    happens,
    details,
    h("p", { class: "calendar" }, offerCalendar(t, description, () => askCalendar(shown.view))),
  );

  const showTables = () => {
    if (details.open && shown !== null) tables.replaceChildren(...timelineTables(shown.outlook.timeline, shown.context));
  };

  const draw = () => {
    const { outlook, context, view } = shown;
    const width = Math.floor(canvas.clientWidth);
    const drawing = drawPicture(outlook, width, getComputedStyle(canvas).fontFamily, context);
    canvas.querySelector("svg")?.remove();
    canvas.prepend(drawing.element);
    if (handle.element.parentElement === null) canvas.append(handle.element);
    legend.replaceChildren(...legendOf(outlook, t));
    const lines = [drawing.scale.isEven ? null : t.magnified, hasOwnClock(outlook, description) ? t.ownClocks : null];
    remarks.replaceChildren(...lines.filter((line) => line !== null).map((line) => h("span", null, line)));
    return { drawing, width, view };
  };

  const refresh = (view, answer) => {
    if (answer === null) {
      handle.refresh(null);
      return;
    }
    const context = contextOf(view, answer);
    const isSame = shown !== null && shown.view.order === view.order && shown.view.role === view.role && shown.view.since === view.since;
    const outlook = handle.isDragged() && isSame ? shown.outlook : outlookOf(view, description, (from) => ask(view, from));
    const stays = isSame && shown.outlook.from === outlook.from && shown.outlook.to === outlook.to;
    shown = { view, answer, context, outlook, drawn: stays ? shown.drawn : null };
    shown.drawn ??= canvas.clientWidth > 0 ? draw() : null;

    const { label } = segmentAt(outlook.timeline, answer.asOf);
    const said = instantText(answer.asOf, { ...context, now: NaN });
    reading.replaceChildren(...readingOf(answer.asOf, label, context));
    happens.replaceChildren(
      answer.ifNobodyActs.length === 0 ? h("p", { class: "note" }, t.noFuture) : transitionList(answer.ifNobodyActs, context),
    );
    if (shown.drawn !== null) handle.refresh({ at: answer.asOf, outlook, drawing: shown.drawn.drawing, text: t.handleValue(said, label) });
    showTables();
  };

  new ResizeObserver(() => {
    if (shown === null || handle.isDragged() || shown.drawn?.width === Math.floor(canvas.clientWidth)) return;
    shown.drawn = null;
    refresh(shown.view, shown.answer);
  }).observe(canvas);

  return { element, refresh };
}
