/** The diagram as a list: by state, what leads out of it, where to, and what can be done without leaving it. */

import { html, nothing } from "lit/html.js";
import { actId, actOf } from "../../shared/diagram/labels.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { tag, unseen } from "../../shared/text.js";

/** @import { Verdict } from "torihiki" */
/** @import { PageContext, PageTexts } from "../types.js" */
/** @import { Act, Consent, DiagramModel, DiagramState, Fall, Move } from "../../shared/diagram/types.js" */

/**
 * The list of a diagram. It says everything that the picture says, and under which condition things happen.
 *
 * @param {DiagramModel} model
 * @param {PageContext} context
 */
export function diagramList(model, context) {
  return html`<ol class="diagram-list">
    ${model.states.map((state) => stateEntry(state, model, context))}
  </ol>`;
}

/**
 * @param {DiagramState} state
 * @param {DiagramModel} model
 * @param {PageContext} context
 */
function stateEntry(state, { moves, stays }, context) {
  const { t } = context;
  const out = moves.filter(({ from }) => from === state.id);
  const staying = stays.get(state.id) ?? [];
  return html`<li class=${state.standing === "today" ? "entry entry-today" : "entry"} data-entry=${state.id}>
    <p class="entry-state">
      <strong><bdi>${state.label}</bdi></strong
      >${tagsOf(state, t).map((text) => html` ${tag(text)}`)}
    </p>
    ${state.note === null ? nothing : html`<p class="note">${state.note}</p>`}
    ${
      out.length === 0
        ? html`<p class="note">${t.diagram.nothingLeaves}</p>`
        : html`<ul class="entry-moves">
            ${out.map((move) => moveEntry(move, context))}
          </ul>`
    }
    ${staying.length === 0 ? nothing : stayingEntries(staying, context)}
  </li>`;
}

/**
 * What is said of a state in short.
 *
 * @param {DiagramState} state
 * @param {PageTexts} t
 */
function tagsOf({ standing, isUncertain, isStart, isFinal }, t) {
  const standings = {
    ahead: null,
    today: isUncertain ? t.diagram.todayUncertain : t.diagram.today,
    perhaps: t.diagram.perhaps,
    next: t.diagram.signs.next,
    apart: t.diagram.signs.apart,
  };
  const tags = [
    standing === null ? null : standings[standing],
    isStart ? t.diagram.signs.start : null,
    isFinal ? t.diagram.signs.final : null,
  ];
  return tags.filter((text) => text !== null);
}

/**
 * @param {Move} move
 * @param {PageContext} context
 */
function moveEntry({ from, to, number, standing, acts, falls }, context) {
  const { t, stateLabel } = context;
  return html`<li
    class=${standing === "open" ? "entry-move entry-move-open" : "entry-move"}
    data-entry-move="${from} ${to}"
  >
    <p>
      <span class="entry-number">${number}</span> ${icon("arrow")}${unseen(t.diagram.to)} <bdi>${stateLabel(to)}</bdi>
    </p>
    <ul class="entry-items">
      ${acts.map((act) => html`<li data-entry-item=${actId(act)}>${actText(act, context)}</li>`)}
      ${falls.map((fall) => html`<li data-entry-item=${fall.rule}>${fallText(fall, context)}</li>`)}
    </ul>
  </li>`;
}

/**
 * @param {Act[]} acts
 * @param {PageContext} context
 */
function stayingEntries(acts, context) {
  return html`<div class="entry-stays">
    <p class="note">${context.t.diagram.stays}</p>
    <ul class="entry-items">
      ${acts.map((act) => html`<li data-stay=${actId(act)}>${actText(act, context)}</li>`)}
    </ul>
  </div>`;
}

/**
 * Who does what, whether that is allowed now, and whose consent it needs.
 *
 * @param {Act} act
 * @param {PageContext} context
 */
function actText(act, context) {
  const { verdict, consent } = act;
  return html`<bdi>${actOf(act, context)}</bdi>${consent === null ? nothing : html` ${consentText(consent, context)}`}${
      verdict === null ? nothing : html` ${verdictText(verdict, context)}`
    }`;
}

/**
 * @param {Verdict} verdict
 * @param {PageContext} context
 */
function verdictText(verdict, { t }) {
  return html`<span class="entry-verdict entry-${verdict}">${icon(verdict)}${t.diagram.verdicts[verdict]}</span>`;
}

/**
 * @param {Consent} consent
 * @param {PageContext} context
 */
function consentText({ of, unless }, { t, roleLabel }) {
  const who = of === null ? t.diagram.other : roleLabel(of);
  return html`<span class="note">${unless === null ? t.diagram.consent(who) : t.diagram.consentUnless(who)}</span>`;
}

/**
 * What happens by itself, and when.
 *
 * @param {Fall} fall
 * @param {PageContext} context
 */
function fallText({ message, at, isPast, isPossible }, context) {
  const possible = isPossible ? html` ${tag(context.t.possible)}` : nothing;
  const time = at === null ? nothing : html` ${fallTime(at, isPast, context)}`;
  return html`${icon("clock")} <bdi>${message}</bdi>${possible}${time}`;
}

/**
 * @param {number} at
 * @param {boolean} isPast
 * @param {PageContext} context
 */
function fallTime(at, isPast, context) {
  const { t } = context;
  return html`<span class="entry-at">${isPast ? t.diagram.isPast : t.diagram.isComing} ${instant(at, context)}</span>`;
}
