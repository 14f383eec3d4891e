/**
 * Where an instant stands in a picture, and which instant stands at a place.
 *
 * A scale is even where that leaves room between all of its instants. Where they crowd together it is not:
 * the stretches that would be too narrow are magnified to `least`, and all others shrink alike. Which ones
 * those are a scale tells, so that the picture can say it.
 */

import { DAY, HOUR, MINUTE, offsetLength } from "../../shared/time.js";

/** @import { Piece, Scale } from "./types.js" */

/** What a regular tick can be apart from the next: units that people count in. */
const STEPS = [5, 15, 30]
  .map((count) => count * MINUTE)
  .concat([1, 3, 6, 12].map((count) => count * HOUR))
  .concat([1, 2, 7, 14, 28, 56, 112, 224, 448, 896].map((count) => count * DAY));

/** What a place is rounded to, so that pointing at it gives an instant that a person would name. */
const ROUND = [1, 5, 10, 15, 30].map((count) => count * MINUTE).concat([1, 3, 6, 12, 24].map((count) => count * HOUR));

/** A hundredth of a pixel: what a share may lack through rounding without being too small. */
const SLACK = 0.01;

/**
 * The scale over `knots`, instants in order without repetition, from 0 to `width`.
 *
 * @param {number[]} knots
 * @param {number} width
 * @param {number} least  what a stretch between two knots gets at least
 * @returns {Scale}
 */
export function scaleOf(knots, width, least) {
  const lengths = knots.slice(1).map((to, index) => to - knots[index]);
  const widths = widthsOf(lengths, width, Math.min(least, width / lengths.length));
  let left = 0;
  /** @type {Piece[]} */
  const pieces = lengths.map((length, index) => {
    const piece = {
      from: knots[index],
      to: knots[index + 1],
      left,
      right: left + widths[index].width,
      magnified: widths[index].magnified,
    };
    left = piece.right;
    return piece;
  });
  const last = pieces[pieces.length - 1];
  const along = (/** @type {number} */ value, /** @type {number} */ from, /** @type {number} */ to) =>
    Math.min(Math.max((value - from) / (to - from), 0), 1);
  const x = (/** @type {number} */ at) => {
    const { from, to, left, right } = pieces.find((piece) => at < piece.to) ?? last;
    return left + along(at, from, to) * (right - left);
  };
  const at = (/** @type {number} */ place) => {
    const { from, to, left, right } = pieces.find((piece) => place < piece.right) ?? last;
    return Math.round(from + along(place, left, right) * (to - from));
  };
  return { x, at, pieces, isEven: pieces.every(({ magnified }) => !magnified) };
}

/**
 * Gives each length its share of the width, but at least `least`; a share that was too small is magnified.
 *
 * @param {number[]} lengths
 * @param {number} width
 * @param {number} least
 */
function widthsOf(lengths, width, least) {
  const magnified = lengths.map(() => false);
  for (;;) {
    const rest = width - least * magnified.filter(Boolean).length;
    const total = lengths.reduce((sum, length, index) => (magnified[index] ? sum : sum + length), 0);
    const share = (/** @type {number} */ length) => (length / total) * rest;
    const tooSmall = lengths.findIndex((length, index) => !magnified[index] && share(length) < least - SLACK);
    // The last one that is left takes what there is: there is nothing to magnify it against.
    if (tooSmall < 0 || magnified.filter((is) => !is).length === 1) {
      return lengths.map((length, index) => ({
        width: magnified[index] ? least : share(length),
        magnified: magnified[index],
      }));
    }
    magnified[tooSmall] = true;
  }
}

/**
 * Instants at regular distances on the clocks of `offset`, at least `spacing` apart in the picture.
 *
 * @param {{ pieces: Piece[] }} scale
 * @param {string} offset
 * @param {number} spacing
 * @returns {number[]}
 */
export function ticksOf({ pieces }, offset, spacing) {
  const shift = offsetLength(offset);
  return pieces.flatMap(({ from, to, left, right }) => {
    const wanted = (spacing / (right - left)) * (to - from);
    const step = STEPS.find((step) => step >= wanted);
    if (step === undefined) return [];
    const first = Math.ceil((from + shift) / step) * step - shift;
    const count = Math.max(0, Math.ceil((to - first) / step));
    return Array.from({ length: count }, (_, index) => first + index * step);
  });
}

/**
 * The instant at a place, rounded on the clocks of `offset` to about what a pixel can tell.
 *
 * @param {Scale} scale
 * @param {number} place
 * @param {string} offset
 */
export function roundedAt(scale, place, offset) {
  const at = scale.at(place);
  const { from, to, left, right } =
    scale.pieces.find((piece) => place < piece.right) ?? scale.pieces[scale.pieces.length - 1];
  const pixel = (to - from) / (right - left);
  const step = ROUND.find((step) => step >= pixel) ?? DAY;
  const shift = offsetLength(offset);
  const rounded = Math.round((at + shift) / step) * step - shift;
  return Math.min(Math.max(rounded, scale.pieces[0].from), scale.pieces[scale.pieces.length - 1].to);
}
