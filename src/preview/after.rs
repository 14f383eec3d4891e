//! The order after an action.

use super::view::View;
use crate::expr::{FactId, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::fact::within_range;
use crate::policy::{Action, Fact};

/// What an order is after a role has done an action that it may do.
///
/// `agreed` takes the consent of the other party as given; without it, an action that needs
/// consent is a request, and the deal stays in its state until the other party answers. What is
/// `given` with the action is stronger than what the action sets.
///
/// # Errors
///
/// The missing facts without which it cannot be told what the action sets, or what was recorded before it. None
/// are missing where nobody can tell: where a calendar ends.
pub(super) fn after<'p>(
    view: &View<'_, 'p>,
    action: &Action,
    role: Symbol,
    agreed: bool,
    given: &[(FactId, Value)],
) -> Result<Order<'p>, Vec<FactId>> {
    let View { order, rules, situation, now } = view;
    let possible = || situation.possible.iter().map(|world| view.scope(world, Some(role)));
    let pending = !agreed
        && action.consent.as_ref().is_some_and(|consent| {
            let unless = consent.unless.as_ref();
            unless.is_none_or(|unless| view.holds(&unless.expr, Some(role)) != Truth::True)
        });
    let mut after = (*order).clone();
    let mut missing = Vec::new();
    let mut is_told = true;
    let is_given = |number: &FactId| given.iter().any(|(given, _)| given == number);
    let is_set = |number: &FactId| {
        let differs = |(given, value): &(FactId, Value)| given == number && order.facts.get(*number) != Some(value);
        action.set.iter().any(|(set, _)| set == number) || given.iter().any(differs)
    };
    // A fact that was given as it is in the order is no change: it has counted from the start.
    let given_anew = given.iter().filter(|(number, _)| is_set(number));
    if let Some(state) = action.to.filter(|_| !pending).or(situation.sure()) {
        after.state = state;
        if let Some(facts) = situation.facts(order) {
            after.facts = facts.to_vec();
            let known = order.policy.facts.iter().zip(&after.facts).enumerate();
            for (number, _) in known.filter(|(number, (fact, value))| is_untold(fact, **value) && !is_set(number)) {
                situation.causes(order, rules, *now, vec![number], &mut missing);
                is_told = false;
            }
        }
    } else {
        // The order goes on from where it certainly was, and what may have happened since may have happened to it.
        if situation.effective.recorded.is_some() {
            after.state = situation.effective.state;
            after.facts = order.facts_in(&situation.effective).to_vec();
        }
        // Then what an action set cannot be told from what was recorded before it.
        let uncertain = situation.uncertain.iter().filter_map(|number| rules.transitions.get(*number));
        if uncertain.flat_map(|transition| &transition.set).any(|(number, _)| is_set(number)) {
            situation.missing(order, rules, *now, &mut missing);
            is_told = false;
        }
    }
    for (number, written) in action.set.iter().filter(|(number, _)| !is_given(number)) {
        let (Some(fact), Some(slot)) = (order.policy.facts.get(*number), after.facts.get_mut(*number)) else {
            continue;
        };
        *slot = within_range(fact, view.value(&written.expr, Some(role)));
        if is_untold(fact, *slot) {
            is_told = false;
            let mut facts = Vec::new();
            possible().for_each(|scope| written.expr.missing(&scope, &mut facts));
            situation.causes(order, rules, *now, facts, &mut missing);
            if 1 < situation.possible.len() {
                situation.missing(order, rules, *now, &mut missing);
            }
        }
    }
    for (number, value) in given_anew {
        if let Some(slot) = after.facts.get_mut(*number) {
            *slot = *value;
        }
    }
    if is_told { Ok(after) } else { Err(missing) }
}

/// Whether an order has no way to say that nobody knows a value: leaving out a fact that has a default says
/// something else.
fn is_untold(fact: &Fact, value: Value) -> bool {
    value == Value::Unknown && fact.default != Value::Unknown
}
