/** What the answer rests on, and that it only advises. */

import { html, nothing } from "lit/html.js";
import { sayPartialDate } from "../../shared/dates.js";
import { inItsLanguage, tag } from "../../shared/text.js";
import { zoneName } from "../../shared/zone.js";
import { section } from "./headings.js";

/** @import { Preview, SourceId, SourceInfo } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * The policy, the notice, on whose clocks times are told, and the sources that the answer cites, with the numbers that
 * references have.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function basisView(answer, context) {
  const { t, locale, zone, policyLabel, edition, editionLabel, sources } = context;
  const clocks = zoneName(zone, locale, answer.asOf);
  const cited = citedIn(answer);
  const numbered = sources.map((source, index) => ({ source, number: index + 1 }));
  const shown = numbered.filter(({ source }) => cited.has(source.id));
  const content = html`
    <p class="advice">${t.advice}</p>
    <p>${t.basis(policyLabel, edition === null ? null : editionLabel(edition))}</p>
    ${clocks === null ? nothing : html`<p class="note clocks">${t.clocks(clocks)}</p>`}
    ${
      shown.length === 0
        ? nothing
        : html`<ol class="sources">
            ${shown.map(({ source, number }) => sourceView(source, number, context))}
          </ol>`
    }
  `;
  return section("basis", t.basisHeading, content, context);
}

/**
 * The ids of the sources that any part of an answer names. Whatever has `sources` has ids of them there.
 *
 * @param {unknown} told
 * @param {Set<SourceId>} [found]
 */
function citedIn(told, found = new Set()) {
  if (typeof told !== "object" || told === null) return found;
  for (const [name, part] of Object.entries(told)) {
    if (name === "sources" && Array.isArray(part)) part.forEach((id) => found.add(id));
    else citedIn(part, found);
  }
  return found;
}

/**
 * @param {SourceInfo} source
 * @param {number} number
 * @param {ViewContext} context
 */
function sourceView({ id, kind, title, url, date, note }, number, context) {
  const { t, locale } = context;
  const name = inItsLanguage(title, context);
  return html`<li data-source=${id} value=${number}>
    ${url === null ? name : html`<a href=${url} target="_blank" rel="noreferrer">${name}</a>`}
    ${tag(t.sourceKinds[kind])}
    ${date === null ? nothing : html`<time datetime=${date}>${sayPartialDate(date, locale)}</time>`}
    ${note === null ? nothing : html`<span class="note">${note}</span>`}
  </li>`;
}
