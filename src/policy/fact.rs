//! The facts of a policy as an order gives them: what their values may be, and their names.

use super::{Fact, Policy};
use crate::data::scalar::{amount, duration, instant, unexpected, whole_number};
use crate::data::{Data, MAX_SAFE_INT};
use crate::expr::{Symbols, Type, Value};
use crate::problem::{Problem, ProblemCode, quoted};
use crate::time::{Duration, Instant};

/// The keys of an order that are no facts.
pub(crate) const ORDER_KEYS: [&str; 5] = ["policy", "edition", "params", "id", "state"];

/// The value of a fact.
pub(crate) fn fact_value(fact: &Fact, symbols: &Symbols, data: &Data<'_>, path: &str) -> Result<Value, Problem> {
    if *data == Data::Null {
        return Ok(if fact.nullable { Value::Null } else { fact.default });
    }
    match &fact.ty {
        Type::Timestamp => instant(data, path).map(|instant| Value::Number(instant.millis())),
        Type::Duration => duration(data, path.to_owned()).map(Value::Number),
        Type::Int => whole_number(data, path.to_owned(), fact.min).map(Value::Number),
        Type::Money => amount(data, path.to_owned(), fact.min).map(Value::Number),
        Type::Choice(choices) => {
            let texts = || choices.iter().map(|choice| symbols.text(*choice)).collect::<Vec<_>>();
            let found = match data {
                Data::Text(text) => choices.iter().find(|choice| symbols.text(**choice) == *text),
                _ => None,
            };
            let problem =
                || Problem::new(ProblemCode::WrongType, path, format!("{data} is no choice of `{}`", fact.name));
            found.map(|choice| Value::Symbol(*choice)).ok_or_else(|| match data {
                Data::Text(text) => problem().nearest(text, texts()),
                _ => problem().one_of(texts()),
            })
        }
        Type::Bool | Type::Null => match data {
            Data::Bool(value) => Ok(Value::Bool(*value)),
            _ => Err(unexpected(data, path, "true or false")),
        },
    }
}

/// The numbers that a fact can be, both inclusive; none where it is no number.
pub(crate) fn number_bounds(fact: &Fact) -> Option<(i64, i64)> {
    match fact.ty {
        Type::Timestamp => Some((Instant::MIN.millis(), Instant::MAX.millis())),
        Type::Duration => Some((0, Duration::MAX.millis())),
        Type::Int | Type::Money => Some((fact.min.unwrap_or(MAX_SAFE_INT.saturating_neg()), MAX_SAFE_INT)),
        _ => None,
    }
}

/// The value that an order can have for a fact: what a number beyond the range of the fact stands for is not known.
pub(crate) fn within_range(fact: &Fact, value: Value) -> Value {
    match (value, number_bounds(fact)) {
        (Value::Number(number), Some((least, most))) if !(least..=most).contains(&number) => Value::Unknown,
        (value, _) => value,
    }
}

/// The problem of a name that is no fact; `others` are what else may stand there.
pub(crate) fn unknown_fact(policy: &Policy, path: String, name: &str, others: &[&'static str]) -> Problem {
    let mut names: Vec<&str> = policy.facts.iter().map(|fact| &*fact.name).collect();
    names.extend(others);
    let problem =
        Problem::new(ProblemCode::UnknownFact, path, format!("{} is no fact of `{}`", quoted(name), policy.id));
    problem.nearest(name, names)
}
