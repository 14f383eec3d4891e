/** Builds elements. Text always becomes a text node, so no data can turn into markup. */

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

/** The drawings of the icons on a 16 × 16 grid. Each has its own shape, so that colour is never the only difference. */
const DRAWINGS = {
  allowed: ["M3 8.5 6.5 12 13 4.5"],
  denied: ["M4 4l8 8M12 4l-8 8"],
  unknown: ["M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8", "M8 12.6v.1"],
  none: ["M4 8h8"],
  info: ["M8 1.8a6.2 6.2 0 1 0 .1 0z", "M8 7.4v3.6", "M8 4.9v.1"],
  arrow: ["M2.5 8h11M9.5 4l4 4-4 4"],
  caution: ["M8 2.5 14.5 13.5h-13z", "M8 6.8v3", "M8 11.8v.1"],
  danger: ["M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z", "M8 4.8v4", "M8 11.1v.1"],
  calendar: ["M2.5 3.5h11v10h-11z", "M2.5 6.5h11M5.5 1.8v3M10.5 1.8v3"],
  back: ["M6.5 3.5 3 7l3.5 3.5", "M3 7h6.5a3.5 3.5 0 0 1 0 7H7"],
  suppose: ["M3 13V8a3 3 0 0 1 3-3h7", "M10 2l3 3-3 3"],
  way: ["M3.5 13.5a1.5 1.5 0 1 0 .1 0z", "M3.5 10.5V6a3 3 0 0 1 6 0v4a2.2 2.2 0 0 0 4.4 0V2.5", "M11.9 4.5l2-2 2 2"],
  clock: ["M8 1.8a6.2 6.2 0 1 0 .1 0z", "M8 4.6V8l2.4 1.6"],
};

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
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
  return locale !== "ja" && japanese ? h("span", { lang: "ja" }, text) : text;
}
