/** What the playground shows. */

import { html, nothing } from "lit/html.js";
import { live } from "lit/directives/live.js";
import { icon } from "../../shared/icon.js";
import { NAMES } from "./asking.js";
import { coloured } from "./code.js";
import { TARGETS, hasSnippet } from "./snippets.js";

/**
 * @import { TorihikiError } from "torihiki"
 * @import { PageDescription } from "../types.js"
 * @import { FunctionName } from "./asking.js"
 * @import { Draft } from "./draft.js"
 * @import { AnswerViewer, JsonEditor } from "./editor.js"
 * @import { Finding, Side } from "./finding.js"
 * @import { Change } from "./json.js"
 * @import { Target } from "./snippets.js"
 * @import { ja } from "./playground-texts.js"
 *
 * @typedef {typeof ja & { problems: Record<string, (value: string) => string> }} Texts what it says, and what the page says of problems
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
function radios(id, look, legend, all, chosen, label, choose) {
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
    ${editors.order.dom} ${behind(order, shown)} ${findingList("order", shown)}
  </section>`;
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
    ${editors.options.dom} ${behind(options, shown)} ${findingList("options", shown)}
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
    ${findingList("action", shown)}`;
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

/**
 * What is wrong on a side, to be gone to and mended by keys and by touch.
 *
 * @param {Side} side
 * @param {Shown} shown
 */
function findingList(side, shown) {
  const { t, findings, does } = shown;
  const own = findings.filter((finding) => finding.side === side);
  const canMendAll = own.filter(({ fix }) => fix !== null).length > 1;
  return html`<ul id="findings-${side}" class="findings" tabindex="-1" aria-label=${t.findings(...counts(own))}>
      ${own.map((finding) => findingItem(finding, shown))}
    </ul>
    ${
      canMendAll
        ? html`<p>
            <button type="button" id="mend-all-${side}" @click=${() => mendThere(side, own, does)}>
              ${icon("allowed")}${t.mendAll}
            </button>
          </p>`
        : nothing
    }`;
}

/**
 * Mends something, and leads to what is left: the button may be gone.
 *
 * @param {Side} side
 * @param {Finding[]} findings
 * @param {Does} does
 */
function mendThere(side, findings, does) {
  does.mend(findings);
  document.getElementById(`findings-${side}`)?.focus({ preventScroll: true });
}

/**
 * How many of them are errors, and how many warnings.
 *
 * @param {Finding[]} findings
 * @returns {[errors: number, warnings: number]}
 */
export function counts(findings) {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return [errors, findings.length - errors];
}

/**
 * @param {Finding} finding
 * @param {Shown} shown
 */
function findingItem(finding, { t, editors, does }) {
  const { side, severity, code, path, from, help, message } = finding;
  const { words, fix } = tellFinding(finding, t);
  const editor = side === "options" ? editors.options : editors.order;
  const line = editor.lineOf(from);
  const where = side === "options" ? t.optionsEditor : t.orderEditor;
  const own = [message, help].filter((part) => part !== null && part !== words).join(" · ");
  return html`<li class="finding finding-${severity}" data-code=${code} data-path=${path}>
    <p>
      ${icon(severity === "error" ? "danger" : "caution")}
      <span
        ><strong>${t.severities[severity]}</strong>
        ${path === "" ? nothing : html`<code translate="no">${path}</code> `}${words}</span
      >
    </p>
    ${own === "" || severity === "warning" ? nothing : html`<p class="note" lang="en" translate="no">${code}: ${own}</p>`}
    <p class="finding-tools">
      ${
        side === "action"
          ? nothing
          : html`<button type="button" aria-label=${t.goToLabel(line, where)} @click=${() => does.goTo(finding)}>
              ${t.goTo(line)}
            </button>`
      }
      ${fix === null ? nothing : html`<button type="button" class="finding-mend" @click=${() => mendThere(side, [finding], does)}>${icon("allowed")}${fix}</button>`}
    </p>
  </li>`;
}

/**
 * A finding in words: in the reader's language where the page has words for it, and all of it as one `message`; and what
 * the button says that mends it.
 *
 * @param {Finding} finding
 * @param {Texts} t
 */
export function tellFinding({ code, severity, text, message, help, fix, suggests }, t) {
  const slip = /** @type {Record<string, (text: string) => string>} */ (t.slips)[code];
  const known = t.problems[code];
  const quoted = /`(.*?)`/.exec(message ?? "")?.[1] ?? "";
  // The engine tells of problems in English, and of what is odd in the reader's language.
  const own = severity === "warning" ? message : known?.(quoted);
  const words = message === null ? (slip?.(text) ?? code) : (own ?? message);
  return {
    words,
    message: [words, help].filter((part) => part !== null).join("\n"),
    fix: fix === null ? null : tellFix(fix, suggests ?? fix.insert, t),
  };
}

/**
 * @param {Change} fix
 * @param {string} to
 * @param {Texts} t
 */
function tellFix({ from, to: end }, to, t) {
  if (to.trim() === "") return t.remove;
  return from === end ? t.insert(to) : t.mend(to);
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
