//! The value of an expression for an order at an instant.

use super::{Expr, FactId, Symbol, Truth, Value};
use crate::time::UtcOffset;

/// What an expression is evaluated against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'a> {
    /// The value of each fact, by its number.
    pub(crate) facts: &'a [Value],
    /// The value of each parameter, by its number.
    pub(crate) params: &'a [i64],
    /// The offset in which days and months end.
    pub(crate) offset: UtcOffset,
    pub(crate) state: Symbol,
    /// Who asks. Transitions and duties happen whoever asks: the checker keeps `role` out of them.
    pub(crate) role: Option<Symbol>,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) now: i64,
}

impl Expr {
    /// Whether a condition holds.
    pub(crate) fn truth(&self, scope: &Scope<'_>) -> Truth {
        match self {
            Expr::Reached(instant) => match instant.eval(scope) {
                Value::Number(instant) => Truth::from(instant <= scope.now),
                _ => Truth::Unknown,
            },
            Expr::Not(part) => !part.truth(scope),
            Expr::And(parts) => {
                let [a, b] = &**parts;
                match a.truth(scope) {
                    Truth::False => Truth::False,
                    a => a.min(b.truth(scope)),
                }
            }
            Expr::Or(parts) => {
                let [a, b] = &**parts;
                match a.truth(scope) {
                    Truth::True => Truth::True,
                    a => a.max(b.truth(scope)),
                }
            }
            Expr::Equal(parts) => {
                let [a, b] = &**parts;
                match (a.eval(scope), b.eval(scope)) {
                    (Value::Unknown, _) | (_, Value::Unknown) => Truth::Unknown,
                    (a, b) => Truth::from(a == b),
                }
            }
            Expr::Less(parts) => {
                let [a, b] = &**parts;
                match (a.eval(scope), b.eval(scope)) {
                    (Value::Number(a), Value::Number(b)) => Truth::from(a < b),
                    _ => Truth::Unknown,
                }
            }
            Expr::In(part, list) => match part.eval(scope) {
                Value::Unknown => Truth::Unknown,
                value => Truth::from(list.contains(&value)),
            },
            _ => match self.eval(scope) {
                Value::Bool(value) => Truth::from(value),
                _ => Truth::Unknown,
            },
        }
    }

    /// The value of an expression.
    ///
    /// Numbers saturate at the ends of their range. The checker refuses arithmetic on an absent value;
    /// here its result is unknown.
    pub(crate) fn eval(&self, scope: &Scope<'_>) -> Value {
        match self {
            Expr::Constant(value) => *value,
            Expr::Fact(fact) => scope.facts.get(*fact).copied().unwrap_or(Value::Unknown),
            Expr::Param(param) => scope.params.get(*param).map_or(Value::Unknown, |value| Value::Number(*value)),
            Expr::State => Value::Symbol(scope.state),
            Expr::Role => scope.role.map_or(Value::Unknown, Value::Symbol),
            Expr::Now => Value::Number(scope.now),
            Expr::Add(parts) => arithmetic(parts, scope, i64::saturating_add),
            Expr::Subtract(parts) => arithmetic(parts, scope, i64::saturating_sub),
            Expr::Multiply(parts) => arithmetic(parts, scope, i64::saturating_mul),
            Expr::EndOfDay(part) => map(part, scope, |instant| scope.offset.end_of_day(instant)),
            Expr::EndOfMonth(part) => map(part, scope, |instant| scope.offset.end_of_month(instant)),
            Expr::Conditional(parts) => {
                let [condition, yes, no] = &**parts;
                match condition.truth(scope) {
                    Truth::True => yes.eval(scope),
                    Truth::False => no.eval(scope),
                    Truth::Unknown => {
                        let (yes, no) = (yes.eval(scope), no.eval(scope));
                        if yes == no { yes } else { Value::Unknown }
                    }
                }
            }
            Expr::Reached(_)
            | Expr::Not(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Equal(_)
            | Expr::Less(_)
            | Expr::In(..) => match self.truth(scope) {
                Truth::False => Value::Bool(false),
                Truth::Unknown => Value::Unknown,
                Truth::True => Value::Bool(true),
            },
        }
    }

    /// Adds the missing facts that leave this expression unknown, each once.
    ///
    /// A part that is known needs nothing, and neither does a part that cannot matter any
    /// more: in `a && b`, a false `a` settles it.
    pub(crate) fn missing(&self, scope: &Scope<'_>, found: &mut Vec<FactId>) {
        if self.eval(scope) != Value::Unknown {
            return;
        }
        if let Expr::Fact(fact) = self
            && !found.contains(fact)
        {
            found.push(*fact);
        }
        match self {
            Expr::Conditional(parts) => {
                let [condition, yes, no] = &**parts;
                match condition.truth(scope) {
                    Truth::True => yes.missing(scope, found),
                    Truth::False => no.missing(scope, found),
                    Truth::Unknown => self.parts().iter().for_each(|part| part.missing(scope, found)),
                }
            }
            _ => self.parts().iter().for_each(|part| part.missing(scope, found)),
        }
    }
}

fn arithmetic(parts: &[Expr; 2], scope: &Scope<'_>, operation: fn(i64, i64) -> i64) -> Value {
    let [a, b] = parts;
    match (a.eval(scope), b.eval(scope)) {
        (Value::Number(a), Value::Number(b)) => Value::Number(operation(a, b)),
        _ => Value::Unknown,
    }
}

fn map(part: &Expr, scope: &Scope<'_>, operation: impl Fn(i64) -> i64) -> Value {
    match part.eval(scope) {
        Value::Number(value) => Value::Number(operation(value)),
        _ => Value::Unknown,
    }
}
