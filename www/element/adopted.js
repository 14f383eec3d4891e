/** Styles for an element that was moved to another document, as into a frame. */

/** @import { CSSResultOrNative } from "lit" */

/**
 * The sheets of each document by the text that is in them.
 *
 * @type {WeakMap<Document, Map<string, CSSStyleSheet>>}
 */
const sheets = new WeakMap();

/**
 * Puts styles on a root in a document. A constructed sheet belongs to the document that it was made in, and a root that
 * moves to another one loses it.
 *
 * @param {Document} page
 * @param {ShadowRoot | null} root
 * @param {CSSResultOrNative[]} styles
 */
export function wearIn(page, root, styles) {
  const window = page.defaultView;
  // Where sheets cannot be adopted, Lit has put the styles into the root itself.
  if (window === null || root === null || root.adoptedStyleSheets === undefined) return;
  /** @type {Map<string, CSSStyleSheet>} */
  const own = sheets.get(page) ?? new Map();
  sheets.set(page, own);
  root.adoptedStyleSheets = styles.map((style) => {
    const text = textOf(style);
    const sheet = own.get(text) ?? new window.CSSStyleSheet();
    if (!own.has(text)) sheet.replaceSync(text);
    own.set(text, sheet);
    return sheet;
  });
}

/** @param {CSSResultOrNative} style */
function textOf(style) {
  return "cssText" in style ? style.cssText : [...style.cssRules].map(({ cssText }) => cssText).join("\n");
}
