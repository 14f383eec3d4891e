/** An order and what is answered today as a case, to be read and kept as a test. */

/**
 * @import { Preview } from "torihiki"
 *
 * @typedef {{ name: string, order: object, role?: string, now: string, expect: object }} KeptCase
 */

/**
 * The case of an order: its state, what happens by itself, and each action with its verdict and until when it is so.
 *
 * @param {string} name
 * @param {object} order
 * @param {{ role?: string, now: string }} options
 * @param {Preview} answer
 * @returns {KeptCase}
 */
export function caseOf(name, order, { role, now }, { state, ifNobodyActs, actions }) {
  /** @type {Map<string, object | null>} */
  const told = new Map();
  for (const { id, verdict, until } of actions) {
    const said = { verdict, ...(until === null ? {} : { until: textOf(until) }) };
    const other = told.get(id);
    // An action that is another one for another role is nothing that a case for all of them can say.
    told.set(id, other === undefined || JSON.stringify(other) === JSON.stringify(said) ? said : null);
  }
  return {
    name,
    order,
    ...(role === undefined ? {} : { role }),
    now,
    expect: {
      state: state.effective,
      ifNobodyActs: ifNobodyActs.map(({ rule, at, to, certainty }) => ({ rule, at: textOf(at), to, certainty })),
      actions: Object.fromEntries([...told].filter(([, said]) => said !== null)),
    },
  };
}

/** @param {number} at */
const textOf = (at) => new Date(at).toISOString();

/**
 * A list of cases with one more, as text. What stands there keeps its form.
 *
 * @param {string} tests a list, as JSON
 * @param {KeptCase} added
 */
export function withCase(tests, added) {
  const written = JSON.stringify(added, null, 2).replaceAll("\n", "\n  ");
  const end = tests.lastIndexOf("]");
  const before = tests.slice(0, Math.max(end, 0)).trimEnd();
  return before === "" ? `[\n  ${written}\n]\n` : `${before}${before.endsWith("[") ? "" : ","}\n  ${written}\n]\n`;
}

/**
 * A name that no case has yet.
 *
 * @param {string} name
 * @param {{ name: string }[]} cases
 */
export function unusedName(name, cases) {
  const names = new Set(cases.map((each) => each.name));
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name} (${number})`;
    if (!names.has(tried)) return tried;
  }
}
