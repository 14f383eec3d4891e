//! The answer, as data.
//!
//! These are the shapes that JavaScript gets too, with the names in camelCase. Texts belong
//! to the policy wherever they can, so that an answer copies nothing that it need not.
//!
//! ```
//! use torihiki::answer::{Status, Verdict};
//! use torihiki::{Data, Instant, Options, preview};
//!
//! // Why can a delivery not be sent back eight days later?
//! let order: Data = serde_json::from_str(
//!     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
//! ).unwrap();
//! let now = Instant::parse("2026-11-18T09:00:00+09:00").unwrap();
//! let answer = preview(&order, &Options::at(now).role("buyer").locale("en")).unwrap();
//!
//! // Because it has completed by itself in the meantime,
//! assert_eq!((&*answer.state.given, &*answer.state.effective), ("delivered", "completed"));
//! assert_eq!(answer.state.transitions[0].rule, "coconala.auto-complete");
//!
//! // and each requirement says how it came out.
//! let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
//! assert_eq!(revise.verdict, Verdict::Denied);
//! let violated = revise.reasons.iter().filter(|reason| reason.status == Status::Violated);
//! let rules: Vec<&str> = violated.map(|reason| &*reason.rule).collect();
//! assert_eq!(rules, ["coconala.revise.state", "coconala.revise.review-window-open"]);
//!
//! // In JavaScript and JSON the names are in camelCase, and instants are milliseconds.
//! let json = serde_json::to_value(&answer).unwrap();
//! assert_eq!(json["asOf"], now.millis());
//! ```

mod action;
mod applied;
mod argument;
mod duty;
mod effect;
mod next;
mod reason;
mod state;
mod timeline;
mod verdicts;
mod warning;
mod ways;
mod words;

pub use action::{Action, Draft, OtherEdition, Verbs, Verdict};
pub use applied::Applied;
pub use argument::{ArgumentInfo, ChoiceInfo, FactType};
pub use duty::Duty;
pub use effect::{Amount, Effect};
pub use next::{Change, Next};
pub use reason::{Reason, Status};
use serde::Serialize;
pub use state::{Standing, Transition};
pub use timeline::{DutySpan, Segment, Shift, Timeline};
pub use verdicts::{EffectiveState, RoleVerdicts, Verdicts};
pub use warning::{Warning, WarningCode};
pub use ways::{ActStep, FactStep, Goal, NeverStep, Step, WaitStep, Way, WayOutcome, Ways};
pub use words::{ActionId, EditionId, FactName, ParamName, PolicyId, RoleId, RuleId, Scalar, SourceId, StateId, Words};

pub use crate::policy::Certainty;
use crate::time::Instant;

/// Declares a shape of the answer, in Rust and in TypeScript.
macro_rules! shape {
    ($(#[$about:meta])* $name:ident<'p> { $($(#[$doc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        #[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
        pub struct $name<'p> {
            $($(#[$doc])* pub $field: $type,)+
        }
    };
}
pub(crate) use shape;

shape! {
    /// What the parties of an order may do, why not the rest, until when, and what follows.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer")).unwrap();
    ///
    /// assert_eq!(answer.as_of, now);
    /// assert_eq!(answer.state.effective, "delivered");
    /// assert_eq!(answer.verbs.revise, ["revise"]);
    /// assert_eq!(answer.duties[0].rule, "coconala.review-delivery");
    /// assert_eq!(answer.if_nobody_acts[0].to, "completed");
    /// assert_eq!(answer.next.unwrap().at, answer.if_nobody_acts[0].at);
    /// ```
    Preview<'p> {
        /// What the answer was computed from.
        policy: PolicyRef<'p>,
        /// The instant for which it was computed.
        as_of: Instant,
        /// Where the deal stands.
        state: Standing<'p>,
        /// Every action with every role that was asked about, in the order of the policy.
        actions: Vec<Action<'p>>,
        /// The ids of these actions by what kind of thing they are.
        verbs: Verbs<'p>,
        /// What parties must do.
        duties: Vec<Duty<'p>>,
        /// The next instant at which anything in this answer but `unblock` changes if nobody acts, what other editions
        /// say included; none: never. What would have to happen first counts from now.
        next: Option<Next>,
        /// What happens by itself, to the end, if nobody acts, and what may.
        if_nobody_acts: Vec<Transition<'p>>,
        /// What is odd about the order.
        warnings: Vec<Warning<'p>>,
        /// What every other edition says that has the state of the order.
        editions: Vec<EditionAnswer<'p>>,
    }
}

shape! {
    /// What another edition says of an order.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, preview};
    ///
    /// // Four days after the delivery: one edition has it completed after seven days, another one after 72 hours.
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-14T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer")).unwrap();
    ///
    /// assert_eq!(answer.state.effective, "delivered");
    /// let other = &answer.editions[0];
    /// assert_eq!((&*other.state.effective, other.agrees), ("completed", false));
    /// ```
    EditionAnswer<'p> {
        /// The edition.
        edition: EditionId<'p>,
        /// Where the deal stands.
        state: Standing<'p>,
        /// The next instant at which anything that it says changes; none: never.
        next: Option<Next>,
        /// What happens by itself, to the end, if nobody acts, and what may.
        if_nobody_acts: Vec<Transition<'p>>,
        /// What parties must do.
        duties: Vec<Duty<'p>>,
        /// Whether it says the same, as far as a person acts on it: the state, what happens by itself and when, the
        /// duties, and each action that is not denied in both.
        agrees: bool,
    }
}

shape! {
    /// The rules that an answer was computed from.
    ///
    /// ```
    /// use torihiki::{Data, DescribeOptions, Instant, Options, policy, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let rules = preview(&order, &Options::at(now)).unwrap().policy;
    ///
    /// // The order names no edition, so it is the default one.
    /// let coconala = policy("coconala").unwrap();
    /// let editions = coconala.describe(&DescribeOptions::default()).unwrap().editions;
    /// assert!(editions[0].default && rules.edition.as_ref() == Some(&editions[0].id));
    /// assert_eq!((&*rules.id, &*rules.version), ("coconala", coconala.version()));
    /// ```
    PolicyRef<'p> {
        /// The id of the policy.
        id: PolicyId<'p>,
        /// The reading of the rules; none where the policy distinguishes none.
        edition: Option<EditionId<'p>>,
        /// The version of the document.
        version: Words<'p>,
        /// The language of the texts, such as `en`: of those of the policy the one nearest to what was asked for.
        language: Words<'p>,
    }
}
