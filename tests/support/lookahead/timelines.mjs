// Timelines: what a case expects of one, and what has to be so of every one.

/**
 * @import { Order, RoleId, Shift, StateId, Timeline, Verdict } from "torihiki"
 * @import { Case, Differences, Torihiki } from "../lookahead-cases.mjs"
 */

import { isDeepStrictEqual } from "node:util";
import { covers, inMillis, instant, noMore, pick, same } from "./values.mjs";

/**
 * @typedef {{ from: string, to: string | null, state: StateId, uncertain?: string[], verdicts: Record<string, any> }} ExpectedSegment
 * @typedef {{ at: string } & Record<string, unknown>} ExpectedChange
 *
 * @typedef {object} ExpectedTimeline
 * @property {ExpectedSegment[]} segments
 * @property {object[]} transitions
 * @property {object[]} [duties]
 * @property {ExpectedChange[]} [changes]
 *
 * @typedef {Case & { from: string, until?: string, expect: ExpectedTimeline }} TimelineCase
 */

/** How far beyond everything that changes it is tried that nothing changes any more. */
const LONG = 50 * 365 * 24 * 3_600_000;

/**
 * @param {Torihiki} torihiki
 * @param {TimelineCase} each
 * @returns {Differences}
 */
export function runTimeline(torihiki, { name, order, role, from, until, expect, ...rest }) {
  const { segments, transitions, duties, changes = [], ...unknown } = expect;
  const timeline = torihiki.timeline(order, { role, from, until });
  return [
    ...noMore("a timeline case", rest),
    ...noMore("what is expected", unknown),
    ...compareSegments(timeline, segments, role),
    ...same(
      "transitions",
      timeline.transitions.map(pick("rule", "at", "to", "certainty")),
      transitions
        .map((each) => ({ certainty: "certain", ...inMillis(each) }))
        .map(pick("rule", "at", "to", "certainty")),
    ),
    ...(duties
      ? same("duties", timeline.duties.map(pick("rule", "role", "from", "to", "due")), duties.map(inMillis))
      : []),
    ...changes.flatMap((change) => compareChange(timeline, inMillis(change))),
    ...tiles(timeline, instant(from), instant(until ?? null)),
    ...agreesWithPreviews(torihiki, timeline, order, role),
  ];
}

/**
 * @param {Timeline} timeline
 * @param {ExpectedSegment[]} expected
 * @param {RoleId | undefined} role
 */
function compareSegments(timeline, expected, role) {
  const frames = expected.map(({ verdicts, uncertain = [], ...frame }) => inMillis({ ...frame, uncertain }));
  const differences = same("segments", timeline.segments.map(pick("from", "to", "state", "uncertain")), frames);
  timeline.segments.slice(0, expected.length).forEach(({ verdicts }, index) => {
    const wanted = role === undefined ? expected[index].verdicts : { [role]: expected[index].verdicts };
    for (const [who, actions] of Object.entries(wanted)) {
      for (const [action, verdict] of Object.entries(actions)) {
        differences.push(
          ...same(
            `the segment from ${expected[index].from}: ${who} ${action}`,
            Reflect.get(verdicts, who)?.[action],
            verdict,
          ),
        );
      }
    }
  });
  return differences;
}

/**
 * @param {Timeline} timeline
 * @param {{ at: number } & Record<string, unknown>} expected
 */
function compareChange(timeline, expected) {
  const then = timeline.segments.find(covers(expected.at))?.changes.filter(({ at }) => at === expected.at) ?? [];
  const known = ["at", "what", "rule", "action", "role"];
  /** @param {Shift} found */
  const meets = (found) =>
    Object.entries(expected).every(([key, value]) => known.includes(key) && Reflect.get(found, key) === value);
  return then.some(meets) ? [] : [`the change ${JSON.stringify(expected)} is not among ${JSON.stringify(then)}`];
}

/**
 * The segments cover the whole stretch without a gap, and each is otherwise than the one before.
 *
 * @param {Timeline} timeline
 * @param {number} from
 * @param {number | null} until
 */
function tiles(timeline, from, until) {
  const { segments } = timeline;
  const differences = [
    ...same("the whole stretch", [timeline.from, timeline.until], [from, until]),
    ...same("where the segments begin and end", [segments[0]?.from, segments.at(-1)?.to], [from, until]),
  ];
  segments.slice(1).forEach((after, index) => {
    const before = segments[index];
    differences.push(...same("the end of a segment", before.to, after.from));
    if (before.from >= before.to) {
      differences.push(`the segment from ${before.from} does not end after its beginning`);
    }
    if (
      /** @type {const} */ (["state", "uncertain", "verdicts"]).every((key) =>
        isDeepStrictEqual(before[key], after[key]),
      )
    ) {
      differences.push(`the segment from ${after.from} is as the one before it`);
    }
  });
  return differences;
}

/**
 * At every instant that matters, a timeline says what a preview says.
 *
 * @param {Torihiki} torihiki
 * @param {Timeline} timeline
 * @param {Order} order
 * @param {RoleId | undefined} role
 */
function agreesWithPreviews({ preview }, timeline, order, role) {
  const { from, until, segments, duties } = timeline;
  /** @param {number} at */
  const beforeEnd = (at) => at >= from && (until === null || at < until);
  const first = preview(order, { role, now: from });
  const differences = [
    ...same("policy", timeline.policy, first.policy),
    ...same("state", timeline.state, first.state),
    ...same(
      "transitions",
      timeline.transitions,
      first.ifNobodyActs.filter(({ at }) => beforeEnd(at)),
    ),
  ];
  const changes = [...new Set(segments.flatMap((segment) => segment.changes.map(({ at }) => at)))].sort(
    (a, b) => a - b,
  );
  const bounds = [...segments, ...duties].flatMap((each) => [each.from, each.to]).filter((at) => at !== null);
  const marks = [...new Set([...bounds, ...changes])].sort((a, b) => a - b);
  const between = marks.slice(1).map((mark, index) => Math.floor((marks[index] + mark) / 2));
  for (const at of [...marks, ...marks.map((mark) => mark - 1), ...between, marks.at(-1) + LONG].filter(beforeEnd)) {
    const then = preview(order, { role, now: at });
    /** @type {Record<string, Record<string, Verdict>>} */
    const verdicts = {};
    for (const action of then.actions) {
      (verdicts[action.role] ??= {})[action.id] = action.verdict;
    }
    const { effective: state, label, uncertain } = then.state;
    const duty = pick("rule", "role", "due", "certainty", "message", "sources");
    differences.push(
      ...same(`the segment at ${at}`, pick("state", "label", "uncertain", "verdicts")(segments.find(covers(at))), {
        state,
        label,
        uncertain,
        verdicts,
      }),
      ...same(`the duties at ${at}`, duties.filter(covers(at)).map(duty), then.duties.map(duty)),
    );
  }
  /** @param {number} now */
  const next = (now) => preview(order, { role, now }).next;
  const chain = [];
  for (let then = next(from); then !== null && beforeEnd(then.at); then = next(then.at)) {
    // A timeline tells of one edition.
    if (then.what !== "edition") chain.push(then.at);
  }
  return [...differences, ...same("the instants of the changes", changes, chain)];
}
