//! The search for ways to a goal.
//!
//! From an order, a step leads to another order: a party acts, time passes, or a fact becomes
//! otherwise. The search goes through the orders that can be reached, those with the fewest
//! steps first, so the first way that it finds is a shortest one. It leaves out orders that it has
//! met before, and it does not try actions that cannot help (`policy/useful.rs`), nor, where one
//! way is enough, steps after which those that are left cannot reach the goal (`lacks`).

mod lacks;
mod next;
mod places;
mod suppose;

use std::cell::OnceCell;
use std::ptr;
use std::rc::Rc;

use lacks::{Lacks, LastAction};
use next::{Candidate, Next};
use places::Place;
pub(super) use places::{Patience, Places};

use super::harm::pays;
use crate::expr::{Expr, FactId, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{Action, Rules, Useful, Verb, Written};

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
                action.id == other.id && role == by && agreed == with_consent
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
#[derive(Debug, Default)]
pub(super) struct Outcome<'p> {
    /// The shortest ways, in the order in which they are told.
    pub(super) ways: Vec<Way<'p>>,
    /// Whether the search ended at its bounds: there may be more ways, or one where none was found.
    pub(super) gave_up: bool,
    /// Whether it comes to something somewhere that nobody does: to a fact that may be supposed and stood in the
    /// way, or to what may happen by itself.
    pub(super) stopped: bool,
    /// Whether steps were left out that cannot lead to the goal.
    pub(super) left_out: bool,
    /// Whether a step was left out that hurts.
    pub(super) spared: bool,
    /// Whether a step was left out that takes away what has to go on holding.
    pub(super) kept: bool,
}

impl Outcome<'_> {
    /// Whether there may be a way although none was found. Where steps are left out that nobody should be advised to,
    /// the rules do not say how.
    pub(super) fn is_open(&self) -> bool {
        self.gave_up || (self.stopped && !self.kept)
    }
}

/// A search. See the module's own text.
#[derive(Debug)]
pub(super) struct Search<'a, 'p> {
    pub(super) rules: &'p Rules,
    pub(super) goal: Goal<'a, 'p>,
    pub(super) useful: &'a Useful,
    pub(super) bounds: Bounds,
    pub(super) places: &'a Places<'p>,
    /// The role for which ways are looked for: of ways that are equally long, those with fewer
    /// steps by others come first.
    pub(super) own: Option<Symbol>,
    /// Whether facts may be supposed that no action sets: those that are missing, and those
    /// that change by themselves.
    pub(super) supposing: bool,
    /// Whether steps are left out that hurt the own role, or where there is none the role that acts.
    pub(super) spares: bool,
    /// What holds for a role and has to go on holding: a way to what it may do does not take away what speaks for it.
    pub(super) keeps: &'a [(&'p Written, Symbol)],
    /// Whether it does not matter why no way was found.
    pub(super) finds_only: bool,
    /// What the useful actions can bring as a last step, once that was asked for: see `lacks`.
    pub(super) last: OnceCell<Vec<LastAction>>,
    /// The actions that can help by the rules of the search, once they were asked for.
    pub(super) candidates: OnceCell<Vec<Candidate<'p>>>,
}

/// What a search goes through the orders for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// The shortest ways.
    Ways,
    /// The first of them alone: steps that cannot lead there are left out.
    Way,
    /// Why there is none, until it is certain that the search would give up.
    Why,
}

/// A place on the way, and how it was reached.
struct Node<'p> {
    place: Rc<Place<'p>>,
    /// The number of the place before it, and the step from there.
    came: Option<(usize, Move<'p>)>,
}

impl<'a, 'p> Search<'a, 'p> {
    /// A search to a goal by some rules, on whatever way there is, for nobody in particular.
    pub(super) fn new(
        rules: &'p Rules,
        goal: Goal<'a, 'p>,
        useful: &'a Useful,
        bounds: Bounds,
        places: &'a Places<'p>,
    ) -> Search<'a, 'p> {
        Search {
            rules,
            goal,
            useful,
            bounds,
            places,
            own: None,
            supposing: false,
            spares: false,
            keeps: &[],
            finds_only: false,
            last: OnceCell::new(),
            candidates: OnceCell::new(),
        }
    }

    /// Looks for the shortest ways from an order at an instant.
    pub(super) fn run(&self, order: &Order<'p>, now: i64) -> Outcome<'p> {
        // Where no facts are supposed, there are few orders, and to find out what to leave out costs more than it spares.
        if self.bounds.ways != 1 || !self.supposing {
            return self.explore(order, now, Aim::Ways);
        }
        let outcome = self.explore(order, now, Aim::Way);
        if self.finds_only || !outcome.ways.is_empty() || !outcome.left_out {
            return outcome;
        }
        // A step that hurts was left out for nothing where it could not have led to the goal.
        Outcome { spared: outcome.spared, ..self.explore(order, now, Aim::Why) }
    }

    /// Goes through the orders, for the first way and for why there is none apart from each other.
    pub(super) fn explore(&self, order: &Order<'p>, now: i64, aim: Aim) -> Outcome<'p> {
        let start = self.places.of(order.clone(), now);
        if self.reached(&start) {
            return Outcome { ways: vec![Way { moves: Vec::new(), at: now }], ..Outcome::default() };
        }
        let mut nodes = vec![Node { place: start, came: None }];
        let mut found: Vec<(Way<'p>, Rc<Place<'p>>)> = Vec::new();
        let (mut cut_short, mut exhausted) = (false, false);
        let mut outcome = Outcome::default();
        let mut index: usize = 0;
        'search: while let Some(node) = nodes.get(index) {
            let way = path(&nodes, index);
            // Whatever comes from here on is longer than the ways that are there already.
            let last = self.bounds.ways.checked_sub(1).and_then(|last| found.get(last));
            if last.is_some_and(|(last, _)| last.moves.len() <= way.len()) {
                break;
            }
            if way.len() == self.bounds.steps {
                break;
            }
            let waited = node.came.filter(|(_, step)| matches!(step, Move::Wait(_)));
            let since = waited.and_then(|(before, _)| nodes.get(before)).map(|before| &*before.place);
            let left = self.bounds.steps.saturating_sub(way.len());
            let lacks = if aim == Aim::Way { self.lacks(&node.place, left) } else { Lacks::default() };
            let steps = self.steps(&node.place, &way, since, &lacks);
            if !self.places.patience.lasts(1) {
                exhausted = true;
                break;
            }
            outcome.left_out |= lacks.left_out();
            outcome.stopped |= steps.stopped;
            outcome.spared |= steps.spared;
            outcome.kept |= steps.kept;
            exhausted |= steps.left_out;
            for Next { step, place } in steps.next {
                if !self.places.patience.is_left() {
                    exhausted = true;
                    break 'search;
                }
                // Nobody pays in order to cancel.
                if is_of(&step, Verb::Cancel) && way.iter().any(is_paid) {
                    outcome.kept = true;
                    continue;
                }
                let moves = || way.iter().copied().chain([step]).collect::<Vec<_>>();
                // A place where the search has been before is none in which the goal is reached.
                if self.is_known(&nodes, &place, moves) {
                    continue;
                }
                if self.reached(&place) {
                    let moves = moves();
                    let is_told = |(way, end): &(Way<'p>, Rc<Place<'p>>)| {
                        covers(&way.moves, &moves) || (end.is_like(&place) && alike(&way.moves, &moves))
                    };
                    // Where one way is enough, none is better than one that needs nobody else.
                    let is_best = self.bounds.ways == 1 && self.by_others(&moves) == 0;
                    if !found.iter().any(is_told) {
                        let rank = |way: &Way<'p>| (way.moves.len(), self.by_others(&way.moves), way.at);
                        let way = Way { moves, at: place.now };
                        found.insert(found.partition_point(|(other, _)| rank(other) <= rank(&way)), (way, place));
                    }
                    if is_best {
                        break 'search;
                    }
                } else if nodes.len() == self.bounds.orders {
                    exhausted = true;
                } else {
                    cut_short |= left == 1;
                    nodes.push(Node { place, came: Some((index, step)) });
                }
                if aim == Aim::Why && (cut_short || exhausted) {
                    break 'search;
                }
            }
            index = index.saturating_add(1);
        }
        let ways: Vec<Way<'p>> = found.into_iter().map(|(way, _)| way).take(self.bounds.ways).collect();
        Outcome { gave_up: exhausted || (cut_short && ways.is_empty()), ways, ..outcome }
    }

    /// Whether a place need not be looked at, because it was reached with fewer steps, or with the
    /// same ones in another order. Where one way is enough, it does not matter how it was reached.
    fn is_known(&self, nodes: &[Node<'p>], place: &Place<'p>, moves: impl Fn() -> Vec<Move<'p>>) -> bool {
        let mut known = nodes.iter().enumerate().filter(|(_, node)| node.place.is_like(place));
        if self.bounds.ways == 1 {
            return known.next().is_some();
        }
        known.any(|(index, _)| {
            let (known, moves) = (path(nodes, index), moves());
            known.len() < moves.len() || alike(&known, &moves)
        })
    }

    /// How many of the steps are other parties'.
    fn by_others(&self, moves: &[Move<'p>]) -> usize {
        moves.iter().filter(|step| matches!(step, Move::Act { role, .. } if Some(*role) != self.own)).count()
    }

    /// Whether an action is allowed; nothing is when patience is at its end.
    fn allows(&self, place: &Place<'p>, action: &Action, role: Symbol) -> bool {
        self.places.patience.lasts(1)
            && place.allowed.recall(&(ptr::from_ref(action), role), || {
                if !place.is_looked_at() && is_out_of_the_question(place, action, role) {
                    return false;
                }
                let view = self.places.view(place);
                let worlds = view.situation.possible.len();
                self.places.patience.lasts(action.requires.len().saturating_mul(worlds))
                    && match view.verdict(action, role) {
                        Truth::True => true,
                        Truth::False => false,
                        // What a person supplies is theirs to choose: the step says what it needs.
                        Truth::Unknown => view.needs_only_arguments(action, role),
                    }
            })
    }

    fn reached(&self, place: &Place<'p>) -> bool {
        match self.goal {
            // As a preview tells it: a state that is not certain does not count.
            Goal::State(state) => self.places.view(place).situation.sure() == Some(state),
            Goal::Allowed(action, roles) => {
                let action = self.as_in(place.order.rules(), action);
                action.is_some_and(|action| roles.iter().any(|role| self.allows(place, action, *role)))
            }
        }
    }

    /// An action of the rules of the search as it is by other rules: an action may have given the order
    /// another date. None where it does not exist then.
    fn as_in(&self, rules: &'p Rules, action: &'p Action) -> Option<&'p Action> {
        if ptr::eq(rules, self.rules) {
            return Some(action);
        }
        rules.actions.iter().find(|other| other.id == action.id)
    }
}

/// Whether an action is not allowed wherever the deal may stand.
fn is_out_of_the_question(place: &Place<'_>, action: &Action, role: Symbol) -> bool {
    let order = &place.order;
    let is_ahead = |state: &Symbol| match order.rules().ahead(order.state) {
        Some(ahead) => ahead.states.contains(state),
        None => *state == order.state,
    };
    let fails = |condition: &Written| place.anywhere(condition, Some(role)) == Some(Truth::False);
    !action.from.iter().any(is_ahead) || action.requires.iter().any(|requirement| fails(&requirement.that))
}

/// Whether a step is an action of a kind.
fn is_of(step: &Move<'_>, verb: Verb) -> bool {
    matches!(step, Move::Act { action, .. } if action.verb == verb)
}

/// Whether whoever takes a step pays for it.
fn is_paid(step: &Move<'_>) -> bool {
    matches!(step, Move::Act { action, role, .. } if pays(action, *role))
}

/// Whether an action sets a fact from the role.
fn sets_role(action: &Action) -> bool {
    action.sets().any(|(_, written)| written.expr.any(&|part| matches!(part, Expr::Role)))
}

/// Whether two ways have the same steps, in whatever order and whoever takes them.
fn alike(a: &[Move<'_>], b: &[Move<'_>]) -> bool {
    let count = |moves: &[Move<'_>], step: &Move<'_>| {
        let is_alike = |other: &&Move<'_>| match (step, other) {
            (Move::Act { action, .. }, Move::Act { action: other, .. }) => action.id == other.id,
            (step, other) => step == *other,
        };
        moves.iter().filter(is_alike).count()
    };
    a.len() == b.len() && a.iter().all(|step| count(a, step) == count(b, step))
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

/// Whether a way makes another one superfluous: the other one has all of its steps in their order,
/// perhaps with more between them, and waits at least as long. Where the other one is longer, it does
/// not matter who takes a step, unless the action records that, nor which value of a fact is supposed.
pub(super) fn covers(way: &[Move<'_>], moves: &[Move<'_>]) -> bool {
    let is_shorter = way.len() < moves.len();
    let stands_for = |step: &Move<'_>, other: &Move<'_>| match (step, other) {
        (Move::Wait(until), Move::Wait(longer)) => until <= longer,
        (Move::Suppose(fact, _), Move::Suppose(same, _)) if is_shorter => fact == same,
        (Move::Act { action, agreed, .. }, Move::Act { action: same, agreed: as_well, .. })
            if is_shorter && !sets_role(action) =>
        {
            action.id == same.id && agreed == as_well
        }
        (step, other) => step == other,
    };
    let mut rest = moves.iter();
    way.iter().all(|step| rest.any(|other| stands_for(step, other)))
}
