/** What the workbench shows: what can be done with the document, its editors, and what is wrong in them. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { counts, findingList } from "../developers/findings.js";
import { radios } from "../developers/playground-view.js";
import { LINKS, REPOSITORY } from "../developers/under.js";
import { testsPane } from "./results-view.js";
import { tryPane } from "./try-view.js";

/**
 * @import { Locale, Policy } from "torihiki"
 * @import { Case } from "../../shared/cases.js"
 * @import { IconName } from "../../shared/icon.js"
 * @import { Tested } from "../../shared/testing.js"
 * @import { JsonEditor, TextEditor } from "../developers/editor.js"
 * @import { Finding } from "../developers/finding.js"
 * @import { Texts as PlaygroundTexts } from "../developers/playground-view.js"
 * @import { PageDescription } from "../types.js"
 * @import { Written } from "./kept.js"
 * @import { Tried } from "./trying.js"
 * @import { ja } from "./workbench-texts.js"
 *
 * @typedef {PlaygroundTexts & typeof ja} Texts
 *
 * @typedef {typeof PANES[number]} Pane
 * @typedef {typeof SHEETS[number]} Sheet
 *
 * What the workbench is shown with.
 *
 * @typedef {{
 *   t: Texts,
 *   written: Written,
 *   sheet: Sheet,
 *   pane: Pane,
 *   isWide: boolean,
 *   good: { policy: Policy } | null,
 *   isRight: boolean,
 *   trouble: "loading" | "checking" | "stuck" | "failedAuthor" | null,
 *   description: PageDescription | null,
 *   kinds: { id: string, label: string }[],
 *   cases: Case[] | null,
 *   tested: Tested | null,
 *   tried: Tried | null,
 *   findings: Finding[],
 *   said: string,
 *   link: string | null,
 *   canGoBack: boolean,
 *   locale: Locale,
 *   editors: { document: TextEditor, tests: JsonEditor, tried: JsonEditor },
 *   diagram: unknown,
 *   does: Does,
 * }} Shown
 *
 * @typedef {{
 *   show: (pane: Pane) => void,
 *   edit: (sheet: Sheet) => void,
 *   begin: (chosen: string) => void,
 *   back: () => void,
 *   openFiles: (files: Iterable<File>) => void,
 *   saveDocument: () => void,
 *   saveTests: () => void,
 *   saveCompiled: () => void,
 *   share: () => void,
 *   mend: (findings: Finding[]) => void,
 *   goTo: (finding: Finding) => void,
 *   look: (part: "role" | "now", value: string) => void,
 *   tryCase: (index: number) => void,
 *   goToCase: (index: number) => void,
 *   keep: () => void,
 *   lookAt: () => void,
 * }} Does
 */

/** What can be looked at. Where there is room, the document stands beside everything else. */
export const PANES = /** @type {const} */ (["write", "try", "tests", "diagram"]);
/** What can be edited. */
export const SHEETS = /** @type {const} */ (["document", "tests"]);

/** @param {Shown} shown */
export function workbenchView(shown) {
  const { t, pane, isWide, cases, tested, does } = shown;
  const panes = PANES.filter((one) => !isWide || one !== "write");
  const failed = tested?.cases.filter(({ differences }) => differences.length > 0).length ?? 0;
  const tabs = radios(
    "pane",
    "tabs",
    t.panesLabel,
    panes,
    pane,
    (one) =>
      one === "tests" && cases !== null && cases.length > 0
        ? html`<span>${t.panes.tests} ${countMark(failed, cases.length)}</span>`
        : t.panes[one],
    does.show,
  );
  const write = html`<div class="workbench-write" ?hidden=${!isWide && pane !== "write"}>${writePane(shown)}</div>`;
  return html`
    ${bar(shown)}
    <div class="workbench-sides">
      ${isWide ? write : nothing}
      <div class="workbench-side">
        ${tabs} ${isWide ? nothing : write}
        <div class="workbench-pane" ?hidden=${pane !== "try"}>${tryPane(shown)}</div>
        <div class="workbench-pane" ?hidden=${pane !== "tests"}>${testsPane(shown)}</div>
        <div class="workbench-pane" ?hidden=${pane !== "diagram"}>${diagramPane(shown)}</div>
      </div>
    </div>
  `;
}

/**
 * How many tests there are, and how many of them fail.
 *
 * @param {number} failed
 * @param {number} count
 */
function countMark(failed, count) {
  const mark = failed === 0 ? "allowed" : "denied";
  return html`<span class="workbench-count mark mark-${mark}">${icon(mark)}${count - failed}/${count}</span>`;
}

/** @param {Shown} shown */
function bar({ t, kinds, good, isRight, said, link, canGoBack, does }) {
  const begin = (/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) => {
    does.begin(currentTarget.value);
    // It is chosen anew each time.
    currentTarget.selectedIndex = 0;
  };
  const choose = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
    const files = [...(currentTarget.files ?? [])];
    currentTarget.value = "";
    does.openFiles(files);
  };
  return html`<div class="workbench-bar">
      <select id="workbench-begin" aria-label=${t.begin} @change=${begin}>
        <option disabled selected>${t.beginChoose}</option>
        <option value="">${t.beginFirst}</option>
        ${kinds.map(({ id, label }) => html`<option value=${id}>${t.beginCopy(label)}</option>`)}
      </select>
      <button type="button" id="workbench-open" @click=${() => document.getElementById("workbench-file")?.click()}>
        ${t.openFile}
      </button>
      <input id="workbench-file" type="file" multiple hidden accept=".toml,.json,.jsonc" @change=${choose} />
      <button type="button" id="workbench-save" @click=${does.saveDocument}>${t.saveDocument}</button>
      <button type="button" id="workbench-save-tests" @click=${does.saveTests}>${t.saveTests}</button>
      <button
        type="button"
        id="workbench-compile"
        title=${t.saveCompiledNote}
        aria-disabled=${String(good === null || !isRight)}
        @click=${does.saveCompiled}
      >
        ${t.saveCompiled}
      </button>
      <button type="button" id="workbench-share" @click=${does.share}>${icon("copy")}${t.share}</button>
    </div>
    <p class="note"><span class="workbench-drop">${t.drop}</span> ${t.privacy}</p>
    <div class="workbench-said" ?data-empty=${said === "" && !canGoBack}>
      <p role="status" .textContent=${said}></p>
      ${canGoBack ? html`<button type="button" id="workbench-back" @click=${does.back}>${icon("back")}${t.back}</button>` : nothing}
    </div>
    ${
      link === null
        ? nothing
        : html`<div class="workbench-link">
            <label for="workbench-link">${t.shareText}</label>
            <textarea id="workbench-link" readonly rows="3" translate="no" .value=${link}></textarea>
          </div>`
    }`;
}

/** @param {Shown} shown */
function writePane(shown) {
  const { t, sheet, editors, findings, does } = shown;
  const side = sheet === "document" ? "document" : "tests";
  const own = findings.filter((finding) => finding.side === side);
  const names = { document: t.documentEditor, tests: t.testsEditor };
  // What a test expects is told beside the results.
  const listed = own.filter(({ code }) => code !== "differs");
  return html`${radios("sheet", "tabs", t.sheetsLabel, [...SHEETS], sheet, (one) => t.sheets[one], does.edit)}
    <div ?hidden=${sheet !== "document"}>${editors.document.dom}</div>
    <div ?hidden=${sheet !== "tests"}>${editors.tests.dom}</div>
    ${sheet === "document" ? standing(shown) : nothing}
    ${findingList(side, listed, { editor: editors[side], name: names[side] }, { t, does })}
    <p class="note">
      ${t.editorKeys}
      <a href="${REPOSITORY}${LINKS.format}" rel="noreferrer">${t.format}${icon("outside")}</a>
    </p>`;
}

/**
 * How the document stands: what is being done, what has come of it, or that nothing has.
 *
 * @param {Shown} shown
 */
function standing(shown) {
  const [sign, words] = standingOf(shown);
  return html`<p class="workbench-standing workbench-${sign}">${icon(sign)}<span role="status">${words}</span></p>`;
}

/**
 * @param {Shown} shown
 * @returns {[sign: IconName, words: string]}
 */
function standingOf({ t, trouble, isRight, good, findings }) {
  const [count, noticed] = counts(findings.filter(({ side }) => side === "document"));
  if (trouble === "stuck" || trouble === "failedAuthor") return ["danger", t[trouble]];
  if (trouble === "loading") return ["clock", t.loading];
  if (count > 0) return ["caution", good === null ? t.wrong(count) : `${t.wrong(count)} ${t.stale}`];
  return isRight ? ["allowed", noticed > 0 ? t.rightBut(noticed) : t.right] : ["clock", t.checking];
}

/** @param {Shown} shown */
function diagramPane({ t, diagram, isRight }) {
  return html`<section aria-labelledby="workbench-diagram-heading">
    <h3 id="workbench-diagram-heading" class="unseen">${t.diagram}</h3>
    ${diagram === null ? html`<p class="note">${t.noPolicy}</p>` : html`<div class="diagram" ?data-behind=${!isRight}>${diagram}</div>`}
  </section>`;
}
