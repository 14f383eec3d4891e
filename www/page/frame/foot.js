/** The foot of the page: that it only advises, by which rules, and what it does with what is entered. */

import { html, nothing } from "lit/html.js";
import { broughtPolicy } from "../view/engine.js";

/** @import { PageDescription, PageTexts } from "../types.js" */

/**
 * Says what the answer rests on.
 *
 * @param {PageDescription} description
 * @param {PageTexts} t
 */
export function footView(description, t) {
  const fact = (/** @type {string} */ name, /** @type {unknown} */ value) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const edition = description.editions.find(({ id }) => id === description.edition);
  return html`<div class="foot-body">
    <div class="foot-part">
      <h2>${t.basisHeading}</h2>
      <p class="foot-advice">${t.advice}</p>
      <p>${broughtPolicy(description.id) === null ? t.basisLead : t.basisOwn}</p>
    </div>
    <dl class="foot-part foot-facts">
      ${fact(t.basisRules, t.basis(description.label, edition?.label ?? null))}
      ${fact(t.version, html`<code id="version">${description.version}</code>`)}
      ${description.note === null ? nothing : fact(t.basisScope, description.note)}
    </dl>
    <p class="foot-small">${t.privacy}${t.stop}${t.owners}</p>
    <p class="foot-small"><a href="./NOTICES.txt" hreflang="en">${t.notices}</a></p>
  </div>`;
}
