/**
 * What the picture of a timeline shows: which stretch of time, and in it bands, spans and marks.
 *
 * Everything is taken from what `timeline` answers; here it is only put in the order in which it is drawn.
 */

import { DAY, HOUR, MINUTE } from "../../shared/length.js";
import { instantOf } from "../../shared/time.js";

/** @import { Description, DutySpan, Order, Segment, Timeline, Verdict } from "torihiki" */
/** @import { View } from "../types.js" */
/** @import { Moment, Outlook } from "./types.js" */

/** What is shown at least of the future, where nothing changes any more. */
const QUIET_FUTURE = 7 * DAY;

/** No picture reaches further: instants have years of four digits, on the clocks of any offset. */
const FIRST = Date.parse("0000-01-02T00:00:00Z");
const LAST = Date.parse("9999-12-31T00:00:00Z");

/**
 * The timeline of the view's order over the stretch that is worth a picture.
 *
 * It begins with the last thing that the order tells of, but not long before `view.since`, and ends some room after
 * the last moment that matters. Both depend on `now` only where it lies outside, so that moving it moves nothing else.
 * `ask(from)` gives the timeline from an instant on.
 *
 * @param {Pick<View, "order" | "now" | "since">} view
 * @param {Pick<Description, "facts">} description
 * @param {(from: number) => Timeline} ask
 * @returns {Outlook}
 */
export function outlookOf(view, description, ask) {
  const now = instantOf(view.now);
  const since = instantOf(view.since);
  const ahead = momentsOf(ask(since));
  const past = Math.max(DAY, Math.round(((ahead.at(-1)?.at ?? since) - since) / 3));
  const from = Math.min(Math.max(lastTold(view.order, description, since), since - past, FIRST), now);

  const timeline = ask(from);
  const moments = momentsOf(timeline);
  const end = moments.at(-1)?.at;
  const quiet = Math.max(from, since) + QUIET_FUTURE;
  const to = Math.max(Math.min(end === undefined ? quiet : end + roomAfter(end - from), LAST), now, from + HOUR);
  return { timeline, from, to, moments, knots: knotsOf(from, moments, to) };
}

/**
 * The latest thing that has happened by `since`, as far as the order tells; without any, long ago.
 *
 * @param {Order} order
 * @param {Pick<Description, "facts">} description
 * @param {number} since
 */
function lastTold(order, { facts }, since) {
  const told = facts
    .filter(({ type, deadline }) => type === "timestamp" && !deadline)
    .map(({ id }) => instantOf(/** @type {any} */ (order)[id]))
    .filter((at) => at <= since);
  return Math.max(...told);
}

/**
 * A fifth of what lies before, so that what follows the last change can be seen to last.
 *
 * @param {number} length
 */
function roomAfter(length) {
  return Math.max(HOUR, Math.ceil(length / 5 / HOUR) * HOUR);
}

/**
 * The instants that get room in the picture. Two within a minute share theirs.
 *
 * @param {number} from
 * @param {Moment[]} moments
 * @param {number} to
 */
function knotsOf(from, moments, to) {
  const knots = [from];
  for (const { at } of moments) {
    if (at - knots[knots.length - 1] >= MINUTE && to - at >= MINUTE) knots.push(at);
  }
  return [...knots, to];
}

/**
 * The instants at which something that matters becomes otherwise, in order, each as `{ at, weight }`:
 * 3 where the state changes, 2 where a verdict does or a duty falls due, 1 for the rest.
 *
 * What changes about an action that is denied anyway does not matter, and neither do remarks on the input.
 *
 * @param {Pick<Timeline, "segments" | "duties">} timeline
 * @returns {Moment[]}
 */
export function momentsOf({ segments, duties }) {
  /** @type {Map<number, number>} */
  const weights = new Map();
  const put = (/** @type {number} */ at, /** @type {number} */ weight) =>
    weights.set(at, Math.max(weight, weights.get(at) ?? 0));
  for (const segment of segments) {
    for (const { at, what, action, role } of segment.changes) {
      if (what === "state") put(at, 3);
      else if (what === "verdict" || what === "duty") put(at, 2);
      else if (action !== null && role !== null && verdictsOf(segment)[role][action] !== "denied") put(at, 1);
    }
  }
  const { from } = segments[0];
  for (const duty of duties) if (isReached(duty) && from < duty.due) put(duty.due, 2);
  return [...weights].map(([at, weight]) => ({ at, weight })).sort((one, other) => one.at - other.at);
}

/**
 * A duty that still stands when it falls due.
 *
 * @typedef {DutySpan & { due: number }} ReachedDuty
 */

/**
 * Whether a duty still stands when it falls due.
 *
 * @param {DutySpan} duty
 * @returns {duty is ReachedDuty}
 */
export function isReached(duty) {
  return duty.due !== null && (duty.to === null || duty.due <= duty.to);
}

/**
 * Whether a duty goes on when its time is over.
 *
 * @param {DutySpan} duty
 * @returns {duty is ReachedDuty}
 */
export function isOverdue(duty) {
  return duty.due !== null && (duty.to === null || duty.due < duty.to);
}

/**
 * The verdicts in a segment, by the role and the action.
 *
 * @param {Pick<Segment, "verdicts">} segment
 */
export function verdictsOf({ verdicts }) {
  return /** @type {Record<string, Record<string, Verdict>>} */ (verdicts);
}

/**
 * The states as bands: neighbouring segments in the same state, with the same doubt about it, are one.
 *
 * @param {Pick<Timeline, "segments">} timeline
 */
export function bandsOf({ segments }) {
  const bands = segments.map(({ from, to, state, label, uncertain }) => ({ from, to, state, label, uncertain }));
  return merged(bands, (one, other) => one.state === other.state && one.uncertain.join() === other.uncertain.join());
}

/**
 * The verdicts on one action as spans: neighbouring segments with the same verdict are one.
 *
 * @param {Pick<Timeline, "segments">} timeline
 * @param {string} role
 * @param {string} action
 */
export function spansOf({ segments }, role, action) {
  const spans = segments.map((segment) => ({
    from: segment.from,
    to: segment.to,
    verdict: verdictsOf(segment)[role][action],
  }));
  return merged(spans, (one, other) => one.verdict === other.verdict);
}

/**
 * The instants at which something else about an action changes than its verdict, such as an effect.
 * While it is denied that does not matter, and where the state changes, that says it all.
 *
 * @param {Pick<Timeline, "segments">} timeline
 * @param {string} role
 * @param {string} action
 * @returns {number[]}
 */
export function shiftsOf({ segments }, role, action) {
  const told = new Set();
  const shifts = new Set();
  for (const segment of segments) {
    for (const change of segment.changes) {
      const isOwn = change.action === action && change.role === role;
      if (change.what === "state" || (isOwn && change.what === "verdict")) told.add(change.at);
      else if (isOwn && verdictsOf(segment)[role][action] !== "denied") shifts.add(change.at);
    }
  }
  return [...shifts].filter((at) => !told.has(at));
}

/**
 * Makes one of neighbours that are the same.
 *
 * @template {{ from: number, to: number | null }} Stretch
 * @param {Stretch[]} stretches
 * @param {(one: Stretch, other: Stretch) => boolean} same
 */
function merged(stretches, same) {
  /** @type {Stretch[]} */
  const result = [];
  for (const stretch of stretches) {
    const before = result.at(-1);
    if (before !== undefined && same(before, stretch)) before.to = stretch.to;
    else result.push({ ...stretch });
  }
  return result;
}
