// The types of the package: those that the Rust code declares, made to know the policies.
//
// The Rust code names what an id is the id of: `RuleId`, `RoleId`, `StateId` and so on. Here these become types
// with a parameter, the policy, and everything that contains one gets the parameter too. What the ids of each policy
// are comes from `describe`, so that nothing is written down twice.

import { orderTypes, registryEntry } from "../cli/policy-types.js";
import { withPolicyParameter, withUndefined, withoutDeclarations, withoutRustExamples } from "./declarations.mjs";

/** @import { Described } from "../cli/policy-types.js" */

/** What an id can be the id of, and where a policy's own ids stand in `Policies`. */
const KINDS = {
  EditionId: "edition",
  RoleId: "role",
  StateId: "state",
  ActionId: "action",
  RuleId: "rule",
  FactName: "fact",
  ParamName: "param",
  SourceId: "source",
  Facts: "facts",
  Arguments: "arguments",
};

/** What wasm-bindgen declares and only the files of the package call: its own functions, and what is behind ours. */
const WASM_BINDGEN = [
  "InitInput",
  "InitOutput",
  "SyncInitInput",
  "initSync",
  "__wbg_init",
  "LoadedPolicy",
  "VerdictDesk",
  "verdictDesk",
];

/**
 * Makes the declarations.
 *
 * @param {string} declared what wasm-bindgen wrote: what the Rust code declares, and its own
 * @param {Described[]} policies each policy in all editions and languages, as `describe` gives it
 */
export function types(declared, policies) {
  const ours = withoutRustExamples(withoutDeclarations(declared, WASM_BINDGEN));
  const withParameters = withPolicyParameter(ours, [...Object.keys(KINDS), "Order"]);
  return withUndefined(`${withParameters}\n${policies.map(orderTypes).join("\n")}\n${registry(policies)}`);
}

/**
 * Everything that a policy has an id for, by the id of the policy.
 *
 * @param {Described[]} policies
 */
function registry(policies) {
  const names = /** @type {(keyof typeof KINDS)[]} */ (Object.keys(KINDS));
  const kinds = names.map(
    (name) =>
      `/** ${DOCS[name]} */\nexport type ${name}<P extends PolicyId = PolicyId> = Policies[P][${JSON.stringify(KINDS[name])}];`,
  );
  return `
/** What each policy has: its orders, and the ids of everything in it. */
export interface Policies {
${policies.map(registryEntry).join("\n")}
}

/** The id of a built-in policy. */
export type BuiltInPolicyId = ${policies.map(({ id }) => JSON.stringify(id)).join(" | ")};

/** The id of a policy: a built-in one, or one whose types \`npx torihiki types\` wrote. */
export type PolicyId = keyof Policies;

/** An order of a policy: its state, and the facts of the policy by their names. */
export type Order<P extends PolicyId = PolicyId> = Policies[P]["order"] & { policy: P };

${kinds.join("\n\n")}
`;
}

/** @satisfies {Record<keyof typeof KINDS, string>} */
const DOCS = {
  EditionId: "The id of an edition.",
  RoleId: "The id of a role.",
  StateId: "The id of a state.",
  ActionId: "The id of an action.",
  RuleId:
    "The id of a rule: `<policy>.<action>.<rule>`, `<policy>.<rule>` for transitions and duties, or `<policy>.<transition>.<rule>` for what follows from a transition.",
  FactName: "The name of a fact, which is its key in an order; or of an argument, which is its key under `with`.",
  ParamName: "The name of a parameter, which is its key under `params` in an order.",
  SourceId: "The id of a source.",
  Facts: "The facts of an order, by their names.",
  Arguments: "What is supplied with an action, by the names of its arguments.",
};
