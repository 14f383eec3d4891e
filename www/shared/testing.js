/** The tests of a policy, as the command and the page run them: how its cases go, and what they have seen of it. */

import { namesOf } from "./case-slips.js";
import { answerTo, inEditions, runCase } from "./cases.js";
import { coverageOf } from "./coverage.js";

/**
 * @import { TorihikiError } from "torihiki"
 * @import { Policy } from "torihiki/policy"
 * @import { Case } from "./cases.js"
 * @import { Coverage } from "./coverage.js"
 *
 * How the cases went, each with what is not as expected, and which of those that were given it is.
 *
 * @typedef {{ cases: { name: string, index: number, differences: string[] }[], coverage: Coverage }} Tested
 */

/**
 * Whether something is a case, as far as it has to be before it can be run.
 *
 * @param {Partial<Case> | null} one
 */
export const isCase = (one) => typeof one?.name === "string" && typeof one.order === "object" && one.order !== null;

/**
 * Whether something is a list of cases.
 *
 * @param {unknown} given
 * @returns {given is Case[]}
 */
export const areCases = (given) => Array.isArray(given) && given.every(isCase);

/**
 * Runs cases by a policy. `Refusal` is the class of what it throws for an order that it cannot understand.
 *
 * @param {Policy} policy
 * @param {Case[]} cases
 * @param {typeof TorihikiError} Refusal
 * @returns {Tested}
 */
export function testedBy(policy, cases, Refusal) {
  const asked = { TorihikiError: Refusal, ...askedOf(policy), names: namesIn(policy) };
  const differencesOf = (/** @type {Case} */ each) => {
    try {
      return runCase(asked, each);
    } catch (error) {
      // What stands under `expect` is of another shape than anything that can be compared.
      return [`the case cannot be compared: ${/** @type {Error} */ (error).message}`];
    }
  };
  const all = cases.flatMap((each, index) => inEditions(each).map((one) => ({ each: one, index })));
  const results = all.map(({ each, index }) => ({ name: each.name, index, differences: differencesOf(each) }));
  return { cases: results, coverage: coverageOf(policy, answered(policy, cases)) };
}

/**
 * A policy, as cases ask it.
 *
 * @param {Pick<Policy, "preview" | "apply">} policy
 */
export const askedOf = (policy) => ({ preview: policy.preview.bind(policy), apply: policy.apply.bind(policy) });

/**
 * What a policy has ids for, as cases are compared by them.
 *
 * @param {Pick<Policy, "describe">} policy
 */
export const namesIn = (policy) => namesOf((options) => policy.describe(options));

/**
 * Cases with the answers for all roles, in each edition that they name.
 *
 * @param {Policy} policy
 * @param {Case[]} cases
 */
export function answered(policy, cases) {
  const asked = askedOf(policy);
  return cases.flatMap(inEditions).flatMap((each) => {
    try {
      return [{ each, answer: answerTo(asked, each) }];
    } catch {
      // A case about errors has no answer, and one that should have had is told by its own test.
      return [];
    }
  });
}

/**
 * How much of a policy was seen, in percent.
 *
 * @param {Coverage} coverage
 */
export const percent = ({ seen, of }) => (of === 0 ? 100 : (100 * seen) / of);
