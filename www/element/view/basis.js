/** What the answer rests on, and that it only advises. */

import { html, nothing } from "lit/html.js";
import { sayPartialDate } from "../../shared/dates.js";
import { inItsLanguage, tag } from "../../shared/text.js";
import { zoneName } from "../../shared/zone.js";
import { section } from "./headings.js";

/** @import { Preview, SourceInfo } from "torihiki" */
/** @import { ViewContext } from "../types.js" */

/**
 * The policy, the notice, on whose clocks times are told, and the sources with the numbers that references have.
 *
 * @param {Preview} answer
 * @param {ViewContext} context
 */
export function basisView({ asOf }, context) {
  const { t, locale, zone, policyLabel, edition, editionLabel, sources } = context;
  const clocks = zoneName(zone, locale, asOf);
  const content = html`
    <p class="advice">${t.advice}</p>
    <p>${t.basis(policyLabel, edition === null ? null : editionLabel(edition))}</p>
    ${clocks === null ? nothing : html`<p class="note clocks">${t.clocks(clocks)}</p>`}
    <ol class="sources">
      ${sources.map((source) => sourceView(source, context))}
    </ol>
  `;
  return section("basis", t.basisHeading, content, context);
}

/**
 * @param {SourceInfo} source
 * @param {ViewContext} context
 */
function sourceView({ id, kind, title, url, date, note }, context) {
  const { t, locale } = context;
  const name = inItsLanguage(title, context);
  return html`<li data-source=${id}>
    ${url === null ? name : html`<a href=${url} target="_blank" rel="noreferrer">${name}</a>`}
    ${tag(t.sourceKinds[kind])}
    ${date === null ? nothing : html`<time datetime=${date}>${sayPartialDate(date, locale)}</time>`}
    ${note === null ? nothing : html`<span class="note">${note}</span>`}
  </li>`;
}
