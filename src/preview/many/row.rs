//! An order by itself, where the columns cannot tell: it may stand in several worlds, its transitions record facts, or it
//! is not known by the rules of which period it is answered.

use std::collections::BTreeSet;

use super::answers::{Ahead, Asked, Told};
use crate::expr::{Symbol, Truth, agreed};
use crate::order::Order;
use crate::policy::{Action, Certainty};
use crate::preview::board::Moments;
use crate::preview::situation::{Happened, Situation};
use crate::preview::view::View;

/// An order by the rules of one of the periods that it may be of.
struct Version<'a, 'p> {
    order: &'a Order<'p>,
    actions: Vec<(Option<&'p Action>, Symbol)>,
    moments: Moments,
    next: Option<i64>,
}

/// Tells what holds for an order; what lies ahead only where that is wanted.
pub(super) fn tell(order: &Order<'_>, asked: &[Asked], now: i64, ahead: bool) -> Ahead {
    let orders = order.by_period();
    let mut versions: Vec<Version<'_, '_>> = orders.iter().map(|order| Version::new(order, asked, now)).collect();
    let told = at(&versions, now);
    let mut found = Ahead { until: vec![None; asked.len()], opens_at: vec![None; asked.len()], next: None, now: told };
    while let Some(then) = versions.iter().filter_map(|version| version.next).min().filter(|_| ahead) {
        versions.iter_mut().for_each(|version| version.pass(then));
        let told = at(&versions, then);
        if told != found.now {
            found.next.get_or_insert(then);
        }
        let columns = found.until.iter_mut().zip(&mut found.opens_at);
        for ((until, opens_at), (before, after)) in columns.zip(found.now.verdicts.iter().zip(&told.verdicts)) {
            // An action that the rules do not have cannot be done by them.
            let [before, after] = [before, after].map(|verdict| verdict.unwrap_or(Truth::False));
            if before != after {
                until.get_or_insert(then);
            }
            if before == Truth::False && after == Truth::True {
                opens_at.get_or_insert(then);
            }
        }
    }
    found
}

impl<'a, 'p> Version<'a, 'p> {
    fn new(order: &'a Order<'p>, asked: &[Asked], now: i64) -> Version<'a, 'p> {
        let actions = asked.iter().map(|asked| (asked.action_in(order.policy, order.reading()), asked.role)).collect();
        let mut moments = Moments::after(&View::at(order, now));
        let next = moments.next();
        Version { order, actions, moments, next }
    }

    /// Goes on behind an instant.
    fn pass(&mut self, at: i64) {
        if self.next == Some(at) {
            self.moments.learn(&View::at(self.order, at));
            self.next = self.moments.next();
        }
    }
}

/// What the versions that the order may be of at an instant agree on.
fn at(versions: &[Version<'_, '_>], at: i64) -> Told {
    let views: Vec<(&Version<'_, '_>, View<'_, '_>)> =
        versions.iter().map(|version| (version, View::at(version.order, at))).collect();
    let can_be = |(version, view): &(&Version<'_, '_>, View<'_, '_>)| {
        let facts = view.situation.facts(version.order);
        let dated = version.order.dated_in(facts.as_deref().unwrap_or(&version.order.facts));
        dated.is_none_or(|period| period == version.order.period)
    };
    // Where the rules of every period would make the order one of another, none of them counts less.
    let is_any = views.iter().any(can_be);
    let views: Vec<_> = views.into_iter().filter(|it| !is_any || can_be(it)).collect();
    let count = views.first().map_or(0, |(version, _)| version.actions.len());
    let verdict = |number: usize| {
        let of = |(version, view): &(&Version<'_, '_>, View<'_, '_>)| {
            let (action, role) = version.actions.get(number)?;
            action.map(|action| view.verdict(action, *role))
        };
        let all: Vec<Option<Truth>> = views.iter().map(of).collect();
        all.iter().any(Option::is_some).then(|| Truth::agreed(all.into_iter().map(|of| of.unwrap_or(Truth::False))))
    };
    let verdicts = (0..count).map(verdict).collect();
    let situations: Vec<(&Order<'_>, &Situation)> =
        views.iter().map(|(version, view)| (version.order, &*view.situation)).collect();
    let (state, is_uncertain) = stand(&situations);
    Told { state, is_uncertain, verdicts }
}

/// What an answer says of how the deal came where it is: each transition with its instant, whether it may not have
/// happened, and from which state to which.
type Past<'p> = Vec<(&'p str, i64, Certainty, Option<Symbol>, Symbol)>;

fn past<'p>((order, situation): &(&Order<'p>, &Situation)) -> Past<'p> {
    let told = |happened: &Happened| {
        let transition = order.rules().transitions.get(happened.transition)?;
        let from = happened.from.first().map(|world| world.state);
        Some((&*transition.about.rule, happened.at, happened.certainty, from, transition.to))
    };
    situation.happened.iter().filter_map(told).collect()
}

/// Where the deal is by the rules of all periods, or has last been by all of them, and whether that is open.
fn stand(situations: &[(&Order<'_>, &Situation)]) -> (Symbol, bool) {
    let Some((order, last)) = situations.last() else { return (Symbol(0), true) };
    let states: BTreeSet<Symbol> = situations.iter().flat_map(|(_, situation)| situation.states()).collect();
    let effective = agreed(situations.iter().map(|(_, situation)| situation.effective.state));
    let is_sure = effective.is_some() && situations.iter().all(|(_, situation)| situation.open().is_empty());
    let pasts: Vec<Past<'_>> = situations.iter().map(past).collect();
    let is_same = effective.is_some() && agreed(&pasts).is_some();
    if is_sure || is_same {
        return (last.effective.state, 1 < states.len());
    }
    // How far all have gone the same way.
    let mut state = order.state;
    for number in 0..pasts.first().map_or(0, Vec::len) {
        match agreed(pasts.iter().map(|past| past.get(number))).flatten() {
            Some((_, _, Certainty::Certain, _, to)) => state = *to,
            _ => break,
        }
    }
    (state, 1 < states.len())
}
