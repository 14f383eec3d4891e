/**
 * Time expressions of a Sharetribe process.
 * What they mean: https://www.sharetribe.com/docs/references/transaction-process-time-expressions/
 */

import { shortened } from "../edn.js";

/**
 * @import { Edn, Span } from "../edn.js"
 * @import { Reading } from "./process.js"
 *
 * A length of time, as far as it can be counted on a clock, and months of the calendar.
 *
 * @typedef {{ months: number, milliseconds: number, written: string }} Period
 *
 * An instant of a transaction.
 *
 * @typedef {Point | { kind: "min", times: Time[], span: Span }
 *   | { kind: "moved", time: Time, sign: 1 | -1, periods: Period[], span: Span }
 *   | { kind: "unless-past", time: Time, span: Span }} Time
 *
 * `of` is the state or the transition that is meant; empty for the others. `last-moved` can only be meant.
 *
 * @typedef {{ kind: "initiated" | "entered" | "last-entered" | "transitioned" | "last-moved"
 *   | "booking-start" | "booking-end" | "booking-display-start" | "booking-display-end", of: string, span: Span }} Point
 */

/** @type {Record<string, Point["kind"]>} */
const POINTS = {
  "tx-initiated": "initiated",
  "first-entered-state": "entered",
  "last-entered-state": "last-entered",
  "first-transitioned": "transitioned",
  "booking-start": "booking-start",
  "booking-end": "booking-end",
  "booking-display-start": "booking-display-start",
  "booking-display-end": "booking-display-end",
};

/** @type {Record<string, string>} */
const NAMESPACES = {
  "first-entered-state": "state",
  "last-entered-state": "state",
  "first-transitioned": "transition",
};

const REFERENCE = "see https://www.sharetribe.com/docs/references/transaction-process-time-expressions/";

/**
 * Reads a time expression; null where it is wrong, which is told.
 *
 * @param {Edn} value
 * @param {string} path
 * @param {Reading} reading
 * @returns {Time | null}
 */
export function readTime(value, path, reading) {
  const call = callOf(value);
  if (call === null) {
    reading.wrong("wrong-type", path, `\`${shortened(value)}\` is no instant`, REFERENCE, value);
    return null;
  }
  const { name, args } = call;
  const inner = (/** @type {Edn} */ arg) => readTime(arg, path, reading);
  const count = (/** @type {boolean} */ isRight) => {
    if (!isRight) reading.wrong("wrong-type", path, `\`:fn/${name}\` has too few or too many values`, REFERENCE, value);
    return isRight;
  };
  switch (name) {
    case "timepoint":
      return readPoint(args, path, value, reading);
    case "min": {
      const times = args.map(inner);
      if (!count(args.length > 0) || !isWhole(times)) return null;
      return times.length === 1 ? times[0] : { kind: "min", times, span: value };
    }
    case "plus":
    case "minus": {
      if (!count(args.length >= 2)) return null;
      const time = inner(args[0]);
      const periods = args.slice(1).map((arg) => readPeriod(arg, path, reading));
      return time === null || !isWhole(periods)
        ? null
        : { kind: "moved", time, sign: name === "plus" ? 1 : -1, periods, span: value };
    }
    case "ignore-if-past": {
      const time = count(args.length === 1) ? inner(args[0]) : null;
      return time === null ? null : { kind: "unless-past", time, span: value };
    }
    default:
      reading.wrong("unknown-name", path, `there is no function \`:fn/${name}\` of instants`, REFERENCE, value);
      return null;
  }
}

/**
 * Whether nothing is missing.
 *
 * @template Item
 * @param {(Item | null)[]} items
 * @returns {items is Item[]}
 */
const isWhole = (items) => !items.includes(null);

/**
 * A call `{:fn/name [...]}`, or null where a value is none.
 *
 * @param {Edn} value
 */
function callOf(value) {
  if (value.kind !== "map" || value.entries.length !== 1) return null;
  const [[key, args]] = value.entries;
  if (key.kind !== "keyword" || !key.value.startsWith("fn/")) return null;
  const name = key.value.slice("fn/".length);
  if (args.kind === "vector" || args.kind === "list") return { name, args: args.items };
  // The documentation itself writes `{:fn/period "P1D"}` in places.
  return args.kind === "string" ? { name, args: [args] } : null;
}

/**
 * @param {Edn[]} args
 * @param {string} path
 * @param {Edn} value
 * @param {Reading} reading
 * @returns {Point | null}
 */
function readPoint([which, of, ...more], path, value, reading) {
  const name = which?.kind === "keyword" ? which.value.replace(/^time\//, "") : "";
  if (!Object.hasOwn(POINTS, name)) {
    const told = which === undefined ? shortened(value) : shortened(which);
    reading.wrong("unknown-name", path, `there is no point in time \`${told}\``, REFERENCE, which ?? value);
    return null;
  }
  const namespace = NAMESPACES[name];
  if (more.length > 0 || (of === undefined) !== (namespace === undefined)) {
    const message = `\`:time/${name}\` has too few or too many values`;
    reading.wrong("wrong-type", path, message, REFERENCE, value);
    return null;
  }
  return { kind: POINTS[name], of: namespace === undefined ? "" : reading.name(of, namespace, path), span: value };
}

const PERIOD =
  /^([+-])?P(?=.)(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?(?:T(?=.)(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+(?:\.\d{1,3})?)S)?)?$/;

/** How long a length of time can be in a policy, and about the same in months. */
const LONGEST = 365_000 * 24 * 60 * 60 * 1000;
const LONGEST_MONTHS = 12_000;

/**
 * @param {Edn} value
 * @param {string} path
 * @param {Reading} reading
 * @returns {Period | null}
 */
function readPeriod(value, path, reading) {
  const call = callOf(value);
  const [text] = call?.name === "period" ? call.args : [];
  const parts = text?.kind === "string" ? PERIOD.exec(text.value) : null;
  if (text?.kind !== "string" || parts === null) {
    const message = `\`${shortened(text ?? value)}\` is no period`;
    reading.wrong(
      "invalid-duration",
      path,
      message,
      'it is written by ISO 8601, such as `{:fn/period ["P1DT12H"]}`',
      value,
    );
    return null;
  }
  const [, sign, ...counts] = parts;
  const [years, months, weeks, days, hours, minutes, seconds] = counts.map(
    (count) => Number(count ?? 0) * (sign === "-" ? -1 : 1),
  );
  const length = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  if (Math.abs(length) > LONGEST || Math.abs(years * 12 + months) > LONGEST_MONTHS) {
    const message = `\`${text.value}\` is longer than a policy can say`;
    reading.wrong("out-of-range", path, message, "a period has at most 365000 days, or 12000 months", text);
    return null;
  }
  return { months: years * 12 + months, milliseconds: Math.round(length), written: text.value };
}

/**
 * The points in time that an expression rests on.
 *
 * @param {Time | null} time
 * @returns {Point[]}
 */
export function pointsIn(time) {
  if (time === null) return [];
  if (time.kind === "min") return time.times.flatMap(pointsIn);
  if (time.kind === "moved" || time.kind === "unless-past") return pointsIn(time.time);
  return [time];
}
