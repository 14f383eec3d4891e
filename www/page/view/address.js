/**
 * The view in the address of the page, so that it can be shared, kept and come back to.
 *
 *     #policy=coconala&sample=closes-tomorrow&role=buyer&now=2026-11-20T10:00:00+09:00&locale=en&state=delivered&…
 *
 * It stands in the fragment, which a browser never sends to a server. A fragment has parts `name=value`:
 *
 * | name | value |
 * | --- | --- |
 * | `policy` | the policy; without it, a fragment is no view |
 * | `sample` | the example that the view began with; where no fact stands beside it, the order is that of the example |
 * | `role`, `now`, `locale`, `goal` | as the page has them; a `role` without a value is everybody |
 * | `since` | the instant from which time has been moved, where that is another one than `now` |
 * | `edition` | where it is neither that of the example nor `guide` |
 * | `state`, each fact, `params.<name>` | as JSON; a text that is not mistaken for something else has no quotes |
 * | `do` with `by` and `agreed`; `wait`; `suppose` with `to` | a step that was supposed; what follows it holds after it |
 *
 * After a step stands only what is different from then on, and a name without `=` is a fact that is left out.
 * The order that all begins with is there in full or not at all, so that a link to an order of one's own still means
 * the same when an example has changed.
 */

import { instantOf } from "../../shared/time.js";

/**
 * @import { Locale, Order, PolicyId, PreviewOptions, Scalar } from "torihiki"
 * @import { PageOrder, Supposed, SupposedStep, View } from "../types.js"
 * @import { Sample } from "./samples.js"
 *
 * @typedef {Record<PolicyId, Sample[]>} Samples
 *
 * An order as one table, in which the parameters stand as `params.<name>`.
 *
 * @typedef {Record<string, unknown>} Flat
 *
 * A part of a fragment: a name, and its value where it has one.
 *
 * @typedef {[name: string, value?: string]} Part
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
 *
 * What a view holds between two steps.
 *
 * @typedef {Pick<View, "order" | "now" | "since" | "goal">} Moment
 */

const LOCALES = ["ja", "en"];
const EDITIONS = ["guide", "official"];

/** What begins a step. */
const STEPS = ["do", "wait", "suppose"];
/** What may stand only before the first step, and only after it. Names in neither list and no step are the order's. */
const OF_START = ["policy", "sample", "role", "locale"];
const OF_STEP = ["by", "agreed", "to"];
const OF_VIEW = new Set([...STEPS, ...OF_START, ...OF_STEP, "now", "since", "goal"]);

/** The longest fragment that is read, in UTF-16 units, inclusive. One with all facts has about a thousand. */
const MAX_LENGTH = 50_000;
/** How much is told of a part that was not understood, in UTF-16 units. */
const MAX_TOLD = 60;
/** Milliseconds between two changes of the address: browsers complain of more than about three in a second. */
const PAUSE = 400;

/**
 * The fragment for a view, without the `#`.
 *
 * @param {View} view
 * @param {Samples} samples
 */
export function addressOf(view, samples) {
  const moments = [...view.supposed, view];
  const [{ order, now, since, goal }] = moments;
  const { policy } = order;
  const { policy: _, edition = "guide", ...facts } = flat(order);
  const sample = samples[policy].find(({ id }) => id === view.sample) ?? samples[policy][0];
  const { policy: __, edition: ofSample = "guide", ...own } = flat(sample.order);
  const isOfSample = changes(own, facts).length === 0;
  /** @type {Part[]} */
  const parts = [
    ["policy", policy],
    ["sample", sample.id],
    ["role", view.role],
    ["now", now],
    ...partIf(since !== now, "since", since),
    ["locale", view.locale],
    ...partIf(goal !== "", "goal", goal),
    ...partIf(edition !== (isOfSample ? ofSample : "guide"), "edition", String(edition)),
    ...(isOfSample ? [] : stated(facts)),
    ...view.supposed.flatMap((entry, index) => stepParts(entry, moments[index + 1])),
  ];
  return joined(parts);
}

/**
 * A part that stands only where it says something.
 *
 * @param {boolean} isNeeded
 * @param {string} name
 * @param {string} value
 * @returns {Part[]}
 */
function partIf(isNeeded, name, value) {
  return isNeeded ? [[name, value]] : [];
}

/**
 * An order in full. Of one without anything a `state` that is left out says that it is not the example's.
 *
 * @param {Flat} facts
 * @returns {Part[]}
 */
function stated(facts) {
  const parts = changes({}, facts);
  return parts.length === 0 ? [["state"]] : parts;
}

/**
 * A step, and what holds after it that did not hold before.
 *
 * @param {Supposed} entry
 * @param {Moment} next
 * @returns {Part[]}
 */
function stepParts({ step, order, now, since }, next) {
  const isWaited = instantOf(next.now) === step.waitUntil;
  return [
    ...nameStep(step, next, isWaited),
    ...partIf(!isWaited && (step.waitUntil !== undefined || next.now !== now), "now", next.now),
    ...partIf(next.since !== since, "since", next.since),
    ...partIf(next.goal !== "", "goal", next.goal),
    ...changes({ edition: "guide", ...flat(order) }, { edition: "guide", ...flat(next.order) }),
  ];
}

/**
 * @param {SupposedStep} step
 * @param {Moment} next
 * @param {boolean} isWaited
 * @returns {Part[]}
 */
function nameStep(step, next, isWaited) {
  if (step.waitUntil !== undefined) return [["wait", isWaited ? next.now : new Date(step.waitUntil).toISOString()]];
  if (step.fact === undefined) {
    const { action = "", by = "", consentOf } = step;
    return [["do", action], ["by", by], ...partIf(typeof consentOf === "string", "agreed", consentOf ?? "")];
  }
  // The engine supposes instants in milliseconds, and the page writes them into the order as text.
  const held = next.order[step.fact];
  const isHeld = held === step.value || instantOf(held) === step.value;
  return [["suppose", step.fact], ...partIf(!isHeld, "to", written(step.value))];
}

/**
 * The parts that make one flat order of another: what is new or different, and the names of what is gone.
 *
 * @param {Flat} before
 * @param {Flat} after
 * @returns {Part[]}
 */
function changes(before, after) {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const other = Object.entries(after).filter(
    ([name, value]) => !Object.hasOwn(before, name) || !Object.is(before[name], value),
  );
  return [
    ...gone.map((name) => /** @type {Part} */ ([name])),
    ...other.map(([name, value]) => /** @type {Part} */ ([name, written(value)])),
  ];
}

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
  if (named === undefined || !policies.includes(named) || !Object.hasOwn(samples, named)) {
    return { view: null, ignored: [told("policy", named), ...ignored] };
  }
  const policy = /** @type {PolicyId} */ (named);
  keepKnown(
    start,
    "sample",
    samples[policy].map(({ id }) => id),
    ignored,
  );
  keepKnown(start, "locale", LOCALES, ignored);
  const { sample, role, locale, ...first } = startOf(start, samples[policy], present);
  const { last, supposed } = replay(first, steps, ignored);
  return { view: { sample, role, ...locale, ...last, asked: [], inVain: null, supposed }, ignored };
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
    const isMisplaced = (stages.length === 1 ? OF_STEP : OF_START).includes(name) || name === "params";
    if (isMisplaced || stage.has(name)) ignored.push(told(name, value));
    else stage.set(name, value);
  }
  for (const each of stages) keepKnown(each, "edition", EDITIONS, ignored);
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
 * @param {Sample[]} samples
 * @param {string} present
 */
function startOf(stage, samples, present) {
  const sample = samples.find(({ id }) => id === stage.get("sample")) ?? samples[0];
  const { policy, edition, ...facts } = orderIn(stage);
  const isOfSample = Object.keys(facts).length === 0;
  const order = isOfSample ? sample.order : unflat({ policy, ...facts });
  const now = stage.get("now") ?? (isOfSample ? sample.now : present);
  return {
    sample: sample.id,
    role: stage.get("role") ?? (isOfSample ? (sample.role ?? "") : ""),
    locale: stage.has("locale") ? { locale: /** @type {Locale} */ (stage.get("locale")) } : {},
    order: /** @type {PageOrder} */ ({ ...order, edition: edition ?? order.edition ?? "guide" }),
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
  return action && by ? { by, action, consentOf } : null;
}

/**
 * What a stage says of the order, flat; what is left out is `undefined`.
 *
 * @param {Stage} stage
 * @returns {Flat}
 */
function orderIn(stage) {
  const own = [...stage].filter(([name]) => name === "policy" || !OF_VIEW.has(name));
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

/**
 * Keeps the address of the page up to date, without adding to its history: `put(view)` writes a view into it.
 *
 * The view on which the page opens without a fragment needs none. `follow(fragment)` is called when a reader comes to
 * another address, by a link or the way back; it puts the view there and says so. Where the fragment holds none, the link
 * led to a place in the page, and the view's own address is put back.
 *
 * @param {Samples} samples
 * @param {(fragment: string) => boolean} follow
 */
export function addressKeeper(samples, follow) {
  let wanted = location.hash;
  /** @type {string | null} */
  let opening = null;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let pause = null;

  const replace = () =>
    history.replaceState(history.state, "", wanted === "" ? `${location.pathname}${location.search}` : wanted);
  const write = () => {
    pause = null;
    if (wanted === location.hash) return;
    replace();
    pause = setTimeout(write, PAUSE);
  };
  addEventListener("hashchange", () => {
    const { hash } = location;
    if (hash === wanted) return;
    if (!follow(hash === "" && opening !== null ? opening : hash)) replace();
  });
  return {
    /** @param {View} view */
    put(view) {
      const address = `#${addressOf(view, samples)}`;
      if (wanted === "" && opening === null) opening = address;
      wanted = address === opening ? "" : address;
      if (pause === null) write();
    },
  };
}

/**
 * An order as one table, in which the parameters stand as `params.<name>`.
 *
 * @param {Order} order
 * @returns {Flat}
 */
function flat({ params, ...order }) {
  return {
    ...order,
    ...Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [`params.${name}`, value])),
  };
}

/**
 * The order of a table; what is `undefined` is left out.
 *
 * @param {Flat} table
 * @returns {PageOrder}
 */
function unflat(table) {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined);
  /** @param {[string, unknown]} entry */
  const isParam = ([name]) => name.startsWith("params.");
  const params = entries
    .filter(isParam)
    .map(([name, value]) => /** @type {const} */ ([name.slice("params.".length), value]));
  const order = Object.fromEntries(entries.filter((entry) => !isParam(entry)));
  return /** @type {PageOrder} */ (params.length === 0 ? order : { ...order, params: Object.fromEntries(params) });
}

/**
 * A value as text.
 *
 * @param {unknown} value
 * @returns {string}
 */
function written(value) {
  if (typeof value === "string") return read(value) === value ? value : JSON.stringify(value);
  // JSON has no word for them, but reads a number that is too large as one.
  if (value === Infinity || value === -Infinity) return value < 0 ? "-1e999" : "1e999";
  return JSON.stringify(value);
}

/**
 * The value that a text stands for. Lists and objects stay text: no order has any.
 *
 * @param {string} text
 * @returns {Scalar}
 */
function read(text) {
  if (!/^(?:null|true|false|-?\d.*|".*")$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param {Part[]} parts */
function joined(parts) {
  return parts.map((part) => part.map((text = "") => encoded(text)).join("=")).join("&");
}

/**
 * A text for a fragment: what may stand there and is easily read does, but nothing at which a link in a text would end.
 *
 * @param {string} text
 */
function encoded(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/%(?:3A|2B|2C|2F|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
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
