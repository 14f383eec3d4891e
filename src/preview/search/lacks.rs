//! What lacks for the goal, and which steps can help.
//!
//! Most steps change nothing that the goal needs. With few steps left, only those are worth trying after which the rest
//! can still bring all that lacks. No way is missed by that.

use std::cell::Cell;

use super::places::Place;
use super::{Goal, Search};
use crate::expr::{FactId, Scope, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{Action, Bits, FAR, Needs, Written};

/// What lacks at a place, and may still come in the steps that are left. By default nothing is known, and anything may
/// help.
#[derive(Debug, Default)]
pub(super) struct Lacks<'a> {
    own: Option<Lack<'a>>,
    /// How many steps may come after the next one.
    after: usize,
    /// With one step after the next one, the actions that can be it.
    closing: Vec<Closing<'a>>,
    /// The facts that can help if they are otherwise; none: all can.
    facts: Option<Vec<FactId>>,
    supposing: bool,
    /// Whether a step was left out because it cannot help.
    left_out: Cell<bool>,
}

/// What lacks at a place for an action.
#[derive(Debug)]
struct Lack<'a> {
    needs: &'a Needs,
    lacking: Bits,
    /// How many actions have to lead to another state.
    distance: usize,
    /// Whether something may have happened by itself, which whoever acts next takes as it is.
    has_moved: bool,
}

/// An action of a role that may be the last step.
#[derive(Debug)]
struct Closing<'a> {
    /// What it can bring, and the distance from where it leads.
    brings: Bits,
    distance: usize,
    /// What lacks for it; none: nothing is known of that.
    lack: Option<Lack<'a>>,
}

/// An action by its number, and a role that has it; what it can bring as a last step, and the distance from where it
/// leads.
pub(super) type LastAction = (usize, Symbol, Bits, usize);

/// Of how many actions it is found out what lacks for each of them as a last step.
const MOST_CLOSING: usize = 32;

/// A kind of step.
#[derive(Clone, Copy)]
enum Kind {
    Wait,
    /// A fact is otherwise; none: one that nothing depends on.
    Suppose(Option<FactId>),
    /// Somebody does the action with this number.
    Act(usize),
}

impl<'p> Search<'_, 'p> {
    /// What the goal lacks at a place where it is not reached, with some steps left.
    pub(super) fn lacks(&self, place: &Place<'p>, left: usize) -> Lacks<'_> {
        let Goal::Allowed(action, [role]) = self.goal else { return Lacks::default() };
        // Where a fact decides about the rules, it is not known beforehand what a step changes.
        let is_dated = place.order.policy.is_dated();
        let Some(needs) = self.useful.needs.as_ref().filter(|_| !is_dated) else { return Lacks::default() };
        let own = self.lack(action, *role, needs, place, left);
        let closing =
            if left == 2 && own.distance <= left { self.closing(&own, (action, *role), place) } else { Vec::new() };
        let after = left.saturating_sub(1);
        let lacks = Lacks { own: Some(own), after, closing, supposing: self.supposing, ..Lacks::default() };
        let facts = if self.supposing { lacks.helpful_facts(&place.order.apart) } else { None };
        Lacks { left_out: Cell::new(facts.is_some()), facts, ..lacks }
    }

    /// The actions that can be the last step, after one more.
    fn closing<'a>(&'a self, own: &Lack<'a>, goal: (&Action, Symbol), place: &Place<'p>) -> Vec<Closing<'a>> {
        let last = self.last.get_or_init(|| self.last_actions(goal, own.needs, &place.order));
        let last = last.iter().filter(|(_, _, brings, _)| own.lacking & brings != 0);
        // Where there are many, it would take longer to find out what each lacks than what can be spared.
        if MOST_CLOSING < last.clone().count() {
            return vec![Closing { brings: Bits::MAX, distance: 0, lack: None }];
        }
        let closing = last.filter_map(|(number, role, brings, distance)| {
            let action = self.rules.actions.get(*number)?;
            let needs = self.rules.useful_for(*number).and_then(|useful| useful.needs.as_ref());
            let lack = needs.map(|needs| self.lack(action, *role, needs, place, 1));
            Some(Closing { brings: *brings, distance: *distance, lack })
        });
        closing.collect()
    }

    /// What the useful actions can bring as a last step, for each of their roles, and the distance from where they lead.
    fn last_actions(&self, goal: (&Action, Symbol), needs: &Needs, order: &Order<'_>) -> Vec<LastAction> {
        let mut last = Vec::new();
        for (number, brings, distance) in &needs.actions {
            let Some(action) = self.rules.actions.get(*number) else { continue };
            for by in &action.roles {
                // Where something may have happened by itself, whoever acts takes it as it is then.
                let brings = (brings | needs.moving) & !self.spoilt(action, *by, goal, needs, order);
                last.push((*number, *by, brings, *distance));
            }
        }
        last
    }

    /// The requirements that are not met right after a role has done an action, by what it sets, whatever else there is.
    fn spoilt(
        &self,
        action: &Action,
        by: Symbol,
        (goal, role): (&Action, Symbol),
        needs: &Needs,
        order: &Order<'_>,
    ) -> Bits {
        self.places.patience.lasts(needs.requires.len());
        let nothing = vec![Value::Unknown; order.facts.len()];
        let scope =
            |facts, role| Scope { facts, params: &[], ..order.scope(order.state, Some(role), Scope::NO_INSTANT) };
        let mut facts = nothing.clone();
        for (fact, written) in
            action.set.iter().filter(|(_, written)| !written.reads().state && !written.depends_on_now)
        {
            if let Some(slot) = facts.get_mut(*fact) {
                *slot = written.expr.eval(&scope(&nothing, by));
            }
        }
        for (fact, _) in action.agreed.iter().flat_map(|agreed| &agreed.set) {
            facts.get_mut(*fact).into_iter().for_each(|slot| *slot = Value::Unknown);
        }
        let fails = |number: usize| {
            let that = goal.requires.get(number).map(|requirement| &requirement.that);
            that.is_some_and(|that| that.expr.truth(&scope(&facts, role)) == Truth::False)
        };
        let settled = needs.requires.iter().filter(|(_, bit)| bit & needs.timely == 0);
        settled.filter(|(number, _)| fails(*number)).fold(0, |spoilt, (_, bit)| spoilt | bit)
    }

    /// What lacks for an action of a role, with some steps left.
    fn lack<'a>(&'a self, action: &Action, role: Symbol, needs: &'a Needs, place: &Place<'p>, left: usize) -> Lack<'a> {
        let distance = needs.distance(place.order.state);
        let lack = Lack { needs, lacking: 0, distance, has_moved: false };
        // With more steps left, or where they are too few to come to its state, it does not matter what else lacks.
        if 2 < left || left < distance {
            return lack;
        }
        self.places.patience.lasts(needs.requires.len());
        let mut lacking = 0;
        for (number, bit) in &needs.requires {
            let that = action.requires.get(*number).map(|requirement| &requirement.that);
            if that.is_some_and(|that| self.places.holds(place, that, Some(role)) != Truth::True) {
                lacking |= bit;
            }
        }
        if distance != 0 || self.places.view(place).stands_in(&action.from) != Truth::True {
            lacking |= needs.state;
        }
        let has_moved = lacking & needs.moving != 0 && self.places.view(place).situation.has_moved();
        Lack { lacking, has_moved, ..lack }
    }
}

impl Lacks<'_> {
    /// Whether it can help that time passes.
    pub(super) fn time_helps(&self) -> bool {
        self.noted(self.helps(Kind::Wait))
    }

    /// Whether it can help that somebody does an action.
    pub(super) fn action_helps(&self, number: usize) -> bool {
        self.noted(self.helps(Kind::Act(number)))
    }

    /// Whether it can help that a fact is otherwise.
    pub(super) fn fact_helps(&self, fact: FactId) -> bool {
        self.facts.as_ref().is_none_or(|facts| facts.contains(&fact))
    }

    /// Whether it can help that any fact is otherwise.
    pub(super) fn facts_help(&self) -> bool {
        self.facts.as_ref().is_none_or(|facts| !facts.is_empty())
    }

    /// Whether it can help that a fact that is read is otherwise.
    pub(super) fn facts_in_help(&self, written: &Written) -> bool {
        let helps = |facts: &Vec<FactId>| written.reads().facts.iter().any(|fact| facts.contains(fact));
        self.facts.as_ref().is_none_or(helps)
    }

    /// Whether a step can help that does not reach the goal.
    pub(super) fn goes_on(&self) -> bool {
        self.noted(self.own.is_none() || self.after != 0)
    }

    /// Whether steps were left out because they cannot help.
    pub(super) fn left_out(&self) -> bool {
        self.left_out.get()
    }

    fn noted(&self, helps: bool) -> bool {
        self.left_out.set(self.left_out.get() || !helps);
        helps
    }

    /// `apart` are facts that lack because of others, which come back to what they are by default where those have no value.
    fn helpful_facts(&self, apart: &[(FactId, FactId)]) -> Option<Vec<FactId>> {
        if self.helps(Kind::Suppose(None)) {
            return None;
        }
        let mut facts = Vec::new();
        let closing = self.closing.iter().filter_map(|closing| closing.lack.as_ref());
        for (fact, _) in self.own.iter().chain(closing).flat_map(|lack| &lack.needs.facts) {
            if !facts.contains(fact) && self.helps(Kind::Suppose(Some(*fact))) {
                facts.push(*fact);
            }
        }
        facts.extend(apart.iter().map(|(_, given)| *given));
        Some(facts)
    }

    fn helps(&self, step: Kind) -> bool {
        self.own.as_ref().is_none_or(|own| {
            let (rest, distance) = own.after(step);
            let is_all = rest == 0 && distance == 0;
            match self.after {
                0 => is_all,
                1 => is_all || self.can_close(own, step, rest, distance),
                after => distance <= after,
            }
        })
    }

    /// Whether a single step can bring the rest after one, with so many actions to come.
    fn can_close(&self, own: &Lack<'_>, step: Kind, rest: Bits, distance: usize) -> bool {
        let is_within = |brings: Bits| rest & !brings == 0;
        let by_itself = || {
            is_within(own.needs.timely)
                || self.supposing && own.needs.facts.iter().any(|(_, brings)| is_within(*brings))
        };
        let by_action = |closing: &Closing<'_>| {
            is_within(closing.brings)
                && distance.min(closing.distance) == 0
                && closing.lack.as_ref().is_none_or(|lack| lack.after(step) == (0, 0))
        };
        distance == 0 && by_itself() || distance <= 1 && self.closing.iter().any(by_action)
    }
}

impl Lack<'_> {
    /// What still lacks after a kind of step, as far as that can bring it, and how many actions have to come then.
    fn after(&self, step: Kind) -> (Bits, usize) {
        let needs = self.needs;
        let (brings, distance) = match step {
            Kind::Wait => (needs.timely, FAR),
            Kind::Suppose(fact) => (fact.map_or(0, |fact| needs.of_fact(fact)), FAR),
            Kind::Act(number) => {
                let (brings, distance) = needs.of_action(number);
                (brings | if self.has_moved { needs.moving } else { 0 }, distance)
            }
        };
        // Where somebody has to agree, the deal may stay in its state as well.
        (self.lacking & !brings, self.distance.min(distance))
    }
}
