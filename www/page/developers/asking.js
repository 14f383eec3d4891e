/** The functions of the package as the playground asks them, and what of their options the page itself looks at. */

import { TorihikiError, apply, calendar, describe, policies, preview, timeline, ways } from "torihiki";
import { rfc3339 } from "../../shared/time.js";
import { zoneOf } from "../../shared/zone.js";
import { defaultEdition, editionsOf } from "../view/editions.js";
import { isObject, isSame } from "./following.js";

/**
 * @import { Locale, PolicyId, Problem } from "torihiki"
 * @import { PageDescription, PageOrder, View } from "../types.js"
 *
 * @typedef {"preview" | "timeline" | "apply" | "ways" | "calendar" | "describe"} FunctionName
 *
 * A call as it was typed.
 *
 * @typedef {{ name: FunctionName, order: any, action: string, options: any }} Call
 *
 * What came of a call: what it gave, or what it threw, and the problems of that.
 *
 * @typedef {{ given: unknown, thrown: TorihikiError | null, problems: Problem[] }} Outcome
 */

/**
 * The functions, each with its options and with how it is called.
 *
 * @type {Record<FunctionName, { options: string[], ask: (call: Call) => unknown }>}
 */
export const FUNCTIONS = {
  preview: { options: ["role", "now", "locale"], ask: ({ order, options }) => preview(order, options) },
  timeline: { options: ["role", "from", "until", "locale"], ask: ({ order, options }) => timeline(order, options) },
  apply: {
    options: ["role", "now", "with", "agreed", "locale"],
    ask: ({ order, action, options }) => apply(order, /** @type {any} */ (action), options),
  },
  ways: { options: ["role", "to", "now", "locale"], ask: ({ order, options }) => ways(order, options) },
  calendar: { options: ["role", "from", "until", "locale"], ask: ({ order, options }) => calendar(order, options) },
  describe: { options: ["edition", "locale"], ask: ({ order, options }) => describe(policyOf(order), options) },
};

export const NAMES = /** @type {FunctionName[]} */ (Object.keys(FUNCTIONS));

/**
 * Whether a value is an instant in milliseconds, of the years that the engine reads.
 *
 * @param {unknown} value
 * @returns {value is number}
 */
function isInstant(value) {
  return Number.isSafeInteger(value) && Date.UTC(1, 0) <= Number(value) && Number(value) < Date.UTC(10_000, 0);
}

/** What `describe` is asked about: without a name it would describe all policies. */
const policyOf = (/** @type {any} */ order) => (isObject(order) ? (order.policy ?? "") : order);

/**
 * @param {Call} call
 * @returns {Outcome}
 */
export function ask(call) {
  try {
    return { given: FUNCTIONS[call.name].ask(call), thrown: null, problems: [] };
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return { given: undefined, thrown: error, problems: error.problems };
  }
}

/**
 * The order of a view as it is written down: an edition is named where it is not the usual one.
 *
 * @param {Pick<View, "order">} view
 * @returns {Record<string, unknown>}
 */
export function orderOf({ order: { edition, ...order } }) {
  const isUsual = !edition || edition === defaultEdition(order.policy);
  const { policy, ...rest } = order;
  return isUsual ? { policy, ...rest } : { policy, edition, ...rest };
}

/**
 * The order that the page can look at, or `null` where it is of no use to it: then only the engine can say what is wrong.
 *
 * @param {unknown} order
 * @returns {PageOrder | null}
 */
export function pageOrder(order) {
  if (!isObject(order) || !policies().some(({ id }) => id === order.policy)) return null;
  const { edition, params, ...rest } = order;
  const policy = /** @type {PolicyId} */ (order.policy);
  const isEdition = edition === undefined || edition === null || editionsOf(policy).some(({ id }) => id === edition);
  const isFlat = [rest, params ?? {}].every((each) => Object.values(each).every((value) => Object(value) !== value));
  if (!isEdition || !isFlat || (params !== undefined && !isObject(params))) return null;
  const own = params === undefined || Object.keys(params).length === 0 ? rest : { ...rest, params };
  return /** @type {any} */ ({ ...own, edition: edition ?? defaultEdition(policy) });
}

/**
 * What the options of a function are by the view.
 *
 * @param {FunctionName} name
 * @param {View} view
 * @returns {Record<string, unknown>}
 */
export function optionsOf(name, { role, now, locale, order, goal }) {
  const all = /** @type {Record<string, unknown>} */ ({
    ...(role === "" ? {} : { role }),
    ...(goal === "" ? {} : { to: goal }),
    ...("edition" in orderOf({ order }) ? { edition: order.edition } : {}),
    now,
    from: now,
    locale,
  });
  const names = FUNCTIONS[name].options.filter((option) => Object.hasOwn(all, option));
  return Object.fromEntries(names.map((option) => [option, all[option]]));
}

/**
 * What the page looks at otherwise, once the options of a function say so. What it cannot look at, such as another
 * language than its own, is of the options alone.
 *
 * @param {FunctionName} name
 * @param {Record<string, unknown>} options
 * @param {View} view
 * @param {PageDescription} description
 * @returns {Partial<View>}
 */
export function viewChange(name, options, view, description) {
  const before = optionsOf(name, view);
  const change = /** @type {Partial<View>} */ ({});
  const { options: known } = FUNCTIONS[name];
  for (const option of known.filter((one) => !isSame(before[one], options[one]))) {
    const value = options[option];
    // Without a role everybody looks; an empty name is none.
    if (option === "role" && value !== "" && (typeof value === "string" || (value ?? null) === null)) {
      change.role = /** @type {string} */ (value ?? "");
    }
    if ((option === "now" || option === "from") && (typeof value === "string" || isInstant(value))) {
      change.now = typeof value === "string" ? value : rfc3339(value, zoneOf(description));
      change.since = change.now;
    }
    if (option === "locale" && (value === "ja" || value === "en")) change.locale = /** @type {Locale} */ (value);
    if (option === "to" && description.states.some(({ id }) => id === value)) change.goal = String(value);
    if (option === "edition" && description.editions.some(({ id }) => id === value)) {
      change.order = { ...view.order, edition: /** @type {any} */ (value) };
    }
  }
  return change;
}
