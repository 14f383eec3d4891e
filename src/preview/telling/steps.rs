//! The steps of a way, in words.

use std::borrow::Cow;

use super::{Telling, instant};
use crate::expr::{FactId, Symbol, Type, Value};
use crate::preview::answer::{ActStep, Effect, FactStep, NeverStep, Scalar, Step, WaitStep, Words};
use crate::preview::search::Move;
use crate::text::Phrase;
use crate::time::{MINUTE, Units};

impl<'p> Telling<'_, 'p> {
    /// A step; `effects` are what follows from it where somebody acts or waits.
    pub(in crate::preview) fn step(&self, step: &Move<'p>, effects: Vec<Effect<'p>>) -> Step<'p> {
        match *step {
            Move::Act { action, role, agreed } => {
                let consent = action.consent.as_ref().filter(|_| agreed);
                let consent_of = consent.and_then(|consent| consent.of(role));
                let label = action.label.get(self.locale);
                let message = match consent_of {
                    None => self.language().say(Phrase::Act, &[&self.role(role), label]),
                    Some(of) => self.language().say(Phrase::ActAgreed, &[&self.role(role), label, &self.role(of)]),
                };
                let asserts = action.asserts.as_ref().map(|asserts| asserts.get(self.locale));
                let message = match asserts {
                    None => message,
                    Some(asserts) => self.language().say(Phrase::ActAsserting, &[asserts, &message]),
                };
                Step::Act(ActStep {
                    by: self.symbol(role),
                    action: Words::of(&action.id),
                    label: Words::of(label),
                    asserts: asserts.map(Words::of),
                    arguments: self.facts(&action.with),
                    consent_of: consent_of.map(|of| self.symbol(of)),
                    effects,
                    message: made(message),
                })
            }
            Move::Wait(until) => {
                // Nobody looks at the clock for seconds, and before the instant it is too early.
                let minute = until.saturating_add(MINUTE.saturating_sub(1)).div_euclid(MINUTE).saturating_mul(MINUTE);
                let moment = self.policy.clocks.zone.text(instant(minute), self.language());
                let message = made(self.language().say(Phrase::Wait, &[&moment]));
                Step::Wait(WaitStep { wait_until: instant(until), effects, message })
            }
            Move::Suppose(fact, value) => self.supposed(fact, value),
        }
    }

    /// That there is no way any more.
    pub(in crate::preview) fn never(&self) -> Step<'p> {
        no_way(self.language().phrase(Phrase::Never))
    }

    /// That there is no way at all.
    pub(in crate::preview) fn prohibited(&self) -> Step<'p> {
        no_way(self.language().phrase(Phrase::Prohibited))
    }

    fn supposed(&self, number: FactId, value: Value) -> Step<'p> {
        let fact = self.policy.facts.get(number);
        let label = fact.map_or("", |fact| fact.label.get(self.locale));
        let language = self.language();
        let said = match (value, fact.map(|fact| &fact.ty)) {
            (Value::Unknown, _) => language.phrase(Phrase::None).to_owned(),
            (Value::Symbol(symbol), _) => self.policy.label_of(symbol, &[number], self.locale).to_owned(),
            (Value::Number(at), Some(Type::Timestamp)) => self.policy.clocks.zone.text(instant(at), language),
            (value, ty) => self.said(value, ty.unwrap_or(&Type::Int), Units::ALL),
        };
        // A number that is missing may have many values that work; one is told as an example.
        let is_missing = self.order.facts.get(number) == Some(&Value::Unknown);
        let is_example = is_missing && matches!(value, Value::Number(_));
        let happens = fact.and_then(|fact| fact.step.as_ref()).filter(|_| matches!(value, Value::Number(_)));
        let message = happens.map(|step| step.get(self.locale).to_owned());
        let message = message.unwrap_or_else(|| {
            language.say(if is_example { Phrase::FactExample } else { Phrase::Fact }, &[label, &said])
        });
        Step::Fact(FactStep {
            fact: Words::of(self.policy.fact_name(number)),
            value: match value {
                Value::Unknown | Value::Null => Scalar::Null,
                Value::Bool(value) => Scalar::Bool(value),
                Value::Number(value) => Scalar::Number(value),
                Value::Symbol(symbol) => Scalar::Text(self.symbol(symbol)),
            },
            message: made(message),
        })
    }

    /// The name of a role within a sentence.
    fn role(&self, role: Symbol) -> String {
        let label = self.policy.roles.iter().find(|known| known.symbol == role).map(|role| role.label.get(self.locale));
        let label = label.unwrap_or_default();
        let mut name = label.to_owned();
        // An abbreviation stays as it is.
        let is_word = label.chars().nth(1).is_some_and(|second| second.is_ascii_lowercase());
        if let Some(first) = name.get_mut(..1).filter(|_| is_word && self.language().is("en")) {
            first.make_ascii_lowercase();
        }
        name
    }
}

fn no_way<'p>(message: &'p str) -> Step<'p> {
    Step::Never(NeverStep { never: true, message: Words::of(message) })
}

fn made<'p>(text: String) -> Words<'p> {
    Words(Cow::Owned(text))
}
