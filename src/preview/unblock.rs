//! What would have to happen before a denied action is allowed.

use super::answer::Step;
use super::board::{Board, Columns};
use super::search::{Bounds, Goal, Move, Search};
use super::telling::Telling;
use crate::expr::{Expr, FactId, Symbol, Truth, Value};
use crate::policy::{Action, Requirement, Useful};

/// How far it is looked. Every preview looks for every denied action, so this is not far.
const BOUNDS: Bounds = Bounds { steps: 3, ways: 1, orders: 40 };

/// The shortest way to a denied action being allowed; empty where none was found.
pub(super) fn unblock<'p>(
    telling: &Telling<'_, 'p>,
    board: &Board<'p>,
    action: &'p Action,
    role: Symbol,
    columns: &Columns,
) -> Vec<Step<'p>> {
    let number = telling.rules.actions.iter().position(|other| std::ptr::eq(other, action));
    let Some(useful) = number.and_then(|number| telling.rules.useful_for(number)) else { return Vec::new() };
    let denial = Denial { telling, board, action, columns, useful };
    if denial.is_for_good() {
        return vec![telling.never()];
    }
    // Where it opens by itself, nobody has to do anything.
    if let Some(row) = board.first(|row| row.verdict(columns) == Truth::True) {
        return vec![telling.step(&Move::Wait(row.at))];
    }
    let goal = Goal::Allowed(action, std::slice::from_ref(&role));
    let search = Search { rules: telling.rules, goal, useful, bounds: BOUNDS, supposing: false };
    let mut outcome = search.run(telling.order, board.now.at, Some(role));
    let supposable = useful.facts.iter().any(|fact| denial.may_be_otherwise(*fact));
    if outcome.ways.is_empty() && supposable {
        outcome = Search { supposing: true, ..search }.run(telling.order, board.now.at, Some(role));
    }
    match outcome.ways.first() {
        Some(way) => way.moves.iter().map(|step| telling.step(step)).collect(),
        None if outcome.gave_up || supposable => Vec::new(),
        None => vec![telling.never()],
    }
}

/// A denied action.
struct Denial<'a, 'p> {
    telling: &'a Telling<'a, 'p>,
    board: &'a Board<'p>,
    action: &'p Action,
    columns: &'a Columns,
    useful: &'a Useful,
}

impl Denial<'_, '_> {
    /// Whether it follows from the rules at once that the action will never be allowed.
    fn is_for_good(&self) -> bool {
        let state = self.board.now.situation.sure();
        state.is_some_and(|state| !self.useful.states.contains(&state))
            || self.action.requires.iter().zip(self.columns.requires.clone().skip(1)).any(|(requirement, column)| {
                requirement.is_never()
                    || (self.board.now.truth(column) == Truth::False
                        && self.board.change(|row| row.truth(column)).is_none()
                        && self.is_fixed(requirement))
            })
    }

    /// Whether nobody can change anything on which a requirement depends.
    fn is_fixed(&self, requirement: &Requirement) -> bool {
        let actions = self.useful.actions.iter().filter_map(|number| self.telling.rules.actions.get(*number));
        // What an action sets does not matter if it can only be done where this one can.
        let set = actions.filter(|action| !std::ptr::eq(*action, self.action)).flat_map(|action| &action.set);
        let is_set = |fact: &FactId| set.clone().any(|(other, _)| other == fact);
        !requirement.facts.iter().any(|fact| is_set(fact) || self.may_be_otherwise(*fact))
            && !requirement.that.expr.any(&|part| matches!(part, Expr::State))
    }

    /// Whether a fact is missing or changes by itself.
    fn may_be_otherwise(&self, fact: FactId) -> bool {
        self.telling.order.facts.get(fact) == Some(&Value::Unknown)
            || self.telling.policy.facts.get(fact).is_some_and(|fact| fact.changes)
    }
}
