/** Gives the document the styles of what is loaded on demand, in the one way in which a script may. */

const adopted = /** @type {Set<string>} */ (new Set());

/** @param {string} styles */
export function adopt(styles) {
  if (adopted.has(styles)) return;
  adopted.add(styles);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}
