//! What would have to happen before a denied action is allowed.

use super::answer::Step;
use super::board::{Board, Columns};
use super::search::{Bounds, Goal, Move, Patience, Search};
use super::telling::Telling;
use crate::expr::{Expr, FactId, Scope, Symbol, Truth, Value};
use crate::policy::{Action, Requirement, Useful};

/// How far the search goes. It does not go far, because every preview searches for every denied action.
const BOUNDS: Bounds = Bounds { steps: 3, ways: 1, orders: 40 };

/// How many questions one preview may ask for all of its denied actions together.
pub(super) const PATIENCE: usize = 50_000;

/// The shortest way to a denied action being allowed; empty where none was found.
pub(super) fn unblock<'p>(
    telling: &Telling<'_, 'p>,
    board: &Board<'p>,
    patience: &Patience,
    action: &'p Action,
    role: Symbol,
    columns: &Columns,
) -> Vec<Step<'p>> {
    let number = telling.rules.actions.iter().position(|other| std::ptr::eq(other, action));
    let everything;
    let useful = if may_differ(telling, board) {
        everything = telling.rules.everything();
        Some(&everything)
    } else {
        number.and_then(|number| telling.rules.useful_for(number))
    };
    let Some(useful) = useful else { return Vec::new() };
    // Where something can give the order another date, other rules may allow it.
    let may_differ = may_differ(telling, board);
    if action.requires.iter().any(Requirement::is_never) && !may_differ {
        return vec![telling.prohibited()];
    }
    let denial = Denial { telling, board, patience, action, role, useful };
    if denial.is_for_good(true) {
        return vec![telling.never()];
    }
    // Where it opens by itself, nobody has to do anything.
    if let Some(row) = board.first(|row| row.verdict(columns) == Truth::True) {
        return vec![telling.step(&Move::Wait(row.at))];
    }
    let goal = Goal::Allowed(action, std::slice::from_ref(&role));
    let search = |supposing: bool| {
        let search =
            Search { rules: telling.rules, goal, useful, bounds: BOUNDS, patience, own: Some(role), supposing };
        search.run(telling.order, board.now.at)
    };
    // Facts are supposed only where acting and waiting lead nowhere. Where that is certain beforehand,
    // acting alone is not tried.
    let acting = if denial.is_for_good(false) { None } else { Some(search(false)) };
    let facts = telling.policy.facts.len();
    let mut helping = useful.actions.iter().filter_map(|number| telling.rules.actions.get(*number));
    let supposable = useful.facts.iter().any(|fact| denial.may_be_otherwise(*fact))
        || helping.any(|action| action.sets_from_arguments(facts));
    let outcome = acting.filter(|outcome| !outcome.ways.is_empty() || !supposable).unwrap_or_else(|| search(true));
    match outcome.ways.first() {
        Some(way) => way.moves.iter().map(|step| telling.step(step)).collect(),
        None if outcome.gave_up || outcome.stopped || may_differ => Vec::new(),
        None => vec![telling.never()],
    }
}

/// Whether the order may come to be of another date, by whose rules everything is otherwise.
fn may_differ(telling: &Telling<'_, '_>, board: &Board<'_>) -> bool {
    let states = board.now.situation.possible.iter().map(|world| world.state);
    telling.policy.may_redate(telling.order.edition, states)
}

/// An action that is denied to a role.
pub(super) struct Denial<'a, 'p> {
    pub(super) telling: &'a Telling<'a, 'p>,
    pub(super) board: &'a Board<'p>,
    pub(super) patience: &'a Patience,
    pub(super) action: &'p Action,
    pub(super) role: Symbol,
    pub(super) useful: &'a Useful,
}

impl Denial<'_, '_> {
    /// Whether the rules alone say that the action will never be allowed: the deal has come too far, or
    /// a requirement is not met whatever actions set. With `supposing`, the facts that are missing or
    /// change by themselves may be anything as well.
    pub(super) fn is_for_good(&self, supposing: bool) -> bool {
        let Denial { telling, board, useful, .. } = self;
        if may_differ(telling, board) {
            return false;
        }
        if board.now.situation.sure().is_some_and(|state| !useful.states.contains(&state)) {
            return true;
        }
        // Where that takes too many questions, the denial does not count as final.
        let questions = board.later.len().saturating_add(1).saturating_mul(useful.states.len());
        if !self.patience.lasts(questions.saturating_mul(self.action.requires.len())) {
            return false;
        }
        let facts = self.lasting(supposing);
        let rows = board.rows();
        let fails = |that: &Expr| {
            rows.iter().all(|row| {
                useful.states.iter().all(|state| {
                    let scope = telling.order.scope(*state, Some(self.role), row.at);
                    that.truth(&Scope { facts: &facts, ..scope }) == Truth::False
                })
            })
        };
        self.action.requires.iter().any(|requirement| fails(&requirement.that.expr))
    }

    /// The facts that stay as they are; the others are unknown.
    fn lasting(&self, supposing: bool) -> Vec<Value> {
        let actions = self.useful.actions.iter().filter_map(|number| self.telling.rules.actions.get(*number));
        // What the action sets does not help itself, unless another role does it first.
        let helps = |action: &&Action| !std::ptr::eq(*action, self.action) || action.roles.len() != 1;
        let others = actions.filter(helps);
        let mut facts = self.telling.order.facts.clone();
        let transitions = &self.telling.rules.transitions;
        for (fact, value) in facts.iter_mut().enumerate() {
            let is_recorded = transitions.iter().any(|transition| transition.set.iter().any(|(set, _)| *set == fact));
            let is_set = others.clone().any(|action| action.sets().any(|(set, _)| *set == fact));
            if is_recorded || is_set || (supposing && self.may_be_otherwise(fact)) {
                *value = Value::Unknown;
            }
        }
        facts
    }

    /// Whether a fact is missing or changes by itself.
    fn may_be_otherwise(&self, fact: FactId) -> bool {
        self.telling.order.facts.get(fact) == Some(&Value::Unknown)
            || self.telling.policy.facts.get(fact).is_some_and(|fact| fact.changes)
    }
}
