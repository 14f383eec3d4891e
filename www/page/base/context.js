/** What every part of the page is told with. */

import { ruleNotes } from "../../shared/notes.js";

/**
 * The texts, the policy, the clock, who looks, and what pressing a button `does`.
 * Without an answer there is no instant and no state.
 */
export function contextOf(answer, view, t, description, does) {
  return {
    t,
    description,
    view,
    does,
    locale: view.locale,
    offset: description.utcOffset,
    now: answer?.asOf ?? NaN,
    state: answer?.state.effective ?? null,
    role: view.role,
    notes: ruleNotes(description),
  };
}
