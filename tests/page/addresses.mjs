// How the tests of the address have the engine, and read a fragment as the page does.

/** @import { PolicyId } from "torihiki" */

import init, { policies as listPolicies } from "torihiki";
import { readAddress } from "../../www/page/view/address-reading.js";
import { opening, samples } from "../../www/page/view/samples.js";

await init();

/** The instant at which an order is looked at whose address names none. */
export const PRESENT = "2026-11-20T12:00:00+09:00";

/** @type {PolicyId[]} */
export const policies = listPolicies().map(({ id }) => id);

/** @param {string} fragment */
export const at = (fragment) => readAddress(fragment, { policies, samples, present: PRESENT });
export const start = `policy=${opening.policy}`;
