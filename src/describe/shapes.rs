//! The shapes of a description. JavaScript gets the same, with the names in camelCase.

use serde::Serialize;

use crate::policy::{Edition, EffectKind, Severity, SourceKind, Verb};
use crate::preview::answer::{
    ActionId, FactName, ParamName, PolicyId, RoleId, RuleId, Scalar, SourceId, StateId, Words, shape,
};
use crate::text::vocabulary;

vocabulary! {
    /// The type of a fact.
    ///
    /// ```
    /// use torihiki::{Edition, FactType, Locale, policy};
    ///
    /// let facts = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).facts;
    /// let r#type = |id| facts.iter().find(|fact| fact.id == id).unwrap().r#type;
    /// assert_eq!(r#type("deliveredAt"), FactType::Timestamp);
    /// assert_eq!(r#type("revisionsUsed"), FactType::Int);
    /// assert_eq!(r#type("cancelRequestedBy"), FactType::Choice);
    /// ```
    FactType {
        /// An instant.
        Timestamp = "timestamp",
        /// A length of time.
        Duration = "duration",
        /// A whole number.
        Int = "int",
        /// True or false.
        Bool = "bool",
        /// One of a few texts.
        Choice = "choice",
    }
}

vocabulary! {
    /// The type of a parameter.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, ParamType, policy};
    ///
    /// let params = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).params;
    /// let r#type = |id| params.iter().find(|param| param.id == id).unwrap().r#type;
    /// assert_eq!(r#type("reviewWindow"), ParamType::Duration);
    /// assert_eq!(r#type("maxRevisions"), ParamType::Int);
    /// ```
    ParamType {
        /// A length of time.
        Duration = "duration",
        /// A whole number.
        Int = "int",
    }
}

shape! {
    /// What a policy says in one edition, in one language.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let coconala = policy("coconala").unwrap().describe(Edition::Guide, Locale::En);
    /// assert_eq!((&*coconala.label, &*coconala.utc_offset), ("Coconala order", "+09:00"));
    /// let states: Vec<&str> = coconala.states.iter().map(|state| &*state.id).collect();
    /// assert_eq!(states, ["in-progress", "delivered", "revising", "completed", "cancelled"]);
    /// assert_eq!(coconala.transitions[0].rule, "coconala.auto-complete");
    /// assert_eq!(coconala.duties[1].rule, "coconala.review-delivery");
    /// ```
    Description<'p> {
        /// The id of the policy.
        id: PolicyId<'p>,
        /// The reading of the rules that is described.
        edition: Edition,
        /// The version of the document.
        version: Words<'p>,
        /// The name of the policy.
        label: Words<'p>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The offset from UTC in which days and months end, such as `+09:00`.
        utc_offset: Words<'p>,
        /// The parties.
        roles: Vec<RoleInfo<'p>>,
        /// The states of this edition.
        states: Vec<StateInfo<'p>>,
        /// The facts that an order may have, in both editions.
        facts: Vec<FactInfo<'p>>,
        /// The parameters that have a value in this edition.
        params: Vec<ParamInfo<'p>>,
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
    /// A party.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let roles = policy("lancers").unwrap().describe(Edition::Guide, Locale::En).roles;
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
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// // What can a deal on Qoo10 end with?
    /// let states = policy("qoo10").unwrap().describe(Edition::Guide, Locale::En).states;
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
    /// A fact that an order may have.
    ///
    /// ```
    /// use torihiki::{Edition, FactType, Locale, answer::Scalar, policy};
    ///
    /// let facts = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).facts;
    /// let fact = |id| facts.iter().find(|fact| fact.id == id).unwrap();
    ///
    /// let delivered = fact("deliveredAt");
    /// assert_eq!((delivered.r#type, delivered.has_default), (FactType::Timestamp, false));
    /// assert_eq!(delivered.after, ["purchasedAt"]);
    /// let revisions = fact("revisionsUsed");
    /// assert_eq!((&revisions.default, revisions.min), (&Scalar::Number(0), Some(0)));
    /// assert!(fact("dueAt").nullable && fact("dueAt").deadline);
    /// ```
    FactInfo<'p> {
        /// The key of the fact in an order.
        id: FactName<'p>,
        /// Its type.
        r#type: FactType,
        /// Its name.
        label: Words<'p>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// What it can be, where it is a choice; else empty.
        choices: Vec<ChoiceInfo<'p>>,
        /// Whether leaving it out means something; if not, it is unknown.
        has_default: bool,
        /// What leaving it out means; null is "known to be absent".
        default: Scalar<'p>,
        /// Whether it may be null, "known to be absent".
        nullable: bool,
        /// The smallest number allowed, inclusive.
        min: Option<i64>,
        /// Whether the instant may lie ahead, as a due date does.
        deadline: bool,
        /// Whether it changes while the deal runs by something that is no action of the policy.
        changes: bool,
        /// The facts that it is normally not earlier than.
        after: Vec<FactName<'p>>,
        /// The only edition in which it matters; none: both.
        edition: Option<Edition>,
    }
}

shape! {
    /// One of the texts that a choice can be.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let facts = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).facts;
    /// let asked_by = facts.iter().find(|fact| fact.id == "cancelRequestedBy").unwrap();
    /// assert_eq!((&*asked_by.choices[1].id, &*asked_by.choices[1].label), ("seller", "Seller"));
    /// ```
    ChoiceInfo<'p> {
        /// The text in an order.
        id: Words<'p>,
        /// Its name.
        label: Words<'p>,
    }
}

shape! {
    /// A number of the policy that a caller may override.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let window = |edition| {
    ///     let params = policy("coconala").unwrap().describe(edition, Locale::En).params;
    ///     let window = params.into_iter().find(|param| param.id == "reviewWindow").unwrap();
    ///     let value = serde_json::to_value(&window.value).unwrap();
    ///     format!("{value} by {}", window.source.unwrap())
    /// };
    /// assert_eq!(window(Edition::Guide), r#""7d" by coconala-revision-guide"#);
    /// assert_eq!(window(Edition::Official), r#""72h" by coconala-magazine-delivery"#);
    /// ```
    ParamInfo<'p> {
        /// The key under `params` in an order.
        id: ParamName<'p>,
        /// Its type.
        r#type: ParamType,
        /// Its name.
        label: Words<'p>,
        /// Its value: a whole number, or a duration such as `7d`.
        value: Scalar<'p>,
        /// The id of the source.
        source: Option<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}

shape! {
    /// Where a rule comes from.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, SourceKind, policy};
    ///
    /// let sources = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).sources;
    /// let official = sources.iter().find(|source| source.kind == SourceKind::Official).unwrap();
    /// assert_eq!(official.id, "coconala-magazine-delivery");
    /// assert!(official.url.as_deref().unwrap().starts_with("https://mag.coconala.com/"));
    /// assert!(official.note.as_deref().unwrap().starts_with("Read from a stored copy"));
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
    /// Something that a role may try.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, Verb, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).actions;
    /// let revise = actions.iter().find(|action| action.id == "revise").unwrap();
    /// assert_eq!((revise.verb, &*revise.label), (Verb::Revise, "Send back for revision"));
    /// assert_eq!((&*revise.roles[0], &*revise.from[0]), ("buyer", "delivered"));
    /// assert_eq!(revise.to.as_deref(), Some("revising"));
    /// assert_eq!(revise.requires.len(), 2);
    /// ```
    ActionInfo<'p> {
        /// The id of the action.
        id: ActionId<'p>,
        /// What kind of thing it is.
        verb: Verb,
        /// What a button for it says.
        label: Words<'p>,
        /// Who may do it.
        roles: Vec<RoleId<'p>>,
        /// The states in which it is possible.
        from: Vec<StateId<'p>>,
        /// The state that it leads to; none: the deal stays where it is.
        to: Option<StateId<'p>>,
        /// The facts that it sets, and to what.
        set: Vec<SetInfo<'p>>,
        /// Whose consent it needs.
        consent: Option<ConsentInfo<'p>>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// What it needs, beside the state.
        requires: Vec<RequirementInfo<'p>>,
        /// What follows from it.
        effects: Vec<EffectInfo<'p>>,
        /// Messages that go with it.
        drafts: Vec<DraftInfo<'p>>,
        /// Why not, in some of the other states.
        elsewhere: Vec<ElsewhereInfo<'p>>,
    }
}

shape! {
    /// A fact that an action sets.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).actions;
    /// let revise = actions.iter().find(|action| action.id == "revise").unwrap();
    /// assert_eq!((&*revise.set[0].fact, &*revise.set[0].value), ("revisionsUsed", "revisionsUsed + 1"));
    /// ```
    SetInfo<'p> {
        /// The key of the fact.
        fact: FactName<'p>,
        /// The expression for its new value.
        value: Words<'p>,
        /// The parameters in that expression.
        params: Vec<ParamName<'p>>,
    }
}

shape! {
    /// Whose consent an action needs.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// // The seller has to agree to a cancellation, unless the parcel is late.
    /// let actions = policy("qoo10").unwrap().describe(Edition::Guide, Locale::En).actions;
    /// let cancel = actions.iter().find(|action| action.id == "request-cancel").unwrap();
    /// let consent = cancel.consent.as_ref().unwrap();
    /// assert_eq!(consent.of, "seller");
    /// assert_eq!(consent.unless.as_deref(), Some("shipBy != null && now >= shipBy"));
    /// ```
    ConsentInfo<'p> {
        /// A role, or `other`: the role that does not act.
        of: Words<'p>,
        /// The condition under which none is needed.
        unless: Option<Words<'p>>,
        /// The parameters in that condition.
        params: Vec<ParamName<'p>>,
    }
}

shape! {
    /// What an action needs.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).actions;
    /// let window = &actions.iter().find(|action| action.id == "revise").unwrap().requires[0];
    /// assert_eq!(window.rule, "coconala.revise.review-window-open");
    /// assert_eq!(window.that, "now < deliveredAt + reviewWindow");
    /// assert_eq!(window.message, "Work can be sent back only within 7 days of delivery");
    /// assert_eq!(window.facts, ["deliveredAt"]);
    /// ```
    RequirementInfo<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// The condition.
        that: Words<'p>,
        /// The rule, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The facts that it reads.
        facts: Vec<FactName<'p>>,
        /// The parameters that it rests on: those in its condition and its message.
        params: Vec<ParamName<'p>>,
    }
}

shape! {
    /// What follows.
    ///
    /// ```
    /// use torihiki::{EffectKind, Edition, Locale, Severity, policy};
    ///
    /// let actions = policy("qoo10").unwrap().describe(Edition::Guide, Locale::En).actions;
    /// let approve = actions.iter().find(|action| action.id == "approve-cancel").unwrap();
    /// let loses = approve.effects.iter().find(|effect| effect.rule.ends_with("loses-goods-and-money")).unwrap();
    /// assert_eq!((loses.kind, loses.severity), (EffectKind::Payout, Severity::Danger));
    /// assert_eq!(loses.when.as_deref(), Some(r#"state == "handed-over""#));
    /// assert_eq!(loses.audience.as_deref().unwrap(), ["seller"]);
    /// ```
    EffectInfo<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// What it is about.
        kind: EffectKind,
        /// How much it matters to those whom it concerns.
        severity: Severity,
        /// The roles that it concerns; none: it depends on the order.
        audience: Option<Vec<RoleId<'p>>>,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// What follows, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The parameters that it rests on: those in its condition and its message.
        params: Vec<ParamName<'p>>,
    }
}

shape! {
    /// A message that a party can send.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// // Two ways to say no to a cancel request, for two kinds of goods.
    /// let actions = policy("qoo10").unwrap().describe(Edition::Guide, Locale::En).actions;
    /// let refuse = actions.iter().find(|action| action.id == "refuse-cancel").unwrap();
    /// let ids: Vec<_> = refuse.drafts.iter().map(|draft| &*draft.id).collect();
    /// assert_eq!(ids, ["refuse-cancel", "refuse-cancel-made-to-order", "request-return-guidance"]);
    /// assert_eq!(refuse.drafts[0].subject, "About your cancel request");
    /// ```
    DraftInfo<'p> {
        /// The id of the draft.
        id: Words<'p>,
        /// Who sends it.
        roles: Vec<RoleId<'p>>,
        /// The condition under which it fits; none: always.
        when: Option<Words<'p>>,
        /// The parameters that it rests on: those in its condition, its subject and its text.
        params: Vec<ParamName<'p>>,
        /// Its subject.
        subject: Words<'p>,
        /// Its text.
        body: Words<'p>,
    }
}

shape! {
    /// Why an action is not possible in a state.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).actions;
    /// let rate = actions.iter().find(|action| action.id == "rate").unwrap();
    /// let why = &rate.elsewhere[0];
    /// assert_eq!((&*why.state, &*why.message), ("cancelled", "A cancelled order is not rated"));
    /// ```
    ElsewhereInfo<'p> {
        /// The state.
        state: StateId<'p>,
        /// Why not, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// Something that happens by itself.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let transitions = policy("crowdworks").unwrap().describe(Edition::Guide, Locale::En).transitions;
    /// let ends = &transitions[0];
    /// assert_eq!((&*ends.from[0], &*ends.from[1], &*ends.to), ("working", "delivered", "terminated"));
    /// assert_eq!(ends.at, "terminationRequestedAt + terminationAnswer");
    /// assert_eq!(ends.when.as_deref(), Some("terminationRequestedAt != null"));
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
    }
}

shape! {
    /// What a party must do.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let duties = policy("coconala").unwrap().describe(Edition::Guide, Locale::En).duties;
    /// let review = duties.iter().find(|duty| duty.rule == "coconala.review-delivery").unwrap();
    /// assert_eq!((review.role.as_deref(), &*review.r#in[0]), (Some("buyer"), "delivered"));
    /// assert_eq!(review.due.as_deref(), Some("deliveredAt + reviewWindow"));
    /// ```
    DutyInfo<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// Who must; none: it depends on the order.
        role: Option<RoleId<'p>>,
        /// The states in which the duty stands.
        r#in: Vec<StateId<'p>>,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// The expression for the instant from which it is overdue; none: there is none.
        due: Option<Words<'p>>,
        /// What must be done, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The parameters that it rests on: those in its condition, its due date and its message.
        params: Vec<ParamName<'p>>,
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
    /// assert_eq!((&*summary.id, &*summary.label.en), ("qoo10", "Qoo10 order"));
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

shape! {
    /// A text in every language.
    ///
    /// ```
    /// let label = torihiki::policy("coconala").unwrap().summary().label;
    /// assert_eq!((&*label.ja, &*label.en), ("ココナラの取引", "Coconala order"));
    /// ```
    Labels<'p> {
        /// In Japanese.
        ja: Words<'p>,
        /// In English.
        en: Words<'p>,
    }
}
