//! The words that a policy may use where only certain words make sense.

use crate::text::vocabulary;

vocabulary! {
    /// Which reading of the rules an answer is computed from.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/edition.md"))]
    #[derive(Default)]
    Edition {
        /// The guides that the policies were written from. The default.
        #[default]
        Guide = "guide",
        /// The marketplace's own help pages.
        Official = "official",
    }
}

impl Edition {
    /// Whether an element that may be marked with an edition belongs to this one.
    pub(crate) fn has(self, only: Option<Edition>) -> bool {
        only.is_none_or(|only| only == self)
    }

    /// What belongs to this edition, of two things in the order of [`Edition::ALL`].
    pub(crate) fn of<T>(self, [guide, official]: &[T; 2]) -> &T {
        match self {
            Edition::Guide => guide,
            Edition::Official => official,
        }
    }
}

vocabulary! {
    /// What kind of thing an action is.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/verb.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/effect-kind.md"))]
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
    /// How much an effect matters to those whom it concerns.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/severity.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/source-kind.md"))]
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
