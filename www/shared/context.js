/** What everything that is shown is told with: the words, the clock, and the names and remarks of the policy. */

import { factsOfTransitions } from "./certainty.js";
import { ruleNotes } from "./notes.js";
import { zoneOf } from "./zone.js";

/** @import { Description, Preview } from "torihiki" */
/** @import { Labelled, Names } from "./types.js" */

/**
 * The names and remarks of a policy, found by id. Names of states are found among `states`, which may also hold some
 * of another edition. An id that is not there stands for itself.
 *
 * @param {Description} description
 * @param {Labelled[]} [states]
 * @returns {Names}
 */
export function namesOf(description, states = description.states) {
  const { label, roles, facts, actions, transitions, sources, edition, editions } = description;
  const labels = (/** @type {Labelled[]} */ all) => finder(all.map((one) => [one.id, one.label]));
  return {
    policyLabel: label,
    edition,
    editions,
    zone: zoneOf(description),
    currency: description.currency,
    sources,
    roleCount: roles.length,
    editionLabel: labels(editions),
    roleLabel: labels(roles),
    stateLabel: labels(states),
    factLabel: labels(facts),
    actionLabel: labels(actions),
    transitionMessage: finder(transitions.map(({ rule, message }) => [rule, message])),
    actionNotes: new Map(actions.map(({ id, note }) => [id, note])),
    ruleNotes: ruleNotes(description),
    factsOfTransitions: factsOfTransitions(description),
    datedDuties: new Set(description.duties.flatMap(({ rule, due }) => (due === null ? [] : [rule]))),
  };
}

/** @param {[id: string, name: string][]} entries */
function finder(entries) {
  const found = new Map(entries);
  return (/** @type {string} */ id) => found.get(id) ?? id;
}

/**
 * Completes what is known without an answer (`own`) by what follows from it: without one there is no instant and no state.
 * An instant that stands still may be of any day, so that no day is called today.
 *
 * @template {{ t: object, locale: string, role: string | null, isStill?: boolean }} Own
 * @param {Preview | null} answer
 * @param {Names} names
 * @param {Own} own
 * @returns {Own & Names & { now: number, state: string | null, isPlain: boolean }}
 */
export function contextOf(answer, names, own) {
  const isPlain = own.isStill === true;
  return { isPlain, ...own, ...names, now: answer?.asOf ?? NaN, state: answer?.state.effective ?? null };
}
