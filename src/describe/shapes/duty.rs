//! The shape of a duty.

use serde::Serialize;

use super::PeriodInfo;
use crate::preview::answer::{ParamName, RoleId, RuleId, SourceId, StateId, Words, shape};

shape! {
    /// What a party must do.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let duties = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().duties;
    /// let review = duties.iter().find(|duty| duty.rule == "coconala.review-delivery").unwrap();
    /// assert_eq!((review.role.as_deref(), &*review.r#in[0]), (Some("buyer"), "delivered"));
    /// assert_eq!(review.due.as_deref(), Some("deliveredAt + reviewWindow"));
    /// ```
    DutyInfo<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// Who must; none: it depends on the order.
        role: Option<RoleId<'p>>,
        /// The states in which the duty stands.
        r#in: Vec<StateId<'p>>,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// The expression for the instant from which it is overdue; none: there is none.
        due: Option<Words<'p>>,
        /// What must be done, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The parameters that it rests on: those in its condition, its due date and its message.
        params: Vec<ParamName<'p>>,
        /// When it is in force, by the date of the order; none: always.
        in_force: Option<PeriodInfo>,
    }
}
