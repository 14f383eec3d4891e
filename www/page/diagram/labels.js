/** What a diagram says of a move, in few words for its picture. */

import { roleLabel } from "../base/parts.js";
import { sayDuration, sayInstant } from "../../shared/time.js";

/**
 * The items of the label of a move, each `{ id, icon, text }`. What happens by itself in the same words is one item:
 * under which condition it happens is told in the list.
 */
export function itemsOf({ acts, falls }, context) {
  const { t, description } = context;
  const items = acts.map(({ action, label, roles, verdict, consent }) => {
    const act =
      description.roles.length === 1
        ? label
        : t.diagram.act(
            roles.map((id) => roleLabel(id, description)),
            label,
          );
    return {
      id: `${action} ${roles.join(" ")}`,
      icon: verdict,
      text: consent === null ? act : `${act}${t.diagram.consentShort}`,
    };
  });
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

/** When something happens by itself: its instant where that is known, or how it is reckoned. */
function timeOf({ at, isPast, after }, context) {
  const { t, locale } = context;
  if (at !== null) {
    const instant = sayInstant(at, { ...context, isPlain: true });
    return isPast ? t.diagram.happened(instant) : t.diagram.happens(instant);
  }
  if (after === null) return t.diagram.alone;
  const { fact, period } = after;
  return period === null
    ? t.diagram.aloneAt(fact)
    : t.diagram.aloneAfter(fact, sayDuration(String(period), locale) ?? String(period));
}
