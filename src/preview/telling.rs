//! How rules are told: from what the engine works with to the words of an answer.

mod arguments;
mod message;
mod steps;

pub(crate) use arguments::{argument, arguments, arguments_of, facts_of, type_of};

use super::answer::{Amount, Certainty, Duty, Effect, PolicyRef, Standing, Status, Transition, Verdict, Words};
use super::harm::follows_by_itself;
use super::situation::{Happened, Recorded, Situation, World};
use super::view::amount_of;
use crate::expr::{FactId, ParamId, Scope, Symbol, Truth, Value, agreed};
use crate::order::Order;
use crate::policy::{self, Audience, DutyRole, Message, Origin, Policy, Rules, SourceId};
use crate::text::{Language, LanguageId};
use crate::time::Instant;
use message::Of;

/// Tells of an order by its rules, in one language.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a, 'p> {
    pub(super) order: &'a Order<'p>,
    /// The facts as they are then.
    facts: &'a [Value],
    /// Where the deal may stand then, and when that is.
    worlds: &'a [World],
    now: i64,
    /// Whom it is told to, where that makes a difference.
    role: Option<Symbol>,
    pub(super) policy: &'p Policy,
    pub(super) rules: &'p Rules,
    pub(super) locale: LanguageId,
}

impl<'a, 'p> Telling<'a, 'p> {
    pub(super) fn of(order: &'a Order<'p>, locale: LanguageId) -> Telling<'a, 'p> {
        let (policy, rules) = (order.policy, order.rules());
        let now = Scope::NO_INSTANT;
        Telling { order, facts: &order.facts, worlds: &[], now, role: None, policy, rules, locale }
    }

    /// The same in a situation at an instant, where transitions recorded these facts.
    pub(super) fn at<'b>(&self, situation: &'b Situation, recorded: &'b Recorded, now: i64) -> Telling<'b, 'p>
    where
        'a: 'b,
    {
        Telling { worlds: &situation.possible, now, ..self.with(recorded) }
    }

    /// The same told to a role.
    pub(super) fn to(&self, role: Symbol) -> Telling<'a, 'p> {
        Telling { role: Some(role), ..*self }
    }

    /// The same where transitions recorded these facts.
    fn with<'b>(&self, recorded: &'b Recorded) -> Telling<'b, 'p>
    where
        'a: 'b,
    {
        Telling { facts: recorded.as_deref().unwrap_or(&self.order.facts), ..*self }
    }

    pub(super) fn language(&self) -> &'p Language {
        self.policy.language(self.locale)
    }

    pub(super) fn policy_ref(&self) -> PolicyRef<'p> {
        PolicyRef {
            id: Words::of(&self.policy.id),
            edition: self.policy.edition_id(self.order.edition).map(Words::of),
            version: Words::of(&self.policy.version),
            language: Words::of(&self.language().tag),
        }
    }

    /// Where the deal stands, and what led there.
    pub(super) fn standing(&self, situation: &Situation) -> Standing<'p> {
        Standing {
            given: self.symbol(self.order.state),
            effective: self.symbol(situation.effective.state),
            label: self.state_label(situation.effective.state),
            note: self.policy.state(situation.effective.state).and_then(|state| note(state, self.locale)),
            uncertain: self.uncertain(situation),
            possible: situation.states().into_iter().map(|state| self.symbol(state)).collect(),
            transitions: self.transitions(&situation.happened),
        }
    }

    /// The rules that leave the state open.
    pub(super) fn uncertain(&self, situation: &Situation) -> Vec<Words<'p>> {
        let transitions = situation.open().iter().filter_map(|number| self.rules.transitions.get(*number));
        transitions.map(|transition| Words::of(&transition.about.rule)).collect()
    }

    pub(super) fn state_label(&self, state: Symbol) -> Words<'p> {
        Words::of(self.policy.state(state).map_or("", |state| state.label.get(self.locale)))
    }

    /// What happens by itself after an instant if nobody acts, and what may. `end` is where the deal
    /// stands when nothing more happens.
    pub(super) fn coming(&self, end: &Situation, after: i64) -> Vec<Transition<'p>> {
        let later: Vec<Happened> = end.all().filter(|happened| after < happened.at).cloned().collect();
        self.transitions(&later)
    }

    pub(super) fn transitions(&self, happened: &[Happened]) -> Vec<Transition<'p>> {
        let told = |happened: &Happened| self.with(&self.order.agreed_facts(&happened.from)).transition(happened);
        happened.iter().filter_map(told).collect()
    }

    /// What all the worlds in which it happens agree on.
    fn transition(&self, happened: &Happened) -> Option<Transition<'p>> {
        let transition = self.rules.transitions.get(happened.transition)?;
        let scopes = || happened.from.iter().map(|world| self.order.scope_in(world, None, happened.at));
        // What it says, it says of the deal as it has made it.
        let after = |world: &World| self.order.after(transition, world, Some(happened.at));
        let worlds: Vec<World> = happened.from.iter().map(after).collect();
        let recorded = self.order.agreed_facts(&worlds);
        let told = Telling { worlds: &worlds, now: happened.at, role: None, ..self.with(&recorded) };
        let effects = transition.effects.iter().filter_map(|effect| {
            let follows = follows_by_itself(self.order, happened, effect);
            let amount = |amount: &policy::Written| agreed(scopes().map(|scope| amount.expr.eval(&scope)));
            let amount = effect.amount.as_ref().and_then(amount).and_then(amount_of);
            // It follows at one instant, and what has followed stays so.
            self.effect(effect, follows, amount, None, Some(&told))
        });
        Some(Transition {
            rule: Words::of(&transition.about.rule),
            at: instant(happened.at),
            from: self.symbol(happened.from.first()?.state),
            to: self.symbol(transition.to),
            certainty: happened.certainty,
            message: told.message(&transition.about.message),
            sources: self.sources(&transition.about.origin),
            effects: effects.collect(),
        })
    }

    /// An effect; none where it does not follow. Its `amount` is in minor units, where it has one that is known, and
    /// `told` is what its message is told of; without it, the effect has neither message nor sources.
    pub(super) fn effect(
        &self,
        effect: &'p policy::Effect,
        follows: Truth,
        amount: Option<i64>,
        until: Option<Instant>,
        told: Option<&Telling<'_, 'p>>,
    ) -> Option<Effect<'p>> {
        let certainty = Certainty::from_truth(follows)?;
        let audience = match &effect.audience {
            Audience::Roles(roles) => roles.iter().map(|role| self.symbol(*role)).collect(),
            Audience::Not(fact) => {
                let named = self.named(*fact);
                let roles = self.policy.parties(*fact).into_iter();
                roles.filter(|role| named != Some(*role)).map(|role| self.symbol(role)).collect()
            }
        };
        Some(Effect {
            rule: Words::of(&effect.about.rule),
            kind: effect.kind,
            severity: effect.severity,
            audience,
            certainty,
            amount: amount
                .zip(self.policy.currency.as_ref())
                .map(|(value, currency)| Amount { value, currency: Words::of(&currency.code) }),
            until,
            message: told
                .map_or(Words::of(""), |told| told.message_of(&effect.about.message, Of { amount, due: None })),
            sources: told.map_or_else(Vec::new, |_| self.sources(&effect.about.origin)),
        })
    }

    /// Whose duty it is: each role by itself, or none in particular.
    pub(super) fn roles_of(&self, duty: &policy::Duty) -> Vec<Option<Symbol>> {
        match &duty.role {
            DutyRole::Role(role) => vec![Some(*role)],
            DutyRole::Either => vec![None],
            DutyRole::Not(fact) => match self.named(*fact) {
                None => vec![None],
                Some(named) => {
                    let roles = self.policy.parties(*fact).into_iter();
                    roles.filter(|role| *role != named).map(Some).collect()
                }
            },
        }
    }

    /// The duty of one of its roles; none where it does not stand.
    pub(super) fn duty(
        &self,
        duty: &'p policy::Duty,
        role: Option<Symbol>,
        situation: &Situation,
        stands: Truth,
        overdue: Truth,
    ) -> Option<Duty<'p>> {
        let certainty = Certainty::from_truth(stands)?;
        // What is due after the last instant that there is never comes.
        let due = situation.due(duty, self.order).filter(|due| *due <= Instant::MAX.millis());
        let told = due.zip(duty.due.as_ref()).map(|(due, written)| (due, &written.expr));
        Some(Duty {
            rule: Words::of(&duty.about.rule),
            role: role.map(|role| self.symbol(role)),
            due: due.map(instant),
            overdue: match overdue {
                Truth::False => Some(false),
                Truth::Unknown => None,
                Truth::True => Some(true),
            },
            certainty,
            message: self.message_of(&duty.about.message, Of { amount: None, due: told }),
            sources: self.sources(&duty.about.origin),
        })
    }

    /// The role that a fact names.
    fn named(&self, fact: FactId) -> Option<Symbol> {
        match self.facts.get(fact) {
            Some(Value::Symbol(role)) => Some(*role),
            _ => None,
        }
    }

    /// The sources that a rule rests on. What the caller passes for a parameter has none.
    pub(super) fn sources(&self, origin: &Origin) -> Vec<Words<'p>> {
        let source_of = |param| {
            if self.order.is_overridden(param) { None } else { self.policy.source_of(param, self.rules.reading) }
        };
        sources(self.policy, origin, &source_of)
    }

    /// The same for a rule that is told with a message which is not its own: its parameters count as well.
    pub(super) fn sources_with(&self, origin: &Origin, message: &Message) -> Vec<Words<'p>> {
        if !message.has_parts() {
            return self.sources(origin);
        }
        let mut params = origin.params.clone();
        message.params(&self.rules.values, &mut params);
        self.sources(&Origin { named: origin.named.clone(), params, ..*origin })
    }

    pub(super) fn symbol(&self, symbol: Symbol) -> Words<'p> {
        Words::of(self.policy.symbols.text(symbol))
    }

    pub(super) fn facts(&self, facts: &[FactId]) -> Vec<Words<'p>> {
        names(self.policy, facts)
    }
}

/// The ids of the sources that a rule rests on, each once; `source_of` tells the source of a parameter.
pub(crate) fn sources<'p>(
    policy: &'p Policy,
    origin: &Origin,
    source_of: &dyn Fn(ParamId) -> Option<SourceId>,
) -> Vec<Words<'p>> {
    let mut ids = Vec::with_capacity(origin.named.len().saturating_add(origin.params.len()).max(1));
    for id in policy.sources(origin, source_of).filter_map(|source| policy.source_id(source)) {
        if !ids.iter().any(|known: &Words<'_>| *known == *id) {
            ids.push(Words::of(id));
        }
    }
    ids
}

/// The names of facts.
pub(crate) fn names<'p>(policy: &'p Policy, facts: &[FactId]) -> Vec<Words<'p>> {
    facts.iter().map(|fact| Words::of(policy.fact_name(*fact))).collect()
}

/// What a state means, or what came of it.
pub(super) fn note<'p>(state: &'p policy::State, locale: LanguageId) -> Option<Words<'p>> {
    state.note.as_ref().map(|note| Words::of(note.get(locale)))
}

/// A computed instant; one beyond the calendar is its nearest end.
pub(crate) fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap_or(if millis < 0 { Instant::MIN } else { Instant::MAX })
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Verdict {
        match truth {
            Truth::False => Verdict::Denied,
            Truth::Unknown => Verdict::Unknown,
            Truth::True => Verdict::Allowed,
        }
    }
}

impl From<Truth> for Status {
    fn from(truth: Truth) -> Status {
        match truth {
            Truth::False => Status::Violated,
            Truth::Unknown => Status::Unknown,
            Truth::True => Status::Satisfied,
        }
    }
}

impl Certainty {
    /// None for what does not follow.
    fn from_truth(truth: Truth) -> Option<Certainty> {
        match truth {
            Truth::False => None,
            Truth::Unknown => Some(Certainty::Possible),
            Truth::True => Some(Certainty::Certain),
        }
    }
}
