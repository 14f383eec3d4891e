/** Builds elements. Text always becomes a text node, so no data can turn into markup. */

import { DRAWINGS } from "../../shared/icon.js";
import { isJapanese } from "../../shared/language.js";

/**
 * Makes an element.
 *
 * Attributes that are `null`, `undefined` or `false` are left out, `true` is the empty value,
 * and a function is a listener for the event its key names (`onclick`).
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  assign(element, attributes);
  element.append(...present(children));
  return element;
}

/** Makes an element of a drawing, with attributes and children as `h` takes them. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  assign(element, attributes);
  element.append(...present(children));
  return element;
}

function assign(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/**
 * Replaces what is in `container` without a reader losing their place:
 * the element that had the focus and the `<details>` that were opened or closed keep it, by id.
 */
export function replaceKeepingPlace(container, ...children) {
  const focused = container.contains(document.activeElement) ? document.activeElement.id : "";
  const toggled = new Map();
  for (const details of container.querySelectorAll("details[id]")) toggled.set(details.id, details.open);

  container.replaceChildren(...present(children));

  for (const details of container.querySelectorAll("details[id]")) {
    if (toggled.has(details.id)) details.open = toggled.get(details.id);
  }
  if (focused !== "") document.getElementById(focused)?.focus({ preventScroll: true });
}

/**
 * A one-line text field, as `{ input, show }`.
 *
 * `show(text)` brings it up to date, but never under the hands of somebody typing in it:
 * then the text waits until the field is left.
 */
export function textInput(attributes) {
  let shown = "";
  const input = h("input", {
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    ...attributes,
    onblur: () => {
      input.value = shown;
    },
  });
  const show = (text) => {
    shown = text;
    if (document.activeElement !== input) input.value = text;
  };
  return { input, show };
}

/** An icon for the eye only; the word beside it says the same. */
export function icon(name) {
  return svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    DRAWINGS[name].map((d) => svg("path", { d })),
  );
}

/** Text for a screen reader alone. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

/**
 * Text that may be in another language than the page, such as the title of a source:
 * it is marked with its language, so that it is pronounced and set as what it is.
 */
export function inItsLanguage(text, locale) {
  return locale !== "ja" && isJapanese(text) ? h("span", { lang: "ja" }, text) : text;
}
