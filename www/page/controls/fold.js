/** From which width on there is room beside the answer. The stylesheet names the same width. */

export const WIDE = "(min-width: 64rem)";
