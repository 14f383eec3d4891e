/**
 * "What if": the orders after steps that nobody has taken, and the way back from them.
 *
 * A view keeps what was supposed in `supposed`, as entries: the step, the id of the button that was pressed for it
 * (`origin`), and what the view held before it. Steps have the shape that `ways` gives them.
 */

import { TorihikiError } from "torihiki";
import { refusalOf } from "../../shared/mistakes.js";
import { rfc3339 } from "../../shared/time.js";
import { zoneOf } from "../../shared/zone.js";
import { apply } from "./engine.js";

/** @import { ActionId, Applied, Arguments, FactInfo, Locale, RoleId } from "torihiki" */
/** @import { Refusal } from "../../shared/mistakes.js" */
/** @import { PageDescription, PageOrder, Supposed, SupposedStep, View } from "../types.js" */

/**
 * The view after a step; or the facts without which there is no telling, and why what was supplied does not do.
 *
 * @typedef {{ view: View } | { view?: undefined, missing: string[], refused: Refusal }} After
 */

/**
 * The view after a step, as `{ view }`; or `{ missing, refused }`: the facts without which there is no telling what comes
 * after it, and what is wrong with what was supplied.
 *
 * @param {View} view
 * @param {SupposedStep} step
 * @param {string} origin
 * @param {PageDescription} description
 * @returns {After}
 */
export function suppose(view, step, origin, description) {
  const { order, now, since, asked, goal } = view;
  // Of the present only the order itself is looked at: what is supposed stands still.
  const entry = { step, origin, order, now, since, asked, goal, ...(view.isLive ? { isLive: true } : {}) };
  const after = (/** @type {Partial<View>} */ change) => ({
    view: { ...view, isLive: false, asked: [], goal: "", ...change, supposed: [...view.supposed, entry] },
  });
  if (step.waitUntil !== undefined) return after({ now: rfc3339(step.waitUntil, zoneOf(description)) });
  if (step.fact !== undefined) return after({ order: readable({ ...order, [step.fact]: step.value }, description) });
  /** @type {Applied} */
  let account;
  try {
    account = accountOf(entry, view.locale);
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return { missing: [], refused: refusalOf(error, step.with ?? {}) };
  }
  const { applied, missing, order: next, action } = account;
  // What an action sets it sets to its own instant, so the picture of what follows begins there.
  return applied
    ? after({ order: readable(/** @type {PageOrder} */ (next), description), since: now })
    : { missing, refused: refusalOf({ reasons: action.reasons }, step.with ?? {}) };
}

/**
 * The view after all steps of a way, each one supposed for itself; as `suppose` gives it.
 *
 * @param {View} view
 * @param {SupposedStep[]} steps
 * @param {string} origin
 * @param {PageDescription} description
 * @returns {After}
 */
export function supposeAll(view, steps, origin, description) {
  let result = /** @type {After} */ ({ view });
  for (const step of steps) {
    if (result.view === undefined) break;
    result = suppose(result.view, step, origin, description);
  }
  return result;
}

/**
 * The view before the last `count` steps, and the id of the button that led away from it.
 *
 * @param {View} view
 * @param {number} count
 */
export function goBack(view, count) {
  const { step: _, origin, ...before } = /** @type {Supposed} */ (view.supposed.at(-count));
  return { view: { ...view, isLive: false, ...before, supposed: view.supposed.slice(0, -count) }, origin };
}

/**
 * What the engine says of the action that an entry supposes. A way counts on the consent that its steps name.
 *
 * @param {Pick<Supposed, "step" | "order" | "now">} entry
 * @param {Locale} locale
 */
export function accountOf(entry, locale) {
  const { step, order, now } = entry;
  const action = /** @type {ActionId} */ (step.action);
  const role = /** @type {RoleId} */ (step.by);
  const supplied = /** @type {Arguments} */ (step.with ?? {});
  return apply(order, action, { role, now, with: supplied, agreed: step.consentOf !== null, locale });
}

/**
 * The order with its instants as the page writes them: the engine adds new ones in milliseconds.
 *
 * @param {PageOrder} order
 * @param {Pick<PageDescription, "facts" | "utcOffset" | "timeZone">} description
 * @returns {PageOrder}
 */
function readable(order, description) {
  const zone = zoneOf(description);
  const isInstant = (/** @type {FactInfo} */ { id, type }) => type === "timestamp" && typeof order[id] === "number";
  const written = description.facts.filter(isInstant).map(({ id }) => [id, rfc3339(order[id], zone)]);
  return { ...order, ...Object.fromEntries(written) };
}
