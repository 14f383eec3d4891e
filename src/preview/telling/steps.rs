//! The steps of a way, in words.

use std::borrow::Cow;

use super::{Telling, instant};
use crate::expr::{FactId, Symbol, Type, Value};
use crate::policy::number_text;
use crate::preview::answer::{ActStep, FactStep, NeverStep, Scalar, Step, WaitStep, Words};
use crate::preview::search::Move;
use crate::text::Locale;

impl<'p> Telling<'_, 'p> {
    /// A step.
    pub(in crate::preview) fn step(&self, step: &Move<'p>) -> Step<'p> {
        match *step {
            Move::Act { action, role, agreed } => {
                let consent = action.consent.as_ref().filter(|_| agreed);
                let consent_of = consent.and_then(|consent| self.consent_of(consent, role));
                let label = action.label.get(self.locale);
                let message = match (self.locale, consent_of) {
                    (Locale::Ja, None) => format!("{}が「{label}」を行う必要があります", self.role(role)),
                    (Locale::Ja, Some(of)) => {
                        format!("{}が「{label}」を行い、{}が同意する必要があります", self.role(role), self.role(of))
                    }
                    (Locale::En, None) => format!("The {} has to do “{label}”", self.role(role)),
                    (Locale::En, Some(of)) => {
                        format!("The {} has to do “{label}”, and the {} has to agree", self.role(role), self.role(of))
                    }
                };
                Step::Act(ActStep {
                    by: self.symbol(role),
                    action: Words::of(&action.id),
                    label: Words::of(label),
                    consent_of: consent_of.map(|of| self.symbol(of)),
                    message: made(message),
                })
            }
            Move::Wait(until) => {
                let until = instant(until);
                let moment = self.policy.clocks.zone.text(until, self.locale);
                Step::Wait(WaitStep {
                    wait_until: until,
                    message: made(match self.locale {
                        Locale::Ja => format!("{moment}まで待つ必要があります"),
                        Locale::En => format!("Wait until {moment}"),
                    }),
                })
            }
            Move::Suppose(fact, value) => self.supposed(fact, value),
        }
    }

    /// That there is no way any more.
    pub(in crate::preview) fn never(&self) -> Step<'p> {
        no_way(match self.locale {
            Locale::Ja => "この取引では、もうできません",
            Locale::En => "Never again for this order",
        })
    }

    /// That there is no way at all.
    pub(in crate::preview) fn prohibited(&self) -> Step<'p> {
        no_way(match self.locale {
            Locale::Ja => "禁止されているため、どの場合もできません",
            Locale::En => "Never: it is prohibited",
        })
    }

    fn supposed(&self, number: FactId, value: Value) -> Step<'p> {
        let fact = self.policy.facts.get(number);
        let label = fact.map_or("", |fact| fact.label.get(self.locale));
        let choice = |symbol: Symbol| {
            let label = fact.and_then(|fact| fact.choices.iter().find(|(choice, _)| *choice == symbol));
            label.map_or_else(String::new, |(_, label)| label.get(self.locale).to_owned())
        };
        let said = match (self.locale, value, fact.map(|fact| &fact.ty)) {
            (Locale::Ja, Value::Unknown | Value::Null, _) => "なし".to_owned(),
            (Locale::En, Value::Unknown | Value::Null, _) => "none".to_owned(),
            (Locale::Ja, Value::Bool(value), _) => if value { "はい" } else { "いいえ" }.to_owned(),
            (Locale::En, Value::Bool(value), _) => if value { "yes" } else { "no" }.to_owned(),
            (_, Value::Symbol(symbol), _) => choice(symbol),
            (locale, Value::Number(at), Some(Type::Timestamp)) => self.policy.clocks.zone.text(instant(at), locale),
            (locale, Value::Number(number), Some(ty)) => number_text(ty, number, self.policy.currency.as_ref(), locale),
            (_, Value::Number(number), None) => number.to_string(),
        };
        // A number that is missing may have many values that work; one is told as an example.
        let is_missing = self.order.facts.get(number) == Some(&Value::Unknown);
        let message = match (self.locale, is_missing && matches!(value, Value::Number(_))) {
            (Locale::Ja, false) => format!("「{label}」が「{said}」である必要があります"),
            (Locale::Ja, true) => format!("「{label}」が、たとえば「{said}」である必要があります"),
            (Locale::En, false) => format!("“{label}” has to be: {said}"),
            (Locale::En, true) => format!("“{label}” has to be, for example: {said}"),
        };
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
        if let Some(first) = name.get_mut(..1).filter(|_| is_word && self.locale == Locale::En) {
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
