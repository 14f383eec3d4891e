//! The shapes of a description. JavaScript gets the same, with the names in camelCase.

mod action;
mod duty;
mod effect;
mod fact;
mod param;
mod period;
mod transition;
mod value;

pub use action::{
    ActionInfo, AgreedInfo, ConsentInfo, ConsentOfInfo, DraftInfo, ElsewhereInfo, RequirementInfo, SetInfo,
};
pub use duty::DutyInfo;
pub use effect::EffectInfo;
pub use fact::FactInfo;
pub use param::{DatedInfo, ParamInfo, ParamType};
pub use period::PeriodInfo;
use serde::Serialize;
pub use transition::TransitionInfo;
pub use value::ValueInfo;

use crate::policy::SourceKind;
use crate::preview::answer::{EditionId, FactName, PolicyId, RoleId, SourceId, StateId, Words, shape};

shape! {
    /// What a policy says in one edition, in one language.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let coconala = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap();
    /// assert_eq!((&*coconala.label, coconala.utc_offset.as_deref()), ("Coconala order", Some("+09:00")));
    /// let states: Vec<&str> = coconala.states.iter().map(|state| &*state.id).collect();
    /// assert_eq!(states, ["in-progress", "delivered", "revising", "completed", "cancelled"]);
    /// assert_eq!(coconala.transitions[0].rule, "coconala.auto-complete");
    /// assert_eq!(coconala.duties[1].rule, "coconala.review-delivery");
    /// ```
    Description<'p> {
        /// The id of the policy.
        id: PolicyId<'p>,
        /// The reading of the rules that is described; none where the policy distinguishes none.
        edition: Option<EditionId<'p>>,
        /// Every reading that the policy distinguishes; empty where it distinguishes none.
        editions: Vec<EditionInfo<'p>>,
        /// The version of the document.
        version: Words<'p>,
        /// The language of the texts, such as `en`: of those of the policy the one nearest to what was asked for.
        language: Words<'p>,
        /// The languages of the policy; the first counts where nobody asks for another.
        languages: Vec<Words<'p>>,
        /// The name of the policy.
        label: Words<'p>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The offset from UTC in which days and months end, such as `+09:00`; null where it has a zone.
        utc_offset: Option<Words<'p>>,
        /// The zone in which days and months end, such as `America/Los_Angeles`; null where it has a fixed offset.
        time_zone: Option<Words<'p>>,
        /// By what calendar business days are counted; null where none is.
        calendar: Option<CalendarInfo<'p>>,
        /// In whose minor units amounts of money are, by its code in ISO 4217; null where there are none.
        currency: Option<Words<'p>>,
        /// The fact that tells the date of an order, by which rules are in force for it; null where none does.
        dated_by: Option<FactName<'p>>,
        /// The parties.
        roles: Vec<RoleInfo<'p>>,
        /// The states of this edition.
        states: Vec<StateInfo<'p>>,
        /// The facts that an order may have, in all editions.
        facts: Vec<FactInfo<'p>>,
        /// The parameters that have a value in this edition.
        params: Vec<ParamInfo<'p>>,
        /// The values of this edition: expressions that have a name.
        values: Vec<ValueInfo<'p>>,
        /// What the actions are.
        actions: Vec<ActionInfo<'p>>,
        /// What happens by itself.
        transitions: Vec<TransitionInfo<'p>>,
        /// What parties must do.
        duties: Vec<DutyInfo<'p>>,
        /// Where the rules come from.
        sources: Vec<SourceInfo<'p>>,
    }
}

shape! {
    /// A reading of the rules that a policy distinguishes.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// // How long is the review window? The sources do not agree.
    /// let coconala = policy("coconala").unwrap();
    /// let options = DescribeOptions::default().locale("en");
    /// let editions = coconala.describe(&options).unwrap().editions;
    /// let windows: Vec<_> = editions.iter().map(|edition| {
    ///     let params = coconala.describe(&options.edition(&edition.id)).unwrap().params;
    ///     serde_json::to_value(&params[0].value).unwrap()
    /// }).collect();
    /// assert_eq!(windows, ["7d", "72h"]);
    /// ```
    EditionInfo<'p> {
        /// The id of the edition, which an order names under `edition`.
        id: EditionId<'p>,
        /// Its name.
        label: Words<'p>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// Whether an order that names no edition is read by this one.
        default: bool,
    }
}

shape! {
    /// The calendar by which business days are counted.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// // Coconala counts on a clock, not by business days.
    /// assert!(policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().calendar.is_none());
    /// ```
    CalendarInfo<'p> {
        /// Its name.
        id: Words<'p>,
        /// The first day of which it knows whether it is a business day, such as `1970-01-01`.
        from: Words<'p>,
        /// The last such day. What is counted beyond it is unknown.
        verified: Words<'p>,
        /// Where its holidays come from.
        sources: Vec<SourceId<'p>>,
    }
}

shape! {
    /// A party.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let roles = policy("lancers").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().roles;
    /// assert_eq!((&*roles[0].id, &*roles[0].label), ("lancer", "Lancer"));
    /// ```
    RoleInfo<'p> {
        /// The id of the role.
        id: RoleId<'p>,
        /// Its name.
        label: Words<'p>,
    }
}

shape! {
    /// A state.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// // What can a deal on Qoo10 end with?
    /// let states = policy("qoo10").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().states;
    /// let last: Vec<_> = states.iter().filter(|state| state.r#final).map(|state| &*state.id).collect();
    /// assert_eq!(last, ["return-requested", "cancelled"]);
    /// ```
    StateInfo<'p> {
        /// The id of the state.
        id: StateId<'p>,
        /// Its name.
        label: Words<'p>,
        /// Whether nothing leads out of it.
        r#final: bool,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}

shape! {
    /// Where a rule comes from.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, SourceKind, policy};
    ///
    /// let sources = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().sources;
    /// let magazine = sources.iter().find(|source| source.kind == SourceKind::Official).unwrap();
    /// assert_eq!(magazine.id, "coconala-magazine-delivery");
    /// assert!(magazine.url.as_deref().unwrap().starts_with("https://mag.coconala.com/"));
    /// assert!(magazine.note.as_deref().unwrap().starts_with("Read from a stored copy"));
    /// ```
    SourceInfo<'p> {
        /// The id of the source.
        id: SourceId<'p>,
        /// What kind of text it is.
        kind: SourceKind,
        /// Its title.
        title: Words<'p>,
        /// Its address.
        url: Option<Words<'p>>,
        /// The date that the text itself bears, as far as it is known: `2021-09-14`, `2021-09` or `2021`.
        date: Option<Words<'p>>,
        /// When it was read, as far as that is known, in the same form.
        read: Option<Words<'p>>,
        /// What else there is to know, such as the age of the copy that was read.
        note: Option<Words<'p>>,
    }
}

shape! {
    /// A policy by name.
    ///
    /// ```
    /// use torihiki::policy;
    ///
    /// let qoo10 = policy("qoo10").unwrap();
    /// let summary = qoo10.summary();
    /// assert_eq!((&*summary.id, summary.label.get("en")), ("qoo10", Some("Qoo10 order")));
    /// assert_eq!(summary.version, qoo10.version());
    /// ```
    PolicySummary<'p> {
        /// The id of the policy.
        id: PolicyId<'p>,
        /// The version of the document.
        version: Words<'p>,
        /// The name of the policy, in every language.
        label: Labels<'p>,
    }
}

/// A text in every language of a policy. It is serialised as a map from tags to texts.
///
/// ```
/// let label = torihiki::policy("coconala").unwrap().summary().label;
/// assert_eq!((label.get("ja"), label.get("en")), (Some("ココナラの取引"), Some("Coconala order")));
/// assert_eq!(serde_json::to_value(&label).unwrap()["en"], "Coconala order");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
pub struct Labels<'p>(pub(crate) Vec<(Words<'p>, Words<'p>)>);

impl Labels<'_> {
    /// The text in the language with this tag.
    ///
    /// ```
    /// let label = torihiki::policy("qoo10").unwrap().summary().label;
    /// assert_eq!((label.get("en"), label.get("fr")), (Some("Qoo10 order"), None));
    /// ```
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, text)| &**text)
    }

    /// The tags of the languages with the texts, in the order of the policy.
    ///
    /// ```
    /// let label = torihiki::policy("qoo10").unwrap().summary().label;
    /// let tags: Vec<&str> = label.iter().map(|(tag, _)| tag).collect();
    /// assert_eq!(tags, ["ja", "en"]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (&**tag, &**text))
    }
}

impl Serialize for Labels<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(tag, text)| (&**tag, text)))
    }
}
