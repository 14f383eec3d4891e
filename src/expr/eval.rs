//! The value of an expression for an order at an instant.

use super::{Beyond, CalendarFunction, Clocks, Expr, FactId, Symbol, Truth, Value};

/// What an expression is evaluated against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'a> {
    /// The value of each fact, by its number.
    pub(crate) facts: &'a [Value],
    /// The value of each parameter, by its number.
    pub(crate) params: &'a [i64],
    /// By what clocks and calendars days are counted.
    pub(crate) clocks: &'a Clocks,
    pub(crate) state: Symbol,
    /// Who asks. Transitions and duties happen whoever asks: the checker keeps `role` out of them.
    pub(crate) role: Option<Symbol>,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) now: i64,
}

impl Scope<'_> {
    /// In the place of `now`: that instant is not known. It lies long before the beginning of time.
    pub(crate) const NO_INSTANT: i64 = i64::MIN;
}

impl Expr {
    /// The condition that always holds.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
    pub(crate) const TRUE: Expr = Expr::Constant(Value::Bool(true));
    /// The condition that never does.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
    pub(crate) const FALSE: Expr = Expr::Constant(Value::Bool(false));

    /// The value, without a call where it has only to be looked up. Most parts of conditions are such.
    #[inline(always)]
    fn value(&self, scope: &Scope<'_>) -> Value {
        match self {
            Expr::Constant(value) => *value,
            Expr::Fact(fact) => scope.facts.get(*fact).copied().unwrap_or(Value::Unknown),
            Expr::State => Value::Symbol(scope.state),
            _ => self.eval(scope),
        }
    }

    /// Whether a condition holds.
    pub(crate) fn truth(&self, scope: &Scope<'_>) -> Truth {
        match self {
            Expr::Reached(instant) => match instant.value(scope) {
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
                match (a.value(scope), b.value(scope)) {
                    (Value::Unknown, _) | (_, Value::Unknown) => Truth::Unknown,
                    (a, b) => Truth::from(a == b),
                }
            }
            Expr::Less(parts) => {
                let [a, b] = &**parts;
                match (a.value(scope), b.value(scope)) {
                    (Value::Number(a), Value::Number(b)) => Truth::from(a < b),
                    _ => Truth::Unknown,
                }
            }
            Expr::In(part, list) => match part.value(scope) {
                Value::Unknown => Truth::Unknown,
                value => Truth::from(list.contains(&value)),
            },
            _ => match self.value(scope) {
                Value::Bool(value) => Truth::from(value),
                _ => Truth::Unknown,
            },
        }
    }

    /// The value of an expression.
    ///
    /// Where a number leaves its range, where a divisor is zero, and where a calendar ends, the value is unknown.
    /// The checker refuses arithmetic on an absent value; here its result is unknown.
    pub(crate) fn eval(&self, scope: &Scope<'_>) -> Value {
        match self {
            Expr::Constant(value) => *value,
            Expr::Fact(fact) => scope.facts.get(*fact).copied().unwrap_or(Value::Unknown),
            Expr::Param(param) => scope.params.get(*param).map_or(Value::Unknown, |value| Value::Number(*value)),
            Expr::State => Value::Symbol(scope.state),
            Expr::Role => scope.role.map_or(Value::Unknown, Value::Symbol),
            Expr::Now if scope.now == Scope::NO_INSTANT => Value::Unknown,
            Expr::Now => Value::Number(scope.now),
            Expr::Add(parts) => arithmetic(parts, scope, i64::checked_add),
            Expr::Subtract(parts) => arithmetic(parts, scope, i64::checked_sub),
            Expr::Multiply(parts) => arithmetic(parts, scope, i64::checked_mul),
            Expr::Divide(parts) => arithmetic(parts, scope, i64::checked_div),
            Expr::Remainder(parts) => arithmetic(parts, scope, i64::checked_rem),
            Expr::Within(range, part) => match part.eval(scope) {
                Value::Number(number) if !range.has(number) => Value::Unknown,
                value => value,
            },
            Expr::OnCalendar(function, arguments) => {
                on_calendar(*function, arguments, scope).map_or(Value::Unknown, Value::Number)
            }
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

    /// The same condition without what the state, the role and the parameters of a scope settle for good.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
    pub(crate) fn settled(&self, scope: &Scope<'_>) -> Expr {
        match self {
            Expr::Not(part) => match part.settled(scope) {
                Expr::TRUE => Expr::FALSE,
                Expr::FALSE => Expr::TRUE,
                part => Expr::Not(Box::new(part)),
            },
            Expr::And(parts) => match parts.each_ref().map(|part| part.settled(scope)) {
                [Expr::FALSE, _] | [_, Expr::FALSE] => Expr::FALSE,
                [Expr::TRUE, part] | [part, Expr::TRUE] => part,
                parts => Expr::And(Box::new(parts)),
            },
            Expr::Or(parts) => match parts.each_ref().map(|part| part.settled(scope)) {
                [Expr::TRUE, _] | [_, Expr::TRUE] => Expr::TRUE,
                [Expr::FALSE, part] | [part, Expr::FALSE] => part,
                parts => Expr::Or(Box::new(parts)),
            },
            // Of the rest only the truth counts here, so what is known of it is known for good.
            _ if self.any(&|part| matches!(part, Expr::Fact(_) | Expr::Now | Expr::Reached(_))) => self.clone(),
            _ => match self.truth(scope) {
                Truth::True => Expr::TRUE,
                Truth::False => Expr::FALSE,
                Truth::Unknown => self.clone(),
            },
        }
    }

    /// What first leaves a part of this expression unknown although everything that it reads is known.
    pub(crate) fn beyond(&self, scope: &Scope<'_>) -> Option<Beyond> {
        let mut found = None;
        self.each(&mut |part| {
            let beyond = match part {
                Expr::OnCalendar(function, _) => Beyond::Calendar(*function),
                Expr::Add(_)
                | Expr::Subtract(_)
                | Expr::Multiply(_)
                | Expr::Divide(_)
                | Expr::Remainder(_)
                | Expr::Within(..) => Beyond::Numbers,
                _ => return,
            };
            if found.is_none()
                && part.eval(scope) == Value::Unknown
                && part.parts().iter().all(|argument| !matches!(argument.eval(scope), Value::Unknown | Value::Null))
            {
                found = Some(beyond);
            }
        });
        found
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

/// The value of a function of the calendar; unknown where an argument is, and where the calendar does not reach.
fn on_calendar(function: CalendarFunction, arguments: &[Expr], scope: &Scope<'_>) -> Option<i64> {
    let mut arguments = arguments.iter().map(|argument| argument.eval(scope));
    let at = arguments.next()?.number()?;
    let count = if function.counts() { arguments.next()?.number()? } else { 0 };
    let zone = match arguments.next() {
        None => None,
        Some(Value::Symbol(name)) => Some(name),
        Some(_) => return None,
    };
    function.of(scope.clocks, at, count, zone)
}

fn arithmetic(parts: &[Expr; 2], scope: &Scope<'_>, operation: fn(i64, i64) -> Option<i64>) -> Value {
    let [a, b] = parts;
    match (a.value(scope), b.value(scope)) {
        (Value::Number(a), Value::Number(b)) => operation(a, b).map_or(Value::Unknown, Value::Number),
        _ => Value::Unknown,
    }
}
