//! A policy as data: what a form, a page of documentation or a code generator needs.

mod options;
mod periods;
mod shapes;

pub use options::DescribeOptions;
pub use shapes::{
    ActionInfo, AgreedInfo, CalendarInfo, ConsentInfo, ConsentOfInfo, DatedInfo, Description, DraftInfo, DutyInfo,
    EditionInfo, EffectInfo, ElsewhereInfo, FactInfo, Labels, ParamInfo, ParamType, PeriodInfo, PolicySummary,
    RequirementInfo, RoleInfo, SetInfo, SourceInfo, StateInfo, TransitionInfo, ValueInfo,
};

use std::borrow::Cow;

use periods::{Versioned, add_earlier, period, scalar};

use crate::data::Data;
use crate::expr::{FactId, ParamId, Symbol, Type};
use crate::order::edition;
use crate::policy::{self, About, Audience, DutyRole, EditionId, Editions, Policy, Reading, Rules};
use crate::preview::answer::{ArgumentInfo, Words};
use crate::preview::telling;
use crate::problem::{Problems, Report};
use crate::text::{LanguageId, Text};

impl Policy {
    /// The policy as data, in one edition and one language.
    ///
    /// # Errors
    ///
    /// There is no such edition, or the locale is no language tag.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, ProblemCode, policy};
    ///
    /// let coconala = policy("coconala").unwrap();
    /// let description = coconala.describe(&DescribeOptions::default()).unwrap();
    /// let window = description.params.iter().find(|param| param.id == "reviewWindow").unwrap();
    /// assert_eq!(window.source.as_deref(), Some("coconala-revision-guide"));
    ///
    /// let problems = coconala.describe(&DescribeOptions::default().edition("2019")).unwrap_err();
    /// assert_eq!(problems.as_slice()[0].code, ProblemCode::UnknownEdition);
    /// ```
    pub fn describe(&self, options: &DescribeOptions<'_>) -> Result<Description<'_>, Problems> {
        let mut report = Report::default();
        let description = describe_into(self, options, &mut report);
        report.finish(Some(description))
    }

    /// The policy by name.
    ///
    /// ```
    /// use torihiki::{policy, policy_ids};
    ///
    /// // The choices of a menu.
    /// let labels: Vec<_> = policy_ids().map(|id| policy(id).unwrap().summary().label).collect();
    /// assert_eq!(labels[2].get("ja"), Some("Qoo10の注文"));
    /// ```
    #[must_use]
    pub fn summary(&self) -> PolicySummary<'_> {
        PolicySummary {
            id: Words::of(&self.id),
            version: Words::of(&self.version),
            label: Labels(
                self.languages
                    .iter()
                    .zip(&self.label.0)
                    .map(|(language, label)| (Words::of(&language.tag), Words::of(label)))
                    .collect(),
            ),
        }
    }
}

/// The description; that of the default edition where another one does not exist.
pub(crate) fn describe_into<'p>(
    policy: &'p Policy,
    options: &DescribeOptions<'_>,
    report: &mut Report,
) -> Description<'p> {
    let asked = options.edition.map(|edition| Data::Text(Cow::Borrowed(edition)));
    let edition = edition(policy, asked.as_ref(), report);
    let locale = policy.locale(options.locale, report);
    // What is in force last stands for what the policy says.
    let reading = Reading { edition, period: policy.turns.len() };
    Describer { policy, rules: policy.rules(reading), reading, locale }.description()
}

struct Describer<'p> {
    policy: &'p Policy,
    rules: &'p Rules,
    reading: Reading,
    locale: LanguageId,
}

impl<'p> Describer<'p> {
    fn description(&self) -> Description<'p> {
        let policy = self.policy;
        let states = policy.states.iter().filter(|state| self.is_here(state));
        let named = policy.clocks.zone.is_named();
        Description {
            id: Words::of(&policy.id),
            edition: policy.edition_id(self.reading.edition).map(Words::of),
            editions: self.editions(),
            version: Words::of(&policy.version),
            language: Words::of(&policy.language(self.locale).tag),
            languages: policy.languages.iter().map(|language| Words::of(&language.tag)).collect(),
            label: self.text(&policy.label),
            note: self.note(&policy.note),
            utc_offset: (!named).then(|| Words::of(&policy.zone_name)),
            time_zone: named.then(|| Words::of(&policy.zone_name)),
            calendar: policy.calendar.as_ref().zip(policy.clocks.business.as_ref()).map(|(calendar, days)| {
                let (_, _, from, verified) = days.parts();
                CalendarInfo {
                    id: Words::of(&calendar.id),
                    from: Words(Cow::Owned(from.text())),
                    verified: Words(Cow::Owned(verified.text())),
                    sources: calendar
                        .sources
                        .iter()
                        .filter_map(|source| policy.source_id(*source))
                        .map(Words::of)
                        .collect(),
                }
            }),
            currency: policy.currency.as_ref().map(|currency| Words::of(&currency.code)),
            dated_by: policy.dated_by.map(|fact| Words::of(policy.fact_name(fact))),
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
            values: self.rules.values.iter().map(|value| self.value(value)).collect(),
            actions: self.in_all_periods(|it| it.rules.actions.iter().map(|action| it.action(action)).collect()),
            transitions: self.in_all_periods(|it| {
                let transitions = it.rules.transitions.iter();
                transitions.map(|transition| it.transition(transition)).collect()
            }),
            duties: self.in_all_periods(|it| it.rules.duties.iter().map(|duty| it.duty(duty)).collect()),
            sources: policy
                .sources
                .iter()
                .map(|source| SourceInfo {
                    id: Words::of(&source.id),
                    kind: source.kind,
                    title: self.text(&source.title),
                    url: source.url.as_deref().map(Words::of),
                    date: source.date.as_deref().map(Words::of),
                    read: source.read.as_deref().map(Words::of),
                    note: self.note(&source.note),
                })
                .collect(),
        }
    }

    /// What `of` tells in each period, put together.
    fn in_all_periods<T: Versioned>(&self, of: impl Fn(&Describer<'p>) -> Vec<T>) -> Vec<T> {
        let mut all = of(self);
        for period in self.policy.periods().rev().skip(1) {
            let reading = Reading { period, ..self.reading };
            let earlier = of(&Describer { rules: self.policy.rules(reading), reading, ..*self });
            add_earlier(&mut all, earlier);
        }
        all
    }

    fn editions(&self) -> Vec<EditionInfo<'p>> {
        let info = |(number, edition): (EditionId, &'p policy::Edition)| EditionInfo {
            id: Words::of(&edition.id),
            label: self.text(&edition.label),
            note: self.note(&edition.note),
            default: number == self.policy.default_edition,
        };
        self.policy.editions.iter().enumerate().map(info).collect()
    }

    /// The ids of some of the editions; none where they are all.
    fn only(&self, editions: Editions) -> Option<Vec<Words<'p>>> {
        let here = self.policy.edition_ids().enumerate().filter(|(edition, _)| editions.has(*edition));
        let here: Vec<Words<'p>> = here.map(|(_, id)| Words::of(id)).collect();
        (here.len() < self.policy.editions.len()).then_some(here)
    }

    #[inline(never)]
    fn fact(&self, fact: &'p policy::Fact) -> FactInfo<'p> {
        let ArgumentInfo { id, r#type, label, note, choices, has_default, default, nullable, min, deadline } =
            telling::argument(self.policy, fact, self.locale);
        FactInfo {
            id,
            r#type,
            label,
            note,
            choices,
            has_default,
            default,
            nullable,
            min,
            deadline,
            changes: fact.changes,
            step: self.note(&fact.step),
            after: self.facts(&fact.after),
            together: self.facts(&fact.together),
            editions: self.only(fact.editions),
        }
    }

    #[inline(never)]
    fn param(&self, param: &'p policy::Param) -> Option<ParamInfo<'p>> {
        let edition = self.reading.edition;
        let mut dated: Vec<&'p policy::ParamValue> = Vec::new();
        let mut undated = None;
        for period in self.policy.periods() {
            let value = param.value(Reading { edition, period })?;
            match value.in_force {
                None => undated = Some(value),
                Some(_) if dated.last().is_some_and(|known| known.in_force == value.in_force) => {}
                Some(_) => dated.push(value),
            }
        }
        let value = undated.or(dated.last().copied())?;
        Some(ParamInfo {
            id: Words::of(&param.name),
            r#type: match param.ty {
                Type::Duration => ParamType::Duration,
                Type::Money => ParamType::Money,
                _ => ParamType::Int,
            },
            label: self.text(&param.label),
            value: scalar(value),
            min: param.min,
            source: value.source.and_then(|source| self.source(source)),
            note: self.note(&value.note),
            dated: dated.into_iter().map(|value| self.dated(value)).collect(),
        })
    }

    fn dated(&self, value: &'p policy::ParamValue) -> DatedInfo<'p> {
        let period = period(value.in_force);
        DatedInfo {
            from: period.and_then(|period| period.from),
            until: period.and_then(|period| period.until),
            value: scalar(value),
            source: value.source.and_then(|source| self.source(source)),
            note: self.note(&value.note),
        }
    }

    #[inline(never)]
    fn value(&self, value: &'p policy::NamedValue) -> ValueInfo<'p> {
        ValueInfo {
            id: Words::of(&value.name),
            r#type: telling::type_of(&value.ty),
            label: self.note(&value.label),
            note: self.note(&value.note),
            is: Words::of(&value.text),
            facts: self.facts(&value.facts),
            params: self.params(&value.params),
        }
    }

    #[inline(never)]
    fn action(&self, action: &'p policy::Action) -> ActionInfo<'p> {
        ActionInfo {
            id: Words::of(&action.id),
            verb: action.verb,
            label: self.text(&action.label),
            asserts: self.note(&action.asserts),
            roles: self.symbols(&action.roles),
            from: self.symbols(&action.from),
            to: action.to.map(|to| self.symbol(to)),
            with: telling::arguments(self.policy, action, self.locale),
            set: self.set(&action.set),
            agreed: action
                .agreed
                .as_ref()
                .map(|agreed| AgreedInfo { to: agreed.to.map(|to| self.symbol(to)), set: self.set(&agreed.set) }),
            consent: action.consent.as_ref().map(|consent| ConsentInfo {
                of: consent
                    .of
                    .iter()
                    .map(|(by, of)| ConsentOfInfo { by: self.symbol(*by), of: self.symbol(*of) })
                    .collect(),
                unless: self.written(&consent.unless),
                params: self.params_in(&[consent.unless.as_ref()], &[]),
            }),
            sources: self.sources(&action.state.origin),
            note: self.note(&action.note),
            requires: self.requires(&action.requires),
            effects: self.effects(&action.effects),
            drafts: action
                .drafts
                .iter()
                .map(|draft| DraftInfo {
                    id: Words::of(&draft.id),
                    roles: self.symbols(&draft.roles),
                    when: self.written(&draft.when),
                    params: self.params_in(&[draft.when.as_ref()], &[&draft.subject, &draft.body]),
                    subject: Words::of(draft.subject.get(self.locale)),
                    body: Words::of(draft.body.get(self.locale)),
                    in_force: period(draft.in_force),
                })
                .collect(),
            elsewhere: action
                .elsewhere
                .iter()
                .filter(|(state, _)| self.policy.state(*state).is_some_and(|state| self.is_here(state)))
                .map(|(state, message)| ElsewhereInfo {
                    state: self.symbol(*state),
                    message: Words::of(message.get(self.locale)),
                })
                .collect(),
            in_force: period(action.in_force),
        }
    }

    /// Whether the edition has a state.
    fn is_here(&self, state: &policy::State) -> bool {
        state.editions.has(self.reading.edition)
    }

    #[inline(never)]
    fn requires(&self, requires: &'p [policy::Requirement]) -> Vec<RequirementInfo<'p>> {
        let info = |requirement: &'p policy::Requirement| {
            let about = &requirement.about;
            RequirementInfo {
                rule: Words::of(&about.rule),
                that: requirement.alternatives.is_empty().then(|| Words::of(&requirement.that.text)),
                message: self.message(about),
                violated: requirement.violated.as_ref().map(|message| Words::of(message.get(self.locale))),
                sources: self.sources(&about.origin),
                note: self.note(&about.note),
                facts: telling::facts_of(self.policy, &requirement.facts),
                arguments: telling::arguments_of(self.policy, &requirement.facts),
                params: self.params(&about.origin.params),
                alternatives: self.requires(&requirement.alternatives),
                in_force: period(requirement.in_force),
            }
        };
        requires.iter().map(info).collect()
    }

    #[inline(never)]
    fn set(&self, set: &'p [(FactId, policy::Written)]) -> Vec<SetInfo<'p>> {
        let info = |(fact, value): &'p (FactId, policy::Written)| SetInfo {
            fact: Words::of(self.policy.fact_name(*fact)),
            value: Words::of(&value.text),
            params: self.params_in(&[Some(value)], &[]),
        };
        set.iter().map(info).collect()
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
            on: effect.on,
            certainty: effect.certainty,
            when: self.written(&effect.when),
            amount: self.written(&effect.amount),
            message: self.message(&effect.about),
            sources: self.sources(&effect.about.origin),
            note: self.note(&effect.about.note),
            params: self.params(&effect.about.origin.params),
            in_force: period(effect.in_force),
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
            certainty: transition.certainty,
            set: self.set(&transition.set),
            message: self.message(&transition.about),
            sources: self.sources(&transition.about.origin),
            note: self.note(&transition.about.note),
            params: self.params(&transition.about.origin.params),
            effects: self.effects(&transition.effects),
            in_force: period(transition.in_force),
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
            sources: self.sources(&duty.about.origin),
            note: self.note(&duty.about.note),
            params: self.params(&duty.about.origin.params),
            in_force: period(duty.in_force),
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
    fn source(&self, source: policy::SourceId) -> Option<Words<'p>> {
        self.policy.source_id(source).map(Words::of)
    }

    #[inline(never)]
    fn sources(&self, origin: &policy::Origin) -> Vec<Words<'p>> {
        telling::sources(self.policy, origin, &|param| self.policy.source_of(param, self.reading))
    }

    #[inline(never)]
    fn params(&self, params: &[ParamId]) -> Vec<Words<'p>> {
        params.iter().map(|param| Words::of(self.policy.param_name(*param))).collect()
    }

    /// The parameters in expressions and in messages.
    #[inline(never)]
    fn params_in(&self, expressions: &[Option<&policy::Written>], messages: &[&policy::Message]) -> Vec<Words<'p>> {
        let mut params = Vec::new();
        expressions.iter().flatten().for_each(|written| written.expr.params(&mut params));
        messages.iter().for_each(|message| message.params(&self.rules.values, &mut params));
        self.params(&params)
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
        telling::names(self.policy, facts)
    }
}
