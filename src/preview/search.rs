//! The search for ways to a goal.
//!
//! From an order, a step leads to another order: a party acts, time passes, or a fact becomes
//! otherwise. The search goes through the orders that can be reached, those with the fewest
//! steps first, so the first way that it finds is a shortest one. Orders that it has met
//! before it leaves out, and actions that cannot help (`policy/useful.rs`) it does not try.

mod suppose;

use super::after::after;
use super::board::moments;
use super::situation::{Situation, insert};
use crate::expr::{FactId, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{Action, Rules, Useful};

/// What is to be reached.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal<'a, 'p> {
    /// The deal is in this state.
    State(Symbol),
    /// One of these roles may do the action.
    Allowed(&'p Action, &'a [Symbol]),
}

/// A step on a way.
#[derive(Clone, Copy, Debug)]
pub(super) enum Move<'p> {
    /// A role acts; `agreed`: and the other party agrees.
    Act { action: &'p Action, role: Symbol, agreed: bool },
    /// Nobody acts until this instant, in milliseconds since 1970.
    Wait(i64),
    /// The fact is so.
    Suppose(FactId, Value),
}

impl PartialEq for Move<'_> {
    fn eq(&self, other: &Move<'_>) -> bool {
        match (self, other) {
            (Move::Act { action, role, agreed }, Move::Act { action: other, role: by, agreed: with_consent }) => {
                std::ptr::eq(*action, *other) && role == by && agreed == with_consent
            }
            (Move::Wait(until), Move::Wait(other)) => until == other,
            (Move::Suppose(fact, value), Move::Suppose(other, as_well)) => fact == other && value == as_well,
            _ => false,
        }
    }
}

/// A way, and when it reaches the goal.
#[derive(Debug)]
pub(super) struct Way<'p> {
    pub(super) moves: Vec<Move<'p>>,
    pub(super) at: i64,
}

/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) steps: usize,
    pub(super) ways: usize,
    /// How many orders are looked at.
    pub(super) orders: usize,
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Outcome<'p> {
    /// The shortest ways, in the order in which they are told.
    pub(super) ways: Vec<Way<'p>>,
    /// Whether the search ended at its bounds before it could be sure that there are no others,
    /// or that there is none.
    pub(super) gave_up: bool,
    /// Whether a fact that may be supposed stood in the way somewhere.
    pub(super) stopped: bool,
}

/// A search. See the module's own text.
#[derive(Debug)]
pub(super) struct Search<'a, 'p> {
    pub(super) rules: &'p Rules,
    pub(super) goal: Goal<'a, 'p>,
    pub(super) useful: &'a Useful,
    pub(super) bounds: Bounds,
    /// The role for which ways are looked for: of ways that are equally long, those with fewer
    /// steps by others come first.
    pub(super) own: Option<Symbol>,
    /// Whether facts may be supposed that no action sets: those that are missing, and those
    /// that change by themselves.
    pub(super) supposing: bool,
}

/// An order on the way, and how it was reached.
struct Node<'p> {
    order: Order<'p>,
    now: i64,
    /// The number of the order before it, and the step from there.
    came: Option<(usize, Move<'p>)>,
}

/// What can come next from a node.
#[derive(Default)]
struct Steps<'p> {
    /// The step, the order after it, and when.
    next: Vec<(Move<'p>, Order<'p>, i64)>,
    /// Whether a fact that may be supposed stands in the way of something.
    stopped: bool,
}

/// An order at an instant.
struct View<'a, 'p> {
    order: &'a Order<'p>,
    situation: Situation,
    now: i64,
}

impl<'a, 'p> View<'a, 'p> {
    fn new(order: &'a Order<'p>, rules: &Rules, now: i64) -> View<'a, 'p> {
        View { order, situation: Situation::at(order, rules, now), now }
    }

    fn verdict(&self, action: &Action, role: Symbol) -> Truth {
        let mut verdict = self.situation.agreed(|state| Truth::from(action.from.contains(&state)));
        for requirement in &action.requires {
            if verdict == Truth::False {
                break;
            }
            let that = &requirement.that.expr;
            verdict =
                verdict.min(self.situation.agreed(|state| that.truth(&self.order.scope(state, Some(role), self.now))));
        }
        verdict
    }
}

impl<'p> Search<'_, 'p> {
    /// Looks for the shortest ways from an order at an instant.
    pub(super) fn run(&self, order: &Order<'p>, now: i64) -> Outcome<'p> {
        if self.reached(&View::new(order, self.rules, now)) {
            return Outcome { ways: vec![Way { moves: Vec::new(), at: now }], gave_up: false, stopped: false };
        }
        let mut nodes = vec![Node { order: order.clone(), now, came: None }];
        let mut known = Vec::new();
        insert(&mut known, key(order, now));
        let mut ways: Vec<Way<'p>> = Vec::new();
        let (mut cut_short, mut exhausted, mut stopped) = (false, false, false);
        let mut index: usize = 0;
        while let Some(node) = nodes.get(index) {
            let way = path(&nodes, index);
            // Whatever comes from here on is longer than the ways that are there already.
            if self
                .bounds
                .ways
                .checked_sub(1)
                .and_then(|last| ways.get(last))
                .is_some_and(|last| last.moves.len() <= way.len())
            {
                break;
            }
            if way.len() == self.bounds.steps {
                cut_short = true;
                break;
            }
            let steps = self.steps(node);
            stopped |= steps.stopped;
            for (step, order, now) in steps.next {
                let moves: Vec<Move<'p>> = way.iter().copied().chain([step]).collect();
                if self.reached(&View::new(&order, self.rules, now)) {
                    // Where only the order of the steps differs, one way stands for them all.
                    if insert(&mut known, key(&order, now)) && !ways.iter().any(|way| is_within(&way.moves, &moves)) {
                        let rank = |way: &Way<'p>| (way.moves.len(), self.by_others(&way.moves), way.at);
                        let way = Way { moves, at: now };
                        ways.insert(ways.partition_point(|other| rank(other) <= rank(&way)), way);
                    }
                } else if nodes.len() == self.bounds.orders {
                    exhausted = true;
                } else if insert(&mut known, key(&order, now)) {
                    nodes.push(Node { order, now, came: Some((index, step)) });
                }
            }
            index = index.saturating_add(1);
        }
        ways.truncate(self.bounds.ways);
        Outcome { gave_up: exhausted || (cut_short && ways.is_empty()), stopped, ways }
    }

    /// How many of the steps are other parties'.
    fn by_others(&self, moves: &[Move<'p>]) -> usize {
        moves.iter().filter(|step| matches!(step, Move::Act { role, .. } if Some(*role) != self.own)).count()
    }

    fn reached(&self, view: &View<'_, 'p>) -> bool {
        match self.goal {
            Goal::State(state) => view.situation.sure() == Some(state),
            Goal::Allowed(action, roles) => roles.iter().any(|role| view.verdict(action, *role) == Truth::True),
        }
    }

    /// Everything that can come next.
    fn steps(&self, node: &Node<'p>) -> Steps<'p> {
        let view = View::new(&node.order, self.rules, node.now);
        let mut steps = Steps::default();
        if self.is_lost(&view) {
            return steps;
        }
        self.acts(&view, &mut steps);
        // To wait and then to wait again is to wait once.
        if !matches!(node.came, Some((_, Move::Wait(_)))) {
            self.waits(&view, &mut steps);
        }
        if self.supposing {
            self.supposed(&view, &mut steps);
        }
        steps
    }

    /// Whether the goal can no longer be reached from the state that the deal is in.
    fn is_lost(&self, view: &View<'_, 'p>) -> bool {
        view.situation.sure().is_some_and(|state| !self.useful.states.contains(&state))
    }

    /// The actions that can help, with each role that has them.
    fn candidates(&self) -> impl Iterator<Item = (&'p Action, Symbol)> {
        let actions = self.useful.actions.iter().filter_map(|number| self.rules.actions.get(*number));
        let all = actions.flat_map(|action| action.roles.iter().map(move |role| (action, *role)));
        // Where it does not matter who acts, the role acts for itself.
        let own = all.clone().filter(|(_, role)| Some(*role) == self.own);
        own.chain(all.filter(|(_, role)| Some(*role) != self.own))
    }

    fn acts(&self, view: &View<'_, 'p>, steps: &mut Steps<'p>) {
        for (action, role) in self.candidates().filter(|(action, role)| view.verdict(action, *role) == Truth::True) {
            let with_consent = action.to.is_some() && action.consent.is_some();
            for agreed in [false, true].into_iter().take(if with_consent { 2 } else { 1 }) {
                let Ok(after) = after(view.order, action, role, view.now, agreed) else { continue };
                if Some(after.state) != view.situation.sure() || after.facts != view.order.facts {
                    steps.next.push((Move::Act { action, role, agreed }, after, view.now));
                }
            }
        }
    }

    /// Waiting makes sense until the goal is reached or something that can help becomes possible.
    fn waits(&self, view: &View<'_, 'p>, steps: &mut Steps<'p>) {
        let open = |view: &View<'_, 'p>| -> Vec<Truth> {
            self.candidates().map(|(action, role)| view.verdict(action, role)).collect()
        };
        let mut before = open(view);
        for at in moments(view.order, self.rules, view.now) {
            let then = View::new(view.order, self.rules, at);
            if self.reached(&then) {
                steps.next.push((Move::Wait(at), view.order.clone(), at));
                return;
            }
            if self.is_lost(&then) {
                return;
            }
            let now = open(&then);
            if now.iter().zip(&before).any(|(now, before)| *now == Truth::True && *before != Truth::True) {
                steps.next.push((Move::Wait(at), view.order.clone(), at));
            }
            before = now;
        }
    }
}

/// What makes an order another one for a search.
fn key(order: &Order<'_>, now: i64) -> (i64, Symbol, Vec<Value>) {
    (now, order.state, order.facts.clone())
}

/// The steps that led to a node.
fn path<'p>(nodes: &[Node<'p>], index: usize) -> Vec<Move<'p>> {
    let mut moves = Vec::new();
    let mut at = nodes.get(index);
    while let Some((before, step)) = at.and_then(|node| node.came) {
        moves.push(step);
        at = nodes.get(before);
    }
    moves.reverse();
    moves
}

/// Whether a way goes the steps of a shorter one, in their order, and others in between.
fn is_within(shorter: &[Move<'_>], moves: &[Move<'_>]) -> bool {
    let mut rest = moves.iter();
    shorter.iter().all(|step| rest.any(|other| other == step))
}
