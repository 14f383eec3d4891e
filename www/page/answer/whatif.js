/** "What if I do this": the button on an action, and the banner over the order that comes after it. */

import { h, icon } from "../base/dom.js";
import { instantText } from "../base/instant.js";
import { actionLabel, effectList, factLink, roleLabel, stateLabel } from "../base/parts.js";
import { preview } from "torihiki";
import { accountOf } from "../view/supposed.js";
import { instantOf, sayDuration } from "../../shared/time.js";
import { transitionList } from "../base/transitions.js";

/** The button that supposes an action, and what stood in the way when it was pressed in vain. */
export function whatIfButton({ id, role, label }, prefix, text, context) {
  const { t, does } = context;
  const origin = `${prefix}-${id}-${role}`;
  return h(
    "div",
    { class: "whatif" },
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        id: origin,
        "data-whatif": id,
        "data-role": role,
        "aria-label": t.whatIfLabel(label, text),
        onclick: () => does.suppose([{ by: role, action: id, consentOf: null }], origin),
      },
      icon("suppose"),
      text,
    ),
    inVainNote(origin, context),
  );
}

/** Where a button was pressed in vain: why nothing could be supposed, with a link to each fact that would be needed. */
export function inVainNote(origin, context) {
  const { t, view } = context;
  if (view.inVain?.origin !== origin) return null;
  return h(
    "p",
    { class: "missing", role: "alert" },
    icon("unknown"),
    t.cannotSuppose,
    view.inVain.missing.map((id) => [" ", factLink(id, context)]),
  );
}

/** The banner: what was supposed, what the last step brings about, and the ways back. `null` where nothing was. */
export function supposedBanner(context) {
  const { t, view, does } = context;
  const { supposed } = view;
  if (supposed.length === 0) return null;
  const last = supposed.at(-1);
  return h(
    "section",
    { id: "supposed-banner", class: "supposed", tabindex: "-1", "aria-labelledby": "supposed-heading" },
    h("h2", { id: "supposed-heading" }, icon("suppose"), t.supposedHeading),
    h(
      "ol",
      { class: "steps" },
      supposed.map((entry) =>
        h("li", { "data-supposed": entry.step.action ?? entry.step.fact ?? "wait" }, stepText(entry, context)),
      ),
    ),
    last.step.action === undefined ? null : account(last, context),
    h(
      "p",
      { class: "buttons" },
      h(
        "button",
        { type: "button", id: "back", onclick: () => does.goBack(1) },
        icon("back"),
        supposed.length === 1 ? t.backToOrder : t.backOne,
      ),
      supposed.length === 1
        ? null
        : h(
            "button",
            { type: "button", id: "back-to-start", onclick: () => does.goBack(supposed.length) },
            t.backToOrder,
          ),
    ),
  );
}

/** A step that was supposed, in a sentence of the page's own: it says what is taken to have happened. */
function stepText({ step, now }, context) {
  const { t, description } = context;
  const at = { ...context, isPlain: true };
  if (step.waitUntil !== undefined) return t.waited(instantText(step.waitUntil, at));
  if (step.fact !== undefined) {
    const fact = description.facts.find(({ id }) => id === step.fact);
    return t.factSupposed(fact?.label ?? step.fact, valueText(step.value, fact, at));
  }
  const label = actionLabel(step.action, description);
  const text = t.actSupposed(roleLabel(step.by, description), label, instantText(instantOf(now), at));
  return step.consentOf === null ? text : `${text}${t.withConsent(roleLabel(step.consentOf, description))}`;
}

function valueText(value, fact, context) {
  const { t, locale } = context;
  if (value === null) return t.standings.none;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (fact?.type === "timestamp") return instantText(typeof value === "number" ? value : instantOf(value), context);
  if (fact?.type === "duration") return sayDuration(String(value), locale) ?? String(value);
  return fact?.choices.find(({ id }) => id === value)?.label ?? String(value);
}

/** What the last action brings about: first what it runs straight into, for that is what nobody expects. */
function account(entry, context) {
  const { t, description, locale } = context;
  const { action, stops, starts, runsInto, preview: after } = accountOf(entry, locale);
  const before = preview(entry.order, { now: entry.now, locale });
  const isStill = before.state.effective === after.state.effective;
  const told = (name, heading, transitions, sign) =>
    transitions.length === 0
      ? null
      : h(
          "div",
          { class: `told told-${name}`, "data-told": name },
          h("h3", null, icon(sign), heading),
          transitionList(transitions, context),
        );
  return [
    h(
      "p",
      { class: "leads-to" },
      icon("arrow"),
      isStill
        ? t.stateStays(after.state.label)
        : t.stateBecomes(before.state.label, stateLabel(after.state.effective, description)),
    ),
    consent(action, entry, before, after, context),
    told("runs-into", t.runsInto, runsInto, "danger"),
    told("stops", t.stops, stops, "denied"),
    told("starts", t.starts, starts, "clock"),
    stops.length + starts.length + runsInto.length > 0 ? null : h("p", { class: "note" }, t.nothingElse),
    action.effects.length === 0
      ? null
      : h(
          "div",
          { class: "told", "data-told": "effects" },
          h("h3", null, t.effectsSupposed),
          effectList(action.effects, context),
        ),
  ];
}

/** Whose consent an action still needs, and what they can then do that they could not before. */
function consent({ consentOf }, { step }, before, after, context) {
  if (consentOf === null || step.consentOf !== null) return null;
  const { t, description } = context;
  const who = roleLabel(consentOf, description);
  const isNew = ({ id, role, verdict }) =>
    role === consentOf &&
    verdict === "allowed" &&
    before.actions.some((action) => action.id === id && action.role === role && action.verdict !== "allowed");
  const answers = after.actions.filter(isNew);
  return h(
    "div",
    { class: "told", "data-told": "consent" },
    h("p", { class: "consent" }, icon("caution"), t.needsConsent(who)),
    answers.length === 0
      ? null
      : [
          h("p", null, t.thenCan(who)),
          h(
            "ul",
            { class: "answers" },
            answers.map((action) =>
              h("li", null, h("span", null, action.label), whatIfButton(action, "answer", t.whatIfThey, context)),
            ),
          ),
        ],
  );
}
