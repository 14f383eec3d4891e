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
 * | `sample` | the example that the view began with; where no fact stands beside it, the order is that of the example. Without a value, the order is somebody's own |
 * | `role`, `now`, `locale`, `goal` | as the page has them; a `role` without a value is everybody. Without `now`, an order of one's own is looked at in the present |
 * | `unsure` | the facts, with commas, of which somebody has said that they are not known |
 * | `since` | the instant from which time has been moved, where that is another one than `now` |
 * | `edition` | where it is neither that of the example nor the policy's default |
 * | `state`, each fact, `params.<name>` | as JSON; a text that is not mistaken for something else has no quotes |
 * | `do` with `by`, `agreed` and `with.<argument>`; `wait`; `suppose` with `to` | a step that was supposed; what follows it holds after it |
 *
 * After a step stands only what is different from then on, and a name without `=` is a fact that is left out.
 * The order that all begins with is there in full or not at all, so that a link to an order of one's own still means
 * the same when an example has changed. `address-reading.js` reads what is written here.
 */

import { instantOf } from "../../shared/time.js";
import { flat, written } from "./address-values.js";
import { defaultEdition } from "./editions.js";

/**
 * @import { PolicyId } from "torihiki"
 * @import { PageOrder, Supposed, SupposedStep, View } from "../types.js"
 * @import { Flat } from "./address-values.js"
 * @import { Sample } from "./samples.js"
 *
 * The examples of each policy, as far as it has some.
 *
 * @typedef {Partial<Record<PolicyId, Sample[]>>} Samples
 *
 * A part of a fragment: a name, and its value where it has one.
 *
 * @typedef {[name: string, value?: string]} Part
 *
 * What a view holds between two steps.
 *
 * @typedef {Pick<View, "order" | "now" | "since" | "goal">} Moment
 */

/**
 * How many changes of the address may come at once, and the milliseconds after which there may be one more: browsers
 * complain of more than a hundred in half a minute.
 */
const AT_ONCE = 10;
const PAUSE = 400;

/**
 * The fragment for a view, without the `#`; empty where nothing has been chosen yet.
 *
 * @param {View} view
 * @param {Samples} samples
 */
export function addressOf(view, samples) {
  const moments = [...view.supposed, view];
  const [{ order, now, since, goal }] = moments;
  const { policy } = order;
  if (/** @type {string} */ (policy) === "") return "";
  const usual = defaultEdition(policy);
  const { policy: _, edition = usual, ...facts } = flat(order);
  const sample = samples[policy]?.find(({ id }) => id === view.sample);
  const { policy: __, edition: ofSample = usual, ...own } = sample === undefined ? { policy } : flat(sample.order);
  const isOfSample = sample !== undefined && changes(own, facts).length === 0;
  /** @type {Part[]} */
  const parts = [
    ["policy", policy],
    ["sample", view.sample],
    ["role", view.role],
    ...partIf(!view.isLive, "now", now),
    ...partIf(!view.isLive && since !== now, "since", since),
    ["locale", view.locale],
    ...partIf(goal !== "", "goal", goal),
    ...partIf(edition !== (isOfSample ? ofSample : usual), "edition", String(edition)),
    ...partIf(view.unsure.length > 0, "unsure", view.unsure.join(",")),
    ...(isOfSample ? [] : sample === undefined ? changes({}, facts) : stated(facts)),
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
    ...changes(flat(inFull(order)), flat(inFull(next.order))),
  ];
}

/**
 * An order that names its edition.
 *
 * @param {PageOrder} order
 */
const inFull = (order) => ({ ...order, edition: order.edition ?? defaultEdition(order.policy) });

/**
 * @param {SupposedStep} step
 * @param {Moment} next
 * @param {boolean} isWaited
 * @returns {Part[]}
 */
function nameStep(step, next, isWaited) {
  if (step.waitUntil !== undefined) return [["wait", isWaited ? next.now : new Date(step.waitUntil).toISOString()]];
  if (step.fact === undefined) {
    const { action = "", by = "", consentOf, with: supplied = {} } = step;
    const given = Object.entries(supplied).map(
      ([name, value]) => /** @type {Part} */ ([`with.${name}`, written(value)]),
    );
    return [["do", action], ["by", by], ...partIf(typeof consentOf === "string", "agreed", consentOf ?? ""), ...given];
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

/**
 * Keeps the address of the page up to date: `put(view)` writes a view into it. Only a step, such as to another service, adds
 * to the history, so that the way back leads to what was looked at before.
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
  let left = AT_ONCE;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let pause = null;

  const whole = () => (wanted === "" ? `${location.pathname}${location.search}` : wanted);
  const replace = () => history.replaceState(history.state, "", whole());
  const write = () => {
    if (wanted === location.hash || left === 0) return;
    replace();
    left -= 1;
    pause ??= setTimeout(refill, PAUSE);
  };
  const refill = () => {
    left += 1;
    pause = left < AT_ONCE ? setTimeout(refill, PAUSE) : null;
    write();
  };
  const flush = () => {
    if (wanted !== location.hash) replace();
  };
  // What was entered last is not to be lost where the page is left at once.
  addEventListener("pagehide", flush);
  addEventListener("hashchange", () => {
    const { hash } = location;
    if (hash === wanted) return;
    if (!follow(hash === "" && opening !== null ? opening : hash)) replace();
  });
  return {
    /**
     * @param {View} view
     * @param {boolean} [isStep]
     */
    put(view, isStep = false) {
      const fragment = addressOf(view, samples);
      const address = fragment === "" ? "" : `#${fragment}`;
      if (wanted === "" && opening === null) opening = address;
      if (isStep) flush();
      wanted = address === opening ? "" : address;
      if (isStep && wanted !== location.hash) history.pushState(null, "", whole());
      else write();
    },
  };
}
