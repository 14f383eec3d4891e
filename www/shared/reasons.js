/** The outcome of a requirement. */

import { html } from "lit/html.js";
import { icon } from "./icon.js";
import { unseen } from "./text.js";

/** @import { Reason } from "torihiki" */
/** @import { Context } from "./types.js" */

/** The icon for the status of a requirement. */
export const STATUS_ICONS = /** @type {const} */ ({ satisfied: "allowed", violated: "denied", unknown: "unknown" });

/**
 * One reason, in a list of the class `reasons`: its status as an icon, its message, and what stands `after` that.
 *
 * @param {Pick<Reason, "rule" | "status" | "message">} reason
 * @param {Pick<Context, "t">} context
 * @param {unknown} after
 */
export function reasonItem({ rule, status, message }, { t }, after) {
  return html`<li class="reason reason-${status}" data-rule=${rule} data-status=${status}>
    ${icon(STATUS_ICONS[status])}
    <span>${unseen(`${t.statuses[status]}: `)}${message} ${after}</span>
  </li>`;
}
