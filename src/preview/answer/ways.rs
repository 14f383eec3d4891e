//! The shapes of a way.

use serde::Serialize;

use super::{ActionId, EditionId, Effect, FactName, PolicyRef, RoleId, Scalar, StateId, Words, shape};
use crate::text::vocabulary;
use crate::time::Instant;

vocabulary! {
    /// What looking for a way came to.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::WayOutcome, ways};
    ///
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let outcome = |order: &str, to: &str| {
    ///     let order: Data = serde_json::from_str(order).unwrap();
    ///     ways(&order, to, &Options::at(now)).unwrap().outcome
    /// };
    /// let account = r#"{ "policy": "coconala-account", "state": "active" }"#;
    /// assert_eq!(outcome(account, "withdrawn"), WayOutcome::Found);
    /// assert_eq!(outcome(account, "open-second-account"), WayOutcome::Never); // it is prohibited
    /// ```
    WayOutcome {
        /// There is a way.
        Found = "found",
        /// A rule says that there is none: it is prohibited, its time is over for good, or the deal has ended.
        Never = "never",
        /// These rules do not say how.
        NotCovered = "not-covered",
        /// The search ended before it was certain.
        GaveUp = "gave-up",
    }
}

shape! {
    /// The ways from an order to a goal.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, ways};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "crowdworks", "state": "working" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = ways(&order, "terminated", &Options::at(now).role("worker")).unwrap();
    ///
    /// assert_eq!((answer.as_of, answer.role.as_deref()), (now, Some("worker")));
    /// assert_eq!(answer.goal.state.as_deref(), Some("terminated"));
    /// assert_eq!(answer.ways[0].steps.len(), 2); // to ask, and to wait
    /// assert!(!answer.gave_up);
    /// ```
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
        /// first, and of those that are equally long the ones with fewer steps by other roles; last come
        /// those with a step that hurts the role or costs it money. A way without steps: it is so already.
        ways: Vec<Way<'p>>,
        /// What looking for ways came to.
        outcome: WayOutcome,
        /// Where these rules do not say how, the other editions that know a way.
        covered_by: Vec<EditionId<'p>>,
        /// Whether there may be other ways, or longer ones, or one where none was found: the search ended at its bounds, or
        /// came to what nobody can tell beforehand.
        gave_up: bool,
    }
}

shape! {
    /// What is to be reached: a state, or that an action is allowed.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, ways};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let options = Options::at(now).role("buyer").locale("en");
    ///
    /// let state = ways(&order, "completed", &options).unwrap().goal;
    /// assert_eq!((state.state.as_deref(), state.action, &*state.label), (Some("completed"), None, "Completed"));
    /// let action = ways(&order, "revise", &options).unwrap().goal;
    /// assert_eq!((action.state, action.action.as_deref()), (None, Some("revise")));
    /// assert_eq!(action.label, "Send back for revision");
    /// ```
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
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, ways};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "crowdworks", "state": "working" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let options = Options::at(now).role("worker").locale("en");
    /// let way = &ways(&order, "terminated", &options).unwrap().ways[0];
    ///
    /// let steps: Vec<&str> = way.steps.iter().map(|step| &**step.message()).collect();
    /// assert_eq!(steps, ["The worker has to do “Request early termination”", "Wait until 23 November 2026, 09:00"]);
    /// assert_eq!(way.at, Instant::parse("2026-11-23T09:00:00+09:00").unwrap());
    /// ```
    Way<'p> {
        /// The steps.
        steps: Vec<Step<'p>>,
        /// When the goal is reached: at once after the last step.
        at: Instant,
    }
}

/// One step on a way.
///
/// ```
/// use torihiki::{Data, Instant, Options, answer::Step, ways};
///
/// let order: Data = serde_json::from_str(r#"{ "policy": "crowdworks", "state": "working" }"#).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let answer = ways(&order, "terminated", &Options::at(now).role("worker")).unwrap();
///
/// let [Step::Act(ask), Step::Wait(wait)] = answer.ways[0].steps.as_slice() else { panic!() };
/// assert_eq!(ask.action, "request-termination");
/// assert_eq!(wait.wait_until, answer.ways[0].at);
/// ```
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
    /// use torihiki::{Data, Instant, Options, ways};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
    /// let options = Options::at(Instant::parse("2026-11-16T09:00:00+09:00").unwrap()).locale("en");
    /// let answer = ways(&order, "delivered", &options).unwrap();
    /// assert_eq!(*answer.ways[0].steps[0].message(), "If the work is finished: The seller has to do “Deliver formally”");
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
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Step, ways};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = ways(&order, "revise", &Options::at(now).role("buyer").locale("en")).unwrap();
    ///
    /// // Before the buyer can send anything back, the seller has to deliver.
    /// let [Step::Act(step)] = answer.ways[0].steps.as_slice() else { panic!() };
    /// assert_eq!((&*step.by, &*step.action, &*step.label), ("seller", "deliver", "Deliver formally"));
    /// assert_eq!(step.consent_of, None);
    /// ```
    ActStep<'p> {
        /// The role that acts.
        by: RoleId<'p>,
        /// The id of the action.
        action: ActionId<'p>,
        /// What a button for it says.
        label: Words<'p>,
        /// What whoever does it asserts about the world: the step is one only where that is true.
        asserts: Option<Words<'p>>,
        /// What is supplied with the action, by the names of its arguments.
        arguments: Vec<FactName<'p>>,
        /// The role that has to agree as well; none where the step does not depend on it.
        consent_of: Option<RoleId<'p>>,
        /// What follows from it then.
        effects: Vec<Effect<'p>>,
        /// The step, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// Nobody acts until an instant.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::{Step, Verdict}, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller").locale("en")).unwrap();
    ///
    /// // The seller cannot rate the order yet, but tomorrow it completes by itself.
    /// let rate = answer.actions.iter().find(|action| action.id == "rate").unwrap();
    /// let [Step::Wait(step)] = rate.unblock.as_slice() else { panic!() };
    /// assert_eq!((rate.verdict, Some(step.wait_until)), (Verdict::Denied, rate.opens_at));
    /// assert_eq!(step.message, "Wait until 17 November 2026, 09:00");
    /// ```
    WaitStep<'p> {
        /// The instant.
        wait_until: Instant,
        /// What follows from what happens by itself until then.
        effects: Vec<Effect<'p>>,
        /// The step, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// A fact that no action sets has to be so.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::{Scalar, Step}, preview};
    ///
    /// // Whoever still has a sale to deliver cannot close the account, and no action here delivers it.
    /// let account: Data = serde_json::from_str(r#"{
    ///     "policy": "coconala-account", "state": "active",
    ///     "openPurchases": 0, "undeliveredSales": 2, "pendingPayouts": 0
    /// }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&account, &Options::at(now)).unwrap();
    ///
    /// let withdraw = answer.actions.iter().find(|action| action.id == "withdraw").unwrap();
    /// let [Step::Fact(step)] = withdraw.unblock.as_slice() else { panic!() };
    /// assert_eq!((&*step.fact, &step.value), ("undeliveredSales", &Scalar::Number(0)));
    /// ```
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
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Step, preview};
    ///
    /// let account: Data = serde_json::from_str(r#"{ "policy": "coconala-account", "state": "active" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&account, &Options::at(now)).unwrap();
    ///
    /// let second = answer.actions.iter().find(|action| action.id == "open-second-account").unwrap();
    /// let [Step::Never(step)] = second.unblock.as_slice() else { panic!() };
    /// assert!(step.never);
    /// ```
    NeverStep<'p> {
        /// Always true.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "true"))]
        never: bool,
        /// This, in a sentence.
        message: Words<'p>,
    }
}
