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

/** The fragment for a view, without the `#`. */
export function addressOf(view, samples) {
  const moments = [...view.supposed, view];
  const [{ order, now, since, goal }] = moments;
  const { policy, edition = "guide", ...facts } = flat(order);
  const sample = samples[policy].find(({ id }) => id === view.sample) ?? samples[policy][0];
  const { policy: _, edition: ofSample = "guide", ...own } = flat(sample.order);
  const isOfSample = changes(own, facts).length === 0;
  return joined([
    ["policy", policy],
    ["sample", sample.id],
    ["role", view.role],
    ["now", now],
    ...(since === now ? [] : [["since", since]]),
    ["locale", view.locale],
    ...(goal === "" ? [] : [["goal", goal]]),
    ...(edition === (isOfSample ? ofSample : "guide") ? [] : [["edition", edition]]),
    ...(isOfSample ? [] : stated(facts)),
    ...view.supposed.flatMap((entry, index) => stepParts(entry, moments[index + 1])),
  ]);
}

/** An order in full. Of one without anything a `state` that is left out says that it is not the example's. */
function stated(facts) {
  const parts = changes({}, facts);
  return parts.length === 0 ? [["state"]] : parts;
}

/** A step, and what holds after it that did not hold before. */
function stepParts({ step, order, now, since }, next) {
  const isWaited = instantOf(next.now) === step.waitUntil;
  return [
    ...nameStep(step, next, isWaited),
    ...(isWaited || (step.waitUntil === undefined && next.now === now) ? [] : [["now", next.now]]),
    ...(next.since === since ? [] : [["since", next.since]]),
    ...(next.goal === "" ? [] : [["goal", next.goal]]),
    ...changes(flat({ edition: "guide", ...order }), flat({ edition: "guide", ...next.order })),
  ];
}

function nameStep(step, next, isWaited) {
  if (step.waitUntil !== undefined) return [["wait", isWaited ? next.now : new Date(step.waitUntil).toISOString()]];
  if (step.fact === undefined) {
    return [["do", step.action], ["by", step.by], ...(step.consentOf === null ? [] : [["agreed", step.consentOf]])];
  }
  // The engine supposes instants in milliseconds, and the page writes them into the order as text.
  const held = next.order[step.fact];
  const isHeld = held === step.value || instantOf(held) === step.value;
  return [["suppose", step.fact], ...(isHeld ? [] : [["to", written(step.value)]])];
}

/** The parts that make one flat order of another: what is new or different, and the names of what is gone. */
function changes(before, after) {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const other = Object.entries(after).filter(
    ([name, value]) => !Object.hasOwn(before, name) || !Object.is(before[name], value),
  );
  return [...gone.map((name) => [name]), ...other.map(([name, value]) => [name, written(value)])];
}

/**
 * The view that a fragment holds, as `{ view, ignored }`; `null` where it holds none, such as one that names a place in
 * the page. It never throws.
 *
 * `ignored` are the parts that were not understood, as `{ name, text }`; what only the engine can judge, such as the
 * name of a fact or a role, is not among them, since its error will name it. `view` is `null` where so much was not
 * understood that there is nothing to show. An order that names no instant is looked at in the `present`.
 */
export function readAddress(fragment, { policies, samples, present = new Date().toISOString() }) {
  const text = fragment.replace(/^#/, "");
  if (!/(?:^|&)policy=/.test(text)) return null;
  if (text.length > MAX_LENGTH) return { view: null, ignored: [told("#", text)] };
  const ignored = [];
  const [start, ...steps] = stagesOf(text, ignored);
  const policy = start.get("policy");
  if (!policies.includes(policy) || !Object.hasOwn(samples, policy)) {
    return { view: null, ignored: [told("policy", policy), ...ignored] };
  }
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

/** The parts by name: first those before any step, and then those of each step. */
function stagesOf(text, ignored) {
  const stages = [new Map()];
  for (const part of text.split("&").filter((one) => one !== "")) {
    const [name, value] = part.includes("=")
      ? [/^[^=]*/.exec(part)[0], /=(.*)$/s.exec(part)[1]].map(decoded)
      : [decoded(part), undefined];
    if (STEPS.includes(name)) stages.push(new Map());
    const stage = stages.at(-1);
    const isMisplaced = (stages.length === 1 ? OF_STEP : OF_START).includes(name) || name === "params";
    if (isMisplaced || stage.has(name)) ignored.push(told(name, value));
    else stage.set(name, value);
  }
  for (const stage of stages) keepKnown(stage, "edition", EDITIONS, ignored);
  return stages;
}

function keepKnown(stage, name, known, ignored) {
  if (!stage.has(name) || known.includes(stage.get(name))) return;
  ignored.push(told(name, stage.get(name)));
  stage.delete(name);
}

/** What stands before any step. */
function startOf(stage, samples, present) {
  const sample = samples.find(({ id }) => id === stage.get("sample")) ?? samples[0];
  const { policy, edition, ...facts } = orderIn(stage);
  const isOfSample = Object.keys(facts).length === 0;
  const order = isOfSample ? sample.order : unflat({ policy, ...facts });
  const now = stage.get("now") ?? (isOfSample ? sample.now : present);
  return {
    sample: sample.id,
    role: stage.get("role") ?? (isOfSample ? (sample.role ?? "") : ""),
    locale: stage.has("locale") ? { locale: stage.get("locale") } : {},
    order: { ...order, edition: edition ?? order.edition ?? "guide" },
    now,
    since: stage.get("since") ?? now,
    goal: stage.get("goal") ?? "",
  };
}

/** What holds after the steps, and the entries for them. Behind a step that is not understood nothing is. */
function replay(first, stages, ignored) {
  const supposed = [];
  let last = first;
  for (const [index, stage] of stages.entries()) {
    const order = unflat({ ...flat(last.order), ...orderIn(stage) });
    const step = stepIn(stage, order);
    if (step === null) {
      ignored.push(...stages.slice(index).map((one) => told(...one.entries().next().value)));
      break;
    }
    supposed.push({ step, origin: "", ...last, asked: [] });
    const now = stage.get("now") ?? stage.get("wait") ?? last.now;
    last = { order, now, since: stage.get("since") ?? last.since, goal: stage.get("goal") ?? "" };
  }
  return { last, supposed };
}

/** The step of a stage, or `null` where it is none. `order` is the one after it. */
function stepIn(stage, order) {
  if (stage.has("wait")) {
    const waitUntil = instantOf(stage.get("wait"));
    return Number.isNaN(waitUntil) ? null : { waitUntil };
  }
  if (stage.has("suppose")) {
    const fact = stage.get("suppose");
    const value = stage.has("to") ? read(stage.get("to") ?? "") : Object.hasOwn(order, fact) ? order[fact] : undefined;
    return value === undefined ? null : { fact, value };
  }
  const [action, by, consentOf = null] = ["do", "by", "agreed"].map((name) => stage.get(name));
  return action && by ? { by, action, consentOf } : null;
}

/** What a stage says of the order, flat; what is left out is `undefined`. */
function orderIn(stage) {
  const own = [...stage].filter(([name]) => name === "policy" || !OF_VIEW.has(name));
  return Object.fromEntries(own.map(([name, text]) => [name, text === undefined ? undefined : read(text)]));
}

/**
 * The view up to the first step that the engine does not take, so that no part of the page meets one.
 * A link may have been written by hand, or for other rules.
 */
export function withoutUnsound(view, { preview, accountOf }) {
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
 */
export function addressKeeper(samples, follow) {
  let wanted = location.hash;
  let opening = null;
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
    put(view) {
      const address = `#${addressOf(view, samples)}`;
      if (wanted === "" && opening === null) opening = address;
      wanted = address === opening ? "" : address;
      if (pause === null) write();
    },
  };
}

/** An order as one table, in which the parameters stand as `params.<name>`. */
function flat({ params = {}, ...order }) {
  return { ...order, ...Object.fromEntries(Object.entries(params).map(([name, value]) => [`params.${name}`, value])) };
}

/** The order of a table; what is `undefined` is left out. */
function unflat(table) {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined);
  /** @param {[string, unknown]} entry */
  const isParam = ([name]) => name.startsWith("params.");
  const params = entries.filter(isParam).map(([name, value]) => [name.slice("params.".length), value]);
  const order = Object.fromEntries(entries.filter((entry) => !isParam(entry)));
  return params.length === 0 ? order : { ...order, params: Object.fromEntries(params) };
}

/** A value as text. */
function written(value) {
  if (typeof value === "string") return read(value) === value ? value : JSON.stringify(value);
  // JSON has no word for them, but reads a number that is too large as one.
  if (value === Infinity || value === -Infinity) return value < 0 ? "-1e999" : "1e999";
  return JSON.stringify(value);
}

/** The value that a text stands for. Lists and objects stay text: no order has any. */
function read(text) {
  if (!/^(?:null|true|false|-?\d.*|".*")$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function joined(parts) {
  return parts.map((part) => part.map(encoded).join("=")).join("&");
}

/** A text for a fragment: what may stand there and is easily read does, but nothing at which a link in a text would end. */
function encoded(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/%(?:3A|2B|2C|2F|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function told(name, text = "") {
  const short = (long) => (long.length > MAX_TOLD ? `${long.slice(0, MAX_TOLD)}…` : long);
  return { name: short(name), text: short(text) };
}
