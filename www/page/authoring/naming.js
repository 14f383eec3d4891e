/** The names of a policy and the functions of its conditions, offered as one types in its document. */

/**
 * @import { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete"
 * @import { PageDescription } from "../types.js"
 */

/** The functions of conditions, each with what is supplied. */
const FUNCTIONS = {
  duration: '"72h"',
  timestamp: '"2026-11-10T09:00:00+09:00"',
  startOfDay: "t",
  endOfDay: "t",
  endOfMonth: "t",
  addDays: "t, n",
  addMonths: "t, n",
  endOfBusinessDay: "t, n",
  addBusinessDays: "t, n",
};

/**
 * The source of completions: what `described` has. A document that is wrong at the moment has the names that it had last.
 *
 * @param {() => { description: PageDescription | null, kinds: Record<string, string> }} described
 */
export function namesOf(described) {
  return (/** @type {CompletionContext} */ context) => {
    const word = context.matchBefore(/[A-Za-z][\w-]*/);
    // Nothing is offered to whoever has hardly begun a word, which may well be one of a text.
    if (!context.explicit && (word === null || word.to - word.from < 2)) return null;
    const { description, kinds } = described();
    /** @type {CompletionResult} */
    const result = {
      from: word?.from ?? context.pos,
      options: optionsOf(description, kinds),
      validFor: /^[\w-]*$/,
    };
    return result;
  };
}

/**
 * @param {PageDescription | null} description
 * @param {Record<string, string>} kinds
 * @returns {Completion[]}
 */
function optionsOf(description, kinds) {
  const functions = Object.entries(FUNCTIONS).map(([name, supplied]) => ({ label: name, detail: `(${supplied})` }));
  if (description === null) return functions;
  const { states, roles, facts, params, actions, sources } = description;
  const lists = { state: states, role: roles, fact: facts, param: params, action: actions };
  const named = Object.entries(lists).flatMap(([kind, all]) =>
    all.map(({ id, label }) => ({ label: id, detail: [label, kinds[kind]].filter(Boolean).join(" · ") })),
  );
  return [...named, ...sources.map(({ id, title }) => ({ label: id, detail: title })), ...functions];
}
