//! Facts that would have to be otherwise.
//!
//! A goal may depend on more than actions: on a fact that the order leaves out, or on one that
//! changes by itself, such as the number of open purchases. For a condition that is not met, the
//! values that matter to it are tried, and the first that works is supposed.

use std::cell::OnceCell;
use std::ptr;
use std::rc::Rc;

use super::lacks::Lacks;
use super::next::{Next, Steps};
use super::places::{Place, Supposable, Wish};
use super::{Goal, Move, Search};
use crate::expr::{Expr, FactId, Scope, Symbol, Truth, Type, Value};
use crate::policy::fact::within_range;
use crate::policy::{Action, Fact, Transition, Written};
use crate::preview::view::View;
use crate::time::MINUTE;

impl<'p> Search<'_, 'p> {
    /// Adds a step for each fact that can be supposed so that a condition is met that is not.
    ///
    /// What a step of the way has set stays so.
    pub(super) fn supposed(&self, place: &Place<'p>, way: &[Move<'p>], lacks: &Lacks<'_>, steps: &mut Steps<'p>) {
        let view = &self.places.view(place);
        let mut conditions: Vec<(&'p Written, Option<Symbol>)> = Vec::with_capacity(32);
        let mut requires = |action: &'p Action, role: Symbol| {
            conditions.extend(action.requires.iter().map(|requirement| (&requirement.that, Some(role))));
        };
        if let Goal::Allowed(action, roles) = self.goal
            && let Some(action) = self.as_in(view.rules, action)
        {
            roles.iter().for_each(|role| requires(action, *role));
        }
        for (_, action, role) in self.candidates(view.rules).iter().copied() {
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
        conditions.extend(transitions.filter_map(|transition| Some((transition.when.as_ref()?, None))));
        let patience = &self.places.patience;
        for (condition, role) in conditions.into_iter().take_while(|_| patience.lasts(1)) {
            self.suppose(place, condition, Wish::Holds(ptr::from_ref(condition), role), way, lacks, steps);
        }
        // Transitions of which it is not known whether they have happened leave the state open.
        let uncertain = view.situation.uncertain.iter().take_while(|_| patience.is_left());
        for transition in uncertain.filter_map(|number| view.rules.transitions.get(*number)) {
            for written in [Some(&transition.at), transition.when.as_ref()].into_iter().flatten() {
                self.suppose(place, written, Wish::Settled(ptr::from_ref(written)), way, lacks, steps);
            }
        }
    }

    /// Adds a step for each fact of an expression that can be supposed in order to have a wish.
    fn suppose(
        &self,
        place: &Place<'p>,
        written: &Written,
        wish: Wish,
        way: &[Move<'p>],
        lacks: &Lacks<'_>,
        steps: &mut Steps<'p>,
    ) {
        if !lacks.facts_in_help(written) {
            return;
        }
        let supposable = place.supposed.recall(&wish, || self.supposable(place, written, wish).into());
        let helps = |fact: FactId| lacks.fact_helps(fact) && !is_set(way, fact);
        for Supposable { fact, outcomes } in supposable.iter().filter(|supposable| helps(supposable.fact)) {
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
    fn supposable(&self, place: &Place<'p>, written: &Written, wish: Wish) -> Vec<Supposable<'p>> {
        let view = &self.places.view(place);
        let expr = &written.expr;
        let is_anywhere = place.is_anywhere(written);
        let missing_in = |scope: &Scope<'_>| {
            let mut facts = Vec::new();
            expr.missing(scope, &mut facts);
            facts.len()
        };
        let missing = |place: &Place<'p>, role: Option<Symbol>| {
            if is_anywhere {
                return missing_in(&place.order.scope(place.order.state, role, place.now));
            }
            let view = self.places.view(place);
            missing_in(&view.scope(&view.situation.effective, role))
        };
        if let Wish::Holds(_, role) = wish
            && view.holds(expr, role) == Truth::True
        {
            return Vec::new();
        }
        let missing_here = OnceCell::new();
        let is_nearer = |role: Option<Symbol>, missing_then: usize| {
            missing_then < *missing_here.get_or_init(|| missing(place, role))
        };
        let comes_to = |then: &Place<'p>| match wish {
            Wish::Holds(_, role) => match self.places.holds(then, written, role) {
                Truth::True => Some(Supposed::Met),
                Truth::Unknown if is_nearer(role, missing(then, role)) => Some(Supposed::Nearer),
                Truth::Unknown | Truth::False => None,
            },
            Wish::Settled(_) => {
                let then = self.places.view(then);
                let is_surer = then.situation.uncertain.len() < view.situation.uncertain.len();
                is_surer.then_some(Supposed::Settled(then.situation.effective.state))
            }
        };
        let mut supposable = Vec::new();
        // Whether a fact changes nothing but itself: neither the rules nor what lacks because of it.
        let is_alone =
            |fact: FactId| !view.order.policy.is_dated() && view.order.apart.iter().all(|(_, given)| *given != fact);
        for number in written.reads().facts.iter().copied().take_while(|_| self.places.patience.is_left()) {
            let Some((fact, known)) = view.order.policy.facts.get(number).zip(view.order.facts.get(number)) else {
                continue;
            };
            // What a transition has recorded stays as it is.
            let is_fixed = *known != Value::Unknown && !fact.changes;
            if is_fixed || view.situation.records(view.order, number) {
                continue;
            }
            // Facts that are given together are there together, or neither of them is; where one comes to be, so do those
            // that are not there yet.
            let comes_to_be = *known == Value::Null;
            let goes_with_the_others = |value: &Value| {
                let others = fact.together.iter().filter_map(|other| view.order.facts.get(*other));
                let mut others = others.filter(|other| **other != Value::Unknown);
                others.all(|other| (*other == Value::Null) == (*value == Value::Null) || comes_to_be)
            };
            let values = values(view, expr, number, fact, *known).into_iter().filter(goes_with_the_others);
            let mut helps: Vec<Supposed> = Vec::new();
            let mut outcomes = Vec::new();
            // Most values do not help, which most conditions tell without an order being made of each.
            let is_tried = is_anywhere && is_alone(number) && fact.together.is_empty();
            let mut trial = if is_tried { view.order.facts.clone() } else { Vec::new() };
            for value in values.take_while(|_| self.places.patience.lasts(1)) {
                if value == *known {
                    continue;
                }
                if let Wish::Holds(_, role) = wish
                    && let Some(slot) = trial.get_mut(number)
                {
                    *slot = value;
                    let scope = Scope { facts: &trial, ..view.order.scope(view.order.state, role, view.now) };
                    let helps = match expr.truth(&scope) {
                        Truth::True => true,
                        Truth::Unknown => is_nearer(role, missing_in(&scope)),
                        Truth::False => false,
                    };
                    if !helps {
                        continue;
                    }
                }
                let order = view.order.supposing(number, value);
                if !view.order.keeps_date(&order) {
                    continue;
                }
                let then = self.places.of(order, view.now);
                // A change now does not undo what has happened by itself.
                let happened = || self.places.view(&then).situation.goes_on_from(&view.situation);
                if let Some(outcome) = comes_to(&then)
                    && !helps.contains(&outcome)
                    && (*known == Value::Unknown || happened())
                {
                    helps.push(outcome);
                    outcomes.push((value, then));
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
        // A minute later can be told, and a millisecond only helps where that is too late.
        values.extend([turn, turn.saturating_add(MINUTE), turn.saturating_add(1)].map(Value::Number));
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
