// The headline: what it decides holds for every order of the acceptance cases, and what it says of the tasks people come with.

/** @import { Action, Order, Preview, RoleId } from "torihiki" */
/** @import { Headline } from "../../www/shared/headline.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import init, { describe, preview } from "torihiki";
import { namesOf } from "../../www/shared/context.js";
import { isHarmful } from "../../www/shared/harm.js";
import { headlineOf } from "../../www/shared/headline.js";
import { asText, sayHeadline } from "../../www/shared/headline/sentences.js";
import { readCases } from "../support/acceptance-cases.mjs";

await init();

/**
 * @param {Preview} answer
 * @param {string | null} role
 * @param {"ja" | "en"} locale
 */
function told(answer, role, locale) {
  const { id, edition } = answer.policy;
  const states = describe(id, { edition, locale }).editions.flatMap(
    (one) => describe(id, { edition: one.id, locale }).states,
  );
  const names = namesOf(describe(id, { edition, locale }), states);
  const telling = { ...names, locale, role, now: answer.asOf, state: answer.state.effective, isPlain: true };
  return asText(sayHeadline(headlineOf(answer, role), telling), telling);
}

/** Every answer of the cases, for each role and for everybody, with what is told of it. */
const all = readCases().flatMap(({ file, case: { name, order, now, expect } }) => {
  if (expect === undefined) return [];
  const { roles } = describe(order.policy, { edition: order.edition });
  return [null, ...roles.map(({ id }) => id)].map((role) => {
    const answer = preview(order, { role, now, locale: "en" });
    return { name: `${file}: ${name} (${role ?? "everybody"})`, role, answer, headline: headlineOf(answer, role) };
  });
});

/**
 * A test of every headline, which tells all that fail.
 *
 * @param {string} name
 * @param {(headline: Headline, answer: Preview, role: string | null) => boolean} holds
 */
const property = (name, holds) =>
  test(name, () => {
    assert.ok(all.length > 1000, `there are ${all.length} answers`);
    const failed = all.filter(({ headline, answer, role }) => !holds(headline, answer, role));
    assert.deepEqual(
      failed.map((one) => one.name),
      [],
    );
  });

property("what hurts whoever takes it, or costs them money, is never recommended", ({ kind, action }) => {
  if (kind !== "do" && kind !== "can") return true;
  return action !== null && action.verdict === "allowed" && action.harm !== "danger" && !isHarmful(action);
});

property("what hurts is told as possible only where nothing harmless is", ({ kind, action }, { actions }, role) => {
  if (kind !== "harmful") return true;
  const own = actions.filter((one) => role === null || one.role === role);
  return action !== null && isHarmful(action) && own.every((one) => one.verdict !== "allowed" || isHarmful(one));
});

property("what is recommended stands beside what it is better than", ({ kind, avoid, action }) => {
  if (kind !== "do") return true;
  return avoid !== null && avoid.harm === "danger" && avoid.verdict === "allowed" && avoid.role === action?.role;
});

property("every edition that disagrees is named", (headline, { editions, actions, policy }) => {
  const disagreeing = editions.filter(
    ({ edition, agrees }) =>
      !agrees || actions.some((action) => action.editions.some((one) => one.edition === edition && !one.agrees)),
  );
  // Where another edition tells the headline, it is that of the answer that says otherwise.
  const named = [headline.edition, ...headline.disagreements.map(({ edition }) => edition)];
  const own = headline.edition === null || named.includes(policy.edition);
  return own && disagreeing.every(({ edition }) => named.includes(edition));
});

property("no deadline is later than the safe one, unless it is said that it is not safe", (headline, { asOf }) => {
  const { deadline, action, kind } = headline;
  if (deadline === null) return true;
  if (deadline.at <= asOf) return false;
  if (action === null || kind === "opens") return true;
  const { safeUntil } = action;
  if (safeUntil === null || deadline.at <= safeUntil) return true;
  return !deadline.isSafe && safeUntil <= asOf && headline.disagreements.length > 0;
});

property("no duty is due earlier by another edition than is told", ({ kind, duty, deadline }, { editions, asOf }) => {
  if (duty === null || deadline === null || (kind !== "must" && kind !== "wait")) return true;
  const dues = editions.flatMap(({ duties }) =>
    duties.filter(({ rule, role }) => rule === duty.rule && role === duty.role).map(({ due }) => due),
  );
  return dues.every((due) => due === null || due <= asOf || deadline.at <= due);
});

property("where somebody is told to do or may do something, it is their own", ({ action, duty, kind }, _, role) => {
  const own = kind === "must" ? (duty?.role ?? role) : (action?.role ?? role);
  return role === null || own === role;
});

property("facts are asked for only where they are missing", ({ missing }, { actions }) =>
  missing.every((fact) => actions.some((action) => action.missing.some((one) => one === fact))),
);

test("every headline is said in both languages, without a gap", () => {
  for (const { name, answer, role } of all) {
    const text = { ja: told(answer, role, "ja"), en: told(answer, role, "en") };
    for (const [locale, said] of Object.entries(text)) {
      assert.doesNotMatch(said, /undefined|null|NaN|Invalid|。。|\.\.|「」|“”/, `${name} in ${locale}`);
      assert.ok(said.length > 5, name);
    }
  }
});

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {Order} order
 * @property {RoleId | null} role
 * @property {string} now
 * @property {string} ja
 * @property {string} en
 */

/** @type {Task[]} */
const tasks = [
  {
    name: "a buyer with bad work on Coconala",
    order: {
      policy: "coconala",
      state: "delivered",
      purchasedAt: "2026-11-10T12:00:00+09:00",
      deliveredAt: "2026-11-19T09:00:00+09:00",
    },
    role: "buyer",
    now: "2026-11-20T10:00:00+09:00",
    ja: "納品から7日以内に、承認するか差し戻す必要があります。安全な期限は 11月22日(日) 9:00。何もしない場合：承認も差し戻しもないまま納品から7日が過ぎると、取引は自動で完了します。解説記事では、期限は 11月26日(木) 9:00 です。公式では、期限は 11月22日(日) 9:00 です。",
    en: "Approve the delivery or send it back within 7 days. Safe until Sun 22 Nov, 09:00. If nobody acts: an order that is neither approved nor sent back within 7 days of delivery completes automatically. According to the guide article, it is due Thu 26 Nov, 09:00. According to the official page, it is due Sun 22 Nov, 09:00.",
  },
  {
    name: "the same, where by one reading it is over",
    order: {
      policy: "coconala",
      state: "delivered",
      purchasedAt: "2026-11-05T12:00:00+09:00",
      deliveredAt: "2026-11-14T09:00:00+09:00",
    },
    role: "buyer",
    now: "2026-11-20T10:00:00+09:00",
    ja: "納品から7日以内に、承認するか差し戻す必要があります。期限は 11月21日(土) 9:00（解説記事の場合）。何もしない場合：承認も差し戻しもないまま納品から7日が過ぎると、取引は自動で完了します。公式では、11月17日(火) 9:00 に、すでに「完了」になっています。",
    en: "Approve the delivery or send it back within 7 days. Due Sat 21 Nov, 09:00 (guide article). If nobody acts: an order that is neither approved nor sent back within 7 days of delivery completes automatically. According to the official page, it is already “Completed”, since Tue 17 Nov, 09:00.",
  },
  {
    name: "a Qoo10 seller with a parcel on its way",
    order: {
      policy: "qoo10",
      state: "handed-over",
      orderedAt: "2026-11-18T21:00:00+09:00",
      shipBy: "2026-11-21T23:59:59+09:00",
      cancelRequestedAt: "2026-11-20T08:40:00+09:00",
      shipDateFixed: true,
    },
    role: "seller",
    now: "2026-11-20T10:00:00+09:00",
    ja: "キャンセル要請を拒否してください。「キャンセル要請を承認する」は選ばないでください。承認すると、荷物は届くのに代金は受け取れません。拒否した当日中に、送り状番号を入力する必要があります。",
    en: "Refuse the cancel request. Do not choose “Approve the cancel request”. The parcel still arrives, but the money is gone. The tracking number has to be entered the same day.",
  },
  {
    name: "a CrowdWorks worker ten days after delivery",
    order: { policy: "crowdworks", state: "delivered", deliveredAt: "2026-11-10T10:00:00+09:00" },
    role: "worker",
    now: "2026-11-20T10:00:00+09:00",
    ja: "連絡が取れないことを事務局に報告できます。事務局は、仕事の出来や契約内容をめぐる争いの判断はしません。公式では、いまはできません。",
    en: "You can report the other party as unresponsive. The operator does not judge the work or settle a dispute about it. According to the official page, it is not allowed now.",
  },
  {
    name: "a Lancers freelancer before escrow",
    order: { policy: "lancers", state: "agreed" },
    role: "lancer",
    now: "2026-11-20T10:00:00+09:00",
    ja: "クライアントは、作業が始まる前に仮払いをする必要があります。まだ「作業を始める」に進まないでください。仮払い前の作業は保護されず、報酬を受け取れないおそれがあります。公式では、ほかの点で判断が異なります。",
    en: "Client: Pay escrow before work starts. Do not go on to “Start work” yet. Work done before escrow is not protected and may go unpaid. According to the official page, other parts of the answer differ.",
  },
  {
    name: "closing an account",
    order: {
      policy: "coconala-account",
      state: "active",
      openPurchases: 0,
      undeliveredSales: 0,
      pendingPayouts: 0,
      salesBalance: 0,
    },
    role: "member",
    now: "2026-11-20T10:00:00+09:00",
    ja: "退会できます。これまでの実績と評価はすべて失われ、元に戻りません。公式では、影響や必要な同意が異なります。",
    en: "You can close the account. Achievements and ratings are gone for good. According to the official page, the effects or the consent needed differ.",
  },
  {
    name: "an account of which something is not known",
    order: { policy: "coconala-account", state: "active", openPurchases: 0, pendingPayouts: 0 },
    role: "member",
    now: "2026-11-20T10:00:00+09:00",
    ja: "退会できるかどうかは、「未納品の販売件数」によって決まります。これまでの実績と評価はすべて失われ、元に戻りません。公式では、影響や必要な同意が異なります。",
    en: "Whether “Close the account” is possible depends on “Undelivered sales”. Achievements and ratings are gone for good. According to the official page, the effects or the consent needed differ.",
  },
  {
    name: "a seller whom only the marketplace's own page gives a deadline",
    order: {
      policy: "coconala",
      state: "in-progress",
      purchasedAt: "2026-11-15T18:00:00+09:00",
      dueAt: "2026-11-25T23:59:00+09:00",
      cancelRequestedBy: "buyer",
      cancelRequestedAt: "2026-11-19T21:20:00+09:00",
      firstSellerMessageAt: "2026-11-15T18:45:00+09:00",
      lastSellerMessageAt: "2026-11-18T11:00:00+09:00",
    },
    role: "seller",
    now: "2026-11-20T10:00:00+09:00",
    ja: "届いたキャンセル申請に、24時間以内に回答する必要があります。期限は 11月20日(金) 21:20（公式の場合）。何もしない場合：キャンセル申請に回答がないまま24時間が過ぎると、キャンセルが成立します。出品者に星1の評価が付きます。出品者のサービスが受付休止になります。解説記事では、この義務はありません。",
    en: "Answer the other party’s cancellation request within 24 hours, or before the order ends if that comes first. Due Fri 20 Nov, 21:20 (official page). If nobody acts: a cancellation request that is not answered within 24 hours takes effect. The seller is rated one star. The seller’s services are paused. According to the guide article, there is no such duty.",
  },
  {
    name: "a deal that has ended by itself",
    order: {
      policy: "qoo10",
      state: "preparing",
      orderedAt: "2026-11-14T10:00:00+09:00",
      shipBy: "2026-11-18T23:59:59+09:00",
      cancelRequestedAt: "2026-11-20T07:15:00+09:00",
      shipDateFixed: true,
    },
    role: "seller",
    now: "2026-11-20T10:00:00+09:00",
    ja: "すでに「キャンセル済み」になっています。発送期限を過ぎてからのキャンセル要請は、その時点で成立します。",
    en: "It is already “Cancelled”. A cancel request made after the shipping deadline cancels the order at once.",
  },
];

for (const { name, order, role, now, ja, en } of tasks) {
  test(`the headline of ${name}`, () => {
    const said = (/** @type {"ja" | "en"} */ locale) => told(preview(order, { role, now, locale }), role, locale);
    assert.deepEqual({ ja: said("ja"), en: said("en") }, { ja, en });
  });
}

test("a label is said as people say a verb, and quoted where it is none", async () => {
  const { words } = await import("../../www/shared/headline/words.js");
  const { ja, en } = words;
  assert.equal(ja.please("差し戻す"), "差し戻してください");
  assert.equal(ja.please("キャンセル要請を拒否する"), "キャンセル要請を拒否してください");
  assert.equal(ja.please("申請を断る"), "「申請を断る」を選んでください");
  assert.equal(ja.can("受取確認をする"), "受取確認ができます");
  assert.equal(ja.can("差し戻す"), "差し戻せます");
  assert.equal(ja.can("申請を断る"), "申請を断ることができます");
  assert.equal(ja.can("キャンセル"), "「キャンセル」ができます");
  assert.equal(en.can("Send back for revision"), "You can send back for revision");
  assert.equal(en.can("NDA wanted"), "You can NDA wanted");
});

test("what only may happen if nobody acts is told so", () => {
  const telling = all.filter(({ headline }) => headline.transition !== null);
  let [certain, possible] = [0, 0];
  for (const { name, answer, role, headline } of telling) {
    const isPossible = headline.transition?.certainty === "possible";
    const ja = told(answer, role, "ja").match(/何もしない場合(.*?)：/)?.[1];
    const en = told(answer, role, "en").match(/If nobody acts(.*?): /)?.[1];
    if (ja === undefined || en === undefined) continue;
    assert.deepEqual([/未確定）$/.test(ja), /not certain\)$/.test(en)], [isPossible, isPossible], name);
    if (isPossible) possible += 1;
    else certain += 1;
  }
  assert.ok(certain > 20 && possible > 0, `${certain} are certain and ${possible} possible`);
});
