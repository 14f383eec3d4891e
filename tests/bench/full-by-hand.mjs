// What someone would write without torihiki: the seller's half of `qoo10`, by the guide, in Japanese.
//
// The bench compares its speed with that of the package, after checking that both say the same. It is as quick as it is
// because it knows so little: it trusts its input, knows no unknown facts, no parameters, one role and one edition, and
// the next marketplace would be another file like it. It is one file because that is what such code is: rules, deadlines
// and sentences of one marketplace, which nothing else uses.

/** @import { Description, InstantLike, Order, Preview, PreviewOptions } from "torihiki" */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const JAPAN = 9 * HOUR;
const RATE_EXCLUSION = 6 * HOUR;
const RATE_WARNING_PERCENT = 7;
const SOURCE = "qoo10-cancel-guide";
const BOTH = ["buyer", "seller"];
const SEVERITIES = ["info", "caution", "danger"];

/** What it leaves out, of each action and of the whole: what would help, and what other editions say. */
export const LEFT_OUT = ["unblock", "unblockOutcome", "coveredBy", "safeUntil", "editions"];

/**
 * A preview without what the hand-written function leaves out.
 *
 * @param {Preview} preview
 */
export function comparable(preview) {
  const { actions, ...rest } = preview;
  return { ...without(rest), actions: actions.map(without) };
}

/** @param {object} answer */
const without = (answer) => Object.fromEntries(Object.entries(answer).filter(([name]) => !LEFT_OUT.includes(name)));

/**
 * @typedef {object} Reason
 * @property {string} rule
 * @property {string} status
 * @property {string} message
 * @property {string[]} sources
 * @property {string[]} facts
 * @property {string[]} arguments
 * @property {number | null} until
 * @property {Reason[]} alternatives
 *
 * @typedef {{ severity: string, audience: string[] }} Effect
 */

/**
 * Makes the function; the sentences come from outside, as they would from a file of translations.
 *
 * @param {Description<"qoo10">} description
 */
export function byHand(description) {
  const { labels, notes, messages, violated, drafts, inTransit, ...texts } = sentences(description);

  /**
   * @param {string} rule
   * @param {boolean} holds
   * @param {string} message
   * @param {string[]} facts
   * @param {number | null} until
   * @param {Reason[]} alternatives
   * @returns {Reason}
   */
  const reason = (rule, holds, message, facts, until, alternatives = []) => ({
    rule,
    status: holds ? "satisfied" : "violated",
    message,
    sources: [SOURCE],
    facts,
    arguments: [],
    until,
    alternatives,
  });
  /**
   * A reason with the sentence of its rule.
   *
   * @param {string} rule
   * @param {boolean} holds
   * @param {string[]} facts
   * @param {number | null} until
   * @param {Reason[]} alternatives
   */
  const told = (rule, holds, facts, until, alternatives = []) =>
    reason(rule, holds, holds ? messages[rule] : violated[rule], facts, until, alternatives);
  /**
   * @param {string} rule
   * @param {string} kind
   * @param {string} severity
   * @param {string[]} audience
   * @param {number | null} until
   * @param {string} source
   */
  const effect = (rule, kind, severity, audience, until = null, source = SOURCE) => ({
    rule,
    kind,
    severity,
    audience,
    certainty: "certain",
    amount: /** @type {null} */ (null),
    until,
    message: messages[rule],
    sources: [source],
  });
  /**
   * @param {string} rule
   * @param {number | null} due
   * @param {boolean} overdue
   */
  const duty = (rule, due, overdue) => ({
    rule,
    role: "seller",
    due,
    overdue,
    certainty: "certain",
    message: messages[rule],
    sources: [SOURCE],
  });

  /**
   * @param {string} id
   * @param {string} verb
   * @param {boolean} allowed
   * @param {number | null} until
   * @param {string | null} leadsTo
   * @param {Reason[]} reasons
   * @param {Effect[]} effects
   * @param {object[]} drafts
   */
  const action = (id, verb, allowed, until, leadsTo, reasons, effects, drafts = []) => ({
    id,
    verb,
    role: "seller",
    label: labels[id],
    verdict: allowed ? "allowed" : "denied",
    reasons,
    missing: /** @type {string[]} */ ([]),
    with: /** @type {object[]} */ ([]),
    until: allowed ? until : null,
    opensAt: /** @type {number | null} */ (null),
    consentOf: /** @type {string | null} */ (null),
    leadsTo,
    effects,
    harm: worst(effects),
    drafts,
  });

  /**
   * @param {string} from
   * @param {number} at
   */
  function cancellation(from, at) {
    const rule = "qoo10.overdue-request-cancels";
    const effects = [
      effect(`${rule}.full-refund`, "refund", "info", BOTH.slice()),
      effect(`${rule}.late-shipment-indefensible`, "notice", "danger", ["seller"]),
    ];
    if (from === "handed-over") effects.push(effect(`${rule}.loses-goods-and-money`, "notice", "danger", ["seller"]));
    return {
      rule,
      at,
      from,
      to: "cancelled",
      certainty: "certain",
      message: messages[rule],
      sources: [SOURCE],
      effects,
    };
  }

  /**
   * @param {Order<"qoo10">} order
   * @param {PreviewOptions} options
   */
  return function preview(order, options) {
    const now = instant(options.now);
    const orderedAt = instant(order.orderedAt);
    const shipBy = instant(order.shipBy);
    const requestedAt = instant(order.cancelRequestedAt);
    const refusedAt = instant(order.cancelRefusedAt);
    const packedAt = instant(order.packedAt);
    const handedOverAt = instant(order.handedOverAt);
    const trackingAt = instant(order.trackingEnteredAt);
    const deliveredAt = instant(order.deliveredAt);
    const madeToOrder = order.madeToOrder === true;
    const outOfStock = order.outOfStock === true;

    const given = order.state;
    const requested = requestedAt !== null;
    const unshipped = given === "preparing" || given === "packed" || given === "handed-over";
    const overdueRequest = unshipped && requested && shipBy !== null && requestedAt >= shipBy;
    const cancelling = overdueRequest ? [cancellation(given, requestedAt)] : [];
    const cancelled = overdueRequest && now >= requestedAt;
    const until = overdueRequest && !cancelled ? requestedAt : null;
    const state = cancelled ? "cancelled" : given;

    const here = state === "preparing" || state === "packed";
    const handedOver = state === "handed-over";
    const inHand = here || handedOver;
    const inTime = !requested || shipBy === null || requestedAt < shipBy;
    const packedFirst =
      (state === "packed" && (packedAt === null || !requested || packedAt <= requestedAt)) ||
      (handedOver && packedAt !== null && requested && packedAt <= requestedAt);
    const handedOverFirst = handedOver && (handedOverAt === null || !requested || handedOverAt <= requestedAt);
    const isGround = packedFirst || handedOverFirst || madeToOrder;

    const whileHere = (/** @type {string} */ rule) => reason(rule, here, texts.whileHere, [], here ? until : null);
    const pending = (/** @type {string} */ rule) => told(rule, requested, ["cancelRequestedAt"], null);
    const answerFirst = (/** @type {string} */ rule, source = SOURCE) =>
      requested ? [effect(rule, "notice", "caution", ["seller"], null, source)] : [];

    /** @param {string} action */
    const metrics = (action) => {
      if (orderedAt === null) return [];
      const excluded = orderedAt + RATE_EXCLUSION;
      if (now < excluded) return [effect(`${action}.not-counted`, "metric", "info", ["seller"], excluded)];
      const { monthOrders = null, monthCancels = null } = order;
      const over =
        monthOrders !== null && monthCancels !== null && (monthCancels + 1) * 100 > RATE_WARNING_PERCENT * monthOrders;
      const counted = effect(`${action}.counted`, "metric", "caution", ["seller"]);
      return over ? [counted, effect(`${action}.rate-over-limit`, "metric", "danger", ["seller"])] : [counted];
    };

    const mails = [];
    if (packedFirst || handedOverFirst) mails.push({ ...drafts["refuse-cancel"] });
    else if (madeToOrder) mails.push({ ...drafts["refuse-cancel-made-to-order"] });
    mails.push({ ...drafts["request-return-guidance"] });

    const ground = told(
      "qoo10.refuse-cancel.ground",
      isGround,
      ["madeToOrder", "cancelRequestedAt", "packedAt", "handedOverAt"],
      isGround && !madeToOrder ? until : null,
      [
        told(
          "qoo10.refuse-cancel.handed-over",
          handedOverFirst,
          ["cancelRequestedAt", "handedOverAt"],
          handedOverFirst ? until : null,
        ),
        told("qoo10.refuse-cancel.packed", packedFirst, ["cancelRequestedAt", "packedAt"], packedFirst ? until : null),
        told("qoo10.refuse-cancel.made-to-order", madeToOrder, ["madeToOrder"], null),
      ],
    );

    const actions = [
      action(
        "approve-cancel",
        "cancel",
        inHand && requested && !outOfStock,
        until,
        "cancelled",
        [
          reason("qoo10.approve-cancel.state", inHand, texts.whileInHand, [], inHand ? until : null),
          pending("qoo10.approve-cancel.pending-request"),
          told("qoo10.approve-cancel.in-stock", !outOfStock, ["outOfStock"], null),
        ],
        [
          effect("qoo10.approve-cancel.full-refund", "refund", "info", BOTH.slice()),
          effect("qoo10.approve-cancel.no-fault-points", "penalty", "info", ["seller"]),
          ...(handedOver
            ? [effect("qoo10.approve-cancel.loses-goods-and-money", "payout", "danger", ["seller"], until)]
            : []),
          ...metrics("qoo10.approve-cancel"),
        ],
        [{ ...drafts["approve-cancel"] }],
      ),
      action(
        "refuse-cancel",
        "refuse",
        inHand && requested && isGround && inTime,
        until,
        inHand ? state : null,
        [
          reason(
            "qoo10.refuse-cancel.state",
            inHand,
            given === "in-transit" ? inTransit : texts.whileInHand,
            [],
            inHand ? until : null,
          ),
          pending("qoo10.refuse-cancel.pending-request"),
          ground,
          told("qoo10.refuse-cancel.not-overdue", inTime, ["shipBy", "cancelRequestedAt"], null),
        ],
        [
          ...(handedOver ? [effect("qoo10.refuse-cancel.tracking-today", "notice", "caution", ["seller"], until)] : []),
          ...(state === "packed"
            ? [effect("qoo10.refuse-cancel.hand-over-today", "notice", "caution", ["seller"], until)]
            : []),
          effect("qoo10.refuse-cancel.return-is-the-way", "notice", "info", ["buyer"]),
        ],
        mails,
      ),
      action(
        "cancel-for-shop",
        "cancel",
        here,
        until,
        "cancelled",
        [whileHere("qoo10.cancel-for-shop.state")],
        [
          ...metrics("qoo10.cancel-for-shop"),
          effect("qoo10.cancel-for-shop.fault-points", "penalty", "danger", ["seller"]),
          effect("qoo10.cancel-for-shop.full-refund", "refund", "info", BOTH.slice()),
        ],
      ),
      action(
        "ask-buyer-to-cancel",
        "other",
        false,
        null,
        null,
        [whileHere("qoo10.ask-buyer-to-cancel.state"), told("qoo10.ask-buyer-to-cancel.prohibited", false, [], null)],
        [effect("qoo10.ask-buyer-to-cancel.sanctions", "penalty", "danger", ["seller"])],
      ),
      action(
        "pack",
        "other",
        state === "preparing",
        until,
        "packed",
        [
          reason(
            "qoo10.pack.state",
            state === "preparing",
            texts.whilePreparing,
            [],
            state === "preparing" ? until : null,
          ),
        ],
        answerFirst("qoo10.pack.answer-request-first", "assumption"),
      ),
      action(
        "hand-over",
        "other",
        here,
        until,
        "handed-over",
        [whileHere("qoo10.hand-over.state")],
        answerFirst("qoo10.hand-over.answer-request-first", "assumption"),
      ),
      action(
        "enter-tracking",
        "other",
        handedOver,
        until,
        "in-transit",
        [reason("qoo10.enter-tracking.state", handedOver, texts.whileHandedOver, [], handedOver ? until : null)],
        [
          effect("qoo10.enter-tracking.blocks-cancel", "notice", "info", BOTH.slice()),
          ...answerFirst("qoo10.enter-tracking.answer-request-first"),
        ],
      ),
    ];

    const duties = [];
    const trackingDue = refusedAt === null ? null : endOfDay(refusedAt);
    const owesTracking = handedOver && refusedAt !== null && trackingAt === null;
    const owesShipping = here && shipBy !== null;
    if (owesTracking) duties.push(duty("qoo10.enter-tracking-same-day", trackingDue, now >= trackingDue));
    if (inHand && requested) duties.push(duty("qoo10.answer-cancel-request", null, false));
    if (owesShipping) duties.push(duty("qoo10.ship-in-time", shipBy, now >= shipBy));

    /** @type {[string, number | null][]} */
    const past = [
      ["orderedAt", orderedAt],
      ["cancelRequestedAt", requestedAt],
      ["cancelRefusedAt", refusedAt],
      ["packedAt", packedAt],
      ["handedOverAt", handedOverAt],
      ["trackingEnteredAt", trackingAt],
      ["deliveredAt", deliveredAt],
    ];
    const warnings = [];
    for (const [path, at] of past) {
      if (at !== null && now < at) {
        warnings.push({ code: "fact-in-future", path, message: `「${labels[path]}」が現在より後の日時です` });
      }
    }
    /** @type {[string, number | null, string, number | null][]} */
    const pairs = [
      ["shipBy", shipBy, "orderedAt", orderedAt],
      ["cancelRequestedAt", requestedAt, "orderedAt", orderedAt],
      ["cancelRefusedAt", refusedAt, "orderedAt", orderedAt],
      ["packedAt", packedAt, "orderedAt", orderedAt],
      ["handedOverAt", handedOverAt, "orderedAt", orderedAt],
      ["handedOverAt", handedOverAt, "packedAt", packedAt],
      ["trackingEnteredAt", trackingAt, "orderedAt", orderedAt],
      ["deliveredAt", deliveredAt, "orderedAt", orderedAt],
      ["deliveredAt", deliveredAt, "trackingEnteredAt", trackingAt],
    ];
    for (const [path, at, other, earlier] of pairs) {
      if (at !== null && earlier !== null && at < earlier) {
        warnings.push({
          code: "facts-out-of-order",
          path,
          message: `「${labels[path]}」が「${labels[other]}」より前の日時です`,
        });
      }
    }

    // In the order in which a change matters, so that of several at one instant the first is named.
    /** @type {{ at: number, what: string } | null} */
    let next = null;
    /**
     * @param {number | null} at
     * @param {string} what
     */
    const consider = (at, what) => {
      if (at !== null && now < at && (next === null || at < next.at)) next = { at, what };
    };
    consider(until, "state");
    if (orderedAt !== null) consider(orderedAt + RATE_EXCLUSION, "effect");
    if (owesTracking) consider(trackingDue, "duty");
    if (owesShipping) consider(shipBy, "duty");
    for (const [, at] of past) consider(at, "warning");

    return {
      policy: { id: "qoo10", edition: "guide", version: description.version, language: "ja" },
      asOf: now,
      state: {
        given,
        effective: state,
        label: labels[state],
        note: notes[state],
        uncertain: /** @type {string[]} */ ([]),
        possible: [state],
        transitions: cancelled ? cancelling : [],
      },
      actions,
      verbs: {
        revise: /** @type {string[]} */ ([]),
        cancel: ["approve-cancel", "cancel-for-shop"],
        refuse: ["refuse-cancel"],
        "report-unresponsive": /** @type {string[]} */ ([]),
      },
      duties,
      next,
      ifNobodyActs: cancelled ? [] : cancelling,
      warnings,
    };
  };
}

/**
 * The worst of the effects that come to the seller.
 *
 * @param {Effect[]} effects
 */
function worst(effects) {
  let at = -1;
  for (const { severity, audience } of effects) {
    if (audience.includes("seller")) at = Math.max(at, SEVERITIES.indexOf(severity));
  }
  return at < 0 ? null : SEVERITIES[at];
}

/** @param {InstantLike | null | undefined} value */
const instant = (value) =>
  value === undefined || value === null ? null : typeof value === "string" ? Date.parse(value) : Number(value);
/** @param {number} at */
const endOfDay = (at) => (Math.floor((at + JAPAN) / DAY) + 1) * DAY - JAPAN;

/** @param {Description<"qoo10">} description */
function sentences({ states, facts, actions, transitions, duties }) {
  const requires = actions.flatMap((action) => action.requires).flatMap((rule) => [rule, ...rule.alternatives]);
  const rules = [
    ...requires,
    ...actions.flatMap(({ effects }) => effects),
    ...transitions,
    ...transitions.flatMap(({ effects }) => effects),
    ...duties,
  ];
  /** @type {Record<string, string>} */
  const labels = Object.fromEntries([...states, ...facts, ...actions].map(({ id, label }) => [id, label]));
  /** @param {string[]} ids */
  const during = (...ids) => `取引の状態が${ids.map((id) => `「${labels[id]}」`).join("")}のときに行えます`;
  return {
    labels,
    notes: /** @type {Record<string, string | null>} */ (Object.fromEntries(states.map(({ id, note }) => [id, note]))),
    messages: /** @type {Record<string, string>} */ (
      Object.fromEntries(rules.map(({ rule, message }) => [rule, message]))
    ),
    violated: /** @type {Record<string, string>} */ (
      Object.fromEntries(requires.map(({ rule, message, violated }) => [rule, violated ?? message]))
    ),
    drafts: Object.fromEntries(
      actions.flatMap(({ drafts }) => drafts).map(({ id, subject, body }) => [id, { id, subject, body }]),
    ),
    inTransit: actions.find(({ id }) => id === "refuse-cancel").elsewhere[0].message,
    whilePreparing: during("preparing"),
    whileHere: during("preparing", "packed"),
    whileInHand: during("preparing", "packed", "handed-over"),
    whileHandedOver: during("handed-over"),
  };
}
