/** What the signs of the picture mean. */

import { h, svg } from "../base/dom.js";
import { isReached, shiftsOf } from "./model.js";
import { fillOf } from "./picture.js";

/** A sample of each sign on a grid of 24 × 14. */
const SIGNS = {
  allowed: () => svg("path", { class: "span span-allowed", d: "M1 1H23v12H1z" }),
  unknown: () => svg("path", { class: "span span-unknown", ...fillOf.unknown, d: "M1 1H23v12H1z" }),
  denied: () => svg("path", { class: "span span-denied", d: "M1 7H23" }),
  transition: () => svg("path", { class: "transition-mark", d: "M12 0l7 7l-7 7l-7 -7z" }),
  due: () => svg("path", { class: "due-mark", d: "M8 14V0l10 5l-10 5" }),
  overdue: () => svg("path", { class: "duty-overdue", ...fillOf.overdue, d: "M1 1H23v12H1z" }),
  shift: () => svg("circle", { class: "shift-mark", cx: 12, cy: 7, r: 3.5 }),
};

/** The signs that stand in the picture of a timeline, each with its meaning. */
export function legendOf({ timeline, moments }, t) {
  const { segments, transitions, duties } = timeline;
  const verdicts = new Set(
    segments.flatMap((segment) => Object.values(segment.verdicts).flatMap((own) => Object.values(own))),
  );
  const roles = Object.entries(segments[0].verdicts);
  const stands = {
    allowed: verdicts.has("allowed"),
    unknown: verdicts.has("unknown"),
    denied: verdicts.has("denied"),
    transition: transitions.length > 0,
    due: duties.some((duty) => isReached(duty) && duty.from <= duty.due),
    overdue: duties.some((duty) => isReached(duty) && (duty.to === null || duty.due < duty.to)),
    shift:
      moments.length > 0 &&
      roles.some(([role, own]) => Object.keys(own).some((action) => shiftsOf(timeline, role, action).length > 0)),
  };
  return Object.keys(SIGNS)
    .filter((sign) => stands[sign])
    .map((sign) =>
      h(
        "li",
        { "data-sign": sign },
        svg(
          "svg",
          { class: "sign", viewBox: "0 0 24 14", width: 24, height: 14, "aria-hidden": "true", focusable: "false" },
          SIGNS[sign](),
        ),
        t.signs[sign],
      ),
    );
}
