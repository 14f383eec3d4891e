/** An instant as people are told it: on the marketplace's clock, and where it differs on the reader's beside it. */

import { html, nothing } from "lit/html.js";
import { ownTime } from "./own-time.js";
import { sayInstant } from "./time.js";

/** @import { Clock } from "./types.js" */

/**
 * An instant as a person says it, with the exact one for machines.
 *
 * @param {number} at
 * @param {Clock} context
 */
export function instant(at, context) {
  return html`<time datetime=${new Date(at).toISOString()}>${sayInstant(at, context)}</time>${ownClock(at, context)}`;
}

/**
 * What the reader's own clock shows then, where that is something else.
 *
 * @param {number} at
 * @param {Clock} context
 */
export function ownClock(at, context) {
  const own = ownTime(at, context);
  return own === null ? nothing : html`<span class="own-time">${context.t.ownTime(own)}</span>`;
}

/**
 * An instant and the reader's own clock as plain text.
 *
 * @param {number} at
 * @param {Clock} context
 */
export function instantText(at, context) {
  const own = ownTime(at, context);
  return own === null ? sayInstant(at, context) : `${sayInstant(at, context)}${context.t.ownTime(own)}`;
}
