/**
 * "What if": the orders after steps that nobody has taken, and the way back from them.
 *
 * A view keeps what was supposed in `supposed`, as entries: the step, the id of the button that was pressed for it
 * (`origin`), and what the view held before it. Steps have the shape that `ways` gives them.
 */

import { apply } from "torihiki";
import { rfc3339 } from "../../shared/time.js";

/** The view after a step, as `{ view }`; or `{ missing }`, the facts without which there is no telling what comes after it. */
export function suppose(view, step, origin, description) {
  const { order, now, since, asked, goal } = view;
  const entry = { step, origin, order, now, since, asked, goal };
  const after = (change) => ({
    view: { ...view, asked: [], goal: "", ...change, supposed: [...view.supposed, entry] },
  });
  if (step.waitUntil !== undefined) return after({ now: rfc3339(step.waitUntil, description.utcOffset) });
  if (step.fact !== undefined) return after({ order: readable({ ...order, [step.fact]: step.value }, description) });
  const { applied, missing, order: next } = accountOf(entry, view.locale);
  // What an action sets it sets to its own instant, so the picture of what follows begins there.
  return applied ? after({ order: readable(next, description), since: now }) : { missing };
}

/** The view after all steps of a way, each one supposed for itself; as `suppose` gives it. */
export function supposeAll(view, steps, origin, description) {
  let result = { view };
  for (const step of steps) {
    result = suppose(result.view, step, origin, description);
    if (result.view === undefined) return result;
  }
  return result;
}

/** The view before the last `count` steps, and the id of the button that led away from it. */
export function goBack(view, count) {
  const { step: _, origin, ...before } = view.supposed.at(-count);
  return { view: { ...view, ...before, supposed: view.supposed.slice(0, -count) }, origin };
}

/** What the engine says of the action that an entry supposes. A way counts on the consent that its steps name. */
export function accountOf(entry, locale) {
  const { step, order, now } = entry;
  return apply(order, step.action, { role: step.by, now, agreed: step.consentOf !== null, locale });
}

/** The order with its instants as the page writes them: the engine adds new ones in milliseconds. */
function readable(order, { facts, utcOffset }) {
  const isInstant = ({ id, type }) => type === "timestamp" && typeof order[id] === "number";
  const written = facts.filter(isInstant).map(({ id }) => [id, rfc3339(order[id], utcOffset)]);
  return { ...order, ...Object.fromEntries(written) };
}
