//! What may happen to a deal by itself.
//!
//! From a state on, transitions lead to others. Which ones those are, and what decides about them, follows from the
//! rules alone, so orders that differ in nothing else stand at the same place.

use std::sync::OnceLock;

use super::{Derived, Rules};
use crate::expr::{FactId, Symbol};

/// What may happen by itself from a state on.
#[derive(Debug)]
pub(crate) struct Ahead {
    /// The states that the deal may come to, first the one that it is in.
    pub(crate) states: Vec<Symbol>,
    /// The facts that decide whether something happens, and when.
    pub(crate) facts: Vec<FactId>,
    /// Whether something records facts.
    pub(crate) records: bool,
}

/// What may happen from each state that a transition leads out of, worked out for each when it is first asked for.
pub(crate) type AheadOf = Derived<Vec<(Symbol, OnceLock<Ahead>)>>;

impl Rules {
    /// What may happen by itself from a state on; none where nothing does.
    pub(crate) fn ahead(&self, state: Symbol) -> Option<&Ahead> {
        let each = || {
            let mut each = Vec::new();
            for state in self.transitions.iter().flat_map(|transition| &transition.from) {
                if let Err(place) = each.binary_search_by_key(state, |(state, _)| *state) {
                    each.insert(place, (*state, OnceLock::new()));
                }
            }
            each
        };
        let each = self.ahead_of.0.get_or_init(each);
        let number = each.binary_search_by_key(&state, |(state, _)| *state).ok()?;
        let (_, ahead) = each.get(number)?;
        Some(ahead.get_or_init(|| self.ahead_from(state)))
    }

    fn ahead_from(&self, state: Symbol) -> Ahead {
        let mut ahead = Ahead { states: vec![state], facts: Vec::new(), records: false };
        let mut next: usize = 0;
        while let Some(state) = ahead.states.get(next).copied() {
            next = next.saturating_add(1);
            for transition in self.transitions.iter().filter(|transition| transition.from.contains(&state)) {
                transition.at.expr.facts(&mut ahead.facts);
                transition.when.iter().for_each(|when| when.expr.facts(&mut ahead.facts));
                ahead.records |= !transition.set.is_empty();
                if !ahead.states.contains(&transition.to) {
                    ahead.states.push(transition.to);
                }
            }
        }
        ahead
    }
}
