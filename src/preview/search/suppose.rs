//! Facts that would have to be otherwise.
//!
//! A goal may depend on more than actions: on a fact that the order leaves out, or on one that
//! changes by itself, such as the number of open purchases. For a condition that is not met, the
//! values that matter to it are tried, and the first that works is supposed.

use std::rc::Rc;

use super::next::{Next, Steps};
use super::places::{Place, Supposable, Wish};
use super::{Goal, Move, Search};
use crate::expr::{Expr, FactId, Scope, Symbol, Truth, Type, Value};
use crate::policy::fact::within_range;
use crate::policy::{Action, Fact, Transition};
use crate::preview::view::View;

impl<'p> Search<'_, 'p> {
    /// Adds a step for each fact that can be supposed so that a condition is met that is not.
    ///
    /// What a step of the way has set stays so.
    pub(super) fn supposed(&self, place: &Place<'p>, way: &[Move<'p>], steps: &mut Steps<'p>) {
        let view = &self.places.view(place);
        let mut conditions: Vec<(&'p Expr, Option<Symbol>)> = Vec::new();
        let mut requires = |action: &'p Action, role: Symbol| {
            conditions.extend(action.requires.iter().map(|requirement| (&requirement.that.expr, Some(role))));
        };
        if let Goal::Allowed(action, roles) = self.goal
            && let Some(action) = self.as_in(view.rules, action)
        {
            roles.iter().for_each(|role| requires(action, *role));
        }
        for (action, role) in self.candidates(view.rules).iter().copied() {
            if view.situation.possible.iter().any(|world| action.from.contains(&world.state)) {
                requires(action, role);
            }
        }
        let leaves = |transition: &&Transition| {
            let possible = &view.situation.possible;
            self.useful.states.contains(&transition.to)
                && possible.iter().any(|world| transition.from.contains(&world.state))
        };
        let transitions = view.rules.transitions.iter().filter(leaves);
        conditions.extend(transitions.filter_map(|transition| Some((&transition.when.as_ref()?.expr, None))));
        let patience = &self.places.patience;
        for (condition, role) in conditions.into_iter().take_while(|_| patience.lasts(1)) {
            self.suppose(place, condition, Wish::Holds(condition, role), way, steps);
        }
        // Transitions of which it is not known whether they have happened leave the state open.
        let uncertain = view.situation.uncertain.iter().take_while(|_| patience.is_left());
        for transition in uncertain.filter_map(|number| view.rules.transitions.get(*number)) {
            let when = transition.when.as_ref().map(|when| &when.expr);
            for expr in [Some(&transition.at.expr), when].into_iter().flatten() {
                self.suppose(place, expr, Wish::Settled(expr), way, steps);
            }
        }
    }

    /// Adds a step for each fact of an expression that can be supposed in order to have a wish.
    fn suppose(&self, place: &Place<'p>, expr: &Expr, wish: Wish, way: &[Move<'p>], steps: &mut Steps<'p>) {
        let supposable = place.supposed.recall(&wish, || self.supposable(place, expr, wish).into());
        for Supposable { fact, outcomes } in supposable.iter().filter(|supposable| !is_set(way, supposable.fact)) {
            steps.stopped = true;
            steps.next.extend(
                outcomes
                    .iter()
                    .map(|(value, then)| Next { step: Move::Suppose(*fact, *value), place: Rc::clone(then) }),
            );
        }
    }

    /// Each fact of an expression that may be supposed, with a value for everything that it can come to and that
    /// helps; none where the wish is granted already.
    fn supposable(&self, place: &Place<'p>, expr: &Expr, wish: Wish) -> Vec<Supposable<'p>> {
        let view = &self.places.view(place);
        let missing = |view: &View<'_, 'p>, role: Option<Symbol>| {
            let mut facts = Vec::new();
            expr.missing(&view.scope(&view.situation.effective, role), &mut facts);
            facts.len()
        };
        let missing_here = match wish {
            Wish::Holds(_, role) if view.holds(expr, role) == Truth::True => return Vec::new(),
            Wish::Holds(_, role) => missing(view, role),
            Wish::Settled(_) => 0,
        };
        let comes_to = |then: &View<'_, 'p>| match wish {
            Wish::Holds(_, role) => match then.holds(expr, role) {
                Truth::True => Some(Supposed::Met),
                Truth::Unknown if missing(then, role) < missing_here => Some(Supposed::Nearer),
                Truth::Unknown | Truth::False => None,
            },
            Wish::Settled(_) => {
                let is_nearer = then.situation.uncertain.len() < view.situation.uncertain.len();
                is_nearer.then_some(Supposed::Settled(then.situation.effective.state))
            }
        };
        let mut facts = Vec::new();
        expr.facts(&mut facts);
        let mut supposable = Vec::new();
        for number in facts.into_iter().take_while(|_| self.places.patience.is_left()) {
            let Some((fact, known)) = view.order.policy.facts.get(number).zip(view.order.facts.get(number)) else {
                continue;
            };
            // What a transition has recorded stays as it is.
            let is_fixed = *known != Value::Unknown && !fact.changes;
            if is_fixed || view.situation.records(view.order, number) {
                continue;
            }
            // Facts that are given together are there together, or neither of them is.
            let goes_with_the_others = |value: &Value| {
                let others = fact.together.iter().filter_map(|other| view.order.facts.get(*other));
                let mut known = others.filter(|other| **other != Value::Unknown);
                known.all(|other| (*other == Value::Null) == (*value == Value::Null))
            };
            let values = values(view, expr, number, fact, *known).into_iter().filter(goes_with_the_others);
            let mut helps: Vec<Supposed> = Vec::new();
            let mut outcomes = Vec::new();
            for value in values.take_while(|_| self.places.patience.is_left()) {
                let order = view.order.supposing(number, value);
                if !view.order.keeps_date(&order) {
                    continue;
                }
                let supposed = self.places.of(order, view.now);
                let then = self.places.view(&supposed);
                // A change now does not undo what has happened by itself.
                let happened = then.situation.goes_on_from(&view.situation);
                let is_possible = value != *known && (happened || *known == Value::Unknown);
                if let Some(outcome) = comes_to(&then).filter(|outcome| is_possible && !helps.contains(outcome)) {
                    helps.push(outcome);
                    outcomes.push((value, supposed));
                }
            }
            supposable.push(Supposable { fact: number, outcomes });
        }
        supposable
    }
}

/// Whether a step of a way has set a fact.
fn is_set(way: &[Move<'_>], fact: FactId) -> bool {
    way.iter().any(|step| matches!(step, Move::Act { action, .. } if action.sets().any(|(set, _)| *set == fact)))
}

/// What supposing a fact achieves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Supposed {
    /// The condition is met.
    Met,
    /// Fewer facts are missing to tell.
    Nearer,
    /// It is sure that the deal has come into this state, or surer.
    Settled(Symbol),
}

/// The values of a fact that matter to an expression.
fn values(view: &View<'_, '_>, expr: &Expr, number: FactId, fact: &Fact, known: Value) -> Vec<Value> {
    let mut values = match &fact.ty {
        Type::Bool | Type::Null => vec![Value::Bool(true), Value::Bool(false)],
        Type::Choice(choices) => choices.iter().map(|choice| Value::Symbol(*choice)).collect(),
        // A fact that changes by itself changes now, not in the past.
        Type::Timestamp if known != Value::Unknown => vec![Value::Number(view.now)],
        Type::Timestamp => instants(view, expr, number),
        Type::Int | Type::Duration | Type::Money => numbers(view, expr),
    };
    values.retain(|value| within_range(fact, *value) == *value);
    // What was sent is not unsent.
    let is_sent = fact.ty == Type::Timestamp && known.number().is_some();
    if fact.nullable && !is_sent {
        values.push(Value::Null);
    }
    values
}

/// How far from now an instant that is supposed may be, in milliseconds: some thirty years.
const LIFETIME: u64 = 1_000_000_000_000;

/// Now, and the instants at which what the expression compares with `now` turns over.
fn instants(view: &View<'_, '_>, expr: &Expr, number: FactId) -> Vec<Value> {
    let mut facts = view.order.facts_in(&view.situation.effective).to_vec();
    if let Some(slot) = facts.get_mut(number) {
        *slot = Value::Number(view.now);
    }
    let scope = Scope { facts: &facts, ..view.scope(&view.situation.effective, None) };
    let mut compared = Vec::new();
    expr.moments(&mut compared);
    // The instant of a transition is compared as it is.
    compared.push(expr);
    let mut values = vec![Value::Number(view.now)];
    for at in compared.into_iter().filter_map(|moment| moment.eval(&scope).number()) {
        let turn = view.now.saturating_sub(at.saturating_sub(view.now));
        values.extend([turn, turn.saturating_add(1)].map(Value::Number));
    }
    values.extend(numbers(view, expr).into_iter().filter(|other| {
        // The other numbers in a condition about instants are lengths of time, or counts.
        other.number().is_some_and(|other| other.abs_diff(view.now) < LIFETIME)
    }));
    values
}

/// The numbers in an expression, and those next to them.
fn numbers(view: &View<'_, '_>, expr: &Expr) -> Vec<Value> {
    let scope = view.scope(&view.situation.effective, None);
    let mut found = vec![0];
    expr.each(&mut |part| {
        if matches!(part, Expr::Constant(_) | Expr::Param(_) | Expr::Fact(_)) {
            found.extend(part.eval(&scope).number());
        }
    });
    let mut values = Vec::new();
    for number in found {
        values.extend([number, number.saturating_add(1), number.saturating_sub(1)].map(Value::Number));
    }
    values
}
