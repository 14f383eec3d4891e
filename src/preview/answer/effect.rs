//! The shape of what follows.

use serde::Serialize;

use super::{RoleId, RuleId, SourceId, Words, shape};
use crate::policy::{EffectKind, Severity};
use crate::text::vocabulary;

vocabulary! {
    /// How sure it is that something follows.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Certainty, preview};
    ///
    /// // Whether a cancellation counts depends on when the order was placed, which nobody told.
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "qoo10", "state": "preparing", "cancelRequestedAt": "2026-11-11T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-11T10:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller")).unwrap();
    ///
    /// let approve = answer.actions.iter().find(|action| action.id == "approve-cancel").unwrap();
    /// let certainty = |rule| approve.effects.iter().find(|effect| effect.rule == rule).unwrap().certainty;
    /// assert_eq!(certainty("qoo10.approve-cancel.full-refund"), Certainty::Certain);
    /// assert_eq!(certainty("qoo10.approve-cancel.counted"), Certainty::Possible);
    /// ```
    Certainty {
        /// It follows.
        Certain = "certain",
        /// It may follow: facts are missing.
        Possible = "possible",
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
        /// What follows, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
    }
}
