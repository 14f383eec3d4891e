/** The answer in one sentence: how much may be done now, and until when. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { instant } from "../../shared/instant.js";
import { around } from "../../shared/text.js";
import { sayLength } from "../../shared/length.js";

/** @import { Preview } from "torihiki" */
/** @import { PageContext } from "../types.js" */
/** @import { Action } from "torihiki" */

/**
 * The heading over the answer.
 *
 * @param {Preview} answer
 * @param {PageContext} context
 */
export function headlineView({ actions }, context) {
  const { t, role, roleLabel } = context;
  const allowed = actions.filter(({ verdict }) => verdict === "allowed");
  const unknown = actions.filter(({ verdict }) => verdict === "unknown");
  const who = role === null ? null : roleLabel(role);
  return html`<h2 id="answer-heading">
      ${allowed.length === 0 ? t.headlineNone(who) : t.headline(who, allowed.length)}
    </h2>
    <p class="headline-until">
      ${allowed.length === 0 ? nothing : untilView(allowed, context)}
      ${
        unknown.length === 0
          ? nothing
          : html`<span class="headline-unknown">${icon("unknown")}${t.headlineUnknown(unknown.length)}</span>`
      }
    </p>`;
}

/**
 * Until when the first of them is allowed.
 *
 * @param {Action[]} allowed
 * @param {PageContext} context
 */
function untilView(allowed, context) {
  const { t, locale, now } = context;
  const ends = allowed.flatMap(({ until }) => (until === null ? [] : [until]));
  if (ends.length === 0) return t.headlineNoDeadline;
  const first = Math.min(...ends);
  const isShared = ends.length === allowed.length && ends.every((end) => end === first);
  const text = isShared ? t.headlineUntil : t.headlineFirstUntil;
  return html`<span class="headline-instant"
      >${icon("clock")}<span>${around(text, instant(first, context))}</span></span
    >
    <strong>${t.left(sayLength(first - now, locale))}</strong>`;
}
