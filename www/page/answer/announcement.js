/** What a screen reader is told of a new answer: the verdict, the deadline, and what has changed. */

import { headlineOf } from "../../shared/headline.js";
import { asText, sayHeadline } from "../../shared/headline/sentences.js";

/** @import { Action, Preview } from "torihiki" */
/** @import { PageContext } from "../types.js" */

/** How many changes are told; more of them nobody follows. */
const MOST = 3;

/**
 * The sentences for an answer; `null` where it says what the one `before` said.
 *
 * @param {Preview | null} before
 * @param {Preview} answer
 * @param {PageContext} context
 */
export function announcement(before, answer, context) {
  const { t, role } = context;
  const told = asText(sayHeadline(headlineOf(answer, role, context), context), context);
  const changed = before === null ? [] : changes(before, answer, context);
  return changed.length === 0 ? told : `${told} ${t.announceChanged(changed.slice(0, MOST).join(t.stop))}`;
}

/**
 * What is otherwise than before: the state, and what may be done.
 *
 * @param {Preview} before
 * @param {Preview} after
 * @param {PageContext} context
 */
function changes(before, after, { t, role }) {
  const isSame = before.policy.id === after.policy.id;
  if (!isSame) return [];
  const state = before.state.effective === after.state.effective ? [] : [t.announceState(after.state.label)];
  const was = (/** @type {Action} */ { id, role: of }) =>
    before.actions.find((action) => action.id === id && action.role === of)?.verdict;
  const own = after.actions.filter((action) => role === null || action.role === role);
  const verdicts = own.filter((action) => was(action) !== undefined && was(action) !== action.verdict);
  return [...state, ...verdicts.map(({ label, verdict }) => t.announceVerb(label, t.verdicts[verdict]))];
}
