//! The shape of what follows.

use serde::Serialize;

use super::{RoleId, RuleId, SourceId, Words, shape};
use crate::policy::{Certainty, EffectKind, Severity};
use crate::time::Instant;

shape! {
    /// An amount of money.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, Policy};
    ///
    /// // What is cancelled costs twice the price.
    /// let document: Data = serde_json::from_str(r#"{
    ///     "format": "torihiki/1", "id": "stay", "utcOffset": "+00:00", "currency": "USD",
    ///     "label": { "ja": "宿泊", "en": "Stay" },
    ///     "roles": ["guest"], "roleLabels": { "guest": { "ja": "ゲスト", "en": "Guest" } },
    ///     "facts": { "price": { "type": "money", "label": { "ja": "料金", "en": "Price" } } },
    ///     "states": { "booked": { "label": { "ja": "予約済み", "en": "Booked" } } },
    ///     "actions": { "cancel": {
    ///         "verb": "cancel", "roles": ["guest"], "from": ["booked"],
    ///         "label": { "ja": "キャンセルする", "en": "Cancel" },
    ///         "effects": [{
    ///             "rule": "fee", "kind": "payout", "severity": "caution", "amount": "price + price",
    ///             "message": { "ja": "{amount}かかります", "en": "It costs {amount}" }
    ///         }]
    ///     } }
    /// }"#).unwrap();
    /// let policy = Policy::new(&document).unwrap_or_else(|problems| panic!("{problems}"));
    /// let order: Data = serde_json::from_str(r#"{ "state": "booked", "price": 12345 }"#).unwrap();
    /// let answer = policy.preview(&order, &Options::at(Instant::from_millis(0).unwrap())).unwrap();
    ///
    /// let fee = &answer.actions[0].effects[0];
    /// let amount = fee.amount.as_ref().unwrap();
    /// assert_eq!((amount.value, &*amount.currency), (24690, "USD"));
    /// assert_eq!(fee.message, "$246.90かかります");
    /// ```
    Amount<'p> {
        /// In whole minor units: yen, or cents.
        value: i64,
        /// The code of the currency in ISO 4217, such as `JPY`.
        currency: Words<'p>,
    }
}

shape! {
    /// What follows from an action or a transition.
    ///
    /// ```
    /// use torihiki::{Data, EffectKind, Instant, Options, Severity, preview};
    ///
    /// // The parcel is with the carrier, and the buyer wants to cancel. What if the seller agrees?
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "qoo10", "state": "handed-over", "cancelRequestedAt": "2026-11-11T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-11T10:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller")).unwrap();
    ///
    /// let approve = answer.actions.iter().find(|action| action.id == "approve-cancel").unwrap();
    /// let worst = approve.effects.iter().find(|effect| effect.severity == Severity::Danger).unwrap();
    /// assert_eq!((&*worst.rule, worst.kind), ("qoo10.approve-cancel.loses-goods-and-money", EffectKind::Payout));
    /// assert_eq!(worst.audience, ["seller"]);
    /// ```
    Effect<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// What it is about.
        kind: EffectKind,
        /// How much it matters to those whom it concerns.
        severity: Severity,
        /// The roles that it concerns.
        audience: Vec<RoleId<'p>>,
        /// Whether it is sure.
        certainty: Certainty,
        /// How much money it is about; none where the policy does not say, or facts for it are missing.
        amount: Option<Amount<'p>>,
        /// The instant from which it is otherwise if nobody acts: it no longer follows, is more or less certain, or
        /// comes to another amount. None: never. What follows from a transition stays so.
        until: Option<Instant>,
        /// What follows, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
    }
}
