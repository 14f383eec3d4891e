//! The shape of a warning.

use serde::Serialize;

use super::{FactName, Words, shape};
use crate::text::vocabulary;

vocabulary! {
    /// What is odd about an order that was understood.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::WarningCode, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{
    ///     "policy": "coconala", "state": "delivered",
    ///     "purchasedAt": "2026-11-12T09:00:00+09:00", "deliveredAt": "2026-11-10T09:00:00+09:00"
    /// }"#).unwrap();
    /// let codes = |now| {
    ///     let options = Options::at(Instant::parse(now).unwrap());
    ///     preview(&order, &options).unwrap().warnings.iter().map(|warning| warning.code).collect::<Vec<_>>()
    /// };
    /// assert_eq!(codes("2026-11-13T09:00:00+09:00"), [WarningCode::FactsOutOfOrder]);
    /// assert!(codes("2026-11-11T09:00:00+09:00").contains(&WarningCode::FactInFuture));
    /// ```
    WarningCode {
        /// A fact tells of something that has yet to happen.
        FactInFuture = "fact-in-future",
        /// A fact lies in the first years after 1970, and now is decades later: perhaps it is in seconds, where
        /// milliseconds are meant.
        FactInSeconds = "fact-in-seconds",
        /// Something is told to have happened before something that comes before it.
        FactsOutOfOrder = "facts-out-of-order",
        /// A fact is left out or null, though one that it is given together with is given, so what depends on it is unknown.
        FactsApart = "facts-apart",
        /// A day that is counted from a fact lies beyond what the calendar of the policy knows, so what depends on it is
        /// unknown.
        BeyondCalendar = "beyond-calendar",
        /// A number, an instant or a length of time that is computed from a fact is larger or smaller than can be
        /// counted with, so what depends on it is unknown.
        Overflow = "overflow",
    }
}

shape! {
    /// Something odd about an order that was understood.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::WarningCode, preview};
    ///
    /// // Delivered next year: the order is answered all the same.
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2027-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now)).unwrap();
    /// assert_eq!((answer.warnings[0].code, &*answer.warnings[0].path), (WarningCode::FactInFuture, "deliveredAt"));
    /// ```
    Warning<'p> {
        /// What kind of thing it is.
        code: WarningCode,
        /// The fact; empty where it is none that is counted from.
        path: FactName<'p>,
        /// What is odd, in a sentence.
        message: Words<'p>,
    }
}
