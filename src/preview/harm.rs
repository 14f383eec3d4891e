//! What follows from an action for those whom it concerns.

use super::after::is_request;
use super::view::View;
use crate::expr::{Symbol, Truth, Value};
use crate::policy::{self, Action, Audience, EffectKind, EffectOn, Severity};

/// Whether an effect follows; from asking alone, what comes once it is agreed to only may.
pub(super) fn follows(
    view: &View<'_, '_>,
    action: &Action,
    role: Symbol,
    agreed: bool,
    effect: &policy::Effect,
) -> Truth {
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
fn is_bad(effect: &policy::Effect) -> bool {
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
