// The acceptance cases in `tests/cases`, and how an answer is compared with what a case expects.
//
// Each comparison gives a list of differences in words; an empty list means that the case holds.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { root } from "./installed.mjs";

const folder = join(root, "tests/cases");

/** Every case of every file, once for each edition that it names: `{ name, case }`. */
export function readCases() {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .flatMap((file) =>
      JSON.parse(readFileSync(join(folder, file), "utf8")).flatMap(({ editions, ...each }) =>
        editions
          ? editions.map((edition) => ({ name: `${file}: ${each.name} (${edition})`, case: { ...each, order: { ...each.order, edition } } }))
          : [{ name: `${file}: ${each.name}`, case: each }],
      ),
    );
}

/** Runs one case with the package and gives what is not as expected. */
export function runCase({ preview, TorihikiError }, { order, role, now, locale, expect, expectErrors }) {
  // A case without an instant is about errors, which do not depend on it.
  const options = { now: now ?? 0, ...(role && { role }), ...(locale && { locale }) };
  let answer;
  try {
    answer = preview(order, options);
  } catch (error) {
    if (!(error instanceof TorihikiError)) {
      return [`it threw something that is not a TorihikiError: ${error?.stack ?? String(error)}`];
    }
    return expectErrors ? compareProblems(error.problems, expectErrors) : [`it threw: ${JSON.stringify(error.problems)}`];
  }
  return expectErrors ? ["it gave an answer instead of errors"] : compareAnswer(answer, expect);
}

function compareProblems(problems, expected) {
  const key = ({ code, path }) => `${code} at \`${path}\``;
  const differences = same("the problems", problems.map(key).sort(), expected.map(key).sort());
  for (const each of expected.filter(({ suggests }) => suggests !== undefined)) {
    const found = problems.find((problem) => key(problem) === key(each));
    differences.push(...same(`the suggestion of ${key(each)}`, found?.suggests, each.suggests));
  }
  return differences;
}

function compareAnswer(answer, expect) {
  const { state, ifNobodyActs, warnings, duties } = answer;
  const following = certain([...ifNobodyActs, ...state.transitions].flatMap(({ effects }) => effects));
  return compareEach("", expect, {
    state: (expected) => same("state.effective", state.effective, expected),
    uncertain: (expected) => same("state.uncertain", state.uncertain, expected),
    happened: (expected) => sameTransitions("state.transitions", state.transitions, expected),
    next: (expected) => same("next", answer.next?.at ?? null, instant(expected)),
    ifNobodyActs: (expected) => sameTransitions("ifNobodyActs", ifNobodyActs, expected),
    ifNobodyActsEffects: (expected) => contains("the effects of transitions", following, expected),
    noIfNobodyActsEffects: (expected) => lacks("the effects of transitions", following, expected),
    warnings: (expected) => same("warnings", warnings.map(({ code, path }) => [code, path]), expected),
    duties: (expected) => Object.entries(expected).flatMap(([rule, duty]) => compareDuty(answer, rule, duty)),
    noDuties: (expected) => lacks("the duties", rules(duties), expected),
    actions: (expected) => Object.entries(expected).flatMap(([id, action]) => compareAction(answer, id, action)),
  });
}

function compareDuty(answer, rule, expected) {
  const duty = answer.duties.find((each) => each.rule === rule);
  if (!duty) {
    return [`the duty ${rule} is missing; there are: ${list(answer.duties.map((each) => each.rule))}`];
  }
  return compareEach(`duties.${rule}`, expected, {
    role: (value) => same(`${rule}: role`, duty.role, value),
    due: (value) => same(`${rule}: due`, duty.due, instant(value)),
    overdue: (value) => same(`${rule}: overdue`, duty.overdue, value),
  });
}

/** Where a case asks for all roles, an action has one entry for each, and all must be as expected; null: it has none. */
function compareAction(answer, id, expected) {
  const entries = answer.actions.filter((each) => each.id === id);
  if (expected === null || entries.length === 0) {
    return same(`${id}: how often it is listed`, entries.length, expected === null ? 0 : "at least once");
  }
  return entries.flatMap((action) => {
    const withStatus = (wanted) => rules(action.reasons.filter(({ status }) => status === wanted));
    return compareEach(`actions.${id}`, expected, {
      verdict: (value) => same(`${id}: verdict`, action.verdict, value),
      until: (value) => same(`${id}: until`, action.until, instant(value)),
      opensAt: (value) => same(`${id}: opensAt`, action.opensAt, instant(value)),
      consentOf: (value) => same(`${id}: consentOf`, action.consentOf, value),
      leadsTo: (value) => same(`${id}: leadsTo`, action.leadsTo, value),
      missing: (value) => same(`${id}: missing`, action.missing, value),
      violated: (value) => same(`${id}: violated`, withStatus("violated"), value),
      unknown: (value) => same(`${id}: unknown`, withStatus("unknown"), value),
      satisfied: (value) => contains(`${id}: satisfied`, withStatus("satisfied"), value),
      effects: (value) => contains(`${id}: the certain effects`, certain(action.effects), value),
      possibleEffects: (value) => contains(`${id}: the possible effects`, rules(action.effects.filter(({ certainty }) => certainty === "possible")), value),
      noEffects: (value) => lacks(`${id}: the effects`, rules(action.effects), value),
      drafts: (value) => same(`${id}: drafts`, action.drafts.map((draft) => draft.id), value),
      message: (value) => contains(`${id}: the messages of the reasons`, action.reasons.map(({ message }) => message), [value]),
      // Null: that edition does not come to another verdict, or cannot tell.
      editions: (value) =>
        Object.entries(value).flatMap(([edition, verdict]) =>
          same(`${id}: the verdict of the edition ${edition}`, action.editions.find((each) => each.edition === edition)?.verdict ?? null, verdict),
        ),
    });
  });
}

/** A key that nothing compares would let a misspelt case pass. */
function compareEach(place, expected, comparisons) {
  return Object.entries(expected).flatMap(([key, value]) => comparisons[key]?.(value) ?? [`the case expects \`${key}\`${place && ` in ${place}`}, which is not known here`]);
}

function same(what, actual, expected) {
  return isDeepStrictEqual(actual, expected) ? [] : [`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`];
}

function sameTransitions(what, actual, expected) {
  return same(
    what,
    actual.map(({ rule, at, to }) => ({ rule, at, to })),
    expected.map(({ rule, at, to }) => ({ rule, at: instant(at), to })),
  );
}

const contains = (what, actual, expected) => expected.filter((each) => !actual.includes(each)).map((each) => `${what} lack ${each}: ${list(actual)}`);
const lacks = (what, actual, unwanted) => unwanted.filter((each) => actual.includes(each)).map((each) => `${what} should not have ${each}`);
const instant = (text) => (text === null ? null : Date.parse(text));
const rules = (items) => items.map(({ rule }) => rule);
const certain = (effects) => rules(effects.filter(({ certainty }) => certainty === "certain"));
const list = (names) => names.join(", ") || "none";
