/** Brings a text up to date with what the page looks at, and leaves everything else in it as somebody wrote it. */

import { pathOf, readJson } from "../../shared/json.js";

/**
 * @import { Change, Place } from "../../shared/json.js"
 *
 * What a text says, or has to say, as one table: members of an object in it stand under paths such as `params.fee`.
 *
 * @typedef {Record<string, unknown>} Table
 */

/**
 * An object as one table. An empty object in it is left out; whatever is deeper stays as it is.
 *
 * @param {object} object
 * @returns {Table}
 */
export function tableOf(object) {
  const entries = Object.entries(object).flatMap(([name, value]) =>
    isObject(value)
      ? Object.entries(value).map(([inner, each]) => /** @type {const} */ ([pathOf([name, inner]), each]))
      : [/** @type {const} */ ([name, value])],
  );
  return Object.fromEntries(entries);
}

/**
 * Whether something is an object with members.
 *
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/**
 * Whether two values are the same to JSON.
 *
 * @param {unknown} one
 * @param {unknown} other
 */
export function isSame(one, other) {
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Whether two tables say the same, in whatever order.
 *
 * @param {Table} one
 * @param {Table} other
 */
export function isAlike(one, other) {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

/**
 * The text with everything in it that is no longer so as the page has it: what was `before` and is otherwise `after`.
 * What the page has not changed stays, also where the text says something else.
 *
 * The text has to be JSON, and an object.
 *
 * @param {string} text
 * @param {Table} before
 * @param {Table} after
 */
export function followed(text, before, after) {
  let result = text;
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const isGone = !Object.hasOwn(after, path);
    if (isGone ? !Object.hasOwn(before, path) : Object.hasOwn(before, path) && isSame(before[path], after[path])) {
      continue;
    }
    result = isGone ? without(result, path) : withValue(result, path, after[path]);
  }
  return result;
}

/**
 * @param {string} text
 * @param {string} path
 * @param {unknown} value
 * @returns {string}
 */
function withValue(text, path, value) {
  const { places } = readJson(text);
  const place = places.get(path);
  if (place !== undefined) {
    const { from, to } = place.value;
    return isSame(JSON.parse(text.slice(from, to)), value) ? text : changed(text, { from, to, insert: written(value) });
  }
  const [first, ...rest] = path.split(".");
  const outer = places.get(first);
  if (rest.length === 0) return withMember(text, "", first, value);
  const inner = rest.join(".");
  return outer !== undefined && text[outer.value.from] === "{"
    ? withMember(text, first, inner, value)
    : withValue(text, first, { [inner]: value });
}

/**
 * The text with one more member at the end of an object in it.
 *
 * @param {string} text
 * @param {string} path of the object
 * @param {string} name
 * @param {unknown} value
 */
function withMember(text, path, name, value) {
  const { places } = readJson(text);
  const object = /** @type {Place} */ (places.get(path));
  const last = membersOf(places, object).at(-1);
  const { from, to } = object.value;
  const outer = indentAt(text, from);
  if (last === undefined) {
    const member = `${JSON.stringify(name)}: ${written(value, `${outer}  `)}`;
    return changed(text, { from, to, insert: `{\n${outer}  ${member}\n${outer}}` });
  }
  const { from: key } = /** @type {{ from: number }} */ (last.key);
  // In a line of its own where the one before is, too.
  const isOnLine = text.lastIndexOf("\n", key) > from;
  const indent = isOnLine ? indentAt(text, key) : outer;
  const member = `${JSON.stringify(name)}: ${written(value, indent)}`;
  const at = last.value.to;
  return changed(text, { from: at, to: at, insert: isOnLine ? `,\n${indent}${member}` : `, ${member}` });
}

/**
 * The text without a member; an object that is then empty goes along with it.
 *
 * @param {string} text
 * @param {string} path
 * @returns {string}
 */
function without(text, path) {
  const { places } = readJson(text);
  const place = places.get(path);
  if (place === undefined || place.key === null) return text;
  const outer = /** @type {Place} */ (places.get(pathOf(place.names.slice(0, -1))));
  const members = membersOf(places, outer);
  const index = members.indexOf(place);
  if (members.length === 1 && outer.names.length > 0) return without(text, pathOf(outer.names));
  const { key } = /** @type {{ key: { from: number } }} */ (place);
  // Together with the comma before it, or of the first one with that behind it.
  if (index > 0) return changed(text, { from: members[index - 1].value.to, to: place.value.to, insert: "" });
  const next = members[1]?.key;
  return changed(text, { from: key.from, to: next?.from ?? place.value.to, insert: "" });
}

/**
 * The members of an object, in their order. Of a name that stands twice only the last place is known.
 *
 * @param {Map<string, Place>} places
 * @param {Place} object
 */
function membersOf(places, object) {
  const { length } = object.names;
  return [...places.values()]
    .filter(
      ({ key, names }) =>
        key !== null && names.length === length + 1 && pathOf(names.slice(0, -1)) === pathOf(object.names),
    )
    .sort((one, other) => one.value.from - other.value.from);
}

/**
 * A value as JSON, in lines if it has members.
 *
 * @param {unknown} value
 * @param {string} [indent] of the lines after the first
 */
function written(value, indent = "") {
  return (JSON.stringify(value, null, 2) ?? "null").replaceAll("\n", `\n${indent}`);
}

/**
 * The space before the line of a position.
 *
 * @param {string} text
 * @param {number} at
 */
function indentAt(text, at) {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/**
 * @param {string} text
 * @param {Change} change
 */
function changed(text, { from, to, insert }) {
  return text.slice(0, from) + insert + text.slice(to);
}

/**
 * The smallest change that makes one text of another, or `null` where they are the same.
 *
 * @param {string} before
 * @param {string} after
 * @returns {Change | null}
 */
export function difference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
