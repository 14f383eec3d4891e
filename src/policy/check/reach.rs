//! States that no rule names, and final ones that something leads out of.

use crate::policy::document::{Action, Document};
use crate::policy::read::{Table, has_unread};
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::Str;

/// What a rule says of states: those that it leads from, and those to which it leads.
pub(super) struct Step<'d> {
    /// What it is called in a problem.
    name: String,
    pub(super) from: &'d [Str],
    pub(super) to: Vec<&'d Str>,
    /// Whether it leads on by itself, so that no state stays as it is.
    is_transition: bool,
}

/// Notes a state that no rule names, and a final one that something leads out of.
///
/// What is written counts, right or wrong otherwise. A name that means no state may have been meant for any of them:
/// then it is not known which are missing.
pub(super) fn states(document: &Document, report: &mut Report) {
    let Table(states) = &document.states;
    let steps = steps(document);
    let named = || steps.iter().flat_map(|step| step.from.iter().chain(step.to.iter().copied()));
    let is_whole = !has_unread(states.iter().map(|(id, _)| id))
        && named().all(|name| states.iter().any(|(id, _)| id == name))
        && !report.unread.has("transitions")
        && !report.unread.has("actions");
    for (id, state) in states {
        let path = join("states", id);
        if is_whole && !named().any(|name| name == id) {
            let message = format!("the state {} stands in no action and no transition", quoted(id));
            let problem = Problem::new(ProblemCode::Unreachable, path, message);
            report.add(problem.help("leave it out, or let something lead to it"));
        } else if let Some(step) = steps.iter().find(|step| state.is_final == Some(true) && step.leaves(id, states)) {
            let message = format!("the state {} is final, but {} leads out of it", quoted(id), step.name);
            report.add(Problem::new(ProblemCode::Conflict, join(&path, "final"), message));
        }
    }
}

/// Whether something leads out of a state.
pub(super) fn is_left(id: &Str, document: &Document) -> bool {
    let Table(states) = &document.states;
    steps(document).iter().any(|step| step.leaves(id, states))
}

impl Step<'_> {
    fn leaves<T>(&self, id: &Str, states: &[(Str, T)]) -> bool {
        let mut away = self.to.iter().filter(|to| **to != id);
        self.from.contains(id) && (self.is_transition || away.any(|to| is_known(to, states)))
    }
}

fn is_known<T>(name: &Str, states: &[(Str, T)]) -> bool {
    states.iter().any(|(id, _)| id == name)
}

/// What each transition and each action says of states, and what editions say differently.
pub(super) fn steps(document: &Document) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for transition in document.transitions.iter().flatten() {
        let name = format!("the transition {}", quoted(&transition.rule));
        steps.push(Step { name, from: &transition.from, to: vec![&transition.to], is_transition: true });
    }
    for (id, action) in document.actions.iter().flat_map(|Table(actions)| actions) {
        let agreed = action.agreed.iter().filter_map(|agreed| agreed.to.as_ref());
        let to = action.to.iter().chain(agreed).collect();
        steps.push(Step { name: called(id), from: &action.from, to, is_transition: false });
        steps.extend(overrides(id, action));
    }
    steps
}

fn called(action: &Str) -> String {
    format!("the action {}", quoted(action))
}

fn overrides<'d>(id: &Str, action: &'d Action) -> impl Iterator<Item = Step<'d>> {
    let own = action.editions.iter().flat_map(|Table(editions)| editions);
    own.map(|(_, own)| {
        let agreed = own.agreed.as_ref().or(action.agreed.as_ref()).and_then(|agreed| agreed.to.as_ref());
        let to = own.to.iter().chain(action.to.iter().filter(|_| own.to.is_none())).chain(agreed).collect();
        Step { name: called(id), from: own.from.as_ref().unwrap_or(&action.from), to, is_transition: false }
    })
}
