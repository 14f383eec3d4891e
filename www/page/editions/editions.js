/** Both readings of the rules side by side, where they come to different answers. */

import { h, icon, replaceKeepingPlace } from "../base/dom.js";
import { instant } from "../base/instant.js";
import { ruleNotes } from "../../shared/notes.js";
import { roleOption } from "../view/fields.js";
import { roleLabel, ruleNote, verdictBadge, zoneHead } from "../base/parts.js";
import { TorihikiError, describe, preview } from "torihiki";
import { sourceLines } from "../rules/sources.js";
import { STATUS_ICONS } from "../../shared/reasons.js";

const EDITIONS = ["guide", "official"];

/**
 * Makes the section, as `{ element, refresh }`. `read(edition)` makes another edition the one that is looked at, and
 * `reveal(action)` takes the reader to an action in the answer.
 */
export function editionsSection(view, t, { read, reveal }) {
  const { locale, order } = view;
  // What a side knows does not depend on the answer, which changes with every move of time.
  const known = EDITIONS.map((edition) => knownIn(describe(order.policy, { edition, locale })));
  const body = h("div", { class: "edition-rows" });
  const element = h(
    "div",
    { class: "zone-body" },
    zoneHead("editions-heading", t.editionsHeading, t.editionsLead),
    body,
  );
  const refresh = (current, answer) => {
    if (answer === null) return;
    replaceKeepingPlace(
      body,
      comparison(sidesOf(current, answer, known), answer, {
        t,
        view: current,
        does: { read, reveal },
        locale,
        now: answer.asOf,
      }),
    );
  };
  return { element, refresh };
}

/** The words of an edition: its description, and its remarks by rule. */
function knownIn(description) {
  return { edition: description.edition, description, notes: ruleNotes(description) };
}

/** What each edition says: its words and its answer, which is `null` where it does not know the state. */
function sidesOf(view, answer, known) {
  return known.map((words) => ({
    ...words,
    answer: words.edition === view.order.edition ? answer : answerIn(words.edition, view),
  }));
}

function answerIn(edition, { order, role, now, locale }) {
  try {
    return preview({ ...order, edition }, { ...roleOption(role), now, locale });
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return null;
  }
}

function comparison(sides, answer, context) {
  const { t } = context;
  const lacking = sides.find((side) => side.answer === null);
  if (lacking !== undefined) return note("info", t.editionLacksState(t.editions[lacking.edition]));
  const rows = [stateRow(sides, context), ...actionRows(sides, answer, context)].filter((row) => row !== null);
  if (rows.length === 0) return note("allowed", t.editionsAgree);
  return [heads(sides, context), h("ul", { class: "edition-list" }, rows)];
}

function note(sign, text) {
  return h("p", { class: "edition-note" }, icon(sign), h("span", null, text));
}

/** The heads of the two columns; the one that is not looked at offers to be. */
function heads(sides, { t, view, does }) {
  const head = ({ edition }) =>
    h(
      "div",
      { class: "edition-head" },
      h("p", { class: "edition-name" }, t.editionOf(t.editions[edition])),
      h("p", { class: "note" }, t.editionHints[edition]),
      edition === view.order.edition
        ? h("p", { class: "edition-used" }, icon("allowed"), t.editionUsed)
        : h(
            "button",
            { type: "button", id: `read-${edition}`, onclick: () => does.read(edition) },
            t.editionRead(t.editions[edition]),
          ),
    );
  return h("div", { class: "edition-heads" }, sides.map(head));
}

/** One thing that the editions see differently: what it is, and what each of them says. */
function row(name, label, sides, say, { t, view }) {
  return h(
    "li",
    { class: "edition-row", "data-differs": name },
    h("h3", { class: "edition-what" }, label),
    h(
      "dl",
      null,
      sides.map((side) =>
        h(
          "div",
          {
            class: side.edition === view.order.edition ? "edition-side edition-side-used" : "edition-side",
            "data-edition": side.edition,
          },
          h("dt", null, t.editionOf(t.editions[side.edition])),
          h("dd", null, say(side)),
        ),
      ),
    ),
  );
}

/** The state and how long it lasts, where the editions do not see the deal in the same one. */
function stateRow(sides, context) {
  const { t } = context;
  const [one, other] = sides.map((side) => side.answer.state);
  if (one.effective === other.effective) return null;
  const say = ({ answer, description }) => {
    const own = { ...context, offset: description.utcOffset };
    const happened = answer.state.transitions.at(-1)?.rule;
    const since = description.transitions.find(({ rule }) => rule === happened);
    return [
      h(
        "p",
        { class: "edition-state" },
        answer.state.uncertain.length === 0 ? answer.state.label : t.uncertainState(answer.state.label),
      ),
      since === undefined
        ? null
        : h("p", { class: "note" }, since.message, sourceLines(since.sources, { ...own, description })),
      answer.next?.what === "state"
        ? h("p", { class: "note" }, t.nextChange, t.colon, instant(answer.next.at, own))
        : null,
    ];
  };
  return row("state", t.stateLabel, sides, say, context);
}

/** The actions on which another edition decides otherwise, and those that can be taken in one edition only. */
function actionRows(sides, answer, context) {
  const { t, view } = context;
  const other = sides.find(({ edition }) => edition !== view.order.edition);
  const has = (actions, { id, role }) => actions.some((action) => action.id === id && action.role === role);
  const alone = (actions, others) => actions.filter((action) => action.verdict !== "denied" && !has(others, action));
  const differing = [
    ...answer.actions.filter(({ editions }) => editions.length > 0),
    ...alone(answer.actions, other.answer.actions),
    ...alone(other.answer.actions, answer.actions),
  ];
  return differing.map((action) => {
    const isHere = has(answer.actions, action);
    const label = [
      isHere
        ? h(
            "button",
            {
              type: "button",
              class: "plain",
              id: `compare-${action.id}-${action.role}`,
              onclick: () => context.does.reveal(action),
            },
            action.label,
          )
        : action.label,
      view.role === "" ? [" ", h("span", { class: "role" }, roleLabel(action.role, sides[0].description))] : null,
    ];
    const entryIn = (side) => side.answer.actions.find(({ id, role }) => id === action.id && role === action.role);
    const entries = sides.map(entryIn);
    const say = (side) => {
      const entry = entryIn(side);
      if (entry === undefined) return h("p", { class: "note" }, t.editionLacksAction);
      const counterpart = entries.find((each) => each !== entry);
      return [verdictBadge(entry.verdict, t), reasons(entry, counterpart, { ...context, ...side })];
    };
    return row(action.id, label, sides, say, context);
  });
}

/**
 * The reasons that decide: what stands in the way, or where nothing does, what the other edition takes otherwise;
 * without any such, all of them.
 */
function reasons({ verdict, reasons: all }, counterpart, context) {
  const { t } = context;
  const isOtherwise = ({ rule, status }) =>
    counterpart?.reasons.some((each) => each.rule === rule && each.status !== status) ?? false;
  const against = all.filter(({ status }) => status !== "satisfied");
  const otherwise = all.filter(isOtherwise);
  const decisive = verdict === "allowed" ? (otherwise.length > 0 ? otherwise : all) : against;
  return h(
    "ul",
    { class: "edition-reasons" },
    decisive.map(({ rule, status, message, sources }) =>
      h(
        "li",
        { class: `reason reason-${status}`, "data-rule": rule, "data-status": status },
        icon(STATUS_ICONS[status]),
        h(
          "span",
          null,
          h("span", { class: "unseen" }, `${t.statuses[status]}${t.colon}`),
          message,
          ruleNote(rule, context),
          sourceLines(sources, context),
        ),
      ),
    ),
  );
}
