/** Where the rules come from: what kind of text a source is, and of what date. */

import { html, nothing } from "lit/html.js";
import { sayPartialDate } from "../../shared/dates.js";
import { icon } from "../../shared/icon.js";
import { inItsLanguage, unseen } from "../../shared/text.js";

/** @import { PageContext } from "../types.js" */
/** @import { SourceInfo } from "torihiki" */

/**
 * The date that a source bears, in words; `null` where none is known.
 *
 * @param {SourceInfo} source
 * @param {PageContext} context
 */
function dateOf({ date }, { locale }) {
  return date === null ? null : html`<time datetime=${date}>${sayPartialDate(date, locale)}</time>`;
}

/**
 * Sources in a line each: the title, linked where it has an address, the kind, and the date.
 *
 * @param {string[]} ids
 * @param {PageContext} context
 */
export function sourceLines(ids, context) {
  if (ids.length === 0) return nothing;
  return html`<span class="rule-source">
    ${unseen(context.t.sourceOf)}${ids.map((id) => sourceLine(id, context))}
  </span>`;
}

/**
 * @param {string} id
 * @param {PageContext} context
 */
function sourceLine(id, context) {
  const { t, sources } = context;
  const source = /** @type {SourceInfo} */ (sources.find((each) => each.id === id));
  return html`<span class="source-line" data-source=${id}>
    ${sourceLink(source, context)} ${kindTag(source, context)}
    ${source.kind === "assumption" ? nothing : html`<span class="source-date">${dateOf(source, context) ?? t.noDate}</span>`}
  </span>`;
}

/**
 * @param {SourceInfo} source
 * @param {PageContext} context
 */
function sourceLink({ url, title }, context) {
  const name = inItsLanguage(title, context);
  return url === null ? name : html`<a href=${url} rel="noreferrer">${name}${icon("outside")}</a>`;
}

/**
 * @param {SourceInfo} source
 * @param {PageContext} context
 */
function kindTag({ kind }, { t }) {
  return html`<span class="tag kind kind-${kind}">${t.sourceKinds[kind]}</span>`;
}

/**
 * All sources with their numbers; `#source-…` is where the references of the page lead.
 *
 * @param {PageContext} context
 */
export function sourceList(context) {
  return html`<ol class="sources">
    ${context.sources.map((source) => sourceItem(source, context))}
  </ol>`;
}

/**
 * @param {SourceInfo} source
 * @param {PageContext} context
 */
function sourceItem(source, context) {
  const { t } = context;
  const date = dateOf(source, context);
  // What is assumed has no page, and so no date that could be known.
  const parts = [
    ...(source.kind === "assumption" ? [] : [date === null ? t.noDate : html`${t.dated}${date}`]),
    ...(source.note === null ? [] : [source.note]),
  ];
  return html`<li id="source-${source.id}" tabindex="-1" data-source=${source.id}>
    <p class="source-title">${sourceLink(source, context)} ${kindTag(source, context)}</p>
    <p class="note">${parts.map((part, index) => html`${index === 0 ? nothing : t.stop}${part}`)}</p>
  </li>`;
}
