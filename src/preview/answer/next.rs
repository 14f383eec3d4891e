//! The shape of the next change.

use serde::Serialize;

use crate::text::vocabulary;
use crate::time::Instant;

vocabulary! {
    /// What changes, by how much it matters: where several things change at once, the first.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Change, preview};
    ///
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let next = |order: &str| {
    ///     let order: Data = serde_json::from_str(order).unwrap();
    ///     preview(&order, &Options::at(now).role("buyer")).unwrap().next.unwrap().what
    /// };
    /// let delivered = r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#;
    /// assert_eq!(next(delivered), Change::State); // and verdicts and a duty, which matter less
    /// let due = r#"{ "policy": "coconala", "state": "in-progress", "dueAt": "2026-11-20T09:00:00+09:00" }"#;
    /// assert_eq!(next(due), Change::Duty);
    /// ```
    Change {
        /// The state of the deal.
        State = "state",
        /// Whether an action may be taken.
        Verdict = "verdict",
        /// The outcome of a requirement.
        Reason = "reason",
        /// What follows from an action.
        Effect = "effect",
        /// Whether the other party has to agree.
        Consent = "consent",
        /// Whether a duty stands, or is overdue.
        Duty = "duty",
        /// Whether a message fits.
        Draft = "draft",
        /// Whether something odd is so.
        Warning = "warning",
        /// What another edition says, and nothing by this one.
        Edition = "edition",
    }
}

/// The next change of an answer.
///
/// ```
/// use torihiki::{Data, Instant, Options, answer::{Change, Next}, preview};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let next = preview(&order, &Options::at(now)).unwrap().next;
///
/// // Until then there is no need to ask again.
/// let at = Instant::parse("2026-11-17T09:00:00+09:00").unwrap();
/// assert_eq!(next, Some(Next { at, what: Change::State }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Next {
    /// When.
    pub at: Instant,
    /// What changes then; where several things do, what matters most.
    pub what: Change,
}
