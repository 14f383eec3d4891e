// The cases in `tests/cases/lookahead`, and how an answer is compared with what a case expects.
//
// Each check gives a list of differences in words; an empty list means that the case holds. What a case may expect
// is the same in `tests/library/lookahead.rs`, which tries the library itself, and the README beside the cases says what
// it means.

/** @import { ActionId, Applied, Edition, Effect, Facts, Order, Problem, RoleId, Segment, Shift, StateId, Step, Timeline, Transition, Verdict, Way } from "torihiki" */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { root } from "./installed.mjs";

/**
 * @typedef {typeof import("torihiki")} Torihiki
 *
 * @typedef {string[]} Differences
 *
 * What cases expect, as the README beside them tells it; instants are texts.
 *
 * @typedef {Record<string, Verdict>} ExpectedVerdicts by action
 * @typedef {{ from: string, to: string | null, state: StateId, uncertain?: string[], verdicts: Record<string, any> }} ExpectedSegment
 * @typedef {{ at: string } & Record<string, unknown>} ExpectedChange
 * @typedef {{ rule: string, effects: string[] } & Record<string, unknown>} ExpectedTransition
 *
 * @typedef {object} ExpectedTimeline
 * @property {ExpectedSegment[]} segments
 * @property {object[]} transitions
 * @property {object[]} [duties]
 * @property {ExpectedChange[]} [changes]
 *
 * @typedef {object} ExpectedApply
 * @property {boolean} applied
 * @property {object} [order]
 * @property {StateId} [effective]
 * @property {string[]} [violated]
 * @property {string[]} [missing]
 * @property {RoleId | null} [consentOf]
 * @property {object[]} [stops]
 * @property {object[]} [starts]
 * @property {ExpectedTransition[]} [runsInto]
 * @property {Record<string, Verdict>} [then] by role and action
 * @property {string | null} [next]
 *
 * @typedef {{ ways: string[][], only?: boolean, gaveUp?: boolean }} ExpectedWays
 *
 * @typedef {{ name: string, order: Order, role?: RoleId, editions?: Edition[] }} Case
 * @typedef {Case & { from: string, until?: string, expect: ExpectedTimeline }} TimelineCase
 * @typedef {Case & { action: ActionId, now: string, with?: Facts, agreed?: boolean, expect: ExpectedApply }} ApplyCase
 * @typedef {Case & { to: StateId | ActionId, now: string, expect: ExpectedWays }} WaysCase
 *
 * @typedef {{ code: string, path: string, suggests?: string | null }} ExpectedProblem
 * @typedef {{ name: string, call: "timeline" | "apply" | "ways", args: unknown[], expectErrors: ExpectedProblem[] }} ErrorCase
 *
 * @typedef {{ timelines: TimelineCase, applies: ApplyCase, ways: WaysCase, errors: ErrorCase }} Kinds
 */

const files = ["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"];
/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(join(root, "tests/cases/lookahead", `${file}.json`), "utf8"));

/** How far beyond everything that changes it is tried that nothing changes any more. */
const LONG = 50 * 365 * 24 * 3_600_000;

/**
 * Every case of a kind: `timelines`, `applies`, `ways` or `errors`. A case that names `editions` becomes one for each.
 *
 * @template {keyof Kinds} Kind
 * @param {Kind} kind
 * @returns {Kinds[Kind][]}
 */
export function readLookahead(kind) {
  if (kind === "errors") {
    return read("errors");
  }
  const all = files.flatMap((file) => {
    const { timelines, applies, ways, ...rest } = read(file);
    if (Object.keys(rest).length > 0) {
      throw new Error(`${file} has ${Object.keys(rest)}, which is no kind of case`);
    }
    /** @type {Record<string, Case[]>} */
    const cases = { timelines, applies, ways };
    return cases[kind].flatMap(inEditions).map((each) => ({ ...each, name: `${file}: ${each.name}` }));
  });
  return /** @type {Kinds[Kind][]} */ (/** @type {unknown[]} */ (all));
}

/**
 * @param {Case} each
 * @returns {Case[]}
 */
function inEditions({ editions, ...each }) {
  return (
    editions?.map((edition) => ({ ...each, name: `${each.name} (${edition})`, order: { ...each.order, edition } })) ?? [
      each,
    ]
  );
}

/**
 * The calls that the cases are about, as names and arguments.
 *
 * @returns {[call: string, ...given: unknown[]][]}
 */
export function lookaheadCalls() {
  /** @type {unknown[][]} */
  const calls = [
    ...readLookahead("timelines").map(({ order, role, from, until }) => ["timeline", order, { role, from, until }]),
    ...readLookahead("applies").map(({ order, action, role, now, with: facts, agreed }) => [
      "apply",
      order,
      action,
      { role, now, with: facts, agreed },
    ]),
    ...readLookahead("ways").map(({ order, role, to, now }) => ["ways", order, { role, to, now }]),
  ];
  return /** @type {[call: string, ...given: unknown[]][]} */ (calls);
}

/**
 * What is not as a case of a kind expects, and what is not as it has to be with every answer.
 *
 * @template {keyof Kinds} Kind
 * @param {Torihiki} torihiki
 * @param {Kind} kind
 * @param {Kinds[Kind]} each
 * @returns {Differences}
 */
export function runLookahead(torihiki, kind, each) {
  /** @type {{ [Each in keyof Kinds]: (torihiki: Torihiki, each: Kinds[Each]) => Differences }} */
  const runs = { timelines: runTimeline, applies: runApply, ways: runWays, errors: runErrors };
  try {
    return runs[kind](torihiki, each);
  } catch (error) {
    return [
      error instanceof torihiki.TorihikiError
        ? `it threw: ${JSON.stringify(error.problems)}`
        : `it failed: ${error?.stack ?? String(error)}`,
    ];
  }
}

// ---- Timelines

/**
 * @param {Torihiki} torihiki
 * @param {TimelineCase} each
 * @returns {Differences}
 */
function runTimeline(torihiki, { name, order, role, from, until, expect, ...rest }) {
  const { segments, transitions, duties, changes = [], ...unknown } = expect;
  const timeline = torihiki.timeline(order, { role, from, until });
  return [
    ...noMore("a timeline case", rest),
    ...noMore("what is expected", unknown),
    ...compareSegments(timeline, segments, role),
    ...same("transitions", timeline.transitions.map(pick("rule", "at", "to")), transitions.map(inMillis)),
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
  const next = (now) => preview(order, { role, now }).next?.at;
  const chain = [];
  for (let at = next(from); at !== undefined && beforeEnd(at); at = next(at)) {
    chain.push(at);
  }
  return [...differences, ...same("the instants of the changes", changes, chain)];
}

// ---- What-ifs

/**
 * @param {Torihiki} torihiki
 * @param {ApplyCase} each
 * @returns {Differences}
 */
function runApply(torihiki, { name, order, action, role, now, with: facts, agreed, expect, ...rest }) {
  const {
    applied,
    order: after,
    effective,
    violated,
    missing,
    consentOf,
    stops,
    starts,
    runsInto,
    then = {},
    next,
    ...unknown
  } = expect;
  const given = structuredClone(order);
  const answer = torihiki.apply(order, action, { role, now, with: facts, agreed });
  /**
   * @param {string} what
   * @param {unknown} found
   * @param {unknown} expected
   */
  const ifExpected = (what, found, expected) => (expected === undefined ? [] : same(what, found, expected));
  return [
    ...noMore("a what-if", rest),
    ...noMore("what is expected", unknown),
    ...same("the order that was passed", order, given),
    ...same("applied", answer.applied, applied),
    ...ifExpected("order", inMillis(answer.order), inMillis(after)),
    ...ifExpected("effective", answer.preview.state.effective, effective),
    ...ifExpected(
      "violated",
      answer.action.reasons.filter(({ status }) => status === "violated").map(({ rule }) => rule),
      violated,
    ),
    ...ifExpected("missing", answer.missing, missing),
    ...ifExpected("consentOf", answer.action.consentOf, consentOf),
    ...ifExpected("stops", answer.stops.map(pick("rule", "at")), inMillis(stops)),
    ...ifExpected("starts", answer.starts.map(pick("rule", "at")), inMillis(starts)),
    ...ifExpected(
      "runsInto",
      answer.runsInto.map(pick("rule", "to")),
      runsInto?.map(({ effects, ...each }) => each),
    ),
    ...(runsInto ?? []).flatMap(({ rule, effects }, index) =>
      ifExpected(`the effects of ${rule}`, certain(answer.runsInto[index]?.effects), effects),
    ),
    ...Object.entries(then).flatMap(([who, verdict]) => {
      const found = answer.preview.actions.find((each) => `${each.role} ${each.id}` === who);
      return same(`then ${who}`, found?.verdict, verdict);
    }),
    ...(next === undefined ? [] : same("next", answer.preview.next?.at ?? null, instant(next))),
    ...makesSense(torihiki, answer, { order, action, role, now, facts }),
    ...canBeAsked(torihiki, answer.order, { action, role, now }),
  ];
}

/**
 * What holds of every what-if, by what a preview says before it and after it.
 *
 * @param {Torihiki} torihiki
 * @param {Applied} answer
 * @param {Pick<ApplyCase, "order" | "action" | "role" | "now"> & { facts?: Facts }} each
 */
function makesSense({ preview }, answer, { order, action, role, now, facts }) {
  const [before, after] = [preview(order, { now }), preview(answer.order, { now })];
  const differences = [...same("preview", answer.preview, after), ...same("action.id", answer.action.id, action)];
  if (
    answer.applied
      ? answer.action.verdict !== "allowed"
      : answer.action.verdict === "allowed" && answer.missing.length === 0
  ) {
    differences.push(`it is ${answer.action.verdict} and applied: ${answer.applied}`);
  }
  if (facts === undefined) {
    /**
     * @param {Transition[]} one
     * @param {Transition[]} other
     */
    const without = (one, other) =>
      one.filter((each) => !other.some(({ rule, at }) => rule === each.rule && at === each.at));
    /** @param {Transition[]} transitions */
    const told = (transitions) => transitions.map(pick("rule", "at", "from", "to"));
    differences.push(
      ...same(
        "action",
        answer.action,
        before.actions.find((each) => each.id === action && (role === undefined || each.role === role)),
      ),
      ...same("stops", told(answer.stops), told(without(before.ifNobodyActs, after.ifNobodyActs))),
      ...same("starts", told(answer.starts), told(without(after.ifNobodyActs, before.ifNobodyActs))),
    );
  }
  if (answer.applied) {
    /** @param {Transition[]} transitions */
    const happened = (transitions) => transitions.map(pick("rule", "from", "to", "effects"));
    return [...differences, ...same("runsInto", happened(answer.runsInto), happened(after.state.transitions))];
  }
  const { order: unchanged, stops, starts, runsInto } = answer;
  return [
    ...differences,
    ...same(
      "what is not applied",
      { unchanged, stops, starts, runsInto },
      { unchanged: order, stops: [], starts: [], runsInto: [] },
    ),
  ];
}

/**
 * The order after it can be asked about like any other; what cannot be asked throws.
 *
 * @param {Torihiki} torihiki
 * @param {Order} order
 * @param {Pick<ApplyCase, "action" | "role" | "now">} each
 * @returns {Differences}
 */
function canBeAsked({ preview, timeline, apply, ways }, order, { action, role, now }) {
  timeline(order, { from: now });
  for (const each of preview(order, { now }).actions) {
    preview(apply(order, each.id, { role: each.role, now }).order, { now });
  }
  ways(order, { role, to: action, now });
  return [];
}

// ---- Ways

/**
 * @param {Torihiki} torihiki
 * @param {WaysCase} each
 * @returns {Differences}
 */
function runWays(torihiki, { name, order, role, to, now, expect, ...rest }) {
  const { ways: expected, only = false, gaveUp, ...unknown } = expect;
  const answer = torihiki.ways(order, { role, to, now });
  const found = answer.ways.map(({ steps }) => steps.map(told));
  const wanted = expected.map((way) => way.map(written));
  const differences = [
    ...noMore("a case of ways", rest),
    ...noMore("what is expected", unknown),
    ...same("who asks and when", pick("asOf", "role")(answer), { asOf: instant(now), role: role ?? null }),
    ...(gaveUp === undefined ? [] : same("gaveUp", answer.gaveUp, gaveUp)),
  ];
  if (only || wanted.length === 0) {
    differences.push(...same("ways", found, wanted));
  } else {
    const places = wanted.map((way) => found.findIndex((other) => isDeepStrictEqual(way, other)));
    if (places[0] !== 0 || places.some((place, index) => index > 0 && place <= places[index - 1])) {
      differences.push(`ways: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
    }
  }
  if (
    found.length > 5 ||
    new Set(found.map((way) => JSON.stringify(way))).size < found.length ||
    found.some((way, index) => way.length < found[index - 1]?.length)
  ) {
    differences.push(
      `these are too many ways, or the same twice, or a shorter one after a longer one: ${JSON.stringify(found)}`,
    );
  }
  return [
    ...differences,
    ...answer.ways.flatMap((way) =>
      walk(torihiki, way, { order, role, to, now }).map(
        (difference) => `the way ${way.steps.map(told).join(", ")}: ${difference}`,
      ),
    ),
  ];
}

/**
 * A step in the words of a case, with every instant in milliseconds.
 *
 * @param {Step} step
 */
function told(step) {
  if ("action" in step) {
    return `${step.by}: ${step.action}`;
  }
  return "waitUntil" in step
    ? `wait until ${step.waitUntil}`
    : "fact" in step
      ? `${step.fact} = ${step.value}`
      : "never";
}

/** @param {string} step */
function written(step) {
  const [, words, text] = /^(wait until |\S+ = )(.*)$/.exec(step) ?? [];
  return words === undefined ? step : `${words}${inMillis(text)}`;
}

/**
 * Goes a way step by step, and tells where it does not lead to the goal, or not at its end.
 *
 * @param {Torihiki} torihiki
 * @param {Way} way
 * @param {Pick<WaysCase, "order" | "role" | "to" | "now">} each
 * @returns {Differences}
 */
function walk({ preview, apply }, way, { order: given, role, to, now: from }) {
  let order = given;
  let now = instant(from);
  const differences = [];
  const reached = () => {
    const { state, actions } = preview(order, { role, now });
    return (
      (state.effective === to && state.uncertain.length === 0) ||
      actions.some(({ id, verdict }) => id === to && verdict === "allowed")
    );
  };
  for (const step of way.steps) {
    if (reached()) {
      differences.push(`the goal is reached before \`${told(step)}\``);
    }
    if (!step.message) {
      differences.push(`\`${told(step)}\` has no message`);
    }
    if ("action" in step) {
      const answer = apply(order, step.action, { role: step.by, now, agreed: step.consentOf !== null });
      if (!answer.applied) {
        return [...differences, `\`${told(step)}\` cannot be done: ${JSON.stringify(answer.action.reasons)}`];
      }
      order = answer.order;
    } else if ("waitUntil" in step) {
      if (step.waitUntil <= now) {
        differences.push(`\`${told(step)}\` does not lie ahead of ${now}`);
      }
      now = step.waitUntil;
    } else if ("fact" in step) {
      order = { ...order, [step.fact]: step.value };
    } else {
      return [...differences, "it has a step that nobody can take"];
    }
  }
  return [...differences, ...(reached() ? [] : ["it does not lead to the goal"]), ...same("at", way.at, now)];
}

// ---- Errors

/**
 * @param {Torihiki} torihiki
 * @param {ErrorCase} each
 * @returns {Differences}
 */
function runErrors(torihiki, { name, call, args, expectErrors, ...rest }) {
  /** @param {ExpectedProblem | Problem} problem */
  const key = ({ code, path }) => `${code} at \`${path}\``;
  const differences = noMore("a case of errors", rest);
  try {
    const ask = /** @type {(...given: unknown[]) => unknown} */ (torihiki[call]);
    ask(...args);
    return [...differences, "it gave an answer instead of errors"];
  } catch (error) {
    if (!(error instanceof torihiki.TorihikiError)) {
      return [...differences, `it threw something that is not a TorihikiError: ${error?.stack ?? String(error)}`];
    }
    differences.push(...same("the problems", error.problems.map(key).sort(), expectErrors.map(key).sort()));
    for (const { suggests, code, path, ...unknown } of expectErrors) {
      const found = error.problems.find((problem) => problem.code === code && problem.path === path);
      differences.push(
        ...noMore("a problem", unknown),
        ...(suggests === undefined ? [] : same(`the suggestion of ${key({ code, path })}`, found?.suggests, suggests)),
      );
    }
    return differences;
  }
}

// ---- What they share

/**
 * A key that nothing compares would let a misspelt case pass.
 *
 * @param {string} what
 * @param {object} rest
 */
const noMore = (what, rest) => Object.keys(rest).map((key) => `${what} has no \`${key}\``);

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 * @returns {Differences}
 */
const same = (what, actual, expected) =>
  isDeepStrictEqual(actual, expected)
    ? []
    : [`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`];
/**
 * @param {string[]} keys
 * @returns {(entry: object | undefined) => Record<string, unknown>}
 */
const pick =
  (...keys) =>
  (entry) =>
    Object.fromEntries(keys.map((key) => [key, entry && Reflect.get(entry, key)]));
/**
 * @param {number} at
 * @returns {(span: { from: number, to: number | null }) => boolean}
 */
const covers =
  (at) =>
  ({ from, to }) =>
    from <= at && (to === null || at < to);
/** @param {Effect[] | undefined} effects */
const certain = (effects) => effects?.filter(({ certainty }) => certainty === "certain").map(({ rule }) => rule);
/** @param {string | null} text */
const instant = (text) => (text === null ? null : Date.parse(text));

/**
 * The same value with every instant in milliseconds, however it was written.
 *
 * @param {unknown} value
 * @returns {any}
 */
function inMillis(value) {
  if (typeof value === "string") {
    return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;
  }
  if (value instanceof Date) {
    return value.getTime();
  }
  if (Array.isArray(value)) {
    return value.map(inMillis);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inMillis(each)]))
    : value;
}
