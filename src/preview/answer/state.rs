//! The shapes of where a deal stands and of what led there or leads on.

use serde::Serialize;

use super::{Certainty, Effect, RuleId, SourceId, StateId, Words, shape};
use crate::time::Instant;

shape! {
    /// Where a deal stands.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, preview};
    ///
    /// let now = Instant::parse("2026-11-18T09:00:00+09:00").unwrap();
    /// let standing = |order: &str| {
    ///     let order: Data = serde_json::from_str(order).unwrap();
    ///     preview(&order, &Options::at(now)).unwrap().state
    /// };
    /// // Eight days after the delivery the order has completed by itself.
    /// let told = r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#;
    /// let told = standing(told);
    /// assert_eq!((&*told.given, &*told.effective), ("delivered", "completed"));
    /// assert!(told.note.unwrap().contains("返金はありません")); // nothing is refunded
    /// // Where it is not known when it was delivered, it may have.
    /// let untold = standing(r#"{ "policy": "coconala", "state": "delivered" }"#);
    /// assert_eq!((&*untold.effective, &*untold.uncertain[0]), ("delivered", "coconala.auto-complete"));
    /// assert_eq!(untold.possible, ["delivered", "completed"]);
    /// ```
    Standing<'p> {
        /// The state that the caller gave.
        given: StateId<'p>,
        /// The state that the deal is in, after what happened by itself; where that is uncertain, the last that it has
        /// certainly been in.
        effective: StateId<'p>,
        /// The name of the effective state, for people.
        label: Words<'p>,
        /// What it means, and what came of it where it is final: who is paid, who is refunded. None where the policy
        /// says nothing.
        note: Option<Words<'p>>,
        /// The rules of the transitions that leave open where it is: facts are missing, or nothing settles it. Empty
        /// where it is certain, also where nobody can tell which of several has led there.
        uncertain: Vec<RuleId<'p>>,
        /// The states that the deal can be in: the effective one alone, unless that is uncertain.
        possible: Vec<StateId<'p>>,
        /// What led from the given state to the effective one, or may have on the way, in order.
        transitions: Vec<Transition<'p>>,
    }
}

shape! {
    /// Something that happens by itself.
    ///
    /// ```
    /// use torihiki::{Data, EffectKind, Instant, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).locale("en")).unwrap();
    ///
    /// let completes = &answer.if_nobody_acts[0];
    /// assert_eq!((&*completes.from, &*completes.to), ("delivered", "completed"));
    /// assert_eq!(completes.at, Instant::parse("2026-11-17T09:00:00+09:00").unwrap());
    /// assert!(completes.message.ends_with("completes automatically"));
    /// assert_eq!(completes.effects[0].kind, EffectKind::Payout);
    /// ```
    Transition<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// When it happens.
        at: Instant,
        /// The state that it leads out of; where that may be one of several, the one that is certain longest.
        from: StateId<'p>,
        /// The state that it leads to.
        to: StateId<'p>,
        /// Whether it happens for sure then, or may.
        certainty: Certainty,
        /// What happens, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What follows from it.
        effects: Vec<Effect<'p>>,
    }
}
