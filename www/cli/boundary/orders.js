/**
 * What may bring a rule to one outcome or another: an ordinary order, and others with a fact or two that differ, each with
 * what is supplied with the action where the rule reads that.
 */

import { DAY } from "../../shared/length.js";
import { rfc3339 } from "../../shared/time.js";
import { instantAt, zoneOf } from "../../shared/zone.js";
import { ordinary, valuesOf } from "./values.js";

/**
 * @import { Edition, Rule } from "./rules.js"
 * @import { Value } from "./values.js"
 *
 * @typedef {Record<string, any>} AnyOrder
 *
 * An order, and what is supplied with actions, by their ids, as a case has it; null where nobody tries one.
 *
 * @typedef {{ order: AnyOrder, supplied: Record<string, AnyOrder> | null }} Trial
 */

/** What an order without any other date lies around, on the clocks of its policy. */
const BASE = Date.UTC(2026, 10, 10, 9);

/** How many values of two facts are put together. */
const PAIRS = 400;

/**
 * The instants around which orders lie: one, and where rules change with the date of an order, one in each period.
 *
 * @param {Edition} edition
 */
export function basesOf({ description }) {
  const { calendar, datedBy, actions, transitions, duties, params } = description;
  const usual = instantAt(BASE, zoneOf(description));
  // Beyond the last day that a calendar knows nothing can be said.
  const verified = calendar === null ? Infinity : Date.parse(`${calendar.verified}T00:00:00Z`) - 90 * DAY;
  const base = Math.min(usual, verified);
  if (datedBy === null) return [base];
  const requires = actions.flatMap((action) => action.requires.flatMap((one) => [one, ...one.alternatives]));
  const effects = [...actions, ...transitions].flatMap((one) => one.effects);
  const periods = [
    ...[...actions, ...requires, ...effects, ...transitions, ...duties].map(({ inForce }) => inForce),
    ...params.flatMap(({ dated }) => dated),
  ];
  const bounds = periods.flatMap((period) => [period?.from ?? null, period?.until ?? null]).filter((at) => at !== null);
  const sorted = [...new Set(bounds)].sort((one, other) => one - other);
  return [...new Set([base, ...sorted, ...sorted.slice(0, 1).map((at) => at - 30 * DAY)])];
}

/**
 * What is tried for a rule, the simplest first.
 *
 * @param {Rule} rule
 * @returns {Generator<Trial>}
 */
export function* trialsFor(rule) {
  const bases = basesOf(rule.edition);
  for (const base of bases) for (const state of rule.states) yield written(ordinaryOrder(rule, state, base), rule);
  for (const base of bases) {
    for (const state of rule.states) for (const order of varied(rule, state, base)) yield written(order, rule);
  }
}

/**
 * An order and its arguments as people write them: instants as texts, on the clocks of the policy, and all in the order of
 * the document. Where an argument is left out that has to be there, nobody tries the action.
 *
 * @param {AnyOrder} order with the arguments of the action
 * @param {Rule} rule
 * @returns {Trial}
 */
function written(order, { edition, action, supplied }) {
  const zone = zoneOf(edition.description);
  const told = (/** @type {Iterable<{ id: string, type: string }>} */ declared) =>
    Object.fromEntries(
      [...declared].flatMap(({ id, type }) => {
        const value = order[id];
        if (value === undefined) return [];
        return [[id, type === "timestamp" && typeof value === "number" ? rfc3339(value, zone) : value]];
      }),
    );
  const { state, edition: named } = order;
  const args = [...supplied.values()];
  const isTried = args.length > 0 && args.every(({ id, hasDefault }) => hasDefault || order[id] !== undefined);
  return {
    order: { state, ...(named !== undefined && { edition: named }), ...told(edition.facts.values()) },
    supplied: isTried ? { [String(action)]: told(args) } : null,
  };
}

/**
 * An order in which everything that decides is known and ordinary, with what is supplied.
 *
 * @param {Rule} rule
 * @param {string} state
 * @param {number} base
 * @returns {AnyOrder}
 */
function ordinaryOrder({ facts, near, supplied, edition }, state, base) {
  const { datedBy } = edition.description;
  /** @type {AnyOrder} */
  const order = edition.isDefault ? { state } : { state, edition: edition.id };
  for (const [id, fact] of edition.facts) {
    if (id !== datedBy && !facts.includes(id) && !near.includes(id)) continue;
    const isLeftOut = fact.hasDefault && id !== datedBy;
    if (!isLeftOut && isHere(fact.editions, edition)) order[id] = ordinary(fact, edition, base);
  }
  for (const [id, argument] of supplied) if (!argument.hasDefault) order[id] = ordinary(argument, edition, base);
  return order;
}

/**
 * @param {readonly (string | null)[] | null} editions
 * @param {Edition} edition
 */
const isHere = (editions, edition) => editions === null || editions.includes(edition.id);

/**
 * @param {Rule} rule
 * @param {string} state
 * @param {number} base
 * @returns {Generator<AnyOrder>}
 */
function* varied(rule, state, base) {
  const usual = ordinaryOrder(rule, state, base);
  const choices = (/** @type {string[]} */ names) =>
    names.flatMap((name) => {
      const fact = rule.edition.facts.get(name);
      if (fact === undefined || !isHere(fact.editions, rule.edition)) return [];
      return [{ name, values: valuesOf(fact, rule, base) }];
    });
  const args = rule.arguments.flatMap((name) => {
    const argument = rule.supplied.get(name);
    return argument === undefined ? [] : [{ name, values: valuesOf(argument, rule, base) }];
  });
  const [own, near] = [[...args, ...choices(rule.facts)], choices(rule.near)];
  /** @type {(order: AnyOrder, name: string, value: Value) => AnyOrder} */
  const changed = (order, name, value) => {
    const { [name]: _, ...rest } = order;
    const next = value === undefined ? rest : { ...rest, [name]: value };
    return together(next, name, rule, base);
  };
  for (const { name, values } of [...own, ...near]) for (const value of values) yield changed(usual, name, value);
  let count = 0;
  const all = [...own, ...near];
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      for (const value of one.values) {
        for (const second of other.values) {
          if ((count += 1) > PAIRS) return;
          yield changed(changed(usual, one.name, value), other.name, second);
        }
      }
    }
  }
}

/**
 * An order in which what is given together with a fact is given too.
 *
 * @param {AnyOrder} order
 * @param {string} name
 * @param {Rule} rule
 * @param {number} base
 */
function together(order, name, { edition }, base) {
  if (order[name] === undefined || order[name] === null) return order;
  const all = [...edition.facts.values()];
  /** @type {string[]} */
  const own = edition.facts.get(name)?.together ?? [];
  const partners = all.filter(
    ({ id, together: named }) => own.includes(id) || /** @type {string[]} */ (named).includes(name),
  );
  const lacking = partners.filter(({ id }) => order[id] === undefined || order[id] === null);
  return { ...order, ...Object.fromEntries(lacking.map((fact) => [fact.id, ordinary(fact, edition, base)])) };
}
