/** The time that is looked at, and the ways to move it. */

import { html } from "lit/html.js";
import { instantText } from "../../shared/instant.js";
import { HOUR } from "../../shared/length.js";
import { instantOf, rfc3339 } from "../../shared/time.js";
import { addDays, offsetAt, offsetText, zoneName } from "../../shared/zone.js";
import { textOf, valueOf } from "../../shared/values.js";
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
  const clocks = t.shownOn(zoneName(zone, locale, shownAt), offsetText(offsetAt(shownAt, zone)));
  const hint = Number.isNaN(now) ? clocks : `${instantText(now, { ...context, now: NaN })} · ${clocks}`;
  const type = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) =>
    does.update({ now: String(valueOf(currentTarget.value, "timestamp", zone)) });
  /** @type {(id: string, label: string, at: number, isEnabled?: boolean) => unknown} */
  const button = (id, label, at, isEnabled = !Number.isNaN(at)) => moveButton(id, label, at, isEnabled, context);
  return html`<div class="field time" data-field="now">
    <p class="legend"><label for="now">${t.nowLabel}</label> <span id="now-hint" class="hint">${hint}</span></p>
    <div class="time-row">
      <input
        type="text"
        autocomplete="off"
        spellcheck="false"
        id="now"
        placeholder=${t.timestampPlaceholder}
        aria-invalid=${isInvalid("now", context)}
        aria-describedby=${describedBy("now", ["now-hint"], context)}
        @input=${type}
        ${typed(textOf(view.now, "timestamp", zone), generation)}
      />
      <div class="joined" role="group" aria-label=${t.nowStepsLabel}>
        ${Object.entries(t.nowSteps).map(([id, label]) => button(id, label, STEPS[id](now, zone)))}
      </div>
      <div class="joined" role="group" aria-label=${t.nextLabel}>
        ${button("before-next", t.beforeNext, next - 1, !Number.isNaN(next) && now !== next - 1)}
        ${button("next", t.toNext, next)}
      </div>
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
