// Numbers that look drawn and are the same every time. It runs in pages too.

/** @typedef {ReturnType<typeof dice>} Dice */

/**
 * Those of a seed (mulberry32).
 *
 * @param {number} seed
 */
export function dice(seed) {
  let state = seed >>> 0;
  /** From 0 up to 1. */
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number, from 0 on. */
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  /**
   * @template T
   * @param {readonly T[]} list
   */
  const one = (list) => list[below(list.length)];
  return { random, below, one, chance: (/** @type {number} */ share) => random() < share };
}
