/**
 * What the picture of a timeline shows: which stretch of time, and in it bands, spans and marks.
 *
 * Everything is taken from what `timeline` answers; here it is only put in the order in which it is drawn.
 */

import { DAY, HOUR, MINUTE, instantOf } from "../../shared/time.js";

/** What is shown at least of the future, where nothing changes any more. */
const QUIET_FUTURE = 7 * DAY;

/** No picture reaches further: instants have years of four digits, on the clocks of any offset. */
const FIRST = Date.parse("0000-01-02T00:00:00Z");
const LAST = Date.parse("9999-12-31T00:00:00Z");

/**
 * The timeline of the view's order over the stretch that is worth a picture, as
 * `{ timeline, from, to, moments, knots }`.
 *
 * It begins with the last thing that the order tells of, but not long before `view.since`, and ends some room after
 * the last moment that matters. Both depend on `now` only where it lies outside, so that moving it moves nothing else.
 * `ask(from)` gives the timeline from an instant on.
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

/** The latest thing that has happened by `since`, as far as the order tells; without any, long ago. */
function lastTold(order, { facts }, since) {
  const told = facts
    .filter(({ type, deadline }) => type === "timestamp" && !deadline)
    .map(({ id }) => instantOf(order[id]))
    .filter((at) => at <= since);
  return Math.max(...told);
}

/** A fifth of what lies before, so that what follows the last change can be seen to last. */
function roomAfter(length) {
  return Math.max(HOUR, Math.ceil(length / 5 / HOUR) * HOUR);
}

/** The instants that get room in the picture. Two within a minute share theirs. */
function knotsOf(from, moments, to) {
  const knots = [from];
  for (const { at } of moments) if (at - knots.at(-1) >= MINUTE && to - at >= MINUTE) knots.push(at);
  return [...knots, to];
}

/**
 * The instants at which something that matters becomes otherwise, in order, each as `{ at, weight }`:
 * 3 where the state changes, 2 where a verdict does or a duty falls due, 1 for the rest.
 *
 * What changes about an action that is denied anyway does not matter, and neither do remarks on the input.
 */
export function momentsOf({ segments, duties }) {
  const weights = new Map();
  const put = (at, weight) => weights.set(at, Math.max(weight, weights.get(at) ?? 0));
  for (const { verdicts, changes } of segments) {
    for (const { at, what, action, role } of changes) {
      if (what === "state") put(at, 3);
      else if (what === "verdict" || what === "duty") put(at, 2);
      else if (action !== null && verdicts[role][action] !== "denied") put(at, 1);
    }
  }
  const { from } = segments[0];
  for (const duty of duties) if (isReached(duty) && from < duty.due) put(duty.due, 2);
  return [...weights].map(([at, weight]) => ({ at, weight })).sort((one, other) => one.at - other.at);
}

/** Whether a duty still stands when it falls due. */
export function isReached({ due, to }) {
  return due !== null && (to === null || due <= to);
}

/** The states as bands: neighbouring segments in the same state, with the same doubt about it, are one. */
export function bandsOf({ segments }) {
  const same = (one, other) => one.state === other.state && one.uncertain.join() === other.uncertain.join();
  return merged(
    segments.map(({ from, to, state, label, uncertain }) => ({ from, to, state, label, uncertain })),
    same,
  );
}

/** The verdicts on one action as spans: neighbouring segments with the same verdict are one. */
export function spansOf({ segments }, role, action) {
  const spans = segments.map(({ from, to, verdicts }) => ({ from, to, verdict: verdicts[role][action] }));
  return merged(spans, (one, other) => one.verdict === other.verdict);
}

/**
 * The instants at which something else about an action changes than its verdict, such as an effect.
 * While it is denied that does not matter, and where the state changes, that says it all.
 */
export function shiftsOf({ segments }, role, action) {
  const told = new Set();
  const shifts = new Set();
  for (const { verdicts, changes } of segments) {
    for (const change of changes) {
      const isOwn = change.action === action && change.role === role;
      if (change.what === "state" || (isOwn && change.what === "verdict")) told.add(change.at);
      else if (isOwn && verdicts[role][action] !== "denied") shifts.add(change.at);
    }
  }
  return [...shifts].filter((at) => !told.has(at));
}

function merged(stretches, same) {
  const result = [];
  for (const stretch of stretches) {
    const before = result.at(-1);
    if (before !== undefined && same(before, stretch)) before.to = stretch.to;
    else result.push({ ...stretch });
  }
  return result;
}
