/** A button that runs something, and what came out. */

import { html } from "lit/html.js";
import { icon } from "../../shared/icon.js";

/** @import { ja } from "./example-texts.js" */

/**
 * Makes the button for the example of a name, as a function that gives what is to be shown.
 *
 * @param {"plain" | "package" | "crate"} name
 * @param {() => Promise<string>} run
 * @param {typeof ja} t
 * @param {() => void} changed
 * @returns {() => unknown}
 */
export function runner(name, run, t, changed) {
  let status = "";
  /** @type {string | null} */
  let output = null;
  const show = (/** @type {string} */ said, /** @type {string | null} */ came) => {
    status = said;
    output = came;
    changed();
  };
  const press = async () => {
    show(t.running, output);
    try {
      show(t.result, await run());
    } catch (error) {
      show(t.failed, null);
      throw error;
    }
  };
  return () => html`
    <p class="buttons">
      <button
        type="button"
        id="run-${name}"
        data-run=${name}
        aria-label=${t.runLabel(t.examples[name].title)}
        aria-controls="output-${name}"
        @click=${press}
      >
        ${icon("suppose")}${t.run}
      </button>
    </p>
    <p class="note" role="status">${status}</p>
    <pre
      id="output-${name}"
      tabindex="0"
      role="group"
      aria-label=${t.result}
      ?hidden=${output === null}
    ><code translate="no">${output ?? ""}</code></pre>
  `;
}
