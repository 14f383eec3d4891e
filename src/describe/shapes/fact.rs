//! The shapes of a fact.

use serde::Serialize;

use crate::preview::answer::{ChoiceInfo, EditionId, FactName, FactType, Scalar, Words, shape};

shape! {
    /// A fact that an order may have.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, FactType, answer::Scalar, policy};
    ///
    /// let facts = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().facts;
    /// let fact = |id| facts.iter().find(|fact| fact.id == id).unwrap();
    ///
    /// let delivered = fact("deliveredAt");
    /// assert_eq!((delivered.r#type, delivered.has_default), (FactType::Timestamp, false));
    /// assert_eq!(delivered.after, ["purchasedAt"]);
    /// let revisions = fact("revisionsUsed");
    /// assert_eq!((&revisions.default, revisions.min), (&Scalar::Number(0), Some(0)));
    /// assert!(fact("dueAt").nullable && fact("dueAt").deadline);
    /// ```
    FactInfo<'p> {
        /// The key of the fact in an order.
        id: FactName<'p>,
        /// Its type.
        r#type: FactType,
        /// Its name.
        label: Words<'p>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// What it can be, where it is a choice; else empty.
        choices: Vec<ChoiceInfo<'p>>,
        /// Whether leaving it out means something; if not, it is unknown.
        has_default: bool,
        /// What leaving it out means; null is "known to be absent".
        default: Scalar<'p>,
        /// Whether it may be null, "known to be absent".
        nullable: bool,
        /// The smallest number allowed, inclusive.
        min: Option<i64>,
        /// Whether the instant may lie ahead, as a due date does.
        deadline: bool,
        /// Whether it changes while the deal runs by something that is no action of the policy.
        changes: bool,
        /// What has to happen for its instant to become now, in a sentence; steps of ways tell it so.
        step: Option<Words<'p>>,
        /// The facts that it is normally not earlier than.
        after: Vec<FactName<'p>>,
        /// The facts that are given together with it or not at all.
        together: Vec<FactName<'p>>,
        /// The only editions in which it matters; none: it matters in all of them.
        editions: Option<Vec<EditionId<'p>>>,
    }
}
