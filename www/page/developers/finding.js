/** What is wrong with what was typed, each at its place, with what would mend it. */

import { FUNCTIONS } from "./asking.js";
import { isObject } from "./following.js";

/**
 * @import { Problem, Warning } from "torihiki"
 * @import { FunctionName, Outcome } from "./asking.js"
 * @import { Change, Fault, Reading, Stretch } from "../../shared/json.js"
 *
 * Where something is wrong with a call: in a text, or with the action that is chosen. The workbench for rules has more.
 *
 * @typedef {"order" | "options" | "action"} CallSide
 * @typedef {CallSide | "document" | "tests" | "tried"} Side
 *
 * Something that is wrong, from `from` up to `to` in the text of its side. `code` is that of the engine, or of a slip in
 * the JSON; `message` and `help` are the engine's own words, and `text` is what stands there.
 *
 * @typedef {Stretch & {
 *   side: Side,
 *   severity: "error" | "warning",
 *   code: string,
 *   path: string,
 *   text: string,
 *   message: string | null,
 *   help: string | null,
 *   suggests: string | null,
 *   fix: Change | null,
 * }} Finding
 */

/** Problems whose path leads to a name that there is not, rather than to its value. */
const OF_NAMES = ["unknown-fact", "unknown-param", "unknown-option", "unknown-argument"];
/** Problems that only options have, and those that only an order has. */
const OF_OPTIONS = ["unknown-option", "unknown-role", "unknown-goal", "unknown-argument", "missing-argument"];
const OF_ORDER = ["unknown-fact", "unknown-param", "unknown-state", "unknown-policy"];

/**
 * The slips in a text that is to be JSON.
 *
 * @param {Reading} reading
 * @param {Side} side
 * @returns {Finding[]}
 */
export function slips({ faults }, side) {
  const untold = /** @type {{ message: string | null, help: string | null }} */ ({ message: null, help: null });
  return faults.map(({ code, from, to, text, fix }) => ({
    ...untold,
    side,
    severity: code === "duplicate" ? "warning" : "error",
    code,
    path: "",
    from,
    to,
    text: text.length > 40 ? `${text.slice(0, 40)}…` : text,
    suggests: fix === null ? null : fix.insert.trim(),
    fix,
  }));
}

/**
 * What the engine finds wrong or odd.
 *
 * @param {FunctionName} name
 * @param {Outcome} outcome
 * @param {{ order: Reading, options: Reading }} readings
 * @returns {Finding[]}
 */
export function found(name, { given, problems }, readings) {
  return [
    ...problems.map((problem) => finding(problem, sideOf(problem, name), readings)),
    ...warningsOf(given).map((warning) => ({
      ...finding({ ...warning, help: null, suggests: null }, "order", readings),
      severity: /** @type {const} */ ("warning"),
    })),
  ];
}

/**
 * The warnings of an answer, or of the preview in it.
 *
 * @param {any} given
 * @returns {Warning[]}
 */
function warningsOf(given) {
  return isObject(given) ? /** @type {any} */ (given.warnings ?? warningsOf(given.preview)) : [];
}

/**
 * Where a problem belongs to, for an order and the options may have members of the same name.
 *
 * @param {Problem} problem
 * @param {FunctionName} name
 * @returns {CallSide}
 */
function sideOf({ code, path }, name) {
  if (path === "action") return "action";
  if (OF_OPTIONS.includes(code) || path === "options") return "options";
  if (OF_ORDER.includes(code)) return "order";
  return FUNCTIONS[name].options.includes(path.split(".")[0]) ? "options" : "order";
}

/**
 * @param {Omit<Problem, "code"> & { code: string }} problem
 * @param {CallSide} side
 * @param {{ order: Reading, options: Reading }} readings
 * @returns {Finding}
 */
function finding({ code, path, message, help, suggests }, side, readings) {
  const told = { side, severity: /** @type {const} */ ("error"), code, path, message, help, suggests };
  if (side === "action") return { ...told, from: 0, to: 0, text: "", fix: null };
  const { places } = readings[side];
  const place = placeOf(places, path);
  if (place === undefined) {
    // Something that is not there: the bracket with which everything begins stands for it.
    const { from = 0 } = places.get("")?.value ?? {};
    return { ...told, from, to: from + 1, text: "", fix: null };
  }
  const isName = OF_NAMES.includes(code) && place.key !== null;
  const { from, to } = isName ? /** @type {Stretch} */ (place.key) : place.value;
  const fix = suggests === null ? null : { from, to, insert: JSON.stringify(suggests) };
  return { ...told, from, to, text: "", fix };
}

/**
 * The place of a path. A long name in it is shortened, with an ellipsis.
 *
 * @param {Reading["places"]} places
 * @param {string} path
 */
function placeOf(places, path) {
  if (path === "" || path === "options") return undefined;
  if (!path.endsWith("…")) return places.get(path);
  const [, place] = [...places].find(([name]) => name.startsWith(path.slice(0, -1))) ?? [];
  return place;
}
