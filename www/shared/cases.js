/** How an answer is compared with what a case expects. Each comparison gives the differences in words; none: the case holds. */

import { slipsIn } from "./case-slips.js";

/**
 * @import { EditionId, Effect, Locale, Order, Preview, Problem, RoleId, Status, Transition } from "torihiki"
 * @import { Names } from "./case-slips.js"
 *
 * What a case may expect of an answer; instants are texts.
 *
 * @typedef {Record<string, any>} Expected
 *
 * @typedef {{ code: string, path: string, suggests?: string | null }} ExpectedProblem
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Order} order
 * @property {RoleId} [role]
 * @property {string | number} [now]
 * @property {Locale} [locale]
 * @property {EditionId[]} [editions]
 * @property {Record<string, any>} [with] what is supplied with actions, by their ids
 * @property {Expected} [expect]
 * @property {ExpectedProblem[]} [expectErrors]
 *
 * @typedef {string[]} Differences
 *
 * What is asked. A case without an instant is about errors, which do not depend on it.
 *
 * @typedef {Pick<typeof import("torihiki"), "preview" | "apply">} Asked
 */

/**
 * One case for each edition that it names; without one, the case itself.
 *
 * @param {Case} each
 * @returns {Case[]}
 */
export function inEditions({ editions, ...each }) {
  return (
    editions?.map((edition) => ({ ...each, name: `${each.name} (${edition})`, order: { ...each.order, edition } })) ?? [
      each,
    ]
  );
}

/**
 * The answer to a case. Actions with which the case supplies something are answered as they are when somebody tries them so.
 *
 * @param {Asked} torihiki
 * @param {Case} each
 * @param {{ role?: RoleId, locale?: Locale }} [options]
 * @returns {Preview}
 */
export function answerTo({ preview, apply }, { order, now = 0, with: supplied = {} }, options = {}) {
  const answer = preview(order, { ...options, now });
  const actions = answer.actions.map((action) => {
    const { id, role } = action;
    if (!Object.hasOwn(supplied, id)) return action;
    return apply(order, id, { ...options, role, now, with: supplied[id] }).action;
  });
  return { ...answer, actions };
}

/**
 * Runs one case with the package and gives what is not as expected.
 *
 * @param {Asked & Pick<typeof import("torihiki"), "TorihikiError"> & { names: Names | null }} torihiki with the names that the
 *   policy of the case has; null where its order names no policy that there is
 * @param {Case} each
 * @returns {Differences}
 */
export function runCase({ preview, apply, names, TorihikiError }, each) {
  const slips = slipsIn(each, names);
  if (slips.length > 0) return slips;
  const { role, locale, expect, expectErrors } = each;
  const options = { ...(role !== undefined && { role }), ...(locale !== undefined && { locale }) };
  let answer;
  try {
    answer = answerTo({ preview, apply }, each, options);
  } catch (error) {
    if (!(error instanceof TorihikiError)) {
      return [
        `it threw something that is not a TorihikiError: ${error instanceof Error ? error.stack : String(error)}`,
      ];
    }
    return expectErrors ? compareProblems(error.problems, expectErrors) : error.problems.map(refusal);
  }
  if (expectErrors) return ["it gave an answer instead of errors"];
  return [...compareAnswer(answer, expect ?? {}), ...Object.keys(each.with ?? {}).flatMap((id) => missing(answer, id))];
}

/**
 * A problem where an answer was expected, in words.
 *
 * @param {Problem} problem
 */
const refusal = ({ code, path, message, help }) =>
  `no answer, but ${code}${path && ` at \`${path}\``}: ${message}${help === null ? "" : ` (${help})`}`;

/**
 * @param {Problem[]} problems
 * @param {ExpectedProblem[]} expected
 */
function compareProblems(problems, expected) {
  /** @param {ExpectedProblem | Problem} problem */
  const key = ({ code, path }) => `${code} at \`${path}\``;
  const differences = same("the list of problems", problems.map(key).sort(), expected.map(key).sort());
  for (const each of expected.filter(({ suggests }) => suggests !== undefined)) {
    const found = problems.find((problem) => key(problem) === key(each));
    differences.push(...same(`the suggestion of ${key(each)}`, found?.suggests, each.suggests));
  }
  return differences;
}

/**
 * @param {Preview} answer
 * @param {Expected} expect
 */
function compareAnswer(answer, expect) {
  const { state, ifNobodyActs, duties } = answer;
  // What follows from a transition, before it happens and after it has.
  const effects = [...state.transitions, ...ifNobodyActs].flatMap((transition) => transition.effects);
  return compareEach("", expect, {
    state: (expected) => same("state.effective", state.effective, expected),
    uncertain: (expected) => same("state.uncertain", state.uncertain, expected),
    happened: (expected) => compareTransitions("state.transitions", state.transitions, expected),
    ifNobodyActs: (expected) => compareTransitions("ifNobodyActs", ifNobodyActs, expected),
    ifNobodyActsEffects: (expected) => contains("the effects of transitions", rules(certain(effects)), expected),
    noIfNobodyActsEffects: (expected) => lacks("the effects of transitions", rules(effects), expected),
    next: (expected) => same("next", written(answer.next?.at ?? null), instant(expected)),
    warnings: (expected) =>
      same(
        "warnings",
        answer.warnings.map(({ code, path }) => [code, path]),
        expected,
      ),
    duties: (expected) => Object.entries(expected).flatMap(([rule, duty]) => compareDuty(answer, rule, duty)),
    sources: (expected) => Object.entries(expected).flatMap(([rule, ids]) => compareTold(answer, rule, "sources", ids)),
    messages: (expected) =>
      Object.entries(expected).flatMap(([rule, text]) => compareTold(answer, rule, "message", text)),
    editions: (expected) =>
      compareEditions(
        "what is told",
        answer.editions,
        ({ state, agrees }) => ({ state: state.effective, agrees }),
        expected,
      ),
    noDuties: (expected) => lacks("the duties", rules(duties), expected),
    actions: (expected) => Object.entries(expected).flatMap(([id, action]) => compareAction(answer, id, action)),
  });
}

/**
 * @template {{ edition: string }} Told
 * @param {string} what
 * @param {Told[]} editions
 * @param {(told: Told) => unknown} of
 * @param {Expected} expected
 */
function compareEditions(what, editions, of, expected) {
  return Object.entries(expected).flatMap(([id, value]) => {
    const found = editions.find(({ edition }) => edition === id);
    return same(`${what} of the edition ${id}`, found === undefined ? null : of(found), value);
  });
}

/**
 * @param {string} what
 * @param {Transition[]} transitions
 * @param {{ rule: string, at: string, to: string, certainty?: "certain" | "possible" }[]} expected
 */
function compareTransitions(what, transitions, expected) {
  return same(
    what,
    transitions.map(({ rule, at, to, certainty }) => ({ rule, at: written(at), to, certainty })),
    expected.map(({ rule, at, to, certainty = "certain" }) => ({ rule, at: instant(at), to, certainty })),
  );
}

/**
 * @param {Preview} answer
 * @param {string} rule
 * @param {Expected} expected
 */
function compareDuty(answer, rule, expected) {
  const duty = answer.duties.find((each) => each.rule === rule);
  if (!duty) {
    return [`the duty ${rule} is missing; there are: ${list(rules(answer.duties))}`];
  }
  return compareEach(`duties.${rule}`, expected, {
    role: (value) => same(`${rule}: role`, duty.role, value),
    due: (value) => same(`${rule}: due`, written(duty.due), instant(value)),
    overdue: (value) => same(`${rule}: overdue`, duty.overdue, value),
  });
}

/**
 * What is told of a rule under a key, wherever the answer tells of it, but for what it says of other editions.
 *
 * @param {Preview} answer
 * @param {string} rule
 * @param {"sources" | "message"} key
 * @param {string | string[]} expected
 */
function compareTold(answer, rule, key, expected) {
  /**
   * @param {any} value any part of the answer
   * @returns {(string | string[])[]}
   */
  const told = (value) =>
    typeof value !== "object" || value === null
      ? []
      : [
          ...(value.rule === rule && value[key] !== undefined ? [value[key]] : []),
          ...Object.entries(value).flatMap(([name, inside]) => (name === "editions" ? [] : told(inside))),
        ];
  const found = told(answer);
  if (found.length === 0) return [`nothing tells of ${rule}`];
  return found.flatMap((each) => same(`the ${key} of ${rule}`, each, expected));
}

/**
 * That an action is not listed, where it is not.
 *
 * @param {Preview} answer
 * @param {string} id
 * @returns {Differences}
 */
function missing({ actions }, id) {
  const ids = [...new Set(actions.map((each) => each.id))];
  return ids.includes(/** @type {any} */ (id)) ? [] : [`the action ${id} is missing; there are: ${list(ids)}`];
}

/**
 * Where a case asks for all roles, an action has one entry for each, and all must be as expected.
 *
 * @param {Preview} answer
 * @param {string} id
 * @param {Expected | null} expected
 */
function compareAction(answer, id, expected) {
  const entries = answer.actions.filter((each) => each.id === id);
  if (expected === null) {
    return entries.length === 0 ? [] : [`the action ${id} should not be listed`];
  }
  if (entries.length === 0) return missing(answer, id);
  return entries.flatMap((action) => {
    const { effects, reasons } = action;
    const name = entries.length === 1 ? id : `${id} by ${action.role}`;
    /** @param {Status} status */
    const outcome = (status) => rules(reasons.filter((reason) => reason.status === status));
    return compareEach(`actions.${id}`, expected, {
      verdict: (value) => same(`${name}: verdict`, action.verdict, value),
      until: (value) => same(`${name}: until`, written(action.until), instant(value)),
      opensAt: (value) => same(`${name}: opensAt`, written(action.opensAt), instant(value)),
      consentOf: (value) => same(`${name}: consentOf`, action.consentOf, value),
      leadsTo: (value) => same(`${name}: leadsTo`, action.leadsTo, value),
      missing: (value) => same(`${name}: missing`, action.missing, value),
      violated: (value) => same(`${name}: violated`, outcome("violated"), value),
      satisfied: (value) => contains(`${name}: what is satisfied`, outcome("satisfied"), value),
      unknown: (value) => same(`${name}: unknown`, outcome("unknown"), value),
      alternatives: (value) => {
        const ofGroups = reasons.flatMap(({ alternatives }) => alternatives);
        const found = Object.fromEntries(ofGroups.map(({ rule, status }) => [rule, status]));
        return same(`${name}: alternatives`, found, value);
      },
      effects: (value) => contains(`${name}: the certain effects`, rules(certain(effects)), value),
      possibleEffects: (value) =>
        contains(
          `${name}: the possible effects`,
          rules(effects.filter(({ certainty }) => certainty === "possible")),
          value,
        ),
      amounts: (value) => effectsAs(value, effects, (effect) => effect.amount, `${name}: the amount of`),
      effectsUntil: (value) => {
        const expected = Object.fromEntries(Object.entries(value).map(([rule, until]) => [rule, instant(until)]));
        return effectsAs(expected, effects, (effect) => written(effect.until), `${name}: until when there is`);
      },
      effectMessage: (value) =>
        contains(
          `${name}: the messages of effects`,
          effects.map(({ message }) => message),
          [value],
        ),
      noEffects: (value) => lacks(`${name}: the effects`, rules(effects), value),
      drafts: (value) =>
        same(
          `${name}: drafts`,
          action.drafts.map((draft) => draft.id),
          value,
        ),
      message: (value) =>
        contains(
          `${name}: the messages`,
          reasons.map((reason) => reason.message),
          [value],
        ),
      unblockOutcome: (value) => same(`${name}: unblockOutcome`, action.unblockOutcome, value),
      coveredBy: (value) => same(`${name}: coveredBy`, action.coveredBy, value),
      harm: (value) => same(`${name}: harm`, action.harm, value),
      safeUntil: (value) => same(`${name}: safeUntil`, written(action.safeUntil), instant(value)),
      // An edition that is not listed does not have the action, or not the state: null asks for that.
      editions: (value) => compareEditions(`${name}: the verdict`, action.editions, ({ verdict }) => verdict, value),
      agrees: (value) => compareEditions(`${name}: the agreement`, action.editions, ({ agrees }) => agrees, value),
    });
  });
}

/**
 * A key that nothing compares would let a misspelt case pass.
 *
 * @param {string} place
 * @param {Expected} expected
 * @param {Record<string, (expected: any) => Differences>} comparisons
 * @returns {Differences}
 */
function compareEach(place, expected, comparisons) {
  return Object.entries(expected).flatMap(
    ([key, value]) =>
      (Object.hasOwn(comparisons, key) ? comparisons[key](value) : null) ?? [
        `the case expects \`${key}\`${place && ` in ${place}`}, which is not known here`,
      ],
  );
}

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 * @returns {Differences}
 */
function same(what, actual, expected) {
  return isEqual(actual, expected)
    ? []
    : [`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`];
}

/**
 * Whether two values of JSON are equal, in whatever order their members stand.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
function isEqual(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(Reflect.get(one, key), Reflect.get(other, key)))
  );
}

/**
 * @param {string} what
 * @param {string[]} actual
 * @param {string[]} expected
 */
function contains(what, actual, expected) {
  return expected
    .filter((each) => !actual.includes(each))
    .map((each) => `${what}: ${each} is not among them: ${list(actual)}`);
}

/**
 * @param {string} what
 * @param {string[]} actual
 * @param {string[]} expected
 */
function lacks(what, actual, expected) {
  return expected.filter((each) => actual.includes(each)).map((each) => `${what}: ${each} should not be there`);
}

/**
 * An instant of an answer as a text that can be read where it differs.
 *
 * @param {number | null} at
 */
const written = (at) => (at === null ? null : new Date(at).toISOString());
/**
 * An instant that is expected in the same form; what is none stays as it is, and is like no other. Without an offset a text is
 * none: it would be another instant on each machine.
 *
 * @param {string | number | null} given
 */
const instant = (given) => {
  const at = typeof given === "number" || OFFSET.test(given ?? "") ? new Date(given ?? NaN) : null;
  return at === null || Number.isNaN(at.getTime()) ? given : at.toISOString();
};
const OFFSET = /(?:z|[+-]\d\d:\d\d)$/i;
/** @param {{ rule: string }[]} items */
const rules = (items) => items.map(({ rule }) => rule);
/**
 * What each effect says of something, by its rule.
 *
 * @param {Record<string, unknown>} expected
 * @param {Effect[]} effects
 * @param {(effect: Effect) => unknown} of
 * @param {string} what
 */
function effectsAs(expected, effects, of, what) {
  return Object.entries(expected).flatMap(([rule, value]) => {
    const effect = effects.find((each) => each.rule === rule);
    return same(`${what} ${rule}`, effect === undefined ? "no such effect" : of(effect), value);
  });
}

/** @param {Effect[]} effects */
const certain = (effects) => effects.filter(({ certainty }) => certainty === "certain");
/** @param {string[]} names */
const list = (names) => names.join(", ") || "none";
