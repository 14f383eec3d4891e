// Orders of any policy, drawn from a seed, with what is wrong with some of them; and what a preview says of what
// `verdicts` tells. It runs in pages too.

/**
 * @import { Description, Preview } from "torihiki"
 * @typedef {(sides: number) => number} Roll a number below the number of sides
 */

const NOW = Date.parse("2026-11-16T09:00:00+09:00");
const HOUR = 3_600_000;

/**
 * @param {number} seed
 * @returns {Roll}
 */
export function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % sides;
  };
}

/**
 * @template T
 * @param {Roll} roll
 * @param {readonly T[]} from
 */
const pick = (roll, from) => from[roll(from.length)];

/**
 * An instant in each way in which it can be written, and rarely as what is none.
 *
 * @param {Roll} roll
 * @param {number} at
 */
function written(roll, at) {
  const utc = new Date(at).toISOString();
  const tokyo = `${new Date(at + 9 * HOUR).toISOString().slice(0, 19)}+09:00`;
  switch (roll(24)) {
    case 0:
      return utc.replace("Z", "999Z");
    case 1:
      return tokyo.replace("T", " ");
    case 2:
      return tokyo.replace("+09:00", pick(roll, ["-09:30", "+23:59", "-00:00", "+24:00", "+0900", "", "Z"]));
    case 3:
      return pick(roll, [
        "2026-02-29T00:00:00Z",
        "2024-02-29T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
      ]);
    case 4:
      return pick(roll, [0.5, -0, NaN, Infinity, 8.64e15, 1n, true, "tomorrow", "2026-11-10", {}, new Date(NaN)]);
    case 5:
    case 6:
      return utc;
    case 7:
    case 8:
      return utc.replace(".000", "");
    case 9:
    case 10:
      return `${new Date(at - 5 * HOUR).toISOString().replace("Z", "")}-05:00`;
    default:
      return pick(roll, [at, at, new Date(at), tokyo, tokyo]);
  }
}

/**
 * @param {Roll} roll
 * @param {Description["facts"][number]} fact
 */
function valueOf(roll, { type, choices, min }) {
  if (roll(60) === 0) return pick(roll, ["", "yes", 1.5, [], { value: 1 }, -1, 2 ** 53, 0, 1, false, 3n]);
  switch (type) {
    case "timestamp":
      return written(
        roll,
        NOW + pick(roll, [0, 0, 1, -1, 24, -24, -72, 72, -168, 168, -400, 3000]) * HOUR + roll(3) - 1,
      );
    case "bool":
      return roll(2) === 0;
    case "duration":
      return pick(roll, ["72h", "1d12h", 0, HOUR, 3 * HOUR, "365000d"]);
    case "choice":
      return pick(roll, choices).id;
    default:
      return pick(roll, [0, 1, 2, 3, 7, 50, Number.MAX_SAFE_INTEGER, -0, min ?? -5]);
  }
}

/**
 * An order, and what is asked about it.
 *
 * @param {Roll} roll
 * @param {Description[]} described the policy in each of its editions
 * @returns {[order: Record<string, unknown>, options: Record<string, unknown>]}
 */
export function drawn(roll, described) {
  const { edition, states, facts, roles, params, id } = pick(roll, described);
  /** @type {[string, unknown][]} */
  const entries = [
    ["policy", id],
    ["state", pick(roll, states).id],
  ];
  if (edition !== null || roll(9) === 0) entries.push(["edition", roll(9) === 0 ? null : edition]);
  const filled = 1 + roll(5);
  for (const fact of facts) {
    if (roll(5) >= filled) continue;
    entries.push([
      fact.id,
      pick(roll, [valueOf(roll, fact), valueOf(roll, fact), valueOf(roll, fact), null, undefined]),
    ]);
  }
  const rare = [
    () => ["id", pick(roll, ["7", 7, null, 1.5, 2 ** 60])],
    () => ["params", pick(roll, [null, undefined, {}, { [params[0]?.id ?? "none"]: 5 }, 3])],
    () => ["unheardOf", pick(roll, [1, undefined])],
    () => ["state", pick(roll, ["unheard-of", null, undefined, 1])],
    () => ["edition", "unheard-of"],
    () => ["policy", pick(roll, [null, undefined, "unheard-of", 1])],
  ];
  if (roll(8) === 0) entries.push(/** @type {[string, unknown]} */ (pick(roll, rare)()));
  for (let last = entries.length - 1; roll(3) === 0 && last > 0; last -= 1) {
    const other = roll(last + 1);
    [entries[last], entries[other]] = [entries[other], entries[last]];
  }
  const order = Object.fromEntries(entries);
  /** @type {Record<string, unknown>} */
  const options = { now: roll(20) === 0 ? written(roll, NOW) : NOW + (roll(3) - 1) };
  if (roll(2) === 0) options.role = pick(roll, roles).id;
  if (roll(3) === 0) options.locale = pick(roll, ["en", "ja", "de, en", null]);
  if (roll(40) === 0) {
    Object.assign(options, pick(roll, [{ role: "nobody" }, { locale: "?" }, { until: 1 }, { now: {} }]));
  }
  return [order, options];
}

/**
 * What a preview says of what `verdicts` tells.
 *
 * @param {Preview} preview
 * @param {string[]} roles those that were asked about, in the order of the policy
 */
export function verdictsIn({ policy, asOf, state: { effective, possible }, actions }, roles) {
  const own = (/** @type {string} */ role) =>
    actions.filter((action) => action.role === role).map(({ id, verdict }) => [id, verdict]);
  const verdicts = Object.fromEntries(roles.map((role) => [role, Object.fromEntries(own(role))]));
  return { policy, asOf, state: { effective, possible }, verdicts };
}

/**
 * What a call gives; where it throws a `TorihikiError`, the problems.
 *
 * @param {() => unknown} call
 */
export function outcomeOf(call) {
  try {
    return { answer: call() };
  } catch (error) {
    if (error?.name !== "TorihikiError") throw error;
    return { problems: error.problems };
  }
}

/**
 * What `verdicts` gives and what it should, as texts, which also tell in which order names stand.
 *
 * @param {{ preview: Function, verdicts: Function }} asked the package, or a policy of one's own
 * @param {unknown} order
 * @param {unknown} options
 * @param {string[]} all the roles of the policy
 */
export function bothWays(asked, order, options, all) {
  const role = roleIn(options);
  const roles = all.filter((own) => role === null || own === role);
  const actual = outcomeOf(() => asked.verdicts(order, options));
  const expected = outcomeOf(() => verdictsIn(asked.preview(order, options), roles));
  return { actual: JSON.stringify(actual), expected: JSON.stringify(expected), isAnswer: "answer" in actual };
}

/**
 * @param {unknown} options
 * @returns {unknown}
 */
function roleIn(options) {
  try {
    return Reflect.get(Object(options), "role") ?? null;
  } catch {
    return null;
  }
}
