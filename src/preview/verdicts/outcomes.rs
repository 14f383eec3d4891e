//! Verdicts by a number.
//!
//! Orders of one policy come to only so many different verdicts. Whoever asks about many orders, one after the other,
//! gets a number for what each comes to, and need be told only once what a number stands for.

use super::super::situation::is_unmoved;
use super::super::view::{View, verdict_in};
use crate::expr::Symbol;
use crate::order::Order;

/// What orders of one policy have come to, by a number for each, from 0 on.
///
/// An outcome is written as words, and a number found by their hash.
#[derive(Debug)]
pub(crate) struct Outcomes {
    /// The words of all outcomes, one after the other.
    words: Vec<u64>,
    /// Where the words of each end.
    ends: Vec<usize>,
    /// The number of each outcome and one more, at its hash or the next free place after it; 0 where there is none. There
    /// are a power of two of places, at least half of them free.
    places: Vec<u32>,
}

/// With so many words, of 8 bytes each, all are forgotten.
const MOST: usize = 50_000;

impl Outcomes {
    /// None yet.
    pub(crate) fn new() -> Outcomes {
        Outcomes { words: Vec::new(), ends: Vec::new(), places: vec![0; 64] }
    }

    /// Whether it is time to begin anew.
    pub(crate) fn is_full(&self) -> bool {
        MOST <= self.words.len()
    }

    /// The number of what an order with a known date comes to at an instant, for some roles; `asked` is always the same
    /// for the same roles.
    pub(crate) fn number(&mut self, order: &Order<'_>, asked: u16, roles: &[Symbol], now: i64) -> usize {
        let known = self.words.len();
        write(&mut self.words, order, asked, roles, now);
        let (before, new) = self.words.split_at_checked(known).unwrap_or_default();
        let mut place = hash(new);
        loop {
            let number = self.places.get(place & self.places.len().saturating_sub(1)).copied().unwrap_or(0);
            let Some(number) = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)) else { break };
            if words_of(before, &self.ends, number) == new {
                self.words.truncate(known);
                return number;
            }
            place = place.wrapping_add(1);
        }
        self.ends.push(self.words.len());
        if self.places.len() <= self.ends.len().saturating_mul(2) {
            self.places = vec![0; self.places.len().saturating_mul(2)];
            (0..self.ends.len()).for_each(|number| self.place(number));
        } else {
            self.place(self.ends.len().saturating_sub(1));
        }
        self.ends.len().saturating_sub(1)
    }

    /// Puts an outcome in its place.
    fn place(&mut self, number: usize) {
        let mut place = hash(words_of(&self.words, &self.ends, number));
        let last = self.places.len().saturating_sub(1);
        while let Some(slot) = self.places.get_mut(place & last) {
            if *slot == 0 {
                *slot = u32::try_from(number.saturating_add(1)).unwrap_or(0);
                break;
            }
            place = place.wrapping_add(1);
        }
    }
}

fn words_of<'w>(words: &'w [u64], ends: &[usize], number: usize) -> &'w [u64] {
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(number).copied().unwrap_or(start);
    words.get(start..end).unwrap_or_default()
}

/// Multiplied by an odd constant, what differs anywhere in a word differs in the upper half.
fn hash(words: &[u64]) -> usize {
    let mix = |hash: u64, word: &u64| (hash.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(words.iter().fold(0, mix) >> 33).unwrap_or(0)
}

/// Writes what an order comes to: by which rules, for whom, in which states, and the verdicts. The first word tells how
/// the others are to be read, so equal words are equal outcomes.
fn write(words: &mut Vec<u64>, order: &Order<'_>, asked: u16, roles: &[Symbol], now: i64) {
    let rules = order.rules();
    // Mostly nothing has happened by itself yet, and there is nothing to be followed.
    let view = if is_unmoved(order, rules, now) { None } else { Some(View::at(order, now)) };
    let effective = view.as_ref().map_or(order.state, |view| view.situation.effective.state);
    let open = view.as_ref().filter(|view| view.situation.sure().is_none());
    let states = open.map(|view| view.situation.states()).unwrap_or_default();
    // No policy has as many editions, periods or states as these bits count.
    let parts = [(order.edition, 4), (order.period, 16), (usize::from(effective.0), 16), (states.len(), 12)];
    let first = parts.into_iter().fold(u64::from(asked), |word, (part, bits)| word << bits | part as u64);
    words.push(first);
    words.extend(states.iter().map(|state| u64::from(state.0)));
    let (mut word, mut room) = (0_u64, 32_u32);
    for role in roles {
        let scope = order.scope(order.state, Some(*role), now);
        for action in rules.actions.iter().filter(|action| action.roles.contains(role)) {
            let verdict = view.as_ref().map_or_else(|| verdict_in(action, &scope), |view| view.verdict(action, *role));
            word = word << 2 | verdict as u64;
            room = match room {
                1 => {
                    words.push(std::mem::take(&mut word));
                    32
                }
                room => room.saturating_sub(1),
            };
        }
    }
    words.push(word);
}
