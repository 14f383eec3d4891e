/** What paper needs that a screen does not: where an answer comes from, and nothing that is true only today. */

import { html } from "lit/html.js";
import { sayInstant } from "../../shared/time.js";

/** @import { PageContext } from "../types.js" */

/** What the element leaves out on paper: what cannot be done, so that one page holds the rest. */
const LEFT_OUT = " denied";

/**
 * Whose order it is, by which source, and of what date, in full.
 *
 * @param {PageContext} context
 */
export function printedLine(context) {
  const { t, role, roleLabel, policyLabel, edition, editionLabel, locale, zone, now } = context;
  const at = sayInstant(now, { locale, zone, now: NaN, isPlain: true });
  const parts = [
    t.basis(policyLabel, edition === null ? null : editionLabel(edition)),
    role === null ? t.everybody : roleLabel(role),
    t.asOf(at),
  ];
  return html`${parts.join(" · ")}`;
}

/**
 * Prepares the page for paper and restores it afterwards: `prepare(true)` is to show it without what only today is true.
 *
 * @param {HTMLElement & { hide: string }} order the element with the answer
 * @param {(isPrinting: boolean) => void} prepare
 */
export function preparePrint(order, prepare) {
  const { hide } = order;
  addEventListener("beforeprint", () => {
    order.hide = hide + LEFT_OUT;
    prepare(true);
  });
  addEventListener("afterprint", () => {
    order.hide = hide;
    prepare(false);
  });
}
