/** The future of an order: as a picture with a handle for the time, as a list, as tables, and as a calendar. */

import { html, nothing, render } from "lit/html.js";
import { ref } from "lit/directives/ref.js";
import { contextOf } from "../context.js";
import { calendarButton } from "./calendar.js";
import { timeHandle } from "./handle.js";
import { legendOf } from "./legend.js";
import { outlookOf } from "./model.js";
import { drawPicture } from "./picture.js";
import { timelineTables } from "./tables.js";
import { zoneHead } from "../frame/zone.js";
import { openFuture } from "../../shared/certainty.js";
import { icon } from "../../shared/icon.js";
import { instant, instantText } from "../../shared/instant.js";
import { unseen } from "../../shared/text.js";
import { transitionList } from "../../shared/transitions.js";
import { actionsByVerb, verdictOf } from "../../shared/verdict.js";
import { offsetAt } from "../../shared/zone.js";

/** @import { Preview, Timeline, Verdict } from "torihiki" */
/** @import { PageContext, PageDescription, PageTexts, Refresh, View } from "../types.js" */
/** @import { Drawing, Outlook } from "./types.js" */

/**
 * What is shown: a view with its answer and what it is told with, the outlook on it, and the drawing of that, once there
 * is room for one.
 *
 * @typedef {{
 *   view: View,
 *   answer: Preview,
 *   context: PageContext,
 *   outlook: Outlook,
 *   drawing: Drawing | null,
 * }} Shown
 */

/**
 * Makes the section in its place of the page, as `{ refresh }`.
 *
 * `ask(view, from)` gives the timeline of a view from an instant on, `askCalendar(view)` its calendar or `null` where
 * nothing has a date, and `move(at)` makes another instant the one that is looked at.
 * `refresh(view, answer, t, description)` brings the section up to date. While the handle is dragged the picture stays
 * as it is, so that nothing moves away under the pointer.
 *
 * @param {HTMLElement} place
 * @param {{
 *   ask: (view: View, from: number) => Timeline,
 *   askCalendar: (view: View) => string | null,
 *   move: (at: number) => void,
 * }} told
 */
export function timelineSection(place, { ask, askCalendar, move }) {
  /** @type {Shown | null} */
  let shown = null;
  // Whether what is shown is an earlier answer, in which time cannot be moved.
  let isStale = false;
  let areTablesOpen = false;
  /** @type {PageTexts} */
  let t;
  /** @type {PageDescription} */
  let description;

  /** @type {Element | undefined} */
  let canvas;
  const takeCanvas = (/** @type {Element | undefined} */ element) => {
    canvas = element;
    if (canvas !== undefined) observer.observe(canvas);
  };
  const observer = new ResizeObserver(() => {
    if (shown === null || handle.isDragged() || shown.drawing?.width === canvas?.clientWidth) return;
    shown.drawing = null;
    paint();
  });
  const handle = timeHandle({
    move,
    changed: () => paint(),
    release: () => {
      if (shown !== null) show(shown.view, shown.answer);
    },
  });

  /** @type {Refresh} */
  const refresh = (view, answer, words, rules) => {
    // What was said in other words, or by other rules, is no earlier answer to this.
    if (t !== words || description !== rules) shown = null;
    t = words;
    description = rules;
    isStale = answer === null;
    if (answer === null) paint();
    else show(view, answer);
  };

  const show = (/** @type {View} */ view, /** @type {Preview} */ answer) => {
    // What was shown of the same order.
    const before = shown !== null && isSame(shown.view, view) ? shown : null;
    const outlook =
      before !== null && handle.isDragged() ? before.outlook : outlookOf(view, description, (from) => ask(view, from));
    const isKept = before?.outlook.from === outlook.from && before.outlook.to === outlook.to;
    const context = contextOf(answer, view, t, description);
    shown = { view, answer, context, outlook, drawing: isKept ? before.drawing : null };
    paint();
  };

  const paint = () => {
    draw();
    render(sectionView(), place);
    // With the first answer there has been no box to draw into yet.
    if (draw()) render(sectionView(), place);
  };

  /** Draws what is not drawn yet. A section that is hidden has no width; the observer comes back once there is one. */
  const draw = () => {
    if (shown === null || shown.drawing !== null) return false;
    if (canvas === undefined || canvas.clientWidth === 0) return false;
    const width = canvas.clientWidth;
    shown.drawing = drawPicture(shown.outlook, width, getComputedStyle(canvas).fontFamily, shown.context);
    return true;
  };

  /** Pointing at the picture moves the handle there; letting go of the handle is no pointing. */
  const point = (/** @type {MouseEvent & { currentTarget: HTMLElement, target: Element }} */ event) => {
    if (shown?.drawing && event.target.closest(".handle") === null) handle.follow(event);
  };
  const toggleTables = (/** @type {{ currentTarget: HTMLDetailsElement }} */ event) => {
    areTablesOpen = event.currentTarget.open;
    paint();
  };

  const sectionView = () => {
    const drawing = shown?.drawing ?? null;
    const calendar = shown === null ? null : askCalendar(shown.view);
    return html`<div class="zone-body future">
      ${zoneHead("future-heading", t.timelineHeading, t.timelineLead)}
      <div class="reading">${shown === null ? nothing : readingView(shown)}</div>
      <div class="canvas" ${ref(takeCanvas)} @click=${point}>
        ${shown === null || drawing === null ? nothing : pictureView(shown, drawing)}
      </div>
      <div class="under-picture">
        <ul class="legend" aria-label=${t.legendLabel}>
          ${shown === null || drawing === null ? nothing : legendOf(shown.outlook, t)}
        </ul>
        <p id="handle-hint" class="note handle-hint">${t.handleHint}</p>
        ${shown === null || drawing === null ? nothing : remarksView(shown.outlook, drawing, shown.context)}
      </div>
      <div class="by-itself">
        <h3>${t.futureHeading}</h3>
        <div class="happens">${shown === null ? nothing : happensView(shown)}</div>
        ${calendarButton(calendar, `torihiki-${description.id}.ics`, t)}
      </div>
      <details id="timeline-tables" class="timeline-tables" @toggle=${toggleTables}>
        <summary id="timeline-tables-summary">${t.tablesSummary}</summary>
        <div class="tables">
          ${shown === null || !areTablesOpen ? nothing : timelineTables(shown.outlook.timeline, shown.context)}
        </div>
      </details>
    </div>`;
  };

  const pictureView = (/** @type {Shown} */ { answer, context, outlook }, /** @type {Drawing} */ drawing) => {
    const at = answer.asOf;
    const text = t.handleValue(instantText(at, { ...context, isPlain: true }), stateOf(answer, t));
    const stand = { at, text, outlook, drawing, zone: context.zone, isStale };
    return html`${drawing.view(at)}${handle.view(stand, t)}`;
  };

  return { refresh };
}

/**
 * Whether two views are of the same order, with no other time but the one that is looked at.
 *
 * @param {View} one
 * @param {View} other
 */
function isSame(one, other) {
  return one.order === other.order && one.role === other.role && one.since === other.since;
}

/**
 * What the state is called at the time that is looked at, with any doubt about it.
 *
 * @param {Preview} answer
 * @param {PageTexts} t
 */
function stateOf({ state: { label, uncertain } }, t) {
  return uncertain.length === 0 ? label : t.uncertainState(label);
}

/**
 * The time that is looked at, and what becomes of the answer, which may not be in the window.
 *
 * @param {Shown} shown
 */
function readingView({ answer, context }) {
  const { t } = context;
  return html`<p class="reading-now">
      <span class="note">${t.timeLabel}</span> <strong>${instant(answer.asOf, { ...context, isPlain: true })}</strong>
      <span class="reading-state">${stateOf(answer, t)}</span>
    </p>
    <ul class="glance">
      ${actionsByVerb(answer).map(([verb, actions]) => glanceView(verb, verdictOf(actions), t))}
    </ul>`;
}

/**
 * @param {keyof PageTexts["verbs"]} verb
 * @param {Verdict | "none"} verdict
 * @param {PageTexts} t
 */
function glanceView(verb, verdict, t) {
  const said = [icon(verdict), t.verbs[verb], unseen(`${t.colon}${t.verdicts[verdict]}`)];
  return html`<li class="mark mark-${verdict}" data-glance=${verb} data-verdict=${verdict}>${said}</li>`;
}

/**
 * What has to be said of a picture, each as a line.
 *
 * @param {Outlook} outlook
 * @param {Drawing} drawing
 * @param {PageContext} context
 */
function remarksView({ knots }, { scale }, { t, zone }) {
  const lines = [];
  if (!scale.isEven) lines.push(t.magnified);
  if (knots.some((at) => offsetAt(at) !== offsetAt(at, zone))) lines.push(t.ownClocks);
  return lines.length === 0
    ? nothing
    : html`<p class="note remarks">${lines.map((line) => html`<span>${line}</span>`)}</p>`;
}

/**
 * What happens by itself.
 *
 * @param {Shown} shown
 */
function happensView({ answer, context }) {
  const { t, view, factLabel } = context;
  if (answer.ifNobodyActs.length > 0) return transitionList(answer.ifNobodyActs, context);
  const open = openFuture(answer, view.order, context);
  return html`<p class="note">${open === null ? t.noFuture : t.openFuture(open.map(factLabel))}</p>`;
}
