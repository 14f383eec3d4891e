/** Documents and tests as files. */

import { areCases } from "../../shared/testing.js";

/**
 * What a file holds, or why it cannot be opened.
 *
 * @typedef {{ document: string } | { tests: string } | { why: "tooLarge" | "notText" | "compiled" }} Opened
 */

/** The largest file that is opened, in bytes, inclusive. */
const MAX_BYTES = 1_000_000;

/**
 * Reads a file that somebody has chosen: a list of cases is tests, and everything else that is text a document.
 *
 * @param {File} file
 * @returns {Promise<Opened>}
 */
export async function opened(file) {
  if (file.name.endsWith(".policy")) return { why: "compiled" };
  if (file.size > MAX_BYTES) return { why: "tooLarge" };
  /** @type {string} */
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return { why: "notText" };
  }
  return areTests(text) ? { tests: text } : { document: text };
}

/** @param {string} text */
function areTests(text) {
  try {
    return areCases(JSON.parse(text));
  } catch {
    return false;
  }
}

/**
 * Whether a document is JSON, by how it begins, as the author's half of the package takes it.
 *
 * @param {string} document
 */
export function isJson(document) {
  return /^\ufeff*\s*[{/]/.test(document);
}
