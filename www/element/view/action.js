/** One action: whether it is allowed, until when, why, what follows, and what would open it. */

import { html, nothing } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { argumentForm, canBeTried } from "../../shared/arguments.js";
import { effectList } from "../../shared/effects.js";
import { hurt, isHarmful, seriousFor } from "../../shared/harm.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { ruleNote } from "../../shared/notes.js";
import { refusedTexts } from "../../shared/mistakes.js";
import { reasonItem } from "../../shared/reasons.js";
import { sourceReferences } from "../../shared/references.js";
import { isNever, notCovered, stepList } from "../../shared/steps.js";
import { around, roleTag, unseen } from "../../shared/text.js";
import { verdictBadge } from "../../shared/verdict.js";
import { deadline } from "./deadline.js";
import { draftView } from "./draft.js";
import { heading } from "./headings.js";

/** @import { Action, OtherEdition, Reason } from "torihiki" */
/** @import { Supplied } from "../../shared/arguments.js" */
/** @import { Refusal } from "../../shared/mistakes.js" */
/** @import { Texts } from "../../shared/types.js" */
/** @import { ViewContext } from "../types.js" */

/**
 * The entry of an action: what matters in a few lines, everything else on demand.
 *
 * @param {Action} action
 * @param {ViewContext} context
 */
export function actionEntry(action, context) {
  const { id, role, verdict, label, missing } = action;
  const isHarm = isHarmfulNow(action);
  // Why it is allowed is told with its details.
  const isShort = context.isCompact && verdict === "allowed";
  const { t, isExpanded, factLabel } = context;
  const isOfAll = context.role === null;
  const key = `${id}-${role}`;
  return html`
    <article
      class="action action-${verdict} ${isHarm ? "action-harmful" : ""} ${action.with.length > 0 ? "action-asks" : ""}"
      part="action"
      data-action=${id}
      data-role=${role}
      data-verdict=${verdict}
      aria-labelledby="label-${key}"
    >
      <details ?open=${isExpanded}>
        <summary>
          <span class="sign">${icon(isHarm ? "danger" : verdict)}${unseen(t.verdicts[verdict])}</span>
          <span class="gist">
            <span class="gist-head">
              ${heading(html`${label} ${isOfAll ? roleTag(context.roleLabel(role)) : nothing}`, 1, context, `label-${key}`)}
              ${actionDeadline(action, context)}
            </span>
            ${isShort ? nothing : html`<span class="gist-reason">${reasonInOneLine(action, context)}</span>`}
            ${cautions(action, context)}
            ${missing.length === 0 ? nothing : html`<span class="gist-missing">${t.missing}: ${t.and(missing.map(factLabel))}</span>`}
            ${verdict === "unknown" && canBeTried(action) ? html`<span class="gist-missing">${t.dependsOn(deciding(action))}</span>` : nothing}
          </span>
          ${icon("open")}
        </summary>
        <div class="details">${detailsOf(action, context)}</div>
      </details>
      <div class="further">
        ${canBeTried(action) && !context.isReadonly ? chooseView(action, context) : nothing}
        <slot name="action-${key}"></slot>
      </div>
    </article>
  `;
}

/**
 * Whether an action that can be taken hurts whoever takes it, or costs them money, so that it is not to look like a good
 * thing to do.
 *
 * @param {Action} action
 */
export function isHarmfulNow(action) {
  return action.verdict !== "denied" && isHarmful(action);
}

/**
 * The button with which a person goes ahead, with a form for what is supplied where the action takes something.
 *
 * @param {Action} action
 * @param {ViewContext} context
 */
function chooseView(action, context) {
  const { id, role, label } = action;
  const { t, refused } = context;
  const takes = action.with.length > 0;
  const isHarm = isHarmfulNow(action);
  const choose = () => context.choose(action, {});
  const button = html`<button
    type=${takes ? "submit" : "button"}
    class="choose ${isHarm ? "choose-harmful" : ""}"
    part="choose"
    data-choose=${id}
    aria-label=${t.chooseLabel(label, context.role === null ? context.roleLabel(role) : null, isHarm)}
    @click=${takes ? nothing : choose}
  >
    ${isHarm ? html`${icon("danger")}${t.chooseHarmful}` : html`${t.choose}${icon("arrow")}`}
  </button>`;
  const refusal = refused?.key === `${id}-${role}` ? refused : null;
  const note = keyed(refusal, refusedNote(refusal, takes, t));
  if (!takes) return html`${button}${note}`;
  const submit = (/** @type {Supplied} */ supplied) => context.choose(action, supplied);
  // One template in either case: another one would make the fields anew.
  return html`${argumentForm(action, "choose", button, submit, refusal, context)} ${note}`;
}

/**
 * What stands in the way and is about no single field; or that it is told beside one.
 *
 * @param {Refusal | null} refusal
 * @param {boolean} takes whether something is entered
 * @param {Texts} t
 */
function refusedNote(refusal, takes, t) {
  if (refusal === null) return nothing;
  return html`<div class="refused" role="alert">
    <p>${takes ? t.notAsEntered : t.cannotBeDone}</p>
    ${refusedTexts(refusal, t).map((text) => html`<p>${text}</p>`)}
  </div>`;
}

/**
 * The names of the arguments that decide whether an action is allowed.
 *
 * @param {Action} action
 */
function deciding({ reasons, with: all }) {
  const read = reasons.filter(({ status }) => status === "unknown").flatMap((reason) => reason.arguments);
  return all.filter(({ id }) => read.includes(id)).map(({ label }) => label);
}

/**
 * Until when an action is allowed, or from when it will be.
 *
 * @param {Action} action
 * @param {ViewContext} context
 */
export function actionDeadline(action, context) {
  const { t } = context;
  const { verdict, until, opensAt, unblock } = action;
  if (verdict === "denied" && opensAt !== null) return deadline(t.from, opensAt, context.opensIn(opensAt), context);
  if (verdict !== "denied" && until !== null) {
    return deadline(t.until, until, context.left(until), { ...context, isEnd: true });
  }
  if (verdict === "allowed") return html`<span class="deadline-none">${t.noDeadline}</span>`;
  if (verdict === "denied") {
    return html`<span class="deadline-none">${unblock.find(isNever)?.message ?? t.neverByItself}</span>`;
  }
  return nothing;
}

/**
 * The reason that decides: what stands in the way, or what ends first. That the state is right goes without saying.
 *
 * @param {Action} action
 * @param {ViewContext} context
 */
export function reasonInOneLine({ verdict, reasons, until }, { t }) {
  const decisive = {
    allowed: () => reasons.findLast((reason) => until !== null && reason.until === until) ?? reasons.at(-1),
    denied: () => reasons.find(({ status }) => status === "violated"),
    unknown: () => reasons.find(({ status }) => status === "unknown"),
  }[verdict]();
  return decisive?.message ?? t.noReasons;
}

/**
 * What a person must know before choosing it: whose consent it needs, and what is serious about it.
 *
 * @param {Action} action
 * @param {ViewContext} context
 */
function cautions(action, context) {
  const { verdict, consentOf, effects, role } = action;
  const { t, roleLabel } = context;
  const reading = otherReading(action, context);
  const differs =
    reading === null
      ? nothing
      : html`<span class="gist-caution" data-reading>${icon("info")}<span>${reading}</span></span>`;
  if (verdict === "denied") return differs;
  const own = seriousFor(effects, role).filter((effect) => hurt([effect], role));
  const serious = effects.filter((effect) => effect.severity === "danger" || own.includes(effect));
  return html`
    ${differs}
    ${consentOf === null ? nothing : html`<span class="gist-caution">${icon("caution")}${t.consentOf(roleLabel(consentOf))}</span>`}
    ${serious.map(({ kind, message }) => html`<span class="gist-caution gist-danger">${icon("danger")}<span>${unseen(`${t.kinds[kind]}: `)}${message}</span></span>`)}
  `;
}

/**
 * That another source says otherwise, and until when all of them allow it; `null` where they agree.
 *
 * @param {Action} action
 * @param {ViewContext} context
 */
function otherReading({ verdict, safeUntil, until, editions }, context) {
  const { t, editionLabel, now } = context;
  const differing = editions.filter(({ agrees }) => !agrees);
  if (differing.length === 0) return null;
  const names = t.and(differing.map(({ edition }) => editionLabel(edition)));
  if (verdict === "allowed") {
    if (safeUntil !== null && safeUntil <= now) return t.notSafe(names);
    if (safeUntil !== null && safeUntil !== until) {
      return around(t.safeUntil, instant(safeUntil, { ...context, isEnd: true }));
    }
  }
  return t.readsOtherwise(names);
}

/**
 * @param {Action} action
 * @param {ViewContext} context
 */
function detailsOf(action, context) {
  const note = context.actionNotes.get(action.id) ?? null;
  return html`
    ${verdictBadge(action.verdict, context)} ${note === null ? nothing : html`<p class="note">${note}</p>`}
    <div class="columns">${whyView(action, context)}${whatFollowsView(action, context)}</div>
    ${unblockView(action, context)}
    ${action.editions.filter(({ agrees }) => !agrees).map((edition) => otherEditionView(edition, context))}
    ${action.drafts.map((draft) => draftView(draft, context))}
  `;
}

/**
 * @param {Action} action
 * @param {ViewContext} context
 */
function whyView({ reasons, verdict, until, opensAt }, context) {
  const told = verdict === "denied" ? opensAt : until;
  return html`<div class="why">
    ${heading(context.t.reasons, 2, context)}
    ${reasons.length === 0 ? html`<p class="note">${context.t.noReasons}</p>` : reasonList(reasons, context, told)}
  </div>`;
}

/**
 * The reasons, each with its icon. `told` is the instant that the entry has named already.
 *
 * @param {Reason[]} reasons
 * @param {ViewContext} context
 * @param {number | null} [told]
 */
function reasonList(reasons, context, told = null) {
  const after = (/** @type {Reason} */ { rule, status, until, sources }) => html`
    ${until === null || until === told ? nothing : statusChange(status, until, context)}
    ${sourceReferences(sources, context)} ${ruleNote(rule, context)}
  `;
  return html`<ul class="reasons">
    ${reasons.map((reason) => reasonItem(reason, context, after))}
  </ul>`;
}

/**
 * When a requirement that is met will no longer be, or the other way round.
 *
 * @param {Reason["status"]} status
 * @param {number} until
 * @param {ViewContext} context
 */
function statusChange(status, until, context) {
  if (status === "unknown") return nothing;
  const text = { satisfied: context.t.statusUntil, violated: context.t.statusFrom }[status];
  return html`<span class="note">${around(text, instant(until, { ...context, isEnd: status === "satisfied" }))}</span>`;
}

/**
 * @param {Action} action
 * @param {ViewContext} context
 */
function whatFollowsView({ verdict, leadsTo, consentOf, effects }, context) {
  const { t, state, stateLabel, roleLabel } = context;
  const leadsElsewhere = leadsTo !== null && leadsTo !== state;
  if (verdict === "denied" && !leadsElsewhere && consentOf === null && effects.length === 0) return nothing;
  return html`<div class="what-follows">
    ${heading(t.effectsOf[verdict], 2, context)}
    ${consentOf === null ? nothing : html`<p class="consent">${icon("caution")}${t.needsConsent(roleLabel(consentOf))}</p>`}
    ${leadsElsewhere ? html`<p class="leads-to">${icon("arrow")}${t.leadsTo(stateLabel(leadsTo))}</p>` : nothing}
    ${effects.length === 0 ? nothing : effectList(effects, context)}
    ${!leadsElsewhere && leadsTo !== null && verdict !== "denied" ? html`<p class="note">${t.staysIn}</p>` : nothing}
  </div>`;
}

/**
 * What would have to happen first. The sentences are the engine's.
 *
 * @param {Action} action
 * @param {ViewContext} context
 */
function unblockView({ verdict, unblock, unblockOutcome, coveredBy }, context) {
  const { t } = context;
  if (verdict !== "denied" || unblock.some(isNever)) return nothing;
  const none = () =>
    unblockOutcome === "not-covered"
      ? notCovered(coveredBy, context)
      : html`<p class="note">${unblockOutcome === "found" ? t.onlyHarmful : t.noShortWay}</p>`;
  return html`<div class="unblock">
    ${heading(t.unblockHeading, 2, context)} ${unblock.length === 0 ? none() : stepList(unblock, context)}
  </div>`;
}

/**
 * @param {OtherEdition} other
 * @param {ViewContext} context
 */
function otherEditionView({ edition, verdict, until, opensAt, reasons }, context) {
  const decisive = reasons.filter(({ status }) => verdict === "allowed" || status !== "satisfied");
  const { t } = context;
  const at = verdict === "denied" ? opensAt : until;
  const when =
    at === null
      ? nothing
      : html` ${around(verdict === "denied" ? t.from : t.until, instant(at, { ...context, isEnd: verdict !== "denied" }))}`;
  return html`<div class="other-edition" data-edition=${edition} data-verdict=${verdict}>
    <p>${icon("info")}<strong>${t.otherEdition(context.editionLabel(edition), verdict)}</strong>${when}</p>
    ${reasonList(decisive, context)}
  </div>`;
}
