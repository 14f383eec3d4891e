//! `verdicts` for many orders.
//!
//! Writing an order down as text, reading that, and writing and reading the answer take many times as long as the
//! verdicts themselves. So `www/package/verdicts.js` reads an order by the names of the policy's facts and leaves a
//! number for each in memory; what comes back is one number, of what the order comes to. What a number stands for is told
//! once. Whatever is not surely right goes the general way, which says what is wrong.

use std::cell::Cell;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::output;
use super::registry::Shared;
use crate::expr::{Symbol, Type};
use crate::order::{Desk, Order};
use crate::preview::{Outcomes, tell_verdicts};
use crate::problem::Report;
use crate::time::Instant;

/// Names with their numbers.
type Numbered<'p> = Vec<(&'p str, usize)>;

/// What JavaScript has to know of a policy so as to read its orders.
#[derive(Serialize)]
struct Layout<'p> {
    facts: Vec<FactLayout<'p>>,
    states: Numbered<'p>,
    editions: Numbered<'p>,
    /// The number of the edition that counts where an order names none.
    edition: usize,
    /// In their order, which is that of their numbers.
    roles: Vec<&'p str>,
}

#[derive(Serialize)]
struct FactLayout<'p> {
    name: &'p str,
    /// As `www/package/verdicts.js` tells them apart.
    kind: &'static str,
    choices: Numbered<'p>,
}

/// Where JavaScript leaves orders of one policy, one after the other.
#[wasm_bindgen]
pub struct VerdictDesk {
    policy: Shared,
    roles: Vec<Symbol>,
    /// The number of each fact of the order at hand. JavaScript writes here between calls.
    numbers: Vec<Cell<f64>>,
    desk: Desk,
    outcomes: Outcomes,
}

impl VerdictDesk {
    pub(super) fn of(policy: Shared) -> VerdictDesk {
        let numbers = policy.0.facts.iter().map(|_| Cell::new(f64::NAN)).collect();
        let roles = policy.0.roles.iter().map(|role| role.symbol).collect();
        VerdictDesk { policy, roles, numbers, desk: Desk::default(), outcomes: Outcomes::new() }
    }

    /// Reads the order at hand, and asks about a role, or about all where there is none with this number.
    fn read<T>(
        &mut self,
        edition: usize,
        state: u16,
        role: u16,
        now: f64,
        ask: impl FnOnce(&mut Outcomes, &Order<'_>, &[Symbol], i64) -> T,
    ) -> Option<T> {
        let VerdictDesk { policy, roles, numbers, desk, outcomes } = self;
        let roles = roles.get(usize::from(role)).map_or(roles.as_slice(), std::slice::from_ref);
        let millis = Instant::from_millis(now as i64).map(Instant::millis).filter(|millis| *millis as f64 == now)?;
        desk.read(&policy.0, edition, Symbol(state), numbers, |order| ask(outcomes, order, roles, millis))
    }
}

#[wasm_bindgen]
impl VerdictDesk {
    /// What JavaScript has to know of the policy.
    pub fn layout(&self) -> Result<JsValue, JsValue> {
        let policy = &self.policy.0;
        let symbol = |symbol: Symbol| (policy.symbols.text(symbol), usize::from(symbol.0));
        let facts = policy.facts.iter().map(|fact| {
            let (kind, choices) = match &fact.ty {
                Type::Timestamp => ("instant", &[][..]),
                Type::Duration | Type::Int | Type::Money => ("number", &[][..]),
                Type::Bool | Type::Null => ("flag", &[][..]),
                Type::Choice(choices) => ("choice", choices.as_slice()),
            };
            FactLayout { name: &fact.name, kind, choices: choices.iter().map(|choice| symbol(*choice)).collect() }
        });
        output::plain(&Layout {
            facts: facts.collect(),
            states: policy.states.iter().map(|state| symbol(state.symbol)).collect(),
            editions: policy.edition_ids().enumerate().map(|(number, id)| (id, number)).collect(),
            edition: policy.default_edition,
            roles: self.roles.iter().map(|role| policy.symbols.text(*role)).collect(),
        })
    }

    /// The number of the language for a locale; none where it is no locale.
    #[must_use]
    pub fn language(&self, locale: Option<String>) -> Option<usize> {
        let mut report = Report::default();
        let language = self.policy.0.locale(locale.as_deref(), &mut report);
        report.is_empty().then_some(language)
    }

    /// The memory, in which the numbers of the facts stand.
    #[must_use]
    pub fn memory(&self) -> JsValue {
        wasm_bindgen::memory()
    }

    /// Where in memory they stand.
    #[must_use]
    pub fn place(&self) -> usize {
        self.numbers.as_ptr() as usize
    }

    /// The number of what the order at hand comes to; −1 where it has to be read the general way, and −2 where all
    /// numbers until then stand for something else from now on.
    pub fn outcome(&mut self, edition: usize, state: u16, role: u16, now: f64) -> i32 {
        if self.outcomes.is_full() {
            self.outcomes = Outcomes::new();
            return -2;
        }
        let number = self
            .read(edition, state, role, now, |outcomes, order, roles, now| outcomes.number(order, role, roles, now));
        number.and_then(|number| i32::try_from(number).ok()).unwrap_or(-1)
    }

    /// What the order at hand comes to.
    pub fn answer(&mut self, edition: usize, state: u16, role: u16, now: f64, language: usize) -> JsValue {
        let answer = self.read(edition, state, role, now, |_, order, roles, now| {
            output::answer(&tell_verdicts(order, roles, now, language))
        });
        answer.unwrap_or(JsValue::NULL)
    }
}
