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

/** @import { LayOut, Plan, Point, SizedLabel, SizedState } from "./types.js" */

/**
 * States that are joined, with the labels between them.
 *
 * @typedef {{ states: SizedState[], labels: SizedLabel[] }} Part
 */

/**
 * Parts that stand side by side, each so far from the left.
 *
 * @typedef {{ parts: (Part & { plan: Plan, left: number })[], top: number, width: number, height: number }} Shelf
 */

/**
 * A state without the room before it.
 *
 * @typedef {{ middle: number, left: number, right: number, top: number, bottom: number }} Box
 */

/**
 * What a line passes between two states: the middle of each gap or label on its way.
 *
 * @typedef {{ from: string, to: string, middle: Point[] }} Way
 */

/**
 * Where a line leaves or enters a state, and the middle of that state.
 *
 * @typedef {Point & { middle: number }} Port
 */

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
 * Lays out states and the labels on the lines between them, from top to bottom or, `isAcross`, from left to right.
 * Parts that no line joins stand side by side as far as there is `room`, else below each other. All of it begins at 0.
 *
 * @type {LayOut}
 */
export function layOut(states, labels, { isAcross, room }) {
  const parts = partsOf(states, labels).map((part) => ({ ...part, plan: planOf(part.states, part.labels, isAcross) }));
  /** @type {Shelf[]} */
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
  /** @type {Plan["places"]} */
  const places = new Map();
  /** @type {Map<SizedLabel, Plan["lines"][number]>} */
  const lines = new Map();
  for (const shelf of shelves) {
    for (const { labels: own, plan, left } of shelf.parts) {
      const moved = (/** @type {Point} */ { x, y }) => ({ x: x + left + (width - shelf.width) / 2, y: y + shelf.top });
      for (const [id, place] of plan.places) places.set(id, moved(place));
      for (const [index, { label, points }] of plan.lines.entries()) {
        lines.set(own[index], { label: moved(label), points: points.map(moved) });
      }
    }
  }
  const height = Math.max(...shelves.map((shelf) => shelf.top + shelf.height));
  return { width, height, places, lines: labels.map((label) => known(lines, label)) };
}

/**
 * What a map has for a key that is known to be in it.
 *
 * @template Key, Value
 * @param {Map<Key, Value>} map
 * @param {Key} key
 */
function known(map, key) {
  const value = map.get(key);
  if (value === undefined) throw new Error("a label or a state was not laid out");
  return value;
}

/**
 * The parts of a diagram that no line joins, in the order of the policy.
 *
 * @param {SizedState[]} states
 * @param {SizedLabel[]} labels
 */
function partsOf(states, labels) {
  /** @type {Part[]} */
  let parts = states.map((state) => ({ states: [state], labels: /** @type {SizedLabel[]} */ ([]) }));
  const partsWith = (/** @type {string} */ id) => parts.filter((part) => part.states.some((state) => state.id === id));
  for (const label of labels) {
    const joined = new Set([...partsWith(label.from), ...partsWith(label.to)]);
    const part = {
      states: [...joined].flatMap((each) => each.states),
      labels: [...[...joined].flatMap((each) => each.labels), label],
    };
    parts = [...parts.filter((each) => !joined.has(each)), part];
  }
  const inOrder = (/** @type {SizedState} */ one, /** @type {SizedState} */ other) =>
    states.indexOf(one) - states.indexOf(other);
  for (const part of parts) part.states.sort(inOrder);
  return parts.sort((one, other) => inOrder(one.states[0], other.states[0]));
}

/**
 * Lays out states that are joined.
 *
 * @param {SizedState[]} states
 * @param {SizedLabel[]} labels
 * @param {boolean} isAcross
 * @returns {Plan}
 */
function planOf(states, labels, isAcross) {
  // Everything is laid out from top to bottom; across is the same, turned over its diagonal.
  const turned = (/** @type {{ width: number, height: number }} */ { width, height }) =>
    isAcross ? { width: height, height: width } : { width, height };
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

/**
 * The extent of each row, by the line in its middle.
 *
 * @param {Graph} graph
 */
function rowsOf(graph) {
  /** @type {Map<number, number>} */
  const rows = new Map();
  const include = (/** @type {number} */ y, /** @type {number} */ height) => {
    const key = Math.round(y);
    rows.set(key, Math.max(rows.get(key) ?? 0, height / 2));
  };
  for (const id of graph.nodes()) include(graph.node(id).y, graph.node(id).height);
  for (const edge of graph.edges()) include(graph.edge(edge).y, graph.edge(edge).height);
  return (/** @type {number} */ y) => rows.get(Math.round(y)) ?? 0;
}

/**
 * The box of a state without the room before it.
 *
 * @param {Point & { width: number, height: number }} node
 * @param {number} lead
 * @param {boolean} isAcross
 * @returns {Box}
 */
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
 *
 * @param {Way[]} ways
 * @param {Map<string, Box>} boxes
 */
function portsOf(ways, boxes) {
  const nowhere = { x: 0, y: 0, middle: 0 };
  /** @type {{ first: Port, last: Port }[]} */
  const ports = ways.map(() => ({ first: nowhere, last: nowhere }));
  /** @type {Map<string, { box: Box, y: number, ends: { index: number, end: "first" | "last", x: number }[] }>} */
  const sides = new Map();
  const add = (
    /** @type {string} */ state,
    /** @type {"first" | "last"} */ end,
    /** @type {number} */ index,
    /** @type {Point} */ near,
  ) => {
    const box = known(boxes, state);
    const y = near.y < box.middle ? box.top : box.bottom;
    const key = JSON.stringify([state, y]);
    const side = sides.get(key) ?? { box, y, ends: [] };
    side.ends.push({ index, end, x: near.x });
    sides.set(key, side);
  };
  for (const [index, { from, to, middle }] of ways.entries()) {
    add(from, "first", index, middle[0]);
    add(to, "last", index, middle[middle.length - 1]);
  }
  for (const { box, y, ends } of sides.values()) {
    ends.sort((one, other) => one.x - other.x);
    const places = spread(
      ends.map(({ x }) => x),
      box.left + CORNER,
      box.right - CORNER,
    );
    for (const [place, { index, end }] of ends.entries()) {
      ports[index][end] = { x: places[place], y, middle: box.middle };
    }
  }
  return ports;
}

/**
 * Moves places that are in order apart, between two bounds, as little as it takes.
 *
 * @param {number[]} wanted
 * @param {number} low
 * @param {number} high
 */
function spread(wanted, low, high) {
  const gap = Math.min(APART, (high - low) / Math.max(1, wanted.length - 1));
  /** @type {number[]} */
  const places = [];
  for (const [index, x] of wanted.entries()) places.push(Math.max(x, index === 0 ? low : places[index - 1] + gap));
  for (let index = places.length - 1; index >= 0; index -= 1) {
    places[index] = Math.min(places[index], index === places.length - 1 ? high : places[index + 1] - gap);
  }
  return places;
}

/**
 * The points of a line: where it leaves, where it enters and leaves every row on its way, and where it ends.
 *
 * @param {Way} way
 * @param {{ first: Port, last: Port }} ports
 * @param {(y: number) => number} rowAt
 * @returns {Point[]}
 */
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

/**
 * Turns everything back where it was turned, and moves it so that it begins at 0.
 *
 * @param {{ width: number, height: number }} size
 * @param {Map<string, Box>} boxes
 * @param {Plan["lines"]} lines
 * @param {boolean} isAcross
 * @returns {Plan}
 */
function finished({ width, height }, boxes, lines, isAcross) {
  const point = (/** @type {Point} */ { x, y }) => (isAcross ? { x: y, y: x } : { x, y });
  return {
    ...(isAcross ? { width: height, height: width } : { width, height }),
    places: new Map([...boxes].map(([id, { left, top }]) => [id, point({ x: left, y: top })])),
    lines: lines.map(({ label, points }) => ({ label: point(label), points: points.map(point) })),
  };
}
