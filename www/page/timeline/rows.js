/** The rows of the picture: the states as bands, the verdicts on an action as spans, the duties as frames with a flag. */

import { nothing, svg } from "lit/html.js";
import { FILLS } from "./hatching.js";
import { bandsOf, isOverdue, isReached, shiftsOf, spansOf } from "./model.js";
import { instantText } from "../../shared/instant.js";
import { becoming } from "../../shared/transitions.js";

/** @import { DutySpan, Timeline } from "torihiki" */
/** @import { TemplateResult } from "lit/html.js" */
/** @import { Lettering } from "../lettering.js" */
/** @import { PageContext } from "../types.js" */

const LINE = 16;
const BAR = 12;

/**
 * What every row is drawn with. `x` is where an instant stands, and the end of what has none.
 *
 * @typedef {{
 *   context: PageContext,
 *   timeline: Timeline,
 *   isWide: boolean,
 *   left: number,
 *   right: number,
 *   margin: number,
 *   letters: Lettering,
 *   bold: Lettering,
 *   texts: TemplateResult<2>[],
 *   x: (at: number | null) => number,
 * }} Picture
 */

/**
 * A row of the picture and how high it is.
 *
 * @typedef {{ shape: unknown, height: number }} Row
 */

/**
 * Writes lines of letters, later than everything else is drawn.
 *
 * @param {Picture} picture
 * @param {string[]} lines
 * @param {number} x
 * @param {number} y
 * @param {string} kind
 */
function write({ texts }, lines, x, y, kind) {
  const spans = lines.map((line, index) => svg`<tspan x=${x} y=${y + index * LINE}>${line}</tspan>`);
  texts.push(svg`<text class=${kind}>${spans}</text>`);
}

/**
 * A heading over the rows of a role, or over those of the duties.
 *
 * @param {Picture} picture
 * @param {number} y
 * @param {string} text
 * @returns {Row}
 */
export function heading(picture, y, text) {
  const { bold, right, margin } = picture;
  write(picture, bold.lines(text, right - margin, 1), margin, y + 22, "row-heading");
  return { shape: nothing, height: 30 };
}

/**
 * What a stretch of time is about, for whoever points at it.
 *
 * @param {Picture} picture
 * @param {string} text
 * @param {number} from
 * @param {number | null} to
 */
function tooltip(picture, text, from, to) {
  const end = to === null ? null : plainText(to, picture, true);
  return svg`<title>${picture.context.t.stretch(text, plainText(from, picture), end)}</title>`;
}

/**
 * What happens at an instant, for whoever points at it.
 *
 * @param {Picture} picture
 * @param {string} text
 * @param {number} at
 */
function tooltipAt(picture, text, at) {
  return svg`<title>${picture.context.t.moment(text, plainText(at, picture))}</title>`;
}

/**
 * @param {number} at
 * @param {Picture} picture
 * @param {boolean} [isEnd]
 */
function plainText(at, { timeline, context }, isEnd = false) {
  return instantText(at, { ...context, now: timeline.from, isPlain: true, isEnd });
}

/**
 * A bar from one place to another; one without an end has a point.
 *
 * @param {number} x1
 * @param {number} x2
 * @param {number} y
 * @param {number} height
 * @param {boolean} isEndless
 */
function barPath(x1, x2, y, height, isEndless) {
  const end = Math.max(x2, x1 + 3);
  return isEndless
    ? `M${x1} ${y}H${end}l${height / 2} ${height / 2}l${-height / 2} ${height / 2}H${x1}z`
    : `M${x1} ${y}H${end}v${height}H${x1}z`;
}

/**
 * @param {number} x1
 * @param {number} x2
 * @param {number} y
 * @param {number} height
 * @param {boolean} isEndless
 */
function bandPath(x1, x2, y, height, isEndless) {
  return isEndless
    ? `M${x1} ${y}H${x2}l12 ${height / 2}l-12 ${height / 2}H${x1}z`
    : `M${x1} ${y}H${x2}v${height}H${x1}z`;
}

/**
 * The states, and what leads from one to the next by itself.
 *
 * @param {Picture} picture
 * @param {number} y
 * @returns {Row}
 */
export function bandRow(picture, y) {
  const { timeline, x, bold, isWide, context } = picture;
  const { t } = context;
  const changes = new Set(timeline.transitions.map(({ at }) => at));
  const bands = bandsOf(timeline).map((band) => {
    const [start, end] = [x(band.from), x(band.to)];
    const inset = changes.has(band.from) ? 14 : 8;
    const room = end - start - inset - (band.to === null ? 0 : changes.has(band.to) ? 12 : 6);
    const label = band.uncertain.length === 0 ? band.label : t.uncertainBand(band.label);
    return { ...band, start, end, inset, lines: bold.lines(label, room, 3) };
  });
  const top = y + 10;
  const height = Math.max(1, ...bands.map(({ lines }) => lines.length)) * LINE + 16;

  const shapes = bands.map(({ from, to, state, label, uncertain, start, end, inset, lines }) => {
    write(picture, lines, start + inset, top + (height - lines.length * LINE) / 2 + 12, "band-label");
    return svg`<path
      class=${uncertain.length === 0 ? "band" : "band band-uncertain"}
      d=${bandPath(start, end, top, height, to === null)}
      data-state=${state}
      data-from=${from}
      data-to=${to ?? ""}
    >${tooltip(picture, uncertain.length === 0 ? label : t.uncertainState(label), from, to)}</path>`;
  });
  const marks = timeline.transitions.map(
    ({ rule, at, message, to, certainty }) =>
      svg`<path
        class=${certainty === "certain" ? "transition-mark" : "transition-mark transition-possible"}
        data-transition=${rule}
        data-at=${at}
        d="M${x(at)} ${top + height / 2 - 8}l8 8l-8 8l-8 -8z"
      >${tooltipAt(picture, `${message} ${becoming(to, certainty, context)}`, at)}</path>`,
  );
  if (isWide) write(picture, [t.stateRow], 0, top + height / 2 + 4.5, "row-heading");
  return { shape: svg`<g class="bands">${shapes}${marks}</g>`, height: height + 14 };
}

/**
 * Writes the label of a row, and says where its track runs.
 *
 * @param {Picture} picture
 * @param {number} y
 * @param {string} label
 * @param {number} most
 */
function rowFrame(picture, y, label, most) {
  const { isWide, letters, left, right, margin } = picture;
  const lines = letters.lines(label, isWide ? left - 14 : right - margin, most);
  const textHeight = lines.length * LINE;
  const height = isWide ? Math.max(textHeight, BAR) + 10 : textHeight + BAR + 16;
  write(picture, lines, margin, (isWide ? y + (height - textHeight) / 2 : y + 6) + 12, "row-label");
  const top = isWide ? y + (height - BAR) / 2 : y + textHeight + 8;
  return { top, height };
}

/**
 * The verdicts on an action, and where something else about it changes.
 *
 * @param {Picture} picture
 * @param {number} y
 * @param {string} role
 * @param {string} action
 * @returns {Row}
 */
export function actionRow(picture, y, role, action) {
  const { timeline, x, right, context } = picture;
  const { t, actionLabel } = context;
  const name = actionLabel(action);
  const { top, height } = rowFrame(picture, y, name, 2);
  const spans = spansOf(timeline, role, action).map(({ from, to, verdict }) => {
    const [start, end] = [x(from), x(to)];
    const d =
      verdict === "denied"
        ? `M${start} ${top + BAR / 2}H${to === null ? right + 7 : end}`
        : barPath(start, end, top, BAR, to === null);
    return svg`<path
      class="span span-${verdict}"
      d=${d}
      fill=${verdict === "unknown" ? FILLS.unknown : nothing}
      data-verdict=${verdict}
      data-from=${from}
      data-to=${to ?? ""}
    >${tooltip(picture, `${name}: ${t.verdicts[verdict]}`, from, to)}</path>`;
  });
  const marks = shiftsOf(timeline, role, action).map(
    (at) =>
      svg`<circle
        class="shift-mark"
        cx=${x(at)}
        cy=${top + BAR / 2}
        r="3.5"
        data-shift=${at}
      >${tooltipAt(picture, t.shiftOf(name), at)}</circle>`,
  );
  return { shape: svg`<g data-row=${action} data-role=${role}>${spans}${marks}</g>`, height };
}

/**
 * A duty: its stretch as a frame, and a flag where it falls due. From there on it is overdue.
 *
 * @param {Picture} picture
 * @param {number} y
 * @param {DutySpan} duty
 * @returns {Row}
 */
export function dutyRow(picture, y, duty) {
  const { x, context } = picture;
  const { t, roleLabel } = context;
  const { rule, role, from, to, certainty, message } = duty;
  const who = role === null ? t.someone : roleLabel(role);
  // Whose duty it is stands there where it is not the reader's; the message leaves that out.
  const isNamed = role !== null && role !== context.role && context.roleCount > 1;
  const { top, height } = rowFrame(picture, y, isNamed ? `${who}${t.colon}${message}` : message, 3);
  const bar = (/** @type {number} */ start) => barPath(x(start), x(to), top, BAR, to === null);
  const shapes = [
    svg`<path
      class=${certainty === "certain" ? "duty" : "duty duty-possible"}
      d=${bar(from)}
    >${tooltip(picture, `${who}: ${message}`, from, to)}</path>`,
  ];
  if (isOverdue(duty)) {
    const late = Math.max(duty.due, from);
    shapes.push(svg`<path
      class="duty-overdue"
      fill=${FILLS.overdue}
      d=${bar(late)}
    >${tooltip(picture, `${t.overdue}: ${message}`, late, to)}</path>`);
  }
  if (isReached(duty) && from <= duty.due) {
    const { due } = duty;
    shapes.push(svg`<path
      class="due-mark"
      data-due=${due}
      d="M${x(due)} ${top + BAR + 3}V${top - 4}l10 5l-10 5"
    >${tooltipAt(picture, `${t.dueMark}: ${message}`, due)}</path>`);
  }
  return { shape: svg`<g data-duty=${rule} data-from=${from} data-to=${to ?? ""}>${shapes}</g>`, height };
}
