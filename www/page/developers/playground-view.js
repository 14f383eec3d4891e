/** What the playground shows. */

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { icon } from "../../shared/icon.js";
import { NAMES } from "./asking.js";
import { coloured } from "./code.js";
import { findingList } from "./findings.js";
import { TARGETS, hasSnippet } from "./snippets.js";

/**
 * @import { TorihikiError } from "torihiki"
 * @import { PageDescription } from "../types.js"
 * @import { FunctionName } from "./asking.js"
 * @import { Draft } from "./draft.js"
 * @import { AnswerViewer, JsonEditor } from "./editor.js"
 * @import { Finding } from "./finding.js"
 * @import { Target } from "./snippets.js"
 * @import { ja } from "./playground-texts.js"
 *
 * @typedef {Record<string, (value: string) => string>} Known words by codes
 * @typedef {typeof ja & { problems: Known, noticed?: Known }} Texts what it says, and what the page says of problems
 *
 * What the playground is shown with.
 *
 * @typedef {{
 *   t: Texts,
 *   name: FunctionName,
 *   target: Target,
 *   action: string,
 *   description: PageDescription | null,
 *   order: Draft,
 *   options: Draft,
 *   snippet: { file: string, code: string } | null,
 *   thrown: TorihikiError | null,
 *   isAnswered: boolean,
 *   isJson: boolean,
 *   findings: Finding[],
 *   counted: string,
 *   copied: { of: string, said: string },
 *   editors: { order: JsonEditor, options: JsonEditor, viewer: AnswerViewer },
 *   under: unknown,
 *   does: Does,
 * }} Shown
 *
 * @typedef {{
 *   choose: (name: FunctionName) => void,
 *   act: (action: string) => void,
 *   aim: (target: Target) => void,
 *   format: () => void,
 *   replace: (draft: Draft) => void,
 *   copy: (of: string, text: string) => void,
 *   mend: (findings: Finding[]) => void,
 *   goTo: (finding: Finding) => void,
 * }} Does
 */

/** @param {Shown} shown */
export function playgroundView(shown) {
  const { t, name, counted, under, does } = shown;
  return html`
    ${radios("function", "pills", t.functionLabel, NAMES, name, (one) => html`<code translate="no">${one}</code>`, does.choose)}
    <p class="playground-what">${t.functions[name]}</p>
    <div class="playground-sides">
      <div class="playground-side">${orderPart(shown)} ${optionsPart(shown)}</div>
      <div class="playground-side">${callPart(shown)} ${answerPart(shown)}</div>
    </div>
    <p class="unseen" role="status">${counted}</p>
    ${under}
  `;
}

/**
 * A group of which one is chosen, as the page's own groups look.
 *
 * @template {string} Id
 * @param {string} id
 * @param {"pills" | "tabs"} look
 * @param {string} legend
 * @param {Id[]} all
 * @param {Id} chosen
 * @param {(one: Id) => unknown} label
 * @param {(one: Id) => void} choose
 */
export function radios(id, look, legend, all, chosen, label, choose) {
  const option = (/** @type {Id} */ one) =>
    html`<label>
      <input
        type="radio"
        name="playground-${id}"
        id="playground-${id}-${one}"
        .value=${one}
        .checked=${live(one === chosen)}
        @change=${() => choose(one)}
      />
      <span>${label(one)}</span>
    </label>`;
  return html`<div id="playground-${id}" class="choice choice-${look}" role="radiogroup" aria-label=${legend}>
    <div class="options">${all.map(option)}</div>
  </div>`;
}

/** @param {Shown} shown */
function orderPart(shown) {
  const { t, order, options, editors, does } = shown;
  const canFormat = order.reading.isJson || options.reading.isJson;
  return html`<section class="playground-part" aria-labelledby="playground-order-heading">
    <header class="playground-head">
      <h3 id="playground-order-heading">${t.order}</h3>
      <div class="playground-tools">
        <button type="button" id="playground-propose" @click=${editors.order.offer}>${t.propose}</button>
        <button type="button" id="playground-format" aria-disabled=${String(!canFormat)} @click=${does.format}>
          ${t.format}
        </button>
      </div>
    </header>
    <p class="note">${t.orderLead}</p>
    ${editors.order.dom} ${behind(order, shown)} ${findingsOf("order", shown)}
  </section>`;
}

/**
 * What is wrong on a side. What is wrong with the chosen action stands in no text.
 *
 * @param {"order" | "options" | "action"} side
 * @param {Shown} shown
 */
function findingsOf(side, { t, findings, editors, does }) {
  const own = findings.filter((finding) => finding.side === side);
  const names = { order: t.orderEditor, options: t.optionsEditor };
  const text = side === "action" ? null : { editor: editors[side], name: names[side] };
  return findingList(side, own, text, { t, does });
}

/** @param {Shown} shown */
function optionsPart(shown) {
  const { t, name, options, editors } = shown;
  return html`<section class="playground-part" aria-labelledby="playground-options-heading">
    ${name === "apply" ? actionChoice(shown) : nothing}
    <header class="playground-head">
      <h3 id="playground-options-heading">${t.options}</h3>
      <div class="playground-tools">
        <button type="button" id="playground-propose-options" @click=${editors.options.offer}>${t.propose}</button>
      </div>
    </header>
    ${editors.options.dom} ${behind(options, shown)} ${findingsOf("options", shown)}
    <p class="note">${t.keys}</p>
  </section>`;
}

/**
 * The action that `apply` is asked about.
 *
 * @param {Shown} shown
 */
function actionChoice(shown) {
  const { t, action, description, does } = shown;
  const actions = description?.actions ?? [];
  return html`<p class="playground-action">
      <label for="playground-action">${t.actionLabel}</label>
      <select
        id="playground-action"
        @change=${(/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) => does.act(currentTarget.value)}
      >
        ${actions.map(
          ({ id, label }) => html`<option value=${id} .selected=${live(id === action)}>${id} · ${label}</option>`,
        )}
      </select>
    </p>
    ${findingsOf("action", shown)}`;
}

/**
 * Says that the page has gone on without a text.
 *
 * @param {Draft} draft
 * @param {Shown} shown
 */
function behind(draft, { t, does }) {
  if (!draft.isBehind) return nothing;
  return html`<p class="playground-behind">
    ${icon("caution")}<span>${t.behind}</span>
    <button type="button" @click=${() => does.replace(draft)}>${t.takeOver}</button>
  </p>`;
}

/** @param {Shown} shown */
function callPart({ t, name, target, snippet, copied, does }) {
  const targets = TARGETS.filter((one) => hasSnippet(one, { name }));
  return html`<section class="playground-part" aria-labelledby="playground-call-heading">
    <header class="playground-head">
      <h3 id="playground-call-heading">${t.call}</h3>
    </header>
    ${radios("target", "tabs", t.targetLabel, targets, target, (one) => t.targets[one], does.aim)}
    <p class="note">${t.targetNotes[target]}</p>
    ${
      snippet === null
        ? nothing
        : html`<figure class="code">
            <figcaption>
              <code translate="no">${snippet.file}</code>
              ${copyButton("code", snippet.file, snippet.code, { t, copied, does })}
            </figcaption>
            <pre tabindex="0" role="group" aria-label=${snippet.file}><code
              translate="no"
            >${coloured(snippet.code.trimEnd())}</code></pre>
          </figure>`
    }
  </section>`;
}

/** @param {Shown} shown */
function answerPart({ t, isJson, order, options, thrown, isAnswered, editors, copied, does }) {
  const { viewer } = editors;
  const isStale = !order.reading.isJson || !options.reading.isJson;
  const heading = isJson ? t.answer : t.answerText;
  const told = isStale ? (isAnswered ? t.stale : t.noCall) : thrown === null ? "" : t.thrown;
  return html`<section class="playground-part" aria-labelledby="playground-answer-heading">
    <header class="playground-head">
      <h3 id="playground-answer-heading">${heading}</h3>
      <div class="playground-tools">
        <button type="button" id="playground-fold" ?hidden=${!isJson} @click=${viewer.foldAll}>${t.foldAll}</button>
        <button type="button" id="playground-unfold" ?hidden=${!isJson} @click=${viewer.unfoldAll}>
          ${t.unfoldAll}
        </button>
        <button type="button" id="playground-find" @click=${viewer.find}>${t.find}</button>
        ${copyButton("answer", heading, viewer.text(), { t, copied, does })}
      </div>
    </header>
    <p class="playground-told" ?hidden=${told === ""}>${icon("caution")}<span>${told}</span></p>
    <div ?hidden=${!isAnswered} ?data-stale=${isStale}>${viewer.dom}</div>
  </section>`;
}

/**
 * A button that copies, and what came of it.
 *
 * @param {string} of
 * @param {string} what
 * @param {string} text
 * @param {Pick<Shown, "t" | "copied" | "does">} shown
 */
export function copyButton(of, what, text, { t, copied, does }) {
  return html`<span class="note" role="status">${copied.of === of ? copied.said : ""}</span>
    <button type="button" data-copy-of=${of} aria-label=${t.copyLabel(what)} @click=${() => does.copy(of, text)}>
      ${icon("copy")}${t.copy}
    </button>`;
}
