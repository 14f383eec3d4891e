//! Verdicts, without what it takes to explain them.

use super::answer::{Verdict, Words};
use super::board::actions_of;
use super::view::View;
use crate::expr::Symbol;

/// An action as a role was asked about it.
#[derive(Clone)]
pub(super) struct Asked<'p> {
    pub(super) action: Words<'p>,
    pub(super) role: Symbol,
    pub(super) verdict: Verdict,
}

/// Every action with each of the roles that have it, in the order of the policy.
pub(super) fn asked<'p>(view: &View<'_, 'p>, roles: &[Symbol]) -> Vec<Asked<'p>> {
    let asked = actions_of(view.rules, roles).into_iter();
    let verdict = |(action, role)| Verdict::from(view.verdict(action, role));
    asked.map(|it| Asked { action: Words::of(&it.0.id), role: it.1, verdict: verdict(it) }).collect()
}
