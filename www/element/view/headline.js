/** The one thing about an answer that matters, before everything else. */

import { html, nothing } from "lit/html.js";
import { headlineOf } from "../../shared/headline.js";
import { sayHeadline } from "../../shared/headline/sentences.js";
import { icon } from "../../shared/icon.js";
import { deadline } from "./deadline.js";
import { section } from "./headings.js";

/** @import { Preview } from "torihiki" */
/** @import { Headline } from "../../shared/headline.js" */
/** @import { IconName } from "../../shared/icon.js" */
/** @import { ViewContext } from "../types.js" */

/**
 * How a headline looks: as something good, as a warning, as a serious one, as something open, or as none of these.
 *
 * @typedef {"allowed" | "caution" | "danger" | "unknown" | "plain"} Tone
 */

/** @type {Record<Tone, IconName>} */
const ICONS = { allowed: "allowed", caution: "caution", danger: "danger", unknown: "unknown", plain: "info" };

/**
 * What to do, until when, and what follows; and beside it what other sources say, which nobody is to open anything for.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function headlineView(answer, context) {
  const headline = headlineOf(answer, context.role, context);
  const { main, then, when, disagreements } = sayHeadline(headline, context);
  const tone = toneOf(headline);
  const title = html`${icon(ICONS[tone])}<span>${main}</span>`;
  const left = headline.kind === "opens" ? context.opensIn : context.left;
  const content = html`
    ${when === null ? nothing : deadline(when.phrase, when.at, left(when.at), { ...context, isEnd: when.isEnd })}
    ${then.map((sentence) => html`<p>${sentence}</p>`)}
    ${disagreements.map((sentence) => html`<p class="otherwise">${icon("info")}<span>${sentence}</span></p>`)}
  `;
  return html`<div class="matters matters-${tone}" data-kind=${headline.kind}>
    ${section("headline", title, content, context)}
  </div>`;
}

/**
 * @param {Headline} headline
 * @returns {Tone}
 */
function toneOf({ kind, effects, duty }) {
  switch (kind) {
    case "do":
    case "can":
      return "allowed";
    case "harmful":
      return effects.some(({ severity }) => severity === "danger") ? "danger" : "caution";
    case "must":
    case "happens":
      return duty?.overdue || effects.some(({ severity }) => severity === "danger") ? "danger" : "caution";
    case "unsettled":
    case "unknown":
      return "unknown";
    default:
      return "plain";
  }
}
