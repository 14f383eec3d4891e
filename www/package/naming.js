// What `init` is asked for, and the policies that orders can name once it is done.

import { LoadedPolicy } from "../../target/wasm-pack/torihiki.js";
import { builtIn } from "./builtin-ids.js";
import { TorihikiError, failure, kindOf, refusal } from "./host.js";
import { loaded } from "./load.js";
import { Policy, bytesOf, loadedIn } from "./loaded-policy.js";
import { forgetReader } from "./verdicts.js";

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
 * Those of them that a caller passes as they are.
 *
 * @type {Set<Promise<void>>}
 */
const passed = new Set();

/**
 * The built-in ones that are fetched.
 *
 * @type {Map<BuiltInPolicyId, Promise<void>>}
 */
const fetched = new Map();

/**
 * The ids that orders can name.
 *
 * @type {Set<string>}
 */
const named = new Set();

/**
 * Who is told whenever orders can name one more: the element, which finds this under a name of its own.
 *
 * @type {Set<() => void>}
 */
const told = new Set();
Reflect.set(Policy, Symbol.for("torihiki.named"), told);

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
   * Has orders name a built-in policy.
   *
   * @param {string} id
   * @param {Promise<void>} engine
   */
  async function bringBuiltIn(id, engine) {
    const known = builtIn.find((own) => own === id);
    if (known === undefined) throw notBuiltIn(id);
    const bringing = fetched.get(known) ?? fetchNamed(known, engine);
    fetched.set(known, bringing);
    // A failure is not kept: a later call tries again.
    bringing.catch(() => fetched.delete(known));
    return bringing;
  }

  /**
   * @param {BuiltInPolicyId} id
   * @param {Promise<void>} engine
   */
  async function fetchNamed(id, engine) {
    // Where a caller passes it, it need not be served.
    await Promise.allSettled(passed);
    if (named.has(id) || builtinPolicy === null) return;
    const compiled = builtinPolicy(id, () => sourceNamed).catch((error) => {
      throw notLoaded(id, error);
    });
    await name(compiled, engine);
  }

  /** @param {Source | InitOptions} [given] */
  return async function init(given) {
    const { source, policies } = optionsOf(given);
    sourceNamed = source ?? sourceNamed;
    // Whichever call it is that loads it first.
    const engine = Promise.race([initEngine(source), loaded]);
    /** @type {Promise<unknown>} Resolves when the next one that is passed may be named. */
    let turn = Promise.resolve();
    const bringing = policies.map((policy) => {
      const id = passOn(policy, engine, turn);
      turn = Promise.allSettled([turn, id]);
      return id.then((id) => (id === null ? undefined : bringBuiltIn(id, engine)));
    });
    const own = Promise.allSettled(bringing);
    onTheirWay.add(own);
    try {
      await Promise.all([engine, ...onTheirWay]);
      assertBrought(policies, await own);
    } finally {
      onTheirWay.delete(own);
    }
  };
}

/**
 * Has orders name what was passed, in the order of the list; where that is the id of a built-in policy, gives it.
 *
 * @param {unknown} given
 * @param {Promise<void>} engine
 * @param {Promise<unknown>} turn
 */
async function passOn(given, engine, turn) {
  const policy = await given;
  if (typeof policy === "string") return policy;
  const naming = name(policy, engine, turn);
  passed.add(naming);
  try {
    await naming;
  } finally {
    passed.delete(naming);
  }
  return null;
}

/**
 * Has orders name policies that are at hand, where the engine is loaded.
 *
 * @param {Uint8Array[]} policies
 */
export function nameNow(policies) {
  for (const policy of policies) nameCompiled(policy);
}

/**
 * @param {unknown} given a policy, or a compiled one; also the promise of one, as a module exports it or as its author has it
 * @param {Promise<void>} engine
 * @param {Promise<unknown>} [turn]
 */
async function name(given, engine, turn) {
  const [policy] = await Promise.all([given, engine, turn]);
  const { compile, default: exported } = /** @type {{ compile?: unknown, default?: unknown }} */ (policy ?? {});
  // That of its author lives in another engine.
  const compiled = typeof compile === "function" ? compile.call(policy) : (exported ?? policy);
  if (!(compiled instanceof Policy)) return nameCompiled(bytesOf(compiled));
  loadedIn(compiled).name();
  tellNamed(compiled.id);
}

/** @param {Uint8Array} compiled */
function nameCompiled(compiled) {
  tellNamed(LoadedPolicy.nameCompiled(compiled));
}

/** @param {string} id */
function tellNamed(id) {
  forgetReader(id);
  named.add(id);
  for (const tell of told) tell();
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
    if (outcome.status === "fulfilled" || named.has(/** @type {string} */ (given[index]))) continue;
    const { reason } = outcome;
    if (!(reason instanceof TorihikiError)) throw reason;
    problems.push(...reason.problems.map((problem) => ({ ...problem, path: `policies[${index}]` })));
  }
  if (problems.length > 0) throw failure(problems);
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
  return kindOf(given) === "Object" && typeof (/** @type {{ then?: unknown }} */ (given).then) !== "function";
}
