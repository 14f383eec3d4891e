/** What is looked at, to take along: as a link, as the answer's JSON, as code that asks the same, as a tag to embed. */

import { addressOf } from "../view/address.js";
import { h, icon } from "../base/dom.js";
import { roleOption } from "../view/fields.js";
import { samples } from "../view/samples.js";
import { en, ja } from "./texts.js";

const texts = { ja, en };

/** The order in which the buttons stand. */
const KINDS = ["link", "json", "code", "tag"];

/**
 * Makes the buttons, as `{ element, refresh }`, in the language `locale`. `refresh(view, answer)` says what they copy;
 * without an answer only the link is there to be copied.
 */
export function copyBar({ locale }) {
  const t = texts[locale];
  let given = null;

  const status = h("p", { class: "copy-status", role: "status" });
  const area = h("textarea", {
    id: "copy-text",
    class: "copy-text",
    readonly: true,
    rows: "6",
    spellcheck: "false",
    translate: "no",
  });
  const fallback = h(
    "div",
    { class: "copy-fallback", hidden: true },
    h("label", { for: "copy-text" }, t.refused),
    area,
  );
  const buttons = Object.fromEntries(KINDS.map((kind) => [kind, copyButton(kind, t, () => copy(kind))]));
  const hint = h("p", { id: "copy-hint", class: "note" });
  const element = h(
    "div",
    { class: "copy", role: "group", "aria-label": t.label },
    h("div", { class: "buttons" }, Object.values(buttons)),
    hint,
    status,
    fallback,
  );

  const copy = async (kind) => {
    if (buttons[kind].getAttribute("aria-disabled") === "true") return;
    const text = textOf(kind, given);
    // The same words again would not be told again.
    status.textContent = "";
    fallback.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = t.done[kind];
    } catch {
      fallback.hidden = false;
      area.value = text;
      area.focus();
      area.select();
    }
  };
  const refresh = (view, answer) => {
    given = { view, answer };
    status.textContent = "";
    fallback.hidden = true;
    hint.textContent = answer === null ? t.noAnswer : t.privacy;
    for (const kind of KINDS) buttons[kind].setAttribute("aria-disabled", String(kind !== "link" && answer === null));
  };
  return { element, refresh };
}

function copyButton(kind, t, onclick) {
  return h(
    "button",
    { type: "button", id: `copy-${kind}`, "data-copy": kind, "aria-describedby": "copy-hint", onclick },
    icon("copy"),
    t.buttons[kind],
  );
}

function textOf(kind, { view, answer }) {
  const text = {
    link: () => linkTo(view),
    json: () => JSON.stringify(answer, null, 2),
    code: () => codeOf(view),
    tag: () => tagOf(view, new URL("./pkg/element.js", document.baseURI).href),
  };
  return text[kind]();
}

/** The address of the page as it is now. */
function linkTo(view) {
  const url = new URL(location.href);
  url.hash = addressOf(view, samples);
  return url.href;
}

/** A module that asks with the package what the page asks, and prints the answer as JSON. */
export function codeOf({ order, role, now, locale }) {
  return `import init, { preview } from "torihiki";

await init();

const order = ${literal(order, "")};
const options = ${literal({ ...roleOption(role), now, locale }, "")};

console.log(JSON.stringify(preview(order, options), null, 2));
`;
}

/** The custom element for the order, standing still at the instant that is looked at, and its script at an address. */
export function tagOf({ order, role, now, locale }, script) {
  const attributes = Object.entries({ ...roleOption(role), locale, now, order: JSON.stringify(order) });
  const written = attributes.map(([name, value]) => `\n  ${name}=${quoted(value)}`).join("");
  return `<script type="module" src=${quoted(script)}></script>\n<torihiki-order${written}\n></torihiki-order>\n`;
}

/** An attribute's value, within the kind of quotes of which it has fewer. */
function quoted(value) {
  const [mark, entity] = value.split('"').length > value.split("'").length ? ["'", "&#39;"] : ['"', "&quot;"];
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

/** A value as JavaScript. Within `<script>` it stays what it is, too. */
function literal(value, indent) {
  if (value !== null && typeof value === "object") {
    const inner = `${indent}  `;
    const lines = Object.entries(value).map(
      ([name, each]) => `${inner}${nameLiteral(name)}: ${literal(each, inner)},\n`,
    );
    return lines.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`;
  }
  return typeof value === "string" ? textLiteral(value) : String(value);
}

/** In an object's literal `__proto__` would not be a name, unless it is computed. */
function nameLiteral(name) {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : textLiteral(name);
}

function textLiteral(text) {
  return JSON.stringify(text).replaceAll("<", "\\x3c");
}
