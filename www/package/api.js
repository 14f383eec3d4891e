// The calls that every entry of the package offers; each entry adds its `init`.

import * as glue from "../../target/wasm-pack/torihiki.js";
import { assertReady } from "./load.js";
import { frozen, quickly } from "./verdicts.js";

export { TorihikiError } from "./host.js";
export { loaded } from "./load.js";
export { Policy } from "./loaded-policy.js";
export { builtIn } from "./builtin-ids.js";

export const preview = afterInit(glue.preview);

/**
 * Without a list of what is given, which would take longer than some answers.
 *
 * @type {typeof glue.verdicts}
 */
export function verdicts(order, options) {
  assertReady();
  return quickly(order, options, glue.verdictDesk) ?? frozen(glue.verdicts(order, options));
}

export const timeline = afterInit(glue.timeline);
export const apply = afterInit(glue.apply);
export const ways = afterInit(glue.ways);
export const calendar = afterInit(glue.calendar);
export const describe = afterInit(glue.describe);
export const policies = afterInit(glue.policies);
export const version = afterInit(glue.version);

/**
 * @template {unknown[]} Given
 * @template Answer
 * @param {(...given: Given) => Answer} call
 * @returns {(...given: Given) => Answer}
 */
function afterInit(call) {
  return (...given) => {
    assertReady();
    return call(...given);
  };
}
