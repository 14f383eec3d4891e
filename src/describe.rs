//! A policy as data: what a form, a page of documentation or a code generator needs.

use serde::{Serialize, Serializer};

use crate::expr::{FactId, Symbol, Type, Value};
use crate::policy::{
    self, About, Audience, ConsentOf, DutyRole, Edition, EffectKind, Policy, Rules, Severity, SourceKind, Verb,
    vocabulary,
};
use crate::preview::answer::{Words, shape};
use crate::text::{Locale, Text};

vocabulary! {
    /// The type of a fact.
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
    ParamType {
        /// A length of time.
        Duration = "duration",
        /// A whole number.
        Int = "int",
    }
}

shape! {
    /// What a policy says in one edition, in one language.
    Description<'p> {
        /// The id of the policy.
        id: Words<'p>,
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
    RoleInfo<'p> {
        /// The id of the role.
        id: Words<'p>,
        /// Its name.
        label: Words<'p>,
    }
}

shape! {
    /// A state.
    StateInfo<'p> {
        /// The id of the state.
        id: Words<'p>,
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
    FactInfo<'p> {
        /// The key of the fact in an order.
        id: Words<'p>,
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
        /// The facts that it is normally not earlier than.
        after: Vec<Words<'p>>,
        /// The only edition in which it matters; none: both.
        edition: Option<Edition>,
    }
}

shape! {
    /// One of the texts that a choice can be.
    ChoiceInfo<'p> {
        /// The text in an order.
        id: Words<'p>,
        /// Its name.
        label: Words<'p>,
    }
}

shape! {
    /// A number of the policy that a caller may override.
    ParamInfo<'p> {
        /// The key under `params` in an order.
        id: Words<'p>,
        /// Its type.
        r#type: ParamType,
        /// Its name.
        label: Words<'p>,
        /// Its value: a whole number, or a duration such as `7d`.
        value: Scalar<'p>,
        /// The id of the source.
        source: Option<Words<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}

shape! {
    /// Where a rule comes from.
    SourceInfo<'p> {
        /// The id of the source.
        id: Words<'p>,
        /// What kind of text it is.
        kind: SourceKind,
        /// Its title.
        title: Words<'p>,
        /// Its address.
        url: Option<Words<'p>>,
        /// What else there is to know, such as the age of the copy that was read.
        note: Option<Words<'p>>,
    }
}

shape! {
    /// Something that a role may try.
    ActionInfo<'p> {
        /// The id of the action.
        id: Words<'p>,
        /// What kind of thing it is.
        verb: Verb,
        /// What a button for it says.
        label: Words<'p>,
        /// Who may do it.
        roles: Vec<Words<'p>>,
        /// The states in which it is possible.
        from: Vec<Words<'p>>,
        /// The state that it leads to; none: the deal stays where it is.
        to: Option<Words<'p>>,
        /// The facts that it sets, and to what.
        set: Vec<SetInfo<'p>>,
        /// Whose consent it needs.
        consent: Option<ConsentInfo<'p>>,
        /// The id of the source.
        source: Option<Words<'p>>,
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
    SetInfo<'p> {
        /// The key of the fact.
        fact: Words<'p>,
        /// The expression for its new value.
        value: Words<'p>,
    }
}

shape! {
    /// Whose consent an action needs.
    ConsentInfo<'p> {
        /// A role, or `other`: the role that does not act.
        of: Words<'p>,
        /// The condition under which none is needed.
        unless: Option<Words<'p>>,
    }
}

shape! {
    /// What an action needs.
    RequirementInfo<'p> {
        /// The id of the rule.
        rule: Words<'p>,
        /// The condition.
        that: Words<'p>,
        /// The rule, in a sentence.
        message: Words<'p>,
        /// The id of the source.
        source: Option<Words<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The facts that it reads.
        facts: Vec<Words<'p>>,
    }
}

shape! {
    /// What follows.
    EffectInfo<'p> {
        /// The id of the rule.
        rule: Words<'p>,
        /// What it is about.
        kind: EffectKind,
        /// How much it matters to those whom it concerns.
        severity: Severity,
        /// The roles that it concerns; none: it depends on the order.
        audience: Option<Vec<Words<'p>>>,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// What follows, in a sentence.
        message: Words<'p>,
        /// The id of the source.
        source: Option<Words<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}

shape! {
    /// A message that a party can send.
    DraftInfo<'p> {
        /// The id of the draft.
        id: Words<'p>,
        /// Who sends it.
        roles: Vec<Words<'p>>,
        /// The condition under which it fits; none: always.
        when: Option<Words<'p>>,
        /// Its subject.
        subject: Words<'p>,
        /// Its text.
        body: Words<'p>,
    }
}

shape! {
    /// Why an action is not possible in a state.
    ElsewhereInfo<'p> {
        /// The state.
        state: Words<'p>,
        /// Why not, in a sentence.
        message: Words<'p>,
    }
}

shape! {
    /// Something that happens by itself.
    TransitionInfo<'p> {
        /// The id of the rule.
        rule: Words<'p>,
        /// The states that it leads out of.
        from: Vec<Words<'p>>,
        /// The expression for the instant.
        at: Words<'p>,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// The state that it leads to.
        to: Words<'p>,
        /// What happens, in a sentence.
        message: Words<'p>,
        /// The id of the source.
        source: Option<Words<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// What follows from it.
        effects: Vec<EffectInfo<'p>>,
    }
}

shape! {
    /// What a party must do.
    DutyInfo<'p> {
        /// The id of the rule.
        rule: Words<'p>,
        /// Who must; none: it depends on the order.
        role: Option<Words<'p>>,
        /// The states in which the duty stands.
        r#in: Vec<Words<'p>>,
        /// The condition; none: always.
        when: Option<Words<'p>>,
        /// The expression for the instant from which it is overdue; none: there is none.
        due: Option<Words<'p>>,
        /// What must be done, in a sentence.
        message: Words<'p>,
        /// The id of the source.
        source: Option<Words<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
    }
}

shape! {
    /// A policy by name.
    PolicySummary<'p> {
        /// The id of the policy.
        id: Words<'p>,
        /// The version of the document.
        version: Words<'p>,
        /// The name of the policy, in every language.
        label: Labels<'p>,
    }
}

shape! {
    /// A text in every language.
    Labels<'p> {
        /// In Japanese.
        ja: Words<'p>,
        /// In English.
        en: Words<'p>,
    }
}

/// A single value.
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

impl Policy {
    /// The policy as data, in one edition and one language.
    ///
    /// ```
    /// use torihiki::{Edition, Locale, policy};
    ///
    /// let description = policy("coconala").unwrap().describe(Edition::Official, Locale::En);
    /// let window = description.params.iter().find(|param| param.id == "reviewWindow").unwrap();
    /// assert_eq!(window.source.as_deref(), Some("coconala-magazine-delivery"));
    /// ```
    #[must_use]
    pub fn describe(&self, edition: Edition, locale: Locale) -> Description<'_> {
        Describer { policy: self, rules: self.rules(edition), locale }.description()
    }

    /// The policy by name.
    #[must_use]
    pub fn summary(&self) -> PolicySummary<'_> {
        PolicySummary {
            id: Words::of(&self.id),
            version: Words::of(&self.version),
            label: Labels { ja: Words::of(&self.label.ja), en: Words::of(&self.label.en) },
        }
    }
}

struct Describer<'p> {
    policy: &'p Policy,
    rules: &'p Rules,
    locale: Locale,
}

impl<'p> Describer<'p> {
    fn description(&self) -> Description<'p> {
        let policy = self.policy;
        let edition = self.rules.edition;
        let states = policy.states.iter().filter(|state| state.edition.is_none_or(|only| only == edition));
        Description {
            id: Words::of(&policy.id),
            edition,
            version: Words::of(&policy.version),
            label: self.text(&policy.label),
            note: self.note(&policy.note),
            utc_offset: Words::of(&policy.offset_text),
            roles: policy
                .roles
                .iter()
                .map(|role| RoleInfo { id: self.symbol(role.symbol), label: self.text(&role.label) })
                .collect(),
            states: states
                .map(|state| StateInfo {
                    id: self.symbol(state.symbol),
                    label: self.text(&state.label),
                    r#final: state.is_final,
                    note: self.note(&state.note),
                })
                .collect(),
            facts: policy.facts.iter().map(|fact| self.fact(fact)).collect(),
            params: policy.params.iter().filter_map(|param| self.param(param)).collect(),
            actions: self.rules.actions.iter().map(|action| self.action(action)).collect(),
            transitions: self.rules.transitions.iter().map(|transition| self.transition(transition)).collect(),
            duties: self.rules.duties.iter().map(|duty| self.duty(duty)).collect(),
            sources: policy
                .sources
                .iter()
                .map(|source| SourceInfo {
                    id: Words::of(&source.id),
                    kind: source.kind,
                    title: self.text(&source.title),
                    url: source.url.as_deref().map(Words::of),
                    note: self.note(&source.note),
                })
                .collect(),
        }
    }

    #[inline(never)]
    fn fact(&self, fact: &'p policy::Fact) -> FactInfo<'p> {
        let choices = fact.choices.iter();
        FactInfo {
            id: Words::of(&fact.name),
            r#type: match fact.ty {
                Type::Timestamp => FactType::Timestamp,
                Type::Duration => FactType::Duration,
                Type::Int => FactType::Int,
                Type::Bool | Type::Null => FactType::Bool,
                Type::Choice(_) => FactType::Choice,
            },
            label: self.text(&fact.label),
            note: self.note(&fact.note),
            choices: choices.map(|(id, label)| ChoiceInfo { id: self.symbol(*id), label: self.text(label) }).collect(),
            has_default: fact.default != Value::Unknown,
            default: match fact.default {
                Value::Unknown | Value::Null => Scalar::Null,
                Value::Bool(value) => Scalar::Bool(value),
                Value::Number(value) => Scalar::Number(value),
                Value::Symbol(symbol) => Scalar::Text(self.symbol(symbol)),
            },
            nullable: fact.nullable,
            min: fact.min,
            deadline: fact.deadline,
            after: self.facts(&fact.after),
            edition: fact.edition,
        }
    }

    #[inline(never)]
    fn param(&self, param: &'p policy::Param) -> Option<ParamInfo<'p>> {
        let value = param.value(self.rules.edition)?;
        Some(ParamInfo {
            id: Words::of(&param.name),
            r#type: if param.is_duration { ParamType::Duration } else { ParamType::Int },
            label: self.text(&param.label),
            value: match &value.written {
                Some(written) => Scalar::Text(Words::of(written)),
                None => Scalar::Number(value.value),
            },
            source: self.source(value.source),
            note: self.note(&value.note),
        })
    }

    #[inline(never)]
    fn action(&self, action: &'p policy::Action) -> ActionInfo<'p> {
        ActionInfo {
            id: Words::of(&action.id),
            verb: action.verb,
            label: self.text(&action.label),
            roles: self.symbols(&action.roles),
            from: self.symbols(&action.from),
            to: action.to.map(|to| self.symbol(to)),
            set: action
                .set
                .iter()
                .map(|(fact, value)| SetInfo {
                    fact: Words::of(self.policy.fact_name(*fact)),
                    value: Words::of(&value.text),
                })
                .collect(),
            consent: action.consent.as_ref().map(|consent| ConsentInfo {
                of: match consent.of {
                    ConsentOf::Role(role) => self.symbol(role),
                    ConsentOf::Other => Words::of("other"),
                },
                unless: self.written(&consent.unless),
            }),
            source: self.source(action.state.source),
            note: self.note(&action.note),
            requires: action
                .requires
                .iter()
                .map(|requirement| RequirementInfo {
                    rule: Words::of(&requirement.about.rule),
                    that: Words::of(&requirement.that.text),
                    message: self.message(&requirement.about),
                    source: self.source(requirement.about.source),
                    note: self.note(&requirement.about.note),
                    facts: self.facts(&requirement.facts),
                })
                .collect(),
            effects: self.effects(&action.effects),
            drafts: action
                .drafts
                .iter()
                .map(|draft| DraftInfo {
                    id: Words::of(&draft.id),
                    roles: self.symbols(&draft.roles),
                    when: self.written(&draft.when),
                    subject: Words::of(draft.subject.get(self.locale)),
                    body: Words::of(draft.body.get(self.locale)),
                })
                .collect(),
            elsewhere: action
                .elsewhere
                .iter()
                .map(|(state, message)| ElsewhereInfo {
                    state: self.symbol(*state),
                    message: Words::of(message.get(self.locale)),
                })
                .collect(),
        }
    }

    #[inline(never)]
    fn effects(&self, effects: &'p [policy::Effect]) -> Vec<EffectInfo<'p>> {
        let info = |effect: &'p policy::Effect| EffectInfo {
            rule: Words::of(&effect.about.rule),
            kind: effect.kind,
            severity: effect.severity,
            audience: match &effect.audience {
                Audience::Roles(roles) => Some(self.symbols(roles)),
                Audience::Not(_) => None,
            },
            when: self.written(&effect.when),
            message: self.message(&effect.about),
            source: self.source(effect.about.source),
            note: self.note(&effect.about.note),
        };
        effects.iter().map(info).collect()
    }

    #[inline(never)]
    fn transition(&self, transition: &'p policy::Transition) -> TransitionInfo<'p> {
        TransitionInfo {
            rule: Words::of(&transition.about.rule),
            from: self.symbols(&transition.from),
            at: Words::of(&transition.at.text),
            when: self.written(&transition.when),
            to: self.symbol(transition.to),
            message: self.message(&transition.about),
            source: self.source(transition.about.source),
            note: self.note(&transition.about.note),
            effects: self.effects(&transition.effects),
        }
    }

    #[inline(never)]
    fn duty(&self, duty: &'p policy::Duty) -> DutyInfo<'p> {
        DutyInfo {
            rule: Words::of(&duty.about.rule),
            role: match duty.role {
                DutyRole::Role(role) => Some(self.symbol(role)),
                DutyRole::Not(_) | DutyRole::Either => None,
            },
            r#in: self.symbols(&duty.states),
            when: self.written(&duty.when),
            due: self.written(&duty.due),
            message: self.message(&duty.about),
            source: self.source(duty.about.source),
            note: self.note(&duty.about.note),
        }
    }

    #[inline(never)]
    fn text(&self, text: &'p Text) -> Words<'p> {
        Words::of(text.get(self.locale))
    }

    #[inline(never)]
    fn note(&self, note: &'p Option<Text>) -> Option<Words<'p>> {
        note.as_ref().map(|note| self.text(note))
    }

    #[inline(never)]
    fn message(&self, about: &'p About) -> Words<'p> {
        Words::of(about.message.get(self.locale))
    }

    #[inline(never)]
    fn written(&self, written: &'p Option<policy::Written>) -> Option<Words<'p>> {
        written.as_ref().map(|written| Words::of(&written.text))
    }

    #[inline(never)]
    fn source(&self, source: Option<policy::SourceId>) -> Option<Words<'p>> {
        self.policy.source(source).map(Words::of)
    }

    #[inline(never)]
    fn symbol(&self, symbol: Symbol) -> Words<'p> {
        Words::of(self.policy.symbols.text(symbol))
    }

    #[inline(never)]
    fn symbols(&self, symbols: &[Symbol]) -> Vec<Words<'p>> {
        symbols.iter().map(|symbol| self.symbol(*symbol)).collect()
    }

    #[inline(never)]
    fn facts(&self, facts: &[FactId]) -> Vec<Words<'p>> {
        facts.iter().map(|fact| Words::of(self.policy.fact_name(*fact))).collect()
    }
}
