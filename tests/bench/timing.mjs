// Times in turns: whatever else the machine does in a round slows everybody in it, so that only ratios within a round
// are kept.

/**
 * @typedef {{ isAsync?: boolean, call: (order: any) => unknown }} Runner
 * @typedef {{ micros: number, ratio: number }} Raced
 */

/**
 * A part of the way from the least to the most.
 *
 * @param {number[]} numbers
 * @param {number} part
 */
export const quantile = (numbers, part) =>
  numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) * part)];

/** @param {number[]} numbers */
export const median = (numbers) => quantile(numbers, 0.5);

/**
 * How long each takes for an order, and how many times as long as the first of them.
 *
 * @param {Record<string, Runner>} runners
 * @param {object[]} orders
 * @param {() => number} clock in milliseconds
 * @param {{ rounds?: number, least?: number }} [options] least: how long a turn lasts at least, in milliseconds
 * @returns {Promise<Record<string, Raced>>}
 */
export async function race(runners, orders, clock, { rounds = 41, least = 5 } = {}) {
  const names = Object.keys(runners);
  // Kept, so that no engine may leave out what nobody looks at.
  const kept = new Array(16);
  let answers = 0;
  /**
   * @param {Runner} runner
   * @param {number} times
   * @param {number} from
   * @param {number} count
   */
  const turn = async ({ call, isAsync }, times, from, count) => {
    const start = clock();
    for (let time = 0; time < times; time += 1) {
      for (let at = from; at < from + count; at += 1) {
        kept[answers++ & 15] = isAsync ? await call(orders[at]) : call(orders[at]);
      }
    }
    return (clock() - start) / times / count;
  };
  // A slow one gets a part of the orders in each round, a fast one all of them several times.
  /** @type {Record<string, { times: number, count: number }>} */
  const share = {};
  for (const name of names) {
    await turn(runners[name], 2, 0, orders.length);
    // The clock of a page may not have moved meanwhile. Nobody takes less than a tenth of a microsecond.
    const each = Math.max(0.0001, await turn(runners[name], 1, 0, orders.length));
    const count = Math.max(Math.min(100, orders.length), Math.ceil(least / each));
    share[name] =
      count < orders.length
        ? { times: 1, count }
        : { times: Math.max(1, Math.round(count / orders.length)), count: orders.length };
  }
  /** @type {Record<string, number[]>} */
  const took = Object.fromEntries(names.map((name) => [name, /** @type {number[]} */ ([])]));
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < names.length; index += 1) {
      const name = names[(index + round) % names.length];
      const { times, count } = share[name];
      const parts = Math.floor(orders.length / count);
      took[name].push(await turn(runners[name], times, (round % parts) * count, count));
    }
  }
  const [first] = names;
  return Object.fromEntries(
    names.map((name) => {
      const ratios = took[name].map((time, round) => time / took[first][round]);
      return [name, { micros: median(took[name]) * 1_000, ratio: median(ratios) }];
    }),
  );
}
