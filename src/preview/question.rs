//! What is asked, checked: an order of a policy, who asks, when, and in which language.

use crate::builtin;
use crate::data::Data;
use crate::data::scalar::not_an_object;
use crate::expr::Symbol;
use crate::order::Order;
use crate::policy::Policy;
use crate::problem::{Problem, ProblemCode, Report, quoted};
use crate::text::LanguageId;
use crate::time::Instant;

/// The built-in policy that an order names.
pub(crate) fn named_policy(order: &Data<'_>, report: &mut Report) -> Option<&'static Policy> {
    let Data::Map(_) = order else {
        report.add(not_an_object("", "an order", order));
        return None;
    };
    match order.get("policy") {
        None | Some(Data::Null) => {
            let problem = Problem::new(ProblemCode::UnknownPolicy, "policy", "the policy of the order is missing");
            report.add(problem.one_of(builtin::policy_ids()));
            None
        }
        Some(id) => policy_by_id(id, report),
    }
}

/// The built-in policy with an id that somebody passed.
pub(crate) fn policy_by_id(id: &Data<'_>, report: &mut Report) -> Option<&'static Policy> {
    let ids = builtin::policy_ids();
    let problem = match id {
        Data::Text(id) => match builtin::policy(id) {
            Some(policy) => return Some(policy),
            None => Problem::new(ProblemCode::UnknownPolicy, "policy", format!("there is no policy {}", quoted(id)))
                .nearest(id, ids),
        },
        other => Problem::new(ProblemCode::WrongType, "policy", format!("a policy is named by a text, not by {other}"))
            .one_of(ids),
    };
    report.add(problem);
    None
}

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
fn roles(policy: &Policy, role: Option<&str>, report: &mut Report) -> Vec<Symbol> {
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
