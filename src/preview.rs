//! What holds for an order now, and until when.
//!
//! `situation` follows the transitions to the state that the deal is really in. `board`
//! asks every question of the rules at every moment at which an answer can change.
//! `assemble` reads the answer off the board, in the shapes of `answer`.

pub mod answer;
mod assemble;
mod board;
mod situation;
mod telling;
#[cfg(test)]
mod tests;

use answer::Preview;

use crate::builtin;
use crate::data::Data;
use crate::expr::Symbol;
use crate::order::{Order, not_an_object};
use crate::policy::Policy;
use crate::problem::{Problem, Problems, Report, listed, quoted};
use crate::text::Locale;
use crate::time::Instant;

/// Who asks, when, and in which language.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The role whose actions are asked about; none: all roles.
    pub role: Option<&'o str>,
    /// The instant for which the answer is computed.
    pub now: Instant,
    /// The language of the answer.
    pub locale: Locale,
}

impl<'o> Options<'o> {
    /// All roles, at an instant, in Japanese.
    #[must_use]
    pub fn at(now: Instant) -> Options<'o> {
        Options { role: None, now, locale: Locale::default() }
    }

    /// The same for one role.
    #[must_use]
    pub fn role(self, role: &'o str) -> Options<'o> {
        Options { role: Some(role), ..self }
    }

    /// The same in another language.
    #[must_use]
    pub fn locale(self, locale: Locale) -> Options<'o> {
        Options { locale, ..self }
    }
}

/// What the parties of an order of a built-in policy may do.
///
/// The order is a map with the keys `policy` and `state`, the policy's facts, and where
/// wanted `edition`, `params` and `id`.
///
/// # Errors
///
/// Everything in the order or the options that does not make sense.
///
/// ```
/// use torihiki::{Data, Instant, Options, preview};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let answer = preview(&order, &Options::at(now).role("buyer")).unwrap();
///
/// let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
/// assert_eq!(revise.verdict.word(), "allowed");
/// assert_eq!(revise.until, Some(Instant::parse("2026-11-17T09:00:00+09:00").unwrap()));
/// ```
pub fn preview(order: &Data<'_>, options: &Options<'_>) -> Result<Preview<'static>, Problems> {
    let mut report = Report::default();
    let policy = named_policy(order, &mut report);
    let question = policy.and_then(|policy| Question::new(policy, order, options, &mut report));
    report.finish(question).map(|question| question.answer())
}

impl Policy {
    /// What the parties of an order of this policy may do; see [`preview`](crate::preview()).
    ///
    /// # Errors
    ///
    /// Everything in the order or the options that does not make sense.
    pub fn preview(&self, order: &Data<'_>, options: &Options<'_>) -> Result<Preview<'_>, Problems> {
        let mut report = Report::default();
        let question = Question::new(self, order, options, &mut report);
        report.finish(question).map(|question| question.answer())
    }
}

/// The built-in policy that an order names.
pub(crate) fn named_policy(order: &Data<'_>, report: &mut Report) -> Option<&'static Policy> {
    let Data::Map(_) = order else {
        report.add(not_an_object("", "an order", order));
        return None;
    };
    match order.get("policy") {
        None | Some(Data::Null) => {
            let problem = Problem::new("unknown-policy", "policy", "the policy of the order is missing");
            report.add(problem.help(format!("one of {}", listed(builtin::policy_ids()))));
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
            None => {
                Problem::new("unknown-policy", "policy", format!("there is no policy {}", quoted(id))).nearest(id, ids)
            }
        },
        other => Problem::new("wrong-type", "policy", format!("a policy is named by a text, not by {other}"))
            .help(format!("one of {}", listed(ids))),
    };
    report.add(problem);
    None
}

/// An order and what is asked about it, both checked.
pub(crate) struct Question<'p> {
    pub(crate) order: Order<'p>,
    pub(crate) roles: Vec<Symbol>,
    pub(crate) now: Instant,
    pub(crate) locale: Locale,
}

impl<'p> Question<'p> {
    pub(crate) fn new(
        policy: &'p Policy,
        order: &Data<'_>,
        options: &Options<'_>,
        report: &mut Report,
    ) -> Option<Question<'p>> {
        let order = Order::read_into(policy, order, report);
        let roles = roles(policy, options.role, report);
        Some(Question { order: order?, roles, now: options.now, locale: options.locale })
    }

    pub(crate) fn answer(&self) -> Preview<'p> {
        assemble::preview(&self.order, &self.roles, self.now, self.locale)
    }
}

/// The roles that are asked about.
fn roles(policy: &Policy, role: Option<&str>, report: &mut Report) -> Vec<Symbol> {
    let all = policy.roles.iter().map(|role| role.symbol);
    let Some(name) = role else { return all.collect() };
    let found: Vec<Symbol> = all.clone().filter(|role| policy.symbols.text(*role) == name).collect();
    if found.is_empty() {
        let problem = Problem::new("unknown-role", "role", format!("{} is no role of `{}`", quoted(name), policy.id));
        report.add(problem.nearest(name, all.map(|role| policy.symbols.text(role))));
    }
    found
}
