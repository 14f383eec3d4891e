/** Draws a timeline: the states as bands, the verdicts as spans in a row for each action, duties below. */

import { drawAxis } from "./axis.js";
import { svg } from "../base/dom.js";
import { instantText } from "../base/instant.js";
import { lettering } from "../base/lettering.js";
import { bandsOf, isReached, shiftsOf, spansOf } from "./model.js";
import { actionLabel, roleLabel, stateLabel } from "../base/parts.js";
import { scaleOf } from "./scale.js";

/** From this width on labels stand beside their rows, and above them below it. */
const WIDE = 560;
/** The room for the grip of the handle, above everything. */
const HEAD = 34;
const LINE = 16;
const BAR = 12;
/** The room at the right for what goes on without an end. */
const MARGIN = 18;
/** What a stretch between two moments gets at least. */
const LEAST = 46;
const SIZE = 12.5;

/**
 * Draws an outlook into a width in pixels, as `{ element, showNow, scale, left, width }`: `left` is where
 * the scale begins, and `showNow(at)` moves the line for the time that is looked at.
 */
export function drawPicture(outlook, width, family, context) {
  const isWide = width >= WIDE;
  const left = isWide ? Math.min(Math.max(width * 0.3, 160), 250) : 10;
  const right = width - MARGIN;
  const { t, locale, description } = context;
  const picture = {
    ...context,
    timeline: outlook.timeline,
    isWide,
    left,
    right,
    // Above a track, a label begins beside the line that marks the beginning.
    margin: isWide ? 0 : left + 6,
    letters: lettering(`${SIZE}px ${family}`, locale),
    bold: lettering(`700 ${SIZE}px ${family}`, locale),
    // Text comes last, so that no line runs through it.
    texts: [],
    scale: scaleOf(outlook.knots, right - left, LEAST),
  };
  const x = (at) => (at === null ? right : left + picture.scale.x(at));
  picture.x = x;

  const axis = drawAxis({ ...picture, moments: outlook.moments, top: HEAD, width, letters: picture.letters, context });
  const rows = [];
  let y = axis.bottom;
  const add = (draw, ...given) => {
    const { element, height } = draw(picture, y, ...given);
    rows.push(element);
    y += height;
  };

  add(bandRow);
  for (const [role, verdicts] of Object.entries(outlook.timeline.segments[0].verdicts)) {
    add(heading, roleLabel(role, description));
    for (const action of Object.keys(verdicts)) add(actionRow, role, action);
  }
  const duties = outlook.timeline.duties.filter(({ from }) => from < outlook.to);
  if (duties.length > 0) add(heading, t.dutiesHeading);
  for (const duty of duties) add(dutyRow, duty);
  const height = Math.ceil(y + 6);

  const top = axis.bottom;
  const lines = outlook.moments.map(({ at, weight }) =>
    svg("line", { class: `moment moment-${weight}`, x1: x(at), x2: x(at), y1: top, y2: height, "data-moment": at }),
  );
  const past = svg("rect", { class: "past", x: left - 1, y: top + 2, height: height - top - 2 });
  const now = svg("line", { class: "now-line", y1: HEAD - 8, y2: height });
  const showNow = (at) => {
    past.setAttribute("width", x(at) - left + 1);
    for (const end of ["x1", "x2"]) now.setAttribute(end, x(at));
  };
  const element = svg(
    "svg",
    {
      class: "picture",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-labelledby": "picture-title",
      "data-from": outlook.from,
      "data-until": outlook.to,
    },
    svg("title", { id: "picture-title" }, t.pictureLabel),
    svg("defs", null, hatching("doubt"), hatching("late")),
    lines,
    rows,
    past,
    now,
    axis.element,
    picture.texts,
  );
  return { element, showNow, scale: picture.scale, left, width };
}

/** The stripes of what has them. A stylesheet could not name them in every browser. */
export const fillOf = { unknown: { fill: "url(#hatching-doubt)" }, overdue: { fill: "url(#hatching-late)" } };

/** Stripes for what is in doubt, and the other way for what is late, so that both can be told without colours. */
function hatching(name) {
  const turn = name === "doubt" ? 45 : -45;
  return svg(
    "pattern",
    {
      id: `hatching-${name}`,
      class: `hatching-${name}`,
      width: 6,
      height: 6,
      patternUnits: "userSpaceOnUse",
      patternTransform: `rotate(${turn})`,
    },
    svg("rect", { class: "hatching-ground", width: 6, height: 6 }),
    svg("rect", { class: "hatching-stripe", width: name === "doubt" ? 2.5 : 1.2, height: 6 }),
  );
}

function write({ texts }, lines, x, y, attributes) {
  texts.push(
    svg(
      "text",
      attributes,
      lines.map((line, index) => svg("tspan", { x, y: y + index * LINE }, line)),
    ),
  );
}

/** A heading over the rows of a role, or over those of the duties. */
function heading(picture, y, text) {
  write(picture, picture.bold.lines(text, picture.right - picture.margin, 1), picture.margin, y + 22, {
    class: "row-heading",
  });
  return { element: null, height: 30 };
}

/** What a stretch of time is about, for whoever points at it. */
function tooltip(picture, text, from, to) {
  const { t } = picture;
  const said = (at) => plainText(at, picture);
  return svg("title", null, t.stretch(text, said(from), to === null ? null : said(to)));
}

/** A bar from one place to another; one without an end has a point. */
function barPath(x1, x2, y, height, isEndless) {
  const end = Math.max(x2, x1 + 3);
  return isEndless
    ? `M${x1} ${y}H${end}l${height / 2} ${height / 2}l${-height / 2} ${height / 2}H${x1}z`
    : `M${x1} ${y}H${end}v${height}H${x1}z`;
}

function bandRow(picture, y) {
  const { t, timeline, x, bold, description, isWide } = picture;
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
    write(picture, lines, start + inset, top + (height - lines.length * LINE) / 2 + 12, { class: "band-label" });
    return svg(
      "path",
      {
        class: uncertain.length === 0 ? "band" : "band band-uncertain",
        d: bandPath(start, end, top, height, to === null),
        "data-state": state,
        "data-from": from,
        "data-to": to ?? "",
      },
      tooltip(picture, uncertain.length === 0 ? label : t.uncertainState(label), from, to),
    );
  });
  const marks = timeline.transitions.map(({ rule, at, message, to }) =>
    svg(
      "path",
      {
        class: "transition-mark",
        "data-transition": rule,
        "data-at": at,
        d: `M${x(at)} ${top + height / 2 - 8}l8 8l-8 8l-8 -8z`,
      },
      tooltipAt(picture, `${message} ${t.becomes(stateLabel(to, description))}`, at),
    ),
  );
  if (isWide) write(picture, [t.stateRow], 0, top + height / 2 + 4.5, { class: "row-heading" });
  return { element: svg("g", { class: "bands" }, shapes, marks), height: height + 14 };
}

function bandPath(x1, x2, y, height, isEndless) {
  return isEndless
    ? `M${x1} ${y}H${x2}l12 ${height / 2}l-12 ${height / 2}H${x1}z`
    : `M${x1} ${y}H${x2}v${height}H${x1}z`;
}

function tooltipAt(picture, text, at) {
  return svg("title", null, picture.t.moment(text, plainText(at, picture)));
}

function plainText(at, { timeline, ...context }) {
  return instantText(at, { ...context, now: timeline.from, isPlain: true });
}

/** Writes the label of a row, and says where its track runs. */
function rowFrame(picture, y, label, most) {
  const { isWide, letters, left, right, margin } = picture;
  const lines = letters.lines(label, isWide ? left - 14 : right - margin, most);
  const textHeight = lines.length * LINE;
  const height = isWide ? Math.max(textHeight, BAR) + 10 : textHeight + BAR + 16;
  write(picture, lines, margin, (isWide ? y + (height - textHeight) / 2 : y + 6) + 12, { class: "row-label" });
  const top = isWide ? y + (height - BAR) / 2 : y + textHeight + 8;
  return { top, height };
}

function actionRow(picture, y, role, action) {
  const { t, timeline, x, right, description } = picture;
  const name = actionLabel(action, description);
  const { top, height } = rowFrame(picture, y, name, 2);
  const spans = spansOf(timeline, role, action).map(({ from, to, verdict }) => {
    const [start, end] = [x(from), x(to)];
    const d =
      verdict === "denied"
        ? `M${start} ${top + BAR / 2}H${to === null ? right + 7 : end}`
        : barPath(start, end, top, BAR, to === null);
    return svg(
      "path",
      {
        class: `span span-${verdict}`,
        d,
        ...fillOf[verdict],
        "data-verdict": verdict,
        "data-from": from,
        "data-to": to ?? "",
      },
      tooltip(picture, `${name}: ${t.verdicts[verdict]}`, from, to),
    );
  });
  const marks = shiftsOf(timeline, role, action).map((at) =>
    svg(
      "circle",
      { class: "shift-mark", cx: x(at), cy: top + BAR / 2, r: 3.5, "data-shift": at },
      tooltipAt(picture, t.shiftOf(name), at),
    ),
  );
  return { element: svg("g", { "data-row": action, "data-role": role }, spans, marks), height };
}

/** A duty: its stretch as a frame, and a flag where it falls due. From there on it is overdue. */
function dutyRow(picture, y, duty) {
  const { t, x, description } = picture;
  const who = duty.role === null ? t.someone : roleLabel(duty.role, description);
  const { top, height } = rowFrame(picture, y, duty.message, 3);
  const { rule, from, to, due } = duty;
  const isOverdue = isReached(duty) && (to === null || due < to);
  const shapes = [
    svg(
      "path",
      {
        class: duty.certainty === "certain" ? "duty" : "duty duty-possible",
        d: barPath(x(from), x(to), top, BAR, to === null),
      },
      tooltip(picture, `${who}: ${duty.message}`, from, to),
    ),
    isOverdue
      ? svg(
          "path",
          {
            class: "duty-overdue",
            ...fillOf.overdue,
            d: barPath(x(Math.max(due, from)), x(to), top, BAR, to === null),
          },
          tooltip(picture, `${t.overdue}: ${duty.message}`, Math.max(due, from), to),
        )
      : null,
    isReached(duty) && from <= due
      ? svg(
          "path",
          { class: "due-mark", "data-due": due, d: `M${x(due)} ${top + BAR + 3}V${top - 4}l10 5l-10 5` },
          tooltipAt(picture, `${t.dueMark}: ${duty.message}`, due),
        )
      : null,
  ];
  return { element: svg("g", { "data-duty": rule, "data-from": from, "data-to": to ?? "" }, shapes), height };
}
