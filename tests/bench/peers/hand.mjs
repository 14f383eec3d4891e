// Written by hand: what someone writes who needs nothing but these verdicts.

/** @import { Peer } from "../rules.mjs" */

import { facts, told } from "../rules.mjs";

export const name = "hand-written JavaScript";

/** @param {boolean} holds */
const say = (holds) => (holds ? "allowed" : "denied");

/** @returns {Promise<Peer>} */
export async function setup() {
  return {
    verdicts(order, now) {
      const { state: given, cancelRequestedAt, shipBy, madeToOrder, outOfStock } = facts(order, now);
      const unshipped = given === "preparing" || given === "packed" || given === "handed-over";
      const requested = cancelRequestedAt !== null;
      const late = requested && shipBy !== null && cancelRequestedAt >= shipBy;
      const gone = unshipped && late && now >= cancelRequestedAt;
      const inHand = unshipped && !gone;
      const here = inHand && given !== "handed-over";
      return {
        "approve-cancel": say(inHand && requested && !outOfStock),
        "refuse-cancel": say(inHand && requested && !late && (madeToOrder || given !== "preparing")),
        "cancel-for-shop": say(here),
        "ask-buyer-to-cancel": "denied",
        pack: say(inHand && given === "preparing"),
        "hand-over": say(here),
        "enter-tracking": say(inHand && given === "handed-over"),
      };
    },
    reasons(order, now) {
      const { state: given, cancelRequestedAt, shipBy, madeToOrder, outOfStock } = facts(order, now);
      const unshipped = given === "preparing" || given === "packed" || given === "handed-over";
      const requested = cancelRequestedAt !== null;
      const late = requested && shipBy !== null && cancelRequestedAt >= shipBy;
      const gone = unshipped && late && now >= cancelRequestedAt;
      const state = gone ? "cancelled" : given;
      const inHand = unshipped && !gone;
      const here = inHand && given !== "handed-over";
      const ground = state === "handed-over" || state === "packed" || madeToOrder;
      return {
        "approve-cancel": told("approve-cancel", [inHand, requested, !outOfStock]),
        "refuse-cancel": told("refuse-cancel", [inHand, requested, ground, !late]),
        "cancel-for-shop": told("cancel-for-shop", [here]),
        "ask-buyer-to-cancel": told("ask-buyer-to-cancel", [here, false]),
        pack: told("pack", [state === "preparing"]),
        "hand-over": told("hand-over", [here]),
        "enter-tracking": told("enter-tracking", [state === "handed-over"]),
      };
    },
  };
}
