//! An order that comes as numbers, one for each fact of its policy.
//!
//! Whoever asks about many orders does not have each of them written down and read. What is written here has to be right:
//! of anything else there is no order, and whoever reads it as [`Data`](crate::Data) tells what is wrong with it.

use std::cell::Cell;
use std::sync::Arc;

use super::{Order, apart, params_in};
use crate::data::MAX_SAFE_INT;
use crate::expr::{FactId, Scope, Symbol, Type, Value};
use crate::policy::{EditionId, Fact, Policy, Reading};
use crate::time::{Duration, Instant, Units};

/// The number of a fact that is null. That of one that is left out is not a number.
const NULL: f64 = f64::INFINITY;

/// Where orders of one policy are read, one after the other, without memory being taken for each.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The number of each fact of the order at hand. JavaScript writes here between calls.
    numbers: Vec<Cell<f64>>,
    /// How each of them is read.
    kinds: Vec<Kind>,
    /// The facts of the order, as far as they have been read.
    facts: Vec<Value>,
    /// As an order has them.
    apart: Vec<(FactId, FactId)>,
    /// The last reading, and its parameters.
    reading: Option<Reading>,
    params: Arc<[i64]>,
    lengths: Arc<[(FactId, Value, Units)]>,
}

/// How the number of a fact is read.
#[derive(Debug)]
struct Kind {
    /// The least number that there is for it, and the greatest.
    least: f64,
    most: f64,
    is: Is,
    null: Value,
    left_out: Value,
}

/// What a number stands for.
#[derive(Debug)]
enum Is {
    Number,
    Flag,
    Symbol,
}

/// Which facts of an order are to be read.
#[derive(Debug)]
pub(crate) enum Reads {
    These(Vec<FactId>),
    All,
}

impl Reads {
    /// At least these of a policy.
    pub(crate) fn of(policy: &Policy, facts: Vec<FactId>) -> Reads {
        let is_alone = |fact: &FactId| policy.facts.get(*fact).is_some_and(|fact| fact.together.is_empty());
        // What a fact is that is given together with others depends on these.
        if facts.iter().all(is_alone) { Reads::These(facts) } else { Reads::All }
    }
}

impl Desk {
    /// Where orders of a policy are read, and no other.
    pub(crate) fn of(policy: &Policy) -> Desk {
        Desk {
            numbers: policy.facts.iter().map(|_| Cell::new(f64::NAN)).collect(),
            kinds: policy.facts.iter().map(Kind::of).collect(),
            facts: policy.facts.iter().map(|_| Value::Unknown).collect(),
            apart: Vec::new(),
            reading: None,
            params: Arc::default(),
            lengths: Arc::default(),
        }
    }

    /// The number of each fact: a whole one in its range, which is an instant or a length in milliseconds, 0 or 1, or the
    /// number of the symbol that is chosen.
    pub(crate) fn numbers(&self) -> &[Cell<f64>] {
        &self.numbers
    }

    /// The least number that a fact may have, and the greatest.
    pub(crate) fn range(&self, fact: FactId) -> (f64, f64) {
        self.kinds.get(fact).map_or((0.0, 0.0), |kind| (kind.least, kind.most))
    }

    /// Reads facts of the order.
    pub(crate) fn read(&mut self, policy: &Policy, reads: &Reads) {
        let Reads::These(facts) = reads else { return self.read_all(policy) };
        for fact in facts {
            let Some((number, kind)) = self.numbers.get(*fact).zip(self.kinds.get(*fact)) else { continue };
            if let Some(slot) = self.facts.get_mut(*fact) {
                *slot = kind.read(number.get());
            }
        }
    }

    fn read_all(&mut self, policy: &Policy) {
        for ((number, kind), slot) in self.numbers.iter().zip(&self.kinds).zip(&mut self.facts) {
            *slot = kind.read(number.get());
        }
        let is_written = |fact: FactId| self.numbers.get(fact).is_some_and(|number| !number.get().is_nan());
        self.apart = apart(policy, &self.facts, is_written);
        for (fact, _) in &self.apart {
            if let Some(value) = self.facts.get_mut(*fact) {
                *value = Value::Unknown;
            }
        }
    }

    /// Which rules of an edition the order takes; none where its date is not known.
    pub(crate) fn reading(&mut self, policy: &Policy, edition: EditionId) -> Option<Reading> {
        let mut period = 0;
        if !policy.turns.is_empty() {
            self.read_all(policy);
            period = policy.period_of(&self.facts)?;
        }
        let reading = Reading { edition, period };
        if self.reading != Some(reading) {
            (self.reading, self.params) = (Some(reading), params_in(policy, None, reading));
        }
        Some(reading)
    }

    /// What a condition is evaluated against that reads only facts which have been read, by the rules of the last reading.
    pub(crate) fn scope<'a>(&'a self, policy: &'a Policy, state: Symbol, now: i64) -> Scope<'a> {
        Scope { facts: &self.facts, params: &self.params, clocks: &policy.clocks, state, role: None, now }
    }

    /// Gives a function the order; none where its date is not known.
    pub(crate) fn order<'p, T>(
        &mut self,
        policy: &'p Policy,
        edition: EditionId,
        state: Symbol,
        then: impl FnOnce(&Order<'p>) -> T,
    ) -> Option<T> {
        let Reading { period, .. } = self.reading(policy, edition)?;
        self.read_all(policy);
        let order = Order {
            policy,
            edition,
            period,
            state,
            facts: std::mem::take(&mut self.facts),
            params: Arc::clone(&self.params),
            overrides: None,
            lengths: Arc::clone(&self.lengths),
            apart: std::mem::take(&mut self.apart),
        };
        let told = then(&order);
        (self.facts, self.apart) = (order.facts, order.apart);
        Some(told)
    }
}

impl Kind {
    fn of(fact: &Fact) -> Kind {
        let (is, least, most) = match &fact.ty {
            Type::Timestamp => (Is::Number, Instant::MIN.millis(), Instant::MAX.millis()),
            Type::Duration => (Is::Number, 0, Duration::MAX.millis()),
            Type::Int => (Is::Number, fact.min.unwrap_or(MAX_SAFE_INT.saturating_neg()), MAX_SAFE_INT),
            Type::Money => (Is::Number, fact.min.unwrap_or(0), MAX_SAFE_INT),
            Type::Choice(_) => (Is::Symbol, 0, i64::from(u16::MAX)),
            Type::Bool | Type::Null => (Is::Flag, 0, 1),
        };
        let null = if fact.nullable { Value::Null } else { fact.default };
        Kind { least: least as f64, most: most as f64, is, null, left_out: fact.default }
    }

    fn read(&self, given: f64) -> Value {
        if given.is_nan() {
            return self.left_out;
        }
        if given == NULL {
            return self.null;
        }
        let number = given as i64;
        match self.is {
            Is::Number => Value::Number(number),
            Is::Flag => Value::Bool(number == 1),
            Is::Symbol => Value::Symbol(Symbol(u16::try_from(number).unwrap_or(u16::MAX))),
        }
    }
}
