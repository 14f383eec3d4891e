/** Breaks the text of a label into lines that are short and even, because a label has no width of its own. */

/** What may not begin a line, and what may not end one. */
const CLOSING = /^[、。，．,.!?！？）」』】〕)\]}ー・…:：;；”’%]/u;
const OPENING = /[（「『【〔([{“‘]$/u;
/** In Japanese what is written in hiragana, or is a single character, mostly belongs to the word before it. */
const ENDING = /^(?:\p{Script=Hiragana}+|\p{Script=Han})$/u;
const PAUSE = /[、。，．,.・：:；;！？!?]$/u;
/** A number stays with what it counts. */
const NUMBER = /\d$/;
const UNIT = /^\p{Script=Han}/u;

/**
 * Makes `evenLines(text, room, width)`, which breaks a text into as few lines as fit into `room` pixels, and makes
 * those as even as they can be. `width(text)` measures. A word that is wider than the room is broken inside.
 *
 * @param {string} locale
 * @returns {(text: string, room: number, width: (text: string) => number) => string[]}
 */
export function lineBreaker(locale) {
  const words = new Intl.Segmenter(locale, { granularity: "word" });
  const letters = new Intl.Segmenter(locale, { granularity: "grapheme" });
  const parts = (/** @type {Intl.Segmenter} */ segmenter, /** @type {string} */ text) =>
    [...segmenter.segment(text)].map(({ segment }) => segment);
  return (text, room, width) => {
    const pieces = unbroken(parts(words, text)).flatMap((piece) =>
      width(piece.trim()) <= room ? [piece] : parts(letters, piece),
    );
    const count = filled(pieces, room, width).length;
    let [tooNarrow, wide] = [0, room];
    while (wide - tooNarrow > 1) {
      const middle = (tooNarrow + wide) / 2;
      const lines = filled(pieces, middle, width);
      const fits = lines.length === count && lines.every((line) => width(line) <= middle);
      if (fits) wide = middle;
      else tooNarrow = middle;
    }
    return filled(pieces, wide, width);
  };
}

/**
 * Joins the words that are not to be parted.
 *
 * @param {string[]} words
 */
function unbroken(words) {
  /** @type {string[]} */
  const pieces = [];
  for (const word of words) {
    const before = pieces.at(-1);
    if (before !== undefined && belongs(word, before)) pieces[pieces.length - 1] += word;
    else pieces.push(word);
  }
  return pieces;
}

/**
 * Whether a word is not to be parted from what is before it.
 *
 * @param {string} word
 * @param {string} before
 */
function belongs(word, before) {
  if (word.trim() === "" || CLOSING.test(word) || OPENING.test(before)) return true;
  if (NUMBER.test(before) && UNIT.test(word)) return true;
  return ENDING.test(word) && !PAUSE.test(before);
}

/**
 * Puts pieces into lines, each as full as the room lets it be.
 *
 * @param {string[]} pieces
 * @param {number} room
 * @param {(text: string) => number} width
 */
function filled(pieces, room, width) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const piece of pieces) {
    if (line.trim() !== "" && width((line + piece).trim()) > room) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trim()];
}
