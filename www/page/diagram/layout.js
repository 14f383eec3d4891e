/**
 * Finds places for the states of a diagram and ways for its lines. It is the only module with a library, and it is
 * loaded when somebody looks.
 *
 * dagre puts the states into rows and gives a place of its own to everything that a line has to pass: a label, or the
 * gap between two others. The lines are drawn here: inside a row they run straight through their places, and bend
 * only between two rows, where nothing else is. So no line runs through a state or a label that is not its own.
 */

/*! The layout is by dagre and graphlib, Copyright (c) 2012-2014 Chris Pettitt, under the MIT licence:
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
"AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE. */

import { Graph, layout } from "@dagrejs/dagre";

/** The room between two states of a row. */
const BESIDE = 18;
/** The room between two lines or labels of a row. */
const PAST = 10;
/** The room between two rows, in which the lines bend. */
const BETWEEN = 30;
/** How far from the corner of a state a line may end, and how far from another line. */
const CORNER = 12;
const APART = 22;

/** The room between two parts that nothing joins. */
const PARTS = 28;

/**
 * Lays out states (`{ id, width, height, lead }`, where `lead` is room kept at the left of the state) and labels
 * (`{ from, to, width, height }`, each on the line between two states), from top to bottom or, `isAcross`, from left
 * to right. Parts that no line joins stand side by side as far as there is `room`, else below each other.
 *
 * Gives `{ width, height, places, lines }`: the left upper corner of each state by its id, and for each label its
 * corner and the points between which its line bends. All of it begins at 0.
 */
export function layOut(states, labels, { isAcross, room }) {
  const parts = partsOf(states, labels).map((part) => ({ ...part, plan: planOf(part.states, part.labels, isAcross) }));
  const shelves = [];
  for (const part of parts) {
    const shelf = shelves.at(-1);
    if (shelf !== undefined && !isAcross && shelf.width + PARTS + part.plan.width <= room) {
      shelf.parts.push({ ...part, left: shelf.width + PARTS });
      shelf.width += PARTS + part.plan.width;
      shelf.height = Math.max(shelf.height, part.plan.height);
    } else {
      const top = shelf === undefined ? 0 : shelf.top + shelf.height + PARTS;
      shelves.push({ parts: [{ ...part, left: 0 }], top, width: part.plan.width, height: part.plan.height });
    }
  }
  const width = Math.max(...shelves.map((shelf) => shelf.width));
  const places = new Map();
  const lines = new Map();
  for (const shelf of shelves) {
    for (const { labels: own, plan, left } of shelf.parts) {
      const moved = ({ x, y }) => ({ x: x + left + (width - shelf.width) / 2, y: y + shelf.top });
      for (const [id, place] of plan.places) places.set(id, moved(place));
      for (const [index, { label, points }] of plan.lines.entries())
        lines.set(own[index], { label: moved(label), points: points.map(moved) });
    }
  }
  const { top, height } = shelves.at(-1);
  return { width, height: top + height, places, lines: labels.map((label) => lines.get(label)) };
}

/** The parts of a diagram that no line joins, in the order of the policy. */
function partsOf(states, labels) {
  let parts = states.map((state) => ({ states: [state], labels: [] }));
  const partWith = (id) => parts.find((part) => part.states.some((state) => state.id === id));
  for (const label of labels) {
    const joined = new Set([partWith(label.from), partWith(label.to)]);
    const part = {
      states: [...joined].flatMap((each) => each.states),
      labels: [...[...joined].flatMap((each) => each.labels), label],
    };
    parts = [...parts.filter((each) => !joined.has(each)), part];
  }
  const inOrder = (one, other) => states.indexOf(one) - states.indexOf(other);
  for (const part of parts) part.states.sort(inOrder);
  return parts.sort((one, other) => inOrder(one.states[0], other.states[0]));
}

/** Lays out states that are joined. */
function planOf(states, labels, isAcross) {
  // Everything is laid out from top to bottom; across is the same, turned over its diagonal.
  const turned = ({ width, height }) => (isAcross ? { width: height, height: width } : { width, height });
  const graph = new Graph();
  // dagre halves the room between rows, because it puts the labels into rows of their own.
  graph.setGraph({ nodesep: BESIDE, edgesep: PAST, ranksep: BETWEEN * 2 });
  for (const { id, width, height, lead } of states) graph.setNode(id, turned({ width: width + lead, height }));
  for (const { from, to, ...size } of labels) graph.setEdge(from, to, { ...turned(size), labelpos: "c" });
  layout(graph);

  const rows = rowsOf(graph);
  const boxes = new Map(states.map(({ id, lead }) => [id, boxOf(graph.node(id), lead, isAcross)]));
  const ways = labels.map(({ from, to }) => ({ from, to, middle: graph.edge(from, to).points.slice(1, -1) }));
  const ports = portsOf(ways, boxes);
  const lines = ways.map((way, index) => {
    const { x, y, width, height } = graph.edge(way.from, way.to);
    return { label: { x: x - width / 2, y: y - height / 2 }, points: lineOf(way, ports[index], rows) };
  });
  return finished(graph.graph(), boxes, lines, isAcross);
}

/** The extent of each row, by the line in its middle. */
function rowsOf(graph) {
  const rows = new Map();
  const include = (y, height) => {
    const key = Math.round(y);
    rows.set(key, Math.max(rows.get(key) ?? 0, height / 2));
  };
  for (const id of graph.nodes()) include(graph.node(id).y, graph.node(id).height);
  for (const edge of graph.edges()) include(graph.edge(edge).y, graph.edge(edge).height);
  return (y) => rows.get(Math.round(y)) ?? 0;
}

/** The box of a state without the room before it. */
function boxOf({ x, y, width, height }, lead, isAcross) {
  const [before, above] = isAcross ? [0, lead] : [lead, 0];
  return {
    middle: y,
    left: x - width / 2 + before,
    right: x + width / 2,
    top: y - height / 2 + above,
    bottom: y + height / 2,
  };
}

/**
 * Where each way leaves its first state and enters its last. Those on the same side of a state are in the order of
 * what they come from, so that they do not cross, and each is as straight above or below it as the others let it be.
 */
function portsOf(ways, boxes) {
  const ports = ways.map(() => ({}));
  const sides = new Map();
  const add = (state, end, index, near) => {
    const side = near.y < boxes.get(state).middle ? "top" : "bottom";
    const key = JSON.stringify([state, side]);
    if (!sides.has(key)) sides.set(key, { box: boxes.get(state), side, ends: [] });
    sides.get(key).ends.push({ index, end, x: near.x });
  };
  for (const [index, { from, to, middle }] of ways.entries()) {
    add(from, "first", index, middle[0]);
    add(to, "last", index, middle.at(-1));
  }
  for (const { box, side, ends } of sides.values()) {
    ends.sort((one, other) => one.x - other.x);
    const places = spread(
      ends.map(({ x }) => x),
      box.left + CORNER,
      box.right - CORNER,
    );
    for (const [place, { index, end }] of ends.entries())
      ports[index][end] = { x: places[place], y: box[side], middle: box.middle };
  }
  return ports;
}

/** Moves places that are in order apart, between two bounds, as little as it takes. */
function spread(wanted, low, high) {
  const gap = Math.min(APART, (high - low) / Math.max(1, wanted.length - 1));
  const places = [];
  for (const [index, x] of wanted.entries()) places.push(Math.max(x, index === 0 ? low : places[index - 1] + gap));
  for (let index = places.length - 1; index >= 0; index -= 1) {
    places[index] = Math.min(places[index], index === places.length - 1 ? high : places[index + 1] - gap);
  }
  return places;
}

/** The points of a line: where it leaves, where it enters and leaves every row on its way, and where it ends. */
function lineOf({ middle }, { first, last }, rowAt) {
  const down = first.y < last.y ? 1 : -1;
  return [
    first,
    { x: first.x, y: first.middle + down * rowAt(first.middle) },
    ...middle.flatMap(({ x, y }) => [-down, down].map((side) => ({ x, y: y + side * rowAt(y) }))),
    { x: last.x, y: last.middle - down * rowAt(last.middle) },
    last,
  ];
}

/** Turns everything back where it was turned, and moves it so that it begins at 0. */
function finished({ width, height }, boxes, lines, isAcross) {
  const point = ({ x, y }) => (isAcross ? { x: y, y: x } : { x, y });
  return {
    ...(isAcross ? { width: height, height: width } : { width, height }),
    places: new Map([...boxes].map(([id, { left, top }]) => [id, point({ x: left, y: top })])),
    lines: lines.map(({ label, points }) => ({ label: point(label), points: points.map(point) })),
  };
}
