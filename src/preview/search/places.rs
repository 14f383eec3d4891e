//! The places that searches come to, each with what was found out about it.
//!
//! One preview searches a way to every denied action, and most of these searches come to the same orders at the same
//! instants and ask the same of them. So a place is kept, and what was asked of it once is known from then on.

use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::expr::{FactId, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{Action, PeriodId, Written};
use crate::preview::situation::Situation;
use crate::preview::view::View;

/// How many more questions searches may ask of the rules: whether a transition has happened, whether a requirement is
/// met, each wherever the deal may stand. It is limited, because a policy can be large, one order can go many ways, and
/// one preview searches a way to every denied action. So the limit bounds the time that all of it takes.
#[derive(Debug)]
pub(in crate::preview) struct Patience(Cell<usize>);

impl Patience {
    /// Takes some questions from what is left, and tells whether that was enough. If not, nothing is left.
    pub(in crate::preview) fn lasts(&self, questions: usize) -> bool {
        let left = self.0.get().checked_sub(questions);
        self.0.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether anything is left.
    pub(in crate::preview) fn is_left(&self) -> bool {
        0 < self.0.get()
    }
}

/// All places that some searches have come to, and the patience that is left for more.
#[derive(Debug)]
pub(in crate::preview) struct Places<'p> {
    pub(in crate::preview) patience: Patience,
    known: RefCell<BTreeSet<Rc<Place<'p>>>>,
    /// Where deals stand, in the order of what decides about it.
    situations: RefCell<Vec<(Decisive, Rc<Situation>)>>,
}

/// What decides where a deal stands: the instant, the period whose rules count, the state, and the facts that matter to
/// what may happen by itself from there on.
type Decisive = (i64, PeriodId, Symbol, Vec<Value>);

impl<'p> Places<'p> {
    pub(in crate::preview) fn new(questions: usize) -> Places<'p> {
        Places { patience: Patience(Cell::new(questions)), known: RefCell::default(), situations: RefCell::default() }
    }

    /// The place of an order at an instant.
    pub(super) fn of(&self, order: Order<'p>, now: i64) -> Rc<Place<'p>> {
        self.patience.lasts(1);
        let place = Place::new(order, now);
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.get(&place) {
            return Rc::clone(known);
        }
        let place = Rc::new(place);
        known.insert(Rc::clone(&place));
        place
    }

    /// The place of the same order at another instant.
    pub(super) fn at(&self, place: &Place<'p>, now: i64) -> Rc<Place<'p>> {
        place.waited.recall(&now, || self.of(place.order.clone(), now))
    }

    /// An order at an instant, with where the deal stands then.
    pub(super) fn view<'a>(&self, place: &'a Place<'p>) -> View<'a, 'p> {
        View::known(&place.order, place.now, place.situation.get_or_init(|| self.situation(place)))
    }

    /// Where the deal stands. Orders that differ in nothing that decides about it stand alike.
    fn situation(&self, place: &Place<'p>) -> Rc<Situation> {
        let Place { order, now, .. } = place;
        let look = || {
            let view = View::at(order, *now);
            self.patience.lasts(view.effort());
            Rc::new(view.situation.into_owned())
        };
        let ahead = order.rules().ahead(order.state);
        // Where transitions record facts, a situation has all of the order's.
        if ahead.is_some_and(|ahead| ahead.records) {
            return look();
        }
        let facts = ahead.map_or(&[][..], |ahead| &ahead.facts).iter();
        let facts = facts.filter_map(|fact| order.facts.get(*fact).copied()).collect();
        let decisive: Decisive = (*now, order.period, order.state, facts);
        let mut situations = self.situations.borrow_mut();
        match situations.binary_search_by(|(known, _)| known.cmp(&decisive)) {
            Ok(number) => situations.get(number).map_or_else(look, |(_, situation)| Rc::clone(situation)),
            Err(number) => {
                let situation = look();
                situations.insert(number, (decisive, Rc::clone(&situation)));
                situation
            }
        }
    }

    /// Whether a condition holds at a place. Where the deal stands is looked at only where that matters.
    pub(super) fn holds(&self, place: &Place<'p>, condition: &Written, role: Option<Symbol>) -> Truth {
        place.anywhere(condition, role).unwrap_or_else(|| self.view(place).holds(&condition.expr, role))
    }
}

impl Drop for Places<'_> {
    /// Places know one another, so that each would keep the others in memory for ever.
    fn drop(&mut self) {
        for place in self.known.get_mut().iter() {
            place.waited.forget();
            place.acted.forget();
            place.supposed.forget();
        }
    }
}

/// An order at an instant.
#[derive(Debug)]
pub(super) struct Place<'p> {
    pub(super) order: Order<'p>,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(super) now: i64,
    /// Differs, but for chance, where the instant, the state or a fact does: most places are alike in most of these.
    digest: u64,
    situation: OnceCell<Rc<Situation>>,
    /// Whether a role may do an action.
    pub(super) allowed: Memory<(*const Action, Symbol), bool>,
    /// Where it leads that a role does an action, once it is asked for, or once it is agreed to; none where nobody can tell.
    pub(super) acted: Memory<(*const Action, Symbol, bool), Option<Rc<Place<'p>>>>,
    /// Where it leads that it is another instant.
    waited: Memory<i64, Rc<Place<'p>>>,
    /// What can be supposed in order to have a wish.
    pub(super) supposed: Memory<Wish, Rc<[Supposable<'p>]>>,
}

/// What is wished: that a condition holds for a role, or that it is settled where a transition leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Holds(*const Written, Option<Symbol>),
    Settled(*const Written),
}

/// A fact that may be supposed, and the values of it that help, with where each leads.
#[derive(Debug)]
pub(super) struct Supposable<'p> {
    pub(super) fact: FactId,
    pub(super) outcomes: Vec<(Value, Rc<Place<'p>>)>,
}

impl<'p> Place<'p> {
    fn new(order: Order<'p>, now: i64) -> Place<'p> {
        Place {
            digest: digest(&order, now),
            order,
            now,
            situation: OnceCell::new(),
            allowed: Memory::new(),
            acted: Memory::new(),
            waited: Memory::new(),
            supposed: Memory::new(),
        }
    }

    /// Whether it is known where the deal stands.
    pub(super) fn is_looked_at(&self) -> bool {
        self.situation.get().is_some()
    }

    /// What a condition comes to wherever the deal may stand; none where that matters.
    pub(super) fn anywhere(&self, condition: &Written, role: Option<Symbol>) -> Option<Truth> {
        let truth = || condition.expr.truth(&self.order.scope(self.order.state, role, self.now));
        self.is_anywhere(condition).then(truth)
    }

    /// Whether a condition comes to the same wherever the deal may stand.
    pub(super) fn is_anywhere(&self, condition: &Written) -> bool {
        let records = self.order.rules().ahead(self.order.state).is_some_and(|ahead| ahead.records);
        !records && !condition.reads().state
    }

    /// Whether it is the same instant, the same state and the same facts.
    pub(super) fn is_like(&self, other: &Place<'_>) -> bool {
        self.digest == other.digest && self.now == other.now && self.order.is_like(&other.order)
    }

    fn key(&self) -> Key<'_> {
        (self.digest, self.now, self.order.state, &self.order.facts, &self.order.apart)
    }
}

/// What tells a place from others of orders with the same rules: its digest, the instant, the state, the facts, and those
/// that lack though they are given together with others.
type Key<'a> = (u64, i64, Symbol, &'a [Value], &'a [(FactId, FactId)]);

/// A number for an order at an instant.
fn digest(order: &Order<'_>, now: i64) -> u64 {
    let number = |value: &Value| match value {
        Value::Unknown => 0,
        Value::Null => 1,
        Value::Bool(false) => 2,
        Value::Bool(true) => 3,
        Value::Symbol(symbol) => u64::from(symbol.0),
        Value::Number(number) => number.cast_unsigned(),
    };
    // As FxHash mixes: it has to be fast, and nobody gains by two places with one digest.
    let mix = |digest: u64, number: u64| (digest.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    let start = mix(now.cast_unsigned(), u64::from(order.state.0));
    order.facts.iter().map(number).fold(start, mix)
}

impl<'p> Ord for Place<'p> {
    fn cmp(&self, other: &Place<'p>) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl<'p> PartialOrd for Place<'p> {
    fn partial_cmp(&self, other: &Place<'p>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'p> PartialEq for Place<'p> {
    fn eq(&self, other: &Place<'p>) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place<'_> {}

/// Answers by what was asked. There are few of them, so they are looked through.
#[derive(Debug)]
pub(super) struct Memory<Q, A>(RefCell<Vec<(Q, A)>>);

impl<Q: Copy + PartialEq, A: Clone> Memory<Q, A> {
    const fn new() -> Memory<Q, A> {
        Memory(RefCell::new(Vec::new()))
    }

    /// The answer that was given before, or else the one that is given now.
    pub(super) fn recall(&self, question: &Q, answer: impl FnOnce() -> A) -> A {
        let known = self.0.borrow().iter().find(|(known, _)| known == question).map(|(_, answer)| answer.clone());
        known.unwrap_or_else(|| {
            let answer = answer();
            self.0.borrow_mut().push((*question, answer.clone()));
            answer
        })
    }

    fn forget(&self) {
        self.0.borrow_mut().clear();
    }
}
