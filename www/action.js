/** One action of an answer: whether it is allowed, until when, why, and what follows. */

import { h, icon, unseen } from "./dom.js";
import { instant } from "./instant.js";
import {
  around,
  effectList,
  factLink,
  roleLabel,
  ruleNote,
  sourceReference,
  stateLabel,
  verdictBadge,
} from "./parts.js";
import { sayLength } from "./time.js";
import { unblockView } from "./ways.js";
import { whatIfButton } from "./whatif.js";

/** The id of an action's entry; an action is listed once for each role. */
export function entryId({ id, role }) {
  return `action-${id}-${role}`;
}

/** Until when a verdict holds, and how long that is; for a denied action, from when it is allowed. */
export function holdsUntil(action, context) {
  const { t, locale, now } = context;
  const at = action.verdict === "denied" ? action.opensAt : action.until;
  if (at === null) {
    const [first] = action.unblock;
    const denied = first?.never === true ? first.message : t.neverByItself;
    const lasting = { allowed: t.noDeadline, denied, unknown: null }[action.verdict];
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
      // How a denied action opens otherwise than by waiting is told below.
      action.verdict === "denied" && action.opensAt === null ? null : holdsUntil(action, context),
    ),
    note === null ? null : h("p", { class: "note" }, note),
    missingFacts(action, context),
    action.verdict === "allowed" ? whatIfButton(action, "whatif", t.whatIf, context) : null,
    unblockView(action, context),
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
