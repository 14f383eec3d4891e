/** How wide letters are, as far as that can be said without a font: rather too wide than too narrow. */

import { columnsOf } from "../policies.js";

/** @import { Letters } from "../../shared/diagram/types.js" */

/** Letters that are narrower or wider than most, in parts of the size of the letters. */
const WIDTHS = /** @type {[letters: RegExp, width: number][]} */ ([
  [/[ijl.,:;'|!()[\]\s]/, 0.34],
  [/[ftr"\-/]/, 0.42],
  [/[mwMW@%—]/, 0.98],
  [/[A-Z&]/, 0.76],
]);
const USUAL = 0.62;

/**
 * @param {number} size in pixels
 * @param {boolean} isBold
 * @returns {Letters}
 */
export function lettersOf(size, isBold) {
  const share = (/** @type {string} */ letter) =>
    columnsOf(letter) === 2 ? 1 : (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? USUAL);
  const width = (/** @type {string} */ text) => [...text].reduce((sum, letter) => sum + share(letter), 0);
  return { width: (text) => width(text) * size * (isBold ? 1.08 : 1) };
}
