/**
 * Orders to start from: at least three for each policy, each at a fixed instant at which something is at stake.
 *
 * This is the only file of the page that knows a particular policy. Nearly all of it is one table, which a file for each
 * policy would scatter.
 */

/**
 * @import { Order, PolicyId, RoleId } from "torihiki"
 *
 * @typedef {object} Sample
 * @property {string} id
 * @property {{ ja: string, en: string }} title
 * @property {RoleId} [role] who looks; left out: everybody
 * @property {string} now
 * @property {Order} order
 */

/** What the page opens on: a delivery whose window closes tomorrow, seen by its buyer. */
export const opening = { policy: "coconala", sample: "closes-tomorrow" };

/** What each policy is called where there is little room: by its marketplace. */
export const names = {
  coconala: { ja: "ココナラ", en: "Coconala" },
  "coconala-account": { ja: "ココナラの退会", en: "Coconala account" },
  qoo10: { ja: "Qoo10", en: "Qoo10" },
  crowdworks: { ja: "クラウドワークス", en: "CrowdWorks" },
  lancers: { ja: "ランサーズ", en: "Lancers" },
};

/**
 * The samples of each policy.
 *
 * @type {Record<PolicyId, Sample[]>}
 */
export const samples = {
  coconala: [
    {
      id: "closes-tomorrow",
      title: { ja: "確認期間がまもなく終わる納品", en: "A delivery whose review window is about to close" },
      role: "buyer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala",
        state: "delivered",
        purchasedAt: "2026-11-06T20:15:00+09:00",
        dueAt: "2026-11-15T23:59:00+09:00",
        deliveredAt: "2026-11-14T09:00:00+09:00",
        includedRevisions: 2,
        firstSellerMessageAt: "2026-11-06T21:40:00+09:00",
        lastSellerMessageAt: "2026-11-14T09:00:00+09:00",
        lastBuyerMessageAt: "2026-11-12T19:30:00+09:00",
      },
    },
    {
      id: "revision-used",
      title: { ja: "差し戻しを1回使ったあとの再納品", en: "Delivered again after the one revision" },
      role: "buyer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala",
        state: "delivered",
        purchasedAt: "2026-11-02T12:00:00+09:00",
        dueAt: "2026-11-14T23:59:00+09:00",
        deliveredAt: "2026-11-18T22:30:00+09:00",
        revisionsUsed: 1,
        talkRoomRevisions: 1,
        includedRevisions: 1,
        firstSellerMessageAt: "2026-11-02T13:10:00+09:00",
        lastSellerMessageAt: "2026-11-18T22:30:00+09:00",
        lastBuyerMessageAt: "2026-11-19T08:05:00+09:00",
      },
    },
    {
      id: "cancel-asked",
      title: { ja: "購入者からキャンセル申請が届いた", en: "The buyer has asked to cancel" },
      role: "seller",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala",
        state: "in-progress",
        purchasedAt: "2026-11-15T18:00:00+09:00",
        dueAt: "2026-11-25T23:59:00+09:00",
        cancelRequestedBy: "buyer",
        cancelRequestedAt: "2026-11-19T21:20:00+09:00",
        cancelFault: "buyer",
        firstSellerMessageAt: "2026-11-15T18:45:00+09:00",
        lastSellerMessageAt: "2026-11-18T11:00:00+09:00",
        lastBuyerMessageAt: "2026-11-19T21:20:00+09:00",
      },
    },
    {
      id: "silent-buyer",
      title: { ja: "再納品のあと、購入者から返事がない", en: "No answer from the buyer since the second delivery" },
      role: "seller",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala",
        state: "delivered",
        purchasedAt: "2026-10-30T09:00:00+09:00",
        dueAt: "2026-11-12T23:59:00+09:00",
        deliveredAt: "2026-11-17T12:00:00+09:00",
        revisionsUsed: 1,
        firstSellerMessageAt: "2026-10-30T10:00:00+09:00",
        lastSellerMessageAt: "2026-11-17T12:00:00+09:00",
        lastBuyerMessageAt: "2026-11-13T20:00:00+09:00",
      },
    },
    {
      id: "no-first-message",
      title: { ja: "購入から44時間、最初の連絡がまだない", en: "44 hours since the purchase, and no first message" },
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala",
        edition: "official",
        state: "in-progress",
        purchasedAt: "2026-11-18T14:00:00+09:00",
        dueAt: "2026-11-28T23:59:00+09:00",
        firstSellerMessageAt: null,
        lastBuyerMessageAt: "2026-11-18T14:05:00+09:00",
      },
    },
  ],

  qoo10: [
    {
      id: "parcel-with-carrier",
      title: {
        ja: "配送業者に渡したあとのキャンセル要請",
        en: "A cancel request after the parcel went to the carrier",
      },
      role: "seller",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "qoo10",
        state: "handed-over",
        orderedAt: "2026-11-18T21:00:00+09:00",
        shipBy: "2026-11-21T23:59:59+09:00",
        cancelRequestedAt: "2026-11-20T08:40:00+09:00",
        monthOrders: 120,
        monthCancels: 6,
        shipDateFixed: true,
      },
    },
    {
      id: "overdue",
      title: { ja: "発送期限を過ぎてからのキャンセル要請", en: "A cancel request after the shipping deadline" },
      role: "seller",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "qoo10",
        state: "preparing",
        orderedAt: "2026-11-14T10:00:00+09:00",
        shipBy: "2026-11-18T23:59:59+09:00",
        madeToOrder: true,
        cancelRequestedAt: "2026-11-20T07:15:00+09:00",
        shipDateFixed: true,
      },
    },
    {
      id: "late-parcel",
      title: {
        ja: "発送期限を過ぎても届かない注文をやめたい",
        en: "Not shipped in time, and the buyer wants to call it off",
      },
      role: "buyer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "qoo10",
        state: "preparing",
        orderedAt: "2026-11-14T10:00:00+09:00",
        shipBy: "2026-11-18T23:59:59+09:00",
        shipDateFixed: true,
      },
    },
    {
      id: "within-six-hours",
      title: {
        ja: "注文から5時間、在庫ありのキャンセル要請",
        en: "In stock, asked to cancel five hours after the order",
      },
      role: "seller",
      now: "2026-11-20T15:00:00+09:00",
      order: {
        policy: "qoo10",
        state: "preparing",
        orderedAt: "2026-11-20T10:00:00+09:00",
        shipBy: "2026-11-24T23:59:59+09:00",
        cancelRequestedAt: "2026-11-20T14:30:00+09:00",
        monthOrders: 85,
        monthCancels: 6,
        shipDateFixed: true,
      },
    },
    {
      id: "in-transit",
      title: { ja: "配送中の荷物をキャンセルしたい", en: "Wanting to cancel a parcel on its way" },
      role: "buyer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "qoo10",
        state: "in-transit",
        orderedAt: "2026-11-17T09:00:00+09:00",
        shipBy: "2026-11-20T23:59:59+09:00",
        trackingEnteredAt: "2026-11-19T16:00:00+09:00",
        shipDateFixed: true,
      },
    },
    {
      id: "shipping-date-not-known",
      title: {
        ja: "発送予定日の設定が分からないキャンセル要請",
        en: "A cancel request, and it is not known whether the shipping date is set",
      },
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "qoo10",
        edition: "official",
        state: "preparing",
        orderedAt: "2026-11-19T22:00:00+09:00",
        shipBy: null,
        cancelRequestedAt: "2026-11-20T09:30:00+09:00",
      },
    },
  ],

  "coconala-account": [
    {
      id: "nothing-open",
      title: { ja: "取引も売上も残っていない", en: "Nothing open, no sales balance left" },
      role: "member",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala-account",
        state: "active",
        openPurchases: 0,
        undeliveredSales: 0,
        pendingPayouts: 0,
        salesBalance: 0,
      },
    },
    {
      id: "still-open",
      title: { ja: "購入中のサービスと振込待ちの売上がある", en: "A purchase still open, and a transfer under way" },
      role: "member",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala-account",
        state: "active",
        openPurchases: 1,
        undeliveredSales: 0,
        pendingPayouts: 1,
        salesBalance: 12000,
      },
    },
    {
      id: "not-told",
      title: { ja: "未納品の販売があるか確かめていない", en: "Not checked whether a sale is undelivered" },
      role: "member",
      now: "2026-11-20T10:00:00+09:00",
      order: { policy: "coconala-account", state: "active", openPurchases: 0, pendingPayouts: 0 },
    },
    {
      id: "come-back",
      title: { ja: "退会したあと、また使いたい", en: "Closed, and wanting to come back" },
      role: "member",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "coconala-account",
        state: "withdrawn",
        openPurchases: 0,
        undeliveredSales: 0,
        pendingPayouts: 0,
      },
    },
  ],

  crowdworks: [
    {
      id: "silent-client",
      title: { ja: "納品から8日、検収されず返事もない", en: "Eight days after delivery: no inspection, no answer" },
      role: "worker",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "crowdworks",
        state: "delivered",
        dueAt: "2026-11-13T23:59:00+09:00",
        deliveredAt: "2026-11-12T09:30:00+09:00",
      },
    },
    {
      id: "termination-asked",
      title: { ja: "途中終了リクエストの回答期限まで2日", en: "Two days left to answer a request to end the contract" },
      role: "client",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "crowdworks",
        state: "working",
        dueAt: "2026-11-30T23:59:00+09:00",
        terminationRequestedBy: "worker",
        terminationRequestedAt: "2026-11-15T12:00:00+09:00",
      },
    },
    {
      id: "late-tonight",
      title: { ja: "納期まで5時間、間に合いそうにない", en: "Five hours to the due date, and it will not be met" },
      role: "worker",
      now: "2026-11-20T19:00:00+09:00",
      order: { policy: "crowdworks", state: "working", dueAt: "2026-11-20T23:59:00+09:00" },
    },
    {
      id: "no-answer-to-application",
      title: { ja: "応募したまま返事がない（契約前）", en: "Applied, and no answer yet" },
      role: "worker",
      now: "2026-11-20T10:00:00+09:00",
      order: { policy: "crowdworks", state: "applied" },
    },
    {
      id: "escrow-not-paid",
      title: { ja: "契約したが仮払いがまだ", en: "Contracted, but escrow is not paid" },
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "crowdworks",
        edition: "official",
        state: "contracted",
        dueAt: "2026-12-01T23:59:00+09:00",
      },
    },
  ],

  lancers: [
    {
      id: "silent-client",
      title: { ja: "クライアントから3日間連絡がない", en: "Three days without word from the client" },
      role: "lancer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "lancers",
        state: "working",
        triedDirectly: true,
        lastPartnerMessageAt: "2026-11-17T10:00:00+09:00",
      },
    },
    {
      id: "extra-work",
      title: { ja: "契約にない作業を頼まれた", en: "Asked for work outside the contract" },
      role: "lancer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "lancers",
        state: "working",
        outOfScopeRequest: true,
        lastPartnerMessageAt: "2026-11-20T08:20:00+09:00",
      },
    },
    {
      id: "off-platform",
      title: { ja: "直接取引に誘われた", en: "Invited to deal outside the marketplace" },
      role: "lancer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "lancers",
        state: "agreed",
        offPlatformRequest: true,
        lastPartnerMessageAt: "2026-11-19T23:10:00+09:00",
      },
    },
    {
      id: "nudge-opens-soon",
      title: { ja: "あと4時間で連絡催促を申請できる", en: "Four hours until the contact nudge opens" },
      role: "lancer",
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "lancers",
        edition: "official",
        state: "working",
        triedDirectly: true,
        lastPartnerMessageAt: "2026-11-13T14:00:00+09:00",
      },
    },
    {
      id: "nudged",
      title: {
        ja: "連絡催促から5日、完了報告の返事がない",
        en: "Five days after the nudge, completion still unanswered",
      },
      now: "2026-11-20T10:00:00+09:00",
      order: {
        policy: "lancers",
        edition: "official",
        state: "delivered",
        triedDirectly: true,
        askedCommunity: true,
        deliveredAt: "2026-11-06T18:00:00+09:00",
        lastPartnerMessageAt: "2026-11-05T09:00:00+09:00",
        nudgedBy: "lancer",
        nudgedAt: "2026-11-15T11:00:00+09:00",
        dealExpiresAt: "2026-12-20T23:59:59+09:00",
      },
    },
  ],
};

/**
 * The sample of a policy with that id, or its first one.
 *
 * @param {string} policy
 * @param {string} [id]
 * @returns {Sample}
 */
export function sampleOf(policy, id) {
  const own = samples[/** @type {PolicyId} */ (policy)];
  return own.find((sample) => sample.id === id) ?? own[0];
}
