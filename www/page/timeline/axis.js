/** The axis of the picture: when what is shown happens, on the marketplace's clock and the reader's. */

import { nothing, svg } from "lit/html.js";
import { ticksOf } from "./scale.js";
import { sayClock, sayDate } from "../../shared/time.js";
import { dayOf, localOf, startOfDay } from "../../shared/zone.js";

/** @import { Lettering } from "../lettering.js" */
/** @import { PageContext } from "../types.js" */
/** @import { Moment, Piece, Scale } from "./types.js" */

/**
 * A moment whose label has its place: its lines, half of their width, and where it and its moment stand.
 *
 * @typedef {Moment & { label: string[], half: number, middle: number, x: number }} Placed
 */

const LINE = 15;
/** What regular ticks are apart at least, and what stays free between two labels. */
const SPACING = 60;
const GAP = 6;
/** How far the axis goes on beyond the last instant. */
const BEYOND = 14;

/**
 * Draws the axis below `top`, as `{ shape, bottom }`.
 *
 * The moments that matter are labelled first and exactly, the most important one first of all;
 * regular ticks fill what room is left.
 *
 * @param {{
 *   scale: Scale,
 *   moments: Moment[],
 *   top: number,
 *   left: number,
 *   width: number,
 *   letters: Lettering,
 *   context: PageContext,
 * }} given
 */
export function drawAxis({ scale, moments, top, left, width, letters, context }) {
  /** @type {Placed[]} */
  const placed = [];
  const regular = ticksOf(scale, context.zone, SPACING).map((at) => ({ at, weight: 0 }));
  for (const moment of [...moments, ...regular].sort((one, other) => other.weight - one.weight)) {
    const label = labelOf(moment, scale.pieces[0].from, context);
    const half = Math.max(...label.map((line) => letters.width(line))) / 2;
    const x = left + scale.x(moment.at);
    const middle = Math.min(Math.max(x, half), width - half);
    const isFree = placed.every((other) => Math.abs(other.middle - middle) >= other.half + half + GAP);
    if (isFree) placed.push({ ...moment, label, half, middle, x });
  }

  const lines = placed.map(({ label }) => label.findLastIndex((line) => line !== "") + 1);
  const bottom = top + LINE * Math.max(1, ...lines) + 8;
  const end = left + scale.pieces[scale.pieces.length - 1].right;
  const shape = svg`<g class="axis">
    <line class="axis-line" x1=${left} x2=${end + BEYOND} y1=${bottom} y2=${bottom}></line>
    <path class="axis-line" d="M${end + BEYOND - 5} ${bottom - 4}l5 4l-5 4"></path>
    ${scale.pieces.filter(({ magnified }) => magnified).map((piece) => magnifiedShape(piece, left, bottom))}
    ${placed.map((label) => labelShape(label, top, bottom))}
  </g>`;
  return { shape, bottom };
}

/**
 * @param {Piece} piece
 * @param {number} left
 * @param {number} y
 */
function magnifiedShape(piece, left, y) {
  return svg`<line
    class="axis-magnified"
    x1=${left + piece.left + 1}
    x2=${left + piece.right - 1}
    y1=${y}
    y2=${y}
  ></line>`;
}

/**
 * @param {Placed} placed
 * @param {number} top
 * @param {number} bottom
 */
function labelShape({ at, weight, label, middle, x }, top, bottom) {
  const lines = label.map(
    (line, index) =>
      svg`<tspan class=${index === 2 ? "label-own" : nothing} x=${middle} y=${top + LINE * (index + 1) - 4}>${line}</tspan>`,
  );
  return svg`<line class="tick" x1=${x} x2=${x} y1=${bottom - 5} y2=${bottom}></line>
    <text class=${weight > 0 ? "label label-moment" : "label"} text-anchor="middle" data-at=${at}>${lines}</text>`;
}

/**
 * The date and the time, and below them the reader's time where it is another one. Where a day begins, it is its date
 * alone.
 *
 * @param {Moment} moment
 * @param {number} from
 * @param {PageContext} context
 */
function labelOf({ at, weight }, from, { t, locale, zone }) {
  const theirs = localOf(at, zone);
  const own = localOf(at);
  const isOtherYear = new Date(theirs).getUTCFullYear() !== new Date(localOf(from, zone)).getUTCFullYear();
  const isStart = at === startOfDay(dayOf(theirs), zone);
  const date = weight > 0 || isStart ? sayDate(theirs, locale, isOtherYear) : "";
  const clock = weight === 0 && isStart ? "" : sayClock(theirs, locale);
  if (own === theirs) return [date, clock];
  return [date, clock, t.ownClock(sayClock(own, locale), dayOf(own) - dayOf(theirs))];
}
