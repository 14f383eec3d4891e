//! The ways that a deal may have gone, where it is not known which transitions have happened.

use super::{World, due, insert};
use crate::expr::{Symbol, Value};
use crate::order::Order;
use crate::policy::Rules;

/// When a way came into its state.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Entered {
    /// At the earliest and at the latest, both inclusive.
    earliest: i64,
    latest: i64,
    /// Whether the two are the same because it is known when.
    is_known: bool,
}

impl Entered {
    fn at(at: i64) -> Entered {
        Entered { earliest: at, latest: at, is_known: true }
    }
}

/// A way that the deal may have gone so far.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Way {
    world: World,
    entered: Entered,
    /// The transitions that it has taken.
    spent: Vec<usize>,
}

impl Way {
    /// The way of a deal up to where it became uncertain.
    pub(super) fn starting(world: World, entered: i64, spent: Vec<usize>) -> Way {
        Way { world, entered: Entered::at(entered), spent }
    }
}

/// All the ways that a deal may have gone.
pub(super) struct Ways {
    /// Where they end.
    pub(super) possible: Vec<World>,
    /// What may have happened on them.
    pub(super) uncertain: Vec<usize>,
    /// All worlds on them.
    pub(super) passed: Vec<World>,
}

/// How many ways are followed one by one, and how many worlds are told apart where transitions record. If there
/// are more, every state that some transition may have led to counts as possible, and what transitions record as
/// unknown. That can only leave more open than need be.
const MAX_WAYS: usize = 200;
const MAX_WORLDS: usize = 100;

impl Ways {
    pub(super) fn from(order: &Order<'_>, rules: &Rules, start: Way, now: i64) -> Ways {
        let mut ways = Ways { possible: Vec::new(), uncertain: Vec::new(), passed: Vec::new() };
        let mut known = vec![start];
        let mut next = 0;
        while let Some(way) = known.get(next).cloned() {
            next = next.saturating_add(1);
            add(&mut ways.passed, &way.world);
            for onward in ways.step(order, rules, &way, now) {
                if !known.contains(&onward) {
                    known.push(onward);
                }
            }
            if MAX_WAYS < known.len() || MAX_WORLDS < ways.passed.len() {
                return ways.widened(order, rules, now);
            }
        }
        ways
    }

    /// Follows a way to the next states, and notes where it may end.
    fn step(&mut self, order: &Order<'_>, rules: &Rules, way: &Way, now: i64) -> Vec<Way> {
        let mut onward = Vec::new();
        for piece in pieces(order, rules, way, now) {
            let spent = |number: usize| way.spent.contains(&number);
            let due = due(order, rules, &way.world, piece.earliest, now, &spent);
            if due.certain.is_none() {
                add(&mut self.possible, &way.world);
            }
            // What was due on entering happens when the deal enters, which may be any time of the piece.
            let when = |at: i64| if at <= piece.earliest { piece } else { Entered::at(at) };
            let latest = due.certain.map_or(now, |(at, _)| when(at).latest);
            let some_time = Entered { latest, is_known: false, ..piece };
            let certain = due.certain.iter().map(|(at, number)| (*number, when(*at)));
            let mut next: Vec<(usize, Entered)> = certain.collect();
            next.extend(due.perhaps.iter().map(|(at, number)| (*number, at.map_or(some_time, when))));
            for (number, entered) in next {
                if let Some(transition) = rules.transitions.get(number) {
                    let mut spent = way.spent.clone();
                    spent.push(number);
                    let at = entered.is_known.then_some(entered.earliest);
                    onward.push(Way { world: order.after(transition, &way.world, at), entered, spent });
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
        let mut states: Vec<Symbol> = Vec::new();
        self.passed.iter().for_each(|world| add(&mut states, &world.state));
        let mut facts = order.shared_facts(&self.passed);
        let world = |state: Symbol, facts: &[Value]| World { state, recorded: order.recorded(facts) };
        // What a transition records can make others possible, also those out of states that were looked at before.
        loop {
            let before = (states.len(), facts.clone());
            let mut next = 0;
            while let Some(state) = states.get(next).copied() {
                next = next.saturating_add(1);
                let due = due(order, rules, &world(state, &facts), i64::MIN, now, &|_| false);
                for (number, transition) in due.all.into_iter().filter_map(|it| Some((it, rules.transitions.get(it)?)))
                {
                    add(&mut states, &transition.to);
                    for (fact, _) in &transition.set {
                        if let Some(slot) = facts.get_mut(*fact) {
                            *slot = Value::Unknown;
                        }
                    }
                    insert(&mut self.uncertain, number);
                }
            }
            if before == (states.len(), facts.clone()) {
                break;
            }
        }
        self.possible = states.into_iter().map(|state| world(state, &facts)).collect();
        self.passed.clone_from(&self.possible);
        self
    }
}

/// The times at which a way may have come into its state, in pieces within which it makes
/// no difference when: no transition becomes due inside one.
fn pieces(order: &Order<'_>, rules: &Rules, way: &Way, now: i64) -> Vec<Entered> {
    let Entered { mut earliest, latest, is_known } = way.entered;
    let scope = order.scope_in(&way.world, None, now);
    let mut cuts: Vec<i64> = Vec::new();
    for transition in rules.transitions.iter().filter(|transition| transition.from.contains(&way.world.state)) {
        if let Some(at) = transition.at.expr.eval(&scope).number()
            && earliest < at
            && at <= latest
        {
            insert(&mut cuts, at);
        }
    }
    let mut pieces = Vec::new();
    for cut in cuts {
        pieces.push(Entered { earliest, latest: cut.saturating_sub(1), is_known });
        earliest = cut;
    }
    pieces.push(Entered { earliest, latest, is_known });
    pieces
}

/// Adds something to a list, unless it is there already.
fn add<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) {
    if !list.contains(item) {
        list.push(item.clone());
    }
}
