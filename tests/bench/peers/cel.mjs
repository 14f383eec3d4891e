// The very conditions that the policy has, in CEL, each compiled once.

/** @import { Facts, Peer, Reasons, Verdicts } from "../rules.mjs" */

import { ACTIONS, IDS, facts, told } from "../rules.mjs";

/** The state after what happened by itself. */
const EFFECTIVE =
  'state in ["preparing", "packed", "handed-over"] && cancelRequestedAt != null && shipBy != null && cancelRequestedAt >= shipBy && now >= cancelRequestedAt ? "cancelled" : state';
/** @type {Record<string, string>} */
const CONDITIONS = {
  "pending-request": "cancelRequestedAt != null",
  "in-stock": "!outOfStock",
  ground: 'state == "handed-over" || state == "packed" || madeToOrder',
  "not-overdue": "cancelRequestedAt == null || shipBy == null || cancelRequestedAt < shipBy",
  prohibited: "false",
};

/**
 * @param {(text: string) => (data: Facts) => any} compile
 * @returns {Peer}
 */
export function answers(compile) {
  const effective = compile(EFFECTIVE);
  const requirements = IDS.map((id) => [
    `state in ${JSON.stringify(ACTIONS[id].from)}`,
    ...ACTIONS[id].requires.map((name) => `(${CONDITIONS[name]})`),
  ]);
  const whole = requirements.map((texts) => compile(texts.join(" && ")));
  const each = requirements.map((texts) => texts.map(compile));
  /** @type {(...given: Parameters<typeof facts>) => Facts} */
  const input = (order, now) => {
    const data = facts(order, now);
    data.state = effective(data);
    return data;
  };
  return {
    verdicts(order, now) {
      const data = input(order, now);
      /** @type {Verdicts} */
      const said = {};
      for (let index = 0; index < IDS.length; index += 1) said[IDS[index]] = whole[index](data) ? "allowed" : "denied";
      return said;
    },
    reasons(order, now) {
      const data = input(order, now);
      /** @type {Reasons} */
      const said = {};
      IDS.forEach((id, index) => {
        said[id] = told(
          id,
          each[index].map((that) => that(data)),
        );
      });
      return said;
    },
  };
}
