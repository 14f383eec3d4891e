/** What every part of the page is told with: what element and page share, and what is the page's own. */

import { contextOf as sharedContextOf, namesOf } from "../shared/context.js";

/** @import { Preview, SourceInfo } from "torihiki" */
/** @import { Names } from "../shared/types.js" */
/** @import { PageContext, PageDescription, PageTexts, View } from "./types.js" */

/** The names in each description so far. Several parts of the page need them each time anything changes. */
const known = /** @type {WeakMap<PageDescription, Names>} */ (new WeakMap());

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
  const names = known.get(description) ?? namesOf(description, description.everyState);
  known.set(description, names);
  const role = view.role === "" ? null : view.role;
  const told = { t, description, view, locale: view.locale, role, sourceAddress };
  return sharedContextOf(answer, names, { isStill: !view.isLive, .../** @type {Own} */ (own), ...told });
}
