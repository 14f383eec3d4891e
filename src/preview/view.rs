//! An order at an instant, and what its rules come to then.
//!
//! Verdicts, the outcomes that they rest on and the facts that are missing for one are computed
//! here and nowhere else: for the board, for the search, and for what another edition says.

use std::borrow::Cow;

use super::situation::{Situation, World};
use crate::data::is_safe;
use crate::expr::{Expr, FactId, Scope, Symbol, Truth, Value, agreed};
use crate::order::Order;
use crate::policy::{Action, Rules};

/// An order at an instant.
#[derive(Debug)]
pub(super) struct View<'a, 'p> {
    pub(super) order: &'a Order<'p>,
    pub(super) rules: &'p Rules,
    pub(super) situation: Cow<'a, Situation>,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(super) now: i64,
}

impl<'a, 'p> View<'a, 'p> {
    /// Looks where the deal stands at an instant.
    pub(super) fn at(order: &'a Order<'p>, now: i64) -> View<'a, 'p> {
        let rules = order.rules();
        View { order, rules, situation: Cow::Owned(Situation::at(order, rules, now)), now }
    }

    /// The same where somebody has looked before.
    pub(super) fn known(order: &'a Order<'p>, now: i64, situation: &'a Situation) -> View<'a, 'p> {
        View { order, rules: order.rules(), situation: Cow::Borrowed(situation), now }
    }

    /// How many transitions were looked at to tell where the deal stands, and at least one.
    pub(super) fn effort(&self) -> usize {
        self.situation.rounds.saturating_mul(self.rules.transitions.len()).max(1)
    }

    /// What a condition is evaluated against in a world.
    pub(super) fn scope<'w>(&'w self, world: &'w World, role: Option<Symbol>) -> Scope<'w> {
        self.order.scope_in(world, role, self.now)
    }

    /// Whether the deal is in one of these states.
    pub(super) fn stands_in(&self, states: &[Symbol]) -> Truth {
        self.situation.agreed(|world| Truth::from(states.contains(&world.state)))
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, condition: &Expr, role: Option<Symbol>) -> Truth {
        self.situation.agreed(|world| condition.truth(&self.scope(world, role)))
    }

    /// The value of an expression, where all the states that are possible agree on it.
    pub(super) fn value(&self, expr: &Expr, role: Option<Symbol>) -> Value {
        let values = self.situation.possible.iter().map(|world| expr.eval(&self.scope(world, role)));
        agreed(values).unwrap_or(Value::Unknown)
    }

    /// How each requirement of an action comes out: first that the deal is in one of its states.
    pub(super) fn outcomes(&self, action: &Action, role: Symbol) -> impl Iterator<Item = Truth> {
        let requires = action.requires.iter().map(move |requirement| self.holds(&requirement.that.expr, Some(role)));
        std::iter::once_with(|| self.stands_in(&action.from)).chain(requires)
    }

    /// Whether a role may do an action.
    pub(super) fn verdict(&self, action: &Action, role: Symbol) -> Truth {
        match self.situation.possible.as_slice() {
            [world] => verdict_in(action, &self.scope(world, Some(role))),
            _ => verdict(self.outcomes(action, role)),
        }
    }

    /// The facts that would settle an unknown verdict with these outcomes, in the order in which they are read.
    pub(super) fn missing(&self, action: &Action, role: Symbol, outcomes: &[Truth]) -> Vec<FactId> {
        let mut found = Vec::new();
        let Some((state, requires)) = outcomes.split_first() else { return found };
        let allows = |world: &World| verdict_in(action, &self.scope(world, Some(role)));
        // Where chance decides, no fact does.
        if self.situation.leaves_to_chance(allows) {
            return found;
        }
        if *state == Truth::Unknown {
            self.situation.missing(self.order, self.rules, self.now, &mut found);
        }
        let unknown = action.requires.iter().zip(requires).filter(|(_, outcome)| **outcome == Truth::Unknown);
        for (requirement, _) in unknown {
            let that = &requirement.that.expr;
            let mut facts = Vec::new();
            for world in &self.situation.possible {
                that.missing(&self.scope(world, Some(role)), &mut facts);
            }
            self.situation.causes(self.order, self.rules, self.now, facts, &mut found);
            if self.depends_on_world(that) {
                self.situation.missing(self.order, self.rules, self.now, &mut found);
            }
        }
        found
    }

    /// Whether nothing but what is supplied with it decides whether an action is allowed.
    pub(super) fn needs_only_arguments(&self, action: &Action, role: Symbol) -> bool {
        let is_met = |that: &Expr| {
            let mut missing = Vec::new();
            for world in &self.situation.possible {
                that.missing(&self.scope(world, Some(role)), &mut missing);
            }
            !missing.is_empty() && missing.iter().all(|fact| action.with.contains(fact)) && !self.depends_on_world(that)
        };
        let conditions = action.requires.iter().map(|requirement| &requirement.that.expr);
        self.stands_in(&action.from) == Truth::True
            && conditions.into_iter().all(|that| match self.holds(that, Some(role)) {
                Truth::True => true,
                Truth::False => false,
                Truth::Unknown => is_met(that),
            })
    }

    /// Whether it can matter for a condition in which of several worlds the deal is.
    fn depends_on_world(&self, condition: &Expr) -> bool {
        let Situation { possible, .. } = &*self.situation;
        let differs = |part: &Expr| match part {
            Expr::State => self.situation.sure().is_none(),
            Expr::Fact(fact) => self.situation.records(self.order, *fact),
            _ => false,
        };
        1 < possible.len() && condition.any(&differs)
    }
}

/// Whether an action may be done in the state of a scope, by its role.
pub(super) fn verdict_in(action: &Action, scope: &Scope<'_>) -> Truth {
    if !action.from.contains(&scope.state) {
        return Truth::False;
    }
    verdict(action.requires.iter().map(|requirement| requirement.that.expr.truth(scope)))
}

/// The verdict that follows from how the requirements come out: the least of them. After a
/// requirement that is not met, no other is looked at.
pub(super) fn verdict(outcomes: impl IntoIterator<Item = Truth>) -> Truth {
    let mut verdict = Truth::True;
    for outcome in outcomes {
        verdict = verdict.min(outcome);
        if verdict == Truth::False {
            break;
        }
    }
    verdict
}

/// An amount of money, where it is known and JavaScript can hold it.
pub(super) fn amount_of(value: Value) -> Option<i64> {
    value.number().filter(|amount| is_safe(*amount))
}
