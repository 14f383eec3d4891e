/** The answer to one order: the state, warnings, the four verbs, duties, every action. */

import { actionEntry, entryId, holdsUntil } from "./action.js";
import { h, icon } from "./dom.js";
import { instant } from "./instant.js";
import {
  around,
  factLink,
  roleLabel,
  ruleNote,
  ruleNotes,
  section,
  sourceReference,
  stateLabel,
  verdictBadge,
} from "./parts.js";
import { sayLength } from "./time.js";
import { transitionList } from "./transitions.js";

/**
 * What every part of the page is told with: the texts, the policy, the clock, who looks, and what pressing a
 * button `does`. Without an answer there is no instant and no state.
 */
export function contextOf(answer, view, t, description, does) {
  return {
    t,
    description,
    view,
    does,
    locale: view.locale,
    offset: description.utcOffset,
    now: answer?.asOf ?? NaN,
    state: answer?.state.effective ?? null,
    role: view.role,
    notes: ruleNotes(description),
  };
}

/** Builds what comes first: the state, the warnings, the four verbs and the duties. */
export function positionView(answer, context) {
  return [
    stateView(answer, context),
    warningsView(answer.warnings, context),
    verbsView(answer, context),
    dutiesView(answer.duties, context),
  ];
}

function stateView({ state, next, asOf }, context) {
  const { t, description, role } = context;
  const seenBy = role === "" ? t.seenByAll : t.seenBy(roleLabel(role, description));
  return h(
    "div",
    { class: "state" },
    h("p", { class: "state-as-of" }, seenBy, " · ", around(t.asOf, instant(asOf, context))),
    h(
      "dl",
      null,
      h("div", null, h("dt", null, t.stateNow), h("dd", { id: "state-label", class: "state-label" }, state.label)),
      h("div", null, h("dt", null, t.nextChange), h("dd", null, nextView(next, context))),
    ),
    state.uncertain.length === 0 ? null : uncertainView(state.uncertain, context),
    state.transitions.length === 0
      ? null
      : h(
          "div",
          { class: "moved" },
          h("p", null, t.stateMoved(stateLabel(state.given, description))),
          transitionList(state.transitions, context),
        ),
  );
}

function nextView(next, context) {
  const { t, locale, now } = context;
  if (next === null) return t.noNext;
  return [
    h("strong", null, t.left(sayLength(next.at - now, locale))),
    " · ",
    instant(next.at, context),
    h("span", { class: "next-what" }, t.nextWhat[next.what]),
  ];
}

/** The rules that leave the state open, in the words that the policy has for what they do. */
function uncertainView(rules, { t, description }) {
  const messageOf = (rule) =>
    description.transitions.find((transition) => transition.rule === rule)?.message ?? rule;
  return h(
    "div",
    { class: "uncertain" },
    h("p", null, icon("unknown"), t.stateUncertain),
    h("ul", null, rules.map((rule) => h("li", { "data-rule": rule }, messageOf(rule)))),
  );
}

function warningsView(warnings, context) {
  const { t } = context;
  if (warnings.length === 0) return null;
  return section(
    "warnings",
    t.warningsHeading,
    h("p", null, t.warningLead),
    h(
      "ul",
      null,
      warnings.map(({ code, path, message }) =>
        h("li", { "data-warning": code }, icon("caution"), h("span", null, factLink(path, context), ": ", message)),
      ),
    ),
  );
}

function verbsView(answer, context) {
  const { t } = context;
  return section(
    "verbs",
    t.verbsHeading,
    h(
      "div",
      { class: "verb-cards" },
      Object.entries(answer.verbs).map(([verb, ids]) =>
        verbCard(verb, answer.actions.filter(({ id }) => ids.includes(id)), context),
      ),
    ),
  );
}

/** The best verdict among the actions of a verb: one way that is open is enough. */
export function verdictOf(actions) {
  return ["allowed", "unknown", "denied"].find((verdict) => actions.some((action) => action.verdict === verdict)) ?? "none";
}

function verbCard(verb, actions, context) {
  const { t, description, role } = context;
  const verdict = verdictOf(actions);
  const decisiveFirst = [
    ...actions.filter((action) => action.verdict === verdict),
    ...actions.filter((action) => action.verdict !== verdict),
  ];
  return h(
    "section",
    {
      class: `verb verb-${verdict}`,
      "aria-labelledby": `verb-${verb}`,
      "data-verb": verb,
      "data-verdict": verdict,
    },
    h("h4", { id: `verb-${verb}` }, t.verbs[verb]),
    verdictBadge(verdict, t),
    actions.length === 0
      ? h("p", { class: "note" }, role === "" ? t.noSuchAction : t.noSuchActionFor(roleLabel(role, description)))
      : h("ul", null, decisiveFirst.map((action) => verbLine(action, verdict, context))),
  );
}

/** One way of doing a verb. Its own verdict is said only where it is not that of the card. */
function verbLine(action, verdict, context) {
  const { t, description, role } = context;
  const hurdle = action.reasons.find(({ status }) => status === "violated");
  return h(
    "li",
    null,
    h(
      "p",
      { class: "verb-action" },
      action.verdict === verdict ? null : verdictBadge(action.verdict, t),
      h("a", { href: `#${entryId(action)}` }, action.label),
      role === "" ? h("span", { class: "role" }, roleLabel(action.role, description)) : null,
    ),
    action.verdict === "denied" && hurdle !== undefined ? h("p", { class: "hurdle" }, hurdle.message) : null,
    action.verdict === "unknown" && action.missing.length > 0
      ? h("p", { class: "hurdle" }, `${t.missing}: `, action.missing.map((id, index) => [index === 0 ? "" : " ", factLink(id, context)]))
      : null,
    holdsUntil(action, context),
  );
}

function dutiesView(duties, context) {
  const { t, description, locale, now } = context;
  const dueView = ({ due, overdue }) => {
    if (due === null) return h("span", { class: "holds" }, t.noDue);
    return h(
      "span",
      { class: overdue ? "holds holds-over" : "holds holds-timed" },
      icon(overdue ? "danger" : "clock"),
      h("span", null, around(t.due, instant(due, context))),
      h("strong", null, overdue ? t.overdue : t.left(sayLength(due - now, locale))),
    );
  };
  return section(
    "duties",
    t.dutiesHeading,
    duties.length === 0
      ? h("p", { class: "note" }, t.noDuties)
      : h(
          "ul",
          null,
          duties.map((duty) =>
            h(
              "li",
              { "data-duty": duty.rule },
              h(
                "p",
                null,
                h("span", { class: "role" }, duty.role === null ? t.someone : roleLabel(duty.role, description)),
                duty.message,
                " ",
                duty.certainty === "possible" ? h("span", { class: "tag" }, t.possible) : null,
                sourceReference(duty.source, context),
                ruleNote(duty.rule, context),
              ),
              dueView(duty),
            ),
          ),
        ),
  );
}

/** Builds the entries of all actions, those that are allowed first. */
export function actionsView(actions, context) {
  const { t } = context;
  const groups = ["allowed", "unknown", "denied"].map((verdict) => {
    const own = actions.filter((action) => action.verdict === verdict);
    if (own.length === 0) return null;
    return section(
      `actions-${verdict}`,
      [icon(verdict), t.groups[verdict], h("span", { class: "count" }, t.count(own.length))],
      own.map((action) => actionEntry(action, context)),
    );
  });
  return h("div", { class: "actions" }, groups);
}
