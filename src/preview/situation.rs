//! The state that a deal is really in at an instant.
//!
//! If the instant of a transition has passed, the deal *is* in the later state, whatever
//! the page still shows. Several may have passed, one after the other: the earliest fires
//! first, and of those at the same instant the one that stands first in the policy. Each
//! fires at most once, so every chain ends.
//!
//! Where a fact is missing, a transition may or may not have happened. Then the deal can
//! be in any of several states, and what is said of it is what they all agree on.

use crate::expr::{FactId, Scope, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::Rules;

/// Where a deal stands at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Situation {
    /// The last state that the deal has certainly been in.
    pub(crate) effective: Symbol,
    /// What happened by itself up to it, in order.
    pub(crate) happened: Vec<Happened>,
    /// The states that the deal can be in. Only the effective one, unless `uncertain`.
    pub(crate) possible: Vec<Symbol>,
    /// The transitions that may have happened, by number, in the order of the policy.
    pub(crate) uncertain: Vec<usize>,
}

/// A transition that has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Happened {
    /// Its number in the rules.
    pub(crate) transition: usize,
    pub(crate) from: Symbol,
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) at: i64,
}

/// What a state leads to by an instant.
struct Due {
    /// The first transition that has certainly happened, unless another came before it.
    certain: Option<Happened>,
    /// The transitions that may have come before it.
    perhaps: Vec<usize>,
}

impl Situation {
    /// Follows the transitions that are due by `now`.
    pub(crate) fn at(order: &Order<'_>, rules: &Rules, now: i64) -> Situation {
        let mut effective = order.state;
        let mut happened: Vec<Happened> = Vec::new();
        loop {
            // A transition that was due before the deal came into its state fires at once.
            let entered = happened.last().map_or(i64::MIN, |last| last.at);
            let spent = |transition: usize| happened.iter().any(|earlier| earlier.transition == transition);
            let due = due(order, rules, effective, entered, now, &spent);
            if !due.perhaps.is_empty() {
                let (possible, uncertain) = possibilities(order, rules, effective, due, now);
                return Situation { effective, happened, possible, uncertain };
            }
            let next = due.certain.and_then(|next| Some((next, rules.transitions.get(next.transition)?)));
            let Some((next, transition)) = next else {
                return Situation { effective, happened, possible: vec![effective], uncertain: Vec::new() };
            };
            effective = transition.to;
            happened.push(next);
        }
    }

    /// What all the states that are possible agree on.
    pub(crate) fn agreed(&self, truth: impl Fn(Symbol) -> Truth) -> Truth {
        Truth::agreed(self.possible.iter().map(|state| truth(*state)))
    }

    /// Adds the missing facts that leave the state open, each once.
    pub(crate) fn missing(&self, order: &Order<'_>, rules: &Rules, now: i64, found: &mut Vec<FactId>) {
        for transition in self.uncertain.iter().filter_map(|number| rules.transitions.get(*number)) {
            for state in self.possible.iter().chain([&self.effective]).filter(|state| transition.from.contains(state)) {
                let scope = order.scope(*state, None, now);
                if let Some(when) = &transition.when {
                    when.expr.missing(&scope, found);
                }
                transition.at.expr.missing(&scope, found);
            }
        }
    }
}

impl Order<'_> {
    /// What a condition is evaluated against.
    pub(crate) fn scope(&self, state: Symbol, role: Option<Symbol>, now: i64) -> Scope<'_> {
        Scope { facts: &self.facts, params: &self.params, offset: self.policy.offset, state, role, now }
    }
}

/// What has happened by `now` to a deal that came into a state when it was `entered`.
fn due(order: &Order<'_>, rules: &Rules, state: Symbol, entered: i64, now: i64, spent: &dyn Fn(usize) -> bool) -> Due {
    let scope = order.scope(state, None, now);
    let mut certain: Option<Happened> = None;
    let mut perhaps = Vec::new();
    for (number, transition) in rules.transitions.iter().enumerate() {
        if spent(number) || !transition.from.contains(&state) {
            continue;
        }
        let happens = transition.when.as_ref().map_or(Truth::True, |when| when.expr.truth(&scope));
        if happens == Truth::False {
            continue;
        }
        match transition.at.expr.eval(&scope) {
            Value::Number(at) if now < at.max(entered) => {}
            Value::Number(at) => {
                let at = at.max(entered);
                if happens == Truth::Unknown {
                    perhaps.push((Some(at), number));
                } else if certain.is_none_or(|first| at < first.at) {
                    certain = Some(Happened { transition: number, from: state, at });
                }
            }
            _ => perhaps.push((None, number)),
        }
    }
    // What may have happened counts only if it came before what has certainly happened.
    let before = |at: Option<i64>, number: usize| match (at, certain) {
        (Some(at), Some(first)) => (at, number) < (first.at, first.transition),
        _ => true,
    };
    let perhaps = perhaps.into_iter().filter(|(at, number)| before(*at, *number)).map(|(_, number)| number).collect();
    Due { certain, perhaps }
}

/// The states that can be reached, and the transitions that may lead there.
///
/// When a state was entered is not known on these ways, so each is followed as if its
/// transitions could fire at once. That can only make more states possible, never fewer.
fn possibilities(
    order: &Order<'_>,
    rules: &Rules,
    state: Symbol,
    due_there: Due,
    now: i64,
) -> (Vec<Symbol>, Vec<usize>) {
    let mut seen = vec![state];
    let mut possible = Vec::new();
    let mut uncertain = Vec::new();
    let mut open = vec![(state, due_there)];
    while let Some((state, due_there)) = open.pop() {
        if due_there.certain.is_none() {
            possible.push(state);
        }
        let certain = due_there.certain.map(|certain| certain.transition);
        for number in due_there.perhaps.iter().copied().chain(certain) {
            let Some(transition) = rules.transitions.get(number) else { continue };
            if !seen.contains(&transition.to) {
                seen.push(transition.to);
                let next = due(order, rules, transition.to, i64::MIN, now, &|_| false);
                open.push((transition.to, next));
            }
        }
        for number in due_there.perhaps {
            if let Err(place) = uncertain.binary_search(&number) {
                uncertain.insert(place, number);
            }
        }
    }
    // A circle of certain transitions has no state to rest in; then any of it is possible.
    if possible.is_empty() {
        possible = seen;
    }
    (possible, uncertain)
}
