/** All rules of a policy with their sources, each marked with how it comes out for the order that is looked at. */

import { html, nothing, render } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { roleTag, tag } from "../../shared/text.js";
import { becoming } from "../../shared/transitions.js";
import { contextOf } from "../context.js";
import { zoneHead } from "../frame/zone.js";
import { broughtPolicy, preview } from "../view/engine.js";
import { dutyMark, effectMark, requirementMark, transitionMark, verdictMark } from "./marks.js";
import { sourceLines, sourceList } from "./sources.js";

/** @import { ActionInfo, Preview } from "torihiki" */
/** @import { PageContext, Refresh, View } from "../types.js" */

/** @typedef {{ id: string, label: string, roles: string[], mark: unknown, body: unknown }} Group */

/**
 * A rule as it is written.
 *
 * @typedef {{
 *   rule: string, message: string, sources: string[], note?: string | null, that?: string | null, when?: string | null,
 * }} Rule
 */

/**
 * Makes the section in its place of the page, as `{ refresh }`.
 *
 * @param {HTMLElement} place
 * @returns {{ refresh: Refresh }}
 */
export function rulesSection(place) {
  /** @type {PageContext} */
  let context;
  /** @type {Preview | null} */
  let answer;
  let areAllOpen = false;

  const groups = () => [...place.querySelectorAll("details")];
  const isOpenNow = () => groups().every(({ open }) => open);
  const paint = () => {
    render(sectionView(), place);
    if (areAllOpen === isOpenNow()) return;
    areAllOpen = !areAllOpen;
    render(sectionView(), place);
  };
  const openOrClose = () => {
    const open = !areAllOpen;
    for (const details of groups()) details.open = open;
    paint();
  };

  /** @type {Refresh} */
  const refresh = (view, _answer, t, description) => {
    answer = answerForAll(view);
    context = contextOf(answer, view, t, description);
    paint();
  };

  const sectionView = () => {
    const { t, description, edition, editionLabel } = context;
    const tools = html`<button type="button" id="rules-toggle" @click=${openOrClose}>
      ${areAllOpen ? t.closeAll : t.openAll}
    </button>`;
    const lead = t.rulesLead(description.label, edition === null ? null : editionLabel(edition));
    const all = groupsOf(answer, context);
    const groupView = (/** @type {Group} */ { id, label, roles, mark, body }) =>
      html`<details id="rules-${id}" class="rule-group" data-rules=${id} @toggle=${paint}>
        <summary id="rules-${id}-summary">
          <h3>${label}</h3>
          ${roles.map(roleTag)}${mark}
        </summary>
        <div class="rule-body">${body}</div>
      </details>`;
    return html`<div class="zone-body">
      ${zoneHead("rules-heading", t.rulesHeading, lead, tools)}
      <div class="rule-groups">
        ${repeat(
          all,
          ({ id }) => id,
          (group) => groupView(group),
        )}
      </div>
      <section class="source-part" aria-labelledby="sources-heading">
        <h3 id="sources-heading">${t.sourcesHeading}</h3>
        ${broughtPolicy(description.id) === null ? html`<p class="note">${t.sourcesLead}</p>` : nothing}
        ${sourceList(context)}
      </section>
    </div>`;
  };
  return { refresh };
}

/**
 * The answer for all roles, from which the marks are made. What is wrong with the input is told beside the fields.
 *
 * @param {View} view
 */
function answerForAll({ order, now, locale }) {
  try {
    return preview(order, { now, locale });
  } catch {
    return null;
  }
}

/**
 * Each action, what happens by itself, and the duties, as far as the policy has them.
 *
 * @param {Preview | null} answer
 * @param {PageContext} context
 * @returns {Group[]}
 */
function groupsOf(answer, context) {
  const { t, description } = context;
  const { actions, transitions, duties } = description;
  const groups = actions.map((action) => actionGroup(action, answer, context));
  const other = (/** @type {string} */ id, /** @type {string} */ label, /** @type {unknown} */ body) =>
    groups.push({ id, label, roles: [], mark: nothing, body });
  if (transitions.length > 0) other("by-itself", t.rulesByItself, transitionRows(answer, context));
  if (duties.length > 0) other("duties", t.rulesDuties, dutyRows(answer, context));
  return groups;
}

/**
 * One action with everything that it needs and brings about.
 *
 * @param {ActionInfo} action
 * @param {Preview | null} answer
 * @param {PageContext} context
 * @returns {Group}
 */
function actionGroup(action, answer, context) {
  const { t, description, roleCount, roleLabel, stateLabel } = context;
  const inState = {
    rule: `${description.id}.${action.id}.state`,
    message: t.ruleStates(action.from.map(stateLabel)),
    sources: action.sources,
  };
  const requirement = (/** @type {Rule} */ rule) => row(rule, requirementMark(action, rule, answer, context), context);
  const requirements = [
    requirement(inState),
    ...action.requires.flatMap((rule) => [
      requirement(rule),
      alternatives(rule.alternatives.map(requirement), context),
    ]),
  ];
  const effects = action.effects.map((effect) =>
    row(effect, effectMark(action, effect, answer, context), context, { kind: t.kinds[effect.kind] }),
  );
  const body = html`${action.note === null ? nothing : html`<p class="note">${action.note}</p>`}
    <h4>${t.ruleRequires}</h4>
    <ul class="rule-rows">
      ${requirements}
    </ul>
    ${
      effects.length === 0
        ? nothing
        : html`<h4>${t.ruleEffects}</h4>
            <ul class="rule-rows">
              ${effects}
            </ul>`
    }`;
  const roles = action.roles.length === roleCount ? [] : action.roles.map(roleLabel);
  const mark = html`<span class="rule-mark">${verdictMark(action, answer, context)}</span>`;
  return { id: action.id, label: action.label, roles, mark, body };
}

/**
 * The rows of a group of which one is enough, below its own.
 *
 * @param {unknown[]} rows
 * @param {PageContext} context
 */
function alternatives(rows, { t }) {
  if (rows.length === 0) return nothing;
  return html`<li class="rule-alternatives">
    <p class="note">${t.oneIsEnough}</p>
    <ul class="rule-rows">
      ${rows}
    </ul>
  </li>`;
}

/**
 * @param {Preview | null} answer
 * @param {PageContext} context
 */
function transitionRows(answer, context) {
  const { t, description } = context;
  return description.transitions.map((transition) => {
    const more = tag(becoming(transition.to, transition.certainty, context));
    const effects = transition.effects.map((effect) => row(effect, nothing, context, { kind: t.kinds[effect.kind] }));
    return html`<ul class="rule-rows">
        ${row(transition, transitionMark(transition, answer, context), context, { more })}
      </ul>
      ${
        effects.length === 0
          ? nothing
          : html`<ul class="rule-rows rule-rows-inner">
              ${effects}
            </ul>`
      }`;
  });
}

/**
 * @param {Preview | null} answer
 * @param {PageContext} context
 */
function dutyRows(answer, context) {
  const { t, description, roleLabel } = context;
  const who = (/** @type {{ role: string | null }} */ { role }) => roleTag(role === null ? t.someone : roleLabel(role));
  return html`<ul class="rule-rows">
    ${description.duties.map((duty) => row(duty, dutyMark(duty, answer, context), context, { more: who(duty) }))}
  </ul>`;
}

/**
 * One rule: how it comes out, its sentence, its source, its id, and its condition as the policy writes it.
 *
 * @param {Rule} rule
 * @param {unknown} mark
 * @param {PageContext} context
 * @param {{ kind?: string | null, more?: unknown }} [more]
 */
function row(rule, mark, context, { kind = null, more = nothing } = {}) {
  const condition = rule.that ?? rule.when ?? null;
  return html`<li id="rule-${rule.rule}" class="rule" tabindex="-1" data-rule=${rule.rule}>
    <span class="rule-mark">${mark}</span>
    <div class="rule-text">
      <p>${kind === null ? nothing : html`${tag(kind)} `}${rule.message} ${more}</p>
      ${(rule.note ?? null) === null ? nothing : html`<p class="note">${rule.note}</p>`}
      ${sourceLines(rule.sources, context)}
      <p class="rule-code">
        <code class="rule-id">${rule.rule}</code>${condition === null ? nothing : html` <code>${condition}</code>`}
      </p>
    </div>
  </li>`;
}
