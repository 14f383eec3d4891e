//! The condition language: a subset of CEL, checked before it runs.
//!
//! A condition goes through three stages, each a module: `token` and `parse` turn text
//! into a tree, `check` turns the tree into an [`Expr`] that cannot fail, and `eval`
//! finds its value for an order. An `Expr` is three-valued: where a fact that matters is
//! missing, the answer is *unknown*, which is neither true nor false.
//!
//! Time is special. `now` may stand only where the comparison can be solved for it, so
//! the checker rewrites every such comparison to [`Expr::Reached`]: has `now` reached the
//! instant T? All moments at which a condition can change are then the values of these T,
//! and nothing has to be sampled. `moments` lists them.

mod calendar;
mod check;
mod ends;
mod eval;
mod mistake;
mod moments;
mod parse;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use calendar::{CalendarFunction, Clocks};
pub(crate) use check::{Choices, Definition, FactType, Gaps, Names, Now, ParamType, Place, Type, compile};
pub(crate) use eval::Scope;
pub(crate) use mistake::Mistake;
pub(crate) use parse::RESERVED;

use crate::text::Str;

/// The number of a fact in its policy.
pub(crate) type FactId = usize;

/// The number of a parameter in its policy.
pub(crate) type ParamId = usize;

/// A text that conditions compare: the name of a state, of a role or of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(pub(crate) u16);

/// The symbols of a policy. Equal texts are the same symbol.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    /// Their texts, by their numbers.
    pub(crate) texts: Vec<Str>,
    /// The numbers of those that were added, in the order of their texts.
    sorted: Vec<u16>,
}

impl Symbols {
    /// The symbol for a text, which is added where it is new.
    pub(crate) fn intern(&mut self, text: &Str) -> Symbol {
        match self.sorted.binary_search_by(|number| self.text(Symbol(*number)).cmp(text)) {
            Ok(at) => Symbol(self.sorted.get(at).copied().unwrap_or(u16::MAX)),
            Err(at) => {
                // A document has far fewer than 65 536 values: `policy::check` sees to it.
                let number = u16::try_from(self.texts.len()).unwrap_or(u16::MAX);
                self.texts.push(text.clone());
                self.sorted.insert(at, number);
                Symbol(number)
            }
        }
    }

    /// The symbols that have these texts.
    pub(crate) fn of(texts: Vec<Str>) -> Symbols {
        Symbols { texts, sorted: Vec::new() }
    }

    /// The symbol for a text, if there is one.
    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        let at = self.texts.iter().position(|known| *known == *text)?;
        u16::try_from(at).ok().map(Symbol)
    }

    /// The text of a symbol.
    pub(crate) fn text(&self, symbol: Symbol) -> &str {
        self.texts.get(usize::from(symbol.0)).map_or("", |text| text)
    }
}

/// A value while a condition is evaluated. The checker has seen to it that types agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    /// A fact that is missing, or a value that depends on one.
    Unknown,
    /// Known to be absent.
    Null,
    Bool(bool),
    /// An integer; a timestamp in milliseconds since 1970 in UTC; a duration in milliseconds.
    Number(i64),
    Symbol(Symbol),
}

impl Value {
    /// The number, where it is one.
    pub(crate) fn number(self) -> Option<i64> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// The outcome of a condition. False is less than unknown, and unknown less than true, so
/// that `&&` is the minimum and `||` the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    /// What holds of several possibilities: what they agree on, else unknown.
    pub(crate) fn agreed(truths: impl IntoIterator<Item = Truth>) -> Truth {
        agreed(truths).unwrap_or(Truth::Unknown)
    }
}

/// What several possibilities agree on; nothing where there are none.
pub(crate) fn agreed<T: PartialEq>(possibilities: impl IntoIterator<Item = T>) -> Option<T> {
    let mut possibilities = possibilities.into_iter();
    let first = possibilities.next()?;
    possibilities.all(|other| other == first).then_some(first)
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

/// What a sum of instants and lengths of time can be; the same as in CEL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Range {
    /// From the year 1 to the year 9999.
    Timestamp,
    /// As many nanoseconds as 64 bits count, about 292 years, in either direction.
    Duration,
}

impl Range {
    /// Whether a number of milliseconds is in the range; both ends are.
    pub(crate) fn has(self, millis: i64) -> bool {
        match self {
            Range::Timestamp => (-62_135_596_800_000..=253_402_300_799_999).contains(&millis),
            Range::Duration => (-9_223_372_036_854..=9_223_372_036_854).contains(&millis),
        }
    }
}

/// Why a value is unknown although nothing is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// What is counted lies beyond the days that the calendar knows.
    Calendar(CalendarFunction),
    /// A result is too large or too small.
    Numbers,
}

/// A checked condition or expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expr {
    Constant(Value),
    Fact(FactId),
    /// A parameter by its number; a duration counts in milliseconds.
    Param(ParamId),
    State,
    Role,
    /// The instant itself. Only in what an action sets, never in a condition.
    Now,
    /// Whether `now` has come to this instant: false before it, true from it on.
    Reached(Box<Expr>),
    Not(Box<Expr>),
    And(Box<[Expr; 2]>),
    Or(Box<[Expr; 2]>),
    Equal(Box<[Expr; 2]>),
    Less(Box<[Expr; 2]>),
    In(Box<Expr>, Vec<Value>),
    Add(Box<[Expr; 2]>),
    Subtract(Box<[Expr; 2]>),
    Multiply(Box<[Expr; 2]>),
    /// Without what is left over. By zero it is unknown, and so is what is left over then.
    Divide(Box<[Expr; 2]>),
    Remainder(Box<[Expr; 2]>),
    /// A sum as it was written; unknown where it lies beyond the range of its type.
    Within(Range, Box<Expr>),
    Conditional(Box<[Expr; 3]>),
    /// A function of the calendar and its arguments: an instant, then a number where it counts, then perhaps a zone.
    OnCalendar(CalendarFunction, Vec<Expr>),
}

impl Expr {
    /// The expressions that this one is made of.
    fn parts(&self) -> &[Expr] {
        match self {
            Expr::Constant(_) | Expr::Fact(_) | Expr::Param(_) | Expr::State | Expr::Role | Expr::Now => &[],
            Expr::Reached(part) | Expr::Not(part) | Expr::In(part, _) | Expr::Within(_, part) => {
                std::slice::from_ref(&**part)
            }
            Expr::And(parts)
            | Expr::Or(parts)
            | Expr::Equal(parts)
            | Expr::Less(parts)
            | Expr::Add(parts)
            | Expr::Subtract(parts)
            | Expr::Multiply(parts)
            | Expr::Divide(parts)
            | Expr::Remainder(parts) => &**parts,
            Expr::Conditional(parts) => &**parts,
            Expr::OnCalendar(_, parts) => parts,
        }
    }

    /// Whether this expression or a part of it is as asked.
    pub(crate) fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        test(self) || self.parts().iter().any(|part| part.any(test))
    }

    /// Calls a function with this expression and every part of it.
    pub(crate) fn each<'e>(&'e self, call: &mut dyn FnMut(&'e Expr)) {
        call(self);
        self.parts().iter().for_each(|part| part.each(call));
    }

    /// Adds the facts that are read, each once, in the order in which they stand.
    pub(crate) fn facts(&self, found: &mut Vec<FactId>) {
        self.collect(found, |part| if let Expr::Fact(fact) = part { Some(*fact) } else { None });
    }

    /// Adds the parameters that are read, each once, in the order in which they stand.
    pub(crate) fn params(&self, found: &mut Vec<ParamId>) {
        self.collect(found, |part| if let Expr::Param(param) = part { Some(*param) } else { None });
    }

    /// Adds the numbers that parts of this expression hold, each once, in the order in which they stand.
    fn collect(&self, found: &mut Vec<usize>, held: fn(&Expr) -> Option<usize>) {
        self.each(&mut |part| {
            if let Some(number) = held(part)
                && !found.contains(&number)
            {
                found.push(number);
            }
        });
    }
}
