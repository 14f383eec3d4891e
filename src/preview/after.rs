//! The order after an action.

use super::situation::World;
use super::view::View;
use crate::expr::{FactId, Symbol, Truth, Value, agreed as agreed_on};
use crate::order::Order;
use crate::policy::fact::{number_bounds, within_range};
use crate::policy::{Action, Fact, Written};

/// What an order is after a role has done an action that it may do.
///
/// An action that needs consent is a request: what it sets holds once it is asked for, and the rest once the other party
/// has agreed. `agreed` takes that as given. Agreeing comes after asking: what it sets reads the order that was asked.
///
/// Where nobody has supplied the arguments yet, as on a way, what is set from them is unknown.
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
) -> Result<Order<'p>, Vec<FactId>> {
    let View { order, rules, situation, now } = view;
    let is_pending = !agreed && is_request(view, action, role);
    // Without a word on what holds once it is agreed to, the state to which the action leads does.
    let to = action.to.filter(|_| action.agreed.is_some() || !is_pending);
    let asking = Stage { view, role, before: &situation.possible, to, set: &action.set };
    let asked = asking.worlds();
    let once_agreed = action.agreed.as_ref().filter(|_| !is_pending);
    let agreeing = once_agreed.map(|agreed| Stage { view, role, before: &asked, to: agreed.to, set: &agreed.set });
    let agreeing = agreeing.as_ref();
    let worlds = agreeing.map_or_else(|| asked.clone(), Stage::worlds);
    let mut change = Change { view, asking: &asking, agreeing, is_told: true, missing: Vec::new() };

    let mut after = (*order).clone();
    let known = order.shared_facts(&worlds);
    if let Some(state) = agreed_on(worlds.iter().map(|world| world.state)) {
        after.state = state;
        after.facts = known;
    } else {
        // The order goes on from where it certainly was, and what may have happened since may have happened to it.
        if situation.effective.recorded.is_some() {
            after.state = situation.effective.state;
            after.facts = order.facts_in(&situation.effective).to_vec();
        }
        for (number, (slot, known)) in after.facts.iter_mut().zip(known).enumerate() {
            if change.sets(number) {
                *slot = known;
            }
        }
        // Then what an action set cannot be told from what was recorded before it.
        let uncertain = situation.uncertain.iter().filter_map(|number| rules.transitions.get(*number));
        if uncertain.flat_map(|transition| &transition.set).any(|(number, _)| change.sets(*number)) {
            situation.missing(order, rules, *now, &mut change.missing);
            change.is_told = false;
        }
    }
    for (number, (fact, value)) in order.policy.facts.iter().zip(&after.facts).enumerate() {
        if is_untold(fact, *value) {
            change.untold(number);
        }
    }
    if change.is_told { Ok(after.redated()) } else { Err(change.missing) }
}

/// Whether an order has no way to say that nobody knows a value: leaving out a fact that has a default says
/// something else.
fn is_untold(fact: &Fact, value: Value) -> bool {
    value == Value::Unknown && fact.default != Value::Unknown
}

/// A fact that an action would give a number that an order cannot hold, if there is one, and that number.
pub(super) fn out_of_range<'p>(view: &View<'_, 'p>, action: &Action, role: Symbol) -> Option<(&'p Fact, i64)> {
    action.sets().find_map(|(number, written)| {
        let fact = view.order.policy.facts.get(*number)?;
        let (least, most) = number_bounds(fact)?;
        let value = view.value(&written.expr, Some(role)).number()?;
        (value < least || most < value).then_some((fact, value))
    })
}

/// Whether somebody else has to agree, or may have to.
pub(super) fn is_request(view: &View<'_, '_>, action: &Action, role: Symbol) -> bool {
    action.consent.as_ref().is_some_and(|consent| {
        let unless = consent.unless.as_ref();
        unless.is_none_or(|unless| view.holds(&unless.expr, Some(role)) != Truth::True)
    })
}

/// What asking changes, or agreeing.
struct Stage<'a, 'p> {
    view: &'a View<'a, 'p>,
    role: Symbol,
    /// The worlds that the deal can be in before.
    before: &'a [World],
    to: Option<Symbol>,
    set: &'a [(FactId, Written)],
}

impl Stage<'_, '_> {
    /// The same worlds after it. All of what is set is computed from the facts before.
    fn worlds(&self) -> Vec<World> {
        let after = |world: &World| {
            let scope = self.view.scope(world, Some(self.role));
            let mut facts = scope.facts.to_vec();
            for (number, written) in self.set {
                if let Some((fact, slot)) = self.view.order.policy.facts.get(*number).zip(facts.get_mut(*number)) {
                    *slot = within_range(fact, written.expr.eval(&scope));
                }
            }
            World { state: self.to.unwrap_or(world.state), recorded: Some(facts.into()) }
        };
        self.before.iter().map(after).collect()
    }

    /// What a fact is set to.
    fn written(&self, fact: FactId) -> Option<&Written> {
        self.set.iter().find(|(set, _)| *set == fact).map(|(_, written)| written)
    }

    /// The facts and arguments without which it is not known what a fact is set to.
    fn missing(&self, written: &Written) -> Vec<FactId> {
        let mut found = Vec::new();
        for world in self.before {
            written.expr.missing(&self.view.scope(world, Some(self.role)), &mut found);
        }
        found
    }
}

/// What an action changes, and what is missing to tell that.
struct Change<'a, 'p> {
    view: &'a View<'a, 'p>,
    asking: &'a Stage<'a, 'p>,
    agreeing: Option<&'a Stage<'a, 'p>>,
    is_told: bool,
    missing: Vec<FactId>,
}

impl Change<'_, '_> {
    /// Whether the action sets a fact.
    fn sets(&self, fact: FactId) -> bool {
        self.asking.written(fact).or_else(|| self.agreeing?.written(fact)).is_some()
    }

    /// Notes that the value of a fact is not known, unless that is for want of an argument.
    fn untold(&mut self, fact: FactId) {
        let View { order, rules, situation, now } = self.view;
        let asked = |fact: FactId| match self.asking.written(fact) {
            Some(written) => self.asking.missing(written),
            None => vec![fact],
        };
        let causes: Vec<FactId> = match self.agreeing.and_then(|stage| Some(stage.missing(stage.written(fact)?))) {
            // What agreeing sets reads what asking has set.
            Some(causes) => causes.into_iter().flat_map(asked).collect(),
            None => asked(fact),
        };
        // On a way a fact may be unknown for want of an argument that came before. One that lacks though it is given
        // together with another is unknown from the start, and missing.
        let is_open = |number: FactId| {
            let is_untold = |fact: &Fact| is_untold(fact, order.facts.get(number).copied().unwrap_or(Value::Null));
            let is_apart = self.sets(fact) && order.apart.iter().any(|(apart, _)| *apart == number);
            !is_apart && order.policy.facts.get(number).is_none_or(is_untold)
        };
        if causes.iter().any(|number| is_open(*number)) {
            return;
        }
        self.is_told = false;
        situation.causes(order, rules, *now, causes, &mut self.missing);
        if self.sets(fact) && 1 < situation.possible.len() {
            situation.missing(order, rules, *now, &mut self.missing);
        }
    }
}
