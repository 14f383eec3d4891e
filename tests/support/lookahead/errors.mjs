// What cannot be asked: the problems that a case expects to be told of.

/**
 * @import { Problem } from "torihiki"
 * @import { Differences, Torihiki } from "../lookahead-cases.mjs"
 */

import { noMore, same } from "./values.mjs";

/**
 * @typedef {{ code: string, path: string, suggests?: string | null }} ExpectedProblem
 * @typedef {{ name: string, call: "timeline" | "apply" | "ways", args: unknown[], expectErrors: ExpectedProblem[] }} ErrorCase
 */

/**
 * @param {Torihiki} torihiki
 * @param {ErrorCase} each
 * @returns {Differences}
 */
export function runErrors(torihiki, { name, call, args, expectErrors, ...rest }) {
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
