/** What parties must do, and until when. */

import { html, nothing } from "lit/html.js";
import { isDueOpen } from "../../shared/certainty.js";
import { ruleNote } from "../../shared/notes.js";
import { sourceReferences } from "../../shared/references.js";
import { roleTag, tag } from "../../shared/text.js";
import { deadline } from "./deadline.js";
import { section } from "./headings.js";

/** @import { Duty, Preview } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * The duties that stand at the moment.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function dutiesView({ duties }, context) {
  const { t } = context;
  const list = html`<ul>
    ${duties.map((duty) => dutyView(duty, context))}
  </ul>`;
  return section(
    "duties",
    t.dutiesHeading,
    duties.length === 0 ? html`<p class="note">${t.noDuties}</p>` : list,
    context,
  );
}

/**
 * @param {Duty} duty
 * @param {ViewContext} context
 */
function dutyView(duty, context) {
  const { t, roleLabel } = context;
  return html`<li data-duty=${duty.rule}>
    <p>
      ${roleTag(duty.role === null ? t.someone : roleLabel(duty.role))} ${duty.message}
      ${duty.certainty === "possible" ? tag(t.possible) : nothing} ${sourceReferences(duty.sources, context)}
      ${ruleNote(duty.rule, context)}
    </p>
    ${dueView(duty, context)}
  </li>`;
}

/**
 * @param {Duty} duty
 * @param {ViewContext} context
 */
function dueView(duty, context) {
  const { t } = context;
  const { due, overdue } = duty;
  if (due === null) return html`<span class="deadline-none">${isDueOpen(duty, context) ? t.openDue : t.noDue}</span>`;
  return deadline(t.due, due, overdue ? t.overdue : context.left(due), { ...context, isEnd: true }, overdue === true);
}
