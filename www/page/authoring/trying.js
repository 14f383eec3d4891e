/** An order that is tried with a policy: the answer, or what is wrong with it. */

import { TorihikiError } from "torihiki";
import { found } from "../developers/finding.js";
import { isObject } from "../developers/following.js";
import { readJson } from "../../shared/json.js";

/**
 * @import { Policy, Preview } from "torihiki"
 * @import { Finding } from "../developers/finding.js"
 * @import { Reading } from "../../shared/json.js"
 *
 * @typedef {{ order: any, edition: string | null, answer: Preview | null, findings: Finding[] }} Tried
 */

const NO_OPTIONS = readJson("{}");

/**
 * Asks a policy about an order. What is odd about it, and what is wrong with the order or the options, is found where it
 * stands in the text of the order; what is wrong with the options stands nowhere in it, and is of the side `options`.
 *
 * @param {Pick<Policy, "preview" | "describe">} policy
 * @param {any} order
 * @param {object} options
 * @param {Reading} reading
 * @returns {Tried}
 */
export function tryOut(policy, order, options, reading) {
  const edition = editionOf(policy, order);
  const readings = { order: reading, options: NO_OPTIONS };
  const told = (/** @type {import("../developers/asking.js").Outcome} */ outcome) =>
    found("preview", outcome, readings).map((finding) =>
      finding.side === "order" ? { ...finding, side: /** @type {const} */ ("tried") } : finding,
    );
  try {
    const answer = policy.preview(order, options);
    return { order, edition, answer, findings: told({ given: answer, thrown: null, problems: [] }) };
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return {
      order,
      edition,
      answer: null,
      findings: told({ given: undefined, thrown: error, problems: error.problems }),
    };
  }
}

/**
 * The edition in which the policy is described: that of the order where there is such a one.
 *
 * @param {Pick<Policy, "describe">} policy
 * @param {any} order
 */
function editionOf(policy, order) {
  const { edition, editions } = policy.describe();
  const isThere = isObject(order) && editions.some(({ id }) => id === order.edition);
  return /** @type {string | null} */ (isThere ? order.edition : edition);
}
