/** What every part of the view is made with: texts, names from the policy, and time as people say it. */

import { describe } from "torihiki";
import { ruleNotes } from "../shared/notes.js";
import { DAY, HOUR, MINUTE, SECOND, offsetLength, sayInstant, sayLength } from "../shared/time.js";
import { ownTime } from "../shared/zone.js";
import { texts } from "./texts.js";

/** Describing a policy takes longer than an answer about an order, and does not depend on it. */
const descriptions = new Map();

/** Completes what the element says about itself by what follows from the answer, which may be `null`. */
export function contextOf(answer, own) {
  const t = own.locale === "en" ? texts.en : texts.ja;
  if (answer === null) return { ...own, t };
  const description = described(answer.policy, own.locale);
  const clock = { locale: own.locale, offset: description.offset, now: answer.asOf };
  return {
    ...own,
    t,
    ...description,
    now: answer.asOf,
    state: answer.state.effective,
    sayInstant: (at) => sayInstant(at, clock),
    sayOwnTime: (at) => ownTime(at, clock),
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
  const shift = offsetLength(described(answer.policy, "ja").offset);
  return (Math.floor((now + shift) / DAY) + 1) * DAY - shift;
}

/** The names and remarks of a policy in a language, found by id. */
function described({ id, edition, version }, locale) {
  const key = `${version} ${edition} ${locale}`;
  if (!descriptions.has(key)) descriptions.set(key, indexOf(describe(id, { edition, locale })));
  return descriptions.get(key);
}

function indexOf(description) {
  const { label, utcOffset, roles, states, facts, actions, transitions, sources, edition } = description;
  const byId = (all, value) => new Map(all.map((one) => [one.id, value(one)]));
  const labels = (all) => {
    const map = byId(all, (one) => one.label);
    return (of) => map.get(of) ?? of;
  };
  const messages = new Map(transitions.map((transition) => [transition.rule, transition.message]));
  return {
    policyLabel: label,
    edition,
    offset: utcOffset,
    sources,
    roleCount: roles.length,
    roleLabel: labels(roles),
    stateLabel: labels(states),
    factLabel: labels(facts),
    transitionMessage: (rule) => messages.get(rule) ?? rule,
    actionNotes: byId(actions, ({ note }) => note),
    ruleNotes: ruleNotes(description),
  };
}
