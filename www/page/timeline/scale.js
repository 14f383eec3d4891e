/**
 * Where an instant stands in a picture, and which instant stands at a place.
 *
 * A scale is even where that leaves room between all of its instants. Where they crowd together it is not:
 * the stretches that would be too narrow are magnified to `least`, and all others shrink alike. Which ones
 * those are a scale tells, so that the picture can say it.
 */

import { DAY, HOUR, MINUTE } from "../../shared/length.js";
import { changeBetween, dayOf, instantAt, localOf, offsetAt, startOfDay } from "../../shared/zone.js";

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
 * Instants at regular distances on the clocks of a zone, at least `spacing` apart in the picture.
 *
 * @param {{ pieces: Piece[] }} scale
 * @param {string} zone
 * @param {number} spacing
 * @returns {number[]}
 */
export function ticksOf({ pieces }, zone, spacing) {
  return pieces.flatMap(({ from, to, left, right }) => {
    const wanted = (spacing / (right - left)) * (to - from);
    const step = STEPS.find((step) => step >= wanted);
    if (step === undefined) return [];
    return step < DAY ? hoursBetween(from, to, step, zone) : daysBetween(from, to, step / DAY, zone);
  });
}

/**
 * The beginnings of every so many days.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} step in days
 * @param {string} zone
 */
function daysBetween(from, to, step, zone) {
  const starts = [];
  for (let day = Math.floor(dayOf(localOf(from, zone)) / step) * step; ; day += step) {
    const at = startOfDay(day, zone);
    if (at >= to) return starts;
    if (at >= from) starts.push(at);
  }
}

/**
 * The instants at which clocks show round times. An hour that comes twice has them twice.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} step
 * @param {string} zone
 */
function hoursBetween(from, to, step, zone) {
  const instants = [];
  let at = from;
  while (at < to) {
    const offset = offsetAt(at, zone);
    const next = Math.ceil((at + offset) / step) * step - offset;
    // What clocks would show then counts only where they go on as they do.
    const change = changeBetween(at, next, zone);
    if (change === null && next < to) instants.push(next);
    at = change ?? next + 1;
  }
  return instants;
}

/**
 * The instant at a place, rounded on the clocks of a zone to about what a pixel can tell.
 *
 * @param {Scale} scale
 * @param {number} place
 * @param {string} zone
 */
export function roundedAt(scale, place, zone) {
  const at = scale.at(place);
  const { from, to, left, right } =
    scale.pieces.find((piece) => place < piece.right) ?? scale.pieces[scale.pieces.length - 1];
  const pixel = (to - from) / (right - left);
  const step = ROUND.find((step) => step >= pixel) ?? DAY;
  const offset = offsetAt(at, zone);
  const local = Math.round((at + offset) / step) * step;
  // Where clocks change on the way, what they show then may be round as well, and is nearer.
  const near = local - offset;
  const rounded = localOf(near, zone) % step === 0 ? near : instantAt(local, zone);
  return Math.min(Math.max(rounded, scale.pieces[0].from), scale.pieces[scale.pieces.length - 1].to);
}
