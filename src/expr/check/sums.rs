//! Sums and comparisons, and how a comparison is solved for `now`.
//!
//! A part that holds `now` is kept as the sum that it is, `now + rest` or `rest - now`,
//! until a comparison solves it. A part that cannot be kept so is refused.

use super::{Checked, Checker, advice};
use crate::expr::parse::Node;
use crate::expr::{Expr, FactId, Range, Type, Value};

/// An expression, or a sum with `now` in it.
pub(super) enum Term {
    Plain(Expr),
    /// `now + rest`, a timestamp or, where the rest is a negated timestamp, a duration.
    NowPlus(Option<Expr>),
    /// `rest - now`, a duration.
    MinusNow(Expr),
}

/// What helps where a length of time is multiplied or divided by anything but a whole number.
const SCALED: &str = "a length of time is multiplied and divided by whole numbers only: `d * n`, `d / n`";

/// What helps where a number is added to an instant.
const COUNTED: &str = "count days with `addDays(t, n)`, and hours with `t + duration(\"1h\") * n`";

impl Checker<'_> {
    pub(super) fn ordered(
        &mut self,
        operator: &str,
        parts: &[Node<'_>; 2],
        at: usize,
        present: &[FactId],
    ) -> Option<Checked> {
        let [left, right] = parts;
        let (a, b) = match (self.part(left, present), self.part(right, present)) {
            (Some(a), Some(b)) => {
                let (a, b) = Checked::alike(a, b);
                (Some(a), Some(b))
            }
            sides => sides,
        };
        let a_type = a.as_ref().map(|a| a.ty.clone());
        let a = a.and_then(|checked| self.comparable(checked, left.at));
        // Of two sides that are both without an order, it is told once.
        let is_told = a.is_none() && a_type.is_some_and(|ty| !is_ordered(&ty));
        let b = b.filter(|b| !is_told || is_ordered(&b.ty)).and_then(|checked| self.comparable(checked, right.at));
        let ((a, a_type), (b, b_type)) = (a?, b?);
        if a_type != b_type {
            let message = format!("{} and {} cannot be compared", self.of(&a_type), self.of(&b_type));
            return self.mistake(at, message, advice(&a_type, &b_type));
        }
        // Everything is brought to "a < b" or "a <= b", the way the number line runs.
        let (a, b) = if operator.starts_with('<') { (a, b) } else { (b, a) };
        let or_equal = operator.ends_with('=');
        let (instant, now_first) = match (a, b) {
            (Term::Plain(a), Term::Plain(b)) => {
                let expr = if or_equal { not(less(b, a)) } else { less(a, b) };
                return Some(Checked::plain(expr, Type::Bool));
            }
            // now + rest < b, so now < b - rest.
            (Term::NowPlus(rest), Term::Plain(b)) => (less_rest(b, rest), true),
            // a < now + rest, so a - rest < now.
            (Term::Plain(a), Term::NowPlus(rest)) => (less_rest(a, rest), false),
            // rest - now < b, so rest - b < now.
            (Term::MinusNow(rest), Term::Plain(b)) => (subtract(rest, b), false),
            // a < rest - now, so now < rest - a.
            (Term::Plain(a), Term::MinusNow(rest)) => (subtract(rest, a), true),
            _ => return self.mistake(at, "`now` stands on both sides", "it may stand once in a comparison"),
        };
        if instant.depends_on_now() {
            return self.mistake(
                at,
                "`now` is compared with something that depends on `now`",
                "it may stand once in a comparison",
            );
        }
        if instant.any(&|part| matches!(part, Expr::State | Expr::Role)) {
            let help = "choose outside: `state == \"…\" ? now < a : now < b`";
            return self.mistake(
                at,
                "the instant that `now` is compared with cannot depend on `state` or `role`",
                help,
            );
        }
        // An instant is reached from itself on: "t <= now" is reached(t), and "now < t" the
        // opposite. In whole milliseconds "t < now" is reached(t + 1).
        let reached = |instant: Expr, itself: bool| {
            let instant = if itself { instant } else { add(instant, Expr::Constant(Value::Number(1))) };
            Expr::Reached(Box::new(instant))
        };
        let expr = if now_first { not(reached(instant, !or_equal)) } else { reached(instant, or_equal) };
        Some(Checked::plain(expr, Type::Bool))
    }

    /// A side of an ordering comparison.
    fn comparable(&mut self, checked: Checked, at: usize) -> Option<(Term, Type)> {
        if !is_ordered(&checked.ty) {
            let message = format!("{} has no order", self.of(&checked.ty));
            let help = match checked.ty {
                Type::Choice(_) => "compare with `==`, `!=` or `in`",
                Type::Bool => "compare two at a time: `a <= x && x < b`",
                _ => "",
            };
            return self.mistake(at, message, help);
        }
        let ty = checked.ty.clone();
        Some((self.value(checked, at, &ty)?, ty))
    }

    pub(super) fn arithmetic(
        &mut self,
        operator: &'static str,
        parts: &[Node<'_>; 2],
        at: usize,
        present: &[FactId],
    ) -> Option<Checked> {
        let [left, right] = parts;
        let (a, b) = (self.part(left, present), self.part(right, present));
        let (a, b) = (a?, b?);
        let (a, b) = if matches!(operator, "+" | "-") { Checked::alike(a, b) } else { (a, b) };
        let ty = match (operator, &a.ty, &b.ty) {
            (_, Type::Int, Type::Int) => Type::Int,
            ("+" | "-", Type::Money, Type::Money) => Type::Money,
            ("*" | "/" | "%", Type::Money, Type::Int) | ("*", Type::Int, Type::Money) => Type::Money,
            ("+" | "-", Type::Duration, Type::Duration) => Type::Duration,
            ("*" | "/", Type::Duration, Type::Int) | ("*", Type::Int, Type::Duration) => Type::Duration,
            ("+" | "-", Type::Timestamp, Type::Duration) => Type::Timestamp,
            ("+", Type::Duration, Type::Timestamp) => Type::Timestamp,
            ("-", Type::Timestamp, Type::Timestamp) => Type::Duration,
            _ => {
                let message = format!("{} {operator} {} has no meaning", self.of(&a.ty), self.of(&b.ty));
                let has = |wanted: Type| a.ty == wanted || b.ty == wanted;
                let help = match operator {
                    "*" | "/" | "%" if has(Type::Duration) => SCALED,
                    "+" | "-" if has(Type::Timestamp) && has(Type::Int) => COUNTED,
                    _ => advice(&a.ty, &b.ty),
                };
                return self.mistake(at, message, help);
            }
        };
        let (a_type, b_type) = (a.ty.clone(), b.ty.clone());
        let a = self.value(a, left.at, &a_type);
        let b = self.value(b, right.at, &b_type);
        // What was written has to be in range; what a comparison is solved to need not be.
        let written = |expr: Expr| match ty {
            Type::Timestamp => Term::Plain(Expr::Within(Range::Timestamp, Box::new(expr))),
            Type::Duration => Term::Plain(Expr::Within(Range::Duration, Box::new(expr))),
            _ => Term::Plain(expr),
        };
        let (a, b) = (a?, b?);
        if let ("/" | "%", Term::Plain(divisor)) = (operator, &b)
            && !self.is_never_zero(divisor)
        {
            return self.divisor(divisor, right.at);
        }
        let term = match (operator, a, b) {
            ("+", Term::Plain(a), Term::Plain(b)) => written(add(a, b)),
            ("-", Term::Plain(a), Term::Plain(b)) => written(subtract(a, b)),
            ("*", Term::Plain(a), Term::Plain(b)) => written(Expr::Multiply(Box::new([a, b]))),
            ("/", Term::Plain(a), Term::Plain(b)) => written(Expr::Divide(Box::new([a, b]))),
            ("%", Term::Plain(a), Term::Plain(b)) => written(Expr::Remainder(Box::new([a, b]))),
            ("+", Term::NowPlus(rest), Term::Plain(b)) | ("+", Term::Plain(b), Term::NowPlus(rest)) => {
                Term::NowPlus(Some(plus_rest(b, rest)))
            }
            ("-", Term::NowPlus(rest), Term::Plain(b)) => {
                let nothing = Expr::Constant(Value::Number(0));
                Term::NowPlus(Some(subtract(rest.unwrap_or(nothing), b)))
            }
            ("-", Term::Plain(a), Term::NowPlus(rest)) => Term::MinusNow(less_rest(a, rest)),
            ("+", Term::MinusNow(rest), Term::Plain(b)) | ("+", Term::Plain(b), Term::MinusNow(rest)) => {
                Term::MinusNow(add(rest, b))
            }
            ("-", Term::MinusNow(rest), Term::Plain(b)) => Term::MinusNow(subtract(rest, b)),
            ("-", Term::Plain(a), Term::MinusNow(rest)) => Term::NowPlus(Some(subtract(a, rest))),
            ("*" | "/", ..) => {
                let help = "multiply or divide the other side of the comparison: `now - t < d * n`";
                return self.mistake(at, "what `now` is in can neither be multiplied nor divided", help);
            }
            _ => return self.mistake(at, "`now` stands here twice", "it may stand once in a comparison"),
        };
        Some(Checked { term, ..Checked::plain(Expr::Now, ty) })
    }

    /// Whether an expression is never zero: the smallest that it can be is more, the largest less, or it is
    /// made of such.
    fn is_never_zero(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Multiply(parts) => parts.iter().all(|part| self.is_never_zero(part)),
            Expr::Conditional(parts) => {
                let [_, yes, no] = &**parts;
                self.is_never_zero(yes) && self.is_never_zero(no)
            }
            // A parameter is what it is, and an order that sets it to zero is refused.
            Expr::Param(param) => self.names.params.get(*param).is_some_and(|param| param.never_zero),
            Expr::Subtract(parts) => match &**parts {
                [Expr::Constant(Value::Number(0)), part] => self.is_never_zero(part),
                _ => false,
            },
            Expr::Constant(Value::Number(number)) => *number != 0,
            _ => self.least(expr).is_some_and(|least| 0 < least),
        }
    }

    /// A bound that a whole number is not below, where there is one that does not depend on parameters.
    fn least(&self, expr: &Expr) -> Option<i64> {
        match expr {
            Expr::Constant(Value::Number(number)) => Some(*number),
            Expr::Fact(fact) => self.names.facts.get(*fact)?.min,
            Expr::Add(parts) => {
                let [a, b] = &**parts;
                self.least(a)?.checked_add(self.least(b)?)
            }
            Expr::Multiply(parts) => {
                let [a, b] = &**parts;
                let (a, b) = (self.least(a)?, self.least(b)?);
                if a < 0 || b < 0 { None } else { a.checked_mul(b) }
            }
            Expr::Conditional(parts) => {
                let [_, yes, no] = &**parts;
                Some(self.least(yes)?.min(self.least(no)?))
            }
            _ => None,
        }
    }

    /// Notes a divisor that can be zero.
    fn divisor<T>(&mut self, divisor: &Expr, at: usize) -> Option<T> {
        if matches!(divisor, Expr::Constant(_)) {
            return self.mistake(at, "nothing can be divided by zero", "");
        }
        let help = match divisor {
            Expr::Fact(_) => "give the fact `min = 1`, or divide by a number or a parameter",
            Expr::Param(_) => "no value of the parameter may be 0",
            _ => "divide by a number, a parameter, or a fact with `min = 1`",
        };
        self.mistake(at, "the divisor can be zero", help)
    }

    pub(super) fn without_now(&mut self, term: Term, at: usize) -> Option<Expr> {
        match term {
            Term::Plain(expr) => Some(expr),
            Term::NowPlus(_) | Term::MinusNow(_) => {
                let help = "compare it with an instant or a duration, such as `now < t` or `now - t >= d`";
                self.mistake(
                    at,
                    "`now` cannot stand here: the moment at which this changes could not be computed",
                    help,
                )
            }
        }
    }
}

/// Whether one value of a type is less than another.
fn is_ordered(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Duration | Type::Timestamp | Type::Money)
}

pub(super) fn not(part: Expr) -> Expr {
    Expr::Not(Box::new(part))
}

fn less(a: Expr, b: Expr) -> Expr {
    Expr::Less(Box::new([a, b]))
}

fn add(a: Expr, b: Expr) -> Expr {
    Expr::Add(Box::new([a, b]))
}

pub(super) fn subtract(a: Expr, b: Expr) -> Expr {
    Expr::Subtract(Box::new([a, b]))
}

/// `value + rest`, where no rest is nothing.
fn plus_rest(value: Expr, rest: Option<Expr>) -> Expr {
    match rest {
        Some(rest) => add(rest, value),
        None => value,
    }
}

/// `value - rest`, where no rest is nothing.
fn less_rest(value: Expr, rest: Option<Expr>) -> Expr {
    match rest {
        Some(rest) => subtract(value, rest),
        None => value,
    }
}
