/** The outcome of a requirement. */

import { html, nothing } from "lit/html.js";
import { icon } from "./icon.js";
import { unseen } from "./text.js";

/** @import { Reason } from "torihiki" */
/** @import { Context } from "./types.js" */

/** The icon for the status of a requirement. */
export const STATUS_ICONS = /** @type {const} */ ({ satisfied: "allowed", violated: "denied", unknown: "unknown" });

/**
 * One reason, in a list of the class `reasons`: its status as an icon, its message, and what stands `after` that. Of a
 * group, its alternatives are a list below it.
 *
 * @param {Reason} reason
 * @param {Pick<Context, "t">} context
 * @param {(reason: Reason) => unknown} after
 * @returns {import("lit").TemplateResult}
 */
export function reasonItem(reason, context, after) {
  const { rule, status, message, alternatives } = reason;
  const { t } = context;
  return html`<li class="reason reason-${status}" data-rule=${rule} data-status=${status}>
    ${icon(STATUS_ICONS[status])}
    <div class="reason-said">
      ${unseen(`${t.statuses[status]}: `)}${message} ${after(reason)}
      ${
        alternatives.length === 0
          ? nothing
          : html`<p class="note">${t.oneIsEnough}</p>
              <ul class="reasons">
                ${alternatives.map((each) => reasonItem(each, context, after))}
              </ul>`
      }
    </div>
  </li>`;
}
