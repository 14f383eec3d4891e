/** All actions, those that are allowed first. */

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../shared/icon.js";
import { actionEntry, isHarmfulNow } from "./action.js";
import { heading } from "./headings.js";

/** @import { Action, Preview, Verdict } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * The view of the actions with these verdicts, in one list with headings in between: an entry whose verdict changes moves
 * with everything that a reader has opened in it. What hurts whoever takes it comes last among what is allowed.
 *
 * @param {Verdict[]} verdicts
 * @returns {(answer: Preview, context: ViewContext) => unknown}
 */
export function actionsView(verdicts) {
  return ({ actions }, context) => listView(verdicts, actions, context);
}

/**
 * @param {Verdict[]} all
 * @param {Action[]} actions
 * @param {ViewContext} context
 */
function listView(all, actions, context) {
  const verdicts = all.filter((verdict) => !context.hidden.has(verdict));
  const rows = verdicts.flatMap((verdict) => {
    const own = harmlessFirst(actions.filter((action) => action.verdict === verdict));
    return own.length === 0
      ? []
      : [
          { key: verdict, view: () => groupHeading(verdict, own.length, context) },
          ...own.map((action) => entryRow(action, context)),
        ];
  });
  if (rows.length === 0) return nothing;
  return html`<div class="actions" part="actions">
    ${repeat(
      rows,
      ({ key }) => key,
      ({ view }) => view(),
    )}
  </div>`;
}

/** @param {Action[]} actions */
function harmlessFirst(actions) {
  return actions.toSorted((one, other) => Number(isHarmfulNow(one)) - Number(isHarmfulNow(other)));
}

/**
 * @param {Action} action
 * @param {ViewContext} context
 */
function entryRow(action, context) {
  return { key: `${action.id} ${action.role}`, view: () => actionEntry(action, context) };
}

/**
 * @param {Verdict} verdict
 * @param {number} count
 * @param {ViewContext} context
 */
function groupHeading(verdict, count, context) {
  const { t } = context;
  return heading(html`${icon(verdict)}${t.groups[verdict]} <span class="count">${t.count(count)}</span>`, 0, context);
}
