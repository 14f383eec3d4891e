/** The answer in a few lines: the one thing that matters, until when, what follows, and which source says otherwise. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { headlineOf } from "../../shared/headline.js";
import { sayHeadline } from "../../shared/headline/sentences.js";
import { instant } from "../../shared/instant.js";
import { around } from "../../shared/text.js";
import { sayLength } from "../../shared/length.js";

/** @import { Preview } from "torihiki" */
/** @import { Kind } from "../../shared/headline.js" */
/** @import { IconName } from "../../shared/icon.js" */
/** @import { PageContext } from "../types.js" */

/** How each kind looks. What a colour says, the word beside it says too. */
const LOOKS = /** @type {Record<Kind, { look: "good" | "due" | "bad" | "still", sign: IconName }>} */ ({
  do: { look: "due", sign: "caution" },
  must: { look: "due", sign: "clock" },
  happens: { look: "bad", sign: "danger" },
  happened: { look: "still", sign: "info" },
  can: { look: "good", sign: "allowed" },
  opens: { look: "still", sign: "clock" },
  wait: { look: "still", sign: "clock" },
  blocked: { look: "still", sign: "denied" },
  unknown: { look: "due", sign: "unknown" },
  unsettled: { look: "due", sign: "unknown" },
  harmful: { look: "bad", sign: "danger" },
  over: { look: "still", sign: "none" },
});

/**
 * The heading over the answer.
 *
 * @param {Preview} answer
 * @param {PageContext} context
 */
export function headlineView(answer, context) {
  const { t, role, now, locale } = context;
  const headline = headlineOf(answer, role, context);
  const { main, then, when, disagreements } = sayHeadline(headline, context);
  const { kind, deadline, duty } = headline;
  const { look, sign } = duty?.overdue ? LOOKS.happens : LOOKS[kind];
  const word = duty?.overdue ? t.headlineWords.overdue : t.headlineWords[kind];
  return html`<div class="headline-${look}" data-kind=${kind}>
    <p class="headline-word">${icon(sign)}${word}</p>
    <h2 id="answer-heading">${main}</h2>
    ${
      when === null
        ? nothing
        : html`<p class="headline-when" data-safe=${String(deadline?.isSafe)}>
            <span>${icon("clock")}${around(when.phrase, instant(when.at, { ...context, isEnd: when.isEnd }))}</span>
            ${kind === "opens" ? nothing : html`<strong>${t.left(sayLength(when.at - now, locale))}</strong>`}
          </p>`
    }
    ${
      disagreements.length === 0
        ? nothing
        : html`<ul class="headline-otherwise">
            ${disagreements.map((text) => html`<li>${icon("caution")}<span>${text}</span></li>`)}
          </ul>`
    }
    ${then.map((text) => html`<p class="headline-then">${text}</p>`)}
  </div>`;
}
