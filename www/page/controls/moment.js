/** The time that is looked at, and the ways to move it. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { instantText } from "../../shared/instant.js";
import { HOUR } from "../../shared/length.js";
import { instantOf, rfc3339 } from "../../shared/time.js";
import { addDays, offsetAt, offsetText, zoneName } from "../../shared/zone.js";
import { textOf } from "../../shared/values.js";
import { isOwn } from "../view/beginning.js";
import { calendarInput, instantIn } from "./facts.js";
import { describedBy, isInvalid, problemsAt } from "./problems.js";
import { typed } from "./typed.js";

/** @import { Preview } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The instant to which a button leads. A day later it is the same time of day, whatever happened to the clocks.
 *
 * @type {Record<string, (now: number, zone: string) => number>}
 */
const STEPS = {
  "-day": (now, zone) => addDays(now, -1, zone),
  "-hour": (now) => now - HOUR,
  "+hour": (now) => now + HOUR,
  "+day": (now, zone) => addDays(now, 1, zone),
};

/**
 * The field for the time, and the buttons that move it.
 *
 * @param {Preview | null} answer
 * @param {ControlContext} context
 */
export function timeControl(answer, context) {
  const { t, view, zone, does, generation, locale } = context;
  const now = instantOf(view.now);
  const next = answer?.next?.at ?? NaN;
  const shownAt = Number.isNaN(now) ? instantOf(view.since) : now;
  const clocks = t.zoneWord(zoneName(zone, locale, shownAt), offsetText(offsetAt(shownAt, zone)));
  const said = Number.isNaN(now) ? "" : instantText(now, { ...context, now: NaN, isPlain: true });
  const move = (/** @type {unknown} */ to) => does.update({ now: String(to) });
  const type = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) =>
    move(instantIn(currentTarget.value, false, context));
  // An emptied calendar names no instant.
  const pick = (/** @type {unknown} */ to) => {
    if (to !== undefined) move(to);
  };
  /** @type {(id: string, label: string, at: number, isEnabled?: boolean) => unknown} */
  const button = (id, label, at, isEnabled = !Number.isNaN(at)) => moveButton(id, label, at, isEnabled, context);
  return html`<div class="field time" data-field="now">
    <p class="legend">
      <label for="at-now">${t.nowLabel(clocks)}</label>
      <span id="hint-now" class="hint">${view.isLive ? t.goesOn(said) : said}</span>
    </p>
    <div class="time-row">
      ${calendarInput("now", view.now, pick, context)}
      <input
        type="text"
        autocomplete="off"
        spellcheck="false"
        id="now"
        aria-label=${t.asText(t.nowLabel(clocks))}
        placeholder=${t.timestampPlaceholder}
        aria-invalid=${isInvalid("now", context)}
        aria-describedby=${describedBy("now", ["hint-now"], context)}
        @input=${type}
        @blur=${does.leave}
        ${typed(textOf(view.now, "timestamp", zone), generation)}
      />
      <div class="joined" role="group" aria-label=${t.nowStepsLabel}>
        ${Object.entries(t.nowSteps).map(([id, label]) => button(id, label, STEPS[id](now, zone)))}
      </div>
      <div class="joined" role="group" aria-label=${t.nextLabel}>
        ${button("before-next", t.beforeNext, next - 1, !Number.isNaN(next) && now !== next - 1)}
        ${button("next", t.toNext, next)}
      </div>
      ${
        isOwn(view) && !view.isLive
          ? html`<button type="button" id="now-live" @click=${does.live}>${icon("clock")}${t.toPresent}</button>`
          : nothing
      }
    </div>
    ${problemsAt("now", context)}
  </div>`;
}

/**
 * A button that moves the time to an instant. With nothing to do it stays focusable (`aria-disabled`): a press that uses
 * up the last change must not throw a keyboard user back to the top of the page.
 *
 * @param {string} id
 * @param {string} label
 * @param {number} at
 * @param {boolean} isEnabled
 * @param {ControlContext} context
 */
function moveButton(id, label, at, isEnabled, { zone, does }) {
  const move = () => {
    if (!Number.isNaN(at)) does.update({ now: rfc3339(at, zone) });
  };
  return html`<button type="button" id="now-${id}" data-step=${id} aria-disabled=${String(!isEnabled)} @click=${move}>
    ${label}
  </button>`;
}
