// A decision of two nodes: the state first, then every verdict in one expression node. Native code, asynchronous.

/** @import { Peer, Reasons, Verdicts } from "../rules.mjs" */

import { ACTIONS, IDS, facts, told } from "../rules.mjs";

export const name = "zen-engine, native";
export const isAsync = true;

/** @type {Record<string, string>} */
const CONDITIONS = {
  "pending-request": "cancelRequestedAt != null",
  "in-stock": "not outOfStock",
  ground: "effective in ['handed-over', 'packed'] or madeToOrder",
  "not-overdue": "cancelRequestedAt == null or shipBy == null or cancelRequestedAt < shipBy",
  prohibited: "false",
};
const EFFECTIVE =
  "state in ['preparing', 'packed', 'handed-over'] and cancelRequestedAt != null and shipBy != null and cancelRequestedAt >= shipBy and now >= cancelRequestedAt ? 'cancelled' : state";

/** @param {string} id */
const requirements = (id) => [
  `effective in [${ACTIONS[id].from.map((text) => `'${text}'`).join(", ")}]`,
  ...ACTIONS[id].requires.map((name) => `(${CONDITIONS[name]})`),
];

/** @param {string[][]} expressions the name of each, and the expression */
function graph(expressions) {
  const position = { x: 0, y: 0 };
  /**
   * @param {string} id
   * @param {string[][]} list
   * @param {boolean} passThrough
   */
  const node = (id, list, passThrough) => ({
    id,
    name: id,
    type: "expressionNode",
    position,
    content: { expressions: list.map(([key, value], index) => ({ id: `${id}${index}`, key, value })), passThrough },
  });
  return {
    nodes: [
      { id: "in", name: "in", type: "inputNode", position },
      node("state", [["effective", EFFECTIVE]], true),
      node("verdicts", expressions, false),
      { id: "out", name: "out", type: "outputNode", position },
    ],
    edges: [
      ["in", "state"],
      ["state", "verdicts"],
      ["verdicts", "out"],
    ].map(([sourceId, targetId], index) => ({ id: `e${index}`, sourceId, targetId, type: "edge" })),
  };
}

/**
 * @param {any} library
 * @returns {Promise<Peer>}
 */
export async function setup({ ZenEngine, ZenDecisionContent }) {
  const engine = new ZenEngine();
  /** @param {string[][]} expressions */
  const decision = (expressions) => engine.createDecision(new ZenDecisionContent(graph(expressions)));
  const verdicts = decision(IDS.map((id, index) => [`v${index}`, requirements(id).join(" and ")]));
  const reasons = decision(
    IDS.flatMap((id, index) => requirements(id).map((that, number) => [`v${index}_${number}`, that])),
  );
  return {
    async verdicts(order, now) {
      const { result } = await verdicts.evaluate(facts(order, now));
      /** @type {Verdicts} */
      const said = {};
      for (let index = 0; index < IDS.length; index += 1) said[IDS[index]] = result[`v${index}`] ? "allowed" : "denied";
      return said;
    },
    async reasons(order, now) {
      const { result } = await reasons.evaluate(facts(order, now));
      /** @type {Reasons} */
      const said = {};
      IDS.forEach((id, index) => {
        said[id] = told(
          id,
          [true, ...ACTIONS[id].requires].map((_, number) => result[`v${index}_${number}`]),
        );
      });
      return said;
    },
  };
}
