//! The verdicts of an order whose date is not known.

use super::super::answer::Standing;
use super::super::asked::{Asked, asked};
use super::super::telling::Telling;
use super::super::view::View;
use super::{is_dated_here, merge};
use crate::expr::Symbol;
use crate::order::Order;
use crate::text::LanguageId;

/// Where the deal stands and what may be done, as far as the rules of every period agree that the order may be of.
pub(in crate::preview) fn verdicts<'p>(
    orders: &[Order<'p>],
    roles: &[Symbol],
    now: i64,
    locale: LanguageId,
) -> Option<(Standing<'p>, Vec<Asked<'p>>)> {
    let told = |order: &Order<'p>| {
        let view = View::at(order, now);
        let facts = view.situation.facts(order);
        let standing = Telling::of(order, locale).at(&view.situation, &facts, now).standing(&view.situation);
        (is_dated_here(order, &facts), standing, asked(&view, roles))
    };
    let mut all: Vec<(bool, Standing<'p>, Vec<Asked<'p>>)> = orders.iter().map(told).collect();
    // Where the rules of every period would make the order one of another, none of them counts less.
    if all.iter().any(|(can_be, ..)| *can_be) {
        all.retain(|(can_be, ..)| *can_be);
    }
    let standings: Vec<&Standing<'p>> = all.iter().map(|(_, standing, _)| standing).collect();
    let standing = merge::standing(orders.first()?.policy, locale, &standings)?;
    let lists: Vec<&[Asked<'p>]> = all.iter().map(|(.., asked)| asked.as_slice()).collect();
    let versions = merge::aligned(&lists, &|a, b| (&a.action, a.role) == (&b.action, b.role)).into_iter();
    let joint = |versions: Vec<Option<Asked<'p>>>| {
        let verdict = merge::verdict(versions.iter().map(|version| version.as_ref().map(|version| version.verdict)));
        Some(Asked { verdict, ..versions.into_iter().flatten().next_back()? })
    };
    Some((standing, versions.filter_map(joint).collect()))
}
