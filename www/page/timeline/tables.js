/** A timeline as tables, for those who do not see the picture, and for those who want to look something up. */

import { h } from "../base/dom.js";
import { instant } from "../base/instant.js";
import { actionLabel, roleLabel } from "../base/parts.js";

/** The tables: the stretches with what is allowed in them, the changes, and the duties where there are any. */
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

/** A table that scrolls by itself where it is wider than the page. A table without rows is left out. */
function table(name, caption, columns, rows) {
  if (rows.length === 0) return null;
  return h(
    "div",
    { class: "table", role: "region", tabindex: "0", id: `table-${name}`, "aria-labelledby": `table-${name}-caption` },
    h(
      "table",
      { "data-table": name },
      h("caption", { id: `table-${name}-caption` }, caption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          columns.map((column) => h("th", { scope: "col" }, column)),
        ),
      ),
      h("tbody", null, rows),
    ),
  );
}

function segmentRow({ from, to, label, state, uncertain, verdicts }, context) {
  const { t } = context;
  return h(
    "tr",
    { "data-state": state, "data-from": from, "data-to": to ?? "" },
    h("th", { scope: "row" }, instant(from, context)),
    h("td", null, endOf(to, context)),
    h("td", null, uncertain.length === 0 ? label : t.uncertainState(label)),
    h("td", null, actionsWith("allowed", verdicts, context)),
    h("td", null, actionsWith("unknown", verdicts, context)),
  );
}

function endOf(to, context) {
  return to === null ? context.t.forever : instant(to, context);
}

/** The actions with a verdict, by role where more than one is asked about. */
function actionsWith(verdict, verdicts, { t, description }) {
  const roles = Object.entries(verdicts);
  const lines = roles.flatMap(([role, actions]) => {
    const own = Object.keys(actions).filter((action) => actions[action] === verdict);
    if (own.length === 0) return [];
    const names = h(
      "ul",
      { class: "names" },
      own.map((action) => h("li", { "data-action": action, "data-role": role }, actionLabel(action, description))),
    );
    return [roles.length === 1 ? null : h("span", { class: "role" }, roleLabel(role, description)), names];
  });
  return lines.length === 0 ? t.nothing : lines;
}

/** One row for all changes of a kind at an instant. */
function changeRows({ segments, transitions, duties }, context) {
  const { t, description } = context;
  const rows = new Map();
  for (const { at, what, rule, action, role } of segments.flatMap(({ changes }) => changes)) {
    const key = `${at} ${what}`;
    if (!rows.has(key)) rows.set(key, { at, what, about: new Set() });
    rows
      .get(key)
      .about.add(
        action !== null
          ? actionOf(action, role, segments[0].verdicts, description)
          : (transitions.find((transition) => transition.rule === rule)?.message ??
              duties.find((duty) => duty.rule === rule)?.message ??
              description.duties.find((duty) => duty.rule === rule)?.message ??
              ""),
      );
  }
  return [...rows.values()].map(({ at, what, about }) =>
    h(
      "tr",
      { "data-at": at, "data-what": what },
      h("th", { scope: "row" }, instant(at, context)),
      h("td", null, t.changeKinds[what]),
      h(
        "td",
        null,
        h(
          "ul",
          { class: "names" },
          [...about].filter((one) => one !== "").map((one) => h("li", null, one)),
        ),
      ),
    ),
  );
}

function actionOf(action, role, verdicts, description) {
  const label = actionLabel(action, description);
  return Object.keys(verdicts).length === 1 ? label : `${roleLabel(role, description)}: ${label}`;
}

function dutyRow({ rule, role, from, to, due, certainty, message }, context) {
  const { t, description } = context;
  return h(
    "tr",
    { "data-duty": rule, "data-from": from, "data-to": to ?? "" },
    h("th", { scope: "row" }, role === null ? t.someone : roleLabel(role, description)),
    h("td", null, message, certainty === "possible" ? h("span", { class: "tag" }, t.possible) : null),
    h("td", null, instant(from, context)),
    h("td", null, endOf(to, context)),
    h("td", null, due === null ? t.noDue : instant(due, context)),
  );
}
