//! The state that a deal is really in at an instant.
//!
//! If the instant of a transition has passed, the deal *is* in the later state, whatever
//! the page still shows. Several may have passed, one after the other: the earliest fires
//! first, and of those at the same instant the one that stands first in the policy. Each
//! fires at most once, so every chain ends. What a transition records counts from then on.
//!
//! Where a fact is missing, a transition may or may not have happened, and one that only may
//! happen (`certainty`) does so at its instant or not at all. Then the deal can be in any of
//! several worlds, and what is said of it is what they all agree on.

mod ways;

use std::rc::Rc;

use ways::{Way, Ways};

use crate::expr::{FactId, Scope, Symbol, Truth, Value, agreed};
use crate::order::Order;
use crate::policy::fact::within_range;
use crate::policy::{Certainty, Duty, Rules, Transition};

/// All facts as they are after transitions recorded some; none where they are as the order has them.
pub(crate) type Recorded = Option<Rc<[Value]>>;

/// Where a deal may stand: its state, and the facts as they are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct World {
    pub(crate) state: Symbol,
    pub(crate) recorded: Recorded,
}

/// Where a deal stands at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Situation {
    /// Where the deal is for sure, or else the last state that it has certainly been in.
    pub(crate) effective: World,
    /// What happened by itself up to it, in order, and what may have.
    pub(crate) happened: Vec<Happened>,
    /// What has happened after it, or may have, as far as only chance decides that, in order.
    pub(crate) since: Vec<Happened>,
    /// The worlds that the deal can be in. Only the effective one, unless `uncertain`.
    pub(crate) possible: Vec<World>,
    /// The transitions that may have happened, by number, in the order of the policy.
    pub(crate) uncertain: Vec<usize>,
    /// Where `uncertain`, the worlds that the deal may have been in on its way.
    passed: Vec<World>,
    /// Those of the worlds that are possible whatever the facts are that are missing.
    by_chance: Vec<World>,
    /// How often all transitions were looked through to tell this.
    pub(crate) rounds: usize,
}

/// A transition that has happened, or may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happened {
    /// Its number in the rules.
    pub(crate) transition: usize,
    /// Where the deal stood before it: the worlds that it can have been, at least one.
    pub(crate) from: Vec<World>,
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) at: i64,
    pub(crate) certainty: Certainty,
}

impl Happened {
    /// Whether it is the same transition at the same instant.
    pub(crate) fn is(&self, other: &Happened) -> bool {
        self.transition == other.transition && self.at == other.at
    }
}

/// A transition that may be due.
struct Perhaps {
    /// When, where that is known.
    at: Option<i64>,
    transition: usize,
    /// Whether no fact is missing for it, so that only chance decides.
    by_chance: bool,
}

impl Perhaps {
    /// Whether it comes before another one at an instant, or is that one; where it is not known when, it may.
    fn is_by(&self, at: i64, transition: usize) -> bool {
        self.at.is_none_or(|own| (own, self.transition) <= (at, transition))
    }
}

/// What a world leads to by an instant.
struct Due {
    /// The first transition that has certainly happened, unless another came before it, and when.
    certain: Option<(i64, usize)>,
    /// The transitions that may have come before it.
    perhaps: Vec<Perhaps>,
    /// Every transition that is or may be due.
    all: Vec<usize>,
}

impl Situation {
    /// Follows the transitions that are due by `now`.
    pub(crate) fn at(order: &Order<'_>, rules: &Rules, now: i64) -> Situation {
        let mut effective = World { state: order.state, recorded: None };
        let mut happened: Vec<Happened> = Vec::new();
        let mut rounds: usize = 0;
        loop {
            rounds = rounds.saturating_add(1);
            // A transition that was due before the deal came into its state fires at once.
            let entered = happened.last().map_or(i64::MIN, |last| last.at);
            let spent = |transition: usize| happened.iter().any(|earlier| earlier.transition == transition);
            let due = due(order, rules, &effective, entered, now, &spent);
            if !due.perhaps.is_empty() {
                let spent = happened.iter().map(|earlier| earlier.transition).collect();
                let start = Way::starting(effective, entered, spent);
                let forked = Situation::forked(order, rules, start, happened, now);
                return Situation { rounds: rounds.saturating_add(forked.rounds), ..forked };
            }
            let next = due.certain.and_then(|(at, number)| Some((at, number, rules.transitions.get(number)?)));
            let Some((at, number, transition)) = next else {
                return Situation {
                    possible: vec![effective.clone()],
                    effective,
                    happened,
                    since: Vec::new(),
                    uncertain: Vec::new(),
                    passed: Vec::new(),
                    by_chance: Vec::new(),
                    rounds,
                };
            };
            let then = order.after(transition, &effective, Some(at));
            let from = vec![std::mem::replace(&mut effective, then)];
            happened.push(Happened { transition: number, from, at, certainty: Certainty::Certain });
        }
    }

    /// Follows every way that the deal may have gone from a start, up to which this has happened.
    fn forked(order: &Order<'_>, rules: &Rules, start: Way, mut happened: Vec<Happened>, now: i64) -> Situation {
        let mut effective = start.world.clone();
        let mut ways = Ways::from(order, rules, start, now);
        // Where all ways have come together again, it is certain where the deal stands.
        if let Some(meeting) = ways.meeting.take() {
            effective = meeting.world.clone();
            let mut onward = Ways::from(order, rules, meeting, now);
            onward.rounds = onward.rounds.saturating_add(ways.rounds);
            ways.happened.retain(|before| !onward.happened.iter().any(|after| after.is(before)));
            happened.append(&mut ways.happened);
            ways = onward;
        }
        let Ways { possible, uncertain, passed, happened: since, by_chance, rounds, .. } = ways;
        // Whichever of them has happened, the deal is in the state to which all of them lead.
        if let Some(state) = agreed(possible.iter().map(|world| world.state)) {
            effective = World { state, recorded: order.agreed_facts(&possible) };
        }
        Situation { effective, happened, since, possible, uncertain, passed, by_chance, rounds }
    }

    /// The state that the deal is in, where that is sure.
    pub(crate) fn sure(&self) -> Option<Symbol> {
        agreed(self.possible.iter().map(|world| world.state))
    }

    /// The transitions that leave the state open, by number, in the order of the policy.
    pub(crate) fn open(&self) -> &[usize] {
        if self.sure().is_some() { &[] } else { &self.uncertain }
    }

    /// Whether something has happened by itself, or may have.
    pub(crate) fn has_moved(&self) -> bool {
        !self.happened.is_empty() || !self.uncertain.is_empty()
    }

    /// The states that the deal can be in, each once.
    pub(crate) fn states(&self) -> Vec<Symbol> {
        let mut states: Vec<Symbol> = Vec::new();
        for world in &self.possible {
            if !states.contains(&world.state) {
                states.push(world.state);
            }
        }
        states
    }

    /// Whether an answer tells the state, and what led to it, in the same words.
    pub(crate) fn looks_like(&self, other: &Situation) -> bool {
        self.effective == other.effective
            && self.happened == other.happened
            && self.since == other.since
            && self.open() == other.open()
            && self.states() == other.states()
    }

    /// Whether everything that had happened in another situation has happened here as well, in the same way.
    pub(crate) fn goes_on_from(&self, other: &Situation) -> bool {
        let state = |happened: &Happened| happened.from.first().map(|world| world.state);
        let told = |here: &Happened, there: &Happened| here.is(there) && state(here) == state(there);
        other.happened.len() <= self.happened.len()
            && self.happened.iter().zip(&other.happened).all(|(here, there)| told(here, there))
            && other.since.iter().all(|there| self.all().any(|here| here.is(there)))
    }

    /// All that has happened, or may have as far as only chance decides that.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Happened> {
        self.happened.iter().chain(&self.since)
    }

    /// Whether nobody can tell what an outcome is, because chance alone decides between worlds in which it is
    /// another one.
    pub(crate) fn leaves_to_chance(&self, truth: impl Fn(&World) -> Truth) -> bool {
        let has = |wanted: Truth| self.by_chance.iter().any(|world| truth(world) == wanted);
        has(Truth::True) && has(Truth::False)
    }

    /// What all the worlds that are possible agree on.
    pub(crate) fn agreed(&self, truth: impl Fn(&World) -> Truth) -> Truth {
        Truth::agreed(self.possible.iter().map(truth))
    }

    /// Whether a transition has recorded a fact, or may have.
    pub(crate) fn records(&self, order: &Order<'_>, fact: FactId) -> bool {
        self.possible.iter().any(|world| order.facts_in(world).get(fact) != order.facts.get(fact))
    }

    /// The facts as far as the worlds agree on them; none where they are as the order has them.
    pub(crate) fn facts(&self, order: &Order<'_>) -> Recorded {
        order.agreed_facts(&self.possible)
    }

    /// When a duty is due, in milliseconds since 1970, where it is due and that is known.
    pub(crate) fn due(&self, duty: &Duty, order: &Order<'_>) -> Option<i64> {
        let due = &duty.due.as_ref()?.expr;
        // The checker keeps `now` out of a due date, so any instant will do.
        let date = |world: &World| due.eval(&order.scope_in(world, None, 0)).number();
        let mut standing = self.possible.iter().filter(|world| duty.states.contains(&world.state)).peekable();
        if standing.peek().is_none() { date(&self.effective) } else { agreed(standing.map(date)).flatten() }
    }

    /// Adds the missing facts that leave the state open, each once.
    pub(crate) fn missing(&self, order: &Order<'_>, rules: &Rules, now: i64, found: &mut Vec<FactId>) {
        let mut facts = Vec::new();
        for transition in self.uncertain.iter().filter_map(|number| rules.transitions.get(*number)) {
            self.missing_for(order, transition, now, &mut facts);
        }
        self.causes(order, rules, now, facts, found);
    }

    /// Adds the facts without which it is not known whether or when a transition happened.
    fn missing_for(&self, order: &Order<'_>, transition: &Transition, now: i64, found: &mut Vec<FactId>) {
        for world in self.passed.iter().filter(|world| transition.from.contains(&world.state)) {
            let scope = order.scope_in(world, None, now);
            if let Some(when) = &transition.when {
                when.expr.missing(&scope, found);
            }
            transition.at.expr.missing(&scope, found);
        }
    }

    /// Adds the facts that somebody could tell so that these become known. What a transition records is not
    /// told: it is known where that is known from which it was recorded.
    pub(crate) fn causes(
        &self,
        order: &Order<'_>,
        rules: &Rules,
        now: i64,
        facts: Vec<FactId>,
        found: &mut Vec<FactId>,
    ) {
        // Also what has certainly happened on one way that may not be the one the deal went.
        let mut on_ways = self.uncertain.clone();
        for world in &self.passed {
            let due = due(order, rules, world, i64::MIN, now, &|_| false);
            due.all.into_iter().for_each(|number| insert(&mut on_ways, number));
        }
        let mut open = facts;
        let mut next = 0;
        while let Some(fact) = open.get(next).copied() {
            next = next.saturating_add(1);
            let sets = |number: usize| {
                let transition = rules.transitions.get(number)?;
                let (_, written) = transition.set.iter().find(|(set, _)| *set == fact)?;
                Some((transition, written))
            };
            let is_recorded = self.happened.iter().any(|happened| sets(happened.transition).is_some());
            if order.facts.get(fact) == Some(&Value::Unknown) && !is_recorded && !found.contains(&fact) {
                found.push(fact);
            }
            let mut more = Vec::new();
            for (transition, written) in on_ways.iter().filter_map(|number| sets(*number)) {
                self.missing_for(order, transition, now, &mut more);
                for world in self.passed.iter().filter(|world| transition.from.contains(&world.state)) {
                    written.expr.missing(&order.scope_in(world, None, Scope::NO_INSTANT), &mut more);
                }
            }
            for happened in &self.happened {
                if let Some((_, written)) = sets(happened.transition) {
                    let scopes = happened.from.iter().map(|world| order.scope_in(world, None, happened.at));
                    scopes.for_each(|scope| written.expr.missing(&scope, &mut more));
                }
            }
            more.retain(|fact| !open.contains(fact));
            open.extend(more);
        }
    }
}

impl Order<'_> {
    /// What a condition is evaluated against, with the facts of the order.
    pub(crate) fn scope(&self, state: Symbol, role: Option<Symbol>, now: i64) -> Scope<'_> {
        Scope { facts: &self.facts, params: &self.params, clocks: &self.policy.clocks, state, role, now }
    }

    /// The same in a world.
    pub(crate) fn scope_in<'a>(&'a self, world: &'a World, role: Option<Symbol>, now: i64) -> Scope<'a> {
        Scope { facts: self.facts_in(world), ..self.scope(world.state, role, now) }
    }

    /// The facts in a world.
    pub(crate) fn facts_in<'a>(&'a self, world: &'a World) -> &'a [Value] {
        world.recorded.as_deref().unwrap_or(&self.facts)
    }

    /// These facts as a world has them.
    fn recorded(&self, facts: &[Value]) -> Recorded {
        (facts != self.facts).then(|| facts.into())
    }

    /// The facts as far as worlds agree on them; none where they are as the order has them.
    pub(crate) fn agreed_facts(&self, worlds: &[World]) -> Recorded {
        if let Some(recorded) = agreed(worlds.iter().map(|world| &world.recorded)) {
            return recorded.clone();
        }
        self.recorded(&self.shared_facts(worlds))
    }

    /// The same as a list.
    pub(crate) fn shared_facts(&self, worlds: &[World]) -> Vec<Value> {
        let mut facts = worlds.first().map_or(&*self.facts, |world| self.facts_in(world)).to_vec();
        for world in worlds {
            for (known, here) in facts.iter_mut().zip(self.facts_in(world)) {
                if known != here {
                    *known = Value::Unknown;
                }
            }
        }
        facts
    }

    /// The world after a transition that happens at an instant, where that is known.
    pub(super) fn after(&self, transition: &Transition, before: &World, at: Option<i64>) -> World {
        let mut recorded = before.recorded.clone();
        if !transition.set.is_empty() {
            let scope = self.scope_in(before, None, at.unwrap_or(Scope::NO_INSTANT));
            let mut facts = scope.facts.to_vec();
            for (number, written) in &transition.set {
                if let Some((fact, slot)) = self.policy.facts.get(*number).zip(facts.get_mut(*number)) {
                    *slot = within_range(fact, written.expr.eval(&scope));
                }
            }
            recorded = self.recorded(&facts);
        }
        World { state: transition.to, recorded }
    }
}

/// What happens next to a deal by itself.
#[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
pub(crate) enum Step<'r> {
    /// Nothing, by now.
    Stays,
    /// Certainly this, at an instant in milliseconds since 1970-01-01T00:00:00Z.
    Moves { transition: &'r Transition, number: usize, at: i64 },
    /// It is not certain whether or what.
    Open,
}

/// The next step of a deal that came into the state of a scope when it was `entered`; `transitions` are the numbers of
/// those that there are from this state, and have not happened.
#[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
pub(crate) fn step<'r>(
    scope: &Scope<'_>,
    rules: &'r Rules,
    transitions: impl Iterator<Item = usize>,
    entered: i64,
) -> Step<'r> {
    let mut first: Option<(i64, usize, &Transition)> = None;
    for (number, transition) in transitions.filter_map(|number| Some((number, rules.transitions.get(number)?))) {
        match due_in(scope, transition, entered) {
            None => {}
            Some(Happens::Certainly(at)) => {
                first = first.filter(|(first, ..)| *first <= at).or(Some((at, number, transition)));
            }
            Some(_) => return Step::Open,
        }
    }
    first.map_or(Step::Stays, |(at, number, transition)| Step::Moves { transition, number, at })
}

/// How a transition that is due happens.
enum Happens {
    /// At this instant.
    Certainly(i64),
    /// At this instant or not at all, which no fact tells.
    ByChance(i64),
    /// A fact is missing that tells whether it does, or when. It may be known when.
    Perhaps(Option<i64>),
}

/// How a transition happens by the instant of a scope, to a deal that came into its state when it was `entered`; none
/// where it certainly has not happened.
fn due_in(scope: &Scope<'_>, transition: &Transition, entered: i64) -> Option<Happens> {
    let happens = transition.when.as_ref().map_or(Truth::True, |when| when.expr.truth(scope));
    if happens == Truth::False {
        return None;
    }
    let at = transition.at.expr.eval(scope).number().map(|at| at.max(entered));
    match at {
        Some(at) if scope.now < at => None,
        Some(at) if happens == Truth::True && transition.certainty == Certainty::Certain => {
            Some(Happens::Certainly(at))
        }
        Some(at) if happens == Truth::True => Some(Happens::ByChance(at)),
        at => Some(Happens::Perhaps(at)),
    }
}

/// What has happened by `now` to a deal that came into a world when it was `entered`.
fn due(order: &Order<'_>, rules: &Rules, world: &World, entered: i64, now: i64, spent: &dyn Fn(usize) -> bool) -> Due {
    let scope = order.scope_in(world, None, now);
    let mut certain: Option<(i64, usize)> = None;
    let mut perhaps = Vec::new();
    let mut all = Vec::new();
    for (number, transition) in rules.transitions.iter().enumerate() {
        if spent(number) || !transition.from.contains(&world.state) {
            continue;
        }
        let (at, by_chance) = match due_in(&scope, transition, entered) {
            None => continue,
            Some(Happens::Certainly(at)) => {
                all.push(number);
                if certain.is_none_or(|(first, _)| at < first) {
                    certain = Some((at, number));
                }
                continue;
            }
            Some(Happens::ByChance(at)) => (Some(at), true),
            Some(Happens::Perhaps(at)) => (at, false),
        };
        all.push(number);
        perhaps.push(Perhaps { at, transition: number, by_chance });
    }
    // What may have happened counts only if it came before what has certainly happened.
    perhaps.retain(|perhaps| certain.is_none_or(|(at, number)| perhaps.is_by(at, number)));
    Due { certain, perhaps, all }
}

/// Puts a value in its place in a list that is in order, unless it is there already.
pub(super) fn insert<T: Ord>(list: &mut Vec<T>, value: T) {
    if let Err(place) = list.binary_search(&value) {
        list.insert(place, value);
    }
}
