//! What would have to happen before a denied action is allowed.

use super::answer::{Step, WayOutcome};
use super::board::{Board, Columns};
use super::harm::waiting_hurts;
use super::search::{Bounds, Goal, Move, Patience, Places, Search};
use super::situation::Situation;
use super::steps::steps;
use super::telling::Telling;
use super::view::View;
use crate::expr::{Expr, FactId, Scope, Symbol, Truth, Value};
use crate::policy::{Action, Policy, Requirement, Useful, Written};

/// How far the search goes. It does not go far, because every preview searches for every denied action.
const BOUNDS: Bounds = Bounds { steps: 3, ways: 1, orders: 40 };

/// How many questions one preview may ask for all of its denied actions together.
pub(super) const PATIENCE: usize = 250_000;

/// The shortest way to a denied action being allowed on which nothing hurts the role, and what looking for it came to.
pub(super) fn unblock<'p>(
    telling: &Telling<'_, 'p>,
    board: &Board<'p>,
    places: &Places<'p>,
    action: &'p Action,
    role: Symbol,
    columns: &Columns,
) -> (Vec<Step<'p>>, WayOutcome) {
    let number = telling.rules.actions.iter().position(|other| std::ptr::eq(other, action));
    let everything;
    let useful = if may_differ(telling, board) {
        everything = telling.rules.everything();
        Some(&everything)
    } else {
        number.and_then(|number| telling.rules.useful_for(number))
    };
    let Some(useful) = useful else { return (Vec::new(), WayOutcome::NotCovered) };
    // Where something can give the order another date, other rules may allow it.
    let may_differ = may_differ(telling, board);
    if action.requires.iter().any(Requirement::is_never) && !may_differ {
        return (vec![telling.prohibited()], WayOutcome::Never);
    }
    let denial = Denial { telling, board, patience: &places.patience, action, role, useful };
    match denial.for_good(true) {
        Some(ForGood::Forbidden) => return (vec![telling.never()], WayOutcome::Never),
        Some(ForGood::NoWay) => return (Vec::new(), WayOutcome::NotCovered),
        None => {}
    }
    let told = |moves: &[Move<'p>]| steps(telling.order, board.now.at, moves, telling.locale);
    // Where it opens by itself, and nothing before that hurts, nobody has to do anything.
    if let Some(row) = board.first(|row| row.verdict(columns) == Truth::True) {
        let hurts = waiting_hurts(&View::at(telling.order, row.at), board.now.at, role);
        if !hurts {
            return (told(&[Move::Wait(row.at)]), WayOutcome::Found);
        }
    }
    let goal = Goal::Allowed(action, std::slice::from_ref(&role));
    let requires = action.requires.iter().zip(columns.requires.clone().skip(1));
    let holds = requires.filter(|(_, column)| board.now.truth(*column) == Truth::True);
    let keeps: Vec<(&'p Written, Symbol)> = holds.map(|(requirement, _)| (&requirement.that, role)).collect();
    let search = |supposing: bool, spares: bool, finds_only: bool| {
        let search = Search::new(telling.rules, goal, useful, BOUNDS, places);
        let search = Search { own: Some(role), supposing, spares, keeps: &keeps, finds_only, ..search };
        search.run(telling.order, board.now.at)
    };
    let facts = telling.policy.facts.len();
    let mut helping = useful.actions.iter().filter_map(|number| telling.rules.actions.get(*number));
    let supposable = useful.facts.iter().any(|fact| denial.may_be_otherwise(*fact))
        || helping.any(|action| action.sets_from_arguments(facts));
    // Facts are supposed only where acting and waiting lead nowhere. Where that is certain beforehand,
    // acting alone is not tried.
    let acting = if denial.for_good(false).is_some() { None } else { Some(search(false, true, supposable)) };
    let outcome = acting.filter(|outcome| !outcome.ways.is_empty() || !supposable);
    let outcome = outcome.unwrap_or_else(|| search(true, true, false));
    if let Some(way) = outcome.ways.first() {
        return (told(&way.moves), WayOutcome::Found);
    }
    // What was left out because it hurts may lead there, too.
    let outcome = if outcome.spared { search(supposable, false, false) } else { outcome };
    if !outcome.ways.is_empty() {
        return (Vec::new(), WayOutcome::Found);
    }
    match () {
        () if outcome.is_open() || may_differ => (Vec::new(), WayOutcome::GaveUp),
        () if !outcome.kept && denial.is_forbidden() => (vec![telling.never()], WayOutcome::Never),
        () => (Vec::new(), WayOutcome::NotCovered),
    }
}

/// Whether the deal is in a final state, for sure.
pub(super) fn has_ended(policy: &Policy, situation: &Situation) -> bool {
    situation.sure().and_then(|state| policy.state(state)).is_some_and(|state| state.is_final)
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

/// Why an action will never be allowed, as far as the rules alone tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ForGood {
    /// The deal has ended, or a requirement is not met whatever actions set.
    Forbidden,
    /// No rule leads back to a state in which it could be.
    NoWay,
}

impl Denial<'_, '_> {
    /// Whether the rules alone say that the action will never be allowed. With `supposing`, the facts that are missing
    /// or change by themselves may be anything as well.
    pub(super) fn for_good(&self, supposing: bool) -> Option<ForGood> {
        let Denial { telling, board, useful, .. } = self;
        if may_differ(telling, board) {
            return None;
        }
        if board.now.situation.sure().is_some_and(|state| !useful.states.contains(&state)) {
            return Some(if self.is_forbidden() { ForGood::Forbidden } else { ForGood::NoWay });
        }
        self.fails(&self.lasting(supposing)).then_some(ForGood::Forbidden)
    }

    /// Whether a rule says no, where no way is left: the deal has ended, or a requirement is not met as things are.
    pub(super) fn is_forbidden(&self) -> bool {
        has_ended(self.telling.policy, &self.board.now.situation) || self.fails(&self.telling.order.facts)
    }

    /// Whether a requirement is not met with these facts, in any state that matters and at any time.
    fn fails(&self, facts: &[Value]) -> bool {
        let Denial { telling, board, useful, .. } = self;
        // Where that takes too many questions, the denial does not count as final.
        let questions = board.later.len().saturating_add(1).saturating_mul(useful.states.len());
        if !self.patience.lasts(questions.saturating_mul(self.action.requires.len())) {
            return false;
        }
        let fails = |that: &Expr| {
            board.rows().all(|row| {
                useful.states.iter().all(|state| {
                    let scope = telling.order.scope(*state, Some(self.role), row.at);
                    that.truth(&Scope { facts, ..scope }) == Truth::False
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
        let recorded = self.telling.rules.transitions.iter().flat_map(|transition| &transition.set);
        for (fact, _) in recorded.chain(others.flat_map(Action::sets)) {
            if let Some(value) = facts.get_mut(*fact) {
                *value = Value::Unknown;
            }
        }
        for (fact, value) in facts.iter_mut().enumerate().filter(|_| supposing) {
            if self.may_be_otherwise(fact) {
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
