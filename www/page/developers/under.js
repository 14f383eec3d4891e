/** What stands under the playground: how to install the package, where to read on, what it weighs and how fast it is. */

import { html } from "lit/html.js";
import { version } from "torihiki";
import { icon } from "../../shared/icon.js";
import { costParts } from "./costs.js";
import { copyButton } from "./playground-view.js";

/** @import { Locale } from "torihiki" */
/** @import { Shown } from "./playground-view.js" */

export const REPOSITORY = "https://github.com/torihiki/torihiki";

/** By whom, and what has to be typed. */
export const INSTALL = {
  npm: "npm install torihiki",
  pnpm: "pnpm add torihiki",
  yarn: "yarn add torihiki",
  bun: "bun add torihiki",
  cargo: "cargo add torihiki",
};

/** Where the references are in the repository. */
export const LINKS = {
  readme: "/blob/main/README.md",
  element: "/blob/main/www/element/README.md",
  format: "/blob/main/src/policies/README.md",
  source: "",
};

/**
 * Makes these parts, as a function that gives what is to be shown; `changed` is called when that is something else.
 *
 * @param {() => void} changed
 */
export function underParts(changed) {
  const costs = costParts(changed);
  return (
    /** @type {Shown["t"]} */ t,
    /** @type {Locale} */ locale,
    /** @type {Pick<Shown, "copied" | "does">} */ shown,
  ) =>
    html`<div class="developers-columns">
      <section class="developers-part" aria-labelledby="install-heading">
        <h3 id="install-heading">${t.install}</h3>
        <ul class="install">
          ${Object.entries(INSTALL).map(
            ([by, line]) =>
              html`<li>
                <code translate="no">${line}</code> ${copyButton(`install-${by}`, line, line, { t, ...shown })}
              </li>`,
          )}
        </ul>
        <p class="note">${t.installLead(version())}</p>
      </section>
      <section class="developers-part" aria-labelledby="references-heading">
        <h3 id="references-heading">${t.references}</h3>
        <dl class="docs">
          ${Object.entries(LINKS).map(([id, path]) => reference(path, t.links[/** @type {keyof typeof LINKS} */ (id)]))}
        </dl>
      </section>
      ${costs(t, locale)}
    </div>`;
}

/**
 * @param {string} path
 * @param {string[]} words
 */
function reference(path, [label, note]) {
  return html`<dt>
      <a href="${REPOSITORY}${path}" rel="noreferrer">${label}${icon("outside")}</a>
    </dt>
    <dd>${note}</dd>`;
}
