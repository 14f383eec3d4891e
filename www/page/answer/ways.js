/** "How do I get there": the ways to a denied action or to another state. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { isNever, notCovered, stepList } from "../../shared/steps.js";
import { options } from "../controls/field.js";
import { zoneHead } from "../frame/zone.js";
import { ways } from "../view/engine.js";
import { inVainNote } from "./whatif.js";

/** @import { Action, RoleId, StateId, Way, WaysOptions } from "torihiki" */
/** @import { ControlContext } from "../types.js" */

/**
 * The button that asks for every way to a denied action, and what it finds. What is never possible again has none.
 *
 * @param {Action} action
 * @param {ControlContext} context
 */
export function waysView(action, context) {
  const { t, view, does } = context;
  const { id, role, label, unblock } = action;
  if (unblock.some(isNever)) return nothing;
  const key = `${id}-${role}`;
  const origin = `ways-${key}`;
  const isAsked = view.asked.includes(key);
  return html`<div class=${isAsked ? "asked asked-open" : "asked"}>
    <button
      type="button"
      class="quiet"
      id=${origin}
      data-ways=${id}
      data-role=${role}
      aria-expanded=${String(isAsked)}
      aria-controls=${isAsked ? foundId(origin) : nothing}
      aria-label=${t.waysLabel(label, t.waysButton)}
      @click=${() => does.ask(key, !isAsked, foundId(origin))}
    >
      ${icon("way")}${t.waysButton}
    </button>
    ${isAsked ? wayList({ to: id, role }, origin, context) : nothing}
  </div>`;
}

/**
 * The chooser for the states that the deal is not in.
 *
 * @param {ControlContext} context
 */
export function goalView(context) {
  const { t, view, does, description, state, role } = context;
  const others = description.states.filter(({ id }) => id !== state);
  const chosen = others.some(({ id }) => id === view.goal) ? view.goal : "";
  const goal = { to: /** @type {StateId} */ (chosen), role: /** @type {RoleId | null} */ (role) ?? undefined };
  const aim = (/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) =>
    does.aim(currentTarget.value, foundId("goal-state"));
  return html`<div class="zone-body">
    ${zoneHead("goal-heading", t.goalHeading, t.goalLead)}
    <div>
      <p class="goal-choice">
        <label for="goal-state">${t.goalLabel}</label>
        <select id="goal-state" @change=${aim}>
          ${options([{ id: "", label: t.goalNone }, ...others], chosen)}
        </select>
      </p>
      ${chosen === "" ? nothing : wayList(goal, "goal-state", context)}
    </div>
  </div>`;
}

/**
 * The id of the list of ways that a control asks for.
 *
 * @param {string} origin
 */
function foundId(origin) {
  return `${origin}-found`;
}

/**
 * Asks for the ways to a goal, and lists them, each with a button to try it.
 *
 * @param {Pick<WaysOptions, "to" | "role">} goal
 * @param {string} origin
 * @param {ControlContext} context
 */
function wayList(goal, origin, context) {
  const { t, view } = context;
  const found = ways(view.order, { ...goal, now: view.now, locale: view.locale });
  const all = found.ways.map((way, index) => wayItem(way, index, origin, context));
  const { outcome, coveredBy } = found;
  const none =
    outcome === "not-covered"
      ? notCovered(coveredBy, context)
      : html`<p class="no-way">${icon("none")}${outcome === "never" ? t.noWay : t.noWayFound}</p>`;
  return html`<div id=${foundId(origin)} class="ways" data-goal=${goal.to}>
    ${
      all.length === 0
        ? none
        : html`<ol>
            ${all}
          </ol>`
    }
    ${inVainNote(origin, context)} ${found.gaveUp && all.length > 0 ? html`<p class="note">${t.gaveUp}</p>` : nothing}
  </div>`;
}

/**
 * @param {Way} way
 * @param {number} index
 * @param {string} origin
 * @param {ControlContext} context
 */
function wayItem({ at, steps }, index, origin, context) {
  const { t, now, does } = context;
  const number = index + 1;
  const reached = at === now ? t.reachedAtOnce : html`${instant(at, context)} ${t.reached}`;
  return html`<li class="way" data-way=${index}>
    <p class="way-heading"><strong>${t.way(number)}</strong> <span class="note">${reached}</span></p>
    ${
      steps.length === 0
        ? html`<p>${t.alreadySo}</p>`
        : html`${stepList(steps, context)}
            <button
              type="button"
              id="${origin}-try-${index}"
              data-try=${index}
              aria-label=${t.tryLabel(number, t.tryWay)}
              @click=${() => does.suppose(steps, origin)}
            >
              ${icon("suppose")}${t.tryWay}
            </button>`
    }
  </li>`;
}
