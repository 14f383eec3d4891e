/** What cases are looked for: the rules of a policy, each with the states in which it counts and the facts that decide it. */

/**
 * @import { ArgumentInfo, Description, FactInfo } from "torihiki"
 * @import { Policy } from "torihiki/policy"
 *
 * A requirement or an alternative of an action, a transition or a duty, in one edition.
 *
 * @typedef {object} Rule
 * @property {string} rule its id
 * @property {"requirement" | "transition" | "duty"} kind
 * @property {string | null} action
 * @property {string[]} roles by whose eyes it can be seen
 * @property {string[]} states
 * @property {string[]} facts that its own expressions read
 * @property {string[]} near what else decides in these states: the facts of the action and of what happens by itself
 * @property {string[]} arguments that its own expressions read
 * @property {Map<string, ArgumentInfo>} supplied all that is supplied with the action, where it reads some of it
 * @property {string} text its expressions, with those of the values that they name
 * @property {Edition} edition
 *
 * What an edition of a policy declares.
 *
 * @typedef {{ id: string | null, isDefault: boolean, description: Description, facts: Map<string, FactInfo> }} Edition
 */

/**
 * Every rule in every edition, in the order of the document.
 *
 * @param {Policy} policy
 * @returns {Map<string, Rule[]>} by their ids, the default edition first
 */
export function rulesOf(policy) {
  const { editions, languages } = policy.describe();
  const locale = spokenIn(languages);
  const named = editions.length === 0 ? [{ id: null, default: true }] : editions;
  const sorted = [...named].sort((one, other) => Number(other.default) - Number(one.default));
  /** @type {Map<string, Rule[]>} */
  const rules = new Map();
  for (const { id, default: isDefault } of sorted) {
    const description = policy.describe({ edition: id, locale });
    const facts = new Map(description.facts.map((fact) => [/** @type {string} */ (fact.id), fact]));
    for (const rule of rulesIn({ id, isDefault, description, facts })) {
      rules.set(rule.rule, [...(rules.get(rule.rule) ?? []), rule]);
    }
  }
  return rules;
}

/**
 * The language in which cases are told: English, as the rest of what stands in their files, where the policy has it.
 *
 * @param {string[]} languages
 */
export const spokenIn = (languages) => languages.find((language) => /^en(-|$)/.test(language)) ?? languages[0];

/**
 * @param {Edition} edition
 * @returns {Rule[]}
 */
function rulesIn(edition) {
  const { actions, transitions, duties, states, roles: all } = edition.description;
  // What concerns everybody is to be seen by anybody, and to look as one role is far less work than as all.
  const [anybody] = all.map(({ id }) => /** @type {string} */ (id));
  const going = states.filter((state) => !state.final).map(({ id }) => /** @type {string} */ (id));
  const falls = transitions.map(({ from, at, when }) => ({ from, ...readIn([at, when], edition) }));
  const nearIn = (/** @type {string[]} */ inStates) =>
    falls.filter(({ from }) => from.some((state) => inStates.includes(state))).flatMap(({ facts }) => facts);
  /** @type {(rule: Pick<Rule, "rule" | "kind" | "action" | "roles" | "states">, texts: (string | null)[], near: string[], args?: ArgumentInfo[]) => Rule} */
  const made = (rule, texts, near, args = []) => {
    const { facts, text } = readIn(texts, edition);
    const others = [...new Set([...near, ...nearIn(rule.states)])].filter((fact) => !facts.includes(fact));
    const declared = new Map(args.map((each) => [/** @type {string} */ (each.id), each]));
    const read = [...new Set(wordsIn(text).filter((word) => declared.has(word)))];
    const supplied = read.length === 0 ? new Map() : declared;
    return { ...rule, facts, text, near: others, arguments: read, supplied, edition };
  };
  return [
    ...actions.flatMap(({ id, roles, from, requires, with: args }) => {
      const all = requires.flatMap((one) => [one, ...one.alternatives]);
      const near = all.flatMap(({ facts }) => facts);
      return all.map(({ rule, that, alternatives }) => {
        const texts = [that, ...alternatives.map((one) => one.that)];
        return made({ rule, kind: "requirement", action: id, roles, states: from }, texts, near, args);
      });
    }),
    ...transitions.map(({ rule, from, at, when }) =>
      made({ rule, kind: "transition", action: null, roles: [anybody], states: from }, [at, when], []),
    ),
    ...duties.map(({ rule, role, in: inStates, when, due }) => {
      const states = inStates.length === 0 ? going : inStates;
      return made({ rule, kind: "duty", action: null, roles: [role ?? anybody], states }, [due, when], []);
    }),
  ];
}

/**
 * The facts that expressions read, and these expressions with the values that they name.
 *
 * @param {(string | null)[]} texts
 * @param {Edition} edition
 */
function readIn(texts, { description, facts }) {
  let text = texts.filter((each) => each !== null).join("\n");
  const values = new Map(description.values.map(({ id, is }) => [/** @type {string} */ (id), is]));
  // Values may name values; none rests on itself.
  const named = new Set();
  for (const name of wordsIn(text)) {
    const is = values.get(name);
    if (is === undefined || named.has(name)) continue;
    named.add(name);
    text += `\n${is}`;
    for (const word of wordsIn(is)) if (values.has(word) && !named.has(word)) text += `\n${values.get(word)}`;
  }
  return { facts: [...new Set(wordsIn(text).filter((word) => facts.has(word)))], text };
}

/** @param {string} text */
function wordsIn(text) {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "").match(/[A-Za-z]\w*/g) ?? [];
}
