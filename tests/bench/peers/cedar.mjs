// Verdicts: a permit for each action. Reasons: a permit for each action and a forbid for each requirement, because of a
// denial Cedar names every forbid. One call for each action, with the policies parsed before. Cedar has no null, so what
// is absent is left out.

/** @import { Facts, Peer } from "../rules.mjs" */

import { ACTIONS, IDS, RULES, facts, told } from "../rules.mjs";

export const name = "cedar-wasm, pre-parsed";

const CANCELLED = `(["preparing", "packed", "handed-over"].contains(context.state) && context has cancelRequestedAt && context has shipBy && context.cancelRequestedAt >= context.shipBy && context.now >= context.cancelRequestedAt)`;
/** @type {Record<string, string>} */
const CONDITIONS = {
  "pending-request": "context has cancelRequestedAt",
  "in-stock": "!context.outOfStock",
  ground: `(["handed-over", "packed"].contains(context.state) && !${CANCELLED}) || context.madeToOrder`,
  "not-overdue":
    "!(context has cancelRequestedAt) || !(context has shipBy) || context.cancelRequestedAt < context.shipBy",
  prohibited: "false",
};

/** @param {string} id */
const scope = (id) => `principal == Role::"seller", action == Action::"${id}", resource`;
/** @param {string} id */
const conditions = (id) => [
  `${JSON.stringify(ACTIONS[id].from)}.contains(context.state) && !${CANCELLED}`,
  ...ACTIONS[id].requires.map((name) => CONDITIONS[name]),
];

const POLICIES = {
  verdicts: Object.fromEntries(
    IDS.map((id) => [
      id,
      `permit(${scope(id)}) when { ${conditions(id)
        .map((that) => `(${that})`)
        .join(" && ")} };`,
    ]),
  ),
  reasons: Object.fromEntries(
    IDS.flatMap((id) => [
      [`permit ${id}`, `permit(${scope(id)});`],
      ...conditions(id).map((that, index) => [RULES[id][index], `forbid(${scope(id)}) unless { ${that} };`]),
    ]),
  ),
};

/**
 * @param {any} library
 * @returns {Promise<Peer>}
 */
export async function setup({ preparsePolicySet, statefulIsAuthorized }) {
  for (const [name, staticPolicies] of Object.entries(POLICIES)) {
    const parsed = preparsePolicySet(name, { staticPolicies });
    if (parsed.type !== "success") throw new Error(JSON.stringify(parsed));
  }
  const principal = { type: "Role", id: "seller" };
  const resource = { type: "Order", id: "o" };
  const calls = IDS.map((id) => ({
    principal,
    action: { type: "Action", id },
    resource,
    context: /** @type {Facts} */ ({}),
    preparsedPolicySetId: "",
    entities: /** @type {object[]} */ ([]),
  }));
  /**
   * @template Said
   * @param {Parameters<typeof facts>} given
   * @param {string} policies
   * @param {(id: string, response: any) => Said} tell
   */
  const ask = (given, policies, tell) => {
    const context = facts(...given);
    if (context.cancelRequestedAt === null) delete context.cancelRequestedAt;
    if (context.shipBy === null) delete context.shipBy;
    /** @type {Record<string, Said>} */
    const said = {};
    for (const call of calls) {
      call.context = context;
      call.preparsedPolicySetId = policies;
      const answer = statefulIsAuthorized(call);
      if (answer.type !== "success") throw new Error(JSON.stringify(answer));
      said[call.action.id] = tell(call.action.id, answer.response);
    }
    return said;
  };
  return {
    verdicts: (...given) => ask(given, "verdicts", (_, { decision }) => (decision === "allow" ? "allowed" : "denied")),
    reasons: (...given) =>
      ask(given, "reasons", (id, { diagnostics: { reason } }) =>
        told(
          id,
          RULES[id].map((rule) => !reason.includes(rule)),
        ),
      ),
  };
}
