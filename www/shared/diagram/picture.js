/** Draws a diagram: the states as boxes, the moves as lines with a label, each as wide as the window lets it be. */

import { html, nothing, svg } from "lit/html.js";
import { lineBreaker } from "./line-breaks.js";
import { BADGE, GAP, ICON, INSET, LEAD, LINE, PADDING, labelSize, stateSize } from "./sizes.js";
import { DRAWINGS } from "../icon.js";

/** @import { TemplateResult } from "lit/html.js" */
/** @import { LabelBox, Measures, StateBox } from "./sizes.js" */
/** @import { DiagramContext, DiagramModel, LabelItem, LayOut, Letters, Plan, Point } from "./types.js" */

/**
 * What is drawn: the states and labels with their letters, and where they stand.
 *
 * @typedef {{ isAcross: boolean, isNumbered: boolean, states: StateBox[], labels: LabelBox[], plan: Plan }} Layout
 */

/** How large its letters are, in pixels. */
export const SIZE = 12;
const HEAD = { length: 9, half: 4.5 };
const MARGIN = 6;

/**
 * How it is tried to fit a diagram into a width: how wide the letters of a state and of a label may be, and whether it
 * runs across, which it only does where no label has more than so many lines. Without any room for its letters a
 * label has only its number and its icons.
 *
 * @typedef {{ isAcross?: boolean, state: number, label: number, most?: number }} Attempt
 */

/** @type {Attempt[]} */
const ATTEMPTS = [
  { isAcross: true, state: 130, label: 160, most: 2 },
  { state: 170, label: 200 },
  { state: 140, label: 150 },
  { state: 120, label: 120 },
  { state: 120, label: 96 },
  { state: 130, label: 0 },
  { state: 96, label: 0 },
];

/** @type {Attempt} What it comes to where nothing fits. */
const NARROWEST = { state: 72, label: 0 };

/**
 * Draws a diagram into a width in pixels. It `isTooWide` where nothing helps, and `isNumbered` where there is no room
 * for the letters of the labels.
 *
 * @param {DiagramModel} model
 * @param {number} width
 * @param {(isBold: boolean) => Letters} lettersOf what its letters are measured with
 * @param {LayOut} layOut
 * @param {DiagramContext} context
 * @returns {{ picture: TemplateResult, isTooWide: boolean, isNumbered: boolean }}
 */
export function drawDiagram(model, width, lettersOf, layOut, context) {
  const measures = {
    letters: lettersOf(false),
    bold: lettersOf(true),
    evenLines: lineBreaker(context.locale),
    context,
  };
  const room = width - 2 * MARGIN;
  const layout = layoutFor(model, room, layOut, measures);
  return {
    picture: pictureView(layout, context),
    isTooWide: layout.plan.width > room,
    isNumbered: layout.isNumbered,
  };
}

/**
 * The first layout that fits, else the narrowest one.
 *
 * @param {DiagramModel} model
 * @param {number} room
 * @param {LayOut} layOut
 * @param {Measures} measures
 * @returns {Layout}
 */
function layoutFor(model, room, layOut, measures) {
  const sized = (/** @type {Attempt} */ { isAcross = false, state, label }) => ({
    isAcross,
    isNumbered: label === 0,
    states: model.states.map((each) => stateSize(each, state, measures)),
    labels: model.moves.map((each) => labelSize(each, label, measures)),
  });
  const placed = (/** @type {ReturnType<typeof sized>} */ boxes) => ({
    ...boxes,
    plan: layOut(boxes.states, boxes.labels, { isAcross: boxes.isAcross, room }),
  });
  for (const attempt of ATTEMPTS) {
    const boxes = sized(attempt);
    const most = attempt.most ?? Infinity;
    if (boxes.labels.some(({ items }) => items.flatMap(({ lines }) => lines).length > most)) continue;
    const layout = placed(boxes);
    if (layout.plan.width <= room) return layout;
  }
  return placed(sized(NARROWEST));
}

/**
 * @param {Layout} layout
 * @param {DiagramContext} context
 */
function pictureView({ isAcross, states, labels, plan }, { t }) {
  const width = Math.ceil(plan.width) + 2 * MARGIN;
  const height = Math.ceil(plan.height) + 2 * MARGIN;
  return html`<svg
    class="diagram-picture"
    viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}"
    width=${width}
    height=${height}
    role="img"
  >
    <title>${t.diagram.pictureLabel}</title>
    ${labels.map((label, index) => lineShape(label, plan.lines[index].points, isAcross))}
    ${states.map((state) => stateShape(state, placeOf(state, plan)))}
    ${labels.map((label, index) => labelShape(label, plan.lines[index].label))}
  </svg>`;
}

/**
 * @param {StateBox} state
 * @param {Plan} plan
 */
function placeOf({ id }, { places }) {
  const place = places.get(id);
  if (place === undefined) throw new Error(`the layout has no place for the state ${id}`);
  return place;
}

/**
 * Each line of letters is a text of its own, so that a mark for the direction of one reaches no other.
 *
 * @param {string[]} lines
 * @param {number} x
 * @param {number} y
 * @param {string} kind
 * @param {"start" | "middle"} anchor
 */
function write(lines, x, y, kind, anchor) {
  return lines.map(
    (line, index) => svg`<text class=${kind} x=${x} y=${y + index * LINE} text-anchor=${anchor}>${line}</text>`,
  );
}

/**
 * Several classes as one attribute.
 *
 * @param {string[]} names
 */
function classes(...names) {
  return names.filter((name) => name !== "").join(" ");
}

/**
 * @param {StateBox} state
 * @param {Point} place
 */
function stateShape({ id, standing, isFinal, isStart, isUncertain, marks, lines, width, height }, { x, y }) {
  const middle = x + width / 2;
  const top = y + PADDING.y + 12;
  const kind = classes(
    "node",
    standing === null ? "" : `node-${standing}`,
    isUncertain ? "node-uncertain" : "",
    isFinal ? "node-final" : "",
  );
  const inner = svg`<rect class="node-inner" x=${x + 4} y=${y + 4} width=${width - 8} height=${height - 8} rx="5"></rect>`;
  return svg`<g class=${kind} data-node=${id}>
    ${isStart ? startShape(x, y + height / 2) : nothing}
    <rect class="node-box" x=${x} y=${y} width=${width} height=${height} rx="8"></rect>
    ${isFinal ? inner : nothing}
    ${write(marks, middle, top, "node-mark", "middle")}
    ${write(lines, middle, top + marks.length * LINE, "node-label", "middle")}
  </g>`;
}

/**
 * The sign of a beginning: a dot from which a short arrow leads to the state.
 *
 * @param {number} x
 * @param {number} y
 */
function startShape(x, y) {
  return svg`<g class="start">
    <circle cx=${x - LEAD + 5} cy=${y} r="5"></circle>
    <path class="start-line" d="M${x - LEAD + 5} ${y}H${x - HEAD.length}"></path>
    <path d="M${x - 1} ${y}l${-HEAD.length} ${-HEAD.half}v${2 * HEAD.half}z"></path>
  </g>`;
}

/**
 * @param {LabelBox} label
 * @param {Point[]} points
 * @param {boolean} isAcross
 */
function lineShape({ from, to, standing, items }, points, isAcross) {
  const last = points[points.length - 1];
  const before = points.findLast(({ x, y }) => x !== last.x || y !== last.y) ?? last;
  const sign = Math.sign(isAcross ? last.x - before.x : last.y - before.y);
  // The line ends inside its head, so that a thick one does not stand out over the point.
  const end = isAcross ? { x: last.x - sign * HEAD.length, y: last.y } : { x: last.x, y: last.y - sign * HEAD.length };
  const head = isAcross
    ? `M${last.x} ${last.y}l${-sign * HEAD.length} ${-HEAD.half}v${2 * HEAD.half}z`
    : `M${last.x} ${last.y}l${-HEAD.half} ${-sign * HEAD.length}h${2 * HEAD.half}z`;
  const kind = classes(
    "line",
    standing === null ? "" : `line-${standing}`,
    // Nobody has to do anything for it.
    items.every(({ icon }) => icon === "clock") ? "line-alone" : "",
  );
  return svg`<g class=${kind} data-line="${from} ${to}">
    <path class="line-path" d=${pathOf([...points.slice(0, -1), end], isAcross)}></path>
    <path class="line-head" d=${head}></path>
  </g>`;
}

/**
 * A line through points, in the direction of the diagram at each of them.
 *
 * @param {Point[]} points
 * @param {boolean} isAcross
 */
function pathOf([first, ...rest], isAcross) {
  let from = first;
  let path = `M${first.x} ${first.y}`;
  for (const to of rest) {
    if (isAcross ? from.y === to.y : from.x === to.x) path += `L${to.x} ${to.y}`;
    else if (isAcross) path += `C${(from.x + to.x) / 2} ${from.y} ${(from.x + to.x) / 2} ${to.y} ${to.x} ${to.y}`;
    else path += `C${from.x} ${(from.y + to.y) / 2} ${to.x} ${(from.y + to.y) / 2} ${to.x} ${to.y}`;
    from = to;
  }
  return path;
}

/**
 * @param {LabelBox} label
 * @param {Point} place
 */
function labelShape({ from, to, standing, number, badge, items, icons, width, height }, { x, y }) {
  const left = x + INSET.x;
  const top = y + INSET.y;
  const start = left + badge + GAP;
  let line = 0;
  const told = items.map(({ id, icon, indent, lines }) => {
    const at = top + line * LINE;
    line += lines.length;
    return svg`<g data-item=${id}>
      ${icon === null || lines.length === 0 ? nothing : iconShape(icon, start, at + 1.5)}
      ${write(lines, start + indent, at + 12.5, "move-text", "start")}
    </g>`;
  });
  return svg`<g class=${classes("move", standing === null ? "" : `move-${standing}`)} data-move="${from} ${to}">
    <rect class="move-ground" x=${x} y=${y} width=${width} height=${height} rx="4"></rect>
    <rect class="move-badge" x=${left} y=${top} width=${badge} height=${BADGE} rx=${BADGE / 2}></rect>
    <text class="move-number" x=${left + badge / 2} y=${top + 12} text-anchor="middle">${number}</text>
    ${icons.map((name, index) => iconShape(name, start + index * (ICON + GAP), top + 1.5))}
    ${told}
  </g>`;
}

/**
 * An icon at a place of the picture.
 *
 * @param {NonNullable<LabelItem["icon"]>} name
 * @param {number} x
 * @param {number} y
 */
function iconShape(name, x, y) {
  return svg`<svg class="icon icon-${name}" x=${x} y=${y} width=${ICON} height=${ICON} viewBox="0 0 16 16">
    ${DRAWINGS[name].map((d) => svg`<path d=${d}></path>`)}
  </svg>`;
}
