/** The code of an example, in colours. */

import { html } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { textOf } from "./files.js";

/** @import { ja } from "./example-texts.js" */

/**
 * Makes the code of a file, with a button that copies it, as a function that gives what is to be shown.
 *
 * @param {string} file
 * @param {typeof ja} t
 * @param {() => void} changed
 * @returns {() => unknown}
 */
export function codeView(file, t, changed) {
  const name = file.replace(/^examples\//, "");
  let text = "";
  let status = "";
  const say = (/** @type {string} */ said) => {
    status = said;
    changed();
  };
  const copy = async (/** @type {{ currentTarget: Element }} */ { currentTarget }) => {
    const code = /** @type {Element} */ (currentTarget.closest("figure")?.querySelector("pre > code"));
    try {
      await navigator.clipboard.writeText(text);
      say(t.copied);
    } catch {
      getSelection()?.selectAllChildren(code);
      say(t.notCopied);
    }
  };
  textOf(file)
    .then((loaded) => {
      text = loaded.trimEnd();
      changed();
    })
    .catch(() => say(t.unread));
  // What may have to be scrolled can be reached by keys.
  return () =>
    html`<figure class="code">
      <figcaption>
        <code translate="no">${name}</code>
        <span class="note" role="status">${status}</span>
        <button type="button" data-copy-code=${name} aria-label=${t.copyLabel(name)} @click=${copy}>
          ${icon("copy")}${t.copy}
        </button>
      </figcaption>
      <pre tabindex="0" role="group" aria-label=${name}><code translate="no">${coloured(text)}</code></pre>
    </figure>`;
}

/** Comments, texts and the words of HTML, JavaScript and Rust, as far as the examples have them. */
const SIGNS = {
  comment: /\/\/.*|\/\*[^]*?\*\//,
  string: /r#"[^]*?"#|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])*'/,
  word: /<\/?[a-z][\w-]*|<!doctype|\b(?:async|await|catch|const|export|for|from|function|if|import|in|instanceof|let|new|return|throw|try|use)\b/,
};
const SIGN = new RegExp(
  Object.entries(SIGNS)
    .map(([name, { source }]) => `(?<${name}>${source})`)
    .join("|"),
  "g",
);

/**
 * Code in pieces, the kinds that are told apart each in a class of its own.
 *
 * @param {string} text
 */
function coloured(text) {
  const pieces = [];
  let at = 0;
  for (const { 0: piece, index, groups = {} } of text.matchAll(SIGN)) {
    const [kind] = Object.keys(groups).filter((name) => groups[name] !== undefined);
    pieces.push(text.slice(at, index), html`<span class="code-${kind}">${piece}</span>`);
    at = index + piece.length;
  }
  return [...pieces, text.slice(at)];
}
