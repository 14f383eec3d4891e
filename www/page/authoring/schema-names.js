/** The keys and the words of the format, offered as one types, from the JSON Schema that editors have as well. */

import schema from "../../package/policy.schema.json";
import { completionsOf } from "../developers/completion.js";
import { pathOf } from "../../shared/json.js";
import { isJson } from "./files.js";
import { tomlSpot } from "./toml-spot.js";

/**
 * @import { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete"
 * @import { Proposal } from "../developers/completing.js"
 * @import { Reading, Spot } from "../../shared/json.js"
 *
 * As much of JSON Schema as the schema of policies has.
 *
 * @typedef {object} Schema
 * @property {string} [description]
 * @property {string} [$ref]
 * @property {string | string[]} [type]
 * @property {Record<string, Schema>} [properties]
 * @property {Schema | boolean} [additionalProperties]
 * @property {Schema} [items]
 * @property {Schema[]} [anyOf]
 * @property {unknown[]} [enum]
 * @property {string[]} [enumDescriptions]
 * @property {unknown} [const]
 */

const whole = /** @type {Schema & { definitions: Record<string, Schema> }} */ (/** @type {unknown} */ (schema));

/** The source of completions. A document that begins as JSON is JSON. */
export function schemaNames() {
  const ofJson = completionsOf(jsonProposals);
  return (/** @type {CompletionContext} */ context) =>
    isJson(context.state.doc.toString()) ? ofJson(context) : tomlCompletions(context);
}

/**
 * @param {Spot} spot
 * @param {Reading} reading
 * @returns {Proposal[]}
 */
function jsonProposals({ kind, names, from }, { places }) {
  if (kind === "value") return valuesAt(names).map(({ value, about }) => proposal(JSON.stringify(value), about));
  const isThere = (/** @type {string} */ name) => {
    const key = places.get(pathOf([...names, name]))?.key ?? null;
    return key !== null && key.from !== from;
  };
  return keysAt(names)
    .filter(({ name }) => !isThere(name))
    .map(({ name, about, begins }) => ({ ...proposal(JSON.stringify(name), about), value: begins }));
}

/**
 * @param {string} json
 * @param {string | undefined} about
 */
const proposal = (json, about) => ({ json, label: "", detail: "", note: about ?? null });

/**
 * @param {CompletionContext} context
 * @returns {CompletionResult | null}
 */
function tomlCompletions({ state, pos, explicit }) {
  const text = state.doc.toString();
  const spot = tomlSpot(text, pos);
  if (spot === null || (spot.from === spot.to && !explicit)) return null;
  const { kind, names, from, to, isHeading } = spot;
  const isFollowed = isHeading || /^\s*[=.]/.test(text.slice(to, to + 40));
  /** @type {Completion[]} */
  const options =
    kind === "value"
      ? valuesAt(names).map(({ value, about }) => ({ label: JSON.stringify(value), info: about }))
      : keysAt(names).map(({ name, about }) => ({ label: name, info: about, apply: isFollowed ? name : `${name} = ` }));
  const typed = text.slice(from, pos).replace(/^["']/, "").toLowerCase();
  const fitting = options.filter(({ label }) => explicit || label.replace('"', "").toLowerCase().startsWith(typed));
  // The names of the policy itself come after what the format says.
  return fitting.length === 0
    ? null
    : { from, to, options: fitting.map((one) => ({ ...one, boost: 1 })), filter: false };
}

/**
 * The keys that can stand in what some names lead to.
 *
 * @param {string[]} names
 */
export function keysAt(names) {
  return at(names)
    .flatMap((one) => (one.items === undefined ? [one] : variants(one.items)))
    .flatMap(({ properties }) => Object.entries(properties ?? {}))
    .map(([name, one]) => ({ name, about: aboutOf(one), begins: beginning(one) }));
}

/**
 * The values that can stand where some names lead to, as far as there are a few.
 *
 * @param {string[]} names
 * @returns {{ value: unknown, about: string | undefined }[]}
 */
export function valuesAt(names) {
  return at(names).flatMap((one) => {
    if (one.const !== undefined) return [{ value: one.const, about: one.description }];
    if (one.type === "boolean") return [true, false].map((value) => ({ value, about: one.description }));
    return (one.enum ?? []).map((value, index) => ({ value, about: one.enumDescriptions?.[index] ?? one.description }));
  });
}

/** @param {string[]} names */
function at(names) {
  return names.reduce((found, name) => found.flatMap((one) => inside(one, name)), variants(whole));
}

/**
 * What a name leads to. In the heading of a table, the list in which it stands has no number.
 *
 * @param {Schema} one
 * @param {string} name
 * @returns {Schema[]}
 */
function inside({ properties, additionalProperties, items }, name) {
  if (items !== undefined) {
    return /^\d+$/.test(name) ? variants(items) : variants(items).flatMap((item) => inside(item, name));
  }
  if (properties !== undefined && Object.hasOwn(properties, name)) return variants(properties[name]);
  return typeof additionalProperties === "object" ? variants(additionalProperties) : [];
}

/**
 * What something may be, each as it is described.
 *
 * @param {Schema} one
 * @returns {Schema[]}
 */
function variants(one) {
  const referred = one.$ref === undefined ? one : { ...whole.definitions[one.$ref.split("/").at(-1) ?? ""], ...one };
  return referred.anyOf === undefined ? [referred] : referred.anyOf.flatMap(variants);
}

/** @param {Schema} one */
const aboutOf = (one) =>
  one.description ?? variants(one).find(({ description }) => description !== undefined)?.description;

/**
 * What a value begins with in JSON.
 *
 * @param {Schema} one
 */
function beginning(one) {
  const [{ type, const: only }] = variants(one);
  if (only !== undefined) return JSON.stringify(only);
  const [first] = [type].flat();
  return { string: '""', array: "[]", object: "{}", boolean: "true" }[first ?? ""] ?? "";
}
