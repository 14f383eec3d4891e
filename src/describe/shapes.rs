//! The shapes of a description. JavaScript gets the same, with the names in camelCase.

use serde::Serialize;

use crate::policy::{Edition, EffectKind, Severity, SourceKind, Verb};
use crate::preview::answer::{
    ActionId, FactName, ParamName, PolicyId, RoleId, RuleId, Scalar, SourceId, StateId, Words, shape,
};
use crate::text::vocabulary;

vocabulary! {
    /// The type of a fact.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/fact-type.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/param-type.md"))]
    ParamType {
        /// A length of time.
        Duration = "duration",
        /// A whole number.
        Int = "int",
    }
}

shape! {
    /// What a policy says in one edition, in one language.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/description.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/role-info.md"))]
    RoleInfo<'p> {
        /// The id of the role.
        id: RoleId<'p>,
        /// Its name.
        label: Words<'p>,
    }
}

shape! {
    /// A state.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/state-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/fact-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/choice-info.md"))]
    ChoiceInfo<'p> {
        /// The text in an order.
        id: Words<'p>,
        /// Its name.
        label: Words<'p>,
    }
}

shape! {
    /// A number of the policy that a caller may override.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/param-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/source-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/action-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/set-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/consent-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/requirement-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/effect-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/draft-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/elsewhere-info.md"))]
    ElsewhereInfo<'p> {
        /// The state.
        state: StateId<'p>,
        /// Why not, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// Something that happens by itself.
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/transition-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/duty-info.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/policy-summary.md"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), doc = include_str!("../examples/labels.md"))]
    Labels<'p> {
        /// In Japanese.
        ja: Words<'p>,
        /// In English.
        en: Words<'p>,
    }
}
