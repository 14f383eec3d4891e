/** What every part of the view is made with: what element and page share, and what counts down. */

import { describe } from "torihiki";
import { contextOf as sharedContextOf, namesOf } from "../shared/context.js";
import { DAY, HOUR, MINUTE, SECOND, offsetLength, sayLength } from "../shared/time.js";
import { texts } from "./texts.js";

/** Describing a policy takes longer than an answer about an order, and does not depend on it. */
const known = new Map();

/** Where a reference leads: to the source itself. */
const sourceAddress = ({ url }) => url;

/** Completes what the element says about itself by what follows from the answer, which may be `null`. */
export function contextOf(answer, own) {
  const t = own.locale === "en" ? texts.en : texts.ja;
  if (answer === null) return { ...own, t };
  const context = sharedContextOf(answer, namesIn(answer.policy, own.locale), { ...own, t, sourceAddress });
  return {
    ...context,
    left: (at) => countdown(at - answer.asOf, t.left, own, t),
    opensIn: (at) => countdown(at - answer.asOf, t.opensIn, own, t),
  };
}

/** How long it is until then, in a `phrase`. What counts down says no more than stays true until its next tick. */
function countdown(length, phrase, { locale, isStill }, t) {
  if (isStill) return phrase(sayLength(length, locale));
  return length < SECOND ? t.anyMoment : phrase(sayLength(length - (length % step(length)), locale));
}

/** The steps in which a countdown counts: seconds only where every second counts. */
function step(length) {
  if (length >= 2 * DAY) return HOUR;
  return length >= 10 * MINUTE ? MINUTE : SECOND;
}

/** The next instant at which a text of the view is no longer true, if nothing but time goes on. */
export function nextTick(answer, now) {
  const told = [
    answer.next?.at,
    ...answer.actions.flatMap(({ until, opensAt }) => [until, opensAt]),
    ...answer.duties.map(({ due }) => due),
    ...answer.ifNobodyActs.map(({ at }) => at),
  ];
  const lengths = told.filter((at) => typeof at === "number" && at > now).map((at) => at - now);
  const ticks = lengths.map((length) => now + (length % step(length)) + 1);
  return Math.min(...ticks, midnightAfter(now, answer));
}

/** The next midnight at the marketplace: from then on "tomorrow" is another day. */
function midnightAfter(now, answer) {
  const shift = offsetLength(namesIn(answer.policy, "ja").offset);
  return (Math.floor((now + shift) / DAY) + 1) * DAY - shift;
}

/** The names and remarks of a policy in a language. */
function namesIn({ id, edition, version }, locale) {
  const key = `${version} ${edition} ${locale}`;
  if (!known.has(key)) known.set(key, namesOf(describe(id, { edition, locale })));
  return known.get(key);
}
