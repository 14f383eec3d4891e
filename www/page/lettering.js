/** Fits text into the widths of a drawing, where nothing else breaks lines. */

/** What may not begin a line. */
const CLOSING = /^[、。，．,.!?！？）」』】〕)\]}ー・…:：;；”’%]/u;

/**
 * What measures text in a font, and breaks it.
 *
 * @typedef {{ width: (text: string) => number, lines: (text: string, room: number, most: number) => string[] }} Lettering
 */

/**
 * Measures text in a font: `width(text)` in pixels, and `lines(text, room, most)`, which breaks it
 * between words into at most so many lines and ends with an ellipsis where it does not fit.
 * Nothing fits into no room: then there are no lines.
 *
 * @param {string} font
 * @param {string} locale
 * @returns {Lettering}
 */
export function lettering(font, locale) {
  const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  canvas.font = font;
  const words = new Intl.Segmenter(locale, { granularity: "word" });
  const letters = new Intl.Segmenter(locale, { granularity: "grapheme" });
  const width = (/** @type {string} */ text) => canvas.measureText(text).width;

  /** The longest beginning that fits with an ellipsis after it. */
  const cut = (/** @type {string} */ text, /** @type {number} */ room) => {
    let kept = "";
    for (const { segment } of letters.segment(text)) {
      if (width(`${kept}${segment}…`) > room) break;
      kept += segment;
    }
    return kept === "" ? null : `${kept.trimEnd()}…`;
  };

  /** @type {Lettering["lines"]} */
  const lines = (text, room, most) => {
    const rest = unbreakable([...words.segment(text)].map(({ segment }) => segment));
    /** @type {string[]} */
    const result = [];
    let line = "";
    while (rest.length > 0) {
      const word = rest[0];
      if (width((line + word).trimEnd()) <= room) {
        line += word;
        rest.shift();
      } else if (line.trim() === "" && result.length + 1 < most) {
        // A word wider than the room is broken inside.
        const parts = [...letters.segment(word)].map(({ segment }) => segment);
        if (parts.length === 1) return [];
        rest.splice(0, 1, ...parts);
      } else if (result.length + 1 === most) {
        const last = cut(line + rest.join(""), room);
        return last === null ? result : [...result, last];
      } else {
        result.push(line.trim());
        line = "";
      }
    }
    return line.trim() === "" ? result : [...result, line.trim()];
  };
  return { width, lines };
}

/**
 * Joins what may not begin a line to the word before it.
 *
 * @param {string[]} words
 */
function unbreakable(words) {
  /** @type {string[]} */
  const result = [];
  for (const word of words) {
    if (result.length > 0 && CLOSING.test(word)) result[result.length - 1] += word;
    else result.push(word);
  }
  return result;
}
