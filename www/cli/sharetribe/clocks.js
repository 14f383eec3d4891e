/** The instants on which the time expressions of a process rest, as facts of a policy and what sets them. */

import { Names, camel, labelOf } from "./names.js";
import { pointsIn } from "./times.js";

/**
 * @import { Transition } from "./process.js"
 * @import { Point, Time } from "./times.js"
 *
 * A fact. One that `mayBeNone` is null until it is set: only where it can be set a second time has it to be asked whether
 * it was set before.
 *
 * @typedef {object} Clock
 * @property {Point["kind"]} point
 * @property {string} name
 * @property {string} label
 * @property {string} words after which it is: "the booking ends"
 * @property {boolean} mayBeNone
 * @property {boolean} isBooking whether it is supplied with a booking
 * @property {string | null} note
 * @property {"none" | null} default
 * @property {(transition: Transition) => "never" | "first" | "always"} sets whether a transition sets it
 */

export class Clocks {
  /** @type {Map<string, Clock>} */
  #clocks = new Map();
  #names = new Names(camel, { separator: "" });
  #transitions;

  /** @param {Transition[]} transitions */
  constructor(transitions) {
    this.#transitions = transitions;
    for (const { at } of transitions) for (const point of pointsIn(at)) this.of(point);
  }

  get all() {
    return [...this.#clocks.values()];
  }

  /**
   * The fact of a point in time.
   *
   * @param {Pick<Point, "kind" | "of">} point
   * @returns {Clock}
   */
  of({ kind, of }) {
    const key = `${kind} ${of}`;
    const known = this.#clocks.get(key);
    if (known !== undefined) return known;
    const clock = { point: kind, ...this.#made(kind, of) };
    this.#clocks.set(key, clock);
    return clock;
  }

  /**
   * When a state was entered that an expression leaves: what is due by then happens at once.
   *
   * @param {string} state
   * @returns {Clock}
   */
  entering(state) {
    const entered = this.#clocks.get(`entered ${state}`);
    if (entered !== undefined && !entered.mayBeNone) return entered;
    return this.#clocks.get(`last-entered ${state}`) ?? this.of({ kind: "last-moved", of: "" });
  }

  /**
   * @param {Point["kind"]} kind
   * @param {string} of
   * @returns {Omit<Clock, "point">}
   */
  #made(kind, of) {
    const label = labelOf(of);
    const booking = {
      mayBeNone: false,
      isBooking: true,
      note: null,
      default: null,
      sets: /** @type {Clock["sets"]} */ (() => "never"),
    };
    const own = { isBooking: false, note: null, default: null };
    switch (kind) {
      case "initiated":
        return {
          name: this.#names.of("initiated-at"),
          label: "The transaction began at",
          words: "the transaction begins",
          mayBeNone: false,
          ...own,
          sets: ({ from }) => (from === null ? "always" : "never"),
        };
      case "entered": {
        const again = this.#leadsTo(of, of);
        return {
          name: this.#names.of(`first-entered-${of}-at`),
          label: `First in the state “${label}” at`,
          words: `the state “${label}” is first entered`,
          mayBeNone: again,
          ...own,
          sets: ({ to }) => (to !== of ? "never" : again ? "first" : "always"),
        };
      }
      case "last-entered":
        return {
          name: this.#names.of(`last-entered-${of}-at`),
          label: `Last came into the state “${label}” at`,
          words: `the state “${label}” is last entered`,
          mayBeNone: false,
          ...own,
          sets: ({ to }) => (to === of ? "always" : "never"),
        };
      case "transitioned": {
        const again = this.#transitions.some(
          ({ name, from, to }) => name === of && from !== null && (from === to || this.#leadsTo(to, from)),
        );
        return {
          name: this.#names.of(`first-${of}-at`),
          label: `“${label}” first happened at`,
          words: `“${label}” first happens`,
          mayBeNone: again,
          ...own,
          sets: ({ name }) => (name !== of ? "never" : again ? "first" : "always"),
        };
      }
      case "last-moved":
        return {
          name: this.#names.of("last-transitioned-at"),
          label: "The last transition was at",
          words: "the last transition",
          mayBeNone: true,
          isBooking: false,
          note: "An instant that had passed by then counts as this one. Left out, none had",
          default: "none",
          sets: () => "always",
        };
      case "booking-start":
        return {
          name: this.#names.of("booking-start-at"),
          label: "The booking starts at",
          words: "the booking starts",
          ...booking,
        };
      case "booking-end":
        return {
          name: this.#names.of("booking-end-at"),
          label: "The booking ends at",
          words: "the booking ends",
          ...booking,
        };
      case "booking-display-start":
        this.of({ kind: "booking-start", of: "" });
        return {
          name: this.#names.of("booking-display-start-at"),
          label: "The booking is shown to start at",
          words: "the shown start of the booking",
          ...booking,
          mayBeNone: true,
          default: "none",
          note: "Left out, when it starts",
        };
      default:
        this.of({ kind: "booking-end", of: "" });
        return {
          name: this.#names.of("booking-display-end-at"),
          label: "The booking is shown to end at",
          words: "the shown end of the booking",
          ...booking,
          mayBeNone: true,
          default: "none",
          note: "Left out, when it ends",
        };
    }
  }

  /**
   * Whether transitions lead from a state to another, or back to the same.
   *
   * @param {string} from
   * @param {string} to
   */
  #leadsTo(from, to) {
    const next = (/** @type {string} */ state) =>
      this.#transitions.flatMap((each) => (each.from === state ? [each.to] : []));
    const reached = new Set(next(from));
    // A set can be added to while it is gone through.
    for (const state of reached) for (const each of next(state)) reached.add(each);
    return reached.has(to);
  }
}
