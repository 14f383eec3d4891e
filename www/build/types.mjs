// The types of the package: those that the Rust code declares, made to know the policies.
//
// The Rust code names what an id is the id of: `RuleId`, `RoleId`, `StateId` and so on. Here these become types
// with a parameter, the policy, and everything that contains one gets the parameter too. What the ids of each policy
// are comes from `describe`, so that nothing is written down twice.

import { withPolicyParameter, withUndefined, withoutDeclarations, withoutRustExamples } from "./declarations.mjs";

/**
 * @import { ActionInfo, ArgumentInfo, Description, FactInfo, ParamInfo, PolicyId, RoleInfo, SourceInfo, StateInfo } from "torihiki"
 *
 * @typedef {{ ja: Description, en: Description }} InLanguages an edition of a policy
 * @typedef {{ id: PolicyId, editions: InLanguages[] }} Policy
 *
 * The lists of a description whose entries have an id.
 *
 * @typedef {{ roles: RoleInfo, states: StateInfo, facts: FactInfo, params: ParamInfo, actions: ActionInfo, sources: SourceInfo }} Lists
 */

/**
 * What the editions of a policy have under one id, with the texts of the first that has it, and the editions that do
 * of how many.
 *
 * @template {Lists[keyof Lists]} Entry
 * @typedef {{ ja: Entry, en: Entry, editions: (string | null)[], of: number, values: Record<string, unknown> }} Merged
 */

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

/** What wasm-bindgen declares and only the files of the package call: its own functions, and the class behind `Policy`. */
const WASM_BINDGEN = ["InitInput", "InitOutput", "SyncInitInput", "initSync", "__wbg_init", "LoadedPolicy"];

/**
 * Makes the declarations.
 *
 * @param {string} declared what wasm-bindgen wrote: what the Rust code declares, and its own
 * @param {Policy[]} policies each policy in all editions and both languages, as `describe` gives it
 */
export function types(declared, policies) {
  const ours = withoutRustExamples(withoutDeclarations(declared, WASM_BINDGEN));
  const withParameters = withPolicyParameter(ours, [...Object.keys(KINDS), "Order"]);
  return withUndefined(`${withParameters}\n${policies.map(policyTypes).join("\n")}\n${registry(policies)}`);
}

/** @param {string} id */
const pascal = (id) =>
  id
    .split("-")
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join("");

/** @param {string[]} ids */
const union = (ids) => [...new Set(ids)].map((id) => JSON.stringify(id)).join(" | ") || "never";

/**
 * What the editions of a policy list, each entry once, with the texts of the edition that has it first.
 *
 * @template {keyof Lists} List
 * @param {Policy} policy
 * @param {List} list
 * @returns {Merged<Lists[List]>[]}
 */
function merged(policy, list) {
  /** @type {Map<string, Merged<Lists[List]>>} */
  const entries = new Map();
  const of = policy.editions.length;
  for (const { ja, en } of policy.editions) {
    const inEnglish = /** @type {Lists[List][]} */ (en[list]);
    for (const [index, entry] of /** @type {Lists[List][]} */ (ja[list]).entries()) {
      const known = entries.get(entry.id) ?? { ja: entry, en: inEnglish[index], editions: [], of, values: {} };
      known.editions.push(ja.edition);
      if ("value" in entry) known.values[ja.edition ?? ""] = entry.value;
      entries.set(entry.id, known);
    }
  }
  return [...entries.values()];
}

/** @param {Policy} policy */
function policyTypes(policy) {
  const name = pascal(policy.id);
  const [{ ja, en }] = policy.editions;
  return `
/** What an order of \`${policy.id}\` can tell. */
export interface ${name}Facts {
${merged(policy, "facts").map(factField).join("\n")}
}

/** What can be supplied with the actions of \`${policy.id}\`; each takes its own. */
export type ${name}Arguments = ${argumentsType(policy)};

/** The parameters of \`${policy.id}\` that an order can override. */
export interface ${name}Params {
${merged(policy, "params").map(paramField).join("\n")}
}

/** ${ja.label} · ${en.label} */
export interface ${name}Order extends OrderBase, ${name}Facts {
    policy: ${JSON.stringify(policy.id)};
${editionField(policy)}
    /** The parameters to override. */
    params?: ${name}Params | null;
    /**
     * The state that the marketplace shows.
     *
${merged(policy, "states")
  .map((state) => `     * - \`${state.ja.id}\`: ${state.ja.label} · ${state.en.label}${only(state)}`)
  .join("\n")}
     */
    state: ${union(merged(policy, "states").map(({ ja: state }) => state.id))};
}
`;
}

/** @param {Policy} policy */
function editionField({ editions: [{ ja, en }] }) {
  const named = ja.editions.map(
    ({ id, label, default: isDefault }, index) =>
      `- \`${id}\`: ${label} · ${en.editions[index].label}${isDefault ? " (the default)" : ""}`,
  );
  const lines = named.length === 0 ? ["There is one reading of the rules."] : ["Which reading of the rules.", ...named];
  return `${doc(lines)}\n    edition?: ${[...ja.editions.map(({ id }) => JSON.stringify(id)), "null"].join(" | ")};`;
}

/** @param {{ editions: (string | null)[], of: number }} entry */
const only = ({ editions, of }) =>
  editions.length === of ? "" : ` (only in ${editions.map((edition) => `\`${edition}\``).join(", ")})`;

/**
 * The arguments of all actions of a policy, each name once.
 *
 * @param {Policy} policy
 */
function argumentsOf(policy) {
  /** @type {Map<string, { ja: ArgumentInfo, en: ArgumentInfo }>} */
  const found = new Map();
  for (const { ja, en } of policy.editions) {
    for (const [index, action] of ja.actions.entries()) {
      for (const [number, argument] of action.with.entries()) {
        if (!found.has(argument.id)) found.set(argument.id, { ja: argument, en: en.actions[index].with[number] });
      }
    }
  }
  return [...found.values()];
}

/** @param {Policy} policy */
function argumentsType(policy) {
  const fields = argumentsOf(policy).map((argument) => factField({ ...argument, of: 1, editions: [null] }));
  return fields.length === 0 ? "Record<string, never>" : `{\n${fields.join("\n")}\n}`;
}

/** @param {string[]} lines */
function doc(lines) {
  return [
    "    /**",
    ...lines.filter((line) => line !== "").map((line) => `     * ${line.replaceAll("*/", "*\\/")}`),
    "     */",
  ].join("\n");
}

/** @param {{ ja: ArgumentInfo, en: ArgumentInfo, editions: (string | null)[], of: number }} fact */
function factField(fact) {
  const { ja, en } = fact;
  const said = ja.default === null ? "known to be absent" : `\`${JSON.stringify(ja.default)}\``;
  const lines = [
    `${ja.label} · ${en.label}${only(fact)}`,
    en.note ?? "",
    `Left out: ${ja.hasDefault ? said : "unknown"}.${ja.nullable ? " `null`: known to be absent." : ""}${ja.min === null ? "" : ` At least ${ja.min}.`}`,
  ];
  const written = {
    timestamp: "InstantLike",
    duration: "string | number",
    int: "number",
    money: "number",
    bool: "boolean",
    choice: union(ja.choices.map(({ id }) => id)),
  };
  return `${doc(lines)}\n    ${ja.id}?: ${written[ja.type]} | null;`;
}

/** @param {Merged<ParamInfo>} param */
function paramField(param) {
  const { ja, en, values } = param;
  const lines = [
    `${ja.label} · ${en.label}${only(param)}`,
    en.note ?? "",
    `Left out: ${Object.entries(values)
      .map(([edition, value]) => `\`${JSON.stringify(value)}\`${edition === "" ? "" : ` (${edition})`}`)
      .join(", ")}.`,
  ];
  return `${doc(lines)}\n    ${ja.id}?: ${ja.type === "duration" ? "string | number" : "number"} | null;`;
}

/**
 * Everything that a policy has an id for, by the id of the policy.
 *
 * @param {Policy[]} policies
 */
function registry(policies) {
  /** @param {InLanguages} edition */
  const rules = ({ ja }) =>
    [
      // Every action requires a state, which a description need not list.
      ...ja.actions.flatMap(({ id, requires, effects }) => [
        { rule: `${ja.id}.${id}.state` },
        ...requires.flatMap((requirement) => [requirement, ...requirement.alternatives]),
        ...effects,
      ]),
      ...ja.transitions.flatMap((transition) => [transition, ...transition.effects]),
      ...ja.duties,
    ].map(({ rule }) => rule);
  /** @param {Policy} policy */
  const entry = (policy) => {
    /** @param {keyof Lists} list */
    const ids = (list) => union(merged(policy, list).map(({ ja }) => ja.id));
    return `    ${JSON.stringify(policy.id)}: {
        order: ${pascal(policy.id)}Order;
        edition: ${union(policy.editions[0].ja.editions.map(({ id }) => id))};
        role: ${ids("roles")};
        state: ${ids("states")};
        action: ${ids("actions")};
        facts: ${pascal(policy.id)}Facts;
        fact: ${union([...merged(policy, "facts"), ...argumentsOf(policy)].map(({ ja }) => ja.id))};
        arguments: ${pascal(policy.id)}Arguments;
        param: ${ids("params")};
        source: ${ids("sources")};
        rule: ${union(policy.editions.flatMap(rules))};
    };`;
  };
  const names = /** @type {(keyof typeof KINDS)[]} */ (Object.keys(KINDS));
  const kinds = names.map(
    (name) =>
      `/** ${DOCS[name]} */\nexport type ${name}<P extends PolicyId = PolicyId> = Policies[P][${JSON.stringify(KINDS[name])}];`,
  );
  return `
/** What each built-in policy has: its orders, and the ids of everything in it. */
export interface Policies {
${policies.map(entry).join("\n")}
}

/** The id of a built-in policy. */
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
  RuleId: "The id of a rule: `<policy>.<action>.<rule>`, or `<policy>.<rule>` for transitions and duties.",
  FactName: "The name of a fact, which is its key in an order; or of an argument, which is its key under `with`.",
  ParamName: "The name of a parameter, which is its key under `params` in an order.",
  SourceId: "The id of a source.",
  Facts: "The facts of an order, by their names.",
  Arguments: "What is supplied with an action, by the names of its arguments.",
};
