/** What is wrong with a text, as a list and in words. */

import { html, nothing } from "lit/html.js";
import { icon } from "../../shared/icon.js";

/**
 * @import { TextEditor } from "./editor.js"
 * @import { Finding, Side } from "./finding.js"
 * @import { Change } from "../../shared/json.js"
 * @import { Texts } from "./playground-view.js"
 *
 * @typedef {{ editor: Pick<TextEditor, "lineOf">, name: string }} Text
 *
 * The words, and what the buttons do.
 *
 * @typedef {{
 *   t: Texts,
 *   does: { mend: (findings: Finding[]) => void, goTo: (finding: Finding) => void },
 * }} Given
 */

/**
 * What is wrong on a side, to be gone to and mended by keys and by touch. `text` is the editor of that side, and what it is
 * called.
 *
 * @param {Side} side
 * @param {Finding[]} own
 * @param {Text | null} text
 * @param {Given} given
 */
export function findingList(side, own, text, given) {
  const { t, does } = given;
  const canMendAll = own.filter(({ fix }) => fix !== null).length > 1;
  return html`<ul id="findings-${side}" class="findings" tabindex="-1" aria-label=${t.findings(...counts(own))}>
      ${own.map((finding) => findingItem(finding, text, given))}
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
 * @param {Given["does"]} does
 */
function mendThere(side, findings, does) {
  does.mend(findings);
  document.getElementById(`findings-${side}`)?.focus({ preventScroll: true });
}

/**
 * The changes that mend findings of a text, in its order, as far as one does not stand in the way of another.
 *
 * @param {Finding[]} findings
 */
export function changesOf(findings) {
  const all = findings
    .flatMap(({ fix }) => (fix === null ? [] : [fix]))
    .sort((one, other) => one.from - other.from || one.to - other.to);
  return all.filter(({ from }, index) => index === 0 || from >= all[index - 1].to);
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
 * @param {Text | null} text
 * @param {Given} given
 */
function findingItem(finding, text, { t, does }) {
  const { side, severity, code, path, from, help, message } = finding;
  const { words, fix } = tellFinding(finding, t);
  const line = text === null ? 0 : text.editor.lineOf(from);
  const own = [message, help].filter((part) => part !== null && part !== words).join(" · ");
  return html`<li class="finding finding-${severity}" data-code=${code} data-path=${path}>
    <p>
      ${icon(severity === "error" ? "danger" : "caution")}
      <span
        ><strong>${t.severities[severity]}</strong>
        ${path === "" ? nothing : html`<code translate="no">${path}</code> `}${words}</span
      >
    </p>
    ${own === "" ? nothing : html`<p class="note" lang="en" translate="no">${code}: ${own}</p>`}
    <p class="finding-tools">
      ${
        text === null
          ? nothing
          : html`<button type="button" aria-label=${t.goToLabel(line, text.name)} @click=${() => does.goTo(finding)}>
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
export function tellFinding({ side, code, severity, text, message, help, fix, suggests }, t) {
  const slip = /** @type {Record<string, (text: string) => string>} */ (t.slips)[code];
  const isNotice = side === "document" && severity === "warning";
  const known = (isNotice ? t.noticed : t.problems)?.[code];
  const quoted = /`(.*?)`/.exec(message ?? "")?.[1] ?? "";
  // The engine tells of a policy in English, and of an order that is odd in the reader's language.
  const own = severity === "warning" && !isNotice ? message : known?.(quoted);
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
