/** Reads an address of the page, which anybody may have written; `address.js` says what stands in one. */

import { instantOf } from "../../shared/time.js";
import { flat, read, unflat } from "./address-values.js";
import { defaultEdition, editionsOf } from "./editions.js";

/**
 * @import { Locale, Order, PolicyId, PreviewOptions } from "torihiki"
 * @import { PageOrder, Supposed, SupposedStep, View } from "../types.js"
 * @import { Moment, Samples } from "./address.js"
 * @import { Flat } from "./address-values.js"
 * @import { Sample } from "./samples.js"
 *
 * The parts up to the next step, by name; of a name without `=` the value is `undefined`.
 *
 * @typedef {Map<string, string | undefined>} Stage
 *
 * A view as an address has it: where the reader has not chosen a language, it names none.
 *
 * @typedef {Omit<View, "locale"> & { locale?: Locale }} AddressedView
 *
 * A part that was not understood.
 *
 * @typedef {{ name: string, text: string }} Ignored
 */

const LOCALES = ["ja", "en"];

/** The `sample` of an order that is somebody's own. */
export const OWN = "";

/** What begins a step. */
const STEPS = ["do", "wait", "suppose"];
/** What may stand only before the first step, and only after it. Names in neither list and no step are the order's. */
const OF_START = ["policy", "sample", "role", "locale", "unsure"];
const OF_STEP = ["by", "agreed", "to"];
const OF_VIEW = new Set([...STEPS, ...OF_START, ...OF_STEP, "now", "since", "goal"]);
/** What the name of a part begins with that is supplied with an action. */
const SUPPLIED = "with.";

/** The longest fragment that is read, in UTF-16 units, inclusive. One with all facts has about a thousand. */
const MAX_LENGTH = 50_000;
/** How much is told of a part that was not understood, in UTF-16 units. */
const MAX_TOLD = 60;
/**
 * The view that a fragment holds, as `{ view, ignored }`; `null` where it holds none, such as one that names a place in
 * the page. It never throws.
 *
 * `ignored` are the parts that were not understood, as `{ name, text }`; what only the engine can judge, such as the
 * name of a fact or a role, is not among them, since its error will name it. `view` is `null` where so much was not
 * understood that there is nothing to show. An order that names no instant is looked at in the `present`.
 *
 * @param {string} fragment
 * @param {{ policies: string[], samples: Samples, present?: string }} given
 * @returns {{ view: AddressedView | null, ignored: Ignored[] } | null}
 */
export function readAddress(fragment, { policies, samples, present = new Date().toISOString() }) {
  const text = fragment.replace(/^#/, "");
  if (!/(?:^|&)policy=/.test(text)) return null;
  if (text.length > MAX_LENGTH) return { view: null, ignored: [told("#", text)] };
  /** @type {Ignored[]} */
  const ignored = [];
  const [start, ...steps] = stagesOf(text, ignored);
  const named = start.get("policy");
  if (named === undefined || !policies.includes(named)) {
    return { view: null, ignored: [told("policy", named), ...ignored] };
  }
  const policy = /** @type {PolicyId} */ (named);
  const examples = Object.hasOwn(samples, policy) ? (samples[policy] ?? []) : [];
  keepKnown(start, "sample", [OWN, ...examples.map(({ id }) => id)], ignored);
  keepKnown(start, "locale", LOCALES, ignored);
  const editions = editionsOf(policy).map(({ id }) => id);
  for (const stage of [start, ...steps]) keepKnown(stage, "edition", editions, ignored);
  const { sample, role, locale, unsure, isLive, ...first } = startOf(start, policy, examples, present);
  const { last, supposed } = replay(first, steps, ignored);
  // What was supposed has its own instant.
  const own = { sample, role, ...locale, unsure, isLive: isLive && last.now === first.now };
  return { view: { ...own, ...last, asked: [], inVain: null, supposed }, ignored };
}

/**
 * The parts by name: first those before any step, and then those of each step.
 *
 * @param {string} text
 * @param {Ignored[]} ignored
 */
function stagesOf(text, ignored) {
  let stage = /** @type {Stage} */ (new Map());
  const stages = [stage];
  for (const part of text.split("&").filter((one) => one !== "")) {
    const at = part.indexOf("=");
    const name = decoded(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? undefined : decoded(part.slice(at + 1));
    if (STEPS.includes(name)) {
      stage = new Map();
      stages.push(stage);
    }
    const isFirst = stages.length === 1;
    const isSupplied = name.startsWith(SUPPLIED) && (isFirst || !stage.has("do") || value === undefined);
    const isMisplaced = (isFirst ? OF_STEP : OF_START).includes(name) || name === "params" || isSupplied;
    if (isMisplaced || stage.has(name)) ignored.push(told(name, value));
    else stage.set(name, value);
  }
  return stages;
}

/**
 * @param {Stage} stage
 * @param {string} name
 * @param {string[]} known
 * @param {Ignored[]} ignored
 */
function keepKnown(stage, name, known, ignored) {
  if (!stage.has(name)) return;
  const value = stage.get(name);
  if (value !== undefined && known.includes(value)) return;
  ignored.push(told(name, value));
  stage.delete(name);
}

/**
 * What stands before any step.
 *
 * @param {Stage} stage
 * @param {PolicyId} policy
 * @param {Sample[]} samples
 * @param {string} present
 */
function startOf(stage, policy, samples, present) {
  const { policy: _, edition, ...facts } = orderIn(stage);
  const hasFacts = Object.keys(facts).length > 0;
  const isOwn = stage.get("sample") === OWN || (hasFacts && !stage.has("sample"));
  const sample = isOwn ? undefined : (samples.find(({ id }) => id === stage.get("sample")) ?? samples[0]);
  const isOfSample = sample !== undefined && !hasFacts;
  const order = isOfSample ? sample.order : unflat({ policy, ...facts });
  const now = stage.get("now") ?? (isOfSample ? sample.now : present);
  const unsure = (stage.get("unsure") ?? "").split(",").filter((fact) => fact !== "");
  return {
    sample: sample?.id ?? OWN,
    unsure,
    isLive: sample === undefined && !stage.has("now"),
    role: stage.get("role") ?? (isOfSample ? (sample.role ?? "") : ""),
    locale: stage.has("locale") ? { locale: /** @type {Locale} */ (stage.get("locale")) } : {},
    order: /** @type {PageOrder} */ ({ ...order, edition: edition ?? order.edition ?? defaultEdition(order.policy) }),
    now,
    since: stage.get("since") ?? now,
    goal: stage.get("goal") ?? "",
  };
}

/**
 * What holds after the steps, and the entries for them. Behind a step that is not understood nothing is.
 *
 * @param {Moment} first
 * @param {Stage[]} stages
 * @param {Ignored[]} ignored
 */
function replay(first, stages, ignored) {
  /** @type {Supposed[]} */
  const supposed = [];
  let last = first;
  for (const [index, stage] of stages.entries()) {
    const order = unflat({ ...flat(last.order), ...orderIn(stage) });
    const step = stepIn(stage, order);
    if (step === null) {
      // Each begins with the part that makes it a step.
      ignored.push(
        ...stages.slice(index).flatMap((one) => [...one].slice(0, 1).map(([name, text]) => told(name, text))),
      );
      break;
    }
    supposed.push({ step, origin: "", ...last, asked: [] });
    const now = stage.get("now") ?? stage.get("wait") ?? last.now;
    last = { order, now, since: stage.get("since") ?? last.since, goal: stage.get("goal") ?? "" };
  }
  return { last, supposed };
}

/**
 * The step of a stage, or `null` where it is none. `order` is the one after it.
 *
 * @param {Stage} stage
 * @param {PageOrder} order
 * @returns {SupposedStep | null}
 */
function stepIn(stage, order) {
  if (stage.has("wait")) {
    const waitUntil = instantOf(stage.get("wait"));
    return Number.isNaN(waitUntil) ? null : { waitUntil };
  }
  if (stage.has("suppose")) {
    const fact = stage.get("suppose") ?? "";
    const value = stage.has("to") ? read(stage.get("to") ?? "") : Object.hasOwn(order, fact) ? order[fact] : undefined;
    return value === undefined ? null : { fact, value };
  }
  const [action, by, consentOf = null] = ["do", "by", "agreed"].map((name) => stage.get(name));
  const supplied = [...stage].filter(([name]) => name.startsWith(SUPPLIED));
  const given = supplied.map(([name, text]) => [name.slice(SUPPLIED.length), read(text ?? "")]);
  if (!action || !by) return null;
  return { by, action, consentOf, ...(given.length === 0 ? {} : { with: Object.fromEntries(given) }) };
}

/**
 * What a stage says of the order, flat; what is left out is `undefined`.
 *
 * @param {Stage} stage
 * @returns {Flat}
 */
function orderIn(stage) {
  const isOwn = (/** @type {string} */ name) => name === "policy" || !(OF_VIEW.has(name) || name.startsWith(SUPPLIED));
  const own = [...stage].filter(([name]) => isOwn(name));
  return Object.fromEntries(own.map(([name, text]) => [name, text === undefined ? undefined : read(text)]));
}

/**
 * The view up to the first step that the engine does not take, so that no part of the page meets one.
 * A link may have been written by hand, or for other rules.
 *
 * @param {View} view
 * @param {{ preview: (order: Order, options: PreviewOptions) => unknown, accountOf: (entry: Supposed, locale: Locale) => { applied: boolean } }} engine
 */
export function withoutUnsound(view, { preview, accountOf }) {
  /** @param {Supposed} entry */
  const isSound = (entry) => {
    const { step, order, now } = entry;
    try {
      if (step.action !== undefined) return accountOf(entry, view.locale).applied;
      if (step.fact !== undefined) preview({ ...order, [step.fact]: step.value }, { now, locale: view.locale });
      return true;
    } catch {
      return false;
    }
  };
  const index = view.supposed.findIndex((entry) => !isSound(entry));
  if (index < 0) return view;
  const { step: _, origin: __, ...before } = view.supposed[index];
  return { ...view, ...before, supposed: view.supposed.slice(0, index) };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string} name
 * @param {string} [text]
 */
function told(name, text = "") {
  /** @param {string} long */
  const short = (long) => (long.length > MAX_TOLD ? `${long.slice(0, MAX_TOLD)}…` : long);
  return { name: short(name), text: short(text) };
}
