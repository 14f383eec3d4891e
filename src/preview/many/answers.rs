//! What is asked about each row of a block, and what is found.

use std::collections::BTreeMap;

use super::Outputs;
use super::cells::{number_of_state, put, refill};
use crate::expr::{Symbol, Truth};
use crate::policy::{Action, EditionId, Policy, Reading, Written};

/// In the place of a verdict: the rules that are in force for the order have no such action.
pub(super) const ABSENT: u8 = 3;

/// An action with a role that has it in some period.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) role: Symbol,
    /// Its number in the rules of each period that have it. What comes after the last one is left out.
    numbers: Vec<Option<usize>>,
}

impl Asked {
    /// Each action of an edition with each of some roles that have it, in the order of the policy.
    pub(super) fn all(policy: &Policy, edition: EditionId, roles: &[Symbol]) -> Vec<Asked> {
        let mut all: Vec<Asked> = Vec::new();
        let mut places: BTreeMap<(&str, Symbol), usize> = BTreeMap::new();
        for period in policy.periods() {
            for (number, action) in policy.rules(Reading { edition, period }).actions.iter().enumerate() {
                for role in roles.iter().filter(|role| action.roles.contains(role)) {
                    let place = *places.entry((&action.id, *role)).or_insert_with(|| {
                        all.push(Asked { role: *role, numbers: Vec::new() });
                        all.len().saturating_sub(1)
                    });
                    if let Some(asked) = all.get_mut(place) {
                        asked.numbers.resize(period, None);
                        asked.numbers.push(Some(number));
                    }
                }
            }
        }
        all
    }

    /// The ids of the action, in whichever period an edition has it, and of the role.
    pub(super) fn ids<'p>(&self, policy: &'p Policy, edition: EditionId) -> (&'p str, &'p str) {
        let mut readings = policy.periods().map(|period| Reading { edition, period });
        let action = readings.find_map(|reading| self.action_in(policy, reading));
        (action.map_or("", |action| &action.id), policy.symbols.text(self.role))
    }

    /// The action, where the rules of a reading have it.
    pub(super) fn action_in<'p>(&self, policy: &'p Policy, reading: Reading) -> Option<&'p Action> {
        let number = self.numbers.get(reading.period).copied().flatten()?;
        policy.rules(reading).actions.get(number)
    }
}

/// How many bytes a row takes: ten for each fact, 17 for each action with a role, and for each part of a condition eight
/// at most.
pub(super) fn width(policy: &Policy, edition: EditionId, asked: &[Asked]) -> usize {
    let of_period = |period| {
        let reading = Reading { edition, period };
        let mut parts = 0_usize;
        let mut count = |written: &Written| written.expr.each(&mut |_| parts = parts.saturating_add(1));
        for transition in &policy.rules(reading).transitions {
            transition.when.iter().chain([&transition.at]).for_each(&mut count);
        }
        for action in asked.iter().filter_map(|asked| asked.action_in(policy, reading)) {
            action.requires.iter().for_each(|requirement| count(&requirement.that));
        }
        parts
    };
    let parts = policy.periods().map(of_period).max().unwrap_or_default();
    let each = [(policy.facts.len(), 10), (asked.len(), 17), (parts, 8)];
    each.into_iter().fold(0, |sum: usize, (count, bytes)| sum.saturating_add(count.saturating_mul(bytes)))
}

/// What was found for each row of a block. What is not asked for is empty.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// For each action and role: 0 denied, 1 unknown, 2 allowed, or [`ABSENT`].
    pub(crate) verdicts: Vec<Vec<u8>>,
    /// For each action and role, in milliseconds since 1970; NaN: never.
    pub(crate) until: Vec<Vec<f64>>,
    pub(crate) opens_at: Vec<Vec<f64>>,
    pub(crate) next: Vec<f64>,
    /// The number of the state.
    pub(crate) states: Vec<u16>,
    /// Whether it is open in which state the deal is: 0 or 1.
    pub(crate) uncertain: Vec<u8>,
}

/// What the columns say of an order at an instant.
#[derive(Debug, PartialEq)]
pub(super) struct Told {
    pub(super) state: Symbol,
    pub(super) is_uncertain: bool,
    /// Of each action and role; none where the rules have no such action.
    pub(super) verdicts: Vec<Option<Truth>>,
}

/// The same with what lies ahead.
#[derive(Debug)]
pub(super) struct Ahead {
    pub(super) now: Told,
    /// Until when each verdict holds, and where it is denied, from when on it is allowed.
    pub(super) until: Vec<Option<i64>>,
    pub(super) opens_at: Vec<Option<i64>>,
    /// When anything of it changes.
    pub(super) next: Option<i64>,
}

impl Answers {
    /// Makes room for a block.
    pub(super) fn make_room(&mut self, outputs: Outputs, asked: usize, rows: usize) {
        self.verdicts.resize_with(asked, Vec::new);
        self.verdicts.iter_mut().for_each(|column| refill(column, rows, ABSENT));
        for (is_wanted, columns) in [(outputs.until, &mut self.until), (outputs.opens_at, &mut self.opens_at)] {
            columns.resize_with(if is_wanted { asked } else { 0 }, Vec::new);
            columns.iter_mut().for_each(|column| refill(column, rows, f64::NAN));
        }
        refill(&mut self.next, if outputs.next { rows } else { 0 }, f64::NAN);
        refill(&mut self.states, if outputs.state { rows } else { 0 }, 0);
        refill(&mut self.uncertain, if outputs.state { rows } else { 0 }, 0);
    }

    /// Writes down what was found for a row by itself.
    pub(super) fn set(&mut self, policy: &Policy, row: usize, found: &Ahead) {
        put(&mut self.states, row, number_of_state(policy, found.now.state).unwrap_or(u16::MAX));
        put(&mut self.uncertain, row, u8::from(found.now.is_uncertain));
        put(&mut self.next, row, instant(found.next));
        for (column, verdict) in self.verdicts.iter_mut().zip(&found.now.verdicts) {
            put(column, row, verdict.map_or(ABSENT, |verdict| verdict as u8));
        }
        for (columns, found) in [(&mut self.until, &found.until), (&mut self.opens_at, &found.opens_at)] {
            columns.iter_mut().zip(found).for_each(|(column, at)| put(column, row, instant(*at)));
        }
    }
}

fn instant(at: Option<i64>) -> f64 {
    at.map_or(f64::NAN, |at| at as f64)
}
