/** Draws a diagram: the states as boxes, the moves as lines with a label, each as wide as the window lets it be. */

import { icon, svg } from "../base/dom.js";
import { lettering } from "../base/lettering.js";
import { lineBreaker } from "./line-breaks.js";
import { BADGE, GAP, ICON, INSET, LEAD, LINE, PADDING, labelSize, stateSize } from "./sizes.js";

const SIZE = 12;
const HEAD = { length: 9, half: 4.5 };
const MARGIN = 6;

/**
 * How it is tried to fit a diagram into a width: how wide the letters of a state and of a label may be, and whether it
 * runs across, which it only does where no label has more than so many lines. Without any room for its letters a
 * label has only its number and its icons.
 */
const ATTEMPTS = [
  { isAcross: true, state: 130, label: 160, most: 2 },
  { state: 170, label: 200 },
  { state: 140, label: 150 },
  { state: 120, label: 120 },
  { state: 120, label: 96 },
  { state: 130, label: 0 },
  { state: 96, label: 0 },
  { state: 72, label: 0 },
];

/**
 * Draws a diagram into a width in pixels, as `{ element, isTooWide, isNumbered }`. `layOut` is that of `layout.js`.
 * It `isTooWide` where nothing helps, and `isNumbered` where there is no room for the letters of the labels.
 */
export function drawDiagram(model, width, family, layOut, context) {
  const measures = {
    letters: lettering(`${SIZE}px ${family}`, context.locale),
    bold: lettering(`700 ${SIZE}px ${family}`, context.locale),
    evenLines: lineBreaker(context.locale),
    context,
    t: context.t,
  };
  const room = width - 2 * MARGIN;
  let drawing;
  for (const { isAcross = false, state, label, most = Infinity } of ATTEMPTS) {
    const states = model.states.map((each) => stateSize(each, state, measures));
    const labels = model.moves.map((each) => labelSize(each, label, measures));
    if (labels.some(({ items }) => items.flatMap(({ lines }) => lines).length > most)) continue;
    drawing = { isAcross, isNumbered: label === 0, states, labels, plan: layOut(states, labels, { isAcross, room }) };
    if (drawing.plan.width <= room) break;
  }
  return { element: picture(drawing, context), isTooWide: drawing.plan.width > room, isNumbered: drawing.isNumbered };
}

function picture({ isAcross, states, labels, plan }, { t }) {
  const width = Math.ceil(plan.width) + 2 * MARGIN;
  const height = Math.ceil(plan.height) + 2 * MARGIN;
  return svg(
    "svg",
    {
      class: "diagram-picture",
      viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-labelledby": "diagram-title",
    },
    svg("title", { id: "diagram-title" }, t.diagram.pictureLabel),
    labels.map((label, index) => lineShape(label, plan.lines[index].points, isAcross)),
    states.map((state) => stateShape(state, plan.places.get(state.id))),
    labels.map((label, index) => labelShape(label, plan.lines[index].label)),
  );
}

/** Each line of letters is a text of its own, so that a mark for the direction of one reaches no other. */
function write(lines, x, y, attributes) {
  return lines.map((line, index) => svg("text", { ...attributes, x, y: y + index * LINE }, line));
}

function stateShape({ id, standing, isFinal, isStart, isUncertain, marks, lines, width, height }, { x, y }) {
  const middle = x + width / 2;
  const top = y + PADDING.y + 12;
  const kinds = [
    standing === null ? "" : `node-${standing}`,
    isUncertain ? "node-uncertain" : "",
    isFinal ? "node-final" : "",
  ];
  return svg(
    "g",
    { class: ["node", ...kinds].filter((kind) => kind !== "").join(" "), "data-node": id },
    isStart ? startShape(x, y + height / 2) : null,
    svg("rect", { class: "node-box", x, y, width, height, rx: 8 }),
    isFinal
      ? svg("rect", { class: "node-inner", x: x + 4, y: y + 4, width: width - 8, height: height - 8, rx: 5 })
      : null,
    write(marks, middle, top, { class: "node-mark", "text-anchor": "middle" }),
    write(lines, middle, top + marks.length * LINE, { class: "node-label", "text-anchor": "middle" }),
  );
}

/** The sign of a beginning: a dot from which a short arrow leads to the state. */
function startShape(x, y) {
  return svg(
    "g",
    { class: "start" },
    svg("circle", { cx: x - LEAD + 5, cy: y, r: 5 }),
    svg("path", { class: "start-line", d: `M${x - LEAD + 5} ${y}H${x - HEAD.length}` }),
    svg("path", { d: `M${x - 1} ${y}l${-HEAD.length} ${-HEAD.half}v${2 * HEAD.half}z` }),
  );
}

/** The class of a move: how it stands, and whether nobody has to do anything for it. */
function lineClass({ standing, items }) {
  return [
    "line",
    standing === null ? "" : `line-${standing}`,
    items.every(({ icon }) => icon === "clock") ? "line-alone" : "",
  ]
    .filter((kind) => kind !== "")
    .join(" ");
}

function lineShape(label, points, isAcross) {
  const last = points.at(-1);
  const before = points.findLast(({ x, y }) => x !== last.x || y !== last.y);
  const sign = Math.sign(isAcross ? last.x - before.x : last.y - before.y);
  // The line ends inside its head, so that a thick one does not stand out over the point.
  const end = isAcross ? { x: last.x - sign * HEAD.length, y: last.y } : { x: last.x, y: last.y - sign * HEAD.length };
  const head = isAcross
    ? `M${last.x} ${last.y}l${-sign * HEAD.length} ${-HEAD.half}v${2 * HEAD.half}z`
    : `M${last.x} ${last.y}l${-HEAD.half} ${-sign * HEAD.length}h${2 * HEAD.half}z`;
  return svg(
    "g",
    { class: lineClass(label), "data-line": `${label.from} ${label.to}` },
    svg("path", { class: "line-path", d: pathOf([...points.slice(0, -1), end], isAcross) }),
    svg("path", { class: "line-head", d: head }),
  );
}

/** A line through points, in the direction of the diagram at each of them. */
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

function labelShape({ from, to, standing, number, badge, items, icons, width, height }, { x, y }) {
  const left = x + INSET.x;
  const top = y + INSET.y;
  const start = left + badge + GAP;
  let line = 0;
  const told = items.map((item) => {
    const at = top + line * LINE;
    line += item.lines.length;
    const sign = item.icon === null || item.lines.length === 0 ? null : placed(item.icon, start, at + 1.5);
    return svg(
      "g",
      { "data-item": item.id },
      sign,
      write(item.lines, start + item.indent, at + 12.5, { class: "move-text" }),
    );
  });
  return svg(
    "g",
    { class: standing === null ? "move" : `move move-${standing}`, "data-move": `${from} ${to}` },
    svg("rect", { class: "move-ground", x, y, width, height, rx: 4 }),
    svg("rect", { class: "move-badge", x: left, y: top, width: badge, height: BADGE, rx: BADGE / 2 }),
    svg("text", { class: "move-number", x: left + badge / 2, y: top + 12, "text-anchor": "middle" }, String(number)),
    icons.map((name, index) => placed(name, left + badge + GAP + index * (ICON + GAP), top + 1.5)),
    told,
  );
}

function placed(name, x, y) {
  const drawing = icon(name);
  for (const [attribute, value] of Object.entries({ x, y, width: ICON, height: ICON }))
    drawing.setAttribute(attribute, value);
  return drawing;
}
