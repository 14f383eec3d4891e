//! What can come next from an order: a party acts, time passes, or a fact becomes otherwise.
//!
//! Steps that nobody should be advised to are left out here, and it is noted that they were.

use std::borrow::Cow;
use std::ptr;
use std::rc::Rc;

use super::lacks::Lacks;
use super::places::Place;
use super::{Goal, Move, Search};
use crate::expr::{Symbol, Truth};
use crate::policy::{Action, Certainty, Rules, Verb};
use crate::preview::after::{after, out_of_range};
use crate::preview::board::Moments;
use crate::preview::harm::{hurts, pays, waiting_hurts};
use crate::preview::view::View;

/// An action that can help, by its number as well, and a role that has it.
pub(super) type Candidate<'p> = (usize, &'p Action, Symbol);

/// A step, and where it leads.
pub(super) struct Next<'p> {
    pub(super) step: Move<'p>,
    pub(super) place: Rc<Place<'p>>,
}

/// What can come next from a place.
#[derive(Default)]
pub(super) struct Steps<'p> {
    pub(super) next: Vec<Next<'p>>,
    /// Whether a fact that may be supposed stands in the way of something, or something may happen by itself.
    pub(super) stopped: bool,
    /// Whether something leads to an order that is not looked at: of which nobody knows by which rules it is answered.
    pub(super) left_out: bool,
    /// Whether a step is left out that hurts.
    pub(super) spared: bool,
    /// Whether a step is left out that takes away what has to go on holding.
    pub(super) kept: bool,
}

impl<'p> Search<'_, 'p> {
    /// Everything that can come next and may supply what lacks. `way` is what led here, and `since` where the wait began
    /// that did, if one did.
    pub(super) fn steps(
        &self,
        place: &Place<'p>,
        way: &[Move<'p>],
        since: Option<&Place<'p>>,
        lacks: &Lacks<'_>,
    ) -> Steps<'p> {
        let view = self.places.view(place);
        let mut steps = Steps { stopped: leaves_open(&view), next: Vec::with_capacity(16), ..Steps::default() };
        if self.is_lost(&view) {
            return steps;
        }
        self.acts(place, since, lacks, &mut steps);
        // To wait and then to wait again is to wait once.
        if since.is_none() && lacks.time_helps() {
            self.waits(place, lacks, &mut steps);
        }
        if self.supposing && lacks.facts_help() {
            self.supposed(place, way, lacks, &mut steps);
        }
        steps
    }

    /// Whether the goal can no longer be reached from the state that the deal is in.
    fn is_lost(&self, view: &View<'_, 'p>) -> bool {
        // What helps by the rules of another date is not known beforehand.
        ptr::eq(view.rules, self.rules)
            && view.situation.sure().is_some_and(|state| !self.useful.states.contains(&state))
    }

    /// The actions that can help, with each role that has them.
    pub(super) fn candidates(&self, rules: &'p Rules) -> Cow<'_, [Candidate<'p>]> {
        if ptr::eq(rules, self.rules) {
            return Cow::Borrowed(self.candidates.get_or_init(|| self.candidates_in(rules)));
        }
        Cow::Owned(self.candidates_in(rules))
    }

    fn candidates_in(&self, rules: &'p Rules) -> Vec<Candidate<'p>> {
        let mut candidates = Vec::new();
        // Where it does not matter who acts, the role acts for itself.
        for is_own in [true, false] {
            let useful = |(number, action): (usize, &'p Action)| {
                let helps = !ptr::eq(rules, self.rules) || self.useful.actions.contains(&number);
                helps.then_some((number, action))
            };
            for (number, action) in rules.actions.iter().enumerate().filter_map(useful) {
                let roles = action.roles.iter().filter(|role| (Some(**role) == self.own) == is_own);
                candidates.extend(roles.map(|role| (number, action, *role)));
            }
        }
        candidates
    }

    /// `since` is where the wait began that led here, if one did.
    fn acts(&self, place: &Place<'p>, since: Option<&Place<'p>>, lacks: &Lacks<'_>, steps: &mut Steps<'p>) {
        let view = &self.places.view(place);
        let candidates = self.candidates(view.rules);
        let asked = candidates.iter().copied().take_while(|_| self.places.patience.lasts(1));
        for (_, action, role) in asked.filter(|(number, _, _)| lacks.action_helps(*number)) {
            // Who does not answer does nothing that a report of it could wait for.
            if self.is_silent(role) || self.is_contrary(action, role) {
                steps.kept = true;
                continue;
            }
            // What could have been done as well before the wait is not done after it.
            let is_due = since.is_none_or(|since| self.turns(since, place, action, role));
            if !is_due || !self.allows(place, action, role) {
                continue;
            }
            if out_of_range(view, action, role).is_some() {
                continue;
            }
            let Some(done) = self.after(place, action, role, false) else { continue };
            // What is supplied may be anything, so more ways can be there than those that are found.
            steps.stopped |= action.sets_from_arguments(view.order.policy.facts.len());
            // An agreement is a step of its own only where it changes something, and where somebody answers.
            let answers =
                !action.consent.as_ref().and_then(|consent| consent.of(role)).is_some_and(|of| self.is_silent(of));
            steps.kept |= !answers;
            let is_asked = answers && action.consent.is_some();
            let agreed = if is_asked { self.after(place, action, role, true) } else { None };
            let agreed = agreed.filter(|agreed| !agreed.is_like(&done));
            for (agreed, then) in [(false, Some(done)), (true, agreed)] {
                let Some(then) = then else { continue };
                let facts = view.situation.facts(view.order);
                let before = facts.as_deref().unwrap_or(&view.order.facts);
                let is_other = Some(then.order.state) != view.situation.sure() || then.order.facts != before;
                if is_other && self.spares && self.hurts(place, action, role, agreed) {
                    steps.spared = true;
                    continue;
                }
                if is_other && !self.keeps.is_empty() && self.loses(&then) {
                    steps.kept = true;
                    continue;
                }
                if is_other && view.order.keeps_date(&then.order) {
                    steps.next.push(Next { step: Move::Act { action, role, agreed }, place: then });
                } else {
                    steps.left_out |= is_other;
                }
            }
        }
    }

    /// Where it leads that a role does an action, once it is asked for, or once it is agreed to; none where nobody can
    /// tell. The action is allowed.
    fn after(&self, place: &Place<'p>, action: &Action, role: Symbol, agreed: bool) -> Option<Rc<Place<'p>>> {
        place.acted.recall(&(ptr::from_ref(action), role, agreed), || {
            let order = after(&self.places.view(place), action, role, agreed).ok()?;
            Some(self.places.of(order, place.now))
        })
    }

    /// Whether a step hurts those who are to be spared.
    fn hurts(&self, place: &Place<'p>, action: &Action, role: Symbol, agreed: bool) -> bool {
        let whom = self.own.unwrap_or(role);
        hurts(&self.places.view(place), action, role, agreed, whom)
    }

    /// Whether the goal is to report that a role does not answer.
    fn is_silent(&self, role: Symbol) -> bool {
        match self.goal {
            Goal::Allowed(action, roles) => action.verb == Verb::ReportUnresponsive && !roles.contains(&role),
            Goal::State(_) => false,
        }
    }

    /// Whether a step is the contrary of the goal: nobody pays in order to cancel, and whoever wants to cancel does not
    /// refuse to in order to ask for it.
    fn is_contrary(&self, action: &Action, role: Symbol) -> bool {
        let Goal::Allowed(goal, roles) = self.goal else { return false };
        let refuses = action.verb == Verb::Refuse && roles.contains(&role);
        goal.verb == Verb::Cancel && (refuses || pays(action, role))
    }

    /// Whether something no longer holds that has to.
    fn loses(&self, then: &Place<'p>) -> bool {
        self.keeps.iter().any(|(condition, role)| self.places.holds(then, condition, Some(*role)) == Truth::False)
    }

    /// Whether an action is worth waiting for: it opens, or hurts otherwise than before.
    fn turns(&self, before: &Place<'p>, then: &Place<'p>, action: &Action, role: Symbol) -> bool {
        self.opens(before, then, action, role) || self.eases(before, then, action, role)
    }

    /// Whether an action is allowed that was not allowed before, or that has another result now.
    fn opens(&self, before: &Place<'p>, then: &Place<'p>, action: &Action, role: Symbol) -> bool {
        let is_open = self.allows(then, action, role);
        match is_open && self.allows(before, action, role) {
            // Where it leads matters only if it was open already.
            false => is_open && self.leads(then, action, role).is_some(),
            true => self.leads(then, action, role).is_some_and(|now| {
                self.leads(before, action, role).is_none_or(|before| !self.are_alike(&now, &before))
            }),
        }
    }

    /// Whether an action hurts otherwise than before: one that was left out because it hurts may no longer do so.
    fn eases(&self, before: &Place<'p>, then: &Place<'p>, action: &Action, role: Symbol) -> bool {
        let hurts = |place: &Place<'p>| [false, true].map(|agreed| self.hurts(place, action, role, agreed));
        self.spares && self.allows(then, action, role) && hurts(before) != hurts(then)
    }

    /// Where an action leads, once it is asked for and once it is agreed to; none where that cannot be told. The action
    /// is allowed.
    fn leads(&self, place: &Place<'p>, action: &Action, role: Symbol) -> Option<Vec<Rc<Place<'p>>>> {
        let stages = [Some(false), action.consent.as_ref().map(|_| true)].into_iter().flatten();
        stages.map(|agreed| self.after(place, action, role, agreed)).collect()
    }

    /// Whether the facts are the same and, where it is certain, the state, at whatever instants.
    fn are_alike(&self, some: &[Rc<Place<'p>>], others: &[Rc<Place<'p>>]) -> bool {
        let state = |place: &Place<'p>| self.places.view(place).situation.sure();
        some.len() == others.len()
            && some.iter().zip(others).all(|(a, b)| a.order.facts == b.order.facts && state(a) == state(b))
    }

    /// Adds a wait for each later moment at which an action opens, up to the one at which the goal is reached.
    fn waits(&self, place: &Place<'p>, lacks: &Lacks<'_>, steps: &mut Steps<'p>) {
        let view = self.places.view(place);
        let candidates = self.candidates(view.rules);
        let mut moments = Moments::after(&view);
        while let Some(at) = moments.next() {
            if !self.places.patience.lasts(1) {
                return;
            }
            let later = self.places.at(place, at);
            let then = self.places.view(&later);
            moments.learn(&then);
            steps.stopped |= leaves_open(&then);
            let is_reached = self.reached(&later);
            if !is_reached && self.is_lost(&then) {
                return;
            }
            if self.spares && self.own.is_some_and(|own| waiting_hurts(&then, view.now, own)) {
                steps.spared = true;
                return;
            }
            // As the last step, only a wait for the goal itself helps.
            let is_turn = |(_, action, role): &Candidate<'p>| self.turns(place, &later, action, *role);
            if is_reached || lacks.goes_on() && candidates.iter().any(is_turn) {
                steps.next.push(Next { step: Move::Wait(at), place: Rc::clone(&later) });
            }
            if is_reached {
                return;
            }
        }
    }
}

/// Whether something may have happened by itself, on which no way counts.
fn leaves_open(view: &View<'_, '_>) -> bool {
    view.situation.since.iter().any(|since| since.certainty == Certainty::Possible)
}
