/** The engine's errors in the words of the element: by the names under which a host has set what is wrong. */

import { TorihikiError } from "torihiki";

/** @import { Order, Policy, PolicyId, Problem, RoleId } from "torihiki" */

/**
 * What the host has set.
 *
 * @typedef {{ order: Order | string | null, policy: PolicyId | null, party: RoleId | null, ownPolicy: Policy | null }} Given
 */

/**
 * @param {unknown} error
 * @param {Given} given
 */
export function inOwnWords(error, given) {
  if (!(error instanceof TorihikiError)) return error;
  return new TorihikiError(error.problems.map((problem) => ofPolicy(ofParty(problem, given), given)));
}

/**
 * The engine is asked for a `role`, which is called `party` here. A fact of the order may have that name as well.
 *
 * @param {Problem} problem
 * @param {Given} given
 * @returns {Problem}
 */
function ofParty(problem, { party }) {
  const isOfParty = problem.code === "unknown-role" || (problem.code === "wrong-type" && typeof party !== "string");
  return problem.path === "role" && isOfParty ? { ...problem, path: "party" } : problem;
}

/**
 * An order of another policy than the one that was brought along: the rules of one marketplace are none for another.
 *
 * @param {Problem} problem
 * @param {Given} given
 * @returns {Problem}
 */
function ofPolicy(problem, { order, policy, ownPolicy }) {
  if (ownPolicy === null || problem.code !== "unknown-policy" || problem.path !== "policy") return problem;
  const named = policy || /** @type {Partial<Order> | null} */ (order)?.policy;
  const name = typeof named === "string" && named.length < 100 ? `\`${named}\`` : "another policy";
  return {
    ...problem,
    message: `${policy ? "`policy`" : "the order"} names ${name}, and the policy that was brought is \`${ownPolicy.id}\``,
    help: `leave \`policy\` out, or write \`${ownPolicy.id}\`; an order of another policy needs an element without \`policy-src\` and \`policyDocument\``,
  };
}
