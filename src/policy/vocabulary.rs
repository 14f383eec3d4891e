//! The words that a policy may use where only certain words make sense.

use crate::text::vocabulary;

vocabulary! {
    /// What kind of thing an action is.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, Verb, policy};
    ///
    /// // How does one say no on CrowdWorks?
    /// let actions = policy("crowdworks").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let refusals: Vec<_> = actions.iter().filter(|action| action.verb == Verb::Refuse).collect();
    /// assert_eq!((refusals.len(), &*refusals[0].id), (1, "refuse-termination"));
    /// ```
    Verb {
        /// Asking for work to be done again or changed.
        Revise = "revise",
        /// Ending the deal.
        Cancel = "cancel",
        /// Saying no to what the other party asked for.
        Refuse = "refuse",
        /// Telling the marketplace that the other party does not answer.
        ReportUnresponsive = "report-unresponsive",
        /// Anything else.
        Other = "other",
    }
}

vocabulary! {
    /// What an effect is about.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, EffectKind, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let cancel = actions.iter().find(|action| action.id == "request-cancel").unwrap();
    /// let kinds: Vec<_> = cancel.effects.iter().map(|effect| effect.kind).collect();
    /// assert_eq!(kinds[..3], [EffectKind::Refund, EffectKind::Payout, EffectKind::Rating]);
    /// ```
    EffectKind {
        /// Money that goes back to the buyer.
        Refund = "refund",
        /// Money that goes to the seller.
        Payout = "payout",
        /// What parties say of each other.
        Rating = "rating",
        /// What the marketplace does to a party.
        Penalty = "penalty",
        /// A figure that the marketplace keeps of a party.
        Metric = "metric",
        /// Anything else that is good to know.
        Notice = "notice",
    }
}

vocabulary! {
    /// From what an effect follows, where it is not from the action alone.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, EffectOn, policy};
    ///
    /// // That the contract ends without an answer follows from the asking, and the refund from its ending.
    /// let actions = policy("crowdworks").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let termination = actions.iter().find(|action| action.id == "request-termination").unwrap();
    /// let on = |rule: &str| termination.effects.iter().find(|effect| effect.rule.ends_with(rule)).unwrap().on;
    /// assert_eq!(on("ends-by-itself"), Some(EffectOn::Asked));
    /// assert_eq!(on("full-refund"), Some(EffectOn::Agreed));
    /// ```
    EffectOn {
        /// From its being asked for.
        Asked = "asked",
        /// From its being agreed to.
        Agreed = "agreed",
        /// From its being done, and it warns of asserting what is not true, as that work is finished which is not. So it keeps
        /// no way from a step that is one only where the assertion is true.
        Untrue = "untrue",
    }
}

vocabulary! {
    /// How much an effect matters to those whom it concerns.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, EffectInfo, Severity, policy};
    ///
    /// // Which actions deserve a second question before they are done?
    /// let actions = policy("coconala-account").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let is_dangerous = |effect: &EffectInfo| effect.severity == Severity::Danger;
    /// let dangerous = actions.iter().filter(|action| action.effects.iter().any(is_dangerous));
    /// let ids: Vec<_> = dangerous.map(|action| &*action.id).collect();
    /// assert_eq!(ids, ["withdraw", "open-second-account"]);
    /// ```
    Severity {
        /// Good to know.
        Info = "info",
        /// To be thought about first.
        Caution = "caution",
        /// A loss that cannot be undone.
        Danger = "danger",
    }
}

vocabulary! {
    /// What kind of text a rule comes from.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, SourceKind, policy};
    ///
    /// let sources = policy("qoo10").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().sources;
    /// let kinds: Vec<_> = sources.iter().map(|source| source.kind).collect();
    /// assert_eq!(kinds[..3], [SourceKind::Guide, SourceKind::Official, SourceKind::ThirdParty]);
    /// ```
    SourceKind {
        /// A guide that a policy was written from.
        Guide = "guide",
        /// The marketplace's own page.
        Official = "official",
        /// Somebody else's page about the marketplace.
        ThirdParty = "third-party",
        /// No source settles it; the note says what was assumed.
        Assumption = "assumption",
    }
}

vocabulary! {
    /// How sure it is that something follows or happens.
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
        /// It follows, or it happens.
        Certain = "certain",
        /// It may: facts are missing, or nothing settles it.
        Possible = "possible",
    }
}
