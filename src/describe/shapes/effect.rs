//! The shape of what follows.

use serde::Serialize;

use super::PeriodInfo;
use crate::policy::{Certainty, EffectKind, EffectOn, Severity};
use crate::preview::answer::{ParamName, RoleId, RuleId, SourceId, Words, shape};

shape! {
    /// What follows.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, EffectKind, Severity, policy};
    ///
    /// let actions = policy("qoo10").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let approve = actions.iter().find(|action| action.id == "approve-cancel").unwrap();
    /// let loses = approve.effects.iter().find(|effect| effect.rule.ends_with("loses-goods-and-money")).unwrap();
    /// assert_eq!((loses.kind, loses.severity), (EffectKind::Payout, Severity::Danger));
    /// assert_eq!(loses.when.as_deref(), Some(r#"state == "handed-over""#));
    /// assert_eq!(loses.audience.as_deref().unwrap(), ["seller"]);
    /// ```
    EffectInfo<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// What it is about.
        kind: EffectKind,
        /// How much it matters to those whom it concerns.
        severity: Severity,
        /// The roles that it concerns; none: it depends on the order.
        audience: Option<Vec<RoleId<'p>>>,
        /// Of an action to which somebody has to agree, from what it follows: until it is agreed to, what follows from
        /// that is only possible. Of one that asserts something, `untrue` where it warns of asserting what is not so. None
        /// of any other.
        on: Option<EffectOn>,
        /// Whether it follows for sure, where its condition holds, or may.
        certainty: Certainty,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// How much money it is about, as an expression; none where the policy does not say.
        amount: Option<Words<'p>>,
        /// What follows, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The parameters that it rests on: those in its condition, its amount and its message.
        params: Vec<ParamName<'p>>,
        /// When it is in force, by the date of the order; none: always.
        in_force: Option<PeriodInfo>,
    }
}
