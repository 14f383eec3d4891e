/** What the answer rests on, and that it only advises. */

import { html, nothing } from "lit";
import { isJapanese } from "../../shared/language.js";
import { section, tag } from "./parts.js";

/** The policy, the notice, and the sources with the numbers that references have. */
export function basisView(_answer, context) {
  const { t, policyLabel, edition, sources } = context;
  const content = html`
    <p class="advice">${t.advice}</p>
    <p>${t.basis(policyLabel, edition)}</p>
    <ol class="sources">
      ${sources.map((source) => sourceView(source, context))}
    </ol>
  `;
  return section("basis", t.basisHeading, content, context);
}

function sourceView({ id, kind, title, url, note }, { t, locale }) {
  const name = html`<span lang=${isJapanese(title) ? "ja" : locale}>${title}</span>`;
  return html`<li data-source=${id}>
    ${url === null ? name : html`<a href=${url} target="_blank" rel="noreferrer">${name}</a>`}
    ${tag(t.sourceKinds[kind])} ${note === null ? nothing : html`<span class="note">${note}</span>`}
  </li>`;
}
