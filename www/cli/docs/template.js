/** Templates of Lit as text, where there is no document to render them into. */

import { nothing } from "lit/html.js";

/** @import { TemplateResult } from "lit/html.js" */

/**
 * @param {unknown} value a template, a list of them, or a text
 * @returns {string}
 */
export function templateText(value) {
  if (value === nothing || value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(templateText).join("");
  if (!isTemplate(value)) return escaped(String(value));
  const { strings, values } = value;
  let text = strings[0];
  for (const [index, each] of values.entries()) {
    // Before an attribute without quotation marks stands its name.
    const [, name] = /\s([\w-]+)=$/.exec(text) ?? [];
    if (name === undefined || !isInTag(text)) text += templateText(each);
    else if (each === nothing) text = text.slice(0, text.length - name.length - 2);
    else text += `"${templateText(each)}"`;
    text += strings[index + 1];
  }
  return text;
}

/**
 * @param {unknown} value
 * @returns {value is TemplateResult}
 */
const isTemplate = (value) => typeof value === "object" && value !== null && "_$litType$" in value;

/**
 * Whether a text ends inside a tag.
 *
 * @param {string} text
 */
const isInTag = (text) => text.lastIndexOf("<") > text.lastIndexOf(">");

const SIGNS = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" });

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);
