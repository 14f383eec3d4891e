/** What every part of the page is told with: what element and page share, and what is the page's own. */

import { contextOf as sharedContextOf, namesOf } from "../../shared/context.js";

/** Where a reference leads: to the list of sources at the foot of the rules. */
const sourceAddress = ({ id }) => `#source-${id}`;

/**
 * What is shared, and besides the description of the policy, the view, and what pressing a button `does`.
 * Without an answer there is no instant and no state.
 */
export function contextOf(answer, view, t, description, does) {
  const names = namesOf(description, description.everyState);
  const role = view.role === "" ? null : view.role;
  const own = { t, description, view, does, locale: view.locale, role, sourceAddress };
  return { ...sharedContextOf(answer, names, own), notes: names.ruleNotes };
}
