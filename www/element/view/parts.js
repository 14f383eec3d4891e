/** The small parts that the view is made of: icons, badges, instants, references, effects. */

import { html, nothing, svg } from "lit";
import { DRAWINGS } from "../../shared/icons.js";

/** An icon for the eye only; the word beside it says the same. */
export function icon(name) {
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    ${DRAWINGS[name].map((d) => svg`<path d=${d}></path>`)}
  </svg>`;
}

/** Text for a screen reader alone. */
export function unseen(text) {
  return html`<span class="unseen">${text}</span>`;
}

/** A heading so many levels below the first ones of the element. */
export function heading(text, below, { headingLevel }, id = nothing) {
  const level = Math.min(Math.max(Math.trunc(headingLevel) || 2, 1) + below, 6);
  return html`<div class="heading heading-${below}" role="heading" aria-level=${level} id=${id}>${text}</div>`;
}

/** A part of the view under a heading of its own; no landmark, of which a page with several orders would have too many. */
export function section(name, title, content, context) {
  return html`
    <section class=${name} part=${name} role="group" aria-labelledby="${name}-heading">
      ${heading(title, 0, context, `${name}-heading`)} ${content}
    </section>
  `;
}

/** A verdict as an icon and a word. */
export function verdictBadge(verdict, { t }) {
  return html`<span class="verdict verdict-${verdict}" part="verdict">${icon(verdict)}${t.verdicts[verdict]}</span>`;
}

/** An instant as people say it, with the exact one for machines, and the reader's own clock where it shows another time. */
export function instant(at, { t, sayInstant, sayOwnTime }) {
  const own = sayOwnTime(at);
  return html`<time datetime=${new Date(at).toISOString()}>${sayInstant(at)}</time
    >${own === null ? nothing : html`<span class="own-time">${t.ownTime(own)}</span>`}`;
}

/** Puts a part where a text has a gap. */
export function around(text, part) {
  const [before, after] = text("\u0000").split("\u0000");
  return html`${before}${part}${after}`;
}

/** An instant that matters and how far away it is, after an icon. */
export function deadline(text, at, length, context, isOver = false) {
  return html`<span class="deadline ${isOver ? "deadline-over" : ""}" part="deadline">
    ${icon(isOver ? "danger" : "clock")}<span>${around(text, instant(at, context))}</span> <strong>${length}</strong>
  </span>`;
}

/** The number of a source, which leads to it. */
export function sourceReference(source, { t, sources }) {
  const index = sources.findIndex(({ id }) => id === source);
  if (index < 0) return nothing;
  const { title, url } = sources[index];
  const name = t.source(index + 1, title);
  return url === null
    ? html`<span class="reference" title=${title}>${unseen(name)}<span aria-hidden="true">${index + 1}</span></span>`
    : html`<a
        class="reference"
        href=${url}
        target="_blank"
        rel="noreferrer"
        title=${title}
        aria-label="${name} (${t.newWindow})"
        >${index + 1}</a
      >`;
}

/** What the policy remarks on a rule, where it does. */
export function ruleNote(rule, { ruleNotes }) {
  const note = ruleNotes.get(rule) ?? null;
  return note === null ? nothing : html`<span class="note rule-note">${note}</span>`;
}

/** A short remark in a frame. */
export function tag(text) {
  return html`<span class="tag">${text}</span>`;
}

/** What an action or a transition brings about; before each effect stands what it touches and how serious it is. */
export function effectList(effects, context) {
  const { t } = context;
  return html`<ul class="effects">
    ${effects.map(
      (effect) =>
        html`<li class="effect effect-${effect.severity}" data-rule=${effect.rule}>
          <span class="effect-kind"
            >${icon(effect.severity)}${t.kinds[effect.kind]}${effect.severity === "info" ? nothing : unseen(` (${t.severities[effect.severity]})`)}</span
          >
          <span>
            ${effect.message} ${effect.certainty === "possible" ? tag(t.possible) : nothing}
            ${concerned(effect, context)} ${sourceReference(effect.source, context)} ${ruleNote(effect.rule, context)}
          </span>
        </li>`,
    )}
  </ul>`;
}

/** Whom an effect concerns, where that is not everybody. */
function concerned({ audience }, { t, roleLabel, roleCount }) {
  if (audience.length === 0 || audience.length === roleCount) return nothing;
  return tag(t.concerns(audience.map(roleLabel)));
}

/** What happens by itself, in order, each with its instant, the state that it leads to, and its effects. */
export function transitionList(transitions, context) {
  const { t, stateLabel } = context;
  return html`<ol class="transitions">
    ${transitions.map(
      (transition) =>
        html`<li data-transition=${transition.rule}>
          <p class="transition-at">
            ${instant(transition.at, context)}${transition.at > context.now ? html` <strong>${context.left(transition.at)}</strong>` : nothing}
          </p>
          <p>
            ${transition.message} ${tag(t.becomes(stateLabel(transition.to)))} ${ruleNote(transition.rule, context)}
          </p>
          ${transition.effects.length === 0 ? nothing : effectList(transition.effects, context)}
        </li>`,
    )}
  </ol>`;
}
