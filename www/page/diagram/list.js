/** The diagram as a list: by state, what leads out of it, where to, and what can be done without leaving it. */

import { h, icon, unseen } from "../base/dom.js";
import { instant } from "../base/instant.js";
import { roleLabel, stateLabel } from "../base/parts.js";

/** The list of a diagram. It says everything that the picture says, and under which condition things happen. */
export function diagramList(model, context) {
  return h(
    "ol",
    { class: "diagram-list" },
    model.states.map((state) => stateEntry(state, model, context)),
  );
}

function stateEntry(state, { moves, stays }, context) {
  const { t } = context;
  const out = moves.filter(({ from }) => from === state.id);
  const staying = stays.get(state.id);
  return h(
    "li",
    { class: state.standing === "today" ? "entry entry-today" : "entry", "data-entry": state.id },
    h(
      "p",
      { class: "entry-state" },
      h("strong", null, h("bdi", null, state.label)),
      tagsOf(state, t).map((tag) => [" ", h("span", { class: "tag" }, tag)]),
    ),
    state.note === null ? null : h("p", { class: "note" }, state.note),
    out.length === 0
      ? h("p", { class: "note" }, t.diagram.nothingLeaves)
      : h(
          "ul",
          { class: "entry-moves" },
          out.map((move) => moveEntry(move, context)),
        ),
    staying.length === 0
      ? null
      : h(
          "div",
          { class: "entry-stays" },
          h("p", { class: "note" }, t.diagram.stays),
          h(
            "ul",
            { class: "entry-items" },
            staying.map((act) => h("li", { "data-stay": actId(act) }, actText(act, context))),
          ),
        ),
  );
}

function tagsOf({ standing, isUncertain, isStart, isFinal }, t) {
  const standings = {
    today: isUncertain ? t.diagram.todayUncertain : t.diagram.today,
    perhaps: t.diagram.perhaps,
    next: t.diagram.signs.next,
    apart: t.diagram.signs.apart,
  };
  return [standings[standing], isStart ? t.diagram.signs.start : null, isFinal ? t.diagram.signs.final : null].filter(
    (tag) => (tag ?? null) !== null,
  );
}

function moveEntry(move, context) {
  const { t, description } = context;
  return h(
    "li",
    {
      class: move.standing === "open" ? "entry-move entry-move-open" : "entry-move",
      "data-entry-move": `${move.from} ${move.to}`,
    },
    h(
      "p",
      null,
      h("span", { class: "entry-number" }, String(move.number)),
      " ",
      icon("arrow"),
      unseen(t.diagram.to),
      " ",
      h("bdi", null, stateLabel(move.to, description)),
    ),
    h(
      "ul",
      { class: "entry-items" },
      move.acts.map((act) => h("li", { "data-entry-item": actId(act) }, actText(act, context))),
      move.falls.map((fall) => h("li", { "data-entry-item": fall.rule }, fallText(fall, context))),
    ),
  );
}

function actId({ action, roles }) {
  return `${action} ${roles.join(" ")}`;
}

/** Who does what, whether that is allowed now, and whose consent it needs. */
function actText({ label, roles, verdict, consent }, { t, description }) {
  const act =
    description.roles.length === 1
      ? label
      : t.diagram.act(
          roles.map((id) => roleLabel(id, description)),
          label,
        );
  return [
    h("bdi", null, act),
    consent === null ? null : [" ", consentText(consent, t, description)],
    verdict === null
      ? null
      : [" ", h("span", { class: `entry-verdict entry-${verdict}` }, icon(verdict), t.diagram.verdicts[verdict])],
  ];
}

function consentText({ of, unless }, t, description) {
  const who = of === "other" ? t.diagram.other : roleLabel(of, description);
  return h("span", { class: "note" }, unless === null ? t.diagram.consent(who) : t.diagram.consentUnless(who));
}

/** What happens by itself, and when. */
function fallText({ message, at, isPast }, context) {
  const { t } = context;
  return [
    icon("clock"),
    " ",
    h("bdi", null, message),
    at === null
      ? null
      : [
          " ",
          h("span", { class: "entry-at" }, isPast ? t.diagram.isPast : t.diagram.isComing, " ", instant(at, context)),
        ],
  ];
}
