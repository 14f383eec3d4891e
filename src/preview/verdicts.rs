//! The verdicts of a preview and the state that they are for, without what it takes to explain them.

#[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
mod index;
#[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
mod outcomes;

#[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
pub(crate) use outcomes::{Asking, Outcomes};

use super::answer::{EffectiveState, RoleVerdicts, Verdicts};
use super::question::Question;
use super::telling::{Telling, instant};
use super::view::View;
use super::{Options, asked, periods};
use crate::data::Data;
use crate::expr::Symbol;
use crate::order::Order;
use crate::policy::Policy;
#[cfg(feature = "builtin")]
use crate::policy_set::named_policy;
use crate::problem::{Problems, Report};
use crate::text::LanguageId;

/// What the parties of an order of a built-in policy may do, and the state that the deal is in: what
/// [`preview`](crate::preview()) says of both, in a fraction of the time.
///
/// # Errors
///
/// Everything in the order or the options that does not make sense, as [`preview`](crate::preview()) tells it.
///
/// ```
/// use torihiki::{Data, Instant, Options, verdicts};
///
/// let order: Data = serde_json::from_str(
///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
/// ).unwrap();
/// let now = Instant::parse("2026-11-18T09:00:00+09:00").unwrap();
/// let answer = verdicts(&order, &Options::at(now)).unwrap();
///
/// // Eight days after the delivery the order has completed by itself.
/// assert_eq!(answer.state.effective, "completed");
/// assert_eq!(answer.verdicts.get("buyer", "revise").unwrap().word(), "denied");
/// ```
#[cfg(feature = "builtin")]
pub fn verdicts(order: &Data<'_>, options: &Options<'_>) -> Result<Verdicts<'static>, Problems> {
    let mut report = Report::default();
    let policy = named_policy(order, &mut report);
    let verdicts = policy.and_then(|policy| verdicts_into(policy, order, options, &mut report));
    report.finish(verdicts)
}

impl Policy {
    /// What the parties of an order of this policy may do, and nothing else; see [`verdicts`](crate::verdicts()).
    ///
    /// # Errors
    ///
    /// Everything in the order or the options that does not make sense.
    ///
    /// The order need not name the policy.
    ///
    /// ```
    /// use torihiki::{Data, Instant, Options, policy};
    ///
    /// let order: Data = serde_json::from_str(r#"{ "state": "in-progress" }"#).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let answer = policy("coconala").unwrap().verdicts(&order, &Options::at(now)).unwrap();
    /// assert_eq!(answer.verdicts.get("seller", "deliver").unwrap().word(), "allowed");
    /// ```
    pub fn verdicts(&self, order: &Data<'_>, options: &Options<'_>) -> Result<Verdicts<'_>, Problems> {
        let mut report = Report::default();
        let verdicts = verdicts_into(self, order, options, &mut report);
        report.finish(verdicts)
    }
}

pub(crate) fn verdicts_into<'p>(
    policy: &'p Policy,
    order: &Data<'_>,
    options: &Options<'_>,
    report: &mut Report,
) -> Option<Verdicts<'p>> {
    let Options { role, now, locale, .. } = *options;
    let question = Question::new(policy, order, role, now, locale, report)?;
    report.is_empty().then(|| tell(&question.order, &question.roles, now.millis(), question.locale))
}

/// Answers what may be done with an order now, by some roles.
pub(crate) fn tell<'p>(order: &Order<'p>, roles: &[Symbol], now: i64, locale: LanguageId) -> Verdicts<'p> {
    let telling = Telling::of(order, locale);
    let by_period = order.by_period();
    let merged = if by_period.len() == 1 { None } else { periods::verdicts(&by_period, roles, now, locale) };
    let (state, asked) = match merged {
        Some((standing, asked)) => {
            (EffectiveState { effective: standing.effective, possible: standing.possible }, asked)
        }
        None => {
            let view = View::at(order, now);
            let effective = telling.symbol(view.situation.effective.state);
            let possible = view.situation.states().into_iter().map(|state| telling.symbol(state)).collect();
            (EffectiveState { effective, possible }, asked::asked(&view, roles))
        }
    };
    let of = |role: &Symbol| {
        let own = asked.iter().filter(|asked| asked.role == *role);
        (telling.symbol(*role), own.map(|asked| (asked.action.clone(), asked.verdict)).collect())
    };
    let verdicts = RoleVerdicts(roles.iter().map(of).collect());
    Verdicts { policy: telling.policy_ref(), as_of: instant(now), state, verdicts }
}
