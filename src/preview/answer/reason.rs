//! The shape of a requirement that came out one way or the other.

use serde::Serialize;

use super::{FactName, RuleId, SourceId, Words, shape};
use crate::text::vocabulary;
use crate::time::Instant;

vocabulary! {
    /// The outcome of one requirement.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Status, preview};
    ///
    /// // Nothing is told of `pendingPayouts`.
    /// let account: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala-account", "state": "active", "openPurchases": 0, "undeliveredSales": 2 }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&account, &Options::at(now)).unwrap();
    ///
    /// let withdraw = answer.actions.iter().find(|action| action.id == "withdraw").unwrap();
    /// let status = |rule| withdraw.reasons.iter().find(|reason| reason.rule == rule).unwrap().status;
    /// assert_eq!(status("coconala-account.withdraw.no-open-purchases"), Status::Satisfied);
    /// assert_eq!(status("coconala-account.withdraw.no-undelivered-sales"), Status::Violated);
    /// assert_eq!(status("coconala-account.withdraw.no-pending-payouts"), Status::Unknown);
    /// ```
    Status {
        /// It is met.
        Satisfied = "satisfied",
        /// It is not met.
        Violated = "violated",
        /// Facts are missing, or it depends on what is supplied with the action.
        Unknown = "unknown",
    }
}

shape! {
    /// One requirement and how it came out.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Status, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer").locale("en")).unwrap();
    ///
    /// let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
    /// let window = &revise.reasons[1]; // the first one is about the state
    /// assert_eq!((&*window.rule, window.status), ("coconala.revise.review-window-open", Status::Satisfied));
    /// assert_eq!(window.message, "It is within 7 days of delivery");
    /// assert_eq!(window.facts, ["deliveredAt"]);
    /// assert_eq!(window.until, Instant::parse("2026-11-17T09:00:00+09:00").ok());
    /// ```
    Reason<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// How it came out.
        status: Status,
        /// The rule, in a sentence: what holds where it is satisfied, or would have to hold where that is not known, and
        /// what is missing where it is violated.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// The facts that it reads.
        facts: Vec<FactName<'p>>,
        /// The arguments of the action that it reads.
        arguments: Vec<FactName<'p>>,
        /// The instant from which it comes out otherwise if nobody acts; none: never.
        until: Option<Instant>,
        /// Of a group, how each of its alternatives came out: one that is satisfied is enough. Empty for any
        /// other requirement.
        alternatives: Vec<Reason<'p>>,
    }
}
