/** What every part of the page is told with: what element and page share, and what is the page's own. */

import { contextOf as sharedContextOf, namesOf } from "../shared/context.js";

/** @import { Preview, SourceInfo } from "torihiki" */
/** @import { PageContext, PageDescription, PageTexts, View } from "./types.js" */

/** Where a reference leads: to the list of sources at the foot of the rules. */
const sourceAddress = (/** @type {SourceInfo} */ { id }) => `#source-${id}`;

/**
 * What is shared, the description of the policy, the view, and what else is `own`.
 * Without an answer there is no instant and no state.
 *
 * @template {object} Own
 * @param {Preview | null} answer
 * @param {View} view
 * @param {PageTexts} t
 * @param {PageDescription} description
 * @param {Own} [own]
 * @returns {PageContext & Own}
 */
export function contextOf(answer, view, t, description, own) {
  const names = namesOf(description, description.everyState);
  const role = view.role === "" ? null : view.role;
  const told = { t, description, view, locale: view.locale, role, sourceAddress };
  return sharedContextOf(answer, names, { .../** @type {Own} */ (own), ...told });
}
