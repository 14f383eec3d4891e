//! The table of orders: its columns, and the facts that they tell.
//!
//! A column that the rules do not read is not looked at. A value that no order may have, such as a state that there is
//! not, is a problem of that row; nothing else is told of it then.

use super::dialect::SqlInstants;
use super::expression::{Bounds, SqlValue, type_of};
use super::options::{SqlNulls, SqlOptions};
use super::piece::{Sql, all, any, is_one_of, not};
use super::steps::Steps;
use crate::expr::{FactId, Type, Value};
use crate::order::Order;
use crate::policy::Fact;
use crate::policy::fact::number_bounds;

/// A column of the table that a query reads.
///
/// ```
/// use torihiki::{SqlDialect, SqlOptions, policy};
///
/// let sql = policy("qoo10").unwrap().sql("refuse-cancel", &SqlOptions::of(SqlDialect::Spark)).unwrap();
/// let ship_by = sql.reads.iter().find(|column| column.name == "shipBy").unwrap();
/// assert_eq!((ship_by.r#type.as_str(), ship_by.fact.as_deref()), ("TIMESTAMP", Some("shipBy")));
/// assert!(sql.reads.iter().any(|column| column.name == "shipByKnown"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SqlColumn {
    /// Its name.
    pub name: String,
    /// The type of its values, as the dialect calls it.
    pub r#type: String,
    /// The fact that it is about; none: it is the state.
    pub fact: Option<String>,
}

/// What a query reads, as it is read.
pub(super) struct Table<'o, 'p> {
    order: &'o Order<'p>,
    options: &'o SqlOptions<'o>,
    pub(super) reads: Vec<SqlColumn>,
    pub(super) state: Sql,
    facts: Vec<(FactId, SqlValue)>,
    /// What is wrong with a row: the condition, and the name of the column.
    problems: Vec<(Sql, String)>,
}

impl<'o, 'p> Table<'o, 'p> {
    /// Reads the state, and these facts of an order.
    pub(super) fn new(
        order: &'o Order<'p>,
        options: &'o SqlOptions<'o>,
        facts: &[FactId],
        steps: &mut Steps,
    ) -> Table<'o, 'p> {
        let state = Sql::bool(true);
        let mut table = Table { order, options, reads: Vec::new(), state, facts: Vec::new(), problems: Vec::new() };
        table.state = table.read("state", steps.dialect.text_type(), None, steps);
        let states = order.policy.states.iter().filter(|state| state.editions.has(order.edition));
        let states: Vec<Sql> =
            states.map(|state| steps.dialect.text(order.policy.symbols.text(state.symbol))).collect();
        let is_state = is_one_of(&table.state, &states).surely();
        table.problems.push((not(&is_state), "state".to_owned()));
        // As the policy lists them, whichever is read first.
        let read: Vec<(FactId, &Fact)> =
            order.policy.facts.iter().enumerate().filter(|(number, _)| facts.contains(number)).collect();
        let raw: Vec<(FactId, Sql, Sql)> =
            read.iter().map(|(number, fact)| table.given(*number, fact, steps)).collect();
        for (number, fact) in read {
            let given = |wanted: FactId| raw.iter().find(|(number, _, _)| *number == wanted);
            let Some((_, value, known)) = given(number) else { continue };
            let others = fact.together.iter().filter_map(|other| given(*other));
            let others: Vec<Sql> = others.map(|(_, value, _)| value.is_not_null()).collect();
            let apart = all([&value.is_null(), &any(&others)]);
            let value = told(fact, value, known, &apart, steps, order);
            table.facts.push((number, value));
        }
        table
    }

    /// The facts that have to be read to know some: also those that are given together with them.
    pub(super) fn with_companions(order: &Order<'_>, facts: &mut Vec<FactId>) {
        for fact in facts.clone() {
            let together = order.policy.facts.get(fact).map(|fact| &fact.together);
            for other in together.into_iter().flatten() {
                if !facts.contains(other) {
                    facts.push(*other);
                }
            }
        }
    }

    /// The value of a fact; what is no fact of an order is unknown, as an argument is before the action is done.
    pub(super) fn fact(&self, fact: FactId) -> SqlValue {
        let found = self.facts.iter().find(|(number, _)| *number == fact).map(|(_, value)| value.clone());
        found.unwrap_or_else(|| {
            let ty = self.order.policy.fact_or_argument(fact).map_or(&Type::Null, |fact| &fact.ty);
            SqlValue::present(Sql::unknown(type_of(ty, self.options.dialect.text_type())))
        })
    }

    /// The name of the first column whose value no order may have; NULL where there is none.
    pub(super) fn problem(&self, asked: &Sql, steps: &mut Steps) -> Sql {
        let mut parts = vec![asked.is_null()];
        let mut cases = String::from("WHEN ? THEN 'now'");
        for (condition, column) in &self.problems {
            parts.extend([condition.clone(), steps.dialect.text(column)]);
            cases.push_str(" WHEN ? THEN ?");
        }
        let parts: Vec<&Sql> = parts.iter().collect();
        steps.name("problem", Sql::of(&format!("CASE {cases} END"), &parts))
    }

    /// A column of the table.
    fn read(&mut self, name: &str, ty: &str, fact: Option<&Fact>, steps: &mut Steps) -> Sql {
        let fact = fact.map(|fact| fact.name.to_string());
        // The plain name is for what the column tells.
        let hint = if fact.is_some() { format!("{name} given") } else { name.to_owned() };
        self.reads.push(SqlColumn { name: name.to_owned(), r#type: ty.to_owned(), fact });
        steps.column(&hint, Sql::atom(steps.dialect.name(name)))
    }

    /// A fact as the table gives it: its number, its value where that is one that an order may have, and whether NULL
    /// means that it is absent.
    fn given(&mut self, number: FactId, fact: &Fact, steps: &mut Steps) -> (FactId, Sql, Sql) {
        let SqlOptions { instants, nulls, .. } = *self.options;
        let dialect = steps.dialect;
        let ty = match &fact.ty {
            Type::Timestamp => dialect.instant_type(instants),
            ty => type_of(ty, dialect.text_type()),
        };
        let raw = self.read(&fact.name, ty, Some(fact), steps);
        let clean = match &fact.ty {
            Type::Bool | Type::Null => raw.clone(),
            Type::Timestamp => dialect.millis(instants, &raw),
            Type::Choice(choices) => {
                let choices: Vec<Sql> =
                    choices.iter().map(|choice| dialect.text(self.order.policy.symbols.text(*choice))).collect();
                Sql::of("CASE WHEN ? THEN ? END", &[&is_one_of(&raw, &choices), &raw])
            }
            Type::Int | Type::Money | Type::Duration => {
                let (least, most) = number_bounds(fact).unwrap_or((i64::MIN, i64::MAX));
                let number = Sql::of("CAST(? AS BIGINT)", &[&raw]);
                Sql::of(&format!("CASE WHEN ? BETWEEN {least} AND {most} THEN ? END"), &[&raw, &number])
            }
        };
        let value = steps.name(&fact.name, clean);
        if value != raw {
            self.problems.push((all([&raw.is_not_null(), &value.is_null()]), fact.name.to_string()));
        }
        let known = match nulls {
            _ if !tells_null(fact) => Sql::bool(false),
            SqlNulls::Absent => Sql::bool(true),
            SqlNulls::Missing => Sql::bool(false),
            SqlNulls::Column => {
                let name = format!("{}Known", fact.name);
                self.read(&name, "BOOLEAN", Some(fact), steps).surely()
            }
        };
        (number, value, known)
    }
}

/// Whether leaving a fact out means something else than null.
fn tells_null(fact: &Fact) -> bool {
    fact.nullable && fact.default != Value::Null
}

/// What is known of a fact with this value: its default where it is left out, and nothing where it stands apart from one
/// that it is given together with.
fn told(fact: &Fact, value: &Sql, known: &Sql, apart: &Sql, steps: &mut Steps, order: &Order<'_>) -> SqlValue {
    let default = match fact.default {
        Value::Unknown | Value::Null => None,
        Value::Bool(value) => Some(Sql::bool(value)),
        Value::Number(number) => Some(Sql::number(number)),
        Value::Symbol(symbol) => Some(steps.dialect.text(order.policy.symbols.text(symbol))),
    };
    let is_default = all([&value.is_null(), &not(known), &not(apart)]);
    let sql = match default {
        Some(default) => Sql::choose(&is_default, &default, value),
        None => value.clone(),
    };
    let absent = match fact.default {
        _ if !fact.nullable => Sql::bool(false),
        Value::Null => all([&value.is_null(), &not(apart)]),
        _ => all([&value.is_null(), known, &not(apart)]),
    };
    let (least, most) = number_bounds(fact).unwrap_or((i64::MIN, i64::MAX));
    let sql = steps.name(&fact.name, sql);
    // Where it is never unknown, nothing but its value says so.
    let absent = if absent == sql.is_null() { absent } else { steps.name(&format!("{} is absent", fact.name), absent) };
    SqlValue { sql, absent, bounds: Bounds::of(least, most) }
}

/// The instant that is asked about, in milliseconds; unknown where it is none.
pub(super) fn asked(instants: SqlInstants, steps: &mut Steps) -> Sql {
    let dialect = steps.dialect;
    let parameter = Sql::atom(dialect.parameter());
    let given = Sql::of(&format!("CAST(? AS {})", dialect.instant_type(instants)), &[&parameter]);
    let given = steps.column("now", given);
    steps.name("now", dialect.millis(instants, &given))
}
