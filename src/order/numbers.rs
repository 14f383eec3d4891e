//! An order that comes as numbers, one for each fact of its policy.
//!
//! Whoever asks about many orders does not have each of them written down and read. This takes only what is surely
//! right: of anything else there is no order, and whoever reads it as [`Data`](crate::Data) tells what is wrong with it.

use std::cell::Cell;
use std::sync::Arc;

use super::{Order, apart, params_in};
use crate::data::MAX_SAFE_INT;
use crate::expr::{FactId, Symbol, Type, Value};
use crate::policy::{EditionId, Fact, Policy, Reading};
use crate::time::{Duration, Instant, Units};

/// The number of a fact that is null. That of one that is left out is not a number.
const NULL: f64 = f64::INFINITY;

/// Where orders of one policy are read, one after the other, without memory being taken for each.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    facts: Vec<Value>,
    /// The parameters of a reading.
    params: Option<(Reading, Arc<[i64]>)>,
    lengths: Arc<[(FactId, Value, Units)]>,
}

impl Desk {
    /// Reads an order, and gives it to a function; none where it is not surely right, or its date is not known. A fact
    /// is a whole number, an instant or a length in milliseconds, 0 or 1, or the number of the symbol that is chosen.
    pub(crate) fn read<'p, T>(
        &mut self,
        policy: &'p Policy,
        edition: EditionId,
        state: Symbol,
        numbers: &[Cell<f64>],
        then: impl FnOnce(&Order<'p>) -> T,
    ) -> Option<T> {
        policy.state(state).filter(|state| state.editions.has(edition))?;
        self.facts.resize(policy.facts.len(), Value::Unknown);
        for ((fact, slot), number) in policy.facts.iter().zip(&mut self.facts).zip(numbers) {
            let given = number.get();
            *slot = if given.is_nan() { fact.default } else { value(fact, given)? };
        }
        let is_written = |fact: FactId| numbers.get(fact).is_some_and(|number| !number.get().is_nan());
        let apart = apart(policy, &self.facts, is_written);
        for (fact, _) in &apart {
            if let Some(value) = self.facts.get_mut(*fact) {
                *value = Value::Unknown;
            }
        }
        let mut order = Order {
            policy,
            edition,
            period: 0,
            state,
            facts: std::mem::take(&mut self.facts),
            params: Arc::default(),
            overrides: None,
            lengths: Arc::clone(&self.lengths),
            apart,
        };
        let told = order.dated().map(|period| {
            order.period = period;
            let reading = order.reading();
            let known = self.params.take().filter(|(known, _)| *known == reading);
            let (_, params) = self.params.insert(known.unwrap_or_else(|| (reading, params_in(policy, None, reading))));
            order.params = Arc::clone(params);
            then(&order)
        });
        self.facts = order.facts;
        told
    }
}

fn value(fact: &Fact, given: f64) -> Option<Value> {
    if given == NULL {
        return Some(if fact.nullable { Value::Null } else { fact.default });
    }
    // The cast stops at the ends of its range, which are no numbers that any fact can have.
    let number = given as i64;
    if number as f64 != given {
        return None;
    }
    let from = |least: i64| (least <= number && number <= MAX_SAFE_INT).then_some(Value::Number(number));
    match &fact.ty {
        Type::Timestamp => Instant::from_millis(number).map(|instant| Value::Number(instant.millis())),
        Type::Duration => Duration::from_millis(number).map(|duration| Value::Number(duration.millis())),
        Type::Int => from(fact.min.unwrap_or(MAX_SAFE_INT.saturating_neg())),
        Type::Money => from(fact.min.unwrap_or(0)),
        Type::Choice(choices) => {
            let chosen = Symbol(u16::try_from(number).ok()?);
            choices.contains(&chosen).then_some(Value::Symbol(chosen))
        }
        Type::Bool | Type::Null => match number {
            0 => Some(Value::Bool(false)),
            1 => Some(Value::Bool(true)),
            _ => None,
        },
    }
}
