/**
 * What the form's fields mean for the order that is passed to the engine.
 *
 * The page keeps one order, exactly as `preview` takes it. A field shows a value of it as text,
 * and what a person types becomes a value again. Text that is not understood stays as it is:
 * the engine is the one to say what is wrong with it.
 */

/** @import { FactInfo, RoleId, Scalar } from "torihiki" */
/** @import { PageOrder } from "../types.js" */

/**
 * How a fact stands in the order: `value`, `none` (known to be absent) or `left-out`.
 * Where leaving it out means "none" anyway, the two are one.
 *
 * @param {PageOrder} order
 * @param {FactInfo} fact
 */
export function standingOf(order, fact) {
  const value = order[fact.id];
  if (value === null) return "none";
  if (value === undefined) return isNoneWhenLeftOut(fact) ? "none" : "left-out";
  return "value";
}

/**
 * The ways in which a fact can stand, in the order in which a form offers them.
 *
 * @param {FactInfo} fact
 * @returns {("value" | "none" | "left-out")[]}
 */
export function standingsOf(fact) {
  if (isNoneWhenLeftOut(fact)) return ["value", "none"];
  return fact.nullable ? ["value", "none", "left-out"] : ["value", "left-out"];
}

/**
 * True where the default of a fact is that it is absent.
 *
 * @param {FactInfo} fact
 */
export function isNoneWhenLeftOut(fact) {
  return fact.hasDefault && fact.default === null;
}

/**
 * The order with one key changed, or left out where the value is `undefined`.
 *
 * @template {Record<string, any>} T
 * @param {T} order
 * @param {string} key
 * @param {unknown} value
 * @returns {T}
 */
export function withKey(order, key, value) {
  const { [key]: _, ...rest } = order;
  return /** @type {any} */ (value === undefined ? rest : { ...rest, [key]: value });
}

/**
 * The order with one parameter overridden, or as the policy has it where the value is `undefined`.
 *
 * @param {PageOrder} order
 * @param {string} id
 * @param {unknown} value
 */
export function withParam(order, id, value) {
  const params = withKey(order.params ?? {}, id, value);
  return withKey(order, "params", Object.keys(params).length === 0 ? undefined : params);
}

/**
 * The value of the order that a problem's path names.
 *
 * @param {PageOrder} order
 * @param {string} path
 */
export function valueAt(order, path) {
  return path.startsWith("params.") ? order.params?.[path.slice("params.".length)] : order[path];
}

/**
 * The option `role` of the engine's questions, which is left out for everybody.
 *
 * @param {string} role
 * @returns {{ role?: RoleId }}
 */
export function roleOption(role) {
  return role === "" ? {} : { role: /** @type {RoleId} */ (role) };
}

/**
 * The facts that are given together with one or not at all, which an order does not tell.
 *
 * @param {string} id
 * @param {PageOrder} order
 * @param {FactInfo[]} facts
 */
export function partnersOf(id, order, facts) {
  const own = facts.find((fact) => fact.id === id)?.together ?? [];
  const isPartner = (/** @type {FactInfo} */ fact) =>
    own.some((one) => one === fact.id) || fact.together.some((one) => one === id);
  const untold = facts.filter((fact) => isPartner(fact) && order[fact.id] === undefined);
  return untold.map((fact) => /** @type {string} */ (fact.id));
}
