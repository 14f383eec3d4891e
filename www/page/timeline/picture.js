/** Draws a timeline: the states as bands, the verdicts as spans in a row for each action, duties below. */

import { html, svg } from "lit/html.js";
import { drawAxis } from "./axis.js";
import { hatchings } from "./hatching.js";
import { lettering } from "../lettering.js";
import { verdictsOf } from "./model.js";
import { actionRow, bandRow, dutyRow, heading } from "./rows.js";
import { scaleOf } from "./scale.js";

/** @import { PageContext } from "../types.js" */
/** @import { Picture, Row } from "./rows.js" */
/** @import { Drawing, Outlook } from "./types.js" */

/** From this width on labels stand beside their rows, and above them below it. */
const WIDE = 560;
/** The room for the grip of the handle, above everything. */
const HEAD = 34;
/** The room at the right for what goes on without an end. */
const MARGIN = 18;
/** What a stretch between two moments gets at least. */
const LEAST = 46;
const SIZE = 12.5;

/**
 * Draws an outlook into a width in pixels.
 *
 * @param {Outlook} outlook
 * @param {number} width
 * @param {string} family  the fonts that its letters are measured in
 * @param {PageContext} context
 * @returns {Drawing}
 */
export function drawPicture(outlook, width, family, context) {
  const isWide = width >= WIDE;
  const left = isWide ? Math.min(Math.max(width * 0.3, 160), 250) : 10;
  const right = width - MARGIN;
  const { t, locale, roleLabel } = context;
  const { timeline, moments } = outlook;
  const letters = lettering(`${SIZE}px ${family}`, locale);
  const scale = scaleOf(outlook.knots, right - left, LEAST);
  const x = (/** @type {number | null} */ at) => (at === null ? right : left + scale.x(at));
  /** @type {Picture} */
  const picture = {
    context,
    timeline,
    isWide,
    left,
    right,
    // Above a track, a label begins beside the line that marks the beginning.
    margin: isWide ? 0 : left + 6,
    letters,
    bold: lettering(`700 ${SIZE}px ${family}`, locale),
    // Text comes last, so that no line runs through it.
    texts: [],
    x,
  };

  const axis = drawAxis({ scale, moments, top: HEAD, left, width, letters, context });
  /** @type {unknown[]} */
  const rows = [];
  const top = axis.bottom;
  let y = top;
  const add = (/** @type {Row} */ { shape, height }) => {
    rows.push(shape);
    y += height;
  };

  add(bandRow(picture, y));
  for (const [role, verdicts] of Object.entries(verdictsOf(timeline.segments[0]))) {
    add(heading(picture, y, roleLabel(role)));
    for (const action of Object.keys(verdicts)) add(actionRow(picture, y, role, action));
  }
  const duties = timeline.duties.filter(({ from }) => from < outlook.to);
  if (duties.length > 0) add(heading(picture, y, t.dutiesHeading));
  for (const duty of duties) add(dutyRow(picture, y, duty));
  const height = Math.ceil(y + 6);

  const lines = moments.map(
    ({ at, weight }) =>
      svg`<line class="moment moment-${weight}" x1=${x(at)} x2=${x(at)} y1=${top} y2=${height} data-moment=${at}></line>`,
  );
  const view = (/** @type {number} */ now) =>
    html`<svg
      class="picture"
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-labelledby="picture-title"
      data-from=${outlook.from}
      data-until=${outlook.to}
    >
      <title id="picture-title">${t.pictureLabel}</title>
      <defs>${hatchings}</defs>
      ${lines} ${rows}
      <rect class="past" x=${left - 1} y=${top + 2} width=${x(now) - left + 1} height=${height - top - 2}></rect>
      <line class="now-line" x1=${x(now)} x2=${x(now)} y1=${HEAD - 8} y2=${height}></line>
      ${axis.shape} ${picture.texts}
    </svg>`;
  return { view, scale, left, width };
}
