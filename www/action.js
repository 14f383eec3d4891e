/** One action of an answer: whether it is allowed, until when, why, and what follows. */

import { h, icon, unseen } from "./dom.js";
import { instant } from "./instant.js";
import { sayLength } from "./time.js";

/** The id of an action's entry; an action is listed once for each role. */
export function entryId({ id, role }) {
  return `action-${id}-${role}`;
}

/** A verdict as an icon and a word. */
export function verdictBadge(verdict, t) {
  return h("span", { class: `verdict verdict-${verdict}` }, icon(verdict), t.verdicts[verdict]);
}

/** Until when a verdict holds, and how long that is; for a denied action, from when it is allowed. */
export function holdsUntil(action, context) {
  const { t, locale, now } = context;
  const at = action.verdict === "denied" ? action.opensAt : action.until;
  if (at === null) {
    const lasting = { allowed: t.noDeadline, denied: t.neverByItself, unknown: null }[action.verdict];
    return lasting === null ? null : h("span", { class: "holds" }, lasting);
  }
  const opens = action.verdict === "denied";
  const length = sayLength(at - now, locale);
  return h(
    "span",
    { class: "holds holds-timed" },
    icon("clock"),
    h("span", null, around(opens ? t.from : t.until, instant(at, context))),
    h("strong", null, opens ? t.opensIn(length) : t.left(length)),
  );
}

/** Puts an element where a text of the page has a gap. */
export function around(text, element) {
  const [before, after] = text("\u0000").split("\u0000");
  return [before, element, after];
}

/** The numbered references to sources, each a link to the list at the foot of the page. */
export function sourceReference(source, { t, description }) {
  const number = description.sources.findIndex(({ id }) => id === source) + 1;
  if (number === 0) return null;
  const { title } = description.sources[number - 1];
  return h(
    "a",
    { class: "reference", href: `#source-${source}`, "aria-label": t.sourceLink(number, title), title },
    String(number),
  );
}

/** What the policy remarks on each of its rules, by rule id. */
export function ruleNotes({ actions, transitions, duties }) {
  const rules = [
    ...actions.flatMap(({ requires, effects }) => [...requires, ...effects]),
    ...transitions.flatMap((transition) => [transition, ...transition.effects]),
    ...duties,
  ];
  return new Map(rules.filter(({ note }) => note !== null).map(({ rule, note }) => [rule, note]));
}

/** The remark on a rule, where there is one. */
export function ruleNote(rule, { notes }) {
  return notes.has(rule) ? h("span", { class: "rule-note" }, notes.get(rule)) : null;
}

/** A link from the answer to the field of a fact. */
export function factLink(id, { description }) {
  const label = description.facts.find((fact) => fact.id === id)?.label ?? id;
  return h("a", { class: "fact-link", href: `#field-${id}` }, label);
}

/** The list of effects, with a word before each that says what it touches and how serious it is. */
export function effectList(effects, context) {
  const { t } = context;
  return h(
    "ul",
    { class: "effects" },
    effects.map((effect) =>
      h(
        "li",
        { class: `effect effect-${effect.severity}`, "data-rule": effect.rule },
        h(
          "span",
          { class: "effect-kind" },
          icon(effect.severity),
          t.kinds[effect.kind],
          effect.severity === "info" ? null : unseen(` (${t.severities[effect.severity]})`),
        ),
        h(
          "span",
          null,
          effect.message,
          " ",
          effect.certainty === "possible" ? h("span", { class: "tag" }, t.possible) : null,
          concerned(effect, context),
          sourceReference(effect.source, context),
          ruleNote(effect.rule, context),
        ),
      ),
    ),
  );
}

/** Whom an effect concerns, where that is not everybody. */
function concerned({ audience }, { t, description }) {
  if (audience.length === 0 || audience.length === description.roles.length) return null;
  return h("span", { class: "tag" }, t.concerns(audience.map((id) => roleLabel(id, description))));
}

/** What a role is called. */
export function roleLabel(id, description) {
  return description.roles.find((role) => role.id === id)?.label ?? id;
}

/** What a state is called. */
export function stateLabel(id, description) {
  return description.everyState.find((state) => state.id === id)?.label ?? id;
}

/** The whole entry of one action. */
export function actionEntry(action, context) {
  const { t, description, role } = context;
  const id = entryId(action);
  const note = description.actions.find((described) => described.id === action.id)?.note ?? null;
  return h(
    "article",
    {
      id,
      class: `action action-${action.verdict}`,
      tabindex: "-1",
      "aria-labelledby": `${id}-label`,
      "data-action": action.id,
      "data-role": action.role,
      "data-verdict": action.verdict,
    },
    h(
      "header",
      null,
      verdictBadge(action.verdict, t),
      h(
        "h4",
        { id: `${id}-label` },
        action.label,
        role === "" ? h("span", { class: "role" }, roleLabel(action.role, description)) : null,
      ),
      holdsUntil(action, context),
    ),
    note === null ? null : h("p", { class: "note" }, note),
    missingFacts(action, context),
    h("div", { class: "action-body" }, why(action, context), whatFollows(action, context)),
    action.editions.map((edition) => otherEdition(edition, context)),
    action.drafts.map((draft) => draftOf(draft, id, t)),
  );
}

function missingFacts({ missing }, context) {
  if (missing.length === 0) return null;
  return h(
    "p",
    { class: "missing" },
    icon("unknown"),
    `${context.t.missing}:`,
    missing.map((id) => [" ", factLink(id, context)]),
  );
}

function why({ verdict, reasons, until, opensAt }, context) {
  const { t } = context;
  const told = verdict === "denied" ? opensAt : until;
  return h(
    "div",
    { class: "why" },
    h("h5", null, t.reasons),
    reasons.length === 0 ? h("p", { class: "note" }, t.noReasons) : reasonList(reasons, context, told),
  );
}

const STATUS_ICONS = { satisfied: "allowed", violated: "denied", unknown: "unknown" };

/** The reasons, each with its icon. `told` is the instant that the entry has named already. */
function reasonList(reasons, context, told = null) {
  const { t } = context;
  return h(
    "ul",
    { class: "reasons" },
    reasons.map((reason) =>
      h(
        "li",
        { class: `reason reason-${reason.status}`, "data-rule": reason.rule, "data-status": reason.status },
        icon(STATUS_ICONS[reason.status]),
        h(
          "span",
          null,
          unseen(`${t.statuses[reason.status]}: `),
          reason.message,
          " ",
          reason.until === null || reason.until === told ? null : statusChange(reason, context),
          sourceReference(reason.source, context),
          ruleNote(reason.rule, context),
        ),
      ),
    ),
  );
}

/** When a requirement that is met will no longer be, or the other way round. */
function statusChange({ status, until }, context) {
  const { t } = context;
  const text = { satisfied: t.statusUntil, violated: t.statusFrom }[status];
  return text === undefined ? null : h("span", { class: "note" }, around(text, instant(until, context)));
}

function whatFollows(action, context) {
  const { t, description, state } = context;
  const after = action.leadsTo === null || action.leadsTo === state ? null : action.leadsTo;
  if (action.verdict === "denied" && after === null && action.consentOf === null && action.effects.length === 0) return null;
  return h(
    "div",
    { class: "what-follows" },
    h("h5", null, t.effectsOf[action.verdict]),
    action.consentOf === null
      ? null
      : h("p", { class: "consent" }, icon("caution"), t.needsConsent(roleLabel(action.consentOf, description))),
    after === null ? null : h("p", { class: "leads-to" }, icon("arrow"), t.leadsTo(stateLabel(after, description))),
    action.effects.length === 0 ? null : effectList(action.effects, context),
    after === null && action.leadsTo !== null && action.verdict !== "denied" ? h("p", { class: "note" }, t.staysIn) : null,
  );
}

function otherEdition({ edition, verdict, reasons }, context) {
  const { t } = context;
  const decisive = reasons.filter(({ status }) => verdict === "allowed" || status !== "satisfied");
  return h(
    "div",
    { class: "other-edition", "data-edition": edition, "data-verdict": verdict },
    h("p", null, icon("info"), h("strong", null, t.otherEdition(edition, verdict))),
    reasonList(decisive, context),
  );
}

function draftOf({ id, subject, body }, entry, t) {
  return h(
    "details",
    { class: "draft", id: `${entry}-draft-${id}` },
    h("summary", { id: `${entry}-draft-${id}-summary` }, t.draft(subject)),
    h("p", { class: "draft-body" }, body),
  );
}
