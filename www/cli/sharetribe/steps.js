/**
 * What the actions of a transition do, as consequences that a policy tells.
 * What they are: https://www.sharetribe.com/docs/references/transaction-process-actions/
 */

/**
 * @typedef {{ kind: "refund" | "payout" | "rating" | "notice", audience: string[], message: string }} Consequence
 */

const BOTH = ["customer", "provider"];

/** @type {(audience: string[], message: string) => Consequence} */
const notice = (audience, message) => ({ kind: "notice", audience, message });

/** @type {Record<string, Consequence>} */
export const CONSEQUENCES = {
  "calculate-full-refund": notice(BOTH, "What the customer pays and what the provider gets are set to nothing"),
  "stripe-refund-payment": { kind: "refund", audience: ["customer"], message: "The customer gets the payment back" },
  "stripe-refund-charge": { kind: "refund", audience: ["customer"], message: "The customer gets the payment back" },
  "stripe-create-payout": { kind: "payout", audience: ["provider"], message: "The provider is paid" },
  "stripe-create-payment-intent": notice(["customer"], "A card payment of the price is started"),
  "stripe-create-payment-intent-push": notice(
    ["customer"],
    "A payment of the price is started, which the customer makes",
  ),
  "stripe-create-charge": notice(["customer"], "The price is reserved on the customer’s card"),
  "stripe-confirm-payment-intent": notice(["customer"], "The payment is confirmed"),
  "stripe-capture-payment-intent": notice(["customer"], "The customer is charged"),
  "stripe-capture-charge": notice(["customer"], "The customer is charged"),
  "post-review-by-customer": {
    kind: "rating",
    audience: ["provider"],
    message: "The customer’s review is kept until the reviews are published",
  },
  "post-review-by-provider": {
    kind: "rating",
    audience: ["customer"],
    message: "The provider’s review is kept until the reviews are published",
  },
  "publish-reviews": { kind: "rating", audience: BOTH, message: "The reviews are published" },
  "create-booking": notice(BOTH, "The time is booked"),
  "create-pending-booking": notice(BOTH, "The time is reserved until the booking is decided on"),
  "create-proposed-booking": notice(BOTH, "A time is proposed, which is not reserved yet"),
  "accept-booking": notice(BOTH, "The booking is accepted"),
  "decline-booking": notice(BOTH, "The booking is declined, and its time is free again"),
  "cancel-booking": notice(BOTH, "The booking is cancelled, and its time is free again"),
  "update-booking": notice(BOTH, "The time of the booking changes"),
  "create-pending-stock-reservation": notice(BOTH, "The stock is reserved until the order is decided on"),
  "create-proposed-stock-reservation": notice(BOTH, "A quantity is proposed, which is not reserved yet"),
  "accept-stock-reservation": notice(BOTH, "The stock is taken for the order"),
  "decline-stock-reservation": notice(BOTH, "The reserved stock is free again"),
  "cancel-stock-reservation": notice(BOTH, "The stock of the order is free again"),
  "reveal-customer-protected-data": notice(BOTH, "The provider can see the customer’s protected data"),
  "reveal-provider-protected-data": notice(BOTH, "The customer can see the provider’s protected data"),
  "reveal-listing-protected-files": notice(BOTH, "The customer can see the protected files of the listing"),
  "set-negotiated-total-price": notice(BOTH, "The price becomes the one that was negotiated"),
};

/** A refund of the full price is told once, not as a sum and as its payment. */
export const FULL_REFUND = "calculate-full-refund";
export const REFUNDS = ["stripe-refund-payment", "stripe-refund-charge"];
export const REFUNDED_IN_FULL = "The customer gets the full payment back";

/** Steps that change data of which no rule speaks. */
export const isData = (/** @type {string} */ name) =>
  /^(update-|privileged-update-)(protected-data|metadata)$/.test(name) ||
  /^(privileged-)?set-line-items/.test(name) ||
  name.startsWith("calculate-tx-");

/** Steps that somebody else may refuse, such as a bank: a transition that needs one of these may not come about. */
export const mayFail = (/** @type {string} */ name) =>
  /^stripe-(create-(payment-intent|charge)|confirm-payment-intent|capture-)/.test(name) ||
  /^create-.*(booking|stock-reservation)$/.test(name);

/** Steps that say when a booking is. */
export const saysTimes = (/** @type {string} */ name) => /^(create-.*|update-)booking$/.test(name);

/**
 * The verb of a transition, by what it does and else by its name, which is all that tells.
 *
 * @param {string} name
 * @param {string[]} steps
 */
export function verbOf(name, steps) {
  if (steps.some((step) => /^cancel-(booking|stock-reservation)$/.test(step))) return "cancel";
  if (steps.some((step) => /^decline-(booking|stock-reservation)$/.test(step))) return "refuse";
  if (/(^|-)(decline|reject|refuse)(-|$)/.test(name)) return "refuse";
  if (/(^|-)(cancel|withdraw)(-|$)/.test(name)) return "cancel";
  if (/(^|-)request-(changes?|revision)(-|$)/.test(name)) return "revise";
  return "other";
}
