/**
 * What the diagram shows, as plain data: the states of a policy, what leads from one to another, and what can be
 * done in a state without leaving it. The picture and the list are both made from this, so that they say the same.
 */

import { stateLabel } from "../base/parts.js";

/** The instant of a transition where it is a fact, or a fact and a period after it. */
const SIMPLE_INSTANT = /^(\w+)(?: \+ (\w+))?$/;

/**
 * The diagram of a view, as `{ states, moves, stays, foreign }`.
 *
 * A move is everything that leads from one state to one other: `acts`, which somebody does, and `falls`, which happen
 * by themselves. Moves are numbered in the order of the states. `stays` has the acts of each state that lead nowhere
 * else. Without an answer nothing is known of today: then every `standing` and every verdict is `null`, and `foreign`
 * is the name of the state of the order where this edition does not have it.
 */
export function diagramOf(description, view, answer) {
  const today = answer?.state.effective ?? null;
  const leavings = description.states.map(({ id }) =>
    leavingsOf(id, description, view, id === today ? answer : null, answer),
  );
  const moves = leavings.flatMap((leaving) => leaving.moves).map((move, index) => ({ ...move, number: index + 1 }));
  return {
    states: statesOf(description, moves, answer),
    moves,
    stays: new Map(description.states.map(({ id }, index) => [id, leavings[index].stays])),
    foreign:
      answer === null &&
      description.states.every(({ id }) => id !== view.order.state) &&
      isState(view.order.state, description)
        ? stateLabel(view.order.state, description)
        : null,
  };
}

function isState(id, { everyState }) {
  return everyState.some((state) => state.id === id);
}

/** What leads out of a state, and what does not. `own` is the answer, where it is about this very state. */
function leavingsOf(state, description, view, own, answer) {
  const stays = [];
  const moves = new Map();
  const moveTo = (to) => {
    if (!moves.has(to)) moves.set(to, { from: state, to, acts: [], falls: [] });
    return moves.get(to);
  };
  const leads = (to) => to !== null && to !== state && description.states.some(({ id }) => id === to);
  for (const action of description.actions) {
    if (!action.from.includes(state)) continue;
    const acts = actsOf(action, own);
    if (leads(action.to)) moveTo(action.to).acts.push(...acts);
    else stays.push(...acts);
  }
  for (const transition of description.transitions) {
    if (!transition.from.includes(state) || !leads(transition.to)) continue;
    moveTo(transition.to).falls.push(fallOf(transition, state, description, view, answer));
  }
  // What leads to the same place in the order of the states is easier to find again.
  const order = (to) => description.states.findIndex(({ id }) => id === to);
  const sorted = [...moves.values()].sort((one, other) => order(one.to) - order(other.to));
  return { stays, moves: sorted.map((move) => ({ ...move, standing: standingOf(move, own) })) };
}

/** An action once for all of its roles of which the same is known: the verdict, and whose consent is needed. */
function actsOf({ id, label, roles, consent }, own) {
  const acts = new Map();
  for (const role of roles) {
    const told = own?.actions.find((action) => action.id === id && action.role === role);
    const verdict = told?.verdict ?? null;
    const agrees = told === undefined ? consent : told.consentOf === null ? null : { of: told.consentOf, unless: null };
    const key = JSON.stringify([verdict, agrees]);
    if (!acts.has(key)) acts.set(key, { action: id, label, roles: [], verdict, consent: agrees });
    acts.get(key).roles.push(role);
  }
  return [...acts.values()];
}

/**
 * Something that happens by itself out of a state. It `isComing` where it is certain if nobody acts and `isPast` where
 * it has happened already, both at `at`; otherwise `at` is `null`, and `after` may say how the instant is reckoned.
 */
function fallOf({ rule, message, at }, state, description, view, answer) {
  const isIt = (one) => one.rule === rule && one.from === state;
  const coming = answer?.ifNobodyActs.find(isIt);
  const past = answer?.state.transitions.find(isIt);
  return {
    rule,
    // The answer knows the periods of the order; the description has only those of the policy.
    message: (coming ?? past)?.message ?? message,
    at: (coming ?? past)?.at ?? null,
    isComing: coming !== undefined,
    isPast: coming === undefined && past !== undefined,
    after: reckoning(at, description, view),
  };
}

/** The fact from which an instant is reckoned and the period after it, or `null` where it is not as simple as that. */
function reckoning(at, { facts, params }, { order }) {
  const [, from, period] = SIMPLE_INSTANT.exec(at) ?? [];
  const fact = facts.find(({ id }) => id === from);
  const param = params.find(({ id }) => id === period);
  if (fact === undefined || (period !== undefined && param === undefined)) return null;
  return { fact: fact.label, period: param === undefined ? null : (order.params?.[period] ?? param.value) };
}

/** How a move stands for an order that is in the state where it begins: open, shut, or not known (`null`). */
function standingOf({ acts, falls }, own) {
  if (own === null) return null;
  if (acts.some(({ verdict }) => verdict === "allowed") || falls.some(({ isComing }) => isComing)) return "open";
  return falls.length === 0 && acts.every(({ verdict }) => verdict === "denied") ? "shut" : null;
}

/**
 * The states, each with where it stands: `today`, `perhaps` (it may be today's, facts are missing), `next` (a move that
 * is open leads there), `ahead` (moves lead there, some time), or `apart` (no rule leads there from today's state).
 */
function statesOf(description, moves, answer) {
  const into = new Set(moves.map(({ to }) => to));
  // A deal begins where the policy says so by its order, and wherever no rule leads.
  const isStart = ({ id, final }, index) => index === 0 || (!final && !into.has(id));
  const standing = answer === null ? () => null : standings(description, moves, answer);
  return description.states.map((state, index) => ({
    id: state.id,
    label: state.label,
    note: state.note,
    isFinal: state.final,
    isStart: isStart(state, index),
    standing: standing(state.id),
    isUncertain: state.id === answer?.state.effective && answer.state.uncertain.length > 0,
  }));
}

function standings({ transitions }, moves, { state: { effective, uncertain } }) {
  const perhaps = new Set(transitions.filter(({ rule }) => uncertain.includes(rule)).map(({ to }) => to));
  const next = new Set(moves.filter(({ standing }) => standing === "open").map(({ to }) => to));
  // A set can be added to while it is gone through.
  const ahead = new Set([effective, ...perhaps]);
  for (const each of ahead) for (const { from, to } of moves) if (from === each) ahead.add(to);
  return (id) => {
    if (id === effective) return "today";
    if (perhaps.has(id)) return "perhaps";
    if (next.has(id)) return "next";
    return ahead.has(id) ? "ahead" : "apart";
  };
}
