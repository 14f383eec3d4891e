/** Where the other editions disagree with a headline. */

import { isDueOpen } from "../certainty.js";
import { isSame } from "./pressing.js";

/**
 * @import { EditionAnswer, EditionId, Preview, StateId, Verdict } from "torihiki"
 * @import { Headline } from "../headline.js"
 *
 * What an edition says otherwise. `at` is the instant that goes with it, where there is one: since when the deal is in
 * that `state`, until when it allows the action, from when on, or when the duty is due.
 *
 * @typedef {{ edition: EditionId, what: What, state?: StateId, verdict?: Verdict, at?: number | null }} Disagreement
 *
 * @typedef {Pick<Headline, "action" | "duty" | "transition" | "edition">} Told
 *
 * @typedef {"moved" | "stays" | "verdict" | "until" | "no-limit" | "due" | "due-open" | "no-duty" | "at" | "not-by-itself" | "effects" | "no-action" | "elsewhere"} What
 */

/**
 * What each edition says otherwise that does not agree with the answer: about what the headline tells where it is about
 * that, else that it differs elsewhere. No edition that disagrees is left out; where the headline is told by one of them,
 * its place is taken by that of the answer, which does not say so.
 *
 * @param {Preview} answer
 * @param {Told} told
 * @returns {Disagreement[]}
 */
export function disagreementsOn(answer, told) {
  const own = answer.policy.edition;
  return answer.editions.flatMap((other) => {
    const { edition } = other;
    const isOtherwise =
      !other.agrees ||
      answer.actions.some(({ editions }) => editions.some((one) => one.edition === edition && !one.agrees));
    if (told.edition === edition && own !== null) {
      return [{ edition: own, what: told.duty === null ? "not-by-itself" : "no-duty" }];
    }
    return isOtherwise ? [{ edition, ...whatDiffers(answer, other, told) }] : [];
  });
}

/**
 * @param {Preview} answer
 * @param {EditionAnswer} other
 * @param {Told} told
 * @returns {Omit<Disagreement, "edition">}
 */
function whatDiffers(answer, other, told) {
  const { state } = other;
  if (state.effective !== answer.state.effective) {
    const moved = state.transitions.at(-1);
    return moved === undefined
      ? { what: "stays", state: state.effective }
      : { what: "moved", state: state.effective, at: moved.at };
  }
  return aboutDuty(other, told) ?? aboutAction(other, told) ?? aboutTransition(other, told) ?? { what: "elsewhere" };
}

/**
 * @param {EditionAnswer} other
 * @param {Pick<Headline, "duty">} told
 * @returns {Omit<Disagreement, "edition"> | null}
 */
function aboutDuty(other, { duty }) {
  if (duty === null) return null;
  const same = other.duties.find((one) => isSame(one, duty));
  if (same === undefined) return { what: "no-duty" };
  if (same.due === duty.due) return null;
  return isDueOpen(same) ? { what: "due-open" } : { what: "due", at: same.due };
}

/**
 * @param {EditionAnswer} other
 * @param {Pick<Headline, "duty" | "transition">} told
 * @returns {Omit<Disagreement, "edition"> | null}
 */
function aboutTransition(other, { duty, transition }) {
  if (transition === null || duty !== null) return null;
  const same = other.ifNobodyActs.find((one) => isSame(one, transition));
  if (same === undefined) return { what: "not-by-itself" };
  return same.at === transition.at ? null : { what: "at", at: same.at };
}

/**
 * @param {EditionAnswer} other
 * @param {Pick<Headline, "action">} told
 * @returns {Omit<Disagreement, "edition"> | null}
 */
function aboutAction({ edition }, { action }) {
  if (action === null) return null;
  const same = action.editions.find((one) => one.edition === edition);
  if (same === undefined) return { what: "no-action" };
  if (same.agrees) return null;
  if (same.verdict !== action.verdict) {
    return { what: "verdict", verdict: same.verdict, at: same.verdict === "denied" ? same.opensAt : same.until };
  }
  const [own, at] = action.verdict === "denied" ? [action.opensAt, same.opensAt] : [action.until, same.until];
  if (own === at) return { what: "effects" };
  if (action.verdict === "denied") return { what: "verdict", verdict: "denied", at };
  return at === null ? { what: "no-limit" } : { what: "until", at };
}
