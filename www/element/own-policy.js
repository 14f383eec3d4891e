/** The policy that a host brings along, in place of those that are built in. */

import { Policy, init } from "torihiki";
import { failure, isNothing, kindOf } from "./inputs.js";

/**
 * @import { Policy as AnyPolicy, Preview, PreviewOptions, Order, TorihikiError } from "torihiki"
 *
 * What the host sets: a policy, a compiled one as bytes, a document, or where a compiled one lies.
 *
 * @typedef {{ policyDocument: unknown, policySrc: string | null }} Brought
 */

export class OwnPolicy {
  /**
   * The policy, once it is there; null where none is brought along.
   *
   * @type {AnyPolicy | null}
   */
  policy = null;
  /**
   * Why it is not there.
   *
   * @type {Error | null}
   */
  error = null;
  /**
   * Settles once it is there, or cannot be; null where there is nothing to wait for.
   *
   * @type {Promise<void> | null}
   */
  pending = null;

  /**
   * Takes what the host has set, in place of what it had set before. `changed` is called once it is there.
   *
   * @param {Brought} brought
   * @param {() => void} changed
   */
  take({ policyDocument, policySrc }, changed) {
    this.policy = this.error = this.pending = null;
    if (isPolicy(policyDocument)) {
      this.policy = policyDocument;
      return;
    }
    if (isNothing(policyDocument) && isNothing(policySrc)) return;
    const made = isNothing(policyDocument) ? policyAt(String(policySrc)) : policyFrom(policyDocument);
    /** @type {Promise<void>} */
    const pending = made.then(
      (policy) => this.#settle(pending, policy, null, changed),
      (error) => this.#settle(pending, null, error, changed),
    );
    this.pending = pending;
  }

  /**
   * @param {Promise<void>} pending
   * @param {AnyPolicy | null} policy
   * @param {Error | null} error
   * @param {() => void} changed
   */
  #settle(pending, policy, error, changed) {
    // The host may have set another one meanwhile.
    if (this.pending !== pending) return;
    Object.assign(this, { policy, error, pending: null });
    changed();
  }
}

/**
 * Whether a policy was made of it already, by `torihiki` or by `torihiki/policy`.
 *
 * @param {unknown} given
 * @returns {given is AnyPolicy}
 */
function isPolicy(given) {
  try {
    return typeof (/** @type {Partial<AnyPolicy> | null | undefined} */ (given)?.preview) === "function";
  } catch {
    // What cannot be looked at is refused as what it was meant to be, a document.
    return false;
  }
}

/** Under this name `torihiki/policy` offers to make policies of documents, where a page has loaded it. */
const AUTHOR = Symbol.for("torihiki.author");

/**
 * The policy that is compiled to bytes, or that a document says. Nobody who sets no documents loads what reads them.
 *
 * @param {unknown} given
 * @returns {Promise<AnyPolicy>}
 */
async function policyFrom(given) {
  if (isBytes(given)) {
    await init({ policies: [] });
    return Policy.load(given);
  }
  /** @type {typeof import("torihiki/policy") | undefined} */
  const author = Reflect.get(Policy, AUTHOR);
  if (author === undefined) {
    throw failure(
      "wrong-type",
      "policyDocument",
      "a document is read by `torihiki/policy`, which is not loaded",
      "import `torihiki/policy` before it is set, or set what `npx torihiki build` compiled",
    );
  }
  await author.init();
  return author.Policy.parse(/** @type {object} */ (given));
}

/**
 * @param {unknown} given
 * @returns {given is ArrayBuffer | ArrayBufferView}
 */
function isBytes(given) {
  return ArrayBuffer.isView(given) || kindOf(given) === "ArrayBuffer";
}

/**
 * The compiled policy at an address.
 *
 * @param {string} address
 */
async function policyAt(address) {
  const [bytes] = await Promise.all([fetched(address), init({ policies: [] })]);
  try {
    return Policy.load(bytes);
  } catch (error) {
    const [{ code, message }] = /** @type {TorihikiError} */ (error).problems;
    throw failure(code, "policySrc", `what is served at ${named(address)} cannot be loaded: ${message}`, SERVE);
  }
}

const SERVE = "serve the file that `npx torihiki build` writes there";

/**
 * An address as a message names it: what stands behind a question mark may be a secret.
 *
 * @param {string} address
 */
function named(address) {
  return `\`${address.replace(/[?#].*/s, "")}\``;
}

/** @param {string} address */
async function fetched(address) {
  /** @param {string} why */
  const failed = (why) =>
    failure(
      "policy-not-loaded",
      "policySrc",
      `the policy at ${named(address)} ${why}`,
      `${SERVE}, and allow its address in \`connect-src\``,
    );
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw failed(`could not be fetched: ${/** @type {Error} */ (error).message}`);
  }
  if (!response.ok) throw failed(`could not be fetched: the server answered ${response.status}`);
  return response.arrayBuffer();
}
