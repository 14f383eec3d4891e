/** What is wrong with a case before anything is asked: what would be compared with nothing, or can never differ. */

/**
 * @import { Description, EditionId } from "torihiki"
 * @import { Case, Differences, Expected } from "./cases.js"
 *
 * What a policy has ids for, in whichever edition: each action with the rules of its effects, the effects of what happens by
 * itself, the duties and the editions.
 *
 * @typedef {{ actions: Map<string, Set<string>>, effects: Set<string>, duties: Set<string>, editions: Set<string> }} Names
 */

/**
 * A policy in each of its editions.
 *
 * @param {(options: { edition?: EditionId | null }) => Description} describe
 */
export function inAllEditions(describe) {
  const first = describe({});
  if (first.editions.length === 0) return [first];
  return first.editions.map(({ id }) => describe({ edition: id }));
}

/**
 * What a policy has ids for.
 *
 * @param {(options: { edition?: EditionId | null }) => Description} describe
 * @returns {Names}
 */
export function namesOf(describe) {
  /** @type {Names} */
  const names = { actions: new Map(), effects: new Set(), duties: new Set(), editions: new Set() };
  for (const { actions, transitions, duties, editions } of inAllEditions(describe)) {
    for (const { id, effects } of actions) {
      names.actions.set(id, new Set([...(names.actions.get(id) ?? []), ...effects.map(({ rule }) => rule)]));
    }
    for (const { rule } of transitions.flatMap(({ effects }) => effects)) names.effects.add(rule);
    for (const { rule } of duties) names.duties.add(rule);
    for (const { id } of editions) names.editions.add(id);
  }
  return names;
}

/** What a case can say. */
const KEYS = ["name", "order", "role", "now", "locale", "editions", "with", "expect", "expectErrors"];
/** What can be said of something that happens by itself, and of a problem. */
const TRANSITION = ["rule", "at", "to", "certainty"];
const PROBLEM = ["code", "path", "suggests"];

/**
 * What is wrong with a case: it would compare nothing, or not say when it is asked, or has a name that there is not. Where a
 * name of something that is there is misspelt, that differs by itself; where it is one of something that is not to be there,
 * or a key that nobody reads, nothing would.
 *
 * @param {Case} each
 * @param {Names | null} names those of the policy; null where the order names none that there is
 * @returns {Differences}
 */
export function slipsIn({ now, expect, expectErrors, ...rest }, names) {
  const unknown = Object.keys(rest).filter((key) => !KEYS.includes(key));
  const slips = unknown.map((key) => `a case has no \`${key}\`; it has ${KEYS.join(", ")}`);
  if (expect === undefined && expectErrors === undefined) slips.push("`expect` or `expectErrors` is missing");
  if (expect !== undefined && expectErrors !== undefined) slips.push("`expect` and `expectErrors` exclude each other");
  slips.push(...slipsInItems("expectErrors", expectErrors, PROBLEM));
  if (expect === undefined) return slips;
  if (typeof expect !== "object" || expect === null || Object.keys(expect).length === 0) {
    slips.push("nothing is expected; write under `expect` what the answer has to say");
    return slips;
  }
  if (now === undefined) slips.push("`now` is missing: the instant of the question, like `2026-11-10T09:00:00+09:00`");
  for (const key of ["happened", "ifNobodyActs"]) slips.push(...slipsInItems(key, expect[key], TRANSITION));
  return names === null ? slips : [...slips, ...unknownNames(expect, names)];
}

/**
 * The keys of what stands in a list that nobody reads.
 *
 * @param {string} place
 * @param {unknown} items
 * @param {string[]} keys
 * @returns {Differences}
 */
function slipsInItems(place, items, keys) {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, index) =>
    Object.keys(item ?? {})
      .filter((key) => !keys.includes(key))
      .map(
        (key) =>
          `the case expects \`${key}\` in ${place}[${index}], which is not known here; there can be ${keys.join(", ")}`,
      ),
  );
}

/**
 * The names under which nothing is expected that the policy has in no edition.
 *
 * @param {Expected} expect
 * @param {Names} names
 * @returns {Differences}
 */
function unknownNames({ noIfNobodyActsEffects, noDuties, editions, actions }, names) {
  const ofAction = "an effect of the action";
  return [
    ...notAmong("noIfNobodyActsEffects", noIfNobodyActsEffects, names.effects, "an effect of what happens by itself"),
    ...notAmong("noDuties", noDuties, names.duties, "a duty of the policy"),
    ...notAmong("editions", keysOf(editions), names.editions, "an edition of the policy"),
    ...notAmong("actions", keysOf(actions), new Set(names.actions.keys()), "an action of the policy"),
    ...Object.entries(actions ?? {}).flatMap(([id, expected]) => {
      const effects = names.actions.get(id);
      if (effects === undefined) return [];
      return [
        ...notAmong(`actions.${id}.noEffects`, expected?.noEffects, effects, ofAction),
        ...notAmong(`actions.${id}.editions`, keysOf(expected?.editions), names.editions, "an edition of the policy"),
        ...notAmong(`actions.${id}.agrees`, keysOf(expected?.agrees), names.editions, "an edition of the policy"),
      ];
    }),
  ];
}

/** @param {unknown} given */
const keysOf = (given) => Object.keys(given ?? {});

/**
 * @param {string} place
 * @param {unknown} given what is no list differs by itself
 * @param {Set<string>} known
 * @param {string} what
 * @returns {Differences}
 */
function notAmong(place, given, known, what) {
  if (!Array.isArray(given)) return [];
  const there = [...known].join(", ") || "none";
  return given
    .filter((name) => !known.has(name))
    .map((name) => `\`${name}\` in ${place} is not ${what}; there are: ${there}`);
}
