/** What can stand at a place of the order or of the options, from what `describe` knows of the policy. */

import { FUNCTIONS } from "./asking.js";
import { pathOf } from "../../shared/json.js";

/**
 * @import { ArgumentInfo, FactInfo, ParamInfo, Scalar } from "torihiki"
 * @import { PageDescription, View } from "../types.js"
 * @import { FunctionName } from "./asking.js"
 * @import { Reading, Spot } from "../../shared/json.js"
 *
 * Something that can stand there: `json` is what is written, `label` what people call it, `detail` of which kind it is.
 * The name of a member comes with a `value` to begin with.
 *
 * @typedef {{ json: string, label: string, detail: string, note: string | null, value?: string }} Proposal
 *
 * What the proposals are made from. Without a description it is not known yet which policy it is; without policies to
 * choose from, an order names none.
 *
 * @typedef {{
 *   description: PageDescription | null,
 *   policies: { id: string, label: string }[],
 *   view: Pick<View, "now">,
 *   name: FunctionName,
 *   action: string,
 *   t: Words,
 * }} Known
 *
 * The kinds of things, as people call them.
 *
 * @typedef {{ kinds: Record<string, string>, none: string }} Words
 */

/**
 * What can stand at a spot of the order.
 *
 * @param {Spot} spot
 * @param {Reading} reading
 * @param {Known} known
 * @returns {Proposal[]}
 */
export function orderProposals(spot, reading, known) {
  const path = pathOf(spot.names);
  const members = orderMembers(known);
  if (spot.kind === "value") return (members.get(path) ?? paramMembers(known).get(path))?.values ?? [];
  const all = path === "" ? members : path === "params" ? paramMembers(known) : new Map();
  return names(all, spot, reading);
}

/**
 * What can stand at a spot of the options of a function.
 *
 * @param {Spot} spot
 * @param {Reading} reading
 * @param {Known} known
 * @returns {Proposal[]}
 */
export function optionProposals(spot, reading, known) {
  const path = pathOf(spot.names);
  const members = optionMembers(known);
  if (spot.kind === "value") return (members.get(path) ?? argumentMembers(known).get(path))?.values ?? [];
  const all = path === "" ? members : path === "with" ? argumentMembers(known) : new Map();
  return names(all, spot, reading);
}

/**
 * A member that there can be: what there is to know of its name, and its values.
 *
 * @typedef {{ about: Omit<Proposal, "json">, values: Proposal[] }} Member
 */

/**
 * The names that are not there yet; the one that stands at the spot may stay.
 *
 * @param {Map<string, Member>} members
 * @param {Spot} spot
 * @param {Reading} reading
 * @returns {Proposal[]}
 */
function names(members, spot, reading) {
  const isThere = (/** @type {string} */ path) => {
    const key = reading.places.get(path)?.key ?? null;
    return key !== null && !(key.from === spot.from && key.to === spot.to);
  };
  return [...members]
    .filter(([path]) => !isThere(path))
    .map(([path, { about }]) => ({ json: JSON.stringify(path.split(".").at(-1)), ...about }));
}

/**
 * The members of an order, by their names.
 *
 * @param {Known} known
 * @returns {Map<string, Member>}
 */
function orderMembers({ description, policies, view, t }) {
  const { kinds } = t;
  const policy = policies.map(({ id, label }) => proposal(id, label, kinds.policy));
  /** @type {[string, Member][]} */
  const members = policy.length === 0 ? [] : [["policy", member(kinds.policy, policy, '""')]];
  if (description === null) return new Map(members);
  const { states, editions, params, facts } = description;
  const edition = editions.map(({ id, label, note }) => proposal(id, label, kinds.edition, note));
  if (edition.length > 0) members.push(["edition", member(kinds.edition, edition)]);
  const state = states.map(({ id, label, note }) => proposal(id, label, kinds.state, note));
  members.push(["state", member(kinds.state, state, '""')]);
  for (const fact of facts) members.push([fact.id, factMember(fact, view, t)]);
  if (params.length > 0) members.push(["params", member(kinds.param, [], "{}")]);
  return new Map(members);
}

/**
 * @param {Known} known
 * @returns {Map<string, Member>}
 */
function paramMembers({ description, t }) {
  const one = (/** @type {ParamInfo} */ { id, label, note, type, value }) => {
    const values = [proposal(value, label, t.kinds[type] ?? type)];
    return /** @type {const} */ ([
      `params.${id}`,
      { about: { label, detail: t.kinds.param, note, value: JSON.stringify(value) }, values },
    ]);
  };
  return new Map((description?.params ?? []).map(one));
}

/**
 * The members of the options of a function.
 *
 * @param {Known} known
 * @returns {Map<string, Member>}
 */
function optionMembers({ description, view, name, t }) {
  const { kinds } = t;
  const role = (description?.roles ?? []).map(({ id, label }) => proposal(id, label, kinds.role));
  const edition = (description?.editions ?? []).map(({ id, label }) => proposal(id, label, kinds.edition));
  const goals = [
    ...(description?.states ?? []).map(({ id, label }) => proposal(id, label, kinds.state)),
    ...(description?.actions ?? []).map(({ id, label }) => proposal(id, label, kinds.action)),
  ];
  const instant = [proposal(view.now, "", kinds.timestamp)];
  /** @type {Record<string, Member>} */
  const all = {
    role: member(kinds.role, role, '""'),
    now: member(kinds.timestamp, instant),
    from: member(kinds.timestamp, instant),
    until: member(kinds.timestamp, instant),
    to: member(kinds.goal, goals, '""'),
    with: member(kinds.argument, [], "{}"),
    agreed: member(
      kinds.bool,
      [true, false].map((value) => proposal(value, "", kinds.bool)),
    ),
    edition: member(kinds.edition, edition),
    locale: member(
      kinds.locale,
      ["ja", "en"].map((value) => proposal(value, "", kinds.locale)),
    ),
  };
  return new Map(FUNCTIONS[name].options.map((option) => [option, all[option]]));
}

/**
 * What can be supplied with the action.
 *
 * @param {Known} known
 * @returns {Map<string, Member>}
 */
function argumentMembers({ description, view, action, t }) {
  const found = description?.actions.find(({ id }) => id === action);
  return new Map((found?.with ?? []).map((one) => [`with.${one.id}`, factMember(one, view, t)]));
}

/**
 * A fact, or something that is supplied with an action.
 *
 * @param {FactInfo | ArgumentInfo} fact
 * @param {Known["view"]} view
 * @param {Words} t
 * @returns {Member}
 */
function factMember({ type, label, note, choices, nullable, ...rest }, view, { kinds, none }) {
  const detail = kinds[type] ?? type;
  const of = /** @type {Record<string, Proposal[]>} */ ({
    bool: [proposal(true, "", detail), proposal(false, "", detail)],
    choice: choices.map((one) => proposal(one.id, one.label, detail)),
    timestamp: [proposal(view.now, "", detail)],
    duration: [proposal("7d", "", detail), proposal("72h", "", detail)],
    int: [proposal(rest.min ?? 0, "", detail)],
    money: [proposal(rest.min ?? 0, "", detail)],
    zone: [],
  });
  const values = [...(of[type] ?? []), ...(nullable ? [proposal(null, none, detail)] : [])];
  return { about: { label, detail, note, value: type === "choice" ? '""' : values[0]?.json }, values };
}

/**
 * A member whose values are known; without a `value` it begins with the first of them.
 *
 * @param {string} label
 * @param {Proposal[]} values
 * @param {string} [value]
 * @returns {Member}
 */
function member(label, values, value = values[0]?.json) {
  return { about: { label, detail: "", note: null, value }, values };
}

/**
 * @param {Scalar} value
 * @param {string} label
 * @param {string} detail
 * @param {string | null} [note]
 * @returns {Proposal}
 */
function proposal(value, label, detail, note = null) {
  return { json: JSON.stringify(value), label, detail, note };
}
