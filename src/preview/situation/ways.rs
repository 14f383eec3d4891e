//! The ways that a deal may have gone, where it is not known which transitions have happened.

use super::{Due, Happened, World, due, insert};
use crate::expr::{Symbol, Value};
use crate::order::Order;
use crate::policy::{Certainty, Rules};

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
    pub(super) world: World,
    entered: Entered,
    /// The transitions that can come no more although the deal may come into a state that they lead out of,
    /// in order: it has taken them, or chance has decided that it does not.
    spent: Vec<usize>,
    /// Whether only chance has decided on it: no fact is missing for any of its steps.
    by_chance: bool,
}

impl Way {
    /// The way of a deal up to where it became uncertain.
    pub(super) fn starting(world: World, entered: i64, spent: Vec<usize>) -> Way {
        Way { world, entered: Entered::at(entered), spent, by_chance: true }
    }
}

/// A step from one way to another, by their numbers in the order in which they were found.
struct Step {
    from: usize,
    to: usize,
    transition: usize,
    /// When, where that is known.
    at: Option<i64>,
}

/// All the ways that a deal may have gone.
pub(super) struct Ways {
    /// Where they end.
    pub(super) possible: Vec<World>,
    /// What may have happened on them.
    pub(super) uncertain: Vec<usize>,
    /// All worlds on them.
    pub(super) passed: Vec<World>,
    /// What has happened on them as far as only chance decides that, in order.
    pub(super) happened: Vec<Happened>,
    /// Where those end on which only chance decides, whatever the facts are that are missing.
    pub(super) by_chance: Vec<World>,
    /// Where all of them come together for the last time after the start, if they do and only chance has
    /// decided until then.
    pub(super) meeting: Option<Way>,
    /// The numbers of those that may have ended.
    ends: Vec<usize>,
    /// How often all transitions were looked through to tell this.
    pub(super) rounds: usize,
}

/// How many ways are followed one by one, and how many worlds are told apart where transitions record. If there
/// are more, every state that some transition may have led to counts as possible, and what transitions record as
/// unknown. That can only leave more open than need be.
const MAX_WAYS: usize = 200;
const MAX_WORLDS: usize = 100;

impl Ways {
    pub(super) fn from(order: &Order<'_>, rules: &Rules, start: Way, now: i64) -> Ways {
        let mut ways = Ways {
            possible: Vec::new(),
            uncertain: Vec::new(),
            passed: Vec::new(),
            happened: Vec::new(),
            by_chance: Vec::new(),
            meeting: None,
            ends: Vec::new(),
            rounds: 0,
        };
        let mut known = vec![start];
        let mut steps: Vec<Step> = Vec::new();
        let mut from = 0;
        while let Some(way) = known.get(from).cloned() {
            add(&mut ways.passed, &way.world);
            for (transition, at, onward) in ways.step(order, rules, &way, from, now) {
                let to = known.iter().position(|known| *known == onward).unwrap_or_else(|| {
                    known.push(onward);
                    known.len().saturating_sub(1)
                });
                steps.push(Step { from, to, transition, at });
            }
            if MAX_WAYS < known.len() || MAX_WORLDS < ways.passed.len() {
                return ways.widened(order, rules, now);
            }
            from = from.saturating_add(1);
        }
        ways.tell(&known, &steps);
        ways
    }

    /// Follows a way to the next states, each with the transition and when, and notes where it may end.
    fn step(
        &mut self,
        order: &Order<'_>,
        rules: &Rules,
        way: &Way,
        number: usize,
        now: i64,
    ) -> Vec<(usize, Option<i64>, Way)> {
        let mut onward = Vec::new();
        for piece in pieces(order, rules, way, now) {
            self.rounds = self.rounds.saturating_add(1);
            let spent = |number: usize| way.spent.contains(&number);
            let due = due(order, rules, &way.world, piece.earliest, now, &spent);
            if due.certain.is_none() {
                add(&mut self.possible, &way.world);
                add(&mut self.ends, &number);
                if way.by_chance && due.perhaps.iter().all(|perhaps| perhaps.by_chance) {
                    add(&mut self.by_chance, &way.world);
                }
            }
            // What was due on entering happens when the deal enters, which may be any time of the piece.
            let when = |at: i64| if at <= piece.earliest { piece } else { Entered::at(at) };
            let latest = due.certain.map_or(now, |(at, _)| when(at).latest);
            let some_time = Entered { latest, is_known: false, ..piece };
            let certain = due.certain.iter().map(|(at, number)| (*number, when(*at)));
            let mut next: Vec<(usize, Entered)> = certain.collect();
            next.extend(due.perhaps.iter().map(|perhaps| (perhaps.transition, perhaps.at.map_or(some_time, when))));
            for (number, entered) in next {
                if let Some(transition) = rules.transitions.get(number) {
                    let at = entered.is_known.then_some(entered.earliest);
                    let world = order.after(transition, &way.world, at);
                    let spent = spent_after(rules, way, &due, (number, at), world.state);
                    let by_chance = way.by_chance && is_by_chance(&due, number, at);
                    onward.push((number, at, Way { world, entered, spent, by_chance }));
                }
            }
            for perhaps in due.perhaps {
                insert(&mut self.uncertain, perhaps.transition);
            }
        }
        onward
    }

    /// Tells what chance has decided, where it has, of all ways and steps.
    fn tell(&mut self, known: &[Way], steps: &[Step]) {
        let by_chance = |number: usize| known.get(number).filter(|way| way.by_chance);
        for step in steps {
            let (Some(at), Some(before), Some(_)) = (step.at, known.get(step.from), by_chance(step.to)) else {
                continue;
            };
            let is_it = |known: &&mut Happened| known.transition == step.transition && known.at == at;
            match self.happened.iter_mut().find(is_it) {
                Some(happened) => add(&mut happened.from, &before.world),
                None => {
                    let is_other =
                        |step: &Step, other: &Step| step.transition != other.transition || step.at != other.at;
                    let may_not = self.may_end(known.len(), steps, &|other| is_other(other, step));
                    let certainty = if may_not { Certainty::Possible } else { Certainty::Certain };
                    let from = vec![before.world.clone()];
                    self.happened.push(Happened { transition: step.transition, from, at, certainty });
                }
            }
        }
        self.happened.sort_by_key(|happened| happened.at);
        let after_start = (1..known.len()).rev();
        let meets = |number: &usize| !self.may_end(known.len(), steps, &|step| step.to != *number);
        let meeting = after_start.filter(|number| by_chance(*number).is_some()).find(meets);
        self.meeting = meeting.and_then(|number| known.get(number).cloned());
    }

    /// Whether some way comes from the start to an end by such steps alone.
    fn may_end(&self, ways: usize, steps: &[Step], by: &dyn Fn(&Step) -> bool) -> bool {
        let mut reached = vec![false; ways];
        if let Some(start) = reached.first_mut() {
            *start = true;
        }
        loop {
            let mut is_further = false;
            for step in steps.iter().filter(|step| by(step)) {
                if reached.get(step.from) == Some(&true)
                    && let Some(to) = reached.get_mut(step.to).filter(|to| !**to)
                {
                    *to = true;
                    is_further = true;
                }
            }
            if !is_further {
                break;
            }
        }
        self.ends.iter().any(|end| reached.get(*end) == Some(&true))
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
                self.rounds = self.rounds.saturating_add(1);
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
        self.by_chance.clear();
        self
    }
}

/// Whether only chance decides on a step: a fact that is missing settles neither whether it is taken nor
/// whether another one was taken before it.
fn is_by_chance(due: &Due, transition: usize, at: Option<i64>) -> bool {
    let is_blurred = |at: i64| due.perhaps.iter().any(|perhaps| !perhaps.by_chance && perhaps.is_by(at, transition));
    at.is_some_and(|at| !is_blurred(at))
}

/// The transitions that are spent after a step. What only chance decides has been decided where its instant is past.
fn spent_after(rules: &Rules, way: &Way, due: &Due, step: (usize, Option<i64>), state: Symbol) -> Vec<usize> {
    let (transition, at) = step;
    let mut spent = way.spent.clone();
    insert(&mut spent, transition);
    if let Some(at) = at {
        for perhaps in due.perhaps.iter().filter(|perhaps| perhaps.by_chance && perhaps.is_by(at, transition)) {
            insert(&mut spent, perhaps.transition);
        }
    }
    // Where the deal does not come back to, it makes no difference what it has taken there.
    let ahead = rules.ahead(state).map_or(&[][..], |ahead| &ahead.states);
    let leads_on = |number: &usize| {
        let transition = rules.transitions.get(*number);
        transition.is_some_and(|transition| transition.from.iter().any(|state| ahead.contains(state)))
    };
    spent.retain(leads_on);
    spent
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
