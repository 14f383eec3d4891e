//! What a person supplies with an action, in words. A fact is told in the same way.

use crate::expr::{FactId, Type, Value};
use crate::policy::{Action, Fact, Policy};
use crate::preview::answer::{ArgumentInfo, ChoiceInfo, FactType, Scalar, Words};
use crate::text::{LanguageId, Text};

/// Everything that is supplied with an action.
pub(crate) fn arguments<'p>(policy: &'p Policy, action: &Action, locale: LanguageId) -> Vec<ArgumentInfo<'p>> {
    let arguments = action.with.iter().filter_map(|number| policy.fact_or_argument(*number));
    arguments.map(|argument| self::argument(policy, argument, locale)).collect()
}

/// An argument, or a fact as far as it is like one.
#[inline(never)]
pub(crate) fn argument<'p>(policy: &'p Policy, argument: &'p Fact, locale: LanguageId) -> ArgumentInfo<'p> {
    let text = |text: &'p Text| Words::of(text.get(locale));
    let symbol = |symbol| Words::of(policy.symbols.text(symbol));
    let choices = argument.choices.iter();
    ArgumentInfo {
        id: Words::of(&argument.name),
        r#type: type_of(&argument.ty),
        label: text(&argument.label),
        note: argument.note.as_ref().map(text),
        choices: choices.map(|(id, label)| ChoiceInfo { id: symbol(*id), label: text(label) }).collect(),
        has_default: argument.default != Value::Unknown,
        default: match argument.default {
            Value::Unknown | Value::Null => Scalar::Null,
            Value::Bool(value) => Scalar::Bool(value),
            Value::Number(value) => Scalar::Number(value),
            Value::Symbol(value) => Scalar::Text(symbol(value)),
        },
        nullable: argument.nullable,
        min: argument.min,
        deadline: argument.deadline,
    }
}

/// The names of those that are facts, and no arguments.
pub(crate) fn facts_of<'p>(policy: &'p Policy, read: &[FactId]) -> Vec<Words<'p>> {
    named(policy, read, false)
}

/// The names of those that are arguments.
pub(crate) fn arguments_of<'p>(policy: &'p Policy, read: &[FactId]) -> Vec<Words<'p>> {
    named(policy, read, true)
}

fn named<'p>(policy: &'p Policy, read: &[FactId], arguments: bool) -> Vec<Words<'p>> {
    let wanted = read.iter().filter(|number| policy.is_argument(**number) == arguments);
    wanted.map(|number| Words::of(policy.fact_name(*number))).collect()
}

/// A type as answers call it.
pub(crate) fn type_of(ty: &Type) -> FactType {
    match ty {
        Type::Timestamp => FactType::Timestamp,
        Type::Duration => FactType::Duration,
        Type::Int => FactType::Int,
        Type::Money => FactType::Money,
        Type::Bool | Type::Null => FactType::Bool,
        Type::Choice(_) => FactType::Choice,
    }
}
