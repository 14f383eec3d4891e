/** The future of an order: as a picture with a handle for the time, as a list, as tables, and as a calendar. */

import { contextOf } from "../base/context.js";
import { calendarButton } from "./calendar.js";
import { h, icon, unseen } from "../base/dom.js";
import { timeHandle } from "./handle.js";
import { instant, instantText } from "../base/instant.js";
import { legendOf } from "./legend.js";
import { outlookOf } from "./model.js";
import { zoneHead } from "../base/parts.js";
import { drawPicture } from "./picture.js";
import { timelineTables } from "./tables.js";
import { offsetLength } from "../../shared/time.js";
import { transitionList } from "../base/transitions.js";
import { actionsByVerb, verdictOf } from "../../shared/verdict.js";
import { ownOffset } from "../../shared/zone.js";

/**
 * Makes the section, as `{ element, refresh }`.
 *
 * `ask(view, from)` gives the timeline of a view from an instant on, `askCalendar(view)` its calendar or `null` where
 * nothing has a date, and `move(at)` makes another instant the one that is looked at.
 * `refresh(view, answer)` brings the section up to date. While the handle is dragged the picture stays as it is,
 * so that nothing moves away under the pointer.
 */
export function timelineSection(t, description, { ask, askCalendar, move }) {
  // What is shown: a view and its answer, the outlook on it, and the drawing of that.
  let shown = null;
  // Whether what is shown is an earlier answer, in which time cannot be moved.
  let isStale = false;

  const handle = timeHandle(t, description.utcOffset, move, () => refresh(shown.view, shown.answer));
  const reading = h("div", { class: "reading" });
  const canvas = h("div", { class: "canvas", onclick: (event) => point(event) });
  const remarks = h("p", { class: "note remarks" });
  const legend = h("ul", { class: "legend", "aria-label": t.legendLabel });
  const happens = h("div", { class: "happens" });
  const tables = h("div", { class: "tables" });
  const details = h(
    "details",
    { id: "timeline-tables", class: "timeline-tables", ontoggle: () => showTables() },
    h("summary", { id: "timeline-tables-summary" }, t.tablesSummary),
    tables,
  );
  const calendar = calendarButton(t, `torihiki-${description.id}`, () => askCalendar(shown.view));
  const element = h(
    "div",
    { class: "zone-body future" },
    zoneHead("future-heading", t.timelineHeading, t.timelineLead),
    reading,
    canvas,
    h(
      "div",
      { class: "under-picture" },
      legend,
      h("p", { id: "handle-hint", class: "note handle-hint" }, t.handleHint),
      remarks,
    ),
    h("div", { class: "by-itself" }, h("h3", null, t.futureHeading), happens, calendar),
    details,
  );

  const refresh = (view, answer) => {
    isStale = answer === null;
    if (isStale) {
      handle.disable();
      return;
    }
    const isSame =
      shown !== null &&
      shown.view.order === view.order &&
      shown.view.role === view.role &&
      shown.view.since === view.since;
    const outlook =
      isSame && handle.isDragged() ? shown.outlook : outlookOf(view, description, (from) => ask(view, from));
    const isKept = isSame && shown.outlook.from === outlook.from && shown.outlook.to === outlook.to;
    shown = { view, answer, outlook, picture: isKept ? shown.picture : null };
    show();
  };

  const show = () => {
    const { view, answer, outlook } = shown;
    const context = contextOf(answer, view, t, description);
    const plain = { ...context, isPlain: true };
    const label = answer.state.uncertain.length === 0 ? answer.state.label : t.uncertainState(answer.state.label);
    reading.replaceChildren(
      h(
        "p",
        { class: "reading-now" },
        h("span", { class: "note" }, t.nowLabel),
        " ",
        h("strong", null, instant(answer.asOf, plain)),
        " ",
        h("span", { class: "reading-state" }, label),
      ),
      glance(answer),
    );
    happens.replaceChildren(
      answer.ifNobodyActs.length === 0
        ? h("p", { class: "note" }, t.noFuture)
        : transitionList(answer.ifNobodyActs, context),
    );
    calendar.hidden = askCalendar(view) === null;
    showTables();

    // Where the section is hidden there is no width to draw into; the observer comes back here once there is one.
    if (canvas.clientWidth === 0) return;
    shown.picture ??= draw(context);
    shown.picture.showNow(answer.asOf);
    const text = t.handleValue(instantText(answer.asOf, plain), label);
    handle.refresh({ at: answer.asOf, outlook, drawing: shown.picture, text });
    if (isStale) handle.disable();
  };

  /** Pointing at the picture moves the handle there; letting go of the handle is no pointing. */
  const point = (event) => {
    if (!handle.element.contains(event.target)) handle.follow(event);
  };

  const draw = (context) => {
    const { outlook } = shown;
    const drawing = drawPicture(outlook, canvas.clientWidth, getComputedStyle(canvas).fontFamily, context);
    canvas.querySelector(".picture")?.remove();
    canvas.prepend(drawing.element);
    if (handle.element.parentElement === null) canvas.append(handle.element);
    legend.replaceChildren(...legendOf(outlook, t));
    const isForeign = outlook.knots.some((at) => ownOffset(at) !== offsetLength(description.utcOffset));
    const lines = [drawing.scale.isEven ? null : t.magnified, isForeign ? t.ownClocks : null];
    remarks.replaceChildren(...lines.filter((line) => line !== null).map((line) => h("span", null, line)));
    remarks.hidden = !remarks.hasChildNodes();
    return drawing;
  };

  const showTables = () => {
    if (!details.open || shown === null) return;
    const { view, answer, outlook } = shown;
    const context = contextOf(answer, view, t, description);
    tables.replaceChildren(...timelineTables(outlook.timeline, context).filter((table) => table !== null));
  };

  // Whoever moves the handle sees here what becomes of the answer, which is not in the window.
  const glance = (answer) =>
    h(
      "ul",
      { class: "glance" },
      actionsByVerb(answer).map(([verb, actions]) => {
        const verdict = verdictOf(actions);
        return h(
          "li",
          { class: `mark mark-${verdict}`, "data-glance": verb, "data-verdict": verdict },
          icon(verdict),
          t.verbs[verb],
          unseen(`${t.colon}${t.verdicts[verdict]}`),
        );
      }),
    );

  new ResizeObserver(() => {
    if (shown === null || handle.isDragged() || shown.picture?.width === canvas.clientWidth) return;
    shown.picture = null;
    show();
  }).observe(canvas);

  return { element, refresh };
}
