//! The order after an action.

use super::view::View;
use crate::expr::{FactId, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::Action;
use crate::policy::fact::within_range;

/// What an order is after a role has done an action that it may do.
///
/// `agreed` takes the consent of the other party as given; without it, an action that needs
/// consent is a request, and the deal stays in its state until the other party answers. What is
/// `given` with the action is stronger than what the action sets.
///
/// # Errors
///
/// The missing facts without which it cannot be told what the action sets.
pub(super) fn after<'p>(
    view: &View<'_, 'p>,
    action: &Action,
    role: Symbol,
    agreed: bool,
    given: &[(FactId, Value)],
) -> Result<Order<'p>, Vec<FactId>> {
    let View { order, rules, situation, now } = view;
    let possible = || situation.possible.iter().map(|state| view.scope(*state, Some(role)));
    let pending = !agreed
        && action.consent.as_ref().is_some_and(|consent| {
            let unless = consent.unless.as_ref();
            unless.is_none_or(|unless| view.holds(&unless.expr, Some(role)) != Truth::True)
        });
    let stays = situation.sure().unwrap_or(order.state);
    let state = action.to.filter(|_| !pending).unwrap_or(stays);
    let mut after = (*order).clone();
    after.state = state;
    let mut missing = Vec::new();
    let is_given = |number: &FactId| given.iter().any(|(given, _)| given == number);
    for (number, written) in action.set.iter().filter(|(number, _)| !is_given(number)) {
        let (Some(fact), Some(slot)) = (order.policy.facts.get(*number), after.facts.get_mut(*number)) else {
            continue;
        };
        *slot = within_range(fact, view.value(&written.expr, Some(role)));
        // Leaving out a fact that has a default says something; it cannot say "unknown".
        if *slot == Value::Unknown && fact.default != Value::Unknown {
            possible().for_each(|scope| written.expr.missing(&scope, &mut missing));
            if situation.sure().is_none() {
                situation.missing(order, rules, *now, &mut missing);
            }
        }
    }
    for (number, value) in given {
        if let Some(slot) = after.facts.get_mut(*number) {
            *slot = *value;
        }
    }
    if missing.is_empty() { Ok(after) } else { Err(missing) }
}
