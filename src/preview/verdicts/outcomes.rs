//! Verdicts by a number.
//!
//! Orders of one policy come to only so many different verdicts. Whoever asks about many orders, one after the other,
//! gets a number for what each comes to, and need be told only once what a number stands for.

use super::super::situation::{Step, step};
use super::super::view::{View, verdict};
use super::index::{Index, hash};
use crate::expr::{Expr, FactId, Scope, Symbol, Truth};
use crate::order::{Desk, Reads};
use crate::policy::{EditionId, Policy, Reading, Rules};

/// What is asked about the order at a desk.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) edition: EditionId,
    pub(crate) state: Symbol,
    /// The roles that are asked about, and a number that is always the same for the same roles.
    pub(crate) roles: &'a [Symbol],
    pub(crate) number: u16,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) now: i64,
}

/// What orders of one policy have come to, by a number for each, from 0 on.
#[derive(Debug)]
pub(crate) struct Outcomes {
    /// The words of all outcomes, one after the other, and those of the outcome that is being written. First is always the
    /// word of where the deal stands, and then come those of the verdicts.
    words: Vec<u64>,
    /// Where the words of each end.
    ends: Vec<usize>,
    places: Index,
    /// Where deals have stood.
    standings: Vec<Standing>,
    standing_places: Index,
    /// How large these are in all, in words.
    listed: usize,
    /// The transitions that have happened to the order at hand.
    spent: Vec<usize>,
}

/// What decides about a deal that stands in one state, by one reading of the rules, and is asked about for some roles.
#[derive(Debug)]
struct Standing {
    /// The word for all this.
    word: u64,
    /// The numbers of the transitions that can be next.
    transitions: Vec<usize>,
    /// What may be possible or not. Of every other action that is known, or it is as one of these.
    asked: Vec<Asked>,
    /// The facts that all of them read.
    reads: Reads,
}

/// An action that a role may be allowed to do.
#[derive(Debug)]
struct Asked {
    /// Its number.
    action: usize,
    role: Symbol,
    /// Its requirements, as far as the standing leaves them open.
    requires: Vec<Expr>,
}

/// With so many words of outcomes, of 8 bytes each, all are forgotten.
const MOST_WORDS: usize = 50_000;

/// With standings as large as so many words, they are as well.
const MOST_LISTED: usize = 500_000;

impl Outcomes {
    /// None yet.
    pub(crate) fn new() -> Outcomes {
        Outcomes {
            words: Vec::new(),
            ends: Vec::new(),
            places: Index::new(),
            standings: Vec::new(),
            standing_places: Index::new(),
            listed: 0,
            spent: Vec::new(),
        }
    }

    /// Whether it is time to begin anew.
    pub(crate) fn is_full(&self) -> bool {
        MOST_WORDS <= self.words.len() || MOST_LISTED <= self.listed
    }

    /// The number of what the order at a desk comes to, which is right; none where the edition has not its state, or where
    /// it is not known by which rules it is answered.
    pub(crate) fn number(&mut self, desk: &mut Desk, asking: Asking<'_>) -> Option<usize> {
        let Asking { policy, edition, state, now, .. } = asking;
        let rules = policy.rules(desk.reading(policy, edition)?);
        let (mut state, mut entered) = (state, i64::MIN);
        self.spent.clear();
        let (scope, standing) = loop {
            let standing = self.standing(asking, rules, &desk.scope(policy, state, now))?;
            let standing = self.standings.get(standing)?;
            desk.read(policy, &standing.reads);
            let scope = desk.scope(policy, state, now);
            let next = standing.transitions.iter().copied().filter(|number| !self.spent.contains(number));
            match step(&scope, rules, next, entered) {
                Step::Stays => break (scope, standing),
                // What it records would be facts of its own.
                Step::Moves { transition, number, at } if transition.set.is_empty() => {
                    (state, entered) = (transition.to, at);
                    self.spent.push(number);
                }
                _ => return self.followed(desk, asking, rules),
            }
        };
        let mut scope = scope;
        self.words.push(standing.word);
        let verdicts = standing.asked.iter().map(|asked| {
            scope.role = Some(asked.role);
            verdict(asked.requires.iter().map(|requirement| requirement.truth(&scope)))
        });
        write(&mut self.words, verdicts);
        Some(self.written())
    }

    /// The same where every way has to be followed that the deal may have gone.
    fn followed(&mut self, desk: &mut Desk, asking: Asking<'_>, rules: &Rules) -> Option<usize> {
        let followed = desk.order(asking.policy, asking.edition, asking.state, |order| {
            let view = View::at(order, asking.now);
            let told = |number: usize, role: Symbol| Some(view.verdict(rules.actions.get(number)?, role));
            let effective = view.situation.effective.state;
            if view.situation.sure().is_some() {
                let standing = self.standing(asking, rules, &order.scope(effective, None, asking.now))?;
                let standing = self.standings.get(standing)?;
                self.words.push(standing.word);
                write(&mut self.words, standing.asked.iter().filter_map(|asked| told(asked.action, asked.role)));
            } else {
                let states = view.situation.states();
                self.words.push(word(asking, rules, effective, states.len()));
                self.words.extend(states.iter().map(|state| u64::from(state.0)));
                let actions = actions_of(rules, asking.roles);
                write(&mut self.words, actions.filter_map(|(number, role)| told(number, role)));
            }
            Some(self.written())
        });
        followed.flatten()
    }

    /// The number of the outcome that has been written.
    fn written(&mut self) -> usize {
        let Outcomes { words, ends, places, .. } = self;
        let known = ends.last().copied().unwrap_or(0);
        let (before, new) = words.split_at_checked(known).unwrap_or_default();
        // They are one or two mostly, for which a call to compare them would be long.
        let is_it = |number: usize| words_of(before, ends, number).iter().eq(new);
        if let Some(number) = places.find(hash(new), is_it) {
            words.truncate(known);
            return number;
        }
        ends.push(words.len());
        places.add(|number| hash(words_of(words, ends, number)))
    }

    /// The number of a standing; none where the edition has not the state.
    fn standing(&mut self, asking: Asking<'_>, rules: &Rules, scope: &Scope<'_>) -> Option<usize> {
        let word = word(asking, rules, scope.state, 0);
        let Outcomes { standings, standing_places, listed, .. } = self;
        let is_it = |number: usize| standings.get(number).is_some_and(|standing| standing.word == word);
        if let Some(number) = standing_places.find(hash(&[word]), is_it) {
            return Some(number);
        }
        asking.policy.state(scope.state).filter(|state| state.editions.has(asking.edition))?;
        let standing = Standing::of(asking, rules, scope, word);
        *listed = listed.saturating_add(standing.size());
        standings.push(standing);
        Some(standing_places.add(|number| standings.get(number).map_or(0, |standing| hash(&[standing.word]))))
    }
}

fn words_of<'w>(words: &'w [u64], ends: &[usize], number: usize) -> &'w [u64] {
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(number).copied().unwrap_or(start);
    words.get(start..end).unwrap_or_default()
}

impl Standing {
    /// The scope has the state and the parameters; no fact is read of it.
    fn of(asking: Asking<'_>, rules: &Rules, scope: &Scope<'_>, word: u64) -> Standing {
        let state = scope.state;
        let mut facts: Vec<FactId> = Vec::new();
        let mut transitions = Vec::new();
        for (number, transition) in rules.transitions.iter().enumerate() {
            if transition.from.contains(&state) {
                transition.when.iter().chain([&transition.at]).for_each(|part| part.expr.facts(&mut facts));
                transitions.push(number);
            }
        }
        let mut asked: Vec<Asked> = Vec::new();
        for (number, role) in actions_of(rules, asking.roles) {
            let Some(action) = rules.actions.get(number).filter(|action| action.from.contains(&state)) else {
                continue;
            };
            let scope = Scope { role: Some(role), ..*scope };
            let settled = action.requires.iter().map(|requirement| requirement.that.expr.settled(&scope));
            let requires: Vec<Expr> = settled.filter(|requirement| *requirement != Expr::TRUE).collect();
            let is_settled = requires.is_empty() || requires.contains(&Expr::FALSE);
            let is_as = |other: &Asked| other.role == role && other.requires == requires;
            if !is_settled && !asked.iter().any(is_as) {
                requires.iter().for_each(|requirement| requirement.facts(&mut facts));
                asked.push(Asked { action: number, role, requires });
            }
        }
        Standing { word, transitions, asked, reads: Reads::of(asking.policy, facts) }
    }

    /// How large it is, in words, as a rule.
    fn size(&self) -> usize {
        let Standing { transitions, asked, reads, .. } = self;
        let facts = if let Reads::These(facts) = reads { facts.len() } else { 0 };
        let mut size = [transitions.len(), facts].into_iter().fold(8, usize::saturating_add);
        asked.iter().flat_map(|asked| &asked.requires).for_each(|requirement| {
            requirement.each(&mut |_| size = size.saturating_add(6));
        });
        size
    }
}

/// The numbers of the actions that each of these roles has.
fn actions_of(rules: &Rules, roles: &[Symbol]) -> impl Iterator<Item = (usize, Symbol)> {
    let of = |role: Symbol| {
        let own = (0..).zip(&rules.actions).filter(move |(_, action)| action.roles.contains(&role));
        own.map(move |(number, _)| (number, role))
    };
    roles.iter().copied().flat_map(of)
}

/// By which rules a deal is answered, for whom, and where it stands: in a state, or in one of so many. What words come
/// after this one, and what they mean, depends on it alone.
fn word(asking: Asking<'_>, rules: &Rules, state: Symbol, states: usize) -> u64 {
    let Reading { edition, period } = rules.reading;
    // No policy has as many editions, periods or states as these bits count.
    let parts = [(edition, 4), (period, 16), (usize::from(state.0), 16), (states, 12)];
    parts.into_iter().fold(u64::from(asking.number), |word, (part, bits)| word << bits | part as u64)
}

/// Writes verdicts, 32 in a word.
fn write(words: &mut Vec<u64>, verdicts: impl Iterator<Item = Truth>) {
    let (mut word, mut room) = (0_u64, 32_u32);
    for verdict in verdicts {
        word = word << 2 | verdict as u64;
        room = match room {
            1 => {
                words.push(std::mem::take(&mut word));
                32
            }
            room => room.saturating_sub(1),
        };
    }
    words.push(word);
}
