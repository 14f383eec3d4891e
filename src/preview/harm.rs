//! What follows from an action for those whom it concerns.

use super::after::is_request;
use super::situation::Happened;
use super::view::View;
use crate::expr::{Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{self, Action, Audience, Certainty, EffectKind, EffectOn, Severity, Verb};

/// Whether an effect follows. What the rules only call possible only may, and from asking alone what comes once it is
/// agreed to.
pub(super) fn follows(
    view: &View<'_, '_>,
    action: &Action,
    role: Symbol,
    agreed: bool,
    effect: &policy::Effect,
) -> Truth {
    let follows = effect.when.as_ref().map_or(Truth::True, |when| view.holds(&when.expr, Some(role)));
    let waits = match effect.on {
        Some(EffectOn::Agreed) => !agreed && is_request(view, action, role),
        Some(EffectOn::Asked | EffectOn::Untrue) | None => false,
    };
    let is_open = waits || effect.certainty == Certainty::Possible;
    if is_open { follows.min(Truth::Unknown) } else { follows }
}

/// Whether doing an action hurts somebody, or costs them money: for sure, or perhaps.
pub(super) fn hurts(view: &View<'_, '_>, action: &Action, role: Symbol, agreed: bool, whom: Symbol) -> bool {
    // Whoever is told to do it is told first what has to be true.
    let bad = action.effects.iter().filter(|effect| is_bad(effect) && effect.on != Some(EffectOn::Untrue));
    bad.into_iter().any(|effect| {
        concerns(view, &effect.audience, whom) && follows(view, action, role, agreed, effect) != Truth::False
    })
}

/// Whether what happens by itself from an instant up to a view hurts somebody, or costs them money: for sure, or perhaps.
pub(super) fn waiting_hurts(then: &View<'_, '_>, since: i64, whom: Symbol) -> bool {
    meanwhile(then, since).any(|happened| {
        let transition = then.rules.transitions.get(happened.transition);
        let bad = transition.iter().flat_map(|transition| &transition.effects).filter(|effect| is_bad(effect));
        bad.into_iter().any(|effect| {
            concerns(then, &effect.audience, whom) && follows_by_itself(then.order, happened, effect) != Truth::False
        })
    })
}

/// Whether an effect follows from what happens by itself. Where that may not happen at all, nothing follows for sure.
pub(super) fn follows_by_itself(order: &Order<'_>, happened: &Happened, effect: &policy::Effect) -> Truth {
    let scopes = || happened.from.iter().map(|world| order.scope_in(world, None, happened.at));
    let follows = |when: &policy::Written| Truth::agreed(scopes().map(|scope| when.expr.truth(&scope)));
    let follows = effect.when.as_ref().map_or(Truth::True, follows);
    let is_open = [happened.certainty, effect.certainty].contains(&Certainty::Possible);
    if is_open { follows.min(Truth::Unknown) } else { follows }
}

/// What happens by itself, or may, after an instant up to a view.
pub(super) fn meanwhile<'v>(then: &'v View<'_, '_>, since: i64) -> impl Iterator<Item = &'v Happened> {
    then.situation.all().filter(move |happened| since < happened.at && happened.at <= then.now)
}

/// Whether whoever does an action pays with it, as into escrow. To give up a payment, as by cancelling, is another thing.
pub(super) fn pays(action: &Action, role: Symbol) -> bool {
    let is_cost = |effect: &&policy::Effect| effect.kind == EffectKind::Payout && is_bad(effect);
    let concerns =
        |effect: &policy::Effect| matches!(&effect.audience, Audience::Roles(roles) if roles.contains(&role));
    action.verb == Verb::Other && action.consent.is_none() && action.effects.iter().filter(is_cost).any(concerns)
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
