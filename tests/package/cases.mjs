// The acceptance cases in `tests/cases`, and how an answer is compared with what a case expects.
//
// Each comparison gives a list of differences in words; an empty list means that the case holds.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { root } from "./installed.mjs";

const folder = join(root, "tests/cases");

/** Every case of every file: `{ file, case }`. */
export function readCases() {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")).map((each) => ({ file, case: each })));
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
  return compareEach("", expect, {
    state: (expected) => same("state.effective", answer.state.effective, expected),
    next: (expected) => same("next", answer.next?.at ?? null, instant(expected)),
    ifNobodyActs: (expected) =>
      same(
        "ifNobodyActs",
        answer.ifNobodyActs.map(({ rule, at, to }) => ({ rule, at, to })),
        expected.map(({ rule, at, to }) => ({ rule, at: instant(at), to })),
      ),
    duties: (expected) => Object.entries(expected).flatMap(([rule, duty]) => compareDuty(answer, rule, duty)),
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

/** Where a case asks for all roles, an action has one entry for each, and all must be as expected. */
function compareAction(answer, id, expected) {
  const entries = answer.actions.filter((each) => each.id === id);
  if (entries.length === 0) {
    return [`the action ${id} is missing; there are: ${list(answer.actions.map((each) => each.id))}`];
  }
  return entries.flatMap((action) => {
    const certain = rules(action.effects.filter(({ certainty }) => certainty === "certain"));
    const possible = rules(action.effects.filter(({ certainty }) => certainty === "possible"));
    return compareEach(`actions.${id}`, expected, {
      verdict: (value) => same(`${id}: verdict`, action.verdict, value),
      until: (value) => same(`${id}: until`, action.until, instant(value)),
      opensAt: (value) => same(`${id}: opensAt`, action.opensAt, instant(value)),
      consentOf: (value) => same(`${id}: consentOf`, action.consentOf, value),
      leadsTo: (value) => same(`${id}: leadsTo`, action.leadsTo, value),
      missing: (value) => same(`${id}: missing`, action.missing, value),
      violated: (value) => same(`${id}: violated`, rules(action.reasons.filter(({ status }) => status === "violated")), value),
      effects: (value) => value.filter((rule) => !certain.includes(rule)).map((rule) => `${id}: the effect ${rule} is not among the certain ones: ${list(certain)}`),
      possibleEffects: (value) => value.filter((rule) => !possible.includes(rule)).map((rule) => `${id}: the effect ${rule} is not among the possible ones: ${list(possible)}`),
      noEffects: (value) => value.filter((rule) => [...certain, ...possible].includes(rule)).map((rule) => `${id}: the effect ${rule} should not be there`),
      // An edition that is not listed comes to the same verdict.
      editions: (value) =>
        Object.entries(value).flatMap(([edition, verdict]) =>
          same(`${id}: the verdict of the edition ${edition}`, action.editions.find((each) => each.edition === edition)?.verdict ?? action.verdict, verdict),
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

const instant = (text) => (text === null ? null : Date.parse(text));
const rules = (items) => items.map(({ rule }) => rule);
const list = (names) => names.join(", ") || "none";
