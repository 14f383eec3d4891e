//! The steps of a way as an answer tells them, each with what follows from it, and whether one hurts.

use super::after::{after, is_request};
use super::answer::{Effect, Step};
use super::search::Move;
use super::telling::Telling;
use super::view::{View, amount_of};
use crate::expr::{Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{self, Action, Audience, EffectKind, EffectOn, Severity};
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
            Move::Wait(until) => now = *until,
            Move::Suppose(fact, value) => {
                let mut supposed = order.clone();
                if let Some(slot) = supposed.facts.get_mut(*fact) {
                    *slot = *value;
                }
                next = Some(supposed.redated());
            }
        }
        told.push(Telling::of(&order, locale).step(step, effects));
        order = next.unwrap_or(order);
    }
    told
}

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
        telling.effect(effect, follows(view, action, role, agreed, effect), amount, None, &telling)
    };
    action.effects.iter().filter_map(told).collect()
}

/// Whether an effect follows; from asking alone, what comes once it is agreed to only may.
fn follows(view: &View<'_, '_>, action: &Action, role: Symbol, agreed: bool, effect: &policy::Effect) -> Truth {
    let follows = effect.when.as_ref().map_or(Truth::True, |when| view.holds(&when.expr, Some(role)));
    let is_open = effect.on == Some(EffectOn::Agreed) && !agreed && is_request(view, action, role);
    if is_open { follows.min(Truth::Unknown) } else { follows }
}

/// Whether doing an action hurts somebody, or costs them money: for sure, or perhaps.
pub(super) fn hurts(view: &View<'_, '_>, action: &Action, role: Symbol, agreed: bool, whom: Symbol) -> bool {
    action.effects.iter().filter(|effect| is_bad(effect)).any(|effect| {
        concerns(view, &effect.audience, whom) && follows(view, action, role, agreed, effect) != Truth::False
    })
}

/// Whether an effect is bad for those whom it concerns.
pub(super) fn is_bad(effect: &policy::Effect) -> bool {
    let is_money = matches!(effect.kind, EffectKind::Refund | EffectKind::Payout | EffectKind::Penalty);
    effect.severity == Severity::Danger || (effect.severity == Severity::Caution && is_money)
}

fn concerns(view: &View<'_, '_>, audience: &Audience, whom: Symbol) -> bool {
    match audience {
        Audience::Roles(roles) => roles.contains(&whom),
        Audience::Not(fact) => {
            let facts = view.situation.facts(view.order);
            let named = facts.as_deref().unwrap_or(&view.order.facts).get(*fact);
            named != Some(&Value::Symbol(whom)) && view.order.policy.parties(*fact).contains(&whom)
        }
    }
}
