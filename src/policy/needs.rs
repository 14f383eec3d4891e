//! What an action needs before it is allowed, and what can bring it.
//!
//! It follows from the rules alone, whatever the order. That something can bring what is needed says little, since much
//! else may be needed for it to do so. That it cannot is certain.

use super::{Action, Requirement, Rules};
use crate::expr::{Expr, FactId, Symbol};

/// Some of what an action needs, a bit for each.
pub(crate) type Bits = u64;

/// What an action needs, and what can bring it.
#[derive(Clone, Debug)]
pub(crate) struct Needs {
    /// Its requirements, by their numbers, each with its bit.
    pub(crate) requires: Vec<(usize, Bits)>,
    /// That the deal is in one of its states.
    pub(crate) state: Bits,
    /// That, and the requirements for which it matters where the deal stands.
    pub(crate) moving: Bits,
    /// What may come as time passes.
    pub(crate) timely: Bits,
    /// What comes from a fact being otherwise, for each fact that can bring anything, in their order.
    pub(crate) facts: Vec<(FactId, Bits)>,
    /// For each action that can help, by its number and in the order of the policy, what it can bring, and the distance from where it leads.
    pub(crate) actions: Vec<(usize, Bits, usize)>,
    /// How many actions at least have to lead to another state from each state on that is not too far.
    distances: Vec<(Symbol, usize)>,
}

/// From how far on it is not told how far a state is.
pub(crate) const FAR: usize = 5;

impl Rules {
    /// What an action needs, towards which some actions can help; none where that is not known beforehand.
    pub(super) fn needs(&self, action: &Action, helping: &[usize]) -> Option<Needs> {
        // What is supplied with the action nobody has to bring about before it.
        let reads_supplied = |part: &Expr| matches!(part, Expr::Fact(fact) if action.with.contains(fact));
        let is_supplied = |requirement: &Requirement| requirement.that.expr.any(&reads_supplied);
        let numbers = (0..).zip(&action.requires).filter(|(_, requirement)| !is_supplied(requirement));
        let requires: Vec<(usize, Bits)> = numbers.map(|(number, _)| number).zip(bits()).collect();
        // What transitions record may be any fact.
        let state = bits().nth(action.requires.len()).filter(|_| !self.record())?;
        let (moving, timely, distances) = (state, state, self.distances(&action.from, helping));
        let mut needs = Needs { requires, state, moving, timely, facts: Vec::new(), actions: Vec::new(), distances };
        for (number, bit) in needs.requires.clone() {
            let Some(that) = action.requires.get(number).map(|requirement| &requirement.that) else { continue };
            let reads = that.reads();
            needs.moving |= if reads.state { bit } else { 0 };
            needs.timely |= if reads.state || that.depends_on_now { bit } else { 0 };
            reads.facts.iter().for_each(|fact| needs.add(*fact, bit));
        }
        let mut deciding = Vec::new();
        for transition in &self.transitions {
            transition.at.expr.facts(&mut deciding);
            transition.when.iter().for_each(|when| when.expr.facts(&mut deciding));
        }
        deciding.into_iter().for_each(|fact| needs.add(fact, needs.moving));
        for number in helping {
            let Some(helping) = self.actions.get(*number) else { continue };
            let mut brings = helping.sets().fold(0, |brings, (fact, _)| brings | needs.of_fact(*fact));
            let mut distance = FAR;
            for to in leads_to(helping) {
                brings |= needs.moving;
                distance = distance.min(needs.distance(to));
            }
            needs.actions.push((*number, brings, distance));
        }
        Some(needs)
    }

    /// How many of some actions at least have to be done from each state on until the deal is in one of some states, or
    /// comes there by itself. Each leads to another state.
    fn distances(&self, goals: &[Symbol], actions: &[usize]) -> Vec<(Symbol, usize)> {
        let mut distances: Vec<(Symbol, usize)> = Vec::new();
        let mut reached: Vec<Symbol> = goals.to_vec();
        for distance in 0..FAR {
            // What leads there by itself takes no action more.
            while !reached.is_empty() {
                for state in reached.drain(..) {
                    if !is_known(&distances, state) {
                        distances.push((state, distance));
                    }
                }
                let leading = self.transitions.iter().filter(|transition| is_known(&distances, transition.to));
                let from = leading.flat_map(|transition| &transition.from);
                reached.extend(from.copied().filter(|state| !is_known(&distances, *state)));
            }
            let actions = actions.iter().filter_map(|number| self.actions.get(*number));
            let leading = actions.filter(|action| leads_to(action).any(|to| is_known(&distances, to)));
            let from = leading.flat_map(|action| &action.from);
            reached.extend(from.copied().filter(|state| !is_known(&distances, *state)));
        }
        distances
    }
}

/// Whether it is known how far a state is.
fn is_known(distances: &[(Symbol, usize)], state: Symbol) -> bool {
    distances.iter().any(|(known, _)| *known == state)
}

impl Needs {
    /// What can come from a fact being otherwise.
    pub(crate) fn of_fact(&self, fact: FactId) -> Bits {
        let place = self.facts.binary_search_by_key(&fact, |(fact, _)| *fact);
        place.ok().and_then(|place| self.facts.get(place)).map_or(0, |(_, brings)| *brings)
    }

    /// What an action can bring, by its number, and the distance from where it leads.
    pub(crate) fn of_action(&self, number: usize) -> (Bits, usize) {
        let place = self.actions.binary_search_by_key(&number, |(number, _, _)| *number);
        let known = place.ok().and_then(|place| self.actions.get(place));
        known.map_or((0, FAR), |(_, brings, distance)| (*brings, *distance))
    }

    /// How many actions at least have to lead to another state from a state on.
    pub(crate) fn distance(&self, state: Symbol) -> usize {
        self.distances.iter().find(|(known, _)| *known == state).map_or(FAR, |(_, distance)| *distance)
    }

    fn add(&mut self, fact: FactId, brings: Bits) {
        match self.facts.binary_search_by_key(&fact, |(fact, _)| *fact) {
            Ok(place) => self.facts.get_mut(place).into_iter().for_each(|(_, known)| *known |= brings),
            Err(place) => self.facts.insert(place, (fact, brings)),
        }
    }
}

/// A bit for each of what is needed, as far as there are enough.
fn bits() -> impl Iterator<Item = Bits> {
    (0..Bits::BITS).map(|number| 1 << number)
}

/// The states to which an action leads, at once or once it is agreed to.
fn leads_to(action: &Action) -> impl Iterator<Item = Symbol> {
    action.to.into_iter().chain(action.agreed.as_ref().and_then(|agreed| agreed.to))
}
