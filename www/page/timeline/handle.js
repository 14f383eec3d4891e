/** The handle of the picture: a slider for the time that is looked at, for pointers and for keys. */

import { html, nothing } from "lit/html.js";
import { roundedAt } from "./scale.js";
import { HOUR } from "../../shared/length.js";
import { addDays } from "../../shared/zone.js";

/** @import { TemplateResult } from "lit/html.js" */
/** @import { PageTexts } from "../types.js" */
/** @import { Drawing, Outlook } from "./types.js" */

/**
 * What the handle stands on: the time that is looked at and what is said of it, the picture and its outlook. Without
 * an answer it `isStale`: then it stays where it is.
 *
 * @typedef {{ at: number, text: string, outlook: Outlook, drawing: Drawing, zone: string, isStale: boolean }} Stand
 */

/** @typedef {MouseEvent & { currentTarget: HTMLElement }} Pointing */

/** Within so many pixels of a moment that matters, a pointer means that moment. */
const MAGNET = 6;

/** What the keys do to the time; the rest of them lead to an end or to a moment. */
const HOURS = { ArrowLeft: -1, ArrowRight: 1 };
const DAYS = { ArrowDown: -1, ArrowUp: 1 };

/**
 * Makes the handle. It is rendered into the box that the picture fills.
 *
 * `follow(event)` moves it to where a pointer is. `move(at)` is called at most once a frame while it is dragged;
 * `changed()` when it is taken, and `release()` when it is let go.
 *
 * @param {{ move: (at: number) => void, changed: () => void, release: () => void }} told
 * @returns {{
 *   view: (stand: Stand, t: PageTexts) => TemplateResult,
 *   follow: (event: Pointing) => void,
 *   isDragged: () => boolean,
 * }}
 */
export function timeHandle({ move, changed, release }) {
  /** @type {Stand} */
  let stand;
  let isDragged = false;
  /** @type {number | null} The share of the width to which the pointer leads with the next frame. */
  let awaited = null;
  /** @type {number | null} */
  let frame = null;

  const go = (/** @type {number} */ at) => {
    const { from, to } = stand.outlook;
    const next = Math.min(Math.max(at, from), to);
    if (next !== stand.at) move(next);
  };
  const flush = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    if (awaited !== null) go(instantAt(awaited, stand));
    awaited = null;
  };
  /** The box may have moved by the next frame, but the pointer points at what is to be seen now. */
  const follow = (/** @type {Pointing} */ { clientX, currentTarget }) => {
    const box = currentTarget.closest(".canvas")?.getBoundingClientRect();
    if (stand.isStale || box === undefined) return;
    awaited = (clientX - box.left) / box.width;
    frame ??= requestAnimationFrame(flush);
  };

  const press = (/** @type {PointerEvent & Pointing} */ event) => {
    if (stand.isStale || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    event.preventDefault();
    isDragged = true;
    changed();
  };
  const lift = () => {
    if (!isDragged) return;
    flush();
    isDragged = false;
    release();
  };
  const drag = (/** @type {Pointing} */ event) => {
    if (isDragged) follow(event);
  };
  const pressKey = (/** @type {KeyboardEvent} */ event) => {
    if (stand.isStale || event.altKey || event.ctrlKey || event.metaKey) return;
    const { zone } = stand;
    const { from, to, moments } = stand.outlook;
    /** @type {Map<string, number>} */
    const targets = new Map([
      ...Object.entries(HOURS).map(([key, hours]) => /** @type {const} */ ([key, stand.at + hours * HOUR])),
      ...Object.entries(DAYS).map(([key, days]) => /** @type {const} */ ([key, addDays(stand.at, days, zone)])),
      ["Home", from],
      ["End", to],
      ["PageUp", moments.findLast(({ at }) => at < stand.at)?.at ?? from],
      ["PageDown", moments.find(({ at }) => stand.at < at)?.at ?? to],
    ]);
    const target = targets.get(event.key);
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  };

  const view = (/** @type {Stand} */ current, /** @type {PageTexts} */ t) => {
    stand = current;
    const { at, text, outlook, drawing, isStale } = stand;
    // As a property, because a Content-Security-Policy may refuse the attribute.
    const style = `left: ${((drawing.left + drawing.scale.x(at)) / drawing.width) * 100}%`;
    return html`<div
      id="handle"
      class="handle"
      role="slider"
      tabindex="0"
      aria-label=${t.timeLabel}
      aria-orientation="horizontal"
      aria-describedby="handle-hint"
      aria-disabled=${isStale ? "true" : "false"}
      aria-valuemin=${outlook.from}
      aria-valuemax=${outlook.to}
      aria-valuenow=${at}
      aria-valuetext=${text}
      data-dragged=${isDragged ? "" : nothing}
      .style=${style}
      @pointerdown=${press}
      @pointermove=${drag}
      @pointerup=${lift}
      @pointercancel=${lift}
      @lostpointercapture=${lift}
      @keydown=${pressKey}
    >
      <span class="grip"></span>
    </div>`;
  };
  return { view, follow, isDragged: () => isDragged };
}

/**
 * The instant at a share of the picture's width: a moment that matters where one is near, else a round one.
 *
 * @param {number} share
 * @param {Stand} stand
 */
function instantAt(share, { outlook, drawing, zone }) {
  const { scale, width, left } = drawing;
  const x = share * width - left;
  const near = outlook.moments
    .map(({ at }) => ({ at, distance: Math.abs(scale.x(at) - x) }))
    .filter(({ distance }) => distance <= MAGNET)
    .sort((one, other) => one.distance - other.distance);
  return near.length > 0 ? near[0].at : roundedAt(scale, x, zone);
}
