//! What is asked, checked: an order of a policy, who asks, when, and in which language.

use crate::data::Data;
use crate::expr::Symbol;
use crate::order::Order;
use crate::policy::Policy;
use crate::problem::{Problem, ProblemCode, Report, quoted};
use crate::text::LanguageId;
use crate::time::Instant;

/// An order and what is asked about it, both checked.
pub(crate) struct Question<'p> {
    pub(crate) order: Order<'p>,
    pub(crate) roles: Vec<Symbol>,
    pub(crate) now: Instant,
    pub(crate) locale: LanguageId,
}

impl<'p> Question<'p> {
    pub(crate) fn new(
        policy: &'p Policy,
        order: &Data<'_>,
        role: Option<&str>,
        now: Instant,
        locale: Option<&str>,
        report: &mut Report,
    ) -> Option<Question<'p>> {
        let order = Order::read_into(policy, order, report);
        let roles = roles(policy, role, report);
        let locale = policy.locale(locale, report);
        Some(Question { order: order?, roles, now, locale })
    }
}

/// The roles that are asked about.
pub(super) fn roles(policy: &Policy, role: Option<&str>, report: &mut Report) -> Vec<Symbol> {
    let all = policy.roles.iter().map(|role| role.symbol);
    let Some(name) = role else { return all.collect() };
    let found: Vec<Symbol> = all.clone().filter(|role| policy.symbols.text(*role) == name).collect();
    if found.is_empty() {
        let problem =
            Problem::new(ProblemCode::UnknownRole, "role", format!("{} is no role of `{}`", quoted(name), policy.id));
        report.add(problem.nearest(name, all.map(|role| policy.symbols.text(role))));
    }
    found
}
