/**
 * Checks a document and runs its tests, beside the page: whatever somebody types or has been sent, the page goes on.
 *
 * The author's WebAssembly is loaded here alone. What comes of a document are the bytes of the compiled policy, which the
 * page loads by the engine that it has.
 */

import { TorihikiError } from "torihiki";
import { Policy, init } from "torihiki/policy";
import { testedBy } from "../../shared/testing.js";

/**
 * @import { Mistake } from "torihiki/policy"
 * @import { Case } from "../../shared/cases.js"
 * @import { Tested } from "../../shared/testing.js"
 *
 * What is asked: a document, its cases where they can be read, and an order that is tried.
 *
 * @typedef {{ document: string, cases: Case[] | null, order: unknown, options: object }} Request
 *
 * What came of it. Where there are `mistakes`, the document is no policy; `notices` are what may not be meant.
 *
 * @typedef {{
 *   mistakes: readonly Mistake[],
 *   notices: readonly Mistake[],
 *   compiled: Uint8Array<ArrayBuffer> | null,
 *   tested: Tested | null,
 * }} Reply
 */

/**
 * The document that was read last.
 *
 * @type {{ document: string, policy: Policy | null, mistakes: readonly Mistake[] } | null}
 */
let last = null;

/** @param {string} document */
function read(document) {
  if (last?.document === document) return last;
  try {
    last = { document, policy: Policy.parse(document), mistakes: [] };
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    last = { document, policy: null, mistakes: error.problems };
  }
  return last;
}

/**
 * @param {Request} request
 * @returns {Reply}
 */
function replyTo({ document, cases, order, options }) {
  const { policy, mistakes } = read(document);
  if (policy === null) return { mistakes, notices: [], compiled: null, tested: null };
  try {
    // The page asks the same again, once it is known that this comes to an end.
    policy.preview(/** @type {any} */ (order), options);
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
  }
  const tested = cases === null ? null : testedBy(policy, cases, TorihikiError);
  return { mistakes, notices: policy.notices, compiled: policy.compile(), tested };
}

const loaded = init();
loaded.then(
  () => postMessage("ready"),
  () => postMessage("failed"),
);
addEventListener("message", async ({ data }) => {
  await loaded;
  try {
    postMessage(replyTo(data));
  } catch {
    // Nothing here is to throw. Where something does, the page makes another worker.
    postMessage("failed");
  }
});
