/** What is looked at, to take along: as a link, as the answer's JSON, as code that asks the same, as a tag to embed. */

import { html, render } from "lit/html.js";
import { icon } from "../../shared/icon.js";
import { literal } from "../developers/literal.js";
import { addressOf } from "../view/address.js";
import { roleOption } from "../view/fields.js";
import { samples } from "../view/samples.js";
import { en, ja } from "./texts.js";

/** @import { Preview } from "torihiki" */
/** @import { Refresh, View } from "../types.js" */

const texts = { ja, en };

/** @typedef {"link" | "json" | "code" | "tag"} Kind */

/** The order in which the buttons stand. */
const KINDS = /** @type {const} */ (["link", "json", "code", "tag"]);

/**
 * Makes the section in its place of the page, as `{ refresh }`. Without an answer only the link is there to be copied.
 *
 * @param {HTMLElement} place
 * @returns {{ refresh: Refresh }}
 */
export function copySection(place) {
  /** @type {{ view: View, answer: Preview | null }} */
  let given;
  // What has come of the last press: what is said of it, and the text where the browser did not copy it.
  let status = "";
  /** @type {string | null} */
  let refused = null;

  /** @type {Refresh} */
  const refresh = (view, answer) => {
    given = { view, answer };
    show("", null);
  };
  const show = (/** @type {string} */ said, /** @type {string | null} */ text) => {
    status = said;
    refused = text;
    render(bar(), place);
  };
  const copy = async (/** @type {Kind} */ kind) => {
    if (!isThere(kind)) return;
    const text = textOf(kind, given);
    // The same words again would not be told again.
    show("", null);
    try {
      await navigator.clipboard.writeText(text);
      show(texts[given.view.locale].done[kind], null);
    } catch {
      show("", text);
      const area = /** @type {HTMLTextAreaElement} */ (place.querySelector("textarea"));
      area.focus();
      area.select();
    }
  };
  const isThere = (/** @type {Kind} */ kind) => kind === "link" || given.answer !== null;

  const bar = () => {
    const t = texts[given.view.locale];
    return html`<div class="copy" role="group" aria-label=${t.label}>
      <div class="buttons">${KINDS.map((kind) => button(kind, t))}</div>
      <p id="copy-hint" class="note">${given.answer === null ? t.noAnswer : t.privacy}</p>
      <p class="copy-status" role="status">${status}</p>
      <div class="copy-fallback" ?hidden=${refused === null}>
        <label for="copy-text">${t.refused}</label>
        <textarea
          id="copy-text"
          class="copy-text"
          readonly
          rows="6"
          spellcheck="false"
          translate="no"
          .value=${refused ?? ""}
        ></textarea>
      </div>
    </div>`;
  };
  const button = (/** @type {Kind} */ kind, /** @type {typeof ja} */ t) =>
    html`<button
      type="button"
      id="copy-${kind}"
      data-copy=${kind}
      aria-describedby="copy-hint"
      aria-disabled=${String(!isThere(kind))}
      @click=${() => copy(kind)}
    >
      ${icon("copy")}${t.buttons[kind]}
    </button>`;
  return { refresh };
}

/**
 * @param {Kind} kind
 * @param {{ view: View, answer: Preview | null }} given
 */
function textOf(kind, { view, answer }) {
  const text = {
    link: () => linkTo(view),
    json: () => JSON.stringify(answer, null, 2),
    code: () => codeOf(view),
    tag: () => tagOf(view, new URL("./pkg/element.js", document.baseURI).href),
  };
  return text[kind]();
}

/**
 * The address of the page as it is now.
 *
 * @param {View} view
 */
function linkTo(view) {
  const url = new URL(location.href);
  url.hash = addressOf(view, samples);
  return url.href;
}

/**
 * A module that asks with the package what the page asks, and prints the answer as JSON.
 *
 * @param {Pick<View, "order" | "role" | "now" | "locale">} view
 */
export function codeOf({ order, role, now, locale }) {
  return `import init, { preview } from "torihiki";

await init();

const order = ${literal(order, "")};
const options = ${literal({ ...roleOption(role), now, locale }, "")};

console.log(JSON.stringify(preview(order, options), null, 2));
`;
}

/**
 * The custom element for the order, standing still at the instant that is looked at, and its script at an address.
 *
 * @param {Pick<View, "order" | "role" | "now" | "locale">} view
 * @param {string} script
 */
export function tagOf({ order, role, now, locale }, script) {
  const party = role === "" ? {} : { party: role };
  const attributes = Object.entries({ ...party, locale, now, order: JSON.stringify(order) });
  const written = attributes.map(([name, value]) => `\n  ${name}=${quoted(value)}`).join("");
  return `<script type="module" src=${quoted(script)}></script>\n<torihiki-order${written}\n></torihiki-order>\n`;
}

/**
 * An attribute's value, within the kind of quotes of which it has fewer.
 *
 * @param {string} value
 */
function quoted(value) {
  const [mark, entity] = value.split('"').length > value.split("'").length ? ["'", "&#39;"] : ['"', "&quot;"];
  /** @type {Record<string, string>} */
  const entities = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
    [mark]: entity,
  };
  return `${mark}${value.replace(/[&<>\n\r\t"']/g, (sign) => entities[sign] ?? sign)}${mark}`;
}
