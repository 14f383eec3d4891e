//! The shapes of an action.

use serde::Serialize;

use super::{
    ActionId, ArgumentInfo, EditionId, Effect, FactName, Reason, RoleId, StateId, Step, WayOutcome, Words, shape,
};
use crate::policy::{Severity, Verb};
use crate::text::vocabulary;
use crate::time::Instant;

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
        /// No requirement is known not to be met, but facts are missing, or it depends on what is supplied.
        Unknown = "unknown",
    }
}

shape! {
    /// Something that a role may try.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, Verb, answer::Verdict, preview};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer").locale("en")).unwrap();
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
        /// The facts of the order that would settle an unknown verdict. Where none are missing, what is supplied with
        /// the action does.
        missing: Vec<FactName<'p>>,
        /// What is supplied with it.
        with: Vec<ArgumentInfo<'p>>,
        /// The instant from which the verdict is another one if nobody acts; none: for good.
        until: Option<Instant>,
        /// Where it is denied, the instant from which it is allowed if nobody acts; none: never by itself.
        opens_at: Option<Instant>,
        /// The instant until which this holds by every edition: the earliest `until` of all. Where it is allowed here and
        /// not by another edition, it is not safe: the instant since which it no longer is there, or the first that there
        /// is where it never was. None: for good.
        safe_until: Option<Instant>,
        /// The role that would still have to agree.
        consent_of: Option<RoleId<'p>>,
        /// The state after it; none where there is none or it is not known.
        leads_to: Option<StateId<'p>>,
        /// What follows from it.
        effects: Vec<Effect<'p>>,
        /// The worst severity of what is certain to come to the role itself; none where nothing is.
        harm: Option<Severity>,
        /// Where it is denied, the shortest way to its being allowed on which nothing hurts the role or costs it
        /// money, or that there is none; empty where no such way was found. Ways that are longer, and others, are
        /// found by `ways`.
        unblock: Vec<Step<'p>>,
        /// Where it is denied, what looking for that way came to. `found` with an empty `unblock`: the only ways hurt
        /// the role, and `ways` tells them.
        unblock_outcome: Option<WayOutcome>,
        /// Where these rules do not say how, the other editions that know a way.
        covered_by: Vec<EditionId<'p>>,
        /// Messages that go with it.
        drafts: Vec<Draft<'p>>,
        /// What every other edition says that has this action and the state of the order.
        editions: Vec<OtherEdition<'p>>,
    }
}

shape! {
    /// A message that a party can send.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, preview};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "policy": "coconala", "state": "revising" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("seller").locale("en")).unwrap();
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
        /// Its text; what stands in 〔 〕, ［ ］ or [ ] is for the sender to fill in.
        body: Words<'p>,
    }
}

shape! {
    /// What another edition says of an action.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, answer::Verdict, preview};
    ///
    /// // Four days after the delivery: one edition has seven days for it, another one 72 hours.
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "purchasedAt": "2026-11-08T09:00:00+09:00",
    ///          "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-14T09:00:00+09:00").unwrap();
    /// let answer = preview(&order, &Options::at(now).role("buyer")).unwrap();
    ///
    /// let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
    /// assert_eq!(revise.verdict, Verdict::Allowed);
    /// assert_eq!((revise.editions[0].verdict, revise.editions[0].agrees), (Verdict::Denied, false));
    /// // It was over there a day ago.
    /// assert_eq!(revise.safe_until, Some(Instant::parse("2026-11-13T09:00:00+09:00").unwrap()));
    /// ```
    OtherEdition<'p> {
        /// The edition.
        edition: EditionId<'p>,
        /// Its verdict.
        verdict: Verdict,
        /// The instant from which its verdict is another one if nobody acts; none: for good.
        until: Option<Instant>,
        /// Where it is denied, the instant from which it is allowed if nobody acts; none: never by itself.
        opens_at: Option<Instant>,
        /// The state after it; none where there is none or it is not known.
        leads_to: Option<StateId<'p>>,
        /// Whether it says the same, as far as a person acts on it: `verdict`, `until`, `opensAt`, `leadsTo`, `consentOf`
        /// and `harm`.
        agrees: bool,
        /// Its reasons.
        reasons: Vec<Reason<'p>>,
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
