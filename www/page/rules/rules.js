/** All rules of a policy with their sources, each marked with how it comes out for the order that is looked at. */

import { h, icon } from "../base/dom.js";
import { instant } from "../base/instant.js";
import { around, roleLabel, stateLabel, zoneHead } from "../base/parts.js";
import { preview } from "torihiki";
import { sourceLines, sourceList } from "./sources.js";
import { STATUS_ICONS } from "../../shared/reasons.js";

/**
 * Makes the section, as `{ element, refresh }`.
 *
 * The rules stand still and only their marks follow the view, so that nobody who reads or opens one is disturbed.
 */
export function rulesSection(view, t, description) {
  const context = { t, description, locale: view.locale, offset: description.utcOffset };
  // What brings each mark up to date with the answer for all roles.
  const marks = [];
  const marked = (fill) => {
    const place = h("span", { class: "rule-mark" });
    marks.push((state) => place.replaceChildren(...[fill(state)].flat(Infinity).filter((part) => part !== null)));
    return place;
  };

  const groups = description.actions.map((action) => actionGroup(action, context, marked));
  const byItself =
    description.transitions.length === 0
      ? null
      : group("by-itself", t.rulesByItself, [], transitionRows(context, marked), null);
  const duties =
    description.duties.length === 0 ? null : group("duties", t.rulesDuties, [], dutyRows(context, marked), null);
  const all = [...groups, byItself, duties].filter((one) => one !== null);

  const toggle = h("button", {
    type: "button",
    id: "rules-toggle",
    onclick: () =>
      openAll(
        all,
        all.some(({ open }) => !open),
      ),
  });
  const label = () => {
    toggle.textContent = all.some(({ open }) => !open) ? t.openAll : t.closeAll;
  };
  for (const one of all) one.addEventListener("toggle", label);
  label();

  const element = h(
    "div",
    { class: "zone-body" },
    zoneHead("rules-heading", t.rulesHeading, t.rulesLead(description.label, t.editions[description.edition]), toggle),
    h("div", { class: "rule-groups" }, all),
    h(
      "section",
      { class: "source-part", "aria-labelledby": "sources-heading" },
      h("h3", { id: "sources-heading" }, t.sourcesHeading),
      h("p", { class: "note" }, t.sourcesLead),
      sourceList(description.sources, t, view.locale),
    ),
  );

  const refresh = (current) => {
    const state = stateOf(current, context);
    for (const mark of marks) mark(state);
  };
  return { element, refresh };
}

function openAll(groups, open) {
  for (const details of groups) details.open = open;
}

/** What the marks are made from: the answer for all roles, and the role that looks. `null` where there is no answer. */
function stateOf({ order, now, role, locale }, context) {
  try {
    const answer = preview(order, { now, locale });
    return { answer, role, context: { ...context, now: answer.asOf } };
  } catch {
    // What is wrong with the input is told beside the fields.
    return null;
  }
}

/** One action with everything that it needs and brings about. */
function actionGroup(action, context, marked) {
  const { t, description } = context;
  const inState = {
    rule: `${description.id}.${action.id}.state`,
    message: t.ruleStates(action.from.map((id) => stateLabel(id, description))),
    sources: action.sources,
  };
  const rows = [inState, ...action.requires].map((rule) => row(rule, context, marked, requirementMark(action, rule)));
  const effects = action.effects.map((effect) =>
    row(effect, context, marked, effectMark(action, effect), t.kinds[effect.kind]),
  );
  const roles =
    action.roles.length === description.roles.length ? [] : action.roles.map((id) => roleLabel(id, description));
  const body = [
    action.note === null ? null : h("p", { class: "note" }, action.note),
    h("h4", null, t.ruleRequires),
    h("ul", { class: "rule-rows" }, rows),
    effects.length === 0 ? null : [h("h4", null, t.ruleEffects), h("ul", { class: "rule-rows" }, effects)],
  ];
  return group(action.id, action.label, roles, body, marked(verdictMark(action)));
}

function group(id, label, roles, body, mark) {
  return h(
    "details",
    { id: `rules-${id}`, class: "rule-group", "data-rules": id },
    h(
      "summary",
      { id: `rules-${id}-summary` },
      h("h3", null, label),
      roles.map((role) => h("span", { class: "role" }, role)),
      mark,
    ),
    h("div", { class: "rule-body" }, body),
  );
}

function transitionRows(context, marked) {
  const { t, description } = context;
  const becomes = ({ to }) => h("span", { class: "tag" }, t.becomes(stateLabel(to, description)));
  return description.transitions.map((transition) => [
    h(
      "ul",
      { class: "rule-rows" },
      row(transition, context, marked, transitionMark(transition), null, becomes(transition)),
    ),
    transition.effects.length === 0
      ? null
      : h(
          "ul",
          { class: "rule-rows rule-rows-inner" },
          transition.effects.map((effect) => row(effect, context, null, null, t.kinds[effect.kind])),
        ),
  ]);
}

function dutyRows(context, marked) {
  const who = ({ role }) =>
    h("span", { class: "role" }, role === null ? context.t.someone : roleLabel(role, context.description));
  return h(
    "ul",
    { class: "rule-rows" },
    context.description.duties.map((duty) => row(duty, context, marked, dutyMark(duty), null, who(duty))),
  );
}

/** One rule: how it comes out, its sentence, its source, its id, and its condition as the policy writes it. */
function row(rule, context, marked, mark, kind = null, more = null) {
  const condition = rule.that ?? rule.when ?? null;
  return h(
    "li",
    { id: `rule-${rule.rule}`, class: "rule", tabindex: "-1", "data-rule": rule.rule },
    mark === null ? h("span", { class: "rule-mark" }) : marked(mark),
    h(
      "div",
      { class: "rule-text" },
      h("p", null, kind === null ? null : [h("span", { class: "tag" }, kind), " "], rule.message, " ", more),
      (rule.note ?? null) === null ? null : h("p", { class: "note" }, rule.note),
      sourceLines(rule.sources, context),
      h(
        "p",
        { class: "rule-code" },
        h("code", { class: "rule-id" }, rule.rule),
        condition === null ? null : [" ", h("code", null, condition)],
      ),
    ),
  );
}

/** The entries of an answer for an action: those of the role that looks, or where it is not its action, of all who may. */
function entriesOf({ answer, role }, action) {
  const all = answer.actions.filter(({ id }) => id === action.id);
  const own = all.filter((entry) => entry.role === role);
  return own.length > 0 ? own : all;
}

/** The words of each entry; where all say the same, once, and without a role. */
function perRole(entries, say, { description }) {
  const said = entries.map((entry) => ({ role: entry.role, ...say(entry) }));
  const isOne = said.every(({ key }) => key === said[0]?.key);
  return (isOne ? said.slice(0, 1) : said).map(({ role, sign, word, look }) =>
    h(
      "span",
      { class: `mark mark-${look}` },
      icon(sign),
      word,
      isOne ? null : h("span", { class: "role" }, roleLabel(role, description)),
    ),
  );
}

function verdictMark(action) {
  return (state) => {
    if (state === null) return null;
    const say = ({ verdict }) => ({
      key: verdict,
      sign: verdict,
      word: state.context.t.verdicts[verdict],
      look: verdict,
    });
    return perRole(entriesOf(state, action), say, state.context);
  };
}

function requirementMark(action, { rule }) {
  return (state) => {
    if (state === null) return null;
    const say = ({ reasons }) => {
      const status = reasons.find((reason) => reason.rule === rule)?.status ?? "unknown";
      return {
        key: status,
        sign: STATUS_ICONS[status],
        word: state.context.t.statuses[status],
        look: STATUS_ICONS[status],
      };
    };
    return perRole(entriesOf(state, action), say, state.context);
  };
}

function effectMark(action, { rule }) {
  return (state) => {
    if (state === null) return null;
    const { t } = state.context;
    const say = ({ effects }) => {
      const certainty = effects.find((effect) => effect.rule === rule)?.certainty ?? "none";
      const [sign, look] = { certain: ["arrow", "plain"], possible: ["unknown", "unknown"], none: ["none", "off"] }[
        certainty
      ];
      return { key: certainty, sign, word: t.applies[certainty], look };
    };
    return perRole(entriesOf(state, action), say, state.context);
  };
}

function transitionMark({ rule }) {
  return (state) => {
    if (state === null) return null;
    const { answer, context } = state;
    const { t } = context;
    const has = (list) => list.find((one) => one.rule === rule);
    if (has(answer.state.transitions) !== undefined)
      return h("span", { class: "mark mark-plain" }, icon("allowed"), t.ruleHappened);
    if (answer.state.uncertain.includes(rule))
      return h("span", { class: "mark mark-unknown" }, icon("unknown"), t.statuses.unknown);
    const coming = has(answer.ifNobodyActs);
    if (coming === undefined) return h("span", { class: "mark mark-off" }, icon("none"), t.applies.none);
    return h(
      "span",
      { class: "mark mark-plain" },
      icon("clock"),
      h("span", null, around(t.ruleComing, instant(coming.at, { ...context, isPlain: true }))),
    );
  };
}

function dutyMark({ rule }) {
  return (state) => {
    if (state === null) return null;
    const { answer, context } = state;
    const { t } = context;
    const duty = answer.duties.find((one) => one.rule === rule);
    if (duty === undefined) return h("span", { class: "mark mark-off" }, icon("none"), t.applies.none);
    if (duty.overdue) return h("span", { class: "mark mark-denied" }, icon("danger"), t.overdue);
    return h("span", { class: "mark mark-plain" }, icon("clock"), t.dutyStands);
  };
}
