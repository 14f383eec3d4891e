/** The views that the page begins with: an order of somebody's own, or an example. */

import { rfc3339 } from "../../shared/time.js";
import { MINUTE } from "../../shared/length.js";
import { OWN } from "./address-reading.js";
import { defaultEdition } from "./editions.js";
import { sampleOf } from "./samples.js";

/** @import { Locale, PolicyId } from "torihiki" */
/** @import { PageOrder, View } from "../types.js" */

/** The zone of the instants of an order of which nothing is known yet. */
const ZONE = "+09:00";

/** @type {Pick<View, "supposed" | "inVain" | "asked" | "goal" | "unsure">} */
const NOTHING_ASKED = { supposed: [], inVain: null, asked: [], goal: "", unsure: [] };

/**
 * An example.
 *
 * @param {string} policy
 * @param {string} sample
 * @param {Locale} locale
 * @returns {View}
 */
export function sampleView(policy, sample, locale) {
  const { id, role, now, order } = sampleOf(policy, sample);
  return {
    sample: id,
    order: /** @type {PageOrder} */ ({ edition: defaultEdition(order.policy), ...order }),
    role: role ?? "",
    now,
    since: now,
    isLive: false,
    locale,
    ...NOTHING_ASKED,
  };
}

/**
 * Whether something of an example has been changed.
 *
 * @param {View} view
 */
export function isEdited({ order, sample, now, locale }) {
  const { order: own, now: at } = sampleView(order.policy, sample, locale);
  return now !== at || JSON.stringify(order) !== JSON.stringify(own);
}

/**
 * An order of somebody's own of which nothing is known yet, in the present. Without a `policy` even that is to be chosen.
 *
 * @param {string} policy
 * @param {string | null} role
 * @param {Locale} locale
 * @returns {View}
 */
export function ownView(policy, role, locale) {
  const now = presentText();
  const edition = policy === "" ? null : defaultEdition(/** @type {PolicyId} */ (policy));
  return {
    sample: OWN,
    order: /** @type {PageOrder} */ (/** @type {unknown} */ ({ policy, edition })),
    role: role ?? "",
    now,
    since: now,
    isLive: true,
    locale,
    ...NOTHING_ASKED,
  };
}

/**
 * Whether an order is somebody's own.
 *
 * @param {Pick<View, "sample">} view
 */
export function isOwn({ sample }) {
  return sample === OWN;
}

/**
 * Whether so much has been chosen that there can be an answer: of an order of one's own, where it stands, which is asked
 * last. A link may have been written for everybody.
 *
 * @param {View} view
 */
export function isBegun(view) {
  const { policy, state } = /** @type {Record<string, unknown>} */ (view.order);
  return !isOwn(view) || (policy !== "" && state !== undefined);
}

/**
 * The present as a view has it, to the minute. What changes in between has an instant of its own, see `present.js`.
 *
 * @param {number} [at]
 */
export function presentText(at = Date.now()) {
  return rfc3339(at - (at % MINUTE), ZONE);
}
