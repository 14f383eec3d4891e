// The built-in policies where no files lie beside the entry for Node: each a module of its own, which goes along into whatever a server is bundled into, and is
// loaded when it is first asked for.

/** @import { BuiltInPolicyId } from "torihiki" */

/**
 * Loads one.
 *
 * @type {Record<BuiltInPolicyId, () => Promise<{ default: Uint8Array }>>}
 */
const modules = {
  coconala: () => import("torihiki/policies/coconala"),
  "coconala-account": () => import("torihiki/policies/coconala-account"),
  qoo10: () => import("torihiki/policies/qoo10"),
  crowdworks: () => import("torihiki/policies/crowdworks"),
  lancers: () => import("torihiki/policies/lancers"),
};

/**
 * The compiled policy with an id.
 *
 * @param {BuiltInPolicyId} id
 */
export const importedPolicy = async (id) => (await modules[id]()).default;
