/** A timeline as tables, for those who do not see the picture, and for those who want to look something up. */

import { html, nothing } from "lit/html.js";
import { isDueOpen } from "../../shared/certainty.js";
import { instant } from "../../shared/instant.js";
import { verdictsOf } from "./model.js";
import { roleTag, tag } from "../../shared/text.js";

/** @import { DutySpan, Segment, Timeline, Verdict } from "torihiki" */
/** @import { TemplateResult } from "lit/html.js" */
/** @import { PageContext } from "../types.js" */

/**
 * The tables: the stretches with what is allowed in them, the changes, and the duties where there are any.
 *
 * @param {Timeline} timeline
 * @param {PageContext} context
 */
export function timelineTables(timeline, context) {
  const { t } = context;
  const named = { ...context, now: timeline.from, isPlain: true };
  return [
    table(
      "segments",
      t.segmentsCaption,
      t.segmentColumns,
      timeline.segments.map((segment) => segmentRow(segment, named)),
    ),
    table("changes", t.changesCaption, t.changeColumns, changeRows(timeline, named)),
    table(
      "duty-spans",
      t.dutySpansCaption,
      t.dutyColumns,
      timeline.duties.map((duty) => dutyRow(duty, named)),
    ),
  ];
}

/**
 * A table that scrolls by itself where it is wider than the page. A table without rows is left out.
 *
 * @param {string} name
 * @param {string} caption
 * @param {string[]} columns
 * @param {TemplateResult[]} rows
 */
function table(name, caption, columns, rows) {
  if (rows.length === 0) return nothing;
  return html`<div class="table" role="region" tabindex="0" id="table-${name}" aria-labelledby="table-${name}-caption">
    <table data-table=${name}>
      <caption id="table-${name}-caption">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/**
 * @param {Segment} segment
 * @param {PageContext} context
 */
function segmentRow(segment, context) {
  const { t } = context;
  const { from, to, label, state, uncertain } = segment;
  return html`<tr data-state=${state} data-from=${from} data-to=${to ?? ""}>
    <th scope="row">${instant(from, context)}</th>
    <td>${endOf(to, context)}</td>
    <td>${uncertain.length === 0 ? label : t.uncertainState(label)}</td>
    <td>${actionsWith("allowed", segment, context)}</td>
    <td>${actionsWith("unknown", segment, context)}</td>
  </tr>`;
}

/**
 * @param {number | null} to
 * @param {PageContext} context
 */
function endOf(to, context) {
  return to === null ? context.t.forever : instant(to, { ...context, isEnd: true });
}

/**
 * The actions with a verdict, by role where more than one is asked about.
 *
 * @param {Verdict} verdict
 * @param {Segment} segment
 * @param {PageContext} context
 */
function actionsWith(verdict, segment, { t, roleLabel, actionLabel }) {
  const roles = Object.entries(verdictsOf(segment));
  const lists = roles.flatMap(([role, actions]) => {
    const own = Object.keys(actions).filter((action) => actions[action] === verdict);
    if (own.length === 0) return [];
    const names = own.map((action) => html`<li data-action=${action} data-role=${role}>${actionLabel(action)}</li>`);
    return [
      html`${roles.length === 1 ? nothing : roleTag(roleLabel(role))}
        <ul class="names">
          ${names}
        </ul>`,
    ];
  });
  return lists.length === 0 ? t.nothing : lists;
}

/**
 * One row for all changes of a kind at an instant.
 *
 * @param {Timeline} timeline
 * @param {PageContext} context
 */
function changeRows({ segments, transitions, duties }, context) {
  const { t, description } = context;
  /** @type {Map<string, { at: number, what: keyof typeof t.changeKinds, about: Set<string> }>} */
  const rows = new Map();
  const messageOf = (/** @type {string | null} */ rule) =>
    [...transitions, ...duties, ...description.duties].find((one) => one.rule === rule)?.message ?? "";
  for (const { at, what, rule, action, role } of segments.flatMap(({ changes }) => changes)) {
    const key = `${at} ${what}`;
    const row = rows.get(key) ?? { at, what, about: new Set() };
    rows.set(key, row);
    const about = action === null ? messageOf(rule) : actionOf(action, role, segments[0], context);
    if (about !== "") row.about.add(about);
  }
  return [...rows.values()].map(
    ({ at, what, about }) =>
      html`<tr data-at=${at} data-what=${what}>
        <th scope="row">${instant(at, context)}</th>
        <td>${t.changeKinds[what]}</td>
        <td>
          <ul class="names">
            ${[...about].map((one) => html`<li>${one}</li>`)}
          </ul>
        </td>
      </tr>`,
  );
}

/**
 * The name of an action, and whose it is where more than one role is asked about.
 *
 * @param {string} action
 * @param {string | null} role
 * @param {Segment} segment
 * @param {PageContext} context
 */
function actionOf(action, role, segment, { actionLabel, roleLabel }) {
  const label = actionLabel(action);
  const isAlone = role === null || Object.keys(verdictsOf(segment)).length === 1;
  return isAlone ? label : `${roleLabel(role)}: ${label}`;
}

/**
 * @param {DutySpan} duty
 * @param {PageContext} context
 */
function dutyRow({ rule, role, from, to, due, certainty, message }, context) {
  // A span has no `overdue`: the policy alone says whether the duty has a deadline.
  const none = isDueOpen({ rule, due, overdue: false }, context) ? "openDue" : "noDue";
  const { t, roleLabel } = context;
  return html`<tr data-duty=${rule} data-from=${from} data-to=${to ?? ""}>
    <th scope="row">${role === null ? t.someone : roleLabel(role)}</th>
    <td>${message}${certainty === "possible" ? tag(t.possible) : nothing}</td>
    <td>${instant(from, context)}</td>
    <td>${endOf(to, context)}</td>
    <td>${due === null ? t[none] : instant(due, { ...context, isEnd: true })}</td>
  </tr>`;
}
