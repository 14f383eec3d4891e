/** How large the states and the labels of a diagram are, with the lines of letters that stand in them. */

import { itemsOf } from "./labels.js";

/** @import { DiagramContext, DiagramState, DiagramTexts, LabelItem, Letters, Move, SizedLabel, SizedState } from "./types.js" */

/**
 * What letters are measured with, and what a label is told with.
 *
 * @typedef {{
 *   letters: Letters,
 *   bold: Letters,
 *   evenLines: (text: string, room: number, width: (text: string) => number) => string[],
 *   context: DiagramContext,
 * }} Measures
 */

/**
 * A state with its lines of letters.
 *
 * @typedef {DiagramState & SizedState & { marks: string[], lines: string[] }} StateBox
 */

/**
 * A label with the lines of its items, or with their icons alone.
 *
 * @typedef {Pick<Move, "number" | "standing"> & SizedLabel & {
 *   badge: number,
 *   icons: NonNullable<LabelItem["icon"]>[],
 *   items: (LabelItem & { indent: number, lines: string[] })[],
 * }} LabelBox
 */

/** How high a line of letters is. */
export const LINE = 16;
/** The room for an icon, and between two things of a line. */
export const ICON = 13;
export const GAP = 4;
/** Inside a state and inside a label. */
export const PADDING = { x: 12, y: 8 };
export const INSET = { x: 5, y: 3 };
/** The room for the sign of a beginning, to the left of a state. */
export const LEAD = 26;
/** How high the badge with the number of a move is. */
export const BADGE = 16;
/** What a state has for its letters at least. */
const LEAST = 36;

/**
 * A state with its `marks` (what it is today) and the `lines` of its name, and the size they need where no line is
 * wider than `room`.
 *
 * @param {DiagramState} state
 * @param {number} room
 * @param {Measures} measures
 * @returns {StateBox}
 */
export function stateSize(state, room, { letters, bold, evenLines, context }) {
  const mark = markOf(state, context.t);
  const marks = mark === null ? [] : evenLines(mark, room, bold.width);
  const isBold = state.standing === "today";
  const lines = evenLines(state.label, room, (isBold ? bold : letters).width);
  return {
    ...state,
    marks,
    lines,
    width: Math.max(widest(marks, bold), widest(lines, isBold ? bold : letters), LEAST) + 2 * PADDING.x,
    height: (marks.length + lines.length) * LINE + 2 * PADDING.y,
    lead: state.isStart ? LEAD : 0,
  };
}

/**
 * What a state is today, where that is to be said.
 *
 * @param {DiagramState} state
 * @param {{ diagram: DiagramTexts }} t
 */
function markOf({ standing, isUncertain }, t) {
  if (standing === "perhaps") return t.diagram.perhaps;
  if (standing !== "today") return null;
  return isUncertain ? t.diagram.todayUncertain : t.diagram.today;
}

/**
 * The label of a move with its number, its items and their lines. Without any `room` it has only number and icons.
 *
 * @param {Move} move
 * @param {number} room
 * @param {Measures} measures
 * @returns {LabelBox}
 */
export function labelSize(move, room, { letters, evenLines, context }) {
  const { from, to, standing, number } = move;
  const badge = widest([String(number)], letters) + 10;
  const items = itemsOf(move, context);
  const label = { from, to, standing, number, badge, icons: /** @type {LabelBox["icons"]} */ ([]) };
  if (room === 0) {
    const icons = [...new Set(items.map(({ icon }) => icon))].filter((name) => name !== null);
    const width = badge + icons.length * (ICON + GAP) + 2 * INSET.x;
    return {
      ...label,
      icons,
      items: items.map((item) => ({ ...item, indent: 0, lines: [] })),
      width,
      height: BADGE + 2 * INSET.y,
    };
  }
  // Where one of the items has an icon, all begin behind it, so that each can be told from the rest of another one.
  const indent = items.some((item) => item.icon !== null) ? ICON + GAP : 0;
  const told = items.map((item) => ({
    ...item,
    indent,
    lines: evenLines(item.text, room - indent, letters.width),
  }));
  const wide = indent + Math.max(...told.map(({ lines }) => widest(lines, letters)));
  const count = told.reduce((sum, { lines }) => sum + lines.length, 0);
  return {
    ...label,
    items: told,
    width: badge + GAP + wide + 2 * INSET.x,
    height: Math.max(count * LINE, BADGE) + 2 * INSET.y,
  };
}

/**
 * @param {string[]} lines
 * @param {Letters} letters
 */
function widest(lines, { width }) {
  return Math.ceil(Math.max(0, ...lines.map(width)));
}
