/** How long a call takes in this browser. */

/** What `npm run bench` gave where the figures of the README come from: one preview, and from import to the first. */
export const BENCHED = { preview: "115 µs", start: "27.1 ms" };

/** Of how many measurements the middle one is taken. */
export const MEASUREMENTS = 200;

/** @typedef {Pick<Performance, "now">} Clock */

/** How many ticks of the clock a measurement lasts at least: then it is right to a tenth. */
const TICKS = 10;
/** How long it lasts at least, in milliseconds. */
const AT_LEAST = 0.5;
/** After so many milliseconds the page gets its turn. */
const TURN = 12;

/**
 * The median time of a call in milliseconds, and how many `calls` each measurement took together, as `{ median, calls }`.
 *
 * The clocks of browsers are made coarse on purpose, down to a tick of a millisecond, which is longer than a call
 * takes. So a measurement is of as many calls as fill several ticks.
 *
 * @param {() => void} call
 * @param {{ clock?: Clock, rest?: () => Promise<unknown> }} [given]
 */
export async function measure(call, { clock = performance, rest = nextTurn } = {}) {
  const least = Math.max(AT_LEAST, TICKS * tickOf(clock));
  let calls = 1;
  // The first rounds also let the browser translate the program as well as it can.
  while (timeOf(call, calls, clock) < least) calls *= 2;
  /** @type {number[]} */
  const times = [];
  let since = clock.now();
  while (times.length < MEASUREMENTS) {
    times.push(timeOf(call, calls, clock) / calls);
    if (clock.now() - since < TURN) continue;
    await rest();
    since = clock.now();
  }
  return { median: times.toSorted((one, other) => one - other)[MEASUREMENTS >> 1], calls };
}

/**
 * @param {() => void} call
 * @param {number} calls
 * @param {Clock} clock
 */
function timeOf(call, calls, clock) {
  const start = clock.now();
  for (let count = 0; count < calls; count += 1) call();
  return clock.now() - start;
}

/**
 * The smallest step that a clock was seen to make.
 *
 * @param {Clock} clock
 */
function tickOf(clock) {
  let smallest = Infinity;
  for (let count = 0; count < 5; count += 1) {
    const start = clock.now();
    let now = start;
    while (now === start) now = clock.now();
    smallest = Math.min(smallest, now - start);
  }
  return smallest;
}

function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve));
}
