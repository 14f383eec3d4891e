/** What presses: what a party must do, and what happens by itself and hurts it, by every reading. */

import { hurt } from "../harm.js";
import { DAY } from "../length.js";

/** @import { Duty, EditionAnswer, EditionId, Preview, Transition } from "torihiki" */

/**
 * Something that presses. `edition` says which other edition alone has it; `null`: it is so by the answer itself.
 * `safe` is the earliest instant that any edition names for it.
 *
 * @typedef {{ duty: Duty | null, transition: Transition | null, at: number | null, safe: number | null, edition: EditionId | null }} Pressing
 */

/** What is due within this time comes before what has no date, and everything else after it. */
export const NEAR = 3 * DAY;

/**
 * What presses on a role, the most pressing first: what is overdue, what is due soon, what has no date, and then the rest.
 *
 * @param {Preview} answer
 * @param {string | null} role left out: on anybody
 * @returns {Pressing[]}
 */
export function pressingOn(answer, role) {
  const { asOf } = answer;
  const isOn = (/** @type {string | null} */ who) => role === null || who === null || who === role;
  const duties = all(answer, ({ duties }) => duties.filter((duty) => duty.certainty === "certain" && isOn(duty.role)));
  const transitions = all(answer, ({ ifNobodyActs }) =>
    ifNobodyActs.filter(({ at, effects, certainty }) => at > asOf && certainty === "certain" && hurt(effects, role)),
  );
  const pressing = [
    ...duties.map(({ item: duty, edition }) => {
      const dues = editionsOf(answer).flatMap(({ duties }) => duties.filter((one) => isSame(one, duty)));
      const safe = earliest(dues.map(({ due }) => due));
      return /** @type {Pressing} */ ({ duty, transition: null, at: duty.due, safe, edition });
    }),
    ...transitions.map(({ item: transition, edition }) => {
      const same = editionsOf(answer).flatMap(({ ifNobodyActs }) =>
        ifNobodyActs.filter(({ rule }) => rule === transition.rule),
      );
      const safe = earliest(same.map(({ at }) => at));
      return /** @type {Pressing} */ ({ duty: null, transition, at: transition.at, safe, edition });
    }),
  ];
  return pressing.sort((one, other) => rank(one, asOf) - rank(other, asOf) || when(one) - when(other));
}

/**
 * What the other parties have to do, what is overdue first.
 *
 * @param {Preview} answer
 * @param {string | null} role
 */
export function owedTo(answer, role) {
  const owed = answer.duties.filter((duty) => duty.certainty === "certain" && duty.role !== null && duty.role !== role);
  const order = (/** @type {Duty} */ { due }) => due ?? Infinity;
  return role === null ? [] : [...owed].sort((one, other) => order(one) - order(other));
}

/**
 * The answer itself and what every other edition says.
 *
 * @param {Preview} answer
 * @returns {(Preview | EditionAnswer)[]}
 */
function editionsOf(answer) {
  return [answer, ...answer.editions];
}

/**
 * What there is by the answer, and then what only another edition has.
 *
 * @template {Duty | Transition} Item
 * @param {Preview} answer
 * @param {(told: Preview | EditionAnswer) => Item[]} of
 */
function all(answer, of) {
  const own = /** @type {EditionId | null} */ (null);
  const found = of(answer).map((item) => ({ item, edition: own }));
  for (const other of answer.editions) {
    // Of a deal that has gone on there, or not yet, other things are to be done; that is told as such.
    if (other.state.effective !== answer.state.effective) continue;
    const isNew = (/** @type {Item} */ item) => !found.some((one) => isSame(one.item, item));
    found.push(
      ...of(other)
        .filter(isNew)
        .map((item) => ({ item, edition: other.edition })),
    );
  }
  return found;
}

/**
 * @param {Duty | Transition} one
 * @param {Duty | Transition} other
 */
export function isSame(one, other) {
  const role = (/** @type {Duty | Transition} */ item) => ("role" in item ? item.role : null);
  return one.rule === other.rule && role(one) === role(other);
}

/** @param {(number | null)[]} instants */
export function earliest(instants) {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * @param {Pressing} pressing
 * @param {number} asOf
 */
function rank({ at, safe, duty }, asOf) {
  if (duty?.overdue) return 0;
  if (at === null) return 2;
  return (safe ?? at) - asOf <= NEAR ? 1 : 3;
}

/** @param {Pressing} pressing */
function when({ at, safe }) {
  return safe ?? at ?? 0;
}
