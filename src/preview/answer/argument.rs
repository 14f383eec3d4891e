//! The shape of what a person supplies with an action, which is like a fact.

use serde::Serialize;

use super::{FactName, Scalar, Words, shape};
use crate::text::vocabulary;

vocabulary! {
    /// The type of a fact.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, FactType, policy};
    ///
    /// let facts = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().facts;
    /// let r#type = |id| facts.iter().find(|fact| fact.id == id).unwrap().r#type;
    /// assert_eq!(r#type("deliveredAt"), FactType::Timestamp);
    /// assert_eq!(r#type("revisionsUsed"), FactType::Int);
    /// assert_eq!(r#type("cancelRequestedBy"), FactType::Choice);
    /// ```
    FactType {
        /// An instant.
        Timestamp = "timestamp",
        /// A length of time.
        Duration = "duration",
        /// A whole number.
        Int = "int",
        /// True or false.
        Bool = "bool",
        /// An amount of money, in whole minor units of the currency of the policy.
        Money = "money",
        /// One of a few texts.
        Choice = "choice",
    }
}

shape! {
    /// What a person supplies with an action.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let actions = policy("crowdworks").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let extension = actions.iter().find(|action| action.id == "request-extension").unwrap();
    /// assert_eq!((&*extension.with[0].id, &*extension.with[0].label), ("newDueAt", "New due date"));
    /// assert_eq!(extension.agreed.as_ref().unwrap().set[0].fact, "dueAt");
    /// ```
    ArgumentInfo<'p> {
        /// Its key under `with`.
        id: FactName<'p>,
        /// What kind of value it has.
        r#type: FactType,
        /// What a form calls it.
        label: Words<'p>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// What can be chosen, where it is a choice.
        choices: Vec<ChoiceInfo<'p>>,
        /// Whether it can be left out.
        has_default: bool,
        /// What leaving it out means; null also for "there is none".
        default: Scalar<'p>,
        /// Whether null may be passed, for "there is none".
        nullable: bool,
        /// The smallest number, inclusive.
        min: Option<i64>,
        /// Whether the instant may lie ahead.
        deadline: bool,
    }
}

shape! {
    /// One of the texts that a choice can be.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let facts = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().facts;
    /// let asked_by = facts.iter().find(|fact| fact.id == "cancelRequestedBy").unwrap();
    /// assert_eq!((&*asked_by.choices[1].id, &*asked_by.choices[1].label), ("seller", "Seller"));
    /// ```
    ChoiceInfo<'p> {
        /// The text in an order.
        id: Words<'p>,
        /// Its name.
        label: Words<'p>,
    }
}
