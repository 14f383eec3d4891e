// Orders of any policy, drawn from a seed, with what is wrong with some of them; and what a preview says of what
// `verdicts` tells. It runs in pages too.

/**
 * @import { Description, Preview } from "torihiki"
 * @import { Dice } from "./dice.mjs"
 */

const NOW = Date.parse("2026-11-16T09:00:00+09:00");
const HOUR = 3_600_000;

/**
 * An instant in each way in which it can be written, and rarely as what is none.
 *
 * @param {Dice} dice
 * @param {number} at
 */
function written(dice, at) {
  const utc = new Date(at).toISOString();
  const tokyo = `${new Date(at + 9 * HOUR).toISOString().slice(0, 19)}+09:00`;
  switch (dice.below(24)) {
    case 0:
      return utc.replace("Z", "999Z");
    case 1:
      return tokyo.replace("T", " ");
    case 2:
      return tokyo.replace("+09:00", dice.one(["-09:30", "+23:59", "-00:00", "+24:00", "+0900", "", "Z"]));
    case 3:
      return dice.one([
        "2026-02-29T00:00:00Z",
        "2024-02-29T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
      ]);
    case 4:
      return dice.one([0.5, -0, NaN, Infinity, 8.64e15, 1n, true, "tomorrow", "2026-11-10", {}, new Date(NaN)]);
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
      return dice.one([at, at, new Date(at), tokyo, tokyo]);
  }
}

/**
 * @param {Dice} dice
 * @param {Description["facts"][number]} fact
 */
function valueOf(dice, { type, choices, min }) {
  if (dice.below(60) === 0) return dice.one(["", "yes", 1.5, [], { value: 1 }, -1, 2 ** 53, 0, 1, false, 3n]);
  switch (type) {
    case "timestamp":
      return written(
        dice,
        NOW + dice.one([0, 0, 1, -1, 24, -24, -72, 72, -168, 168, -400, 3000]) * HOUR + dice.below(3) - 1,
      );
    case "bool":
      return dice.below(2) === 0;
    case "duration":
      return dice.one(["72h", "1d12h", 0, HOUR, 3 * HOUR, "365000d"]);
    case "choice":
      return dice.one(choices).id;
    default:
      return dice.one([0, 1, 2, 3, 7, 50, Number.MAX_SAFE_INTEGER, -0, min ?? -5]);
  }
}

/**
 * An order, and what is asked about it.
 *
 * @param {Dice} dice
 * @param {Description[]} described the policy in each of its editions
 * @returns {[order: Record<string, unknown>, options: Record<string, unknown>]}
 */
export function drawn(dice, described) {
  const { edition, states, facts, roles, params, id } = dice.one(described);
  /** @type {[string, unknown][]} */
  const entries = [
    ["policy", id],
    ["state", dice.one(states).id],
  ];
  if (edition !== null || dice.below(9) === 0) entries.push(["edition", dice.below(9) === 0 ? null : edition]);
  const filled = 1 + dice.below(5);
  for (const fact of facts) {
    if (dice.below(5) >= filled) continue;
    entries.push([fact.id, dice.one([valueOf(dice, fact), valueOf(dice, fact), valueOf(dice, fact), null, undefined])]);
  }
  const rare = [
    () => ["id", dice.one(["7", 7, null, 1.5, 2 ** 60])],
    () => ["params", dice.one([null, undefined, {}, { [params[0]?.id ?? "none"]: 5 }, 3])],
    () => ["unheardOf", dice.one([1, undefined])],
    () => ["state", dice.one(["unheard-of", null, undefined, 1])],
    () => ["edition", "unheard-of"],
    () => ["policy", dice.one([null, undefined, "unheard-of", 1])],
  ];
  if (dice.below(8) === 0) entries.push(/** @type {[string, unknown]} */ (dice.one(rare)()));
  for (let last = entries.length - 1; dice.below(3) === 0 && last > 0; last -= 1) {
    const other = dice.below(last + 1);
    [entries[last], entries[other]] = [entries[other], entries[last]];
  }
  const order = Object.fromEntries(entries);
  /** @type {Record<string, unknown>} */
  const options = { now: dice.below(20) === 0 ? written(dice, NOW) : NOW + (dice.below(3) - 1) };
  if (dice.below(2) === 0) options.role = dice.one(roles).id;
  if (dice.below(3) === 0) options.locale = dice.one(["en", "ja", "de, en", null]);
  if (dice.below(40) === 0) {
    Object.assign(options, dice.one([{ role: "nobody" }, { locale: "?" }, { until: 1 }, { now: {} }]));
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
