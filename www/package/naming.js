// What `init` is asked for, and the policies that orders can name once it is done.

import { policies } from "../../target/wasm-pack/torihiki.js";
import { builtIn } from "./builtin-ids.js";
import { TorihikiError, refusal } from "./host.js";
import { loaded, tag } from "./load.js";
import { Policy, bytesOf, loadedIn } from "./loaded-policy.js";

/**
 * @import { BuiltInPolicyId, InitOptions, InitSource, Problem } from "torihiki"
 *
 * @typedef {InitSource | Promise<InitSource>} Source
 *
 * What the entries differ in.
 *
 * @typedef {object} Entry
 * @property {(source?: Source) => Promise<void>} initEngine
 * @property {((id: BuiltInPolicyId, sourceNamed: () => Source | undefined) => Promise<Uint8Array>) | null} builtinPolicy
 *   gives a compiled one; null where all are there from the start
 */

/**
 * The policies that are on their way, by whichever call of `init`.
 *
 * @type {Set<Promise<unknown>>}
 */
const onTheirWay = new Set();

/**
 * The built-in ones that orders can name, or soon will.
 *
 * @type {Map<BuiltInPolicyId, Promise<void>>}
 */
const brought = new Map();

/**
 * What the WebAssembly is loaded from, as the last call said that said so.
 *
 * @type {Source | undefined}
 */
let sourceNamed;

/**
 * Makes the `init` of an entry, which brings policies along with the engine.
 *
 * It is done only when everything is there that was asked for until then: so a part of a page, such as an element, that
 * asks for the engine alone can count on what the page has asked for.
 *
 * @param {Entry} entry
 */
export function withPolicies({ initEngine, builtinPolicy }) {
  /**
   * Has orders name a policy.
   *
   * @param {unknown} given
   * @param {Promise<void>} engine
   * @param {Promise<unknown>} before those that stand before it
   * @returns {Promise<void>}
   */
  async function bring(given, engine, before) {
    const policy = await given;
    if (typeof policy !== "string") return name(policy, engine, before);
    const id = /** @type {BuiltInPolicyId} */ (policy);
    if (!builtIn.includes(id)) throw notBuiltIn(policy);
    if (builtinPolicy === null) return undefined;
    if (!brought.has(id)) {
      const compiled = builtinPolicy(id, () => sourceNamed).catch((error) => {
        throw notLoaded(id, error);
      });
      const bringing = name(compiled, engine);
      brought.set(id, bringing);
      // A failure is not kept: a later call tries again.
      bringing.catch(() => brought.delete(id));
    }
    return brought.get(id);
  }

  /** @param {Source | InitOptions} [given] */
  return async function init(given) {
    const { source, policies: listed } = optionsOf(given);
    sourceNamed = source ?? sourceNamed;
    // Whichever call it is that loads it first.
    const engine = Promise.race([initEngine(source), loaded]);
    /** @type {Promise<void>[]} */
    const bringing = [];
    for (const policy of listed) {
      bringing.push(bring(policy, engine, Promise.allSettled(bringing)));
    }
    const own = Promise.allSettled(bringing);
    onTheirWay.add(own);
    try {
      await Promise.all([engine, ...onTheirWay]);
      assertBrought(listed, await own);
    } finally {
      onTheirWay.delete(own);
    }
  };
}

/**
 * Has orders name policies that are at hand, where the engine is loaded.
 *
 * @param {Uint8Array[]} policies
 */
export function nameNow(policies) {
  for (const policy of policies) loadedIn(Policy.load(policy)).name();
}

/**
 * @param {unknown} given a policy, or a compiled one; also the promise of one, as a module exports it or as its author has it
 * @param {Promise<void>} engine
 * @param {Promise<unknown>} [before]
 */
async function name(given, engine, before) {
  const [policy] = await Promise.all([given, engine, before]);
  const { compile, default: exported } = /** @type {{ compile?: unknown, default?: unknown }} */ (policy ?? {});
  // That of its author lives in another engine.
  const compiled = typeof compile === "function" ? compile.call(policy) : (exported ?? policy);
  loadedIn(compiled instanceof Policy ? compiled : Policy.load(bytesOf(compiled))).name();
}

/**
 * Throws everything that is wrong with any of them. What could not be fetched may have come from somebody else meanwhile.
 *
 * @param {unknown[]} given
 * @param {PromiseSettledResult<void>[]} outcomes
 */
function assertBrought(given, outcomes) {
  /** @type {Problem[]} */
  const problems = [];
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === "fulfilled" || policies().some(({ id }) => id === given[index])) continue;
    const { reason } = outcome;
    if (!(reason instanceof TorihikiError)) throw reason;
    problems.push(...reason.problems.map((problem) => ({ ...problem, path: `policies[${index}]` })));
  }
  if (problems.length > 0) throw new TorihikiError(problems);
}

/** @param {string} id */
function notBuiltIn(id) {
  const ids = builtIn.map((known) => `\`${known}\``).join(", ");
  const help = `one of ${ids}, or what \`npx torihiki build\` compiled of a policy of your own`;
  return refusal("unknown-policy", "", `no built-in policy has the id \`${id.slice(0, 200)}\``, help);
}

/**
 * @param {BuiltInPolicyId} id
 * @param {unknown} error
 */
function notLoaded(id, error) {
  const why = error instanceof Error ? error.message.slice(0, 300) : "no reason was given";
  const help =
    "serve the folder `policies` of the package beside the module or beside the WebAssembly, or import " +
    `\`torihiki/policies/${id}\`, which goes along into any bundle, and pass it: \`init({ policies: [policy] })\``;
  const problem = refusal("policy-not-loaded", "", `the policy \`${id}\` could not be loaded: ${why}`, help);
  return Object.assign(problem, { cause: error });
}

const OPTIONS = ["source", "policies"];

/**
 * @param {Source | InitOptions} [given]
 * @returns {{ source?: Source, policies: unknown[] }}
 */
function optionsOf(given) {
  if (!isOptions(given)) return { source: given, policies: [...builtIn] };
  const unknown = Object.keys(given).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) {
    const help =
      "its options are `source`, from where the WebAssembly is loaded, and `policies`, those that orders can name";
    throw refusal("unknown-option", unknown, `\`init\` has no option \`${unknown.slice(0, 200)}\``, help);
  }
  const { source, policies } = given;
  return { source: source ?? undefined, policies: listOf(policies ?? builtIn) };
}

/** @param {unknown} policies */
function listOf(policies) {
  if (Array.isArray(policies)) return policies;
  const help = 'pass ids of built-in policies and compiled policies, as in `init({ policies: ["coconala", ours] })`';
  throw refusal("wrong-type", "policies", "the policies are no list", help);
}

/**
 * Whether these are options, and not where the WebAssembly is from.
 *
 * @param {unknown} given
 * @returns {given is InitOptions}
 */
function isOptions(given) {
  return tag(given) === "Object" && typeof (/** @type {{ then?: unknown }} */ (given).then) !== "function";
}
