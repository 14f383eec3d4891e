/** Why what was supplied with an action does not do, beside the fields that it is about. */

import { digitsOf, majorText } from "./money.js";
import { textOf } from "./values.js";

/** @import { Action, ArgumentInfo, ProblemCode, Scalar } from "torihiki" */
/** @import { Context, Texts } from "./types.js" */

/**
 * What is wrong with one field: a value that it does not take, by the code of the engine, or a requirement that it does
 * not meet, in the words of the policy.
 *
 * @typedef {{ code: ProblemCode, value: Scalar | undefined } | { message: string }} Mistake
 *
 * What is wrong with each field, by the names of the arguments, and what is about no single one: texts, and whether the
 * action would record a number that no order can hold.
 *
 * @typedef {{ fields: Record<string, Mistake>, texts: string[], isBeyond: boolean }} Refusal
 */

/**
 * What is wrong with what was supplied.
 *
 * @param {{ problems?: { code: ProblemCode, path: string, message: string }[], reasons?: Action["reasons"] }} refused
 * @param {Record<string, Scalar>} supplied
 * @returns {Refusal}
 */
export function refusalOf({ problems = [], reasons = [] }, supplied) {
  /** @type {Refusal} */
  const refusal = { fields: {}, texts: [], isBeyond: false };
  for (const { code, path, message } of problems) {
    const [, name] = /^with\.([^.[]+)$/.exec(path) ?? [];
    if (isOfResult({ code, path })) refusal.isBeyond = true;
    else if (name === undefined) refusal.texts.push(message);
    else refusal.fields[name] ??= { code, value: supplied[name] };
  }
  const violated = reasons.filter(({ status }) => status === "violated");
  for (const { message, arguments: read } of violated) {
    const [name, ...others] = read;
    if (name === undefined || others.length > 0 || refusal.fields[name] !== undefined) refusal.texts.push(message);
    else refusal.fields[name] = { message };
  }
  return refusal;
}

/**
 * Whether a problem is what an action would make of an order, rather than what was supplied with it: the order itself was
 * read before.
 *
 * @param {{ code: ProblemCode, path: string }} problem
 */
export function isOfResult({ code, path }) {
  return code === "out-of-range" && !path.startsWith("with.");
}

/**
 * What is about no single field, in words.
 *
 * @param {Refusal} refusal
 * @param {Texts} t
 */
export function refusedTexts({ texts, isBeyond }, t) {
  return isBeyond ? [...texts, t.beyondOrder] : texts;
}

/**
 * What was typed, and what the field takes.
 *
 * @param {Mistake} mistake
 * @param {ArgumentInfo} argument
 * @param {Pick<Context, "t" | "zone" | "currency">} context
 */
export function sayMistake(mistake, argument, { t, zone, currency }) {
  if ("message" in mistake) return mistake.message;
  const { type, min } = argument;
  const { code, value } = mistake;
  if (value === undefined || value === null) return t.neededHere;
  const text = textOf(value, type, zone, currency);
  const typed = type === "money" ? withoutZeros(text) : text;
  const isTooLarge = code === "out-of-range" && typeof value === "number" && value > (min ?? 0);
  return isTooLarge ? t.tooLarge(typed) : t.notTaken(typed, takenBy(argument, t, currency));
}

/**
 * @param {ArgumentInfo} argument
 * @param {Texts} t
 * @param {string | null} currency
 */
function takenBy({ type, min }, t, currency) {
  switch (type) {
    case "int":
      return t.takesWhole(min);
    case "money":
      return t.takesMoney(min === null ? null : withoutZeros(majorText(min, currency)), digitsOf(currency));
    case "duration":
      return t.takesLength;
    case "timestamp":
      return t.takesInstant;
    default:
      return t.takesChoice;
  }
}

/**
 * An amount as people type it: `5`, and not `5.00`.
 *
 * @param {string} amount
 */
function withoutZeros(amount) {
  return amount.replace(/\.0+$/, "");
}
