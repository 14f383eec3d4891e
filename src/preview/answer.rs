//! The answer, as data.
//!
//! These are the shapes that JavaScript gets too, with the names in camelCase. Texts belong
//! to the policy wherever they can, so that an answer copies nothing that it need not.
//!
//! ```
//! use torihiki::answer::{Status, Verdict};
//! use torihiki::{Data, Instant, Locale, Options, preview};
//!
//! // Why can a delivery not be sent back eight days later?
//! let order: Data = serde_json::from_str(
//!     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
//! ).unwrap();
//! let now = Instant::parse("2026-11-18T09:00:00+09:00").unwrap();
//! let answer = preview(&order, &Options::at(now).role("buyer").locale(Locale::En)).unwrap();
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

mod timeline;
mod ways;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};
pub use timeline::{DutySpan, Segment, Shift, Timeline, Verdicts};
pub use ways::{ActStep, FactStep, Goal, NeverStep, Step, WaitStep, Way, Ways};

use crate::data::Data;
use crate::policy::{Edition, EffectKind, Severity, Verb};
use crate::text::vocabulary;
use crate::time::Instant;

/// A text of an answer: the policy's own, or made for this answer.
///
/// ```
/// use torihiki::{Edition, Locale, policy};
///
/// let label = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).label;
/// assert_eq!(label, "Coconala order");
/// assert!(label.starts_with("Coconala")); // it has the methods of a `str`
/// assert_eq!(format!("{label}!"), "Coconala order!");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub struct Words<'p>(pub(crate) Cow<'p, str>);

impl<'p> Words<'p> {
    /// The name under which a text of the policy's own is serialised. A serialiser that
    /// knows it may keep what it made of such a text for as long as the policy lives.
    pub(crate) const LASTING: &'static str = "torihiki::Lasting";

    pub(crate) fn of(text: &'p str) -> Words<'p> {
        Words(Cow::Borrowed(text))
    }
}

/// The id of a policy.
///
/// ```
/// use torihiki::{answer::PolicyId, policy};
///
/// let id: PolicyId = policy("coconala").unwrap().summary().id;
/// assert_eq!(id, "coconala");
/// ```
pub type PolicyId<'p> = Words<'p>;

/// The id of a role.
///
/// ```
/// use torihiki::{Edition, Locale, answer::RoleId, policy};
///
/// let roles = policy("lancers").unwrap().describe(Edition::Guide, Locale::En).roles;
/// let ids: Vec<RoleId> = roles.into_iter().map(|role| role.id).collect();
/// assert_eq!(ids, ["lancer", "client"]);
/// ```
pub type RoleId<'p> = Words<'p>;

/// The id of a state.
///
/// ```
/// use torihiki::{Edition, Locale, answer::StateId, policy};
///
/// let transition = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).transitions.remove(0);
/// let to: StateId = transition.to;
/// assert_eq!(to, "completed");
/// ```
pub type StateId<'p> = Words<'p>;

/// The id of an action.
///
/// ```
/// use torihiki::{Data, Instant, Options, answer::ActionId, preview};
///
/// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "in-progress" }"#).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let cancel: Vec<ActionId> = preview(&order, &Options::at(now)).unwrap().verbs.cancel;
/// assert_eq!(cancel, ["request-cancel", "approve-cancel"]);
/// ```
pub type ActionId<'p> = Words<'p>;

/// The id of a rule: `<policy>.<action>.<rule>`, or `<policy>.<rule>` for transitions and duties.
///
/// ```
/// use torihiki::{Edition, Locale, answer::RuleId, policy};
///
/// let mut coconala = policy("coconala").unwrap().describe(Edition::Guide, Locale::En);
/// let rules: [RuleId; 2] = [coconala.actions.remove(0).requires.remove(0).rule, coconala.duties.remove(1).rule];
/// assert_eq!(rules, ["coconala.revise.review-window-open", "coconala.review-delivery"]);
/// ```
pub type RuleId<'p> = Words<'p>;

/// The name of a fact, which is its key in an order.
///
/// ```
/// use torihiki::{Data, Edition, Locale, Order, answer::FactName, policy};
///
/// let coconala = policy("coconala").unwrap();
/// let fact: FactName = coconala.describe(Edition::Guide, Locale::En).facts.remove(3).id;
/// assert_eq!(fact, "revisionsUsed");
///
/// let order = Data::Map(vec![("state".into(), Data::Text("revising".into())), (fact.to_string().into(), Data::Int(1))]);
/// assert!(Order::read(coconala, &order).is_ok());
/// ```
pub type FactName<'p> = Words<'p>;

/// The name of a parameter, which is its key under `params` in an order.
///
/// ```
/// use torihiki::{Edition, Locale, answer::ParamName, policy};
///
/// // Which numbers does this rule rest on?
/// let coconala = policy("coconala").unwrap().describe(Edition::Guide, Locale::En);
/// let params: &[ParamName] = &coconala.actions[0].requires[0].params;
/// assert_eq!(params, ["reviewWindow"]);
/// ```
pub type ParamName<'p> = Words<'p>;

/// The id of a source.
///
/// ```
/// use torihiki::{Edition, Locale, answer::SourceId, policy};
///
/// // Where does this rule come from?
/// let crowdworks = policy("crowdworks").unwrap().describe(Edition::Guide, Locale::En);
/// let id: &SourceId = &crowdworks.transitions[0].sources[0];
/// let source = crowdworks.sources.iter().find(|source| source.id == *id).unwrap();
/// assert_eq!(source.title, "What to do when the other party on CrowdWorks disappears");
/// ```
pub type SourceId<'p> = Words<'p>;

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<str> for Words<'_> {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Words<'_> {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl Serialize for Words<'_> {
    // An answer has hundreds of texts, and copies of this in every shape would be most of
    // what the shapes weigh.
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Cow::Borrowed(text) => serializer.serialize_newtype_struct(Self::LASTING, text),
            Cow::Owned(text) => serializer.serialize_str(text),
        }
    }
}

vocabulary! {
    /// Whether an action may be taken.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Verdict, preview};
    ///
    /// // May this account be closed?
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let verdict = |facts: &str| {
    ///     let known = r#""policy": "coconala-account", "state": "active", "openPurchases": 0"#;
    ///     let account = format!("{{ {known} {facts} }}");
    ///     let account: Data = serde_json::from_str(&account).unwrap();
    ///     preview(&account, &Options::at(now)).unwrap().actions[0].verdict
    /// };
    /// assert_eq!(verdict(r#", "undeliveredSales": 0, "pendingPayouts": 0"#), Verdict::Allowed);
    /// assert_eq!(verdict(r#", "undeliveredSales": 2"#), Verdict::Denied); // whatever the payouts are
    /// assert_eq!(verdict(r#", "undeliveredSales": 0"#), Verdict::Unknown);
    /// ```
    Verdict {
        /// Every requirement is met.
        Allowed = "allowed",
        /// At least one requirement is not met.
        Denied = "denied",
        /// No requirement is known not to be met, but facts are missing.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// The outcome of one requirement.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Status, preview};
    ///
    /// // Nothing is told of `pendingPayouts`.
    /// let account: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala-account", "state": "active", "openPurchases": 0, "undeliveredSales": 2 }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&account, &Options::at(now)).unwrap();
    ///
    /// let withdraw = answer.actions.iter().find(|action| action.id == "withdraw").unwrap();
    /// let status = |rule| withdraw.reasons.iter().find(|reason| reason.rule == rule).unwrap().status;
    /// assert_eq!(status("coconala-account.withdraw.no-open-purchases"), Status::Satisfied);
    /// assert_eq!(status("coconala-account.withdraw.no-undelivered-sales"), Status::Violated);
    /// assert_eq!(status("coconala-account.withdraw.no-pending-payouts"), Status::Unknown);
    /// ```
    Status {
        /// It is met.
        Satisfied = "satisfied",
        /// It is not met.
        Violated = "violated",
        /// Facts are missing.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// How sure it is that something follows.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Certainty, preview};
    ///
    /// // Whether a cancellation counts depends on when the order was placed, which nobody told.
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "qoo10", "state": "preparing", "cancelRequestedAt": "2026-11-11T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-11T10:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller")).unwrap();
    ///
    /// let approve = answer.actions.iter().find(|action| action.id == "approve-cancel").unwrap();
    /// let certainty = |rule| approve.effects.iter().find(|effect| effect.rule == rule).unwrap().certainty;
    /// assert_eq!(certainty("qoo10.approve-cancel.full-refund"), Certainty::Certain);
    /// assert_eq!(certainty("qoo10.approve-cancel.counted"), Certainty::Possible);
    /// ```
    Certainty {
        /// It follows.
        Certain = "certain",
        /// It may follow: facts are missing.
        Possible = "possible",
    }
}

vocabulary! {
    /// What changes, by how much it matters: where several things change at once, the first.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Change, preview};
    ///
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let next = |order: &str| {
    ///     let order: Data = serde_json::from_str(order).unwrap();
    ///     preview(&order, &Options::at(now).role("buyer")).unwrap().next.unwrap().what
    /// };
    /// let delivered = r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#;
    /// assert_eq!(next(delivered), Change::State); // and verdicts and a duty, which matter less
    /// let due = r#"{ "policy": "coconala", "state": "in-progress", "dueAt": "2026-11-20T09:00:00+09:00" }"#;
    /// assert_eq!(next(due), Change::Duty);
    /// ```
    Change {
        /// The state of the deal.
        State = "state",
        /// Whether an action may be taken.
        Verdict = "verdict",
        /// The outcome of a requirement.
        Reason = "reason",
        /// What follows from an action.
        Effect = "effect",
        /// Whether the other party has to agree.
        Consent = "consent",
        /// Whether a duty stands, or is overdue.
        Duty = "duty",
        /// Whether a message fits.
        Draft = "draft",
        /// Whether something odd is so.
        Warning = "warning",
    }
}

vocabulary! {
    /// What is odd about an order that was understood.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::WarningCode, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{
    ///     "policy": "coconala", "state": "delivered",
    ///     "purchasedAt": "2026-11-12T09:00:00+09:00", "deliveredAt": "2026-11-10T09:00:00+09:00"
    /// }"#).unwrap();
    /// let codes = |now| {
    ///     let options = Options::at(Instant::parse(now).unwrap());
    ///     preview(&order, &options).unwrap().warnings.iter().map(|warning| warning.code).collect::<Vec<_>>()
    /// };
    /// assert_eq!(codes("2026-11-13T09:00:00+09:00"), [WarningCode::FactsOutOfOrder]);
    /// assert!(codes("2026-11-11T09:00:00+09:00").contains(&WarningCode::FactInFuture));
    /// ```
    WarningCode {
        /// A fact tells of something that has yet to happen.
        FactInFuture = "fact-in-future",
        /// Something is told to have happened before something that comes before it.
        FactsOutOfOrder = "facts-out-of-order",
    }
}

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
    /// What an order would be after an action.
    ///
    /// ```
    /// use torihiki::{ApplyOptions, Data, Instant, apply};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "crowdworks", "state": "working" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let asked = apply(&order, "request-termination", &ApplyOptions::at(now).role("worker")).unwrap();
    ///
    /// // The contract goes on, but now it ends by itself unless the client answers.
    /// assert!(asked.applied && asked.stops.is_empty());
    /// assert_eq!(asked.preview.state.effective, "working");
    /// assert_eq!(asked.starts[0].rule, "crowdworks.termination-unanswered");
    /// assert_eq!(asked.starts[0].at, Instant::parse("2026-11-23T09:00:00+09:00").unwrap());
    /// ```
    Applied<'p> {
        /// Whether the action may be done; otherwise `action` says why not, or `missing` what is not known.
        applied: bool,
        /// The order after the action, in the shape in which it was given; where the action is not
        /// applied, the order as it was given.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Order"))]
        order: Data<'static>,
        /// The action before it is done, as a preview tells it.
        action: Action<'p>,
        /// The facts without which it cannot be told what the order would be.
        missing: Vec<FactName<'p>>,
        /// What was going to happen by itself and is no longer, or no longer at that time.
        stops: Vec<Transition<'p>>,
        /// What is now going to happen by itself and was not, or not at that time.
        starts: Vec<Transition<'p>>,
        /// What the action runs straight into: transitions that are already due in the state to which
        /// it leads. Their `at` is the instant of the action.
        runs_into: Vec<Transition<'p>>,
        /// The preview of that order at the same instant, for all roles.
        preview: Preview<'p>,
    }
}

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
        /// The next instant at which anything in this answer but `editions` and `unblock` changes,
        /// if nobody acts; none: never. What would have to happen first counts from now.
        next: Option<Next>,
        /// What is certain to happen by itself, to the end, if nobody acts.
        if_nobody_acts: Vec<Transition<'p>>,
        /// What is odd about the order.
        warnings: Vec<Warning<'p>>,
    }
}

shape! {
    /// The rules that an answer was computed from.
    ///
    /// ```
    /// use torihiki::{Data, Edition, Instant, Options, policy, preview};
    ///
    /// let order: Data =
    ///     serde_json::from_str(r#"{ "policy": "coconala", "edition": "official", "state": "in-progress" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let rules = preview(&order, &Options::at(now)).unwrap().policy;
    ///
    /// assert_eq!((&*rules.id, rules.edition), ("coconala", Edition::Official));
    /// assert_eq!(rules.version, policy("coconala").unwrap().version());
    /// ```
    PolicyRef<'p> {
        /// The id of the policy.
        id: PolicyId<'p>,
        /// The reading of the rules.
        edition: Edition,
        /// The version of the document.
        version: Words<'p>,
    }
}

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
    /// // Where it is not known when it was delivered, it may have.
    /// let untold = standing(r#"{ "policy": "coconala", "state": "delivered" }"#);
    /// assert_eq!((&*untold.effective, &*untold.uncertain[0]), ("delivered", "coconala.auto-complete"));
    /// ```
    Standing<'p> {
        /// The state that the caller gave.
        given: StateId<'p>,
        /// The state that the deal is in, after what happened by itself.
        effective: StateId<'p>,
        /// The name of the effective state, for people.
        label: Words<'p>,
        /// The rules of the transitions that may have happened since: facts are missing.
        uncertain: Vec<RuleId<'p>>,
        /// What led from the given state to the effective one, in order.
        transitions: Vec<Transition<'p>>,
    }
}

shape! {
    /// Something that happens by itself.
    ///
    /// ```
    /// use torihiki::{Data, EffectKind, Instant, Locale, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).locale(Locale::En)).unwrap();
    ///
    /// let completes = &answer.if_nobody_acts[0];
    /// assert_eq!((&*completes.from, &*completes.to), ("delivered", "completed"));
    /// assert_eq!(completes.at, Instant::parse("2026-11-17T09:00:00+09:00").unwrap());
    /// assert!(completes.message.ends_with("the order completes automatically"));
    /// assert_eq!(completes.effects[0].kind, EffectKind::Payout);
    /// ```
    Transition<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// When it happens.
        at: Instant,
        /// The state that it leads out of.
        from: StateId<'p>,
        /// The state that it leads to.
        to: StateId<'p>,
        /// What happens, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What follows from it.
        effects: Vec<Effect<'p>>,
    }
}

shape! {
    /// Something that a role may try.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Locale, Options, Verb, answer::Verdict, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer").locale(Locale::En)).unwrap();
    /// let action = |id| answer.actions.iter().find(|action| action.id == id).unwrap();
    ///
    /// let revise = action("revise");
    /// assert_eq!((&*revise.label, revise.verb), ("Send back for revision", Verb::Revise));
    /// assert_eq!(revise.verdict, Verdict::Allowed);
    /// assert_eq!(revise.leads_to.as_deref(), Some("revising"));
    /// assert_eq!(action("request-cancel").consent_of.as_deref(), Some("seller"));
    /// assert_eq!(action("rate").opens_at, revise.until); // both change when the order completes by itself
    /// ```
    Action<'p> {
        /// The id of the action.
        id: ActionId<'p>,
        /// What kind of thing it is.
        verb: Verb,
        /// Who would do it.
        role: RoleId<'p>,
        /// What a button for it says.
        label: Words<'p>,
        /// Whether it may be done.
        verdict: Verdict,
        /// Every requirement and how it came out; the state first.
        reasons: Vec<Reason<'p>>,
        /// The facts that would settle an unknown verdict.
        missing: Vec<FactName<'p>>,
        /// The instant from which the verdict is another one if nobody acts; none: for good.
        until: Option<Instant>,
        /// Where it is denied, the instant from which it is allowed if nobody acts; none: never by itself.
        opens_at: Option<Instant>,
        /// The role that would still have to agree.
        consent_of: Option<RoleId<'p>>,
        /// The state after it; none where there is none or it is not known.
        leads_to: Option<StateId<'p>>,
        /// What follows from it.
        effects: Vec<Effect<'p>>,
        /// Where it is denied, the shortest way to its being allowed, or that there is none; empty where
        /// no short way was found. Ways that are longer, and others, are found by `ways`.
        unblock: Vec<Step<'p>>,
        /// Messages that go with it.
        drafts: Vec<Draft<'p>>,
        /// Other editions that come to another verdict.
        editions: Vec<OtherEdition<'p>>,
    }
}

shape! {
    /// One requirement and how it came out.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Locale, Options, answer::Status, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer").locale(Locale::En)).unwrap();
    ///
    /// let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
    /// let window = &revise.reasons[1]; // the first one is about the state
    /// assert_eq!((&*window.rule, window.status), ("coconala.revise.review-window-open", Status::Satisfied));
    /// assert_eq!(window.message, "Work can be sent back only within 7 days of delivery");
    /// assert_eq!(window.facts, ["deliveredAt"]);
    /// assert_eq!(window.until, Instant::parse("2026-11-17T09:00:00+09:00").ok());
    /// ```
    Reason<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// How it came out.
        status: Status,
        /// The rule, in a sentence that is true however it came out.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// The facts that it reads.
        facts: Vec<FactName<'p>>,
        /// The instant from which it comes out otherwise if nobody acts; none: never.
        until: Option<Instant>,
    }
}

shape! {
    /// What follows from an action or a transition.
    ///
    /// ```
    /// use torihiki::{Data, EffectKind, Instant, Options, Severity, preview};
    ///
    /// // The parcel is with the carrier, and the buyer wants to cancel. What if the seller agrees?
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "qoo10", "state": "handed-over", "cancelRequestedAt": "2026-11-11T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-11T10:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller")).unwrap();
    ///
    /// let approve = answer.actions.iter().find(|action| action.id == "approve-cancel").unwrap();
    /// let worst = approve.effects.iter().find(|effect| effect.severity == Severity::Danger).unwrap();
    /// assert_eq!((&*worst.rule, worst.kind), ("qoo10.approve-cancel.loses-goods-and-money", EffectKind::Payout));
    /// assert_eq!(worst.audience, ["seller"]);
    /// ```
    Effect<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// What it is about.
        kind: EffectKind,
        /// How much it matters to those whom it concerns.
        severity: Severity,
        /// The roles that it concerns.
        audience: Vec<RoleId<'p>>,
        /// Whether it is sure.
        certainty: Certainty,
        /// What follows, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
    }
}

shape! {
    /// A message that a party can send.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Locale, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "revising" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller").locale(Locale::En)).unwrap();
    ///
    /// let acknowledge = answer.actions.iter().find(|action| action.id == "acknowledge-revision").unwrap();
    /// assert_eq!(acknowledge.drafts[0].subject, "Revision request received");
    /// assert!(acknowledge.drafts[0].body.contains('['));
    /// ```
    Draft<'p> {
        /// The id of the draft.
        id: Words<'p>,
        /// Its subject.
        subject: Words<'p>,
        /// Its text; what stands in 〔 〕 or [ ] is for the sender to fill in.
        body: Words<'p>,
    }
}

shape! {
    /// Another edition that comes to another verdict.
    ///
    /// ```
    /// use torihiki::{Data, Edition, Instant, Options, answer::Verdict, preview};
    ///
    /// // Four days after the delivery: the guide says seven days, the marketplace's own pages say 72 hours.
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-14T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer")).unwrap();
    ///
    /// let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
    /// assert_eq!(revise.verdict, Verdict::Allowed);
    /// assert_eq!((revise.editions[0].edition, revise.editions[0].verdict), (Edition::Official, Verdict::Denied));
    /// ```
    OtherEdition<'p> {
        /// The edition.
        edition: Edition,
        /// Its verdict.
        verdict: Verdict,
        /// Its reasons. Their `until` is none: an answer looks ahead in its own edition only.
        reasons: Vec<Reason<'p>>,
    }
}

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

shape! {
    /// Something odd about an order that was understood.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::WarningCode, preview};
    ///
    /// // Delivered next year: the order is answered all the same.
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2027-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now)).unwrap();
    /// assert_eq!((answer.warnings[0].code, &*answer.warnings[0].path), (WarningCode::FactInFuture, "deliveredAt"));
    /// ```
    Warning<'p> {
        /// What kind of thing it is.
        code: WarningCode,
        /// The fact.
        path: FactName<'p>,
        /// What is odd, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// The ids of the actions that were asked about, by verb, each once.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "qoo10", "state": "preparing" }"#).unwrap();
    /// let now = Instant::parse("2026-11-11T10:00:00+09:00").unwrap();
    /// let verbs = preview(&order, &Options::at(now).role("seller")).unwrap().verbs;
    ///
    /// assert_eq!(verbs.cancel, ["approve-cancel", "cancel-for-shop"]);
    /// assert_eq!(verbs.refuse, ["refuse-cancel"]);
    /// assert!(verbs.revise.is_empty() && verbs.report_unresponsive.is_empty());
    /// ```
    Verbs<'p> {
        /// Asking for work to be done again or changed.
        revise: Vec<ActionId<'p>>,
        /// Ending the deal.
        cancel: Vec<ActionId<'p>>,
        /// Saying no to what the other party asked for.
        refuse: Vec<ActionId<'p>>,
        /// Telling the marketplace that the other party does not answer.
        #[serde(rename = "report-unresponsive")]
        report_unresponsive: Vec<ActionId<'p>>,
    }
}

/// The next change of an answer.
///
/// ```
/// use torihiki::{Data, Instant, Options, answer::{Change, Next}, preview};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let next = preview(&order, &Options::at(now)).unwrap().next;
///
/// // Until then there is no need to ask again.
/// let at = Instant::parse("2026-11-17T09:00:00+09:00").unwrap();
/// assert_eq!(next, Some(Next { at, what: Change::State }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Next {
    /// When.
    pub at: Instant,
    /// What changes then; where several things do, what matters most.
    pub what: Change,
}

/// A single value.
///
/// ```
/// use torihiki::{Edition, Locale, answer::Scalar, policy};
///
/// let coconala = policy("coconala").unwrap().describe(Edition::Guide, Locale::En);
/// let param = |id| &coconala.params.iter().find(|param| param.id == id).unwrap().value;
/// assert!(matches!(param("reviewWindow"), Scalar::Text(text) if *text == "7d"));
/// assert_eq!(param("maxRevisions"), &Scalar::Number(1));
/// assert_eq!(serde_json::to_value(&coconala.facts[1].default).unwrap(), serde_json::Value::Null);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "null | boolean | number | string"))]
pub enum Scalar<'p> {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number; a timestamp or a duration in milliseconds.
    Number(i64),
    /// A text.
    Text(Words<'p>),
}

impl Serialize for Scalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Scalar::Null => serializer.serialize_unit(),
            Scalar::Bool(value) => serializer.serialize_bool(*value),
            Scalar::Number(value) => serializer.serialize_i64(*value),
            Scalar::Text(text) => text.serialize(serializer),
        }
    }
}
