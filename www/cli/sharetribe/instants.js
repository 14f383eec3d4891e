/** Time expressions of a process as expressions of a policy, and in words. */

import { sayDuration } from "../../shared/length.js";
import { counted } from "../usage.js";
import { Clocks } from "./clocks.js";
import { Names, camel, labelOf } from "./names.js";

/**
 * @import { Clock } from "./clocks.js"
 * @import { Transition } from "./process.js"
 * @import { Period, Point, Time } from "./times.js"
 *
 * An expression: when it applies at all, what has to be known not to be absent for it, and how people are told.
 *
 * @typedef {object} Instant
 * @property {string} text
 * @property {string[]} guards
 * @property {string[]} conditions
 * @property {string} words
 * @property {boolean} isVague whether the documentation leaves open what it means
 *
 * @typedef {{ name: string, label: string, value: string }} Param
 * @typedef {{ name: string, label: string, is: string }} Value
 */

/** What is counted for one transition: its parameters are named after it. */
export class Instants {
  /** @type {Param[]} */
  params = [];
  /** @type {Value[]} */
  values = [];
  #clocks;
  #names;

  /**
   * @param {Clocks} clocks
   * @param {Names} names
   */
  constructor(clocks, names) {
    this.#clocks = clocks;
    this.#names = names;
  }

  /**
   * When a transition happens by itself. What is due before its state is entered happens as soon as that is.
   *
   * @param {Transition & { at: Time, from: string }} transition
   * @returns {Instant}
   */
  of({ name, at, from }) {
    const entering = this.#clocks.entering(from);
    const instant = this.told(at, name, entering);
    const due = at.kind === "moved" && at.time.kind !== "min" ? instant.text : this.#named(instant.text, name);
    if (isAfter(at, from, this.#clocks)) return { ...instant, text: due };
    const isLater = `${due} < ${entering.name}`;
    const guarded = entering.mayBeNone ? `${entering.name} != null && ${isLater}` : isLater;
    return { ...instant, text: `${guarded} ? ${entering.name} : ${due}` };
  }

  /**
   * An expression under a name, where it is more than a name itself.
   *
   * @param {string} is
   * @param {string} transition
   */
  #named(is, transition) {
    if (/^\w+$/.test(is)) return is;
    const name = this.#names.fresh(`${transition} due at`);
    this.values.push({ name, label: `“${labelOf(transition)}” is due at`, is: is.replace(/^\((.*)\)$/, "$1") });
    return name;
  }

  /**
   * A time expression. What has passed when the clock `entering` is set has passed for good.
   *
   * @param {Time} time
   * @param {string} transition
   * @param {Clock} entering
   * @returns {Instant}
   */
  told(time, transition, entering) {
    switch (time.kind) {
      case "min": {
        const all = time.times.map((each) => this.told(each, transition, entering));
        const words = all.map((each) => each.words);
        return {
          text: earliest(all.map(({ text }) => text)),
          guards: all.flatMap(({ guards }) => guards),
          conditions: [],
          words: `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}, whichever comes first`,
          isVague: all.some(({ isVague, conditions }) => isVague || conditions.length > 0),
        };
      }
      case "moved": {
        const inner = this.told(time.time, transition, entering);
        return time.periods.reduce((moved, period) => this.#moved(moved, period, time.sign, transition), inner);
      }
      case "unless-past": {
        const inner = this.told(time.time, transition, entering);
        const isAhead = `${inner.text} >= ${entering.name}`;
        const condition = entering.mayBeNone ? `(${entering.name} == null || ${isAhead})` : isAhead;
        return {
          ...inner,
          conditions: [...inner.conditions, condition],
          words: `${inner.words}, unless that has passed by then`,
        };
      }
      default:
        return this.#point(time);
    }
  }

  /**
   * @param {Point} point
   * @returns {Instant}
   */
  #point(point) {
    const { name, words, mayBeNone } = this.#clocks.of(point);
    const told = { conditions: [], isVague: false };
    if (point.kind === "booking-display-start" || point.kind === "booking-display-end") {
      const kind = point.kind === "booking-display-start" ? "booking-start" : "booking-end";
      const real = this.#clocks.of({ kind, of: "" });
      return { text: `(${name} == null ? ${real.name} : ${name})`, guards: [], words: `at ${words}`, ...told };
    }
    return { text: name, guards: mayBeNone ? [name] : [], words: `when ${words}`, ...told };
  }

  /**
   * @param {Instant} instant
   * @param {Period} period
   * @param {1 | -1} sign
   * @param {string} transition
   * @returns {Instant}
   */
  #moved(instant, { months, milliseconds }, sign, transition) {
    const side = (/** @type {number} */ count) => (count * sign < 0 ? "before" : "after");
    const base = instant.words.replace(/^(when|at) /, "");
    let { text, words } = instant;
    if (months !== 0) {
      text = `addMonths(${text}, ${months * sign})`;
      words = `${counted(Math.abs(months), "month")} ${side(months)} ${base}`;
    }
    if (milliseconds !== 0) {
      const name = this.#names.fresh(`${transition} ${side(milliseconds)}`);
      const label = `“${labelOf(transition)}”: time ${side(milliseconds)} ${months === 0 ? base : words}`;
      this.params.push({
        name,
        label: label.replaceAll(/\{\w+\}/g, "that time"),
        value: lengthText(Math.abs(milliseconds)),
      });
      text = `${text} ${side(milliseconds) === "before" ? "-" : "+"} ${name}`;
      words = `{${name}} ${side(milliseconds)} ${months === 0 ? base : words}`;
    }
    return { ...instant, text, words };
  }
}

/**
 * The earliest of several instants.
 *
 * @param {string[]} all
 * @returns {string}
 */
function earliest([first, ...rest]) {
  if (rest.length === 0) return first;
  return `(${rest.map((other) => `${first} <= ${other}`).join(" && ")} ? ${first} : ${earliest(rest)})`;
}

/**
 * Whether an instant cannot lie before the state is entered that it leads out of.
 *
 * @param {Time} time
 * @param {string} from
 * @param {Clocks} clocks
 * @returns {boolean}
 */
function isAfter(time, from, clocks) {
  switch (time.kind) {
    case "moved":
      return (
        isAfter(time.time, from, clocks) &&
        time.periods.every(({ months, milliseconds }) => months * time.sign >= 0 && milliseconds * time.sign >= 0)
      );
    case "entered":
      return time.of === from && !clocks.of(time).mayBeNone;
    case "last-entered":
      return time.of === from;
    case "min":
      return time.times.every((each) => isAfter(each, from, clocks));
    default:
      return false;
  }
}

/**
 * A length of time as policies write it.
 *
 * @param {number} milliseconds
 */
function lengthText(milliseconds) {
  /** @type {[unit: string, length: number][]} */
  const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
    ["ms", 1],
  ];
  let rest = milliseconds;
  const parts = units.map(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? "" : `${count}${unit}`;
  });
  return parts.join("");
}

/**
 * The instant of a notification, in words alone: no rule of a policy sends anything later.
 *
 * @param {Time} time
 * @param {string} on the transition that it is sent on
 * @param {Transition[]} transitions
 */
export function inWords(time, on, transitions) {
  const clocks = new Clocks(transitions);
  const instants = new Instants(clocks, new Names(camel, { separator: "" }));
  const { words } = instants.told(time, on, clocks.of({ kind: "last-moved", of: "" }));
  return words.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const { value } = /** @type {Param} */ (instants.params.find((param) => param.name === name));
    return sayDuration(value, "en") ?? value;
  });
}
