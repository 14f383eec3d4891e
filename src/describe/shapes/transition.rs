//! The shape of what happens by itself.

use serde::Serialize;

use super::{EffectInfo, PeriodInfo, SetInfo};
use crate::policy::Certainty;
use crate::preview::answer::{ParamName, RuleId, SourceId, StateId, Words, shape};

shape! {
    /// Something that happens by itself.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let transitions = policy("crowdworks").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().transitions;
    /// let ends = &transitions[0];
    /// assert_eq!((&*ends.from[0], &*ends.from[1], &*ends.to), ("working", "delivered", "terminated"));
    /// assert_eq!(ends.at, "terminationRequestedAt + terminationAnswer");
    /// assert_eq!(ends.when.as_deref(), Some("terminationRequestedBy != null && terminationRequestedAt != null"));
    /// ```
    TransitionInfo<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// The states that it leads out of.
        from: Vec<StateId<'p>>,
        /// The expression for the instant.
        at: Words<'p>,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// The state that it leads to.
        to: StateId<'p>,
        /// Whether it happens for sure at that instant, or may.
        certainty: Certainty,
        /// The facts that it records, and to what; `at` is the instant at which it happens.
        set: Vec<SetInfo<'p>>,
        /// What happens, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The parameters that it rests on: those in its instant, its condition and its message.
        params: Vec<ParamName<'p>>,
        /// What follows from it.
        effects: Vec<EffectInfo<'p>>,
        /// When it is in force, by the date of the order; none: always.
        in_force: Option<PeriodInfo>,
    }
}
