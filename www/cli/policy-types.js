/** What TypeScript is told of a policy: its orders, and the ids of everything in it. */

import { localText } from "../shared/time.js";
import { zoneOf } from "../shared/zone.js";

/**
 * @import { ActionInfo, ArgumentInfo, Description, FactInfo, ParamInfo, RoleInfo, SourceInfo, StateInfo } from "torihiki"
 *
 * A policy in all its editions, each described in all its languages.
 *
 * @typedef {{ id: string, editions: Description[][] }} Described
 *
 * The lists of a description whose entries have an id.
 *
 * @typedef {{ roles: RoleInfo, states: StateInfo, facts: FactInfo, params: ParamInfo, actions: ActionInfo, sources: SourceInfo }} Lists
 */

/**
 * What the editions of a policy have under one id, in each language as the first edition that has it says it, and the
 * editions that do, of how many.
 *
 * @template Entry
 * @typedef {{ said: Entry[], editions: (string | null)[], of: number, values: Record<string, string> }} Merged
 */

/**
 * A policy in all its editions and languages.
 *
 * @param {string} id
 * @param {(options: { edition?: any, locale?: string }) => Description} describe
 * @returns {Described}
 */
export function describedInAll(id, describe) {
  const { editions, languages } = describe({});
  const named = editions.length === 0 ? [null] : editions.map((edition) => edition.id);
  return { id, editions: named.map((edition) => languages.map((locale) => describe({ edition, locale }))) };
}

/** @param {string} id */
const pascal = (id) =>
  id
    .split("-")
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join("");

/** @param {string[]} ids */
const union = (ids) => [...new Set(ids)].map((id) => JSON.stringify(id)).join(" | ") || "never";

/** @param {{ label: string }[]} said in each language */
const labels = (said) => [...new Set(said.map(({ label }) => label))].join(" · ");

/**
 * What the editions of a policy list, each entry once.
 *
 * @template {keyof Lists} List
 * @param {Described} policy
 * @param {List} list
 * @returns {Merged<Lists[List]>[]}
 */
function merged(policy, list) {
  /** @type {Map<string, Merged<Lists[List]>>} */
  const entries = new Map();
  const of = policy.editions.length;
  for (const inLanguages of policy.editions) {
    const [{ edition }] = inLanguages;
    const lists = inLanguages.map((description) => /** @type {Lists[List][]} */ (description[list]));
    for (const [index, entry] of lists[0].entries()) {
      const known = entries.get(entry.id) ?? { said: lists.map((said) => said[index]), editions: [], of, values: {} };
      known.editions.push(edition);
      if ("value" in entry) known.values[edition ?? ""] = toldValue(entry, inLanguages[0]);
      entries.set(entry.id, known);
    }
  }
  return [...entries.values()];
}

/**
 * The value of a parameter, or its values with the periods in which each holds.
 *
 * @param {ParamInfo} param
 * @param {Description} description
 */
function toldValue({ value, dated }, description) {
  const told = (/** @type {unknown} */ one) => `\`${JSON.stringify(one)}\``;
  if (dated.length === 0) return told(value);
  const zone = zoneOf(description);
  const instant = (/** @type {number} */ at) => localText(at, zone).replace(" 00:00", "");
  const parts = dated.map((one) => {
    const from = one.from === null ? "" : ` from ${instant(one.from)}`;
    return `${told(one.value)}${from}${one.until === null ? "" : ` before ${instant(one.until)}`}`;
  });
  return [...parts, ...(dated.some((one) => one.value === value) ? [] : [`${told(value)} otherwise`])].join("; ");
}

/**
 * The ids that the editions of a policy list.
 *
 * @param {Described} policy
 * @param {keyof Lists} list
 */
const idsOf = (policy, list) => merged(policy, list).map(({ said: [{ id }] }) => id);

/**
 * The types of a policy's orders.
 *
 * @param {Described} policy
 */
export function orderTypes(policy) {
  const name = pascal(policy.id);
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

/** ${labels(policy.editions[0])} */
export interface ${name}Order extends OrderBase, ${name}Facts {
    policy: ${JSON.stringify(policy.id)};
${editionField(policy)}
    /** The parameters to override. */
    params?: ${name}Params | null;
    /**
     * The state that the marketplace shows.
     *
${merged(policy, "states")
  .map((state) => `     * - \`${state.said[0].id}\`: ${labels(state.said)}${only(state)}`)
  .join("\n")}
     */
    state: ${union(idsOf(policy, "states"))};
}
`;
}

/**
 * The entry of a policy in `Policies`: everything that it has an id for.
 *
 * @param {Described} policy
 */
export function registryEntry(policy) {
  const [[first]] = policy.editions;
  /** @param {Description[]} edition */
  const rules = ([{ actions, transitions, duties }]) =>
    [
      // Every action requires a state, which a description need not list.
      ...actions.flatMap(({ id, requires, effects }) => [
        { rule: `${policy.id}.${id}.state` },
        ...requires.flatMap((requirement) => [requirement, ...requirement.alternatives]),
        ...effects,
      ]),
      ...transitions.flatMap((transition) => [transition, ...transition.effects]),
      ...duties,
    ].map(({ rule }) => rule);
  /** @param {keyof Lists} list */
  const ids = (list) => union(idsOf(policy, list));
  const facts = [...idsOf(policy, "facts"), ...argumentsOf(policy).map(({ said: [{ id }] }) => id)];
  return `    ${JSON.stringify(policy.id)}: {
        order: ${pascal(policy.id)}Order;
        edition: ${union(first.editions.map(({ id }) => id))};
        role: ${ids("roles")};
        state: ${ids("states")};
        action: ${ids("actions")};
        facts: ${pascal(policy.id)}Facts;
        fact: ${union(facts)};
        arguments: ${pascal(policy.id)}Arguments;
        param: ${ids("params")};
        source: ${ids("sources")};
        rule: ${union(policy.editions.flatMap(rules))};
    };`;
}

/** @param {Described} policy */
function editionField({ editions: [inLanguages] }) {
  const [{ editions }] = inLanguages;
  const named = editions.map(({ id, default: isDefault }, index) => {
    const said = labels(inLanguages.map((description) => description.editions[index]));
    return `- \`${id}\`: ${said}${isDefault ? " (the default)" : ""}`;
  });
  const lines = named.length === 0 ? ["There is one reading of the rules."] : ["Which reading of the rules.", ...named];
  return `${doc(lines)}\n    edition?: ${[...editions.map(({ id }) => JSON.stringify(id)), "null"].join(" | ")};`;
}

/** @param {{ editions: (string | null)[], of: number }} entry */
const only = ({ editions, of }) =>
  editions.length === of ? "" : ` (only in ${editions.map((edition) => `\`${edition}\``).join(", ")})`;

/**
 * The arguments of all actions of a policy, each name once.
 *
 * @param {Described} policy
 */
function argumentsOf(policy) {
  /** @type {Map<string, { said: ArgumentInfo[] }>} */
  const found = new Map();
  for (const inLanguages of policy.editions) {
    for (const [index, action] of inLanguages[0].actions.entries()) {
      for (const [number, { id }] of action.with.entries()) {
        const said = inLanguages.map(({ actions }) => actions[index].with[number]);
        if (!found.has(id)) found.set(id, { said });
      }
    }
  }
  return [...found.values()];
}

/** @param {Described} policy */
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

/** @param {{ said: ArgumentInfo[], editions: (string | null)[], of: number }} fact */
function factField(fact) {
  const [own] = fact.said;
  const value = own.default === null ? "known to be absent" : `\`${JSON.stringify(own.default)}\``;
  const lines = [
    `${labels(fact.said)}${only(fact)}`,
    fact.said.at(-1)?.note ?? "",
    `Left out: ${own.hasDefault ? value : "unknown"}.${own.nullable ? " `null`: known to be absent." : ""}${own.min === null ? "" : ` At least ${own.min}.`}`,
  ];
  const written = {
    timestamp: "InstantLike",
    duration: "string | number",
    int: "number",
    money: "number",
    bool: "boolean",
    choice: union(own.choices.map(({ id }) => id)),
  };
  return `${doc(lines)}\n    ${own.id}?: ${written[own.type]} | null;`;
}

/** @param {Merged<ParamInfo>} param */
function paramField(param) {
  const [own] = param.said;
  const lines = [
    `${labels(param.said)}${only(param)}`,
    param.said.at(-1)?.note ?? "",
    `Left out: ${Object.entries(param.values)
      .map(([edition, value]) => `${value}${edition === "" ? "" : ` (${edition})`}`)
      .join(", ")}.`,
  ];
  return `${doc(lines)}\n    ${own.id}?: ${own.type === "duration" ? "string | number" : "number"} | null;`;
}

/**
 * The declarations of a policy that is brought along: with them, the types of the package know it.
 *
 * @param {Described} policy
 * @param {string} file what they are written from
 */
export function ownTypes(policy, file) {
  const types = `// Written by \`torihiki types\` from ${file}. Whoever changes the policy writes it anew.

import type { InstantLike, OrderBase } from "torihiki";
${orderTypes(policy)}
declare module "torihiki" {
  interface Policies {
${registryEntry(policy)}
  }
}
`;
  // What may be left out may be `undefined`, also where TypeScript tells the two apart.
  return types.replace(/^( +\w+\?: .*);$/gm, "$1 | undefined;");
}
