/** What every part of the view is made with: what element and page share, and what counts down. */

import { describe } from "torihiki";
import { headlineOf } from "../shared/headline.js";
import { contextOf as sharedContextOf, namesOf } from "../shared/context.js";
import { DAY, HOUR, MINUTE, SECOND, sayLength } from "../shared/length.js";
import { nextDay } from "../shared/zone.js";
import { texts } from "./texts.js";

/** @import { Description, EditionId, Policy, PolicyRef, Preview, SourceInfo } from "torihiki" */
/** @import { Names, Texts } from "../shared/types.js" */
/** @import { BareContext, OwnContext, ViewContext } from "./types.js" */

/** Describing a policy takes longer than an answer about an order, and does not depend on it. */
const known = /** @type {Map<string, Names>} */ (new Map());

/** Where a reference leads: to the source itself. */
const sourceAddress = (/** @type {SourceInfo} */ { url }) => url;

/**
 * What is told with while there is no answer.
 *
 * @param {OwnContext} own
 * @returns {BareContext}
 */
export function bareContextOf(own) {
  return { ...own, t: own.locale === "en" ? texts.en : texts.ja };
}

/**
 * Completes what the element says about itself by what follows from the answer.
 *
 * @param {Preview} answer
 * @param {OwnContext} own
 * @returns {ViewContext}
 */
export function contextOf(answer, own) {
  const { t } = bareContextOf(own);
  const context = sharedContextOf(answer, namesIn(answer.policy, own.ownPolicy), { ...own, t, sourceAddress });
  return {
    ...context,
    left: (/** @type {number} */ at) => countdown(at - answer.asOf, t.left, own, t),
    opensIn: (/** @type {number} */ at) => countdown(at - answer.asOf, t.opensIn, own, t),
  };
}

/**
 * How long it is until then, in a `phrase`. What counts down says no more than stays true until its next tick.
 *
 * @param {number} length
 * @param {(length: string) => string} phrase
 * @param {OwnContext} own
 * @param {Texts} t
 */
function countdown(length, phrase, { locale, isStill }, t) {
  if (isStill) return phrase(sayLength(length, locale));
  return length < SECOND ? t.anyMoment : phrase(sayLength(length - (length % step(length)), locale));
}

/**
 * The steps in which a countdown counts: seconds only where every second counts.
 *
 * @param {number} length
 */
function step(length) {
  if (length >= 2 * DAY) return HOUR;
  return length >= 10 * MINUTE ? MINUTE : SECOND;
}

/**
 * The next instant at which a text of the view is no longer true, if nothing but time goes on.
 *
 * @param {Preview} answer
 * @param {OwnContext} own
 * @param {number} now
 */
export function nextTick(answer, { role, ownPolicy }, now) {
  const told = [
    answer.next?.at,
    headlineOf(answer, role).deadline?.at,
    ...answer.actions.flatMap(({ until, opensAt }) => [until, opensAt]),
    ...answer.duties.map(({ due }) => due),
    ...answer.ifNobodyActs.map(({ at }) => at),
  ];
  const lengths = told.flatMap((at) => (typeof at === "number" && at > now ? [at - now] : []));
  const ticks = lengths.map((length) => now + (length % step(length)) + 1);
  // From midnight at the marketplace on "tomorrow" is another day.
  return Math.min(...ticks, nextDay(now, namesIn(answer.policy, ownPolicy).zone));
}

/**
 * The names and remarks of a policy in the language of an answer.
 *
 * @param {PolicyRef} policy
 * @param {Policy | null} ownPolicy
 * @returns {Names}
 */
function namesIn({ id, edition, version, language }, ownPolicy) {
  const key = `${version} ${edition} ${language}`;
  /** @param {EditionId | null} edition */
  const describeIn = (edition) => {
    const options = { edition, locale: language };
    return ownPolicy === null ? describe(id, options) : ownPolicy.describe(options);
  };
  const names = known.get(key) ?? described(edition, describeIn);
  known.set(key, names);
  return names;
}

/**
 * The names, and beside them those of the states that only another edition has, which says that a deal is in one.
 *
 * @param {EditionId | null} edition
 * @param {(edition: EditionId | null) => Description} describeIn
 */
function described(edition, describeIn) {
  const own = describeIn(edition);
  const others = own.editions.filter((other) => other.id !== edition);
  const states = others.flatMap((other) => describeIn(other.id).states);
  return namesOf(own, [...states, ...own.states]);
}
