/** What the signs of the diagram mean. */

import { html, nothing, svg } from "lit/html.js";
import { icon } from "../../shared/icon.js";

/** @import { TemplateResult } from "lit/html.js" */
/** @import { PageTexts } from "../types.js" */
/** @import { DiagramModel } from "../../shared/diagram/types.js" */

const line = (/** @type {string} */ kind) =>
  svg`<g class="line ${kind}">
    <path class="line-path" d="M1 8H21"></path>
    <path class="line-head" d="M29 8l-9 -4.5v9z"></path>
  </g>`;
const node = (/** @type {string} */ kind) =>
  svg`<g class="node ${kind}"><rect class="node-box" x="2" y="2" width="26" height="12" rx="4"></rect></g>`;

/** A sample of each sign on a grid of 30 × 16. */
const SIGNS = {
  today: node("node-today"),
  perhaps: node("node-perhaps"),
  next: node("node-next"),
  apart: node("node-apart"),
  start: svg`<g class="start">
    <circle cx="5" cy="8" r="5"></circle>
    <path class="start-line" d="M5 8H20"></path>
    <path d="M28 8l-9 -4.5v9z"></path>
  </g>`,
  final: svg`<g class="node node-final">
    <rect class="node-box" x="1" y="1" width="28" height="14" rx="4"></rect>
    <rect class="node-inner" x="4" y="4" width="22" height="8" rx="2"></rect>
  </g>`,
  open: line("line-open"),
  shut: line("line-shut"),
  alone: line("line-alone"),
};

const KINDS = /** @type {(keyof typeof SIGNS)[]} */ (Object.keys(SIGNS));

/** The icons, which stand beside the words of a label, or in place of them. */
const ICONS = /** @type {const} */ (["allowed", "denied", "unknown", "clock"]);

/**
 * The signs that stand in the picture of a diagram, each with its meaning, as the entries of a list.
 *
 * @param {DiagramModel} model
 * @param {PageTexts} t
 */
export function diagramSigns({ states, moves }, t) {
  const verdicts = new Set(moves.flatMap(({ acts }) => acts.map(({ verdict }) => verdict)));
  const stands = {
    today: states.some(({ standing, isUncertain }) => standing === "today" && !isUncertain),
    perhaps: states.some(({ standing, isUncertain }) => standing === "perhaps" || isUncertain),
    next: states.some(({ standing }) => standing === "next"),
    apart: states.some(({ standing }) => standing === "apart"),
    start: states.some(({ isStart }) => isStart),
    final: states.some(({ isFinal }) => isFinal),
    open: moves.some(({ standing }) => standing === "open"),
    shut: moves.some(({ standing }) => standing === "shut"),
    alone: moves.some(({ acts }) => acts.length === 0),
    allowed: verdicts.has("allowed"),
    denied: verdicts.has("denied"),
    unknown: verdicts.has("unknown"),
    clock: moves.some(({ falls }) => falls.length > 0),
  };
  const entry = (/** @type {keyof typeof stands} */ name, /** @type {unknown} */ sign) =>
    stands[name] ? html`<li data-diagram-sign=${name}>${sign}${t.diagram.signs[name]}</li>` : nothing;
  return [...KINDS.map((name) => entry(name, drawing(SIGNS[name]))), ...ICONS.map((name) => entry(name, icon(name)))];
}

/** @param {TemplateResult<2>} sign */
function drawing(sign) {
  return html`<svg class="sign" viewBox="0 0 30 16" width="30" height="16" aria-hidden="true" focusable="false">
    ${sign}
  </svg>`;
}
