/** Time for an element: what a clock has to offer, and an alarm that keeps to it however far away it is set. */

/** @import { TorihikiClock } from "torihiki/element/class" */

/**
 * The clock of the machine. Another one may stand in for it, as in a test: `now()` gives epoch milliseconds,
 * and the other two work as those of a window do.
 *
 * @type {TorihikiClock}
 */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (ring, delay) => setTimeout(ring, delay),
  clearTimeout: (id) => clearTimeout(/** @type {number} */ (id)),
};

/** The longest delay that timers know, 24.8 days: they take a longer one for none at all, and ring at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Rings once, at an instant of a clock. */
export class Alarm {
  #ring;
  #cancel = () => {};

  /**
   * Makes an alarm that calls `ring`. It is not set yet.
   *
   * @param {() => void} ring
   */
  constructor(ring) {
    this.#ring = ring;
  }

  /**
   * Sets the alarm to the instant `at` as `now` tells it, in place of the one it was set to; `clock` has the timers.
   *
   * The time is looked at again before ringing, for timers go off a little early. Where a clock was put back to
   * before this moment, it rings as well: nothing that was known now need be true then.
   *
   * @param {number} at
   * @param {TorihikiClock} clock
   * @param {() => number} now
   */
  set(at, clock, now) {
    this.clear();
    const from = now();
    const delay = Math.min(Math.max(at - from, 0), LONGEST_DELAY);
    const id = clock.setTimeout(() => (from <= now() && now() < at ? this.set(at, clock, now) : this.#ring()), delay);
    this.#cancel = () => clock.clearTimeout(id);
  }

  /** Sets it to none. */
  clear() {
    this.#cancel();
    this.#cancel = () => {};
  }
}
