//! What can come next from an order: a party acts, time passes, or a fact becomes otherwise.
//!
//! Steps that nobody should be advised to are left out here, and it is noted that they were.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Goal, Move, Node, Search};
use crate::expr::{Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{Action, Certainty, Verb};
use crate::preview::after::{after, outgrown};
use crate::preview::board::Moments;
use crate::preview::harm::{hurts, pays, waiting_hurts};
use crate::preview::situation::Situation;
use crate::preview::view::View;

/// A step, and what the order is after it.
pub(super) struct Next<'p> {
    pub(super) step: Move<'p>,
    pub(super) order: Order<'p>,
    pub(super) now: i64,
    /// Where the deal stands then, if somebody has looked.
    pub(super) situation: Option<Rc<Situation>>,
}

/// What can come next from a node.
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
    /// Everything that can come next. `way` is what led here, and `since` when the wait began that did, if one did.
    pub(super) fn steps(&self, node: &Node<'p>, way: &[Move<'p>], since: Option<i64>) -> Steps<'p> {
        let view = node.view();
        let mut steps = Steps { stopped: leaves_open(&view), ..Steps::default() };
        if self.is_lost(&view) {
            return steps;
        }
        self.acts(&view, since, &mut steps);
        // To wait and then to wait again is to wait once.
        if since.is_none() {
            self.waits(&view, &mut steps);
        }
        if self.supposing {
            self.supposed(&view, way, &mut steps);
        }
        steps
    }

    /// Whether the goal can no longer be reached from the state that the deal is in.
    fn is_lost(&self, view: &View<'_, 'p>) -> bool {
        // What helps by the rules of another date is not known beforehand.
        std::ptr::eq(view.rules, self.rules)
            && view.situation.sure().is_some_and(|state| !self.useful.states.contains(&state))
    }

    /// The actions that can help, with each role that has them.
    pub(super) fn candidates(&self, view: &View<'_, 'p>) -> Cow<'_, [(&'p Action, Symbol)]> {
        if std::ptr::eq(view.rules, self.rules) {
            return Cow::Borrowed(self.candidates.get_or_init(|| self.candidates_in(view)));
        }
        Cow::Owned(self.candidates_in(view))
    }

    fn candidates_in(&self, view: &View<'_, 'p>) -> Vec<(&'p Action, Symbol)> {
        let mut candidates = Vec::new();
        // Where it does not matter who acts, the role acts for itself.
        for is_own in [true, false] {
            let useful = |(number, action): (usize, &'p Action)| {
                let helps = !std::ptr::eq(view.rules, self.rules) || self.useful.actions.contains(&number);
                helps.then_some(action)
            };
            for action in view.rules.actions.iter().enumerate().filter_map(useful) {
                let roles = action.roles.iter().filter(|role| (Some(**role) == self.own) == is_own);
                candidates.extend(roles.map(|role| (action, *role)));
            }
        }
        candidates
    }

    /// `since` is when the wait began that led here, if one did.
    fn acts(&self, view: &View<'_, 'p>, since: Option<i64>, steps: &mut Steps<'p>) {
        let before = since.map(|since| self.situation(view.order, since));
        let before = since.zip(before.as_ref()).map(|(since, before)| View::known(view.order, since, before));
        for (action, role) in self.candidates(view).iter().copied().take_while(|_| self.patience.lasts(1)) {
            // Who does not answer does nothing that a report of it could wait for.
            if self.is_silent(role) || (self.cancels() && pays(action, role)) {
                steps.kept = true;
                continue;
            }
            // What could have been done as well before the wait is not done after it.
            let is_due = before.as_ref().is_none_or(|before| self.turns(before, view, action, role));
            if !is_due || !self.allows(view, action, role) {
                continue;
            }
            if outgrown(view, action, role).is_some() {
                continue;
            }
            let Ok(done) = after(view, action, role, false) else { continue };
            // What is supplied may be anything, so more ways can be there than those that are found.
            steps.stopped |= action.sets_from_arguments(view.order.policy.facts.len());
            // An agreement is a step of its own only where it changes something, and where somebody answers.
            let answers =
                !action.consent.as_ref().and_then(|consent| consent.of(role)).is_some_and(|of| self.is_silent(of));
            steps.kept |= !answers;
            let is_asked = answers && action.consent.is_some();
            let agreed = if is_asked { after(view, action, role, true).ok() } else { None };
            let agreed = agreed.filter(|agreed| !agreed.is_like(&done));
            for (agreed, after) in [(false, Some(done)), (true, agreed)] {
                let Some(after) = after else { continue };
                let facts = view.situation.facts(view.order);
                let before = facts.as_deref().unwrap_or(&view.order.facts);
                let is_other = Some(after.state) != view.situation.sure() || after.facts != before;
                if is_other && self.spares && hurts(view, action, role, agreed, self.own.unwrap_or(role)) {
                    steps.spared = true;
                    continue;
                }
                let mut situation = None;
                if is_other && !self.keeps.is_empty() {
                    let then = self.situation(&after, view.now);
                    if self.loses(&View::known(&after, view.now, &then)) {
                        steps.kept = true;
                        continue;
                    }
                    situation = Some(then);
                }
                if is_other && view.order.keeps_date(&after) {
                    let step = Move::Act { action, role, agreed };
                    steps.next.push(Next { step, order: after, now: view.now, situation });
                } else {
                    steps.left_out |= is_other;
                }
            }
        }
    }

    /// Whether the goal is to report that a role does not answer.
    fn is_silent(&self, role: Symbol) -> bool {
        match self.goal {
            Goal::Allowed(action, roles) => action.verb == Verb::ReportUnresponsive && !roles.contains(&role),
            Goal::State(_) => false,
        }
    }

    /// Whether the goal is to cancel.
    fn cancels(&self) -> bool {
        matches!(self.goal, Goal::Allowed(action, _) if action.verb == Verb::Cancel)
    }

    /// Whether something no longer holds that has to.
    fn loses(&self, then: &View<'_, 'p>) -> bool {
        self.keeps.iter().any(|(condition, role)| then.holds(condition, Some(*role)) == Truth::False)
    }

    /// Whether an action is worth waiting for: it opens, or hurts otherwise than before.
    fn turns(&self, before: &View<'_, 'p>, view: &View<'_, 'p>, action: &Action, role: Symbol) -> bool {
        self.opens(before, view, action, role) || self.eases(before, view, action, role)
    }

    /// Whether an action is allowed that was not allowed before, or that has another result now.
    fn opens(&self, before: &View<'_, 'p>, view: &View<'_, 'p>, action: &Action, role: Symbol) -> bool {
        let is_open = self.allows(view, action, role);
        match is_open && self.allows(before, action, role) {
            // Where it leads matters only if it was open already.
            false => is_open && self.leads(view, action, role).is_some(),
            true => self.leads(view, action, role).is_some_and(|now| Some(now) != self.leads(before, action, role)),
        }
    }

    /// Whether an action hurts otherwise than before: one that was left out because it hurts may no longer do so.
    fn eases(&self, before: &View<'_, 'p>, view: &View<'_, 'p>, action: &Action, role: Symbol) -> bool {
        let whom = self.own.unwrap_or(role);
        let hurts = |view: &View<'_, 'p>| [false, true].map(|agreed| hurts(view, action, role, agreed, whom));
        self.spares && hurts(before) != hurts(view) && self.allows(view, action, role)
    }

    /// The facts after an action and, where it is certain, the state, once it is asked for and once it is agreed to;
    /// none where that cannot be told. The action is allowed.
    fn leads(&self, view: &View<'_, 'p>, action: &Action, role: Symbol) -> Option<Vec<(Vec<Value>, Option<Symbol>)>> {
        let mut led = Vec::new();
        for agreed in [Some(false), action.consent.as_ref().map(|_| true)].into_iter().flatten() {
            let after = after(view, action, role, agreed).ok()?;
            let state = self.situation(&after, view.now).sure();
            led.push((after.facts, state));
        }
        Some(led)
    }

    /// Adds a wait for each later moment at which an action opens, up to the one at which the goal is reached.
    fn waits(&self, view: &View<'_, 'p>, steps: &mut Steps<'p>) {
        let candidates = self.candidates(view);
        let mut moments = Moments::after(view);
        while let Some(at) = moments.next() {
            if !self.patience.lasts(1) {
                return;
            }
            let situation = self.situation(view.order, at);
            let then = View::known(view.order, at, &situation);
            moments.learn(&then);
            steps.stopped |= leaves_open(&then);
            let is_reached = self.reached(&then);
            if !is_reached && self.is_lost(&then) {
                return;
            }
            if self.spares && self.own.is_some_and(|own| waiting_hurts(&then, view.now, own)) {
                steps.spared = true;
                return;
            }
            if is_reached || candidates.iter().any(|(action, role)| self.turns(view, &then, action, *role)) {
                let situation = Some(Rc::clone(&situation));
                steps.next.push(Next { step: Move::Wait(at), order: view.order.clone(), now: at, situation });
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
