/** What a diagram says of a move, in few words for its picture. */

import { sayDuration } from "../length.js";
import { sayInstant } from "../time.js";

/** @import { Act, DiagramContext, Fall, LabelItem, Move } from "./types.js" */

/**
 * The items of the label of a move. What happens by itself in the same words is one item: under which condition it
 * happens is told in the list.
 *
 * @param {Pick<Move, "acts" | "falls">} move
 * @param {DiagramContext} context
 * @returns {LabelItem[]}
 */
export function itemsOf({ acts, falls }, context) {
  const { t } = context;
  /** @type {LabelItem[]} */
  const items = acts.map((act) => ({
    id: actId(act),
    icon: act.verdict,
    text: act.consent === null ? actOf(act, context) : `${actOf(act, context)}${t.diagram.consentShort}`,
  }));
  const times = new Map();
  for (const fall of falls) {
    const text = timeOf(fall, context);
    times.set(text, [...(times.get(text) ?? []), fall.rule]);
  }
  for (const [text, rules] of times) {
    items.push({
      id: rules.join(" "),
      icon: "clock",
      text: rules.length === 1 ? text : t.diagram.several(text, rules.length),
    });
  }
  return items;
}

/**
 * What tells an act from the others of its move.
 *
 * @param {Act} act
 */
export function actId({ action, roles }) {
  return `${action} ${roles.join(" ")}`;
}

/**
 * Who does what; where the policy has a single role, just what.
 *
 * @param {Act} act
 * @param {DiagramContext} context
 */
export function actOf({ label, roles }, { t, roleCount, roleLabel }) {
  return roleCount === 1 ? label : t.diagram.act(roles.map(roleLabel), label);
}

/**
 * When something happens by itself: its instant where that is known, or how it is reckoned.
 *
 * @param {Fall} fall
 * @param {DiagramContext} context
 */
function timeOf({ at, isPast, isPossible, after }, context) {
  const { t, locale } = context;
  const perhaps = (/** @type {string} */ text) => (isPossible ? t.diagram.mayBe(text) : text);
  if (at !== null) {
    const instant = sayInstant(at, { ...context, isPlain: true });
    return perhaps(isPast ? t.diagram.happened(instant) : t.diagram.happens(instant));
  }
  if (after === null) return perhaps(t.diagram.alone);
  const { fact, period } = after;
  return perhaps(
    period === null
      ? t.diagram.aloneAt(fact)
      : t.diagram.aloneAfter(fact, sayDuration(String(period), locale) ?? String(period)),
  );
}
