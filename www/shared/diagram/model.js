/**
 * What the diagram shows, as plain data: the states of a policy, what leads from one to another, and what can be
 * done in a state without leaving it. The picture and the list are both made from this, so that they say the same.
 */

/** @import { Preview } from "torihiki" */
/** @import { Act, DiagramDescription, DiagramModel, DiagramState, DiagramView, Fall, Move, Standing } from "./types.js" */

/** The instant of a transition where it is a fact, or a fact and a period after it. */
const SIMPLE_INSTANT = /^(\w+)(?: \+ (\w+))?$/;

/**
 * The diagram of a view. Without an answer nothing is known of today: then every standing and every verdict is `null`,
 * and the order may be in a state that this edition does not have.
 *
 * @param {DiagramDescription} description
 * @param {DiagramView} view
 * @param {Preview | null} answer
 * @returns {DiagramModel}
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
    foreign: answer === null ? foreignState(view.order.state, description) : null,
  };
}

/**
 * The name of a state that this edition does not have, but another one.
 *
 * @param {string} id
 * @param {DiagramDescription} description
 */
function foreignState(id, { states, everyState }) {
  if (states.some((state) => state.id === id)) return null;
  return everyState.find((state) => state.id === id)?.label ?? null;
}

/**
 * What leads out of a state, and what does not. `own` is the answer, where it is about this very state.
 *
 * @param {DiagramDescription["states"][number]["id"]} state
 * @param {DiagramDescription} description
 * @param {DiagramView} view
 * @param {Preview | null} own
 * @param {Preview | null} answer
 */
function leavingsOf(state, description, view, own, answer) {
  /** @type {Act[]} */
  const stays = [];
  /** @type {Map<string, { from: string, to: string, acts: Act[], falls: Fall[] }>} */
  const moves = new Map();
  const moveTo = (/** @type {string} */ to) => {
    const move = moves.get(to) ?? { from: state, to, acts: [], falls: [] };
    moves.set(to, move);
    return move;
  };
  const elsewhere = (/** @type {string | null} */ to) =>
    to !== state && description.states.some(({ id }) => id === to) ? to : null;
  for (const action of description.actions) {
    if (!action.from.includes(state)) continue;
    const acts = actsOf(action, own);
    const asked = elsewhere(action.to);
    const agreed = elsewhere(action.agreed?.to ?? null);
    // Asking leads there whether or not anybody agrees, where the policy says what agreeing comes to.
    if (asked !== null) moveTo(asked).acts.push(...(action.agreed === null ? acts : withoutConsent(acts)));
    if (agreed !== null && agreed !== asked) moveTo(agreed).acts.push(...acts);
    if (asked === null && agreed === null) stays.push(...acts);
  }
  for (const transition of description.transitions) {
    const to = elsewhere(transition.to);
    if (to === null || !transition.from.includes(state)) continue;
    moveTo(to).falls.push(fallOf(transition, state, description, view, answer));
  }
  // What leads to the same place in the order of the states is easier to find again.
  const order = (/** @type {string} */ to) => description.states.findIndex(({ id }) => id === to);
  const sorted = [...moves.values()].sort((one, other) => order(one.to) - order(other.to));
  return { stays, moves: sorted.map((move) => ({ ...move, standing: standingOf(move, own) })) };
}

/**
 * An action once for all of its roles of which the same is known: the verdict, and whose consent is needed.
 *
 * @param {DiagramDescription["actions"][number]} action
 * @param {Preview | null} own
 */
function actsOf({ id, label, roles, consent }, own) {
  /** @type {Map<string, Act>} */
  const acts = new Map();
  const agreeing = new Set(consent?.of.map(({ of }) => of));
  const needed = consent && { of: agreeing.size === 1 ? [...agreeing][0] : null, unless: consent.unless };
  for (const role of roles) {
    const told = own?.actions.find((action) => action.id === id && action.role === role);
    const verdict = told?.verdict ?? null;
    /** @type {Act["consent"]} */
    const agrees = told === undefined ? needed : told.consentOf === null ? null : { of: told.consentOf, unless: null };
    const key = JSON.stringify([verdict, agrees]);
    /** @type {Act} */
    const act = acts.get(key) ?? { action: id, label, roles: [], verdict, consent: agrees };
    act.roles.push(role);
    acts.set(key, act);
  }
  return [...acts.values()];
}

/**
 * The same acts where nobody has to agree, those that then are one in one.
 *
 * @param {Act[]} acts
 */
function withoutConsent(acts) {
  /** @type {Map<Act["verdict"], Act>} */
  const merged = new Map();
  for (const act of acts) {
    const same = merged.get(act.verdict);
    merged.set(act.verdict, { ...act, roles: [...(same?.roles ?? []), ...act.roles], consent: null });
  }
  return [...merged.values()];
}

/**
 * Something that happens by itself out of a state.
 *
 * @param {DiagramDescription["transitions"][number]} transition
 * @param {string} state
 * @param {DiagramDescription} description
 * @param {DiagramView} view
 * @param {Preview | null} answer
 * @returns {Fall}
 */
function fallOf({ rule, message, at, certainty }, state, description, view, answer) {
  const isIt = (/** @type {{ rule: string, from: string }} */ one) => one.rule === rule && one.from === state;
  const coming = answer?.ifNobodyActs.find(isIt);
  const past = answer?.state.transitions.find(isIt);
  return {
    rule,
    // The answer knows the periods of the order; the description has only those of the policy.
    message: (coming ?? past)?.message ?? message,
    at: (coming ?? past)?.at ?? null,
    isComing: coming !== undefined,
    isPast: coming === undefined && past !== undefined,
    isPossible: ((coming ?? past)?.certainty ?? certainty) === "possible",
    after: reckoning(at, description, view),
  };
}

/**
 * The fact from which an instant is reckoned and the period after it, or `null` where it is not as simple as that.
 *
 * @param {string} at
 * @param {DiagramDescription} description
 * @param {DiagramView} view
 * @returns {Fall["after"]}
 */
function reckoning(at, { facts, params }, { order }) {
  const [, from, period] = SIMPLE_INSTANT.exec(at) ?? [];
  const fact = facts.find(({ id }) => id === from);
  const param = params.find(({ id }) => id === period);
  if (fact === undefined || (period !== undefined && param === undefined)) return null;
  const overridden = /** @type {Record<string, unknown>} */ (order.params ?? {});
  return { fact: fact.label, period: param === undefined ? null : (overridden[period] ?? param.value) };
}

/**
 * How a move stands for an order that is in the state where it begins: open, shut, or not known (`null`).
 *
 * @param {Pick<Move, "acts" | "falls">} move
 * @param {Preview | null} own
 * @returns {Move["standing"]}
 */
function standingOf({ acts, falls }, own) {
  if (own === null) return null;
  if (acts.some(({ verdict }) => verdict === "allowed") || falls.some(({ isComing }) => isComing)) return "open";
  return falls.length === 0 && acts.every(({ verdict }) => verdict === "denied") ? "shut" : null;
}

/**
 * The states, each with where it stands.
 *
 * @param {DiagramDescription} description
 * @param {Move[]} moves
 * @param {Preview | null} answer
 * @returns {DiagramState[]}
 */
function statesOf(description, moves, answer) {
  const into = new Set(moves.map(({ to }) => to));
  // A deal begins where the policy says so by its order, and wherever no rule leads.
  const isStart = (/** @type {{ id: string, final: boolean }} */ { id, final }, /** @type {number} */ index) =>
    index === 0 || (!final && !into.has(id));
  /** @type {(id: string) => Standing | null} */
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

/**
 * Tells of each state where it stands.
 *
 * @param {DiagramDescription} description
 * @param {Move[]} moves
 * @param {Preview} answer
 * @returns {(id: string) => Standing}
 */
function standings({ transitions }, moves, { state: { effective, uncertain } }) {
  /** @type {Set<string>} */
  const perhaps = new Set(transitions.filter(({ rule }) => uncertain.includes(rule)).map(({ to }) => to));
  const next = new Set(moves.filter(({ standing }) => standing === "open").map(({ to }) => to));
  // A set can be added to while it is gone through.
  /** @type {Set<string>} */
  const ahead = new Set([effective, ...perhaps]);
  for (const each of ahead) for (const { from, to } of moves) if (from === each) ahead.add(to);
  return (id) => {
    if (id === effective) return "today";
    if (perhaps.has(id)) return "perhaps";
    if (next.has(id)) return "next";
    return ahead.has(id) ? "ahead" : "apart";
  };
}
