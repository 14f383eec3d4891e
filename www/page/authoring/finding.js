/** What is wrong with a document and its tests, each at its place. */

import { areCases } from "../../shared/testing.js";

/**
 * @import { Mistake } from "torihiki/policy"
 * @import { Case } from "../../shared/cases.js"
 * @import { Tested } from "../../shared/testing.js"
 * @import { Finding } from "../developers/finding.js"
 * @import { Reading } from "../../shared/json.js"
 */

/** A name as it can stand in a document, with its quotes. */
const NAME = /^(["']?)[\w.-]+\1$/;

/**
 * What the author's half of the package finds wrong with a document, and what it notices.
 *
 * @param {{ mistakes: readonly Mistake[], notices: readonly Mistake[] }} found
 * @param {string} document
 * @param {(line: number, column: number) => number} positionOf
 * @returns {Finding[]}
 */
export function documentFindings({ mistakes, notices }, document, positionOf) {
  /**
   * @param {Mistake} mistake
   * @param {Finding["severity"]} severity
   */
  const findingOf = (mistake, severity) => {
    const { code, path, message, help, suggests } = mistake;
    const { line = 1, column = 1, endLine = line, endColumn = column + 1 } = mistake;
    const from = positionOf(line, column);
    const to = Math.max(positionOf(endLine, endColumn), from);
    const text = document.slice(from, to);
    const [, quote = ""] = NAME.exec(text) ?? [];
    const canMend = suggests !== null && NAME.test(text);
    return {
      ...{ side: /** @type {const} */ ("document"), severity },
      ...{ code, path, message, help, suggests, from, to, text },
      fix: canMend ? { from, to, insert: `${quote}${suggests}${quote}` } : null,
    };
  };
  const found = [...mistakes.map((one) => findingOf(one, "error")), ...notices.map((one) => findingOf(one, "warning"))];
  return found.sort((one, other) => one.from - other.from);
}

/**
 * The cases of a text, as far as it is one of cases.
 *
 * @param {Reading} reading
 * @returns {Case[] | null}
 */
export function casesIn({ isJson, value }) {
  return isJson && areCases(value) ? value : null;
}

/**
 * What is wrong with cases: that they are none, or what is not as they expect.
 *
 * @param {Reading} reading
 * @param {Tested | null} tested what came of them, if it is known
 * @returns {Finding[]}
 */
export function caseFindings(reading, tested) {
  if (!reading.isJson) return [];
  /** @type {Omit<Finding, "from" | "to" | "message" | "code" | "severity">} */
  const usual = { side: "tests", path: "", text: "", help: null, suggests: null, fix: null };
  if (casesIn(reading) === null) {
    const { from = 0 } = reading.places.get("")?.value ?? {};
    return [{ ...usual, severity: "error", code: "cases", message: null, from, to: from + 1 }];
  }
  const failed = (tested?.cases ?? []).filter(({ differences }) => differences.length > 0);
  return failed.flatMap(({ name, index, differences }) => {
    const place = reading.places.get(`${index}.name`)?.value;
    // Where somebody has typed since, it may be another one that stands there.
    if (place === undefined || !name.startsWith(String(reading.value[index]?.name))) return [];
    const told = /** @type {const} */ ({ severity: "warning", code: "differs", message: differences.join("\n") });
    return [{ ...usual, ...told, ...place }];
  });
}
