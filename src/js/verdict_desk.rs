//! `verdicts` for many orders.
//!
//! Writing an order down as text, reading that, and writing and reading the answer take many times as long as the
//! verdicts themselves. So `www/package/verdicts.js` reads an order by the names of the policy's facts and leaves a
//! number for each in memory; what comes back is one number, of what the order comes to. What a number stands for is told
//! once. Whatever is not surely right goes the general way, which says what is wrong.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::output;
use super::registry::Shared;
use crate::expr::{Symbol, Type};
use crate::order::Desk;
use crate::preview::{Asking, Outcomes, tell_verdicts};
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
    least: f64,
    most: f64,
    choices: Numbered<'p>,
}

/// Where JavaScript leaves orders of one policy, one after the other.
#[wasm_bindgen]
pub struct VerdictDesk {
    policy: Shared,
    roles: Vec<Symbol>,
    desk: Desk,
    outcomes: Outcomes,
}

impl VerdictDesk {
    pub(super) fn of(policy: Shared) -> VerdictDesk {
        let roles = policy.0.roles.iter().map(|role| role.symbol).collect();
        let desk = Desk::of(&policy.0);
        VerdictDesk { policy, roles, desk, outcomes: Outcomes::new() }
    }
}

#[wasm_bindgen]
impl VerdictDesk {
    /// What JavaScript has to know of the policy.
    pub fn layout(&self) -> Result<JsValue, JsValue> {
        let policy = &self.policy.0;
        let symbol = |symbol: Symbol| (policy.symbols.text(symbol), usize::from(symbol.0));
        let facts = policy.facts.iter().enumerate().map(|(number, fact)| {
            let (kind, choices) = match &fact.ty {
                Type::Timestamp => ("instant", &[][..]),
                Type::Duration | Type::Int | Type::Money => ("number", &[][..]),
                Type::Bool | Type::Null => ("flag", &[][..]),
                Type::Choice(choices) => ("choice", choices.as_slice()),
            };
            let (least, most) = self.desk.range(number);
            let choices = choices.iter().map(|choice| symbol(*choice)).collect();
            FactLayout { name: &fact.name, kind, least, most, choices }
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
        self.desk.numbers().as_ptr() as usize
    }

    /// The number of what the order at hand comes to; −1 where it has to be read the general way, and −2 where all
    /// numbers until then stand for something else from now on.
    pub fn outcome(&mut self, edition: usize, state: u16, role: u16, now: f64) -> i32 {
        if self.outcomes.is_full() {
            self.outcomes = Outcomes::new();
            return -2;
        }
        let VerdictDesk { policy, roles, desk, outcomes } = self;
        let Some(now) = whole(now) else { return -1 };
        let asked = Asking {
            policy: &policy.0,
            edition,
            state: Symbol(state),
            roles: asked_of(roles, role),
            number: role,
            now,
        };
        outcomes.number(desk, asked).and_then(|number| i32::try_from(number).ok()).unwrap_or(-1)
    }

    /// What the order comes to that was last asked about.
    pub fn answer(&mut self, edition: usize, state: u16, role: u16, now: f64, language: usize) -> JsValue {
        let VerdictDesk { policy, roles, desk, .. } = self;
        let Some(now) = whole(now) else { return JsValue::NULL };
        let answer = desk.order(&policy.0, edition, Symbol(state), |order| {
            output::answer(&tell_verdicts(order, asked_of(roles, role), now, language))
        });
        answer.unwrap_or(JsValue::NULL)
    }
}

/// The role with a number, or all where there is none.
fn asked_of(roles: &[Symbol], number: u16) -> &[Symbol] {
    roles.get(usize::from(number)).map_or(roles, std::slice::from_ref)
}

/// The milliseconds of an instant, where they are whole and in range.
fn whole(millis: f64) -> Option<i64> {
    Instant::from_millis(millis as i64).map(Instant::millis).filter(|whole| *whole as f64 == millis)
}
