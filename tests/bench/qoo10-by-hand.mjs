// What someone would write without torihiki: the seller's half of `qoo10`, by the guide, in Japanese.
//
// `answers.mjs` compares its speed with the package's, after checking that both give the same answers. It is as quick as
// it is because it knows so little: it trusts its input, knows no unknown facts, no parameters and one role, and the
// next marketplace would be another file like it. It is one file because that is what such code is: rules, deadlines and
// sentences of one marketplace, which nothing else uses.

/** @import { Description, InstantLike, Order, PreviewOptions } from "torihiki" */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const JAPAN = 9 * HOUR;
const RATE_EXCLUSION = 6 * HOUR;
const RATE_WARNING_PERCENT = 7;
const SOURCE = "qoo10-cancel-guide";
const BOTH = ["buyer", "seller"];

/**
 * Makes the function; the sentences come from outside, as they would from a file of translations.
 *
 * @param {Description<"qoo10">} description
 */
export function byHand(description) {
  const texts = sentences(description);
  const { labels, messages, drafts, inTransit } = texts;

  /**
   * @param {string} rule
   * @param {boolean} holds
   * @param {string} message
   * @param {string[]} facts
   * @param {number | null} until
   */
  const reason = (rule, holds, message, facts, until) => ({
    rule,
    status: holds ? "satisfied" : "violated",
    message,
    sources: [SOURCE],
    facts,
    until,
  });
  /**
   * @param {string} rule
   * @param {string} kind
   * @param {string} severity
   * @param {string[]} audience
   */
  const effect = (rule, kind, severity, audience) => ({
    rule,
    kind,
    severity,
    audience,
    certainty: "certain",
    message: messages[rule],
    sources: [SOURCE],
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
   * @param {string} by
   * @param {string} who
   * @param {string} id
   */
  const act = (by, who, id) => ({
    by,
    action: id,
    label: labels[id],
    consentOf: /** @type {string | null} */ (null),
    message: `${who}が「${labels[id]}」を行う必要があります`,
  });
  const request = () => act("buyer", "購入者", "request-cancel");
  const restock = () => ({
    fact: "outOfStock",
    value: false,
    message: `「${labels.outOfStock}」が「いいえ」である必要があります`,
  });
  const never = () => [{ never: true, message: "この取引では、もうできません" }];
  const prohibited = () => [{ never: true, message: "禁止されているため、どの場合もできません" }];

  /**
   * @param {string} id
   * @param {string} verb
   * @param {string} verdict
   * @param {number | null} until
   * @param {string | null} leadsTo
   * @param {object[]} reasons
   * @param {object[]} effects
   * @param {object[]} drafts
   * @param {{ edition: string, verdict: string, reasons: object[] } | null} official
   * @param {() => object[]} unblock
   */
  function action(id, verb, verdict, until, leadsTo, reasons, effects, drafts, official, unblock) {
    return {
      id,
      verb,
      role: "seller",
      label: labels[id],
      verdict,
      reasons,
      missing: /** @type {string[]} */ ([]),
      until: verdict === "allowed" ? until : null,
      opensAt: /** @type {number | null} */ (null),
      consentOf: /** @type {string | null} */ (null),
      leadsTo,
      effects,
      unblock: verdict === "denied" ? unblock() : [],
      drafts,
      editions: official !== null && official.verdict !== verdict ? [official] : [],
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
    // By the official reading, a request before the shipping date is fixed cancels too.
    const cancelledOfficially =
      cancelled ||
      (given === "preparing" &&
        requested &&
        order.shipDateFixed === false &&
        order.reservation !== true &&
        now >= requestedAt);

    const inHand = state === "preparing" || state === "packed" || state === "handed-over";
    const here = state === "preparing" || state === "packed";
    const handedOver = state === "handed-over";
    const ground = handedOver || state === "packed" || madeToOrder;
    const inTime = !requested || shipBy === null || requestedAt < shipBy;
    // Then a request would not wait for an answer.
    const late = !requested && shipBy !== null && now >= shipBy;

    /** What would have to happen first. */
    const unblock = {
      approve: () =>
        !inHand || late ? never() : [...(requested ? [] : [request()]), ...(outOfStock ? [restock()] : [])],
      refuse: () =>
        !inHand || late || !inTime
          ? never()
          : [...(ground ? [] : [act("seller", "販売者", "pack")]), ...(requested ? [] : [request()])],
      enterTracking: () => (here ? [act("seller", "販売者", "hand-over")] : never()),
    };

    /** The reasons of each action, which the official reading needs for its own state again. */
    const reasons = {
      approve: (/** @type {boolean} */ holds, /** @type {number | null} */ until) => [
        reason("qoo10.approve-cancel.state", holds, texts.whileInHand, [], until),
        reason(
          "qoo10.approve-cancel.pending-request",
          requested,
          messages["qoo10.approve-cancel.pending-request"],
          ["cancelRequestedAt"],
          null,
        ),
        reason(
          "qoo10.approve-cancel.in-stock",
          !outOfStock,
          messages["qoo10.approve-cancel.in-stock"],
          ["outOfStock"],
          null,
        ),
      ],
      refuse: (
        /** @type {boolean} */ holds,
        /** @type {number | null} */ until,
        /** @type {boolean} */ ground,
        /** @type {number | null} */ groundUntil,
      ) => [
        reason("qoo10.refuse-cancel.state", holds, given === "in-transit" ? inTransit : texts.whileInHand, [], until),
        reason(
          "qoo10.refuse-cancel.pending-request",
          requested,
          messages["qoo10.refuse-cancel.pending-request"],
          ["cancelRequestedAt"],
          null,
        ),
        reason(
          "qoo10.refuse-cancel.ground",
          ground,
          messages["qoo10.refuse-cancel.ground"],
          ["madeToOrder"],
          groundUntil,
        ),
        reason(
          "qoo10.refuse-cancel.not-overdue",
          inTime,
          messages["qoo10.refuse-cancel.not-overdue"],
          ["cancelRequestedAt", "shipBy"],
          null,
        ),
      ],
      prohibited: (/** @type {boolean} */ holds, /** @type {number | null} */ until) => [
        reason("qoo10.ask-buyer-to-cancel.state", holds, texts.whileHere, [], until),
        reason(
          "qoo10.ask-buyer-to-cancel.prohibited",
          false,
          messages["qoo10.ask-buyer-to-cancel.prohibited"],
          [],
          null,
        ),
      ],
      stateOnly: (
        /** @type {string} */ rule,
        /** @type {boolean} */ holds,
        /** @type {string} */ message,
        /** @type {number | null} */ until,
      ) => [reason(rule, holds, message, [], until)],
    };
    /**
     * @param {string} verdict
     * @param {object[]} reasons
     */
    const official = (verdict, reasons) => ({ edition: "official", verdict, reasons });

    /** @param {string} action */
    const metrics = (action) => {
      if (orderedAt === null) return [];
      if (now < orderedAt + RATE_EXCLUSION) return [effect(`${action}.not-counted`, "metric", "info", ["seller"])];
      const { monthOrders = null, monthCancels = null } = order;
      const over =
        monthOrders !== null && monthCancels !== null && (monthCancels + 1) * 100 > RATE_WARNING_PERCENT * monthOrders;
      const counted = effect(`${action}.counted`, "metric", "caution", ["seller"]);
      return over ? [counted, effect(`${action}.rate-over-limit`, "metric", "danger", ["seller"])] : [counted];
    };

    const actions = [];
    {
      const holds = inHand && requested && !outOfStock;
      actions.push(
        action(
          "approve-cancel",
          "cancel",
          verdict(holds),
          until,
          "cancelled",
          reasons.approve(inHand, inHand ? until : null),
          [
            effect("qoo10.approve-cancel.full-refund", "refund", "info", BOTH.slice()),
            effect("qoo10.approve-cancel.no-fault-points", "penalty", "info", ["seller"]),
            ...(handedOver
              ? [effect("qoo10.approve-cancel.loses-goods-and-money", "payout", "danger", ["seller"])]
              : []),
            ...metrics("qoo10.approve-cancel"),
          ],
          [{ ...drafts["approve-cancel"] }],
          holds && cancelledOfficially ? official("denied", reasons.approve(false, null)) : null,
          unblock.approve,
        ),
      );
    }
    {
      const holds = inHand && requested && ground && inTime;
      const losesGround = ground && !madeToOrder ? until : null;
      const mails = [];
      if (state === "packed" || handedOver) mails.push({ ...drafts["refuse-cancel"] });
      if (state === "preparing" && madeToOrder) mails.push({ ...drafts["refuse-cancel-made-to-order"] });
      mails.push({ ...drafts["request-return-guidance"] });
      actions.push(
        action(
          "refuse-cancel",
          "refuse",
          verdict(holds),
          until,
          inHand ? state : null,
          reasons.refuse(inHand, inHand ? until : null, ground, losesGround),
          [
            ...(handedOver ? [effect("qoo10.refuse-cancel.tracking-today", "notice", "caution", ["seller"])] : []),
            effect("qoo10.refuse-cancel.return-is-the-way", "notice", "info", ["buyer"]),
          ],
          mails,
          holds && cancelledOfficially ? official("denied", reasons.refuse(false, null, madeToOrder, null)) : null,
          unblock.refuse,
        ),
      );
    }
    actions.push(
      action(
        "cancel-for-shop",
        "cancel",
        verdict(here),
        until,
        "cancelled",
        reasons.stateOnly("qoo10.cancel-for-shop.state", here, texts.whileHere, here ? until : null),
        [
          ...metrics("qoo10.cancel-for-shop"),
          effect("qoo10.cancel-for-shop.fault-points", "penalty", "danger", ["seller"]),
          effect("qoo10.cancel-for-shop.full-refund", "refund", "info", BOTH.slice()),
        ],
        [],
        here && cancelledOfficially
          ? official("denied", reasons.stateOnly("qoo10.cancel-for-shop.state", false, texts.whileHere, null))
          : null,
        never,
      ),
      action(
        "ask-buyer-to-cancel",
        "other",
        "denied",
        null,
        null,
        reasons.prohibited(here, here ? until : null),
        [effect("qoo10.ask-buyer-to-cancel.sanctions", "penalty", "danger", ["seller"])],
        [],
        null,
        prohibited,
      ),
      action(
        "pack",
        "other",
        verdict(state === "preparing"),
        until,
        "packed",
        reasons.stateOnly(
          "qoo10.pack.state",
          state === "preparing",
          texts.whilePreparing,
          state === "preparing" ? until : null,
        ),
        [],
        [],
        state === "preparing" && cancelledOfficially
          ? official("denied", reasons.stateOnly("qoo10.pack.state", false, texts.whilePreparing, null))
          : null,
        never,
      ),
      action(
        "hand-over",
        "other",
        verdict(here),
        until,
        "handed-over",
        reasons.stateOnly("qoo10.hand-over.state", here, texts.whileHere, here ? until : null),
        [],
        [],
        here && cancelledOfficially
          ? official("denied", reasons.stateOnly("qoo10.hand-over.state", false, texts.whileHere, null))
          : null,
        never,
      ),
      action(
        "enter-tracking",
        "other",
        verdict(handedOver),
        until,
        "in-transit",
        reasons.stateOnly("qoo10.enter-tracking.state", handedOver, texts.whileHandedOver, handedOver ? until : null),
        [
          effect("qoo10.enter-tracking.blocks-cancel", "notice", "info", BOTH.slice()),
          ...(requested ? [effect("qoo10.enter-tracking.answer-request-first", "notice", "caution", ["seller"])] : []),
        ],
        [],
        null,
        unblock.enterTracking,
      ),
    );

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
      ["trackingEnteredAt", trackingAt],
      ["deliveredAt", deliveredAt],
    ];
    const warnings = [];
    for (const [path, at] of past) {
      if (at !== null && now < at) {
        warnings.push({ code: "fact-in-future", path, message: `「${labels[path]}」が現在より後の日時です` });
      }
    }
    const pairs = [
      ["shipBy", shipBy, "orderedAt", orderedAt],
      ["cancelRequestedAt", requestedAt, "orderedAt", orderedAt],
      ["cancelRefusedAt", refusedAt, "orderedAt", orderedAt],
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
      policy: { id: "qoo10", edition: "guide", version: description.version },
      asOf: now,
      state: {
        given,
        effective: state,
        label: labels[state],
        uncertain: /** @type {string[]} */ ([]),
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
    return { rule, at, from, to: "cancelled", message: messages[rule], effects };
  }
}

/** @param {boolean} allowed */
const verdict = (allowed) => (allowed ? "allowed" : "denied");
/** @param {InstantLike | null | undefined} value */
const instant = (value) =>
  value === undefined || value === null ? null : typeof value === "string" ? Date.parse(value) : Number(value);
/** @param {number} at */
const endOfDay = (at) => (Math.floor((at + JAPAN) / DAY) + 1) * DAY - JAPAN;

/** @param {Description<"qoo10">} description */
function sentences({ states, facts, actions, transitions, duties }) {
  const rules = [
    ...actions.flatMap(({ requires, effects }) => [...requires, ...effects]),
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
    messages: /** @type {Record<string, string>} */ (
      Object.fromEntries(rules.map(({ rule, message }) => [rule, message]))
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
