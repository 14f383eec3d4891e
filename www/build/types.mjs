// The types of the package: those that the Rust code declares, made to know the policies.
//
// The Rust code names what an id is the id of: `RuleId`, `RoleId`, `StateId` and so on. Here these become types
// with a parameter, the policy, and everything that contains one gets the parameter too. What the ids of each policy
// are comes from `describe`, so that nothing is written down twice.

import { withPolicyParameter, withoutDeclarations, withoutRustExamples } from "./declarations.mjs";

/** What an id can be the id of, and where a policy's own ids stand in `Policies`. */
const KINDS = {
  RoleId: "role",
  StateId: "state",
  ActionId: "action",
  RuleId: "rule",
  FactName: "fact",
  ParamName: "param",
  SourceId: "source",
  Facts: "facts",
};

/** What wasm-bindgen declares for its own functions, which `host.js` and `load.js` call and nobody else. */
const WASM_BINDGEN = ["InitInput", "InitOutput", "SyncInitInput", "initSync", "__wbg_init"];

/**
 * Makes the declarations.
 *
 * @param {string} declared what wasm-bindgen wrote: what the Rust code declares, and its own
 * @param {object[]} policies each policy as `{ id, guide: { ja, en }, official: { ja, en } }`, as `describe` gives it
 */
export function types(declared, policies) {
  const ours = withoutRustExamples(withoutDeclarations(declared, WASM_BINDGEN));
  const withParameters = withPolicyParameter(ours, [...Object.keys(KINDS), "Order"]);
  return `${withParameters}\n${policies.map(policyTypes).join("\n")}\n${registry(policies)}`;
}

const pascal = (id) =>
  id
    .split("-")
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join("");
const union = (ids) => [...new Set(ids)].map((id) => JSON.stringify(id)).join(" | ") || "never";

/** What both editions of a policy list, each entry once, with the texts of the edition that has it first. */
function merged(policy, list) {
  const entries = new Map();
  for (const edition of [policy.guide, policy.official]) {
    for (const [index, entry] of edition.ja[list].entries()) {
      const known = entries.get(entry.id) ?? { ja: entry, en: edition.en[list][index], editions: [] };
      known.editions.push(edition.ja.edition);
      known.values = { ...known.values, [edition.ja.edition]: entry.value };
      entries.set(entry.id, known);
    }
  }
  return [...entries.values()];
}

function policyTypes(policy) {
  const name = pascal(policy.id);
  const { ja, en } = { ja: policy.guide.ja.label, en: policy.guide.en.label };
  return `
/** What an order of \`${policy.id}\` can tell. */
export interface ${name}Facts {
${merged(policy, "facts").map(factField).join("\n")}
}

/** The parameters of \`${policy.id}\` that an order can override. */
export interface ${name}Params {
${merged(policy, "params").map(paramField).join("\n")}
}

/** ${ja} · ${en} */
export interface ${name}Order extends OrderBase, ${name}Facts {
    policy: ${JSON.stringify(policy.id)};
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

const only = ({ editions }) => (editions.length === 1 ? ` (only in the edition \`${editions[0]}\`)` : "");

function doc(lines) {
  return [
    "    /**",
    ...lines.filter((line) => line !== "").map((line) => `     * ${line.replaceAll("*/", "*\\/")}`),
    "     */",
  ].join("\n");
}

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
    bool: "boolean",
    choice: union(ja.choices.map(({ id }) => id)),
  };
  return `${doc(lines)}\n    ${ja.id}?: ${written[ja.type]} | null;`;
}

function paramField(param) {
  const { ja, en, values } = param;
  const lines = [
    `${ja.label} · ${en.label}${only(param)}`,
    en.note ?? "",
    `Left out: ${Object.entries(values)
      .map(([edition, value]) => `\`${JSON.stringify(value)}\` (${edition})`)
      .join(", ")}.`,
  ];
  return `${doc(lines)}\n    ${ja.id}?: ${ja.type === "duration" ? "string | number" : "number"} | null;`;
}

/** Everything that a policy has an id for, by the id of the policy. */
function registry(policies) {
  const rules = ({ ja }) =>
    [
      // Every action requires a state, which a description need not list.
      ...ja.actions.flatMap(({ id, requires, effects }) => [{ rule: `${ja.id}.${id}.state` }, ...requires, ...effects]),
      ...ja.transitions.flatMap((transition) => [transition, ...transition.effects]),
      ...ja.duties,
    ].map(({ rule }) => rule);
  const entry = (policy) => {
    const ids = (list) => union(merged(policy, list).map(({ ja }) => ja.id));
    return `    ${JSON.stringify(policy.id)}: {
        order: ${pascal(policy.id)}Order;
        role: ${ids("roles")};
        state: ${ids("states")};
        action: ${ids("actions")};
        facts: ${pascal(policy.id)}Facts;
        fact: ${ids("facts")};
        param: ${ids("params")};
        source: ${ids("sources")};
        rule: ${union([policy.guide, policy.official].flatMap(rules))};
    };`;
  };
  const kinds = Object.entries(KINDS).map(
    ([name, key]) =>
      `/** ${DOCS[name]} */\nexport type ${name}<P extends PolicyId = PolicyId> = Policies[P][${JSON.stringify(key)}];`,
  );
  return `
/** What each built-in policy has: its orders, and the ids of everything in it. */
export interface Policies {
${policies.map(entry).join("\n")}
}

/** The id of a built-in policy. */
export type PolicyId = keyof Policies;

/** An order of a policy: its state, and the facts of the policy by their names. */
export type Order<P extends PolicyId = PolicyId> = Policies[P]["order"];

${kinds.join("\n\n")}
`;
}

const DOCS = {
  RoleId: "The id of a role.",
  StateId: "The id of a state.",
  ActionId: "The id of an action.",
  RuleId: "The id of a rule: `<policy>.<action>.<rule>`, or `<policy>.<rule>` for transitions and duties.",
  FactName: "The name of a fact, which is its key in an order.",
  ParamName: "The name of a parameter, which is its key under `params` in an order.",
  SourceId: "The id of a source.",
  Facts: "The facts of an order, by their names.",
};
