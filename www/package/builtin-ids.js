/** @import { BuiltInPolicyId } from "torihiki" */

/**
 * The ids of the built-in policies, in the order in which they are listed everywhere.
 *
 * @type {readonly BuiltInPolicyId[]}
 */
export const builtIn = Object.freeze(["coconala", "coconala-account", "qoo10", "crowdworks", "lancers"]);
