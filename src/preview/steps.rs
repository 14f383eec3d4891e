//! The steps of a way as an answer tells them, each with what follows from it.

use super::after::after;
use super::answer::{Effect, Step};
use super::harm::{follows, meanwhile};
use super::search::Move;
use super::situation::Happened;
use super::telling::Telling;
use super::view::{View, amount_of};
use crate::expr::Symbol;
use crate::order::Order;
use crate::policy::{self, Action, EffectOn};
use crate::text::LanguageId;

/// Tells steps that are gone one after the other from an order at an instant.
pub(super) fn steps<'p>(order: &Order<'p>, now: i64, moves: &[Move<'p>], locale: LanguageId) -> Vec<Step<'p>> {
    let (mut order, mut now) = (order.clone(), now);
    let mut told = Vec::new();
    for step in moves {
        let mut effects = Vec::new();
        let mut next = None;
        match step {
            Move::Act { action, role, agreed } => {
                let view = View::at(&order, now);
                // An action before it may have given the order another date.
                let action = view.rules.actions.iter().find(|other| other.id == action.id).unwrap_or(action);
                effects = effects_of(&view, action, *role, *agreed, locale);
                next = after(&view, action, *role, *agreed).ok();
            }
            Move::Wait(until) => {
                effects = effects_meanwhile(&View::at(&order, *until), now, locale);
                now = *until;
            }
            Move::Suppose(fact, value) => next = Some(order.supposing(*fact, *value)),
        }
        told.push(Telling::of(&order, locale).step(step, effects));
        order = next.unwrap_or(order);
    }
    told
}

/// What follows from what happens by itself after an instant up to a view.
fn effects_meanwhile<'p>(then: &View<'_, 'p>, since: i64, locale: LanguageId) -> Vec<Effect<'p>> {
    let happened: Vec<Happened> = meanwhile(then, since).cloned().collect();
    let transitions = Telling::of(then.order, locale).transitions(&happened);
    transitions.into_iter().flat_map(|transition| transition.effects).collect()
}

/// What follows from an action, where what it asserts is true.
fn effects_of<'p>(
    view: &View<'_, 'p>,
    action: &'p Action,
    role: Symbol,
    agreed: bool,
    locale: LanguageId,
) -> Vec<Effect<'p>> {
    let facts = view.situation.facts(view.order);
    let telling = Telling::of(view.order, locale).at(&view.situation, &facts, view.now).to(role);
    let told = |effect: &'p policy::Effect| {
        let amount = effect.amount.as_ref().map(|amount| view.value(&amount.expr, Some(role))).and_then(amount_of);
        telling.effect(effect, follows(view, action, role, agreed, effect), amount, None, Some(&telling))
    };
    action.effects.iter().filter(|effect| effect.on != Some(EffectOn::Untrue)).filter_map(told).collect()
}
