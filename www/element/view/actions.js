/** All actions, those that are allowed first. */

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../shared/icon.js";
import { actionEntry } from "./action.js";
import { heading } from "./headings.js";

/**
 * The actions in one list with headings in between: an entry whose verdict changes moves with everything that
 * a reader has opened in it.
 */
export function actionsView({ actions }, context) {
  const verdicts = ["allowed", "unknown", "denied"].filter((verdict) => !context.hidden.has(verdict));
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

function entryRow(action, context) {
  return { key: `${action.id} ${action.role}`, view: () => actionEntry(action, context) };
}

function groupHeading(verdict, count, context) {
  const { t } = context;
  return heading(html`${icon(verdict)}${t.groups[verdict]} <span class="count">${t.count(count)}</span>`, 0, context);
}
