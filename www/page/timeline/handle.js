/** The handle of the picture: a slider for the time that is looked at, for pointers and for keys. */

import { h } from "../base/dom.js";
import { roundedAt } from "./scale.js";
import { DAY, HOUR } from "../../shared/time.js";

/** Within so many pixels of a moment that matters, a pointer means that moment. */
const MAGNET = 6;

/** What the keys do to the time; the rest of them lead to an end or to a moment. */
const STEPS = { ArrowLeft: -HOUR, ArrowRight: HOUR, ArrowDown: -DAY, ArrowUp: DAY };

/**
 * Makes the handle, as `{ element, refresh, disable, isDragged, follow }`.
 *
 * `refresh(place)` brings it up to date with `{ at, outlook, drawing, text }`, and `disable()` keeps it still until then.
 * `move(at)` is called at most once a frame while it is dragged, and `release()` afterwards. `follow(event)` moves
 * it to where a pointer is.
 */
export function timeHandle(t, offset, move, release) {
  // What it stands on, whether it can be moved, and where the pointer last was.
  let place = null;
  let isEnabled = false;
  let pointer = null;
  let frame = null;

  /** The instant under a pointer: a moment that matters where one is near, else a round one. */
  const instantUnder = (clientX) => {
    const { outlook, drawing } = place;
    const box = element.parentElement.getBoundingClientRect();
    const x = ((clientX - box.left) / box.width) * drawing.width - drawing.left;
    const near = outlook.moments
      .map(({ at }) => ({ at, distance: Math.abs(drawing.scale.x(at) - x) }))
      .filter(({ distance }) => distance <= MAGNET)
      .sort((one, other) => one.distance - other.distance);
    return near.length > 0 ? near[0].at : roundedAt(drawing.scale, x, offset);
  };

  const flush = () => {
    cancelAnimationFrame(frame);
    frame = null;
    if (pointer !== null) go(instantUnder(pointer));
    pointer = null;
  };
  const follow = ({ clientX }) => {
    if (!isEnabled) return;
    pointer = clientX;
    frame ??= requestAnimationFrame(flush);
  };
  const go = (at) => {
    const { from, to } = place.outlook;
    const next = Math.min(Math.max(at, from), to);
    if (next !== place.at) move(next);
  };

  const press = (event) => {
    if (!isEnabled || event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    element.toggleAttribute("data-dragged", true);
    element.focus({ preventScroll: true });
    event.preventDefault();
  };
  const isDragged = () => element.hasAttribute("data-dragged");
  const lift = () => {
    if (!isDragged()) return;
    flush();
    element.toggleAttribute("data-dragged", false);
    release();
  };
  const pressKey = (event) => {
    if (!isEnabled || event.altKey || event.ctrlKey || event.metaKey) return;
    const { at, outlook } = place;
    const { from, to, moments } = outlook;
    const target =
      {
        Home: from,
        End: to,
        PageUp: moments.findLast((moment) => moment.at < at)?.at ?? from,
        PageDown: moments.find((moment) => at < moment.at)?.at ?? to,
      }[event.key] ?? at + STEPS[event.key];
    if (Number.isNaN(target)) return;
    event.preventDefault();
    go(target);
  };

  const element = h(
    "div",
    {
      id: "handle",
      class: "handle",
      role: "slider",
      tabindex: "0",
      "aria-label": t.nowLabel,
      "aria-orientation": "horizontal",
      "aria-describedby": "handle-hint",
      onpointerdown: press,
      onpointermove: (event) => {
        if (isDragged()) follow(event);
      },
      onpointerup: lift,
      onpointercancel: lift,
      onlostpointercapture: lift,
      onkeydown: pressKey,
    },
    h("span", { class: "grip" }),
  );

  const enable = (is) => {
    isEnabled = is;
    element.setAttribute("aria-disabled", String(!is));
  };
  const disable = () => enable(false);
  const refresh = (current) => {
    place = current;
    enable(true);
    const { at, outlook, drawing, text } = place;
    element.style.left = `${((drawing.left + drawing.scale.x(at)) / drawing.width) * 100}%`;
    element.setAttribute("aria-valuemin", outlook.from);
    element.setAttribute("aria-valuemax", outlook.to);
    element.setAttribute("aria-valuenow", at);
    element.setAttribute("aria-valuetext", text);
  };
  return { element, refresh, disable, isDragged, follow };
}
