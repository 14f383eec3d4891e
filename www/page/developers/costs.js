/** What the package costs in bytes and time. */

import { html, nothing } from "lit/html.js";
import { preview } from "torihiki";
import sizes from "../../../tests/package/sizes.json" with { type: "json" };
import { icon } from "../../shared/icon.js";
import { opening, sampleOf } from "../view/samples.js";
import { BENCHED, MEASUREMENTS, measure } from "./measure.js";

/** @import { Locale, Order, RoleId } from "torihiki" */
/** @import { ja } from "./playground-texts.js" */

/** @typedef {{ raw: number, gzip: number, brotli: number }} Size */

const KINDS = /** @type {const} */ (["raw", "gzip", "brotli"]);

/**
 * Makes the two parts, as a function that gives what is to be shown; `changed` is called when that is something else.
 *
 * @param {() => void} changed
 * @returns {(t: typeof ja, locale: Locale) => unknown}
 */
export function costParts(changed) {
  const speed = speedPart(changed);
  return (t, locale) => html`<div class="developers-costs">${sizesPart(t)}${speed(t, locale)}</div>`;
}

/**
 * @param {string} name
 * @param {string} heading
 * @param {unknown} content
 */
function part(name, heading, content) {
  return html`<section class="developers-part" aria-labelledby="${name}-heading">
    <h3 id="${name}-heading">${heading}</h3>
    ${content}
  </section>`;
}

/**
 * The sizes that `npm run sizes` wrote down.
 *
 * @param {typeof ja} t
 */
function sizesPart(t) {
  const rows = Object.entries(t.sizeNames).flatMap(([names, label]) => {
    const all = /** @type {Record<string, Size | undefined>} */ (/** @type {object} */ (sizes));
    const own = all[names];
    const parts = own === undefined ? names.split(" + ").map((name) => all[name]) : [own];
    return parts.includes(undefined) ? [] : [sizeRow(label, /** @type {Size[]} */ (parts))];
  });
  return part(
    "sizes",
    t.sizesHeading,
    html`<table class="sizes">
        <caption class="unseen">
          ${t.sizesCaption}
        </caption>
        <thead>
          <tr>
            ${t.sizeColumns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      <p class="note">${t.sizesHow}</p>`,
  );
}

/**
 * @param {string} label
 * @param {Size[]} parts
 */
function sizeRow(label, parts) {
  const kilobytes = (/** @type {keyof Size} */ kind) =>
    (parts.reduce((total, each) => total + each[kind], 0) / 1000).toFixed(1);
  return html`<tr>
    <th scope="row">${label}</th>
    ${KINDS.map((kind) => html`<td>${kilobytes(kind)}</td>`)}
  </tr>`;
}

/**
 * What one preview takes: here, measured when asked for, and in the benchmark.
 *
 * @param {() => void} changed
 */
function speedPart(changed) {
  const { order, role, now } = sampleOf(opening.policy, opening.sample);
  let isMeasuring = false;
  /** @type {{ median: number, calls: number } | null} */
  let measured = null;
  const press = async (/** @type {Locale} */ locale) => {
    if (isMeasuring) return;
    isMeasuring = true;
    changed();
    measured = await measure(() =>
      preview(/** @type {Order} */ (order), { role: /** @type {RoleId} */ (role), now, locale }),
    );
    isMeasuring = false;
    changed();
  };
  const outcome = (/** @type {typeof ja} */ t) => {
    if (isMeasuring) return html`<span class="note">${t.measuring}</span>`;
    if (measured === null) return nothing;
    return html`<strong>${t.measured(sayTime(measured.median))}</strong
      ><span class="note">${t.measuredHow(MEASUREMENTS, measured.calls)}</span>`;
  };
  return (/** @type {typeof ja} */ t, /** @type {Locale} */ locale) =>
    part(
      "speed",
      t.speedHeading,
      html`<p>${t.speedLead}</p>
        <p class="buttons">
          <button
            type="button"
            id="measure"
            aria-disabled=${isMeasuring ? "true" : nothing}
            @click=${() => press(locale)}
          >
            ${icon("clock")}${t.measure}
          </button>
        </p>
        <p id="measured" class="measured" role="status">${outcome(t)}</p>
        <p class="note">${t.speedHow(BENCHED.preview, BENCHED.start)}</p>`,
    );
}

/**
 * A short time in two or three digits, which is as exact as it is.
 *
 * @param {number} milliseconds
 */
function sayTime(milliseconds) {
  const microseconds = milliseconds * 1000;
  return `${microseconds.toFixed(microseconds < 10 ? 1 : 0)} µs`;
}
