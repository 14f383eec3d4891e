/** What the tests come to: which hold, what is not as expected, and what nothing has tried yet. */

import { html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../shared/icon.js";
import { percent } from "../../shared/testing.js";
import { unseen } from "../../shared/text.js";

/**
 * @import { Coverage } from "../../shared/coverage.js"
 * @import { Tested } from "../../shared/testing.js"
 * @import { Shown } from "./workbench-view.js"
 */

/** @param {Shown} shown */
export function testsPane(shown) {
  const { t, good, tested, cases } = shown;
  return html`<section class="playground-part" aria-labelledby="workbench-results-heading">
    <h3 id="workbench-results-heading">${t.results}</h3>
    ${cases === null ? html`<p class="playground-told">${icon("caution")}<span>${t.testsBroken}</span></p>` : nothing}
    ${good === null || tested === null ? html`<p class="note">${t.noPolicy}</p>` : results(tested, shown)}
  </section>`;
}

/**
 * @param {Tested} tested
 * @param {Shown} shown
 */
function results({ cases, coverage }, shown) {
  const { t, isRight } = shown;
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  const sum = failed === 0 ? t.allHold(cases.length) : t.someFail(failed, cases.length);
  const mark = failed === 0 ? "allowed" : "denied";
  return html`${isRight ? nothing : html`<p class="playground-told">${icon("caution")}<span>${t.stale}</span></p>`}
  ${
    cases.length === 0
      ? html`<p class="note">${t.noTests}</p>`
      : html`<p class="mark mark-${mark}" id="workbench-sum">${icon(mark)}<strong role="status">${sum}</strong></p>
          <ol class="cases">
            ${repeat(
              cases,
              ({ name }, index) => `${index} ${name}`,
              (one) => caseItem(one, shown),
            )}
          </ol>`
  }
  ${coverageView(coverage, shown)}`;
}

/**
 * @param {Tested["cases"][number]} one
 * @param {Shown} shown
 */
function caseItem({ name, index, differences }, { t, does }) {
  const holds = differences.length === 0;
  const mark = holds ? "allowed" : "denied";
  return html`<li class="case case-${mark}" data-case=${name} data-holds=${String(holds)}>
    <p class="case-name">
      <span class="mark mark-${mark}">${icon(mark)}${unseen(holds ? t.holds : t.fails)}</span> <bdi>${name}</bdi>
    </p>
    ${
      holds
        ? nothing
        : html`<ul class="differences" lang="en" translate="no">
            ${differences.map((difference) => html`<li>${difference}</li>`)}
          </ul>`
    }
    <p class="finding-tools">
      <button type="button" aria-label=${t.goToCase(name)} @click=${() => does.goToCase(index)}>${t.goThere}</button>
      <button type="button" aria-label=${t.tryCase(name)} @click=${() => does.tryCase(index)}>${t.tryIt}</button>
    </p>
  </li>`;
}

/**
 * @param {Coverage} coverage
 * @param {Shown} shown
 */
function coverageView(coverage, { t }) {
  const { rules, seen, of } = coverage;
  const untried = rules
    .map((rule) => ({ ...rule, lacks: rule.of.filter((outcome) => !rule.seen.includes(outcome)) }))
    .filter(({ lacks }) => lacks.length > 0);
  const told = `${Math.floor(percent(coverage))} %`;
  return html`<div class="coverage">
    <p id="workbench-coverage"><strong>${t.coverage(seen, of, told)}</strong></p>
    <meter min="0" max=${of} value=${seen} aria-labelledby="workbench-coverage">${told}</meter>
    <p class="note">${t.coverageNote}</p>
    ${
      untried.length === 0
        ? nothing
        : html`<details id="workbench-untried">
            <summary>${t.untried(untried.length)}</summary>
            <dl class="untried">
              ${untried.map(
                ({ rule, lacks }) =>
                  html`<dt><code translate="no">${rule}</code></dt>
                    <dd>
                      ${lacks.map((outcome) => html`<span class="tag">${t.outcomes[outcome] ?? outcome}</span> `)}
                    </dd>`,
              )}
            </dl>
          </details>`
    }
  </div>`;
}
