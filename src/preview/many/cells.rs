//! What the rows of a block have for a fact, and how that is read.

use super::table::{ColumnValues, Entries, RowColumn, Subject};
use crate::data::Data;
use crate::expr::{Symbol, Truth, Type, Value};
use crate::order;
use crate::policy::fact::{fact_value, number_bounds};
use crate::policy::{EditionId, Fact, Policy};
use crate::problem::{Problem, ProblemCode, Report};

/// The truth of a condition in a row, as a byte: so "and" is the smaller and "or" the larger one, and what comes out as a
/// verdict is what was computed.
pub(super) const FALSE: u8 = Truth::False as u8;
pub(super) const UNKNOWN: u8 = Truth::Unknown as u8;
pub(super) const TRUE: u8 = Truth::True as u8;

/// The values of a fact in a block, row by row.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The number, the instant, the length of time or the symbol. Each is exact as a float: what an order can have is
    /// less than 2^53. NaN where there is none that is known; empty where the fact is a flag.
    pub(super) numbers: Vec<f64>,
    /// Whether the fact holds; empty where it is no flag.
    pub(super) flags: Vec<u8>,
    /// Whether it is null.
    pub(super) null: Vec<u8>,
    /// Whether the order itself has a value that is not null; empty where the fact stands alone.
    pub(super) given: Vec<bool>,
}

/// Whether a fact is true or false.
pub(super) fn is_flag(fact: &Fact) -> bool {
    matches!(fact.ty, Type::Bool | Type::Null)
}

impl Cells {
    /// Makes room for rows. What was there before may be there still.
    fn resize(&mut self, rows: usize, fact: &Fact) {
        let numbers = if is_flag(fact) { 0 } else { rows };
        self.numbers.resize(numbers, f64::NAN);
        self.flags.resize(rows.saturating_sub(numbers), UNKNOWN);
        self.null.resize(rows, UNKNOWN);
        self.given.resize(if fact.together.is_empty() { 0 } else { rows }, false);
    }

    /// Gives all of so many rows a value.
    pub(super) fn fill(&mut self, rows: usize, fact: &Fact, value: Value) {
        self.resize(rows, fact);
        let (number, flag, null) = parts(value);
        self.numbers.fill(number);
        self.flags.fill(flag);
        self.null.fill(null);
        self.given.fill(false);
    }

    /// Gives the rows that a mask marks a value, which the orders do not give themselves.
    fn fill_marked(&mut self, mask: &[u8], value: Value) {
        let (number, flag, null) = parts(value);
        fn mark<T: Copy>(column: &mut [T], mask: &[u8], value: T) {
            column.iter_mut().zip(mask).for_each(|(slot, mark)| *slot = if *mark == 0 { *slot } else { value });
        }
        mark(&mut self.numbers, mask, number);
        mark(&mut self.flags, mask, flag);
        mark(&mut self.null, mask, null);
        mark(&mut self.given, mask, false);
    }

    /// Gives a row a value.
    pub(super) fn set(&mut self, row: usize, value: Value) {
        let (number, flag, null) = parts(value);
        put(&mut self.numbers, row, number);
        put(&mut self.flags, row, flag);
        put(&mut self.null, row, null);
    }

    /// The value of a row.
    pub(super) fn value(&self, fact: &Fact, row: usize) -> Value {
        match self.null.get(row) {
            Some(&FALSE) => {}
            Some(&TRUE) => return Value::Null,
            _ => return Value::Unknown,
        }
        let number = self.numbers.get(row).copied().unwrap_or_default();
        match fact.ty {
            Type::Bool | Type::Null => Value::Bool(self.flags.get(row) == Some(&TRUE)),
            Type::Choice(_) => Value::Symbol(Symbol(number as u16)),
            Type::Int | Type::Timestamp | Type::Duration | Type::Money => Value::Number(number as i64),
        }
    }
}

/// A value as number, as flag, and whether it is null.
fn parts(value: Value) -> (f64, u8, u8) {
    match value {
        Value::Unknown => (f64::NAN, UNKNOWN, UNKNOWN),
        Value::Null => (f64::NAN, UNKNOWN, TRUE),
        Value::Bool(value) => (f64::NAN, Truth::from(value) as u8, FALSE),
        Value::Number(number) => (number as f64, UNKNOWN, FALSE),
        Value::Symbol(Symbol(number)) => (f64::from(number), UNKNOWN, FALSE),
    }
}

pub(super) fn refill<T: Copy>(list: &mut Vec<T>, length: usize, value: T) {
    list.clear();
    list.resize(length, value);
}

pub(super) fn put<T>(list: &mut [T], place: usize, value: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

/// What a row says.
#[derive(Clone, Copy, Debug)]
enum Given {
    LeftOut,
    Null,
    Value(Value),
}

/// A column whose entries differ from row to row.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) subject: Subject,
    edition: EditionId,
    /// What its codes mean, where it is made of codes: each is a value, or what is wrong with it.
    meanings: Option<Vec<Result<Given, Problem>>>,
}

impl Input {
    pub(super) fn new(column: &RowColumn<'_>, policy: &Policy, edition: EditionId) -> Input {
        let RowColumn { name, subject, meanings, .. } = *column;
        let mut input = Input { name: name.to_owned(), subject, edition, meanings: None };
        input.meanings = meanings.map(|all| all.iter().map(|data| input.read(policy, data)).collect());
        input
    }

    /// Reads what the rows of a block have for a fact; `from` is the number of the first.
    pub(super) fn facts(
        &self,
        cells: &mut Cells,
        fact: &Fact,
        entries: &Entries<'_>,
        block: At<'_>,
        report: &mut Report,
    ) {
        cells.resize(block.rows, fact);
        let none = if fact.nullable { Value::Null } else { fact.default };
        let masks = [entries.missing, entries.null];
        let is_read = match (&entries.values, &self.meanings) {
            (ColumnValues::Floats(values), None) => numbers(cells, fact, masks, values, |value| *value),
            (ColumnValues::Whole(values), None) => numbers(cells, fact, masks, values, |value| *value as f64),
            (ColumnValues::Bytes(values), None) if is_flag(fact) => flags(cells, masks, values),
            (ColumnValues::Bytes(values), None) => numbers(cells, fact, masks, values, |value| f64::from(*value)),
            _ => false,
        };
        if !is_read {
            cells.fill(block.rows, fact, fact.default);
            for row in (0..block.rows).filter(|row| masks.iter().all(|mask| !is_marked(*mask, *row))) {
                let (value, is_given) = match self.entry(entries, row, block.policy) {
                    Ok(Given::LeftOut) => (fact.default, false),
                    Ok(Given::Null) => (none, !matches!(none, Value::Null | Value::Unknown)),
                    Ok(Given::Value(value)) => (value, true),
                    Err(problem) => {
                        report.add(self.placed(problem, block, row));
                        continue;
                    }
                };
                cells.set(row, value);
                put(&mut cells.given, row, is_given);
            }
        }
        if let [Some(missing), Some(null)] = masks {
            for (row, _) in
                missing.iter().zip(null).enumerate().filter(|(_, (missing, null))| **missing != 0 && **null != 0)
            {
                report.add(self.placed(both(), block, row));
            }
        }
        entries.missing.into_iter().for_each(|mask| cells.fill_marked(mask, fact.default));
        if let Some(mask) = entries.null {
            cells.fill_marked(mask, none);
            if !matches!(none, Value::Null | Value::Unknown) {
                cells.given.iter_mut().zip(mask).for_each(|(given, mark)| *given |= *mark != 0);
            }
        }
    }

    /// Reads the states of a block, each as its number in the policy.
    pub(super) fn states(&self, states: &mut [u16], entries: &Entries<'_>, block: At<'_>, report: &mut Report) {
        let number = |given: &Result<Given, Problem>| match given {
            Ok(Given::Value(Value::Symbol(symbol))) => number_of_state(block.policy, *symbol),
            _ => None,
        };
        if let (ColumnValues::Bytes(codes), Some(meanings), None, None) =
            (&entries.values, &self.meanings, entries.missing, entries.null)
        {
            // No code is larger than a byte.
            let mut of_codes = [NO_STATE; 256];
            of_codes.iter_mut().zip(meanings).for_each(|(slot, given)| *slot = number(given).unwrap_or(NO_STATE));
            let mut is_read = true;
            for (state, code) in states.iter_mut().zip(*codes) {
                *state = of_codes.get(usize::from(*code)).copied().unwrap_or(NO_STATE);
                is_read &= *state != NO_STATE;
            }
            if is_read {
                return;
            }
        }
        for (row, state) in states.iter_mut().enumerate() {
            let is_none = [entries.missing, entries.null].iter().any(|mask| is_marked(*mask, row));
            let given = if is_none { Ok(Given::LeftOut) } else { self.entry(entries, row, block.policy) };
            match number(&given) {
                Some(number) => *state = number,
                None => {
                    let missing = || order::state(block.policy, Some(self.edition), &Data::Null).err();
                    let problem = given.err().or_else(missing);
                    problem.into_iter().for_each(|problem| report.add(self.placed(problem, block, row)));
                }
            }
        }
    }

    /// What a row says.
    fn entry(&self, entries: &Entries<'_>, row: usize, policy: &Policy) -> Result<Given, Problem> {
        let number = match &entries.values {
            ColumnValues::Each(values) => {
                return values.get(row).map_or(Ok(Given::LeftOut), |data| self.read(policy, data));
            }
            ColumnValues::Bytes(bytes) => bytes.get(row).map(|byte| f64::from(*byte)),
            ColumnValues::Floats(floats) => floats.get(row).copied(),
            ColumnValues::Whole(numbers) => numbers.get(row).map(|number| *number as f64),
            ColumnValues::Same(_) => None,
        };
        let Some(number) = number.filter(|number| !number.is_nan()) else { return Ok(Given::LeftOut) };
        if let Some(meanings) = &self.meanings {
            let code = (0.0 <= number && number.trunc() == number).then_some(number as usize);
            return code.and_then(|code| meanings.get(code)).cloned().unwrap_or_else(|| {
                let message = format!("{} is the code of no value", number_data(number));
                let last = meanings.len().saturating_sub(1);
                let help = format!("the codes of this column go from 0 to {last}, both inclusive");
                Err(Problem::new(ProblemCode::OutOfRange, "", message).help(help))
            });
        }
        let data = number_data(number);
        let is_of_flag = matches!(self.subject, Subject::Fact(fact) if policy.facts.get(fact).is_some_and(is_flag));
        match data {
            Data::Int(number @ (0 | 1)) if is_of_flag => Ok(Given::Value(Value::Bool(number == 1))),
            _ if is_of_flag => {
                let problem = Problem::new(ProblemCode::WrongType, "", format!("expected 0 or 1, found {data}"));
                Err(problem.help("in a column, 0 is `false` and 1 is `true`"))
            }
            data => self.read(policy, &data),
        }
    }

    /// Reads a value as an order has it.
    fn read(&self, policy: &Policy, data: &Data<'_>) -> Result<Given, Problem> {
        match self.subject {
            Subject::State => {
                order::state(policy, Some(self.edition), data).map(|state| Given::Value(Value::Symbol(state)))
            }
            Subject::Fact(_) if *data == Data::Null => Ok(Given::Null),
            Subject::Fact(fact) => match policy.facts.get(fact) {
                Some(fact) => fact_value(fact, &policy.symbols, data, &self.name).map(Given::Value),
                None => Ok(Given::LeftOut),
            },
        }
    }

    fn placed(&self, problem: Problem, block: At<'_>, row: usize) -> Problem {
        Problem { path: format!("{}[{}]", self.name, block.from.saturating_add(row)), ..problem }
    }
}

/// Which rows of which policy are read.
#[derive(Clone, Copy)]
pub(super) struct At<'p> {
    pub(super) policy: &'p Policy,
    /// The number of the first row, and how many there are.
    pub(super) from: usize,
    pub(super) rows: usize,
}

/// In the place of the number of a state: there is none.
const NO_STATE: u16 = u16::MAX;

/// The number of a state in its policy. A policy has far fewer than can be counted so.
pub(super) fn number_of_state(policy: &Policy, symbol: Symbol) -> Option<u16> {
    u16::try_from(policy.states.iter().position(|state| state.symbol == symbol)?).ok()
}

fn is_marked(mask: Option<&[u8]>, row: usize) -> bool {
    mask.and_then(|mask| mask.get(row)).is_some_and(|mark| *mark != 0)
}

fn both() -> Problem {
    let problem = Problem::new(ProblemCode::WrongType, "", "an order cannot leave out what it has as null");
    problem.help("mark the row in `missing` or in `null`")
}

/// A number as an order has it. What is no whole number is written with its first decimals: to write floats exactly takes
/// 20 kB of WebAssembly.
fn number_data(number: f64) -> Data<'static> {
    if number.trunc() == number && number.is_finite() {
        return Data::Int(number as i64);
    }
    let sign = if number < 0.0 { "-" } else { "" };
    Data::Inexact(if number.is_finite() {
        let thousandths = ((number.fract().abs() * 1_000.0) as u64).clamp(1, 999);
        let digits = format!("{thousandths:03}");
        format!("{sign}{}.{}", (number as i64).unsigned_abs(), digits.trim_end_matches('0')).into()
    } else {
        format!("{sign}Infinity").into()
    })
}

/// Takes numbers over, of which NaN is one that is left out; false where some row that is not marked has anything else
/// than an order can.
fn numbers<T>(cells: &mut Cells, fact: &Fact, masks: [Option<&[u8]>; 2], values: &[T], of: impl Fn(&T) -> f64) -> bool {
    let Some((least, most)) = number_bounds(fact) else { return false };
    // Without a `min`, an amount that a transition records may be negative, and one that is passed may not.
    let least = if fact.ty == Type::Money { fact.min.unwrap_or(0) } else { least };
    let (least, most) = (least as f64, most as f64);
    let is_good = |value: f64| (value.trunc() == value) & (least <= value) & (value <= most);
    let (default, _, default_null) = parts(fact.default);
    let mut are_good = true;
    for ((slot, null), value) in cells.numbers.iter_mut().zip(&mut cells.null).zip(values) {
        let value = of(value);
        let is_good = is_good(value);
        *slot = if is_good { value } else { default };
        *null = if is_good { FALSE } else { default_null };
        are_good &= is_good | value.is_nan();
    }
    cells.given.iter_mut().zip(values).for_each(|(given, value)| *given = is_good(of(value)));
    let is_bad = |value: f64| !is_good(value) && !value.is_nan();
    are_good || !any_unmarked(masks, values.iter().map(|value| is_bad(of(value))))
}

/// Takes flags over; false where some row that is not marked has anything else than 0 and 1.
fn flags(cells: &mut Cells, masks: [Option<&[u8]>; 2], values: &[u8]) -> bool {
    let mut all = 0;
    for (slot, value) in cells.flags.iter_mut().zip(values) {
        *slot = value.wrapping_mul(TRUE);
        all |= value;
    }
    cells.null.fill(FALSE);
    cells.given.fill(true);
    all <= 1 || !any_unmarked(masks, values.iter().map(|value| 1 < *value))
}

/// Whether a row that no mask marks is one of these.
fn any_unmarked(masks: [Option<&[u8]>; 2], mut rows: impl Iterator<Item = bool>) -> bool {
    let mut row = 0_usize;
    rows.any(|is_one| {
        let is_marked = masks.iter().any(|mask| is_marked(*mask, row));
        row = row.saturating_add(1);
        is_one && !is_marked
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_as_it_would_be_written() {
        let told = |number: f64| match number_data(number) {
            Data::Inexact(text) => text.into_owned(),
            data => data.to_string(),
        };
        assert_eq!([3.0, -3.0, 0.5, -1.25, f64::NEG_INFINITY].map(told), ["`3`", "`-3`", "0.5", "-1.25", "-Infinity"]);
        assert_eq!(told(1e300), format!("`{}`", i64::MAX));
    }
}
