//! A second evaluator, which counts without a limit, to compare with.

use super::kit::{DAY, HOUR, World};
use crate::expr::parse::{Node, NodeKind, parse};
use crate::expr::{Expr, Scope, Truth, Value};
use crate::time::{Duration, Instant};

/// A value of the reference, which counts without a limit.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Unknown,
    Null,
    Bool(bool),
    Number(i128),
    Text(String),
}

impl World {
    /// What a condition means, computed straight from its tree: `now` is a number like any other.
    fn reference(&self, node: &Node<'_>, scope: &Scope<'_>) -> Plain {
        let plain = |value: Value| match value {
            Value::Unknown => Plain::Unknown,
            Value::Null => Plain::Null,
            Value::Bool(value) => Plain::Bool(value),
            Value::Number(value) => Plain::Number(value.into()),
            Value::Symbol(symbol) => Plain::Text(self.symbols.text(symbol).to_owned()),
        };
        let of = |node: &Node<'_>| self.reference(node, scope);
        match &node.kind {
            NodeKind::Null => Plain::Null,
            NodeKind::Bool(value) => Plain::Bool(*value),
            NodeKind::Int(value) => Plain::Number((*value).into()),
            NodeKind::Text(text) => Plain::Text(text.clone()),
            NodeKind::Name("now") => Plain::Number(scope.now.into()),
            NodeKind::Name("state") => plain(Value::Symbol(scope.state)),
            NodeKind::Name("role") => plain(scope.role.map_or(Value::Unknown, Value::Symbol)),
            NodeKind::Name("window") => Plain::Number(scope.params[0].into()),
            NodeKind::Name("most") => Plain::Number(scope.params[1].into()),
            NodeKind::Name("cap") => Plain::Number(scope.params[4].into()),
            NodeKind::Name(name) => plain(scope.facts[self.fact(name)]),
            NodeKind::Call(name, arguments) if arguments.len() == 2 => match (of(&arguments[0]), of(&arguments[1])) {
                (Plain::Number(at), Plain::Number(count)) => Plain::Number(match *name {
                    "addDays" => at + count * i128::from(DAY),
                    "addMonths" => add_months(at, count),
                    "endOfBusinessDay" => end_of_day(add_business_days(at, count)),
                    "addBusinessDays" => add_business_days(at, count),
                    _ => panic!("{name} takes no number"),
                }),
                _ => Plain::Unknown,
            },
            NodeKind::Call(name, arguments) => match (*name, of(&arguments[0])) {
                ("startOfDay", Plain::Number(at)) => Plain::Number(end_of_day(at) - i128::from(DAY)),
                ("duration", Plain::Text(text)) => Plain::Number(Duration::parse_cel(&text).unwrap().into()),
                ("timestamp", Plain::Text(text)) => Plain::Number(Instant::parse(&text).unwrap().millis().into()),
                ("endOfDay", Plain::Number(at)) => Plain::Number(end_of_day(at)),
                ("endOfMonth", Plain::Number(at)) => Plain::Number(end_of_month(at)),
                _ => Plain::Unknown,
            },
            NodeKind::List(_) => panic!("a list stands only after `in`"),
            NodeKind::Unary(operator, part) => match (*operator, of(part)) {
                ("!", Plain::Bool(value)) => Plain::Bool(!value),
                ("-", Plain::Number(value)) => Plain::Number(-value),
                _ => Plain::Unknown,
            },
            NodeKind::Binary("in", parts) => match (of(&parts[0]), &parts[1].kind) {
                (Plain::Unknown, _) => Plain::Unknown,
                (value, NodeKind::List(items)) => Plain::Bool(items.iter().any(|item| of(item) == value)),
                _ => panic!("`in` needs a list"),
            },
            NodeKind::Binary(operator, parts) => match (*operator, of(&parts[0]), of(&parts[1])) {
                ("&&", Plain::Bool(false), _) | ("&&", _, Plain::Bool(false)) => Plain::Bool(false),
                ("&&", Plain::Bool(true), Plain::Bool(true)) => Plain::Bool(true),
                ("||", Plain::Bool(true), _) | ("||", _, Plain::Bool(true)) => Plain::Bool(true),
                ("||", Plain::Bool(false), Plain::Bool(false)) => Plain::Bool(false),
                (_, Plain::Unknown, _) | (_, _, Plain::Unknown) => Plain::Unknown,
                ("==", a, b) => Plain::Bool(a == b),
                ("!=", a, b) => Plain::Bool(a != b),
                ("<", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a < b),
                ("<=", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a <= b),
                (">", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a > b),
                (">=", Plain::Number(a), Plain::Number(b)) => Plain::Bool(a >= b),
                ("+", Plain::Number(a), Plain::Number(b)) => Plain::Number(a + b),
                ("-", Plain::Number(a), Plain::Number(b)) => Plain::Number(a - b),
                ("*", Plain::Number(a), Plain::Number(b)) => Plain::Number(a * b),
                ("/", Plain::Number(a), Plain::Number(b)) => Plain::Number(a / b),
                ("%", Plain::Number(a), Plain::Number(b)) => Plain::Number(a % b),
                _ => Plain::Unknown,
            },
            NodeKind::Conditional(parts) => match (of(&parts[0]), of(&parts[1]), of(&parts[2])) {
                (Plain::Bool(true), yes, _) => yes,
                (Plain::Bool(false), _, no) => no,
                (_, yes, no) if yes == no => yes,
                _ => Plain::Unknown,
            },
        }
    }

    pub(super) fn reference_truth(&self, source: &str, scope: &Scope<'_>) -> Truth {
        match self.reference(&parse(source).unwrap(), scope) {
            Plain::Bool(value) => Truth::from(value),
            Plain::Unknown => Truth::Unknown,
            other => panic!("{source} is {other:?}"),
        }
    }

    /// The instants at which a condition can change, in order, each once.
    pub(super) fn moments(&self, expr: &Expr, facts: &[Value]) -> Vec<i64> {
        let mut found = Vec::new();
        expr.moments(&mut found);
        let instants = found.iter().filter_map(|moment| match moment.eval(&self.scope(facts, 0)) {
            Value::Number(at) => Some(at),
            _ => None,
        });
        let mut moments: Vec<i64> = instants.collect();
        moments.sort_unstable();
        moments.dedup();
        moments
    }
}

/// The next midnight in Japan.
fn end_of_day(at: i128) -> i128 {
    let (day, offset) = (i128::from(DAY), i128::from(9 * HOUR));
    (at + offset).div_euclid(day) * day + day - offset
}

/// The first midnight of the next month in Japan, found day by day.
fn end_of_month(at: i128) -> i128 {
    let mut end = end_of_day(at);
    while day_of_month(end) != 1 {
        end += i128::from(DAY);
    }
    end
}

/// The same time some months later in Japan, or on the last day of a month that is too short.
fn add_months(at: i128, count: i128) -> i128 {
    let day = i128::from(DAY);
    let midnight = end_of_day(at) - day;
    let mut first = midnight - (day_of_month(midnight) - 1) * day;
    for _ in 0..count {
        first = end_of_month(first);
    }
    let last = end_of_month(first) - day;
    at - midnight + (first + (day_of_month(midnight) - 1) * day).min(last)
}

/// The same time some business days later in Japan, found day by day.
fn add_business_days(at: i128, count: i128) -> i128 {
    let is_business_day = |at: i128| {
        let days = (at + i128::from(9 * HOUR)).div_euclid(i128::from(DAY));
        // The 1st of January 1970 was a Thursday. The holidays are 2026-11-03 and 2026-11-23.
        (days + 3).rem_euclid(7) < 5 && ![20_760, 20_780].contains(&days)
    };
    let mut at = at;
    while count == 0 && !is_business_day(at) {
        at += i128::from(DAY);
    }
    let mut left = count;
    while 0 < left {
        at += i128::from(DAY);
        left -= i128::from(is_business_day(at));
    }
    at
}

/// The day of the month in Japan, counted from 1, in the Gregorian calendar.
fn day_of_month(at: i128) -> i128 {
    // Days since 0000-03-01; an era has 400 years, and a year begins in March.
    let days = (at + i128::from(9 * HOUR)).div_euclid(i128::from(DAY)) + 719_468;
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    day_of_year - (153 * month + 2) / 5 + 1
}
