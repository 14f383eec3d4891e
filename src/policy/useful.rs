//! Which actions can help towards a goal.
//!
//! A search for a way tries actions in turn, and most actions have nothing to do with most
//! goals. What can help follows from the rules alone, whatever the order: an action that leads
//! to a state from which the goal can still be reached, or that sets a fact on which the goal
//! depends; and what can help towards such an action helps too.

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use super::{Action, Derived, Needs, Rules};
use crate::expr::{FactId, Symbol};

/// What can help towards a goal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Useful {
    /// The states from which the goal may still be reached.
    pub(crate) states: Vec<Symbol>,
    /// The facts on which it may depend.
    pub(crate) facts: Vec<FactId>,
    /// The actions that can help, by their number in the rules, in the order of the policy.
    pub(crate) actions: Vec<usize>,
    /// Where the goal is an action, what it needs.
    pub(crate) needs: Option<Needs>,
}

/// What can help towards each action, worked out for each when it is first asked for: most are never asked about.
pub(crate) type UsefulFor = Derived<Vec<OnceLock<Useful>>>;

impl Rules {
    /// What can help towards an action being allowed.
    pub(crate) fn useful_for(&self, action: usize) -> Option<&Useful> {
        let each = || self.actions.iter().map(|_| OnceLock::new()).collect();
        let known = self.useful_for.0.get_or_init(each).get(action)?;
        let action = self.actions.get(action)?;
        let useful = || {
            let useful = self.useful(&action.from, Some(action));
            Useful { needs: self.needs(action, &useful.actions), ..useful }
        };
        Some(known.get_or_init(useful))
    }

    /// Everything, for where nothing is known beforehand.
    pub(crate) fn everything(&self) -> Useful {
        let mut useful = Useful { actions: (0..self.actions.len()).collect(), ..Useful::default() };
        for transition in &self.transitions {
            add(&mut useful.states, &transition.from);
            add(&mut useful.states, &[transition.to]);
            transition.at.expr.facts(&mut useful.facts);
            transition.when.iter().for_each(|when| when.expr.facts(&mut useful.facts));
        }
        for action in &self.actions {
            add(&mut useful.states, &action.from);
            let agreed = action.agreed.as_ref().and_then(|agreed| agreed.to);
            action.to.iter().chain(&agreed).for_each(|to| add(&mut useful.states, &[*to]));
            action.requires.iter().for_each(|requirement| requirement.that.expr.facts(&mut useful.facts));
        }
        useful
    }

    /// What can help towards the deal being in one of some states and an action being allowed there.
    pub(crate) fn useful(&self, states: &[Symbol], action: Option<&Action>) -> Useful {
        let mut useful = Useful { states: states.to_vec(), ..Useful::default() };
        let requires = action.iter().flat_map(|action| &action.requires);
        requires.for_each(|requirement| requirement.that.expr.facts(&mut useful.facts));
        let mut helps = vec![Helps::NotYet; self.actions.len()];
        // Each round but the last adds a state or a fact, of which there are only so many.
        let size = |useful: &Useful| (useful.states.len(), useful.facts.len());
        let mut before = (usize::MAX, 0);
        while before != size(&useful) {
            before = size(&useful);
            for transition in &self.transitions {
                if useful.states.contains(&transition.to) {
                    add(&mut useful.states, &transition.from);
                }
                // One that leads elsewhere matters too: it may have to be prevented.
                if transition.from.iter().any(|state| useful.states.contains(state)) {
                    transition.at.expr.facts(&mut useful.facts);
                    transition.when.iter().for_each(|when| when.expr.facts(&mut useful.facts));
                    if transition.set.iter().any(|(fact, _)| useful.facts.contains(fact)) {
                        transition.set.iter().for_each(|(_, written)| written.expr.facts(&mut useful.facts));
                    }
                }
            }
            // Most documents begin where the deal does, and this goes backwards from its goal.
            for (action, helps) in self.actions.iter().zip(&mut helps).rev() {
                if *helps == Helps::Leads {
                    continue;
                }
                let leads = action.leads_into(&useful.states);
                // In a state from which the goal cannot be reached, nothing helps any more.
                let may_stay = action.to.is_none() || action.consent.is_some();
                let stays = may_stay && action.from.iter().any(|state| useful.states.contains(state));
                let sets = action.sets().any(|(fact, _)| useful.facts.contains(fact));
                if !(leads || stays && sets) {
                    continue;
                }
                if leads {
                    add(&mut useful.states, &action.from);
                }
                let before = std::mem::replace(helps, if leads { Helps::Leads } else { Helps::Sets });
                if before == Helps::NotYet {
                    let facts = &mut useful.facts;
                    action.requires.iter().for_each(|requirement| requirement.that.expr.facts(facts));
                    action.sets().for_each(|(_, written)| written.expr.facts(facts));
                    let unless = action.consent.as_ref().and_then(|consent| consent.unless.as_ref());
                    unless.into_iter().for_each(|unless| unless.expr.facts(facts));
                }
            }
        }
        let in_order = (0..).zip(helps).filter(|(_, helps)| *helps != Helps::NotYet);
        Useful { actions: in_order.map(|(number, _)| number).collect(), ..useful }
    }
}

/// How an action helps, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Helps {
    NotYet,
    /// It sets a fact that matters.
    Sets,
    /// It leads to a state from which the goal can be reached.
    Leads,
}

fn add<T: PartialEq + Copy>(list: &mut Vec<T>, more: &[T]) {
    for value in more {
        if !list.contains(value) {
            list.push(*value);
        }
    }
}
