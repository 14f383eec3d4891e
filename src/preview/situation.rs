//! The state that a deal is really in at an instant.
//!
//! If the instant of a transition has passed, the deal *is* in the later state, whatever
//! the page still shows. Several may have passed, one after the other: the earliest fires
//! first, and of those at the same instant the one that stands first in the policy. Each
//! fires at most once, so every chain ends.
//!
//! Where a fact is missing, a transition may or may not have happened. Then the deal can
//! be in any of several states, and what is said of it is what they all agree on.

use crate::expr::{FactId, Scope, Symbol, Truth};
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
    /// Where facts are missing, the states that the deal may have been in on its way.
    passed: Vec<Symbol>,
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
    /// The transitions that may have come before it, and when, where that is known.
    perhaps: Vec<(Option<i64>, usize)>,
    /// Every transition that is or may be due.
    all: Vec<usize>,
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
                let spent = happened.iter().map(|earlier| earlier.transition).collect();
                let start = Way { state: effective, entered: (entered, entered), spent };
                let Ways { possible, uncertain, passed } = Ways::from(order, rules, start, now);
                return Situation { effective, happened, possible, uncertain, passed };
            }
            let next = due.certain.and_then(|next| Some((next, rules.transitions.get(next.transition)?)));
            let Some((next, transition)) = next else {
                let (possible, uncertain, passed) = (vec![effective], Vec::new(), Vec::new());
                return Situation { effective, happened, possible, uncertain, passed };
            };
            effective = transition.to;
            happened.push(next);
        }
    }

    /// The state that the deal is in, where that is sure.
    pub(crate) fn sure(&self) -> Option<Symbol> {
        match self.possible.as_slice() {
            [state] => Some(*state),
            _ => None,
        }
    }

    /// Whether an answer tells the state, and what led to it, in the same words.
    pub(crate) fn looks_like(&self, other: &Situation) -> bool {
        self.effective == other.effective && self.happened == other.happened && self.uncertain == other.uncertain
    }

    /// What all the states that are possible agree on.
    pub(crate) fn agreed(&self, truth: impl Fn(Symbol) -> Truth) -> Truth {
        Truth::agreed(self.possible.iter().map(|state| truth(*state)))
    }

    /// Adds the missing facts that leave the state open, each once.
    pub(crate) fn missing(&self, order: &Order<'_>, rules: &Rules, now: i64, found: &mut Vec<FactId>) {
        for transition in self.uncertain.iter().filter_map(|number| rules.transitions.get(*number)) {
            for state in self.passed.iter().filter(|state| transition.from.contains(state)) {
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
        Scope { facts: &self.facts, params: &self.params, clocks: &self.policy.clocks, state, role, now }
    }
}

/// What has happened by `now` to a deal that came into a state when it was `entered`.
fn due(order: &Order<'_>, rules: &Rules, state: Symbol, entered: i64, now: i64, spent: &dyn Fn(usize) -> bool) -> Due {
    let scope = order.scope(state, None, now);
    let mut certain: Option<Happened> = None;
    let mut perhaps = Vec::new();
    let mut all = Vec::new();
    for (number, transition) in rules.transitions.iter().enumerate() {
        if spent(number) || !transition.from.contains(&state) {
            continue;
        }
        let happens = transition.when.as_ref().map_or(Truth::True, |when| when.expr.truth(&scope));
        let at = transition.at.expr.eval(&scope).number().map(|at| at.max(entered));
        if happens == Truth::False || at.is_some_and(|at| now < at) {
            continue;
        }
        all.push(number);
        match at {
            Some(at) if happens == Truth::True => {
                if certain.is_none_or(|first| at < first.at) {
                    certain = Some(Happened { transition: number, from: state, at });
                }
            }
            _ => perhaps.push((at, number)),
        }
    }
    // What may have happened counts only if it came before what has certainly happened.
    let before = |at: Option<i64>, number: usize| match (at, certain) {
        (Some(at), Some(first)) => (at, number) < (first.at, first.transition),
        _ => true,
    };
    perhaps.retain(|(at, number)| before(*at, *number));
    Due { certain, perhaps, all }
}

/// A way that the deal may have gone so far.
#[derive(Clone, PartialEq, Eq)]
struct Way {
    state: Symbol,
    /// When it came into the state, at the earliest and at the latest, both inclusive.
    entered: (i64, i64),
    /// The transitions that it has taken.
    spent: Vec<usize>,
}

/// All the ways that a deal may have gone.
struct Ways {
    /// Where they end.
    possible: Vec<Symbol>,
    /// What may have happened on them.
    uncertain: Vec<usize>,
    /// All states on them.
    passed: Vec<Symbol>,
}

/// How many ways are followed one by one. If there are more, every state that some transition may have
/// led to counts as possible. That can only leave more open than need be.
const MAX_WAYS: usize = 200;

impl Ways {
    fn from(order: &Order<'_>, rules: &Rules, start: Way, now: i64) -> Ways {
        let mut ways = Ways { possible: Vec::new(), uncertain: Vec::new(), passed: Vec::new() };
        let mut known = vec![start];
        let mut next = 0;
        while let Some(way) = known.get(next).cloned() {
            next = next.saturating_add(1);
            ways.passed.extend(Some(way.state).filter(|state| !ways.passed.contains(state)));
            for onward in ways.step(order, rules, &way, now) {
                if !known.contains(&onward) {
                    known.push(onward);
                }
            }
            if MAX_WAYS < known.len() {
                return ways.widened(order, rules, now);
            }
        }
        ways
    }

    /// Follows a way to the next states, and notes where it may end.
    fn step(&mut self, order: &Order<'_>, rules: &Rules, way: &Way, now: i64) -> Vec<Way> {
        let mut onward = Vec::new();
        for (earliest, latest) in pieces(order, rules, way, now) {
            let spent = |number: usize| way.spent.contains(&number);
            let due = due(order, rules, way.state, earliest, now, &spent);
            if due.certain.is_none() && !self.possible.contains(&way.state) {
                self.possible.push(way.state);
            }
            // What was due on entering happens when the deal enters, which may be any time of the piece.
            let when = |at: i64| if at <= earliest { (earliest, latest) } else { (at, at) };
            let end = due.certain.map_or(now, |certain| when(certain.at).1);
            let certain = due.certain.iter().map(|certain| (certain.transition, when(certain.at)));
            let mut next: Vec<(usize, (i64, i64))> = certain.collect();
            next.extend(due.perhaps.iter().map(|(at, number)| (*number, at.map_or((earliest, end), when))));
            for (number, entered) in next {
                if let Some(transition) = rules.transitions.get(number) {
                    let mut spent = way.spent.clone();
                    spent.push(number);
                    onward.push(Way { state: transition.to, entered, spent });
                }
            }
            for (_, number) in due.perhaps {
                insert(&mut self.uncertain, number);
            }
        }
        onward
    }

    /// The same with every state that some transition may have led to.
    fn widened(mut self, order: &Order<'_>, rules: &Rules, now: i64) -> Ways {
        let mut next = 0;
        while let Some(state) = self.passed.get(next).copied() {
            next = next.saturating_add(1);
            let due = due(order, rules, state, i64::MIN, now, &|_| false);
            for number in due.all {
                let to = rules.transitions.get(number).map(|transition| transition.to);
                self.passed.extend(to.filter(|to| !self.passed.contains(to)));
                insert(&mut self.uncertain, number);
            }
        }
        self.possible.clone_from(&self.passed);
        self
    }
}

/// The times at which a way may have come into its state, in pieces within which it makes
/// no difference when: no transition becomes due inside one.
fn pieces(order: &Order<'_>, rules: &Rules, way: &Way, now: i64) -> Vec<(i64, i64)> {
    let (mut earliest, latest) = way.entered;
    let scope = order.scope(way.state, None, now);
    let mut cuts: Vec<i64> = Vec::new();
    for transition in rules.transitions.iter().filter(|transition| transition.from.contains(&way.state)) {
        if let Some(at) = transition.at.expr.eval(&scope).number()
            && earliest < at
            && at <= latest
        {
            insert(&mut cuts, at);
        }
    }
    let mut pieces = Vec::new();
    for cut in cuts {
        pieces.push((earliest, cut.saturating_sub(1)));
        earliest = cut;
    }
    pieces.push((earliest, latest));
    pieces
}

/// Puts a value in its place in a list that is in order, unless it is there already.
pub(super) fn insert<T: Ord>(list: &mut Vec<T>, value: T) {
    if let Err(place) = list.binary_search(&value) {
        list.insert(place, value);
    }
}
