// A policy as its author has it: made of a document, and compiled from there.

import { Policy as Known, TorihikiError, builtIn as ids } from "torihiki";
import { LoadedPolicy } from "../../target/wasm-pack-policy/torihiki.js";
import { assertReadable, failWith, kindOf, refusal } from "./host.js";
import { assertReady } from "./load.js";
import { loadedIn, Policy as Loaded } from "./loaded-policy.js";

failWith(TorihikiError);

/** Under this name the element finds what makes a policy of a document, where a page has loaded it. */
const AUTHOR = Symbol.for("torihiki.author");

/**
 * Offers to make policies of documents.
 *
 * @param {() => Promise<void>} init
 */
export function offer(init) {
  Reflect.set(Known, AUTHOR, { init, Policy });
}

/** The syntaxes of a document that is text, and whether each is JSON. */
const SYNTAXES = { json: true, toml: false };

export class Policy extends Loaded {
  /**
   * @param {unknown} document
   * @param {unknown} [options]
   */
  static parse(document, options) {
    assertReady();
    const isJson = isJsonIn(options);
    assertDocument(document);
    if (typeof document !== "string") return new this(LoadedPolicy.check(document));
    assertReadable(document);
    return new this(LoadedPolicy.parse(document, isJson));
  }

  /** @param {unknown} id */
  static builtIn(id) {
    assertReady();
    const policy = builtInPolicy(id);
    if (policy !== undefined) return policy;
    const message = `there is no built-in policy \`${String(id)}\``;
    throw refusal("unknown-policy", "", message, `one of ${ids.map((known) => `\`${known}\``).join(", ")}`);
  }

  get document() {
    return /** @type {LoadedPolicy} */ (loadedIn(this)).document();
  }

  get notices() {
    return /** @type {LoadedPolicy} */ (loadedIn(this)).notices();
  }

  /**
   * @param {unknown} action
   * @param {unknown} options
   */
  sql(action, options) {
    return /** @type {LoadedPolicy} */ (loadedIn(this)).sql(action, options);
  }

  compile() {
    return /** @type {LoadedPolicy} */ (loadedIn(this)).compile();
  }
}

/**
 * The built-in policies that were asked for, which are made of their documents here.
 *
 * @type {Map<string, Policy>}
 */
const builtIn = new Map();

/**
 * The one with an id, where there is one.
 *
 * @param {unknown} id
 */
function builtInPolicy(id) {
  if (typeof id !== "string") return undefined;
  const known = builtIn.get(id);
  if (known !== undefined) return known;
  const loaded = LoadedPolicy.builtin(id);
  if (loaded === undefined) return undefined;
  const policy = new Policy(loaded);
  builtIn.set(id, policy);
  return policy;
}

/**
 * The answers to one action as a query.
 *
 * @param {unknown} policy
 * @param {unknown} action
 * @param {unknown} options
 */
export function sql(policy, action, options) {
  assertReady();
  return policyOf(policy).sql(action, options);
}

/**
 * The policy that is meant: one as it is, the id of a built-in one, a compiled one or a document.
 *
 * @param {unknown} given
 * @returns {Policy}
 */
function policyOf(given) {
  if (given instanceof Policy) return given;
  if (given instanceof Known) {
    const message = "a policy that `torihiki` has loaded is another program's";
    throw refusal("wrong-type", "policy", message, "pass its document, or the bytes that it was loaded from");
  }
  if (ArrayBuffer.isView(given) || kindOf(given) === "ArrayBuffer") return /** @type {Policy} */ (Policy.load(given));
  if (typeof given !== "string") return Policy.parse(given);
  const known = builtInPolicy(given);
  if (known !== undefined) return known;
  if (/^[\w-]*$/.test(given)) {
    const message = `there is no built-in policy \`${given}\``;
    throw refusal("unknown-policy", "policy", message, "pass the document of one that is not built in");
  }
  return Policy.parse(given);
}

/**
 * Refuses a policy where its document is meant, which is another thing.
 *
 * @param {unknown} given
 */
function assertDocument(given) {
  let base;
  try {
    base = /** @type {{ extends?: unknown } | null | undefined} */ (given)?.extends;
  } catch {
    // What cannot be read is told with the rest of the document.
    return;
  }
  for (const [path, one] of /** @type {const} */ ([
    ["", given],
    ["extends", base],
  ])) {
    if (!(one instanceof Loaded) && !(one instanceof Known)) continue;
    const help = one instanceof Policy ? "pass its `document`" : "pass the document that it was compiled from";
    throw refusal("wrong-type", path, "a document is expected here, and this is a `Policy`", help);
  }
}

/**
 * Whether the options of `parse` say that a text is JSON.
 *
 * @param {unknown} options
 */
function isJsonIn(options) {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== "object") throw unknownOption("", "the options are an object with names and values");
  for (const [name, value] of Object.entries(options)) {
    if (name !== "syntax") throw unknownOption(name, `\`parse\` has no option \`${name}\``);
    if (value === undefined || value === null) continue;
    if (!Object.hasOwn(SYNTAXES, value)) throw unknownOption(name, "there is no such syntax");
    return SYNTAXES[/** @type {keyof typeof SYNTAXES} */ (value)];
  }
  return undefined;
}

/**
 * @param {string} path
 * @param {string} message
 */
function unknownOption(path, message) {
  const help = 'the only option is `syntax`, and it is "json" or "toml"; left out, it goes by how the text begins';
  return refusal("unknown-option", path, message, help);
}
