/** All actions, those that are allowed first. */

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../shared/icon.js";
import { actionEntry } from "./action.js";
import { heading } from "./headings.js";

/** @import { Action, Preview, Verdict } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * The actions in one list with headings in between: an entry whose verdict changes moves with everything that
 * a reader has opened in it.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function actionsView({ actions }, context) {
  const all = /** @type {const} */ (["allowed", "unknown", "denied"]);
  const verdicts = all.filter((verdict) => !context.hidden.has(verdict));
  const rows = verdicts.flatMap((verdict) => {
    const own = actions.filter((action) => action.verdict === verdict);
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
