/** What the signs of the picture mean. */

import { html, svg } from "lit/html.js";
import { FILLS } from "./hatching.js";
import { isOverdue, isReached, shiftsOf, verdictsOf } from "./model.js";

/** @import { PageTexts } from "../types.js" */
/** @import { Outlook } from "./types.js" */

/** A sample of each sign on a grid of 24 × 14. */
const SIGNS = {
  allowed: svg`<path class="span span-allowed" d="M1 1H23v12H1z"></path>`,
  unknown: svg`<path class="span span-unknown" fill=${FILLS.unknown} d="M1 1H23v12H1z"></path>`,
  denied: svg`<path class="span span-denied" d="M1 7H23"></path>`,
  transition: svg`<path class="transition-mark" d="M12 0l7 7l-7 7l-7 -7z"></path>`,
  due: svg`<path class="due-mark" d="M8 14V0l10 5l-10 5"></path>`,
  overdue: svg`<path class="duty-overdue" fill=${FILLS.overdue} d="M1 1H23v12H1z"></path>`,
  shift: svg`<circle class="shift-mark" cx="12" cy="7" r="3.5"></circle>`,
};

const KINDS = /** @type {(keyof typeof SIGNS)[]} */ (Object.keys(SIGNS));

/**
 * The signs that stand in the picture of an outlook, each with its meaning, as the entries of a list.
 *
 * @param {Outlook} outlook
 * @param {PageTexts} t
 */
export function legendOf({ timeline, moments }, t) {
  const { segments, transitions, duties } = timeline;
  const verdicts = new Set(
    segments.flatMap((segment) => Object.values(verdictsOf(segment)).flatMap((own) => Object.values(own))),
  );
  const roles = Object.entries(verdictsOf(segments[0]));
  const stands = {
    allowed: verdicts.has("allowed"),
    unknown: verdicts.has("unknown"),
    denied: verdicts.has("denied"),
    transition: transitions.length > 0,
    due: duties.some((duty) => isReached(duty) && duty.from <= duty.due),
    overdue: duties.some(isOverdue),
    shift:
      moments.length > 0 &&
      roles.some(([role, own]) => Object.keys(own).some((action) => shiftsOf(timeline, role, action).length > 0)),
  };
  return KINDS.filter((kind) => stands[kind]).map(
    (kind) =>
      html`<li data-sign=${kind}>
        <svg class="sign" viewBox="0 0 24 14" width="24" height="14" aria-hidden="true" focusable="false">
          ${SIGNS[kind]}
        </svg>
        ${t.signs[kind]}
      </li>`,
  );
}
