/** The policy that an author begins with: small, whole, and with one of each thing. */

/**
 * @param {string} id
 */
export const firstPolicy = (
  id,
) => `# The rules of a marketplace. The format: https://github.com/torihiki/torihiki/blob/main/src/policies/README.md
format    = "torihiki/1"
id        = "${id}"
utcOffset = "+09:00"            # where days end
source    = "terms"             # what a rule rests on that names no other
label     = { ja = "わたしたちの市場", en = "Our marketplace" }
roles     = ["buyer", "seller"]

[roleLabels]
buyer  = { ja = "購入者", en = "Buyer" }
seller = { ja = "出品者", en = "Seller" }

# Every rule says where it comes from.
[sources.terms]
kind  = "official"
title = { ja = "利用規約", en = "Terms of use" }
url   = "https://example.com/terms"
date  = "2026-01-01"            # what the page bears
read  = "2026-01-01"            # when it was read

# What an order may change for itself.
[params.returnTime]
label = { ja = "返品の期間", en = "Time to send back" }
value = "14d"                   # 14 times 24 hours, on the clock

[params.sendingTime]
label = { ja = "発送の期限", en = "Time to send" }
value = "3d"

# What is known of an order. One that is left out is unknown, and is never taken for false.
[facts.paidAt]
type  = "timestamp"
label = { ja = "支払い日時", en = "Paid at" }

[facts.sentAt]
type  = "timestamp"
label = { ja = "発送日時", en = "Sent at" }

[states.paid]
label = { ja = "発送待ち", en = "To be sent" }

[states.sent]
label = { ja = "発送済み", en = "Sent" }

[states.cancelled]
label = { ja = "キャンセル済み", en = "Cancelled" }
note  = { ja = "代金は購入者に返金されます", en = "The buyer gets the money back" }
final = true

[states.completed]
label = { ja = "完了", en = "Completed" }
note  = { ja = "代金は出品者に支払われます", en = "The seller is paid" }
final = true

# What happens by itself.
[[transitions]]
rule    = "completes"
from    = ["sent"]
at      = "sentAt + returnTime"
to      = "completed"
message = { ja = "発送から{returnTime}が過ぎると、取引は完了します", en = "{returnTime} after it was sent, the order completes" }

# Who has to do what, and by when.
[[duties]]
rule    = "send"
role    = "seller"
in      = ["paid"]
due     = "paidAt + sendingTime"
message = { ja = "支払いから{sendingTime}以内に発送してください", en = "Send it within {sendingTime} of payment" }

[actions.send]
verb  = "other"
label = { ja = "発送を知らせる", en = "Say that it was sent" }
roles = ["seller"]
from  = ["paid"]
to    = "sent"
set   = { sentAt = "now" }

[actions.cancel]
verb  = "cancel"
label = { ja = "キャンセルする", en = "Cancel" }
roles = ["buyer"]
from  = ["paid"]
to    = "cancelled"

[[actions.cancel.requires]]
rule     = "late"
that     = "now >= paidAt + sendingTime"
message  = { ja = "支払いから{sendingTime}が過ぎても発送されていません", en = "It was not sent within {sendingTime} of payment" }
violated = { ja = "支払いから{sendingTime}が過ぎるまではキャンセルできません", en = "It can be cancelled once {sendingTime} have passed since payment" }

[[actions.cancel.effects]]
rule     = "refund"
kind     = "refund"
severity = "info"
message  = { ja = "代金は全額返金されます", en = "The whole price is refunded" }

[actions.send-back]
verb  = "cancel"
label = { ja = "返品する", en = "Send back" }
roles = ["buyer"]
from  = ["sent"]
to    = "cancelled"

[[actions.send-back.requires]]
rule     = "in-time"
that     = "now < sentAt + returnTime"
message  = { ja = "返品の期間内です", en = "There is still time to send it back" }
violated = { ja = "返品の期間は過ぎています", en = "The time to send it back has passed" }
`;

/**
 * Its cases: each instant a millisecond before, at and after it, and what nobody knows.
 *
 * @param {string} id
 */
export function firstCases(id) {
  const paid = { state: "paid", paidAt: "2026-11-10T09:00:00+09:00" };
  const sent = { state: "sent", sentAt: "2026-11-10T09:00:00+09:00" };
  const around = (/** @type {string} */ day) =>
    ["08:59:59.999", "09:00:00.000", "09:00:00.001"].map((time) => `${day}T${time}+09:00`);
  const [early, due, late] = around("2026-11-13");
  const [before, end, after] = around("2026-11-24");
  const allowed = { verdict: "allowed" };
  const tooLate = { state: "completed", happened: [{ rule: `${id}.completes`, at: end, to: "completed" }] };
  return [
    {
      name: "it cannot be cancelled while the seller still has time to send it",
      order: paid,
      now: early,
      expect: {
        state: "paid",
        duties: { [`${id}.send`]: { role: "seller", due, overdue: false } },
        actions: { cancel: { verdict: "denied", opensAt: due, violated: [`${id}.cancel.late`] }, send: allowed },
      },
    },
    {
      name: "it can be cancelled three days after payment, to the millisecond",
      order: paid,
      now: due,
      expect: {
        duties: { [`${id}.send`]: { overdue: true } },
        actions: { cancel: { verdict: "allowed", leadsTo: "cancelled", effects: [`${id}.cancel.refund`] } },
      },
    },
    {
      name: "and from then on",
      order: paid,
      now: late,
      expect: { actions: { cancel: allowed } },
    },
    {
      name: "without the day of payment it is not known whether it can be cancelled",
      order: { state: "paid" },
      now: due,
      expect: { actions: { cancel: { verdict: "unknown", missing: ["paidAt"] } } },
    },
    {
      name: "it can be sent back for 14 days",
      order: sent,
      now: before,
      expect: {
        state: "sent",
        ifNobodyActs: [{ rule: `${id}.completes`, at: end, to: "completed" }],
        actions: { "send-back": { verdict: "allowed", until: end } },
      },
    },
    {
      name: "after 14 days the order has completed",
      order: sent,
      now: end,
      expect: { ...tooLate, actions: { "send-back": { verdict: "denied" } } },
    },
    {
      name: "and stays so",
      order: sent,
      now: after,
      expect: tooLate,
    },
    {
      name: "without the day on which it was sent it is not known whether it can be sent back",
      order: { state: "sent" },
      now: end,
      expect: { actions: { "send-back": { verdict: "unknown", missing: ["sentAt"] } } },
    },
  ];
}
