//! An order whose date is not known, by the rules of each period that it may be of.
//!
//! Which rules are in force for an order depends on its date. Where that is missing, each period is asked, and what
//! is told is what all of them agree on: an action is allowed where it is allowed in each, denied where it is denied
//! in each, and unknown otherwise, and then the date is among the facts that are missing. What is told of each
//! moment is compared with what is told of the next, so that an instant at which something changes is exact here too.
//!
//! A transition can record the date. From then on only the periods count in which that date lies.

mod merge;
mod timeline;
mod verdicts;

use merge::{common, joint, merged_until};
pub(super) use timeline::timeline;
pub(super) use verdicts::verdicts;

use super::answer::{Action, Next, Preview, Transition, Verdict, WayOutcome};
use super::assemble;
use super::board::{Board, Row, actions_of};
use super::parts::Parts;
use super::search::Move;
use super::situation::{Happened, Recorded};
use super::telling::{Telling, instant};
use super::view::View;
use crate::expr::{FactId, Symbol};
use crate::order::Order;
use crate::policy::Policy;
use crate::text::LanguageId;

/// What is told of an order.
pub(super) struct Told<'p> {
    pub(super) preview: Preview<'p>,
    /// What happens to it at once if it came into its state now.
    ///
    /// The preview computes from its facts, and by these all of it was due earlier.
    pub(super) at_once: Vec<Transition<'p>>,
}

/// Answers what holds for an order now, for some roles, without what other editions say.
pub(super) fn tell<'p>(order: &Order<'p>, roles: &[Symbol], now: i64, locale: LanguageId, parts: Parts) -> Told<'p> {
    let by_period = order.by_period();
    let merged = if by_period.len() == 1 { None } else { Periods::new(&by_period, roles, now, locale, parts).told() };
    merged.unwrap_or_else(|| {
        let board = Board::new(order, &actions_of(order.rules(), roles), now, parts.drafts);
        let preview = assemble::preview(order, &board, locale, parts.unblock);
        Told { preview, at_once: at_once(order, &board, locale) }
    })
}

/// The same to compare another answer with, as short as it can be, and the board that it was read off; none where the
/// order is not of one period alone.
pub(super) fn compared<'p>(
    order: &Order<'p>,
    roles: &[Symbol],
    now: i64,
    locale: LanguageId,
) -> (Preview<'p>, Option<Board<'p>>) {
    if order.dated().is_none() {
        return (tell(order, roles, now, locale, Parts::NONE).preview, None);
    }
    let board = Board::new(order, &actions_of(order.rules(), roles), now, false);
    (assemble::compared(order, &board, locale), Some(board))
}

fn at_once<'p>(order: &Order<'p>, board: &Board<'p>, locale: LanguageId) -> Vec<Transition<'p>> {
    let now = |happened: &Happened| Happened { at: board.now.at, ..happened.clone() };
    let happened: Vec<Happened> = board.now.situation.happened.iter().map(now).collect();
    Telling::of(order, locale).transitions(&happened)
}

/// What an order is after an action, by the rules of every period; `after` tells it by those of one.
///
/// # Errors
///
/// The missing facts without which that cannot be told: the date, where it is another order by the rules of each.
pub(super) fn after<'p>(
    orders: &[Order<'p>],
    now: i64,
    after: impl Fn(&View<'_, 'p>) -> Result<Order<'p>, Vec<FactId>>,
) -> Result<Order<'p>, Vec<FactId>> {
    let mut found: Vec<Order<'p>> = Vec::new();
    let mut missing: Vec<FactId> = Vec::new();
    let mut is_told = true;
    for order in orders {
        let view = View::at(order, now);
        let facts = view.situation.facts(order);
        // An order of a known date is answered by the rules of that date, whatever was recorded since.
        let recorded = order.dated_in(facts.as_deref().unwrap_or(&order.facts));
        if 1 < orders.len() && recorded.is_some_and(|period| period != order.period) {
            continue;
        }
        match after(&view) {
            Ok(order) => found.push(order),
            Err(facts) => {
                is_told = false;
                facts.into_iter().for_each(|fact| {
                    if !missing.contains(&fact) {
                        missing.push(fact)
                    }
                });
            }
        }
    }
    let is_same = |other: &Order<'p>| found.first().is_some_and(|first| first.is_like(other));
    if found.iter().all(is_same) && is_told {
        return found.pop().ok_or(missing);
    }
    if is_told {
        missing.extend(orders.first().and_then(|order| order.policy.dated_by));
    }
    Err(missing)
}

/// An order by the rules of each period.
pub(super) struct Periods<'a, 'p> {
    orders: &'a [Order<'p>],
    locale: LanguageId,
    parts: Parts,
    periods: Vec<Period<'p>>,
    /// The instants at which anything changes in any period, the first being now.
    times: Vec<i64>,
}

/// The order by the rules of one period.
struct Period<'p> {
    /// What is told of it now, with what lies ahead.
    told: Told<'p>,
    /// What is told of each row of the board, and whether the order can be of this period then.
    rows: Vec<(i64, Preview<'p>, bool)>,
}

impl<'p> Period<'p> {
    fn new(order: &Order<'p>, roles: &[Symbol], now: i64, locale: LanguageId, parts: Parts) -> Period<'p> {
        let board = Board::new(order, &actions_of(order.rules(), roles), now, parts.drafts);
        let told = |row: &Row| (row.at, assemble::as_of(order, &board, row, locale), is_of_period(order, row));
        let rows = board.rows().map(told).collect();
        let preview = assemble::preview(order, &board, locale, parts.unblock);
        Period { told: Told { preview, at_once: at_once(order, &board, locale) }, rows }
    }

    /// What holds at an instant.
    fn at(&self, at: i64) -> Option<&(i64, Preview<'p>, bool)> {
        self.rows.iter().rev().find(|(from, _, _)| *from <= at)
    }
}

/// Whether an order is of the period whose rules it takes, as far as that is known by then.
fn is_of_period(order: &Order<'_>, row: &Row) -> bool {
    is_dated_here(order, &row.facts)
}

/// The same where transitions recorded these facts.
fn is_dated_here(order: &Order<'_>, recorded: &Recorded) -> bool {
    let facts = recorded.as_deref().unwrap_or(&order.facts);
    order.dated_in(facts).is_none_or(|period| period == order.period)
}

impl<'a, 'p> Periods<'a, 'p> {
    pub(super) fn new(
        orders: &'a [Order<'p>],
        roles: &'a [Symbol],
        now: i64,
        locale: LanguageId,
        parts: Parts,
    ) -> Periods<'a, 'p> {
        let period = |order| Period::new(order, roles, now, locale, parts);
        let periods: Vec<Period<'p>> = orders.iter().map(period).collect();
        let mut times: Vec<i64> = periods.iter().flat_map(|period| &period.rows).map(|(at, _, _)| *at).collect();
        times.sort_unstable();
        times.dedup();
        Periods { orders, locale, parts, periods, times }
    }

    /// What is told at an instant by the periods that the order may be of then.
    fn of<T>(&self, at: i64, of: impl Fn(&Period<'p>) -> Option<T>) -> Vec<T> {
        let can_be = |period: &&Period<'p>| period.at(at).is_some_and(|(_, _, can_be)| *can_be);
        let told: Vec<T> = self.periods.iter().filter(can_be).filter_map(&of).collect();
        // Where the rules of every period would make the order one of another, none of them counts less.
        if told.is_empty() { self.periods.iter().filter_map(of).collect() } else { told }
    }

    /// What holds at an instant, without what lies ahead of it.
    fn at(&self, at: i64) -> Option<Preview<'p>> {
        let told = self.of(at, |period| period.at(at).map(|(_, told, _)| told.clone()));
        merge::preview(self.policy()?, self.locale, &told)
    }

    /// What holds at every instant at which anything can change, the first being now.
    fn all(&self) -> Vec<(i64, Preview<'p>)> {
        self.times.iter().filter_map(|at| Some((*at, self.at(*at)?))).collect()
    }

    fn policy(&self) -> Option<&'p Policy> {
        self.orders.first().map(|order| order.policy)
    }

    /// What happens by itself, and what may.
    pub(super) fn coming(&self) -> Vec<Transition<'p>> {
        let end = self.times.last().copied().unwrap_or_default();
        merge::coming(&self.of(end, |period| Some(period.told.preview.if_nobody_acts.clone())))
    }

    /// The preview.
    pub(super) fn preview(&self) -> Option<Preview<'p>> {
        let mut rows = self.all().into_iter();
        let (now, mut preview) = rows.next()?;
        let later: Vec<(i64, Preview<'p>)> = rows.collect();
        // Compared before anything is told of what lies ahead, which the later ones do not tell.
        let change = |(at, told): &(i64, Preview<'p>)| {
            let what = merge::change(&preview, told)?;
            Some(Next { at: instant(*at), what })
        };
        preview.next = later.iter().find_map(change);
        let ahead = self.of(now, |period| Some(period.told.preview.clone()));
        let telling = Telling::of(self.orders.first()?, self.locale);
        for action in &mut preview.actions {
            let then = |told: &Preview<'p>| told.actions.iter().find(|then| action.is_of(then)).cloned();
            let series: Vec<(i64, Option<Action<'p>>)> = later.iter().map(|(at, told)| (*at, then(told))).collect();
            let way = |told: &Preview<'p>| then(told).map(|action| (action.unblock, action.unblock_outcome));
            let ways = joint(ahead.iter().map(way)).flatten();
            merged_until(action, &series);
            if action.verdict == Verdict::Denied && self.parts.unblock {
                // What helps by the rules of one period need not by those of another.
                let found = |(_, outcome): &(_, Option<WayOutcome>)| *outcome != Some(WayOutcome::Found);
                let joint = ways.filter(found).unwrap_or((Vec::new(), Some(WayOutcome::GaveUp)));
                let opens = action.opens_at.map(|at| vec![telling.step(&Move::Wait(at.millis()), Vec::new())]);
                let opens = opens.map(|steps| (steps, Some(WayOutcome::Found)));
                (action.unblock, action.unblock_outcome) = opens.unwrap_or(joint);
            }
        }
        preview.if_nobody_acts = self.coming();
        Some(preview)
    }

    fn told(&self) -> Option<Told<'p>> {
        let now = self.times.first().copied()?;
        let at_once = self.of(now, |period| Some(period.told.at_once.clone()));
        Some(Told { preview: self.preview()?, at_once: common(at_once.into_iter()) })
    }
}
