//! Conditions and expressions in SQL, with exactly the values that `expr::eval` gives them.
//!
//! Truth is SQL's own: its `AND`, `OR` and `NOT` know three values, and NULL is unknown. Of other values NULL is unknown
//! as well, and that one is known to be absent is told beside it. Every result is bounded: where it can leave 64 bits, it
//! is computed in a wider type, and unknown where it does.

mod calendar;

use super::piece::{Sql, all, any, is_one_of, not};
use super::steps::Steps;
use crate::expr::{Clocks, Expr, FactId, Range, Symbols, Type, Value};
use crate::problem::{Problem, ProblemCode};

/// The numbers that a value can be, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) least: i128,
    pub(super) most: i128,
}

impl Bounds {
    pub(super) const ALL: Bounds = Bounds { least: i64::MIN as i128, most: i64::MAX as i128 };

    pub(super) fn of(least: i64, most: i64) -> Bounds {
        Bounds { least: least.into(), most: most.into() }
    }

    /// Whether every number of these is one of others.
    pub(super) fn is_within(self, others: Bounds) -> bool {
        others.least <= self.least && self.most <= others.most
    }

    pub(super) fn within(self, others: Bounds) -> Bounds {
        Bounds { least: self.least.max(others.least), most: self.most.min(others.most) }
    }

    pub(super) fn or(self, others: Bounds) -> Bounds {
        Bounds { least: self.least.min(others.least), most: self.most.max(others.most) }
    }

    /// What an operation can give, which is largest and smallest at the ends.
    pub(super) fn combined(self, others: Bounds, operation: fn(i128, i128) -> i128) -> Bounds {
        let ends = [self.least, self.most].map(|a| [others.least, others.most].map(|b| operation(a, b)));
        let ends = ends.into_iter().flatten();
        ends.fold(None, |found: Option<Bounds>, end| {
            let one = Bounds { least: end, most: end };
            Some(found.map_or(one, |found| found.or(one)))
        })
        .unwrap_or(Bounds::ALL)
    }
}

/// A value in SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SqlValue {
    /// NULL where it is unknown or absent.
    pub(super) sql: Sql,
    /// Whether it is known to be absent; never unknown.
    pub(super) absent: Sql,
    /// What it can be, where it is a number.
    pub(super) bounds: Bounds,
}

impl SqlValue {
    /// A value that is never absent.
    pub(super) fn present(sql: Sql) -> SqlValue {
        SqlValue { sql, absent: Sql::bool(false), bounds: Bounds::ALL }
    }

    pub(super) fn number(sql: Sql, bounds: Bounds) -> SqlValue {
        SqlValue { bounds, ..SqlValue::present(sql) }
    }

    fn constant(number: i64) -> SqlValue {
        SqlValue::number(Sql::number(number), Bounds::of(number, number))
    }

    /// Whether it is something, and known.
    fn is_there(&self) -> Sql {
        self.sql.is_not_null()
    }

    fn is_never_absent(&self) -> bool {
        self.absent.is(false)
    }
}

/// What an expression is written against.
pub(super) struct Writing<'w> {
    pub(super) steps: &'w mut Steps,
    pub(super) symbols: &'w Symbols,
    pub(super) clocks: &'w Clocks,
    pub(super) params: &'w [i64],
    /// The instant that is asked about.
    pub(super) asked: &'w Sql,
    /// The value of each fact.
    pub(super) facts: &'w dyn Fn(FactId) -> SqlValue,
    pub(super) state: &'w Sql,
    pub(super) role: Option<Sql>,
    /// The instant at which something happens, which what it records may read.
    pub(super) at: Option<SqlValue>,
    /// Where the expression stands in the policy.
    pub(super) place: &'w str,
}

type Written<T> = Result<T, Problem>;

impl Writing<'_> {
    /// What cannot be said in SQL with exactly the same answer.
    pub(super) fn refusal(&self, message: impl Into<String>) -> Problem {
        Problem::new(ProblemCode::NotExpressible, self.place, message)
    }

    /// Whether a condition holds.
    pub(super) fn truth(&mut self, expr: &Expr) -> Written<Sql> {
        Ok(match expr {
            Expr::Reached(instant) => {
                let instant = self.value(instant)?;
                Sql::of("(? <= ?)", &[&instant.sql, self.asked])
            }
            Expr::Not(part) => not(&self.truth(part)?),
            Expr::And(parts) => {
                let [a, b] = &**parts;
                all([&self.truth(a)?, &self.truth(b)?])
            }
            Expr::Or(parts) => {
                let [a, b] = &**parts;
                any([&self.truth(a)?, &self.truth(b)?])
            }
            Expr::Equal(parts) => {
                let [a, b] = &**parts;
                let (a, b) = (self.named(a)?, self.named(b)?);
                equal(&a, &b)
            }
            Expr::Less(parts) => {
                let [a, b] = &**parts;
                let (a, b) = (self.value(a)?, self.value(b)?);
                match (a.sql.literal(), b.sql.literal()) {
                    (Some(a), Some(b)) => Sql::bool(a < b),
                    _ => Sql::of("(? < ?)", &[&a.sql, &b.sql]),
                }
            }
            Expr::In(part, list) => {
                let part = self.named(part)?;
                self.is_among(&part, list)
            }
            _ => self.value(expr)?.sql,
        })
    }

    fn is_among(&self, part: &SqlValue, list: &[Value]) -> Sql {
        let literals: Vec<Sql> = list.iter().filter_map(|value| self.literal(*value)).collect();
        if part.sql.is_literal() {
            return Sql::bool(literals.contains(&part.sql));
        }
        let among = if literals.is_empty() {
            Sql::of("CASE WHEN ? THEN FALSE END", &[&part.is_there()])
        } else {
            is_one_of(&part.sql, &literals)
        };
        Sql::choose(&part.absent, &Sql::bool(list.contains(&Value::Null)), &among)
    }

    /// A constant that is something.
    fn literal(&self, value: Value) -> Option<Sql> {
        Some(match value {
            Value::Unknown | Value::Null => return None,
            Value::Bool(value) => Sql::bool(value),
            Value::Number(number) => Sql::number(number),
            Value::Symbol(symbol) => self.steps.dialect.text(self.symbols.text(symbol)),
        })
    }

    /// The value of an expression, with a name where it will be read more than once.
    pub(super) fn named(&mut self, expr: &Expr) -> Written<SqlValue> {
        let value = self.value(expr)?;
        Ok(SqlValue { sql: self.steps.name("value", value.sql), ..value })
    }

    /// The value of an expression.
    pub(super) fn value(&mut self, expr: &Expr) -> Written<SqlValue> {
        Ok(match expr {
            Expr::Constant(Value::Number(number)) => SqlValue::constant(*number),
            Expr::Constant(value) => SqlValue {
                sql: self.literal(*value).unwrap_or(Sql::atom("NULL")),
                absent: Sql::bool(*value == Value::Null),
                bounds: Bounds::ALL,
            },
            Expr::Fact(fact) => (self.facts)(*fact),
            Expr::Param(param) => match self.params.get(*param) {
                Some(value) => SqlValue::constant(*value),
                None => SqlValue::present(Sql::unknown("BIGINT")),
            },
            Expr::State => SqlValue::present(self.state.clone()),
            Expr::Role => {
                let unknown = || Sql::unknown(self.steps.dialect.text_type());
                SqlValue::present(self.role.clone().unwrap_or_else(unknown))
            }
            Expr::Now => self.at.clone().unwrap_or_else(|| SqlValue::present(Sql::unknown("BIGINT"))),
            Expr::Add(parts) => self.sum(parts, "(? + ?)", i128::saturating_add, i64::checked_add)?,
            Expr::Subtract(parts) => self.sum(parts, "(? - ?)", i128::saturating_sub, i64::checked_sub)?,
            Expr::Multiply(parts) => self.sum(parts, "(? * ?)", i128::saturating_mul, i64::checked_mul)?,
            Expr::Divide(parts) => self.divided(parts, true)?,
            Expr::Remainder(parts) => self.divided(parts, false)?,
            Expr::Within(range, part) => {
                let value = self.value(part)?;
                self.within(value, bounds_of(*range))
            }
            Expr::OnCalendar(function, arguments) => calendar::value(self, *function, arguments)?,
            Expr::Conditional(parts) => self.conditional(parts)?,
            Expr::Reached(_)
            | Expr::Not(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Equal(_)
            | Expr::Less(_)
            | Expr::In(..) => SqlValue::present(self.truth(expr)?),
        })
    }

    /// A sum, a difference or a product.
    fn sum(
        &mut self,
        parts: &[Expr; 2],
        template: &str,
        bounds: fn(i128, i128) -> i128,
        exact: fn(i64, i64) -> Option<i64>,
    ) -> Written<SqlValue> {
        let [a, b] = parts;
        let (a, b) = (self.value(a)?, self.value(b)?);
        if let (Some(a), Some(b)) = (a.sql.literal(), b.sql.literal()) {
            return Ok(exact(a, b).map_or(SqlValue::present(Sql::unknown("BIGINT")), SqlValue::constant));
        }
        Ok(self.computed(&a, &b, template, bounds))
    }

    /// What an operation gives, unknown beyond 64 bits.
    pub(super) fn computed(
        &mut self,
        a: &SqlValue,
        b: &SqlValue,
        template: &str,
        bounds: fn(i128, i128) -> i128,
    ) -> SqlValue {
        let possible = a.bounds.combined(b.bounds, bounds);
        if possible.is_within(Bounds::ALL) {
            return SqlValue::number(Sql::of(template, &[&a.sql, &b.sql]), possible);
        }
        let cast = format!("CAST(? AS {})", self.steps.dialect.wide_type());
        let [a, b] = [a, b].map(|part| Sql::of(&cast, &[&part.sql]));
        let wide = self.steps.name("wide", Sql::of(template, &[&a, &b]));
        let narrow = Sql::of("CAST(? AS BIGINT)", &[&wide]);
        let Bounds { least, most } = Bounds::ALL;
        let sql = Sql::of(&format!("CASE WHEN ? BETWEEN {least} AND {most} THEN ? END"), &[&wide, &narrow]);
        SqlValue::number(sql, possible.within(Bounds::ALL))
    }

    fn divided(&mut self, parts: &[Expr; 2], is_quotient: bool) -> Written<SqlValue> {
        let [a, b] = parts;
        let (a, b) = (self.named(a)?, self.named(b)?);
        let divisor = match b.sql.literal() {
            Some(number) if number != 0 => b.sql.clone(),
            _ => Sql::of("NULLIF(?, 0)", &[&b.sql]),
        };
        let (sql, bounds) = if is_quotient {
            let largest = a.bounds.least.saturating_abs().max(a.bounds.most.saturating_abs());
            let bounds = Bounds { least: largest.saturating_neg(), most: largest };
            (self.steps.dialect.quotient(&a.sql, &divisor), bounds)
        } else {
            // What is left over has the sign of what was divided, and is no larger.
            (Sql::of("(? % ?)", &[&a.sql, &divisor]), a.bounds.or(Bounds::of(0, 0)))
        };
        // The one quotient that has no place in 64 bits.
        let least = Bounds::ALL.least;
        let overflows = a.bounds.least == least && b.bounds.least <= -1 && -1 <= b.bounds.most;
        let sql = if overflows {
            let is_it = Sql::of(&format!("(? = {} AND ? = -1)", Sql::number(i64::MIN).text()), &[&a.sql, &b.sql]);
            Sql::of("CASE WHEN ? THEN NULL ELSE ? END", &[&is_it, &sql])
        } else {
            sql
        };
        Ok(SqlValue::number(sql, bounds.within(Bounds::ALL)))
    }

    /// A value that is unknown beyond some bounds.
    pub(super) fn within(&mut self, value: SqlValue, bounds: Bounds) -> SqlValue {
        if value.bounds.is_within(bounds) {
            return value;
        }
        let sql = self.steps.name("sum", value.sql);
        let Bounds { least, most } = bounds;
        let within = Sql::of(&format!("CASE WHEN ? BETWEEN {least} AND {most} THEN ? END"), &[&sql, &sql]);
        SqlValue::number(within, value.bounds.within(bounds))
    }

    fn conditional(&mut self, parts: &[Expr; 3]) -> Written<SqlValue> {
        let [condition, yes, no] = parts;
        let condition = self.truth(condition)?;
        let condition = self.steps.name("condition", condition);
        let (yes, no) = (self.named(yes)?, self.named(no)?);
        if condition.is(true) || yes == no {
            return Ok(yes);
        }
        if condition.is(false) {
            return Ok(no);
        }
        let otherwise = not(&condition);
        // Where it is not known which, both may come to the same.
        let sql = Sql::of(
            "CASE WHEN ? THEN ? WHEN ? THEN ? WHEN ? = ? THEN ? END",
            &[&condition, &yes.sql, &otherwise, &no.sql, &yes.sql, &no.sql, &yes.sql],
        );
        let absent = if yes.is_never_absent() && no.is_never_absent() {
            Sql::bool(false)
        } else {
            let both = all([&yes.absent, &no.absent]);
            let parts = [&condition, &yes.absent, &otherwise, &no.absent, &both];
            let absent = Sql::of("CASE WHEN ? THEN ? WHEN ? THEN ? ELSE ? END", &parts);
            self.steps.name("absent", absent)
        };
        let is_number = |value: &SqlValue| value.sql.literal().is_some();
        // Two small literals would make a type that cannot be reckoned with.
        let sql = if is_number(&yes) || is_number(&no) { Sql::of("CAST(? AS BIGINT)", &[&sql]) } else { sql };
        Ok(SqlValue { sql, absent, bounds: yes.bounds.or(no.bounds) })
    }
}

/// What sums of a range can be.
fn bounds_of(range: Range) -> Bounds {
    match range {
        Range::Timestamp => Bounds::of(-62_135_596_800_000, 253_402_300_799_999),
        Range::Duration => Bounds::of(-9_223_372_036_854, 9_223_372_036_854),
    }
}

/// Whether two values are equal; what is absent equals what is absent.
fn equal(a: &SqlValue, b: &SqlValue) -> Sql {
    if a.absent.is(true) {
        return is_absent(b);
    }
    if b.absent.is(true) {
        return is_absent(a);
    }
    let values = match (a.sql.is_literal(), b.sql.is_literal()) {
        (true, true) => Sql::bool(a.sql == b.sql),
        _ => Sql::of("(? = ?)", &[&a.sql, &b.sql]),
    };
    let values = if b.is_never_absent() { values } else { Sql::choose(&b.absent, &is_absent(a), &values) };
    if a.is_never_absent() { values } else { Sql::choose(&a.absent, &is_absent(b), &values) }
}

/// Whether a value is absent, unknown where it is.
fn is_absent(value: &SqlValue) -> Sql {
    if value.absent.is(true) || value.absent == value.sql.is_null() {
        return value.absent.clone();
    }
    if value.is_never_absent() {
        return Sql::of("CASE WHEN ? THEN FALSE END", &[&value.is_there()]);
    }
    Sql::of("CASE WHEN ? THEN TRUE WHEN ? THEN FALSE END", &[&value.absent, &value.is_there()])
}

/// The type of a value of a fact in SQL.
pub(super) fn type_of<'t>(ty: &Type, text: &'t str) -> &'t str {
    match ty {
        Type::Bool => "BOOLEAN",
        Type::Choice(_) => text,
        Type::Int | Type::Timestamp | Type::Duration | Type::Money | Type::Null => "BIGINT",
    }
}
