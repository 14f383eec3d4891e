/** Whether an answer has changed by itself. */

/** @import { Preview } from "torihiki" */

/**
 * Says whether time alone has made another answer of the one before.
 *
 * @param {Preview} before
 * @param {Preview} after
 */
export function changedByItself(before, after) {
  const hasPassed = before.next !== null && after.asOf >= before.next.at;
  // A clock that was put back makes an earlier answer true again.
  const wentBack = after.asOf < before.asOf;
  return (hasPassed || wentBack) && essence(before) !== essence(after);
}

/**
 * An answer without what counts from its own instant.
 *
 * @param {Preview} answer
 */
function essence({ asOf: _, actions, ...rest }) {
  return JSON.stringify([rest, actions.map(({ unblock: _, unblockOutcome: __, coveredBy: ___, ...action }) => action)]);
}
