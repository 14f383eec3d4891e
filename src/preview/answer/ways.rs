//! The shapes of a way.

use serde::Serialize;

use super::{ActionId, FactName, PolicyRef, RoleId, Scalar, StateId, Words, shape};
use crate::time::Instant;

shape! {
    /// The ways from an order to a goal.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/ways.md"))]
    Ways<'p> {
        /// What they were computed from.
        policy: PolicyRef<'p>,
        /// The instant from which they start.
        as_of: Instant,
        /// The role for which they were looked for; none: for anyone.
        role: Option<RoleId<'p>>,
        /// Where they lead.
        goal: Goal<'p>,
        /// The shortest ways, at most five, of at most five steps each. Those with fewer steps come
        /// first, and of those that are equally long the ones with fewer steps by other roles. A way
        /// without steps: it is so already.
        ways: Vec<Way<'p>>,
        /// Whether the search ended at its bounds: there may be other ways, or longer ones.
        gave_up: bool,
    }
}

shape! {
    /// What is to be reached: a state, or that an action is allowed.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/goal.md"))]
    Goal<'p> {
        /// The id of the state.
        state: Option<StateId<'p>>,
        /// The id of the action.
        action: Option<ActionId<'p>>,
        /// Its name, for people.
        label: Words<'p>,
    }
}

shape! {
    /// Steps that lead to a goal, one after the other.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/way.md"))]
    Way<'p> {
        /// The steps.
        steps: Vec<Step<'p>>,
        /// When the goal is reached: at once after the last step.
        at: Instant,
    }
}

/// One step on a way.
#[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/step.md"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Step<'p> {
    /// Somebody acts.
    Act(ActStep<'p>),
    /// Nobody acts for a while.
    Wait(WaitStep<'p>),
    /// A fact is so.
    Fact(FactStep<'p>),
    /// There is no way.
    Never(NeverStep<'p>),
}

impl<'p> Step<'p> {
    /// The step, in a sentence.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Locale, Options, ways};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
    /// let options = Options::at(Instant::parse("2026-11-16T09:00:00+09:00").unwrap()).locale(Locale::En);
    /// let answer = ways(&order, "delivered", &options).unwrap();
    /// assert_eq!(*answer.ways[0].steps[0].message(), "The seller has to do “Deliver formally”");
    /// ```
    #[must_use]
    pub fn message(&self) -> &Words<'p> {
        match self {
            Step::Act(step) => &step.message,
            Step::Wait(step) => &step.message,
            Step::Fact(step) => &step.message,
            Step::Never(step) => &step.message,
        }
    }
}

shape! {
    /// Somebody acts.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/act-step.md"))]
    ActStep<'p> {
        /// The role that acts.
        by: RoleId<'p>,
        /// The id of the action.
        action: ActionId<'p>,
        /// What a button for it says.
        label: Words<'p>,
        /// The role that has to agree as well; none where the step does not depend on it.
        consent_of: Option<RoleId<'p>>,
        /// The step, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// Nobody acts until an instant.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/wait-step.md"))]
    WaitStep<'p> {
        /// The instant.
        wait_until: Instant,
        /// The step, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// A fact that no action sets has to be so.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/fact-step.md"))]
    FactStep<'p> {
        /// The name of the fact.
        fact: FactName<'p>,
        /// A value that works, as an order has it; there may be others.
        value: Scalar<'p>,
        /// The step, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// There is no way, whatever anybody does.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../../examples/never-step.md"))]
    NeverStep<'p> {
        /// Always true.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "true"))]
        never: bool,
        /// This, in a sentence.
        message: Words<'p>,
    }
}
