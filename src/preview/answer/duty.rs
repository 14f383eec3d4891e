//! The shape of a duty.

use serde::Serialize;

use super::{Certainty, RoleId, RuleId, SourceId, Words, shape};
use crate::time::Instant;

shape! {
    /// What a party must do.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Certainty, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now)).unwrap();
    ///
    /// let review = &answer.duties[0];
    /// assert_eq!((&*review.rule, review.role.as_deref()), ("coconala.review-delivery", Some("buyer")));
    /// assert_eq!(review.due, Instant::parse("2026-11-17T09:00:00+09:00").ok());
    /// assert_eq!((review.overdue, review.certainty), (Some(false), Certainty::Certain));
    /// ```
    Duty<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// Who must; none where it depends on what the order does not tell.
        role: Option<RoleId<'p>>,
        /// The instant from which it is overdue; none where there is none or it is not known.
        due: Option<Instant>,
        /// Whether it is overdue; none where that is not known.
        overdue: Option<bool>,
        /// Whether the duty stands for sure.
        certainty: Certainty,
        /// What must be done, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
    }
}
