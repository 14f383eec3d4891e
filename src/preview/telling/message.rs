//! Messages with what an order says, as people say it.

use std::borrow::Cow;

use super::{Telling, instant};
use crate::expr::{Expr, Scope, Type, Value, agreed};
use crate::policy::{Message, NamedValue, Part, generic, number_text};
use crate::preview::answer::Words;
use crate::text::Phrase;
use crate::time::{MINUTE, Units};

/// What a message tells of beside the order.
#[derive(Clone, Copy, Default)]
pub(super) struct Of<'a> {
    /// The amount of an effect, where it is known, in minor units.
    pub(super) amount: Option<i64>,
    /// When a duty is due, and the expression that says so.
    pub(super) due: Option<(i64, &'a Expr)>,
}

impl<'p> Telling<'_, 'p> {
    /// A message with what the order says.
    pub(in crate::preview) fn message(&self, message: &'p Message) -> Words<'p> {
        self.message_of(message, Of::default())
    }

    /// The same of something that has an amount, or is due.
    pub(super) fn message_of(&self, message: &'p Message, of: Of<'_>) -> Words<'p> {
        self.told(message, &|part| self.part(part, of))
    }

    /// A text that somebody is going to send. What is not there to be told has a blank with its name, to be filled in.
    pub(in crate::preview) fn draft(&self, message: &'p Message) -> Words<'p> {
        self.told(message, &|part| self.blank(part).unwrap_or_else(|| self.part(part, Of::default())))
    }

    fn told(&self, message: &'p Message, said: &dyn Fn(&Part) -> String) -> Words<'p> {
        let is_own = self.order.has_overrides() || message.tells_of_order;
        match is_own.then(|| message.with(self.locale, said)).flatten() {
            Some(text) => Words(Cow::Owned(text)),
            None => Words::of(message.get(self.locale)),
        }
    }

    /// A blank for a part that is not known, or known to be absent.
    fn blank(&self, part: &Part) -> Option<String> {
        let (value, label, ty) = match part {
            Part::Fact(id) => {
                let fact = self.policy.fact_or_argument(*id)?;
                (self.facts.get(*id).copied(), Some(&fact.label), &fact.ty)
            }
            Part::Value(id) => {
                let named = self.rules.values.get(*id)?;
                let expr = named.expr.as_ref()?;
                (self.in_all(|scope| expr.eval(scope)), named.label.as_ref(), &named.ty)
            }
            _ => return None,
        };
        let language = self.language();
        let name = label.map_or_else(|| language.phrase(generic(ty)), |label| label.get(self.locale));
        matches!(value, None | Some(Value::Unknown | Value::Null)).then(|| language.say(Phrase::Blank, &[name]))
    }

    /// What is said for a part of a message.
    fn part(&self, part: &Part, of: Of<'_>) -> String {
        let number = |number: Option<i64>| number.map_or(Value::Unknown, Value::Number);
        match part {
            Part::Text(text) => text.to_string(),
            Part::Param(id) => self.policy.params.get(*id).map_or_else(String::new, |param| {
                let value = self.order.params.get(*id).copied().unwrap_or_default();
                param.text(value, self.order.units_of_param(*id), self.policy.currency.as_ref(), self.language())
            }),
            Part::Amount => self.said(number(of.amount), &Type::Money, Units::ALL),
            Part::At => self.said(Value::Number(self.now), &Type::Timestamp, Units::ALL),
            Part::Due => {
                let ends_day = of.due.is_some_and(|(_, due)| self.in_all(|scope| due.ends_day(scope)) == Some(true));
                self.limit(number(of.due.map(|(due, _)| due)), ends_day)
            }
            Part::Fact(id) => self.policy.fact_or_argument(*id).map_or_else(String::new, |fact| {
                match self.facts.get(*id).copied().unwrap_or(Value::Unknown) {
                    Value::Symbol(symbol) => self.policy.label_of(symbol, &[*id], self.locale).to_owned(),
                    value => self.said(value, &fact.ty, self.order.units_of_fact(*id, value)),
                }
            }),
            Part::Value(id) => self.rules.values.get(*id).map_or_else(String::new, |value| self.value(value)),
        }
    }

    fn value(&self, named: &NamedValue) -> String {
        let Some(expr) = &named.expr else { return String::new() };
        let found = self.in_all(|scope| (expr.eval(scope), expr.ends_day(scope)));
        match found.unwrap_or((Value::Unknown, false)) {
            (Value::Symbol(symbol), _) => self.policy.label_of(symbol, &named.facts, self.locale).to_owned(),
            (value, ends_day) if named.ty == Type::Timestamp => self.limit(value, ends_day),
            (value, _) => {
                let units = match expr {
                    Expr::Param(id) => self.order.units_of_param(*id),
                    Expr::Fact(id) => self.order.units_of_fact(*id, value),
                    _ => named.units,
                };
                self.said(value, &named.ty, units)
            }
        }
    }

    /// What holds wherever the deal may stand.
    fn in_all<T: PartialEq>(&self, of: impl Fn(&Scope<'_>) -> T) -> Option<T> {
        agreed(self.worlds.iter().map(|world| of(&self.order.scope_in(world, self.role, self.now))))
    }

    /// An instant that is a limit; the end of a day no longer belongs to it, so the last minute before it is told.
    fn limit(&self, at: Value, ends_day: bool) -> String {
        let last = |at: i64| if ends_day { at.saturating_sub(1) } else { at };
        self.said(at.number().map_or(at, |at| Value::Number(last(at))), &Type::Timestamp, Units::ALL)
    }

    /// A value as people say it: an instant to the minute, a length in these units. A choice is called by its label,
    /// as a fact that has it or a state calls it.
    pub(super) fn said(&self, value: Value, ty: &Type, units: Units) -> String {
        let language = self.language();
        let phrase = match (value, ty) {
            (Value::Number(at), Type::Timestamp) => {
                let minute = instant(at.saturating_sub(at.rem_euclid(MINUTE)));
                return self.policy.clocks.zone.text(minute, language);
            }
            (Value::Number(number), ty) => {
                return number_text(ty, number, units, self.policy.currency.as_ref(), language);
            }
            (Value::Symbol(symbol), _) => return self.policy.label_of(symbol, &[], self.locale).to_owned(),
            (Value::Bool(true), _) => Phrase::Yes,
            (Value::Bool(false), _) => Phrase::No,
            (Value::Null, _) => Phrase::None,
            (Value::Unknown, Type::Timestamp) => Phrase::UnknownTime,
            (Value::Unknown, Type::Duration) => Phrase::UnknownLength,
            (Value::Unknown, Type::Money) => Phrase::UnknownAmount,
            (Value::Unknown, _) => Phrase::Unknown,
        };
        language.phrase(phrase).to_owned()
    }
}
