/** A headline in sentences. */

import { sayInstant } from "../time.js";
import { isNever } from "../steps.js";
import { words } from "./words.js";

/**
 * @import { Action, Reason, Transition } from "torihiki"
 * @import { Headline } from "../headline.js"
 * @import { Disagreement } from "./readings.js"
 * @import { Context } from "../types.js"
 *
 * What a headline is told with.
 *
 * @typedef {Pick<Context, "locale" | "zone" | "now" | "isPlain" | "role" | "edition" | "roleLabel" | "roleCount" | "stateLabel" | "factLabel" | "editionLabel"> & { state: string | null }} Telling
 *
 * Sentences, none of which ends with a full stop, so that each can stand alone. `when` has a gap for the instant, so that
 * it can be marked as one; `whenText` has it filled.
 *
 * @typedef {object} Sentences
 * @property {string} main what to do, or how it stands
 * @property {string[]} then what follows, the worst first
 * @property {{ at: number, isEnd: boolean, phrase: (instant: string) => string } | null} when `isEnd`: of the time for something
 * @property {string | null} whenText
 * @property {string[]} disagreements what other sources say, each with its name
 */

/**
 * Says a headline.
 *
 * @param {Headline} headline
 * @param {Telling} telling
 * @returns {Sentences}
 */
export function sayHeadline(headline, telling) {
  const t = words[telling.locale];
  const when = whenOf(headline, telling);
  return {
    main: mainOf(headline, telling),
    then: thenOf(headline, telling),
    when,
    whenText: when === null ? null : when.phrase(sayInstant(when.at, { ...telling, isEnd: when.isEnd })),
    disagreements: [
      ...ownReading(headline, telling),
      ...headline.disagreements.map((one) => t.by(telling.editionLabel(one.edition), otherwise(one, telling))),
    ],
  };
}

/**
 * All of it as one text.
 *
 * @param {Sentences} sentences
 * @param {Telling} telling
 */
export function asText({ main, then, whenText, disagreements }, { locale }) {
  const parts = [main, ...(whenText === null ? [] : [whenText]), ...then, ...disagreements];
  return parts
    .map((part) => `${part}${words[locale].stop}`)
    .join("")
    .trim();
}

/**
 * @param {Headline} headline
 * @param {Telling} telling
 * @returns {string}
 */
function mainOf(headline, telling) {
  const { kind, action, duty, transition, missing, states } = headline;
  const { locale, role, roleLabel, roleCount, factLabel, stateLabel } = telling;
  const t = words[locale];
  const state = stateLabel(telling.state ?? "");
  const facts = t.quoted(missing.slice(0, 3).map(factLabel));
  const of = (/** @type {(label: string) => string} */ text) => {
    if (action === null) return "";
    return `${role === null && roleCount > 1 ? t.role(roleLabel(action.role)) : ""}${text(action.label)}`;
  };
  const ofDuty = () => {
    if (duty === null) return "";
    const text = firstSentence(duty.message);
    // Whose it is stands there for whoever does not have it; the message leaves that out.
    const who = duty.role === null || duty.role === role || roleCount < 2 ? null : roleLabel(duty.role);
    return duty.overdue ? t.overdue(text, who) : `${who === null ? "" : t.role(who)}${text}`;
  };
  const told = {
    unsettled: () => t.unsettled(states.map(stateLabel)),
    do: () => of(t.please),
    must: ofDuty,
    happens: () => firstSentence(transition?.message ?? ""),
    happened: () => t.happened(state),
    can: () => of(t.can),
    opens: () => of(t.cannot),
    wait: ofDuty,
    blocked: () => of(t.cannot),
    unknown: () => t.whether(action?.label ?? "", facts),
    harmful: () => of(t.can),
    over: () => t.over(state),
  };
  return told[kind]();
}

/**
 * @param {Headline} headline
 * @param {Telling} telling
 * @returns {string[]}
 */
function thenOf(headline, telling) {
  const { kind, action, avoid, effects, transition, missing } = headline;
  const t = words[telling.locale];
  const worst = effects.slice(0, 2).map(({ message }) => firstSentence(message));
  const next = transition === null || transition.at <= telling.now ? [] : [nobodyActs(transition, headline, telling)];
  switch (kind) {
    case "unsettled":
      return missing.length === 0 ? [] : [t.tell(t.quoted(missing.slice(0, 3).map(telling.factLabel)))];
    case "do":
      return [...avoided(avoid, t.avoid, t.stop), ...worst];
    case "must":
      return [...next, ...worst];
    case "happened":
    case "over":
      return transition === null ? [] : [firstSentence(transition.message)];
    case "wait":
      return [...avoided(avoid, t.notYet, t.stop), ...next];
    case "blocked":
      return action === null ? [] : inTheWay(action, telling);
    case "can":
      return [...worst, ...next];
    default:
      return worst;
  }
}

/**
 * @param {Headline["avoid"]} action
 * @param {(label: string) => string} text
 * @param {string} stop
 */
function avoided(action, text, stop) {
  if (action === null) return [];
  const danger = action.effects.find(({ severity }) => severity === "danger");
  // What is warned of and why belong together.
  return [[text(action.label), ...(danger === undefined ? [] : [firstSentence(danger.message)])].join(stop)];
}

/**
 * What happens by itself. Its instant is left out where it is the deadline, and where the readings do not agree on it.
 *
 * @param {Transition} transition
 * @param {Headline} headline
 * @param {Telling} telling
 */
function nobodyActs({ at, message, certainty }, { deadline, disagreements }, telling) {
  const t = words[telling.locale];
  const isTold = disagreements.length > 0 || deadline?.at === at;
  const remarks = [...(isTold ? [] : [sayInstant(at, telling)]), ...(certainty === "possible" ? [t.notCertain] : [])];
  return t.ifNobodyActs(remarks, firstSentence(message));
}

/**
 * The deadline by the reading that the answer goes by, where a safer one is told.
 *
 * @param {Headline} headline
 * @param {Telling} telling
 */
function ownReading({ kind, deadline, duty, edition, isDueOpen, disagreements }, telling) {
  if (isDueOpen && edition === null && disagreements.length > 0 && telling.edition !== null) {
    return [words[telling.locale].by(telling.editionLabel(telling.edition), words[telling.locale].openDue)];
  }
  if (deadline === null || edition !== null || deadline.own === deadline.at || telling.edition === null) return [];
  const t = words[telling.locale];
  const own = deadline.own === null ? null : sayInstant(deadline.own, { ...telling, isEnd: true });
  const text = own === null ? t.noLimit : duty !== null ? t.isDue(own) : t.isUntil(own);
  return kind === "opens" ? [] : [t.by(telling.editionLabel(telling.edition), text)];
}

/**
 * What stands in the way, and the first step where there is one.
 *
 * @param {Action} action
 * @param {Telling} telling
 */
function inTheWay({ reasons, unblock }, telling) {
  const violated = reasons.filter(({ status }) => status === "violated");
  const whole = violated.length === 1 ? (/** @type {string} */ text) => text : firstSentence;
  const said = violated.slice(0, 2).map((/** @type {Reason} */ { message }) => whole(message));
  const [step] = unblock;
  // That the state is another one says too little; any other reason says by itself what to do.
  const isVague = violated[0]?.rule.endsWith(".state") && step !== undefined && !isNever(step);
  return isVague ? [...said, words[telling.locale].first(step.message)] : said;
}

/**
 * @param {Headline} headline
 * @param {Telling} telling
 * @returns {Sentences["when"]}
 */
function whenOf({ kind, deadline, duty, edition }, telling) {
  if (deadline === null) return null;
  const t = words[telling.locale];
  const own = edition ?? telling.edition;
  const plain = duty !== null ? t.due : kind === "opens" ? t.from : kind === "happens" ? t.at : t.until;
  const phrase = (/** @type {string} */ instant) => {
    if (own !== null && (!deadline.isSafe || edition !== null)) {
      return t.only(telling.editionLabel(own), plain(instant));
    }
    return deadline.own === deadline.at ? plain(instant) : t.safe(instant);
  };
  return { at: deadline.at, isEnd: kind !== "opens" && kind !== "happens", phrase };
}

/**
 * @param {Disagreement} disagreement
 * @param {Telling} telling
 */
function otherwise({ what, state, verdict = "denied", at = null }, telling) {
  const t = words[telling.locale];
  const isEnd = what === "until" || what === "due";
  const instant = at === null ? null : sayInstant(at, { ...telling, isEnd });
  const told = {
    moved: () => t.moved(telling.stateLabel(state ?? ""), instant),
    stays: () => t.stays(telling.stateLabel(state ?? "")),
    verdict: () => (verdict === "denied" && instant !== null ? t.opens(instant) : t.verdict(verdict)),
    until: () => t.isUntil(String(instant)),
    "no-limit": () => t.noLimit,
    "due-open": () => t.openDue,
    due: () => (instant === null ? t.noLimit : t.isDue(instant)),
    "no-duty": () => t.noDuty,
    at: () => t.isAt(String(instant)),
    "not-by-itself": () => t.notByItself,
    effects: () => t.otherEffects,
    "no-action": () => t.noAction,
    elsewhere: () => t.elsewhere,
  };
  return told[what]();
}

/**
 * The first sentence of a text, without its full stop: the rest stands where the thing itself is told.
 *
 * @param {string} text
 */
function firstSentence(text) {
  return text.split(/。|\. |; /)[0].replace(/\.$/, "");
}
